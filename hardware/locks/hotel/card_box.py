"""The desk's card writer in memory, and all cards that ever came out of it."""

from __future__ import annotations

from collections.abc import Callable

from hardware.locks.desk.stripe_writer import WriterFault


class CardBox:
    """A StripeWriter.

    Attributes:
        stripes: of all cards, by name; whoever needs no more of one may delete it.
        spoils: asked before each writing; True spoils the card after it was written.
    """

    def __init__(self) -> None:
        self.stripes: dict[str, bytes] = {}
        self.spoils: Callable[[], bool] = lambda: False
        self.last = ""
        self._made = 0
        self._is_spoilt = False

    def write(self, stripe: bytes) -> str:
        self._made += 1
        self.last = f"card-{self._made}"
        self.stripes[self.last] = stripe
        self._is_spoilt = self.spoils()
        return self.last

    def take(self) -> bytes:
        """The card that was written last, out of the box: whoever takes it has it alone."""
        return self.stripes.pop(self.last)

    def read(self) -> bytes:
        if self._is_spoilt:
            raise WriterFault("the card could not be read back")
        return self.stripes[self.last]
