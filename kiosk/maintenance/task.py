"""What an item of the supervisor menu is to the desk that opens it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from hardware.crypto.secret import Secret
from kiosk.domain.maintenance.staff import People, Role
from kiosk.domain.staff_page import StaffPage
from kiosk.money.ports import Ports


@dataclass(frozen=True, slots=True)
class Desk:
    """What a task has of the desk that it is open at.

    Attributes:
        people: who is logged in; asked anew each time, for a second person may come.
        changed: the page is another one.
        second: `second(what, roles, then)` asks for another person with one of these roles, and
            then goes on; if nobody comes, it does not. They are here for this one deed, and gone
            when `then` has returned. what: for the journal, such as `3.1`.
        since_s: when the first of them logged in, on the loop's clock.
    """

    ports: Ports
    people: Callable[[], People]
    changed: Callable[[], None]
    second: Callable[[str, frozenset[Role], Callable[[], None]], None]
    since_s: float


class Task(ABC):
    """One item while it is open. Lives in the core thread; the desk tells it what was pressed."""

    @property
    @abstractmethod
    def page(self) -> StaffPage:
        """What is shown now. The desk adds who is logged in, what is being typed, and the part of
        the lines that fits."""

    @property
    def is_busy(self) -> bool:
        """Something is under way that is not left alone: no key does anything, nobody is logged
        out. After three minutes nobody waits any more, see `give_up`."""
        return False

    @property
    def wants_keys(self) -> bool:
        """Each key as it is, by `key`: none of them goes back, types or chooses."""
        return False

    # What cannot come, because no page has an action or an entry, need not be heard.

    def act(self, number: int) -> None:  # noqa: B027 (a page without that need not hear it)
        """One of the page's actions that can be done was chosen."""

    def enter(self, typed: str) -> None:  # noqa: B027 (a page without that need not hear it)
        """ENTER was pressed after these digits; the page has an entry that is no secret."""

    def enter_secret(self, typed: Secret) -> None:  # noqa: B027 (a page without that need not hear it)
        """The same for an entry that is one."""

    def key(self, key: str) -> None:  # noqa: B027 (a page without that need not hear it)
        """A key was pressed while this task wants them."""

    def back(self) -> bool:
        """CANCEL: one step back. False where there is none, and the item is closed."""
        return False

    def give_up(self) -> None:  # noqa: B027 (a task that writes nothing down need not hear it)
        """It has been busy for too long, and is closed now: what it has begun is not certain, which
        the journal must say. What is heard of it later still goes there."""

    def close(self) -> None:  # noqa: B027 (a page without that need not hear it)
        """The item is closed, or everybody was logged out: nothing more is shown."""
