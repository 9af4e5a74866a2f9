"""Item 2, its pages: the totals, what is to be counted, and what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.maintenance.balancing import (
    Counted,
    Period,
    differences,
    dispensed,
    groups_of,
    machine_difference,
    together,
)
from kiosk.domain.maintenance.balancing_causes import Cause, Likely
from kiosk.domain.maintenance.note_flow import Flow
from kiosk.domain.staff_page import Action, Cell, Entry, Line, Moment, Mood, Signed, StaffPage, Word

TRIAL, CLOSE, AGAIN = 1, 2, 3
CONFIRM, COUNT_ANEW = 1, 2
COUNT_SIZE: Final = 5  # digits of a count
NOTES_MAX: Final = 65_535
TYPED_SHOWN: Final = 8  # counts above the entry; there is no second page while something is typed
TXID_SHOWN: Final = 12

_TOTALS: Final = ("start", "loaded", "given", "binned", "expected")
_FOUND: Final = ("expected", "counted", "difference")


class Bank(Enum):
    """What is known of the bank's half."""

    AWAY = "bank-away"
    REFUSES = "bank-refuses"
    OTHER = "bank-other"  # it counts from another close
    SAYS = "bank-says"


@dataclass(frozen=True, slots=True)
class Totals:
    """
    Attributes:
        host: the bank's total less the machine's, where `bank` is SAYS.
        why_not: why the period cannot be closed now; None if it can.
        last: of the last close, its number and what the bank has said to it.
    """

    period: Period
    denominations: Sequence[Money]
    bank: Bank
    host: Money | None
    why_not: Word | None
    is_unsettled: bool
    last: tuple[int, Word] | None


class Place(Enum):
    """Where people count."""

    CANISTER = "canister"
    REJECT = "reject"
    RETRACT = "retract"


Spot = tuple[Place, int]  # a canister's notes there; in a bin all of that canister's value


def spots(canisters: Sequence[int], denominations: Sequence[Money]) -> tuple[Spot, ...]:
    """In the order in which they are counted."""
    groups = groups_of(denominations)
    values = [number for number in canisters if groups[number] == number]
    return (
        *((Place.CANISTER, number) for number in canisters),
        *((Place.REJECT, number) for number in values),
        *((Place.RETRACT, number) for number in values),
    )


def counted_of(canisters: Sequence[int], counts: Mapping[Spot, int]) -> dict[int, Counted]:
    """By canister; what another canister names of the bins is 0."""
    return {
        number: Counted(
            counts[Place.CANISTER, number],
            counts.get((Place.REJECT, number), 0),
            counts.get((Place.RETRACT, number), 0),
        )
        for number in canisters
    }


def looking() -> StaffPage:
    """Before anything is known."""
    return StaffPage(Word("menu.2"), is_busy=True)


def no_journal() -> StaffPage:
    """It cannot be read."""
    return StaffPage(Word("menu.2"), notice=Word("balance.no-journal"), notice_mood=Mood.BAD)


def totals(now: Totals, notice: Word | None, mood: Mood) -> StaffPage:
    return StaffPage(
        Word("menu.2"),
        columns=tuple(Word(f"balance.{each}") for each in _TOTALS),
        lines=tuple(_total_lines(now)),
        actions=(
            Action(TRIAL, Word("balance.do-trial")),
            Action(CLOSE, Word("balance.do-close"), now.why_not),
            Action(
                AGAIN, Word("balance.do-again"), None if now.last else Word("balance.never-closed")
            ),
        ),
        notice=notice,
        notice_mood=mood,
    )


def _total_lines(now: Totals) -> Iterator[Line]:
    period = now.period
    for flow in period.flows:
        yield _flow(flow)
    yield Line(Word("balance.period", (period.number,)), (Moment(period.since_ms),), Mood.FAINT)
    yield from _bins([flow.reject.expected for flow in period.flows], "balance.reject-bin")
    yield from _bins([flow.retract.expected for flow in period.flows], "balance.retract-bin")
    for flow in period.flows:
        if flow.unknown:
            name = Word("balance.in-doubt", (flow.canister,))
            yield Line(name, (flow.unknown,), Mood.WARN)
        if flow.missing:
            name = Word("balance.missing", (flow.canister,))
            yield Line(name, (Signed(-flow.missing),), Mood.BAD)
        if flow.unseen:
            yield Line(Word("balance.unseen", (flow.canister,)), (flow.unseen,), Mood.BAD)
    yield Line(Word("balance.dispensed"), (dispensed(period, now.denominations),))
    yield _host(now)
    if now.is_unsettled:
        yield Line(Word("balance.unsettled"), (Word("balance.see-9"),), Mood.WARN)
    if period.envelopes.accepted:
        yield Line(Word("balance.envelopes"), (period.envelopes.accepted,))
    if now.last is not None:
        number, told = now.last
        mood = Mood.GOOD if told.id == "balance.told" else Mood.WARN
        yield Line(Word("balance.last", (number,)), (told,), mood)


