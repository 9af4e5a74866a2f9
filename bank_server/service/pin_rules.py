"""The rules by which PINs are judged: what each of them looks at, and which runs it finds.

Whoever adds a wrong PIN calls off none of them: it adds a card to a window or none, and a visit
that was given up weighs more among the visits than it adds to them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from bank_server.service.pin_chance import chance
from bank_server.service.pin_thresholds import (
    ATMS_OF_ONE_CARD,
    OF_ONE_CARD_MS,
    ONE_ATM,
    WINDOWS,
    WRONG_AT_ATMS,
    WRONG_OF_ONE_CARD,
    Bound,
    Window,
    all_atms,
)
from bank_server.service.pin_traffic import ALL, Traffic
from bank_server.service.pin_visits import PinVisits, Run

ORDER: Final = ("R1", "R2", "R4", "R5", "R8")


@dataclass(frozen=True, slots=True)
class Crowd:
    """More cards given up within a window than chance explains.

    Attributes:
        customers: that the window may have had, by those whose PINs were right there.
    """

    cards: int
    customers: int
    window: Window
    chance: float


@dataclass(frozen=True, slots=True)
class Found:
    """What one rule has found at one ATM, or at ALL of them together.

    Attributes:
        crowd: the least likely of those that R2 or R5 saw.
    """

    rule: str
    where: str
    runs: Sequence[Run]
    crowd: Crowd | None = None


def found(visits: PinVisits, now_ms: int, *, all_since_ms: int = -1) -> list[Found]:
    """all_since_ms: R5 asks only for what came after. It leaves to the others what they found."""
    given_up = visits.given_up(now_ms)
    told = [*_of_cards(given_up), *_of_atms(given_up, visits.traffic)]
    explained = {id(run) for each in told for run in each.runs}
    rest = [run for run in given_up if id(run) not in explained and run.wrong_ms[0] > all_since_ms]
    bound = all_atms(visits.traffic.sites())
    runs, crowd = _crowded(rest, visits.traffic, ALL, bound, all_since_ms)
    return [*told, Found("R5", ALL, runs, crowd)] if runs else told


def _of_cards(given_up: Iterable[Run]) -> list[Found]:
    """R1 and R4, at each ATM that the card was tried at."""
    of_card: defaultdict[str, list[Run]] = defaultdict(list)
    for run in given_up:
        of_card[run.card].append(run)
    told = []
    for runs in of_card.values():
        if sum(len(run.wrong_ms) for run in runs) >= WRONG_OF_ONE_CARD:
            told += _by_atm("R1", runs)
        if _is_wandering(runs):
            told += _by_atm("R4", runs)
    return told


def _is_wandering(runs: Iterable[Run]) -> bool:
    tries = sorted((at_ms, run.atm_id) for run in runs for at_ms in run.wrong_ms)
    first, atms = 0, Counter[str]()
    for last, (at_ms, atm_id) in enumerate(tries):
        atms[atm_id] += 1
        while at_ms - tries[first][0] > OF_ONE_CARD_MS:
            _take(atms, tries[first][1])
            first += 1
        if len(atms) >= ATMS_OF_ONE_CARD and last - first + 1 >= WRONG_AT_ATMS:
            return True
    return False


def _of_atms(given_up: Iterable[Run], traffic: Traffic) -> list[Found]:
    """R2."""
    told = []
    for atm_id, runs in _atms(given_up).items():
        crowded, crowd = _crowded(runs, traffic, atm_id, ONE_ATM)
        if crowded:
            told.append(Found("R2", atm_id, crowded, crowd))
    return told


def _crowded(
    runs: Sequence[Run], traffic: Traffic, where: str, bound: Bound, since_ms: int = -1
) -> tuple[list[Run], Crowd | None]:
    """The runs within windows that chance does not explain, and the worst of these."""
    tries = sorted((at_ms, number) for number, run in enumerate(runs) for at_ms in run.wrong_ms)
    chosen: set[int] = set()
    worst: Crowd | None = None
    for window in WINDOWS:
        cards, first, marked = Counter[str](), 0, 0
        for last, (at_ms, number) in enumerate(tries):
            cards[runs[number].card] += 1
            while at_ms - tries[first][0] > window.length_ms:
                _take(cards, runs[tries[first][1]].card)
                first += 1
            begin_ms = max(at_ms - window.counted_ms, since_ms + 1)
            counted = partial(traffic.between, where, begin_ms, at_ms)
            crowd = _crowd(len(cards), counted, window, bound)
            if crowd is None:
                continue
            chosen.update(each for _, each in tries[max(first, marked) : last + 1])
            marked = last + 1
            if worst is None or crowd.chance < worst.chance:
                worst = crowd
    return [runs[number] for number in sorted(chosen)], worst


def _crowd(cards: int, counted: Callable[[], int], window: Window, bound: Bound) -> Crowd | None:
    if cards < bound.cards_min:
        return None
    customers = window.customers(counted())
    likely = chance(cards, cards + customers, bound.share)
    return Crowd(cards, customers, window, likely) if likely <= bound.limit(window) else None


def fewest(customers: int, window: Window, bound: Bound) -> int:
    """How many cards are too many beside so many customers of `counted_ms`; for documents and
    tests."""
    cards = bound.cards_min
    while chance(cards, cards + window.customers(customers), bound.share) > bound.limit(window):
        cards += 1
    return cards


def _by_atm(rule: str, runs: Iterable[Run]) -> list[Found]:
    return [Found(rule, atm_id, those) for atm_id, those in _atms(runs).items()]


def _atms(runs: Iterable[Run]) -> dict[str, list[Run]]:
    of_atm: defaultdict[str, list[Run]] = defaultdict(list)
    for run in runs:
        of_atm[run.atm_id].append(run)
    return of_atm


def _take(counts: Counter[str], what: str) -> None:
    counts[what] -= 1
    if not counts[what]:
        del counts[what]
