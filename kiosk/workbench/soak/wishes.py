"""What the next customer wants, and how well he behaves: drawn by the seed."""

from __future__ import annotations

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


class Cash(StrEnum):
    """What becomes of it in the shutter."""

    TAKEN = "taken"
    IN_PART = "in part"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Wish:
    """
    Attributes:
        units: whole units of the currency.
        slow_s: before the cash is reached for.
        is_dirty: the safe's sensors cannot tell during this visit, so what is cut short leaves a
            doubt that only people can end.
    """

    card: str
    want: Want = Want.CASH
    units: int = 70
    cash: Cash = Cash.TAKEN
    slow_s: float = 0.0
    new_pin: str = ""
    is_dirty: bool = False


WANTS: Final = {Want.CASH: 80, Want.BALANCE: 12, Want.NEW_PIN: 8}
CASH: Final = {Cash.TAKEN: 92, Cash.IN_PART: 4, Cash.LEFT: 4}


class WishDraws:
    def __init__(self, chance: Chance, cards: tuple[str, ...]) -> None:
        self._chance = chance
        self._cards = cards

    def next(self) -> Wish:
        draw = self._chance
        want = draw.weighted(WANTS)
        cash = draw.weighted(CASH)
        return Wish(
            draw.one_of(self._cards),
            want,
            UNITS_STEP * draw.whole(1, UNITS_MAX // UNITS_STEP + 1),
            cash,
            draw.one_of((0.0, draw.between(0.0, SLOW_S_MAX))),
            f"{draw.whole(1_000_000, 10_000_000)}",
            draw.unit() < DIRTY_SHARE,
        )
