"""What a clerk asks of the desk, what became of it, and what the window needs to carry it out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from hardware.locks.desk.desk import Desk, ProgrammerEnd
from hardware.locks.desk.refusals import FailedCard, Reason

Said = Callable[[int, int], None]


class NoProgrammer(Exception):
    """No port was named for it."""


@dataclass(frozen=True, slots=True)
class Tools:
    """
    Attributes:
        said: how far a long deed is: done, of how many.
        programmer: opens the cable. Raises NoProgrammer, or HardwareError.
        processes: for the signing key.
    """

    said: Said
    programmer: Callable[[], AbstractContextManager[ProgrammerEnd]]
    backups: Path
    processes: int = 1


Work = Callable[[Desk, Tools], object]


@dataclass(frozen=True, slots=True)
class Deed:
    """name: as in a button. does: in the encoder's thread. goes_to: a page, afterwards."""

    name: str
    does: Work
    goes_to: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    deed: Deed
    result: object = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was done but what `words` say; with is_done all was, and something beside it failed.

    Attributes:
        reason: None for what the desk does not know: the programmer's cable.
        can_repeat: it may go well if it is done again as it is.
        card: where one was to be written, what became of it.
    """

    deed: Deed
    reason: Reason | None
    words: str
    card: FailedCard | None = None
    can_repeat: bool = False
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Broken:
    """Something failed that nobody foresaw: what became of the deed is unknown."""

    deed: Deed


Ended = Done | Refused | Broken
