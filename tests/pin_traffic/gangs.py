"""Who guesses PINs, and how: put into a fortnight of honest customers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Final

from bank_server.domain.pin_results import DAY_MS, PinResult
from tests.pin_traffic.bank import (
    ATMS,
    CUSTOMERS,
    HOUR_MS,
    MINUTE_MS,
    START_MS,
    TRY_MS,
    atm_id,
    card_of,
)

QUIET: Final = 0  # 20 visits a day
MIDDLE: Final = 9  # 100
BUSY: Final = ATMS - 1  # 600
BEGIN_MS: Final = START_MS + 8 * DAY_MS + 11 * HOUR_MS  # while customers come
EVERYWHERE: Final = -1


@dataclass(frozen=True, slots=True)
class Gang:
    """
    Attributes:
        atm: where it has to be found; EVERYWHERE is by any place.
    """

    name: str
    atm: int
    guesses: Callable[[Random], Sequence[PinResult]]


def _wrong(chance: Random, card: str, atm: int, at_ms: float, tries: int = 2) -> list[PinResult]:
    begin = int(at_ms) + chance.randrange(MINUTE_MS)
    return [PinResult(begin + n * TRY_MS, atm_id(atm), card, is_right=False) for n in range(tries)]


def at_one(chance: Random, *, cards: int, atm: int, within_ms: int) -> list[PinResult]:
    """Copied cards of customers, two guesses each, evenly within a time."""
    apart = (within_ms - 2 * MINUTE_MS) / max(1, cards - 1)
    drawn = chance.sample(range(CUSTOMERS), cards)
    return [
        each
        for number, card in enumerate(drawn)
        for each in _wrong(chance, card_of(card), atm, BEGIN_MS + number * apart)
    ]


def over_all(chance: Random, *, cards: int, atms: int, within_ms: int) -> list[PinResult]:
    """One ATM after the other, of those with the most customers, and again from the first."""
    apart = (within_ms - 2 * MINUTE_MS) / max(1, cards - 1)
    drawn = chance.sample(range(CUSTOMERS), cards)
    return [
        each
        for number, card in enumerate(drawn)
        for each in _wrong(
            chance, card_of(card), ATMS - 1 - number % atms, BEGIN_MS + number * apart
        )
    ]


def one_card(chance: Random, *, days: int, atms: int) -> list[PinResult]:
    """Two guesses a day and its owner's right PIN after; at ever another ATM."""
    card, results = card_of(chance.randrange(CUSTOMERS)), list[PinResult]()
    for day in range(days):
        begin = BEGIN_MS - 4 * DAY_MS + day * DAY_MS
        results += _wrong(chance, card, day % atms, begin)
        results.append(PinResult(begin + 9 * HOUR_MS, atm_id(3), card, is_right=True))
    return results


def one_card_in_a_day(chance: Random) -> list[PinResult]:
    """Two guesses at each of three ATMs, and its owner's right PINs between."""
    card, results = card_of(chance.randrange(CUSTOMERS)), list[PinResult]()
    for number in range(3):
        begin = BEGIN_MS + number * 3 * HOUR_MS
        results += _wrong(chance, card, number, begin)
        results.append(PinResult(begin + HOUR_MS, atm_id(5), card, is_right=True))
    return results


def _at(where: str, atm: int, cards: int, within: str, within_ms: int) -> Gang:
    name = f"{cards} cards at {where} in {within}"
    return Gang(name, atm, partial(at_one, cards=cards, atm=atm, within_ms=within_ms))


_QUIET, _MIDDLE, _BUSY = "20 visits a day", "100 visits a day", "600 visits a day"
_SOON, _HOURS = ("20 minutes", 20 * MINUTE_MS), ("3 hours", 3 * HOUR_MS)
_DAY = ("a day", DAY_MS)

GANGS: Final = (
    *(_at(_QUIET, QUIET, cards, *_SOON) for cards in (3, 4, 5)),
    *(_at(_QUIET, QUIET, cards, *_HOURS) for cards in (4, 5, 6)),
    *(_at(_QUIET, QUIET, cards, *_DAY) for cards in (4, 5, 6, 8)),
    *(_at(_MIDDLE, MIDDLE, cards, *_SOON) for cards in (4, 5, 6)),
    *(_at(_MIDDLE, MIDDLE, cards, *_DAY) for cards in (6, 8, 10, 12)),
    *(_at(_BUSY, BUSY, cards, *_SOON) for cards in (6, 8, 10)),
    *(_at(_BUSY, BUSY, cards, *_HOURS) for cards in (10, 12, 15)),
    *(_at(_BUSY, BUSY, cards, *_DAY) for cards in (20, 30, 40)),
    *(
        Gang(
            f"{cards} cards over {atms} ATMs in {says}",
            EVERYWHERE,
            partial(over_all, cards=cards, atms=atms, within_ms=within_ms),
        )
        for cards, atms, says, within_ms in (
            (12, 6, *_SOON),
            (20, 10, *_SOON),
            (20, 20, *_HOURS),
            (40, 20, *_HOURS),
            (40, 20, *_DAY),
            (60, 20, *_DAY),
            (100, 20, "5 days", 5 * DAY_MS),
            (200, 20, "5 days", 5 * DAY_MS),
        )
    ),
    Gang(
        "1 card, 2 guesses a day at ever another ATM, 3 days",
        EVERYWHERE,
        partial(one_card, days=3, atms=5),
    ),
    Gang(
        "1 card, 2 guesses a day at ever another ATM, 5 days",
        EVERYWHERE,
        partial(one_card, days=5, atms=5),
    ),
    Gang("1 card, 2 guesses at each of 3 ATMs in a day", EVERYWHERE, one_card_in_a_day),
)
