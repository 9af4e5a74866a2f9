"""A made fortnight of a bank's PINs: twenty ATMs from twenty to six hundred visits a day.

Every number of the honest traffic stands here. Nobody tunes them to the review.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Final

from bank_server.domain.pin_results import DAY_MS, PinResult

DAYS: Final = 14
ATMS: Final = 20
QUIET_A_DAY: Final = 20
BUSY_A_DAY: Final = 600
MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS
START_MS: Final = 1_800_000_000_000 // DAY_MS * DAY_MS
END_MS: Final = START_MS + (DAYS + 1) * DAY_MS
TRY_MS: Final = 20_000

CUSTOMERS: Final = 15_000
SLIPS: Final = 0.04  # of visits: a wrong PIN, then a right one
AS_TOURISTS: Final = 3.0  # times as many slips, and as many given up, at one of the sites
DAYS_DIFFER: Final = 10.0  # a day's share given up: a gamma distribution of this shape, cv 0.32
WRONG_BEFORE_GIVING_UP: Final = (1, 1, 1, 1, 1, 2, 2, 2, 2, 3)
BLOCKED_AT: Final = 3  # wrong PINs in a row, at whatever ATMs: the bank compares no more of them
BLOCKED_MS: Final = 2 * DAY_MS  # until staff have given a new PIN
WALK_ON: Final = 0.2  # of those who gave up and are not blocked: to another ATM within the hour
RIGHT_THERE: Final = 2 / 3
REMEMBERED: Final = 0.5  # come back a day or two later, and know it


def visits_a_day(atm: int) -> float:
    """From the quietest, 0, to the busiest, ATMS - 1; evenly by their logarithms."""
    ratio: float = (BUSY_A_DAY / QUIET_A_DAY) ** (atm / (ATMS - 1))
    return QUIET_A_DAY * ratio


def atm_id(atm: int) -> str:
    return f"atm{atm:02d}"


def card_of(customer: int) -> str:
    return f"card{customer}"


@dataclass(slots=True)
class Fortnight:
    """
    Attributes:
        given_up: of all visits; three times as many at the tourists' site.
        tourists: which ATM that is.
        chance: what is drawn next, for whoever adds a gang.
    """

    seed: str
    given_up: float
    tourists: int = 0
    results: list[PinResult] = field(default_factory=list)
    chance: Random = field(default_factory=Random)

    def __post_init__(self) -> None:
        self.chance = Random(f"pins {self.seed}")
        self.tourists = self.chance.randrange(ATMS)
        for atm in range(ATMS):
            for day in range(DAYS):
                self._day(atm, START_MS + day * DAY_MS)
        self.results = _compared(sorted(self.results))

    def _day(self, atm: int, day_ms: int) -> None:
        chance, times = self.chance, AS_TOURISTS if atm == self.tourists else 1.0
        share = self.given_up * times * chance.gammavariate(DAYS_DIFFER, 1 / DAYS_DIFFER)
        usual = visits_a_day(atm)
        where = atm_id(atm)
        for _ in range(max(0, round(chance.gauss(usual, usual**0.5)))):
            hour = min(max(chance.gauss(14, 3), 0.0), 23.9)
            at_ms, card = day_ms + int(hour * HOUR_MS), card_of(chance.randrange(CUSTOMERS))
            drawn = chance.random()
            if drawn < share:
                self._give_up(atm, at_ms, card, BLOCKED_AT)
                continue
            if drawn > 1 - SLIPS * times:
                for _ in range(chance.choice((1, 1, 1, 2))):
                    self._note(at_ms, where, card, is_right=False)
                    at_ms += TRY_MS
            self._note(at_ms, where, card, is_right=True)

    def _give_up(self, atm: int, at_ms: int, card: str, left: int) -> None:
        chance = self.chance
        wrong = min(chance.choice(WRONG_BEFORE_GIVING_UP), left)
        for each in range(wrong):
            self._note(at_ms + each * TRY_MS, atm_id(atm), card, is_right=False)
        left -= wrong
        if not left:
            return
        if chance.random() < WALK_ON:
            other, later_ms = chance.randrange(ATMS), at_ms + chance.randrange(HOUR_MS)
            if chance.random() < RIGHT_THERE:
                self._note(later_ms, atm_id(other), card, is_right=True)
            else:
                self._give_up(other, later_ms + TRY_MS * BLOCKED_AT, card, left)
        elif chance.random() < REMEMBERED:
            later_ms = at_ms + int(chance.uniform(0.7, 2.0) * DAY_MS)
            self._note(later_ms, atm_id(atm), card, is_right=True)

    def _note(self, at_ms: int, where: str, card: str, *, is_right: bool) -> None:
        self.results.append(PinResult(at_ms, where, card, is_right))


def _compared(results: Iterable[PinResult]) -> list[PinResult]:
    """Without the tries of cards that are blocked; in order of time."""
    compared: list[PinResult] = []
    in_a_row: dict[str, int] = {}
    until_ms: dict[str, int] = {}
    for each in results:
        if each.is_right:
            if until_ms.get(each.card, 0) <= each.at_ms:
                in_a_row.pop(each.card, None)
                compared.append(each)
        elif until_ms.get(each.card, 0) <= each.at_ms:
            in_a_row[each.card] = in_a_row.get(each.card, 0) + 1
            if in_a_row[each.card] == BLOCKED_AT:
                in_a_row[each.card] = 0
                until_ms[each.card] = each.at_ms + BLOCKED_MS
            compared.append(each)
    return compared
