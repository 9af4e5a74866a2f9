"""What became of a deed, in words: done, not done, or unknown; and what the clerk does next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final, assert_never

from hardware.locks.desk.backups import Backup
from hardware.locks.desk.desk_log import LogCheck
from hardware.locks.desk.guests import StayEnded
from hardware.locks.desk.issuing import CardMade
from hardware.locks.desk.refusals import CardIs, FailedCard
from hardware.locks.desk.round_plans import Round
from hardware.locks.desk.round_results import VisitTaken
from hardware.locks.desk.set_up import Paper
from hardware.locks.desk.staff import StaffMember
from kiosk.desk.asking import counted
from kiosk.desk.deeds import Broken, Done, Ended, Refused
from kiosk.desk.desk_seen import DeskSeen
from kiosk.desk.refusal_words import REMEDIES, for_window, headline
from kiosk.desk.round_questions import KINDS

NOT_WRITTEN: Final = "The card was not written"
NOTHING_LOST: Final = "Nothing is lost: take another card."
RESULTS_SHOWN_MAX: Final = 12
MAY_BE_WRITTEN: Final = "Nobody knows whether the card was written"
MAY_OPEN: Final = (
    "That card may open {opens}. Lay it on once more, or destroy it and take another one. "
    "Nothing else is lost."
)


class Mood(Enum):
    """How an outcome is drawn."""

    GOOD = "good"
    NOT_DONE = "not-done"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    Attributes:
        rows: what is printed on papers; a secret.
        again: the button that does the same again at once; empty where it must not be.
        remedies: buttons that help, by what they ask.
    """

    mood: Mood
    title: str
    lines: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()
    again: str = ""
    remedies: tuple[str, ...] = ()


def outcome(ended: Ended, seen: DeskSeen) -> Outcome:
    match ended:
        case Done():
            return _done(ended, seen)
        case Refused():
            return _refused(ended)
        case Broken():
            return Outcome(
                Mood.UNSURE,
                "It is not known whether that was done",
                (
                    (
                        "Something failed inside. Look at the room, the person or the round in the "
                        "list before you go on, and hand out no card that was just written."
                    ),
                ),
            )


def _refused(refused: Refused) -> Outcome:
    words = for_window(refused.words)
    if refused.is_done:
        return Outcome(Mood.UNSURE, "That is done, but the disk is not well", (words,))
    if refused.card is not None:
        return _card_failed(refused, refused.card)
    return Outcome(
        Mood.NOT_DONE,
        headline(refused.reason),
        (words,),
        again="Try again" if refused.can_repeat else "",
        remedies=() if refused.reason is None else REMEDIES.get(refused.reason, ()),
    )


def _card_failed(refused: Refused, card: FailedCard) -> Outcome:
    """Not written, perhaps written, or written and not noted."""
    why = f"{refused.words.partition('. ')[0]}."
    on: tuple[str, ...] = ()
    again = "Another card"
    if card.has_place:
        # Done again as it was, it would give the person a second place.
        on, again = (f"{card.holder} is in the list of staff: press “Card again” there.",), ""
    match card.state:
        case CardIs.UNTOUCHED:
            return Outcome(Mood.NOT_DONE, NOT_WRITTEN, (why, NOTHING_LOST, *on), again=again)
        case CardIs.UNKNOWN:
            lines = (why, MAY_OPEN.format(opens=card.opens), *on)
            return Outcome(Mood.UNSURE, MAY_BE_WRITTEN, lines, again=again)
        case CardIs.WRITTEN | CardIs.NOTED:
            return Outcome(Mood.UNSURE, "Do not hand out this card", (for_window(refused.words),))
        case _:
            assert_never(card.state)


def _done(done: Done, seen: DeskSeen) -> Outcome:
    result = done.result
    match result:
        case CardMade():
            return _card(result, seen)
        case StayEnded():
            words = f"The old card opens it until {seen.shown(result.opens_until)} at most."
            return Outcome(Mood.GOOD, f"Room {result.number} is free", (words,))
        case StaffMember():
            advice = "Plan the round “Revoke staff cards”, so that it stops at every door."
            if not seen.has_locks:
                advice = "No lock is installed: it opens no door, and nobody has to go."
            return Outcome(Mood.GOOD, f"Card {result.serial} of {result.name} is ended", (advice,))
        case Round():
            return _round(result, seen)
        case Backup():
            lines = (
                f"{result.path}",
                "Write this number on it; restoring asks for the newest.",
                *(f"{each}." for each in result.advice),
            )
            return Outcome(Mood.GOOD, f"Backup {result.number} is made", lines)
        case LogCheck():
            found = f"{counted(result.entries, 'entry', 'entries')}. {result.words}."
            if result.is_good:
                return Outcome(Mood.GOOD, "The log is whole", (found,))
            return Outcome(Mood.UNSURE, "The log is not as it was written", (found,))
        case tuple():
            return _several(result)
        case int():
            return _number(done, result)
        case _:
            return Outcome(Mood.GOOD, f"Done: {done.deed.name}")


def _card(made: CardMade, seen: DeskSeen) -> Outcome:
    opens = f"From {seen.shown(made.opens_from)} until {seen.shown(made.opens_until)}."
    duplicate = ", a duplicate" if made.copy else ""
    advice = tuple(for_window(each) for each in made.advice)
    lines = (f"{made.card} for {made.holder}{duplicate}.", opens, *advice)
    return Outcome(Mood.GOOD, "The card is written. Hand it out", lines)


def _round(made: Round, seen: DeskSeen) -> Outcome:
    doors = counted(len(made.open_rooms), "door", "doors")
    lines = (
        f"{KINDS[made.kind][0]}: {doors}, good until {seen.shown(made.good_until)}.",
        "Next: “Load the programmer”.",
        *(for_window(each) for each in made.advice),
    )
    return Outcome(Mood.GOOD, f"Round {made.number} is signed", lines)


def _number(done: Done, number: int) -> Outcome:
    if done.deed.name == "Load":
        doors = counted(number, "door", "doors")
        return Outcome(Mood.GOOD, f"The programmer holds {doors}", ("Walk floor after floor.",))
    return Outcome(Mood.GOOD, "The papers fit", (f"They are of hotel {number:06X}.",))


def _several(result: tuple[object, ...]) -> Outcome:
    papers = tuple(each for each in result if isinstance(each, Paper))
    if papers:
        lines = ("They are shown this once. Destroy the old ones.",)
        return Outcome(Mood.GOOD, "Three papers for the safe", lines, papers)
    visits = [each for each in result if isinstance(each, VisitTaken)]
    if not visits:
        return Outcome(Mood.GOOD, "The programmer holds no results")
    bad = [each for each in visits if not each.is_done or each.is_altered]
    shown = tuple(
        f"{each.number or 'A lock'}: {for_window(each.words)}" for each in bad[:RESULTS_SHOWN_MAX]
    )
    more = len(bad) - len(shown)
    rest = (f"And {counted(more, 'further door', 'further doors')}: see the rounds.",)
    good = len(visits) - len(bad)
    title = f"{counted(good, 'door is', 'doors are')} done"
    if not bad:
        return Outcome(Mood.GOOD, title)
    title += f", {counted(len(bad), 'needs', 'need')} a look"
    return Outcome(Mood.UNSURE, title, shown + (rest if more else ()))
