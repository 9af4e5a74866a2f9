"""What the next customer wants, and how well he behaves: drawn by the seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kiosk.workbench.soak.chance import Chance

UNITS_STEP: Final = 10
UNITS_MAX: Final = 250
SLOW_S_MAX: Final = 0.6
DIRTY_SHARE: Final = 0.03


class Want(StrEnum):
    """The values are the choices' own names on the screen."""

    CASH = "withdraw"
    BALANCE = "balance"
    NEW_PIN = "pin-change"
    TRANSFER = "transfer"
    ENVELOPE = "deposit"


class Cash(StrEnum):
    """What becomes of it in the shutter."""

    TAKEN = "taken"
    IN_PART = "in part"
    LEFT = "left"


class Envelope(StrEnum):
    """What becomes of it at the open slot."""

    IN = "in"
    PULLED_BACK = "pulled back"
    STUCK = "stuck"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Wish:
    """
    Attributes:
        units: of cash, in whole units of the currency.
        minor: of a transfer, or said to be in an envelope. inside: what really is.
        which: of the card's accounts, from 0; a transfer goes to the other one.
        slow_s: before the cash is reached for, or the slot.
        is_dirty: the safe's sensors cannot tell during this visit, so what is cut short leaves a
            doubt that only people can end.
    """

    card: str
    want: Want = Want.CASH
    units: int = 70
    cash: Cash = Cash.TAKEN
    slow_s: float = 0.0
    new_pin: str = ""
    minor: int = 5_000
    inside: int = 5_000
    which: int = 0
    envelope: Envelope = Envelope.IN
    is_dirty: bool = False


MINOR_MAX: Final = 80_000  # more than one person of the bank's may credit alone
WANTS: Final = {
    Want.CASH: 48,
    Want.BALANCE: 6,
    Want.NEW_PIN: 6,
    Want.TRANSFER: 16,
    Want.ENVELOPE: 24,
}
CASH: Final = {Cash.TAKEN: 92, Cash.IN_PART: 4, Cash.LEFT: 4}
ENVELOPES: Final = {
    Envelope.IN: 82,
    Envelope.PULLED_BACK: 6,
    Envelope.STUCK: 4,
    Envelope.CANCELLED: 8,
}
# Of what is said to be in it, in percent.
INSIDE: Final = {100: 7, 50: 2, 0: 1}


class WishDraws:
    def __init__(self, chance: Chance, cards: Mapping[str, int]) -> None:
        """cards: how many accounts each has."""
        self._chance = chance
        self._cards = tuple(cards)
        self._with_two = tuple(card for card, count in cards.items() if count > 1)

    def next(self) -> Wish:
        draw = self._chance
        want = draw.weighted(WANTS)
        cash = draw.weighted(CASH)
        minor = draw.whole(100, MINOR_MAX)
        return Wish(
            draw.one_of(self._with_two if want is Want.TRANSFER else self._cards),
            want,
            UNITS_STEP * draw.whole(1, UNITS_MAX // UNITS_STEP + 1),
            cash,
            draw.one_of((0.0, draw.between(0.0, SLOW_S_MAX))),
            f"{draw.whole(1_000_000, 10_000_000)}",
            minor,
            minor * draw.weighted(INSIDE) // 100,
            draw.whole(0, 2),
            draw.weighted(ENVELOPES),
            draw.unit() < DIRTY_SHARE,
        )
