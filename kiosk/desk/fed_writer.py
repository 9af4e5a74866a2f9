"""The card writer as the window has it: it waits for a card until somebody gives up. No Qt.

The encoder's thread waits in `write`; whoever lays a card or gives up is another thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import Enum
from typing import Final

from hardware.errors import Outcome
from hardware.locks.desk.stripe_writer import StripeWriter, WriterFault
from kiosk.desk.cable_writer import has_no_card

WAIT_S_MAX: Final = 180.0
ASKS_MAX: Final = 360
ASK_S: Final = 0.5

_NO_CARD: Final = "no card was put on the writer"


class Writing(Enum):
    """What the writer is at."""

    RESTS = "rests"
    WAITS = "waits"  # for a card
    WRITES = "writes"


class Laid(Enum):
    """What emulated hands put on the writer."""

    CARD = "card"
    WORN = "worn"  # a card that takes no stripe


class FedWriter:
    """A StripeWriter. `lay` and `give_up` may be called in any thread, the rest in one alone."""

    def __init__(
        self,
        writer: StripeWriter,
        said: Callable[[Writing], None] = lambda _: None,
        *,
        wait_s_max: float = WAIT_S_MAX,
        has_hands: bool = True,
    ) -> None:
        """said: in the encoder's thread. writer: what really writes.

        has_hands: it is an emulated one, on which `lay` puts the card; otherwise it is asked
        again for as long as it says that none lies there.
        """
        self._writer = writer
        self._wait_s_max = wait_s_max
        self._moved = threading.Condition()
        self._laid: Laid | None = None
        self._is_given_up = False
        self.said = said
        self.has_hands = has_hands

    def begin(self) -> None:
        """Before a deed: nothing is on the writer, and nobody has given up."""
        with self._moved:
            self._laid, self._is_given_up = None, False

    def lay(self, what: Laid) -> None:
        with self._moved:
            self._laid = what
            self._moved.notify_all()

    def give_up(self) -> None:
        """Wait for no card any longer; what is being written is not broken off."""
        with self._moved:
            self._is_given_up = True
            self._moved.notify_all()

    def write(self, stripe: bytes) -> str:
        self.said(Writing.WAITS)
        try:
            return self._written(stripe) if self.has_hands else self._asked(stripe)
        finally:
            self.said(Writing.RESTS)

    def read(self) -> bytes:
        return self._writer.read()

    def _written(self, stripe: bytes) -> str:
        with self._moved:
            self._moved.wait_for(
                lambda: self._laid is not None or self._is_given_up, self._wait_s_max
            )
            laid = self._laid
        if laid is None:
            raise WriterFault(_NO_CARD, Outcome.NOT_DONE)
        self.said(Writing.WRITES)
        if laid is Laid.WORN:
            raise WriterFault("the writer could not write on that card")
        return self._writer.write(stripe)

    def _asked(self, stripe: bytes) -> str:
        for _ in range(ASKS_MAX):
            try:
                return self._writer.write(stripe)
            except WriterFault as fault:
                if not has_no_card(fault):
                    raise
            with self._moved:
                if self._moved.wait_for(lambda: self._is_given_up, ASK_S):
                    break
        raise WriterFault(_NO_CARD, Outcome.NOT_DONE)
