"""A card writer on a serial line, opened for each card: one that was unplugged is found again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack

from hardware.errors import DeviceError, HardwareError, Outcome
from hardware.locks.desk.stripe_writer import WriterFault
from hardware.locks.desk.writer_line import SerialStripeWriter
from hardware.protocol.link import Link
from hardware.status import Status


class CableWriter:
    """A StripeWriter. The line is held from a write to its read."""

    def __init__(self, open_link: Callable[[], AbstractContextManager[Link]]) -> None:
        """open_link: raises HardwareError."""
        self._open_link = open_link
        self._held = ExitStack()
        self._writer: SerialStripeWriter | None = None

    def write(self, stripe: bytes) -> str:
        self._held.close()
        try:
            self._writer = SerialStripeWriter(self._held.enter_context(self._open_link()))
        except HardwareError as error:
            raise WriterFault("the writer is not plugged in", Outcome.NOT_DONE) from error
        try:
            return self._writer.write(stripe)
        except WriterFault:
            self._held.close()
            raise

    def read(self) -> bytes:
        if self._writer is None:
            raise WriterFault("there is no card in the writer")
        with self._held:
            return self._writer.read()


def has_no_card(fault: WriterFault) -> bool:
    """Whether nothing was written because nothing lay there: it may be asked again."""
    cause = fault.__cause__
    return isinstance(cause, DeviceError) and cause.status is Status.NO_CARD