def _flow(flow: Flow) -> Line:
    is_well = not (flow.missing or flow.unseen or flow.unknown)
    return Line(
        Word("status.canister", (flow.canister,)),
        (
            flow.start,
            Signed(flow.added - flow.removed),
            flow.presented,
            flow.rejected + flow.tested + flow.unknown,
            flow.expected,
        ),
        Mood.PLAIN if is_well else Mood.WARN,
    )


def _bins(parts: Sequence[int | None], word_id: str) -> Iterator[Line]:
    total = together(parts)
    cell: Cell = Word("balance.count-it") if total is None else total
    yield Line(Word(word_id), (cell,), Mood.WARN if total is None else Mood.PLAIN)


def _host(now: Totals) -> Line:
    name = Word("balance.host")
    if now.bank is not Bank.SAYS or now.host is None:
        return Line(name, (Word(f"balance.{now.bank.value}"),), Mood.WARN)
    if not now.host.minor:
        return Line(name, (Word("balance.none"),), Mood.GOOD)
    return Line(name, (now.host,), Mood.BAD)


def counting(
    spot: Spot,
    counts: Mapping[Spot, int],
    denominations: Sequence[Money],
    notice: Word | None,
    *,
    is_again: bool,
) -> StaffPage:
    """One count, to be typed twice; what is expected is not shown before all are."""
    place, canister = spot
    typed = [_typed(*each, denominations) for each in counts.items()]
    entry = Entry(
        Word(f"balance.count-{place.value}", (canister,)),
        size_max=COUNT_SIZE,
        is_again=is_again,
        each=denominations[canister - 1],
    )
    here = Line(_name(place, canister), (denominations[canister - 1], None), Mood.FAINT)
    return StaffPage(
        Word("menu.2"),
        columns=(Word("balance.value"), Word("balance.counted")),
        lines=(*typed[-TYPED_SHOWN:], here),
        entry=entry,
        notice=notice,
        notice_mood=Mood.BAD if notice else Mood.PLAIN,
    )


def _typed(spot: Spot, count: int, denominations: Sequence[Money]) -> Line:
    place, canister = spot
    return Line(_name(place, canister), (denominations[canister - 1], count))


def _name(place: Place, canister: int) -> Word:
    if place is Place.CANISTER:
        return Word("status.canister", (canister,))
    if place is Place.REJECT:
        return Word("balance.reject-of", (canister,))
    return Word("balance.retract-of", (canister,))


def found(
    period: Period,
    counted: Mapping[int, Counted],
    denominations: Sequence[Money],
    causes: Sequence[Cause],
) -> StaffPage:
    """What was counted beside what must be there, and where to look if they differ."""
    return StaffPage(
        Word("menu.2"),
        columns=tuple(Word(f"balance.{each}") for each in _FOUND),
        lines=tuple(_found_lines(period, counted, denominations, causes)),
        actions=(
            Action(CONFIRM, Word("balance.do-confirm")),
            Action(COUNT_ANEW, Word("balance.do-count")),
        ),
    )


def _found_lines(
    period: Period,
    counted: Mapping[int, Counted],
    denominations: Sequence[Money],
    causes: Sequence[Cause],
) -> Iterator[Line]:
    groups = groups_of(denominations)
    off = differences(period.flows, counted, groups)
    total = machine_difference(off, denominations)
    for flow, each in zip(period.flows, off, strict=True):
        count = counted[flow.canister].left
        yield _compared(_name(Place.CANISTER, flow.canister), flow.expected, count, each.left)
    in_bins = [
        (bool(count) or less != 0, _of_bin(_name(place, each.canister), count, less))
        for each in off
        if groups[each.canister] == each.canister
        for place, count, less in (
            (Place.REJECT, counted[each.canister].reject, each.reject),
            (Place.RETRACT, counted[each.canister].retract, each.retract),
        )
    ]
    yield from (line for is_first, line in in_bins if is_first)
    mood = Mood.BAD if total.minor else Mood.GOOD
    yield Line(Word("balance.machine"), (total,), mood)
    for cause in causes:
        yield Line(Word(f"likely.{cause.likely.value}"), (_where(cause),), _mood(cause))
    # Each number that was typed is seen, but nothing in a bin is no news.
    empty = sum(not is_first for is_first, _ in in_bins)
    if empty:
        yield Line(Word("balance.bins-empty"), (empty,), Mood.GOOD)


def _of_bin(name: Word, count: int, off: int | None) -> Line:
    if off is None:
        return replace(_compared(name, None, count, 0), mood=Mood.WARN)
    return _compared(name, count - off, count, off)


def _compared(name: Word, expected: int | None, count: int, off: int) -> Line:
    difference = None if expected is None else Signed(off)
    return Line(name, (expected, count, difference), Mood.BAD if off else Mood.GOOD)


def _where(cause: Cause) -> Word:
    if cause.likely is Likely.HOST:
        return Word("balance.see-9")
    if cause.other:
        return Word("balance.two", (cause.canister, cause.other, cause.count))
    if cause.txid:
        return Word("balance.of", (cause.canister, cause.count, cause.txid[:TXID_SHOWN]))
    return Word("balance.one", (cause.canister, cause.count))


def _mood(cause: Cause) -> Mood:
    return Mood.BAD if cause.likely in {Likely.AUDIT, Likely.JOURNAL} else Mood.WARN
