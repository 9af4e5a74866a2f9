"""Item 3, cash: its pages. The list, a question, and all of it once more before it is confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.maintenance.cash import BIG_DIFFERENCE, LOADS, Ask, Deed, Work, differences
from kiosk.domain.staff_page import Action, Entry, Line, Mood, Signed, StaffPage, Word

CONFIRM: Final = 1
COUNT_ANEW: Final = 2
COUNT_SIZE: Final = 5  # digits
CANISTER_SIZE: Final = 1
TITLE: Final = Word("menu.3")
_COUNTED: Final = (
    Word("cash.notes"),
    Word("cash.machine"),
    Word("cash.difference"),
    Word("cash.worth"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What has just happened, or went wrong."""

    word: Word
    mood: Mood


@dataclass(frozen=True, slots=True)
class CanisterState:
    """
    Attributes:
        told: what became of its newest load; None where there was none.
    """

    number: int
    denomination: Money
    told: Told | None = None


def chosen(
    canisters: Sequence[CanisterState],
    why_not: Mapping[Deed, Word | None],
    told: Told | None,
    *,
    is_open: bool,
) -> StaffPage:
    """The list. is_open: the safe's door. why_not: why something cannot be done now."""
    door = Word("status.open" if is_open else "status.closed")
    safe = Line(Word("status.safe"), (door,), Mood.PLAIN if is_open else Mood.FAINT)
    return StaffPage(
        TITLE,
        columns=(Word("cash.note"), Word("cash.state")),
        lines=(*(_canister(each) for each in canisters), safe),
        actions=tuple(Action(deed, Word(f"cash.do-{deed}"), why_not[deed]) for deed in Deed),
        notice=told.word if told else None,
        notice_mood=told.mood if told else Mood.PLAIN,
    )


def asking(
    work: Work, denominations: Mapping[int, Money], why_not: Word | None = None
) -> StaffPage:
    """One number, for the first time or again. why_not: why it could not be confirmed now; that is
    said at once, not only at the end."""
    if work.asks_canister:
        entry = Entry(Word("cash.which", (len(denominations),)), size_max=CANISTER_SIZE)
    else:
        assert work.question is not None, "all is answered"
        ask, canister = work.question
        entry = Entry(
            Word(f"cash.ask-{ask.value}", (canister,)),
            size_max=COUNT_SIZE,
            is_again=work.first is not None,
            each=denominations[canister],
        )
    return StaffPage(
        Word(f"cash.do-{work.deed}"),
        entry=entry,
        notice=work.wrong or why_not,
        notice_mood=Mood.BAD if work.wrong else Mood.WARN if why_not else Mood.PLAIN,
    )


def confirming(
    work: Work,
    denominations: Mapping[int, Money],
    expected: Mapping[int, int | None],
    why_not: Word | None,
) -> StaffPage:
    """All that was typed, and beside it what the machine has. expected: by canister."""
    found = differences(work.found, expected)
    told = _told([each for each in found.values() if each])
    return StaffPage(
        Word(f"cash.do-{work.deed}"),
        columns=_COUNTED,
        lines=tuple(_lines(work, denominations, expected)),
        actions=(
            Action(CONFIRM, Word(f"cash.confirm-{work.deed}"), why_not),
            Action(COUNT_ANEW, Word("balance.do-count")),
        ),
        notice=told.word if told else None,
        notice_mood=told.mood if told else Mood.PLAIN,
    )


def _told(found: Sequence[int]) -> Told | None:
    """A big difference is named as one."""
    if not found:
        return None
    largest = max(abs(each) for each in found)
    if largest >= BIG_DIFFERENCE:
        return Told(Word("cash.big-difference", (largest,)), Mood.BAD)
    return Told(Word("cash.small-difference"), Mood.WARN)


def _canister(state: CanisterState) -> Line:
    name = Word("status.canister", (state.number,))
    word = state.told.word if state.told else None
    return Line(name, (state.denomination, word), state.told.mood if state.told else Mood.PLAIN)


def _lines(
    work: Work, denominations: Mapping[int, Money], expected: Mapping[int, int | None]
) -> Iterator[Line]:
    found = differences(work.found, expected)
    for (ask, canister), count in zip(work.questions, work.answers, strict=True):
        is_compared = ask not in {Ask.NEW, Ask.ADDED}
        known = expected.get(canister) if is_compared else None
        difference = found[canister] if is_compared else None
        yield Line(
            Word(f"cash.line-{ask.value}", (canister,)),
            (
                count,
                known,
                None if difference is None else Signed(difference),
                _worth(count, denominations[canister]),
            ),
            _mood(difference),
        )
    if work.deed in LOADS:
        worth = _worth(work.count, denominations[work.chosen])
        name = Word("cash.line-then", (work.chosen,))
        yield Line(name, (work.count, None, None, worth), Mood.PLAIN)


def _mood(difference: int | None) -> Mood:
    if difference is None:
        return Mood.PLAIN
    if not difference:
        return Mood.GOOD
    return Mood.BAD if abs(difference) >= BIG_DIFFERENCE else Mood.WARN


def _worth(count: int, note: Money) -> Money:
    return Money(count * note.minor, note.currency)
