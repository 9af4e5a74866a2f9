"""What a review of the PINs has found, in numbers and in sentences for staff."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bank_server.service.pin_rules import ORDER, Found
from bank_server.service.pin_thresholds import WORDS
from bank_server.service.pin_traffic import ALL
from bank_server.service.pin_visits import PinVisits, Run

MS_PER_S: Final = 1_000
ATMS_TOLD_MAX: Final = 20
CARDS_TOLD_MAX: Final = 20


@dataclass(frozen=True, slots=True)
class Place:
    """What was found at one ATM, or by all of them together.

    Attributes:
        atm_id: with `is_all` that with most cards.
        first_ms, last_ms: of the wrong PINs.
        cards: tokens.
    """

    atm_id: str
    is_all: bool
    rules: tuple[str, ...]
    cards: frozenset[str]
    wrong: int
    first_ms: int
    last_ms: int

    @property
    def says(self) -> str:
        """Numbers of ours alone: it stands on the work list."""
        count = len(self.cards)
        cards = f"{count} card{'' if count == 1 else 's'}"
        return (
            f"{cards}, {self.wrong} wrong PINs{' at all ATMs' if self.is_all else ''}, "
            f"{_stamp(self.first_ms)} to {_stamp(self.last_ms)} UTC; see: review --explain"
        )


@dataclass(frozen=True, slots=True)
class PinFinding:
    """
    Attributes:
        rules: those that fired; none is no intrusion.
        places: of these, the ones with most cards first; all ATMs together last.
        cards, atms, attempts: how many cards were tried, where, with how many wrong PINs.
        top: the ATM with most cards, or empty.
        lost: cards of which a right PIN followed.
        first_ms, last_ms: of the results that were judged; None without any.
        wrong, right: how many PINs they were.
        explained: one sentence each; cards by the first digits of their ids, as staff see them.
    """

    rules: tuple[str, ...]
    places: tuple[Place, ...]
    cards: int
    atms: int
    attempts: int
    top: str
    lost: int
    first_ms: int | None
    last_ms: int | None
    wrong: int
    right: int
    explained: tuple[str, ...] = ()

    @property
    def is_intrusion(self) -> bool:
        return bool(self.rules)


def finding(visits: PinVisits, told: Sequence[Found], names: Mapping[str, str]) -> PinFinding:
    """names: of cards, by token."""
    runs = _each_once(run for each in told for run in each.runs)
    # A gang at one ATM tries one card after the other; elsewhere a slip near by is a customer's.
    gangs = [run for each in told if each.rule == "R2" for run in each.runs]
    tried = runs + visits.slips_near(gangs)
    cards = {run.card for run in tried}
    lost = {run.card for run in tried if run.is_followed}
    places = tuple(_places(told, tried))
    fired = {each.rule for each in told} | ({"R8"} if lost else set())
    return PinFinding(
        rules=tuple(rule for rule in ORDER if rule in fired),
        places=places,
        cards=len(cards),
        atms=len({run.atm_id for run in tried}),
        attempts=sum(len(run.wrong_ms) for run in tried),
        top=places[0].atm_id if places else "",
        lost=len(lost),
        first_ms=visits.first_ms,
        last_ms=visits.last_ms,
        wrong=visits.wrong,
        right=visits.right,
        explained=tuple(_explained(told, fired, places, names)),
    )


def _places(told: Iterable[Found], tried: Iterable[Run]) -> list[Place]:
    rules: defaultdict[str, set[str]] = defaultdict(set)
    for each in told:
        rules[each.where].add(each.rule)
    of_all = {id(run) for each in told if each.where == ALL for run in each.runs}
    at: defaultdict[str, list[Run]] = defaultdict(list)
    for run in tried:
        at[ALL if id(run) in of_all or run.atm_id not in rules else run.atm_id].append(run)
    places = [_place(where, rules[where], runs) for where, runs in at.items()]
    return sorted(places, key=lambda place: (place.is_all, -len(place.cards), place.atm_id))


def _place(where: str, rules: Iterable[str], runs: Sequence[Run]) -> Place:
    cards_at = Counter(atm_id for atm_id, _ in {(run.atm_id, run.card) for run in runs})
    top = min(cards_at, key=lambda atm_id: (-cards_at[atm_id], atm_id))
    return Place(
        atm_id=top,
        is_all=where == ALL,
        rules=tuple(sorted(rules)),
        cards=frozenset(run.card for run in runs),
        wrong=sum(len(run.wrong_ms) for run in runs),
        first_ms=min(run.wrong_ms[0] for run in runs),
        last_ms=max(run.wrong_ms[-1] for run in runs),
    )


def _explained(
    told: Iterable[Found], fired: set[str], places: Sequence[Place], names: Mapping[str, str]
) -> Iterator[str]:
    for rule in ORDER:
        if rule in fired:
            yield f"{rule}: {WORDS[rule]}"
    crowds = {each.where: each.crowd for each in told if each.crowd is not None}
    shown = [place for place in places if not place.is_all][:ATMS_TOLD_MAX]
    for place in shown + [place for place in places if place.is_all]:
        where = "all ATMs" if place.is_all else f"ATM {place.atm_id}"
        listed = sorted({names.get(card, "?") for card in place.cards})
        more = len(listed) - CARDS_TOLD_MAX
        cards = ", ".join(listed[:CARDS_TOLD_MAX]) + (f" and {more} more" if more > 0 else "")
        yield (
            f"{where}: {','.join(place.rules)}, {place.wrong} wrong PINs, "
            f"{_stamp(place.first_ms)} to {_stamp(place.last_ms)} UTC, cards {cards}"
        )
        crowd = crowds.get(ALL if place.is_all else place.atm_id)
        if crowd is not None:
            yield (
                f"{where}: {crowd.cards} cards gave up within {crowd.window.says}, where some "
                f"{crowd.customers} customers come"
            )
    hidden = len([place for place in places if not place.is_all]) - ATMS_TOLD_MAX
    if hidden > 0:
        yield f"and {hidden} more ATMs"


def _each_once(runs: Iterable[Run]) -> list[Run]:
    return list({id(run): run for run in runs}.values())


def _stamp(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms // MS_PER_S, UTC):%Y-%m-%d %H:%M}"
