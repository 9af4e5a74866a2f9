"""Card writers that fail, and a disk that fills: at the file system, not by a pretence."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager

from hardware.errors import Outcome
from hardware.locks.desk.stripe_writer import CardFolder, WriterFault


class Empty(CardFolder):
    """No card lies in it."""

    def write(self, stripe: bytes) -> str:
        raise WriterFault("there is no card in the writer", Outcome.NOT_DONE)


class FellSilent(CardFolder):
    """Wrote the card, and its answer was lost."""

    def write(self, stripe: bytes) -> str:
        super().write(stripe)
        raise WriterFault("the writer does not answer")


class PulledOut(CardFolder):
    """The card was written, and was gone when it was to be read back."""

    def read(self) -> bytes:
        raise WriterFault("there is no card in the writer", Outcome.NOT_DONE)


def files_grow_to(size: int | None) -> None:
    """In this process; None: as far as they may. Python ignores the signal: writing fails."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most if size is None else size, most))


class DiskFills(CardFolder):
    """From the moment that the card is written, no file of this process grows any longer."""

    def read(self) -> bytes:
        files_grow_to(0)
        return super().read()


class Lifts(CardFolder):
    """The disk has room again when the card is written."""

    def write(self, stripe: bytes) -> str:
        files_grow_to(None)
        return super().write(stripe)


@contextmanager
def a_disk_that_fills() -> Iterator[None]:
    """Whatever filled it, there is room again afterwards."""
    try:
        yield
    finally:
        files_grow_to(None)
