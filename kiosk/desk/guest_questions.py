"""What the clerk is asked before a guest's card is made or a stay ends. No Qt.

A room's cards of the present stay are the first one and its duplicates. A new index stops all of
them, but only when the new card has opened the door.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from hardware.locks.desk.refusals import DeskRefusal
from hardware.locks.desk.rooms import Room, Stay
from kiosk.desk.asking import Ask, Field, Question, Typed, counted
from kiosk.desk.deeds import Deed, Work
from kiosk.desk.desk_seen import DeskSeen

_NIGHTS: Final = re.compile(r"\d{1,3}")
_EARLIER: Final = (
    "Cards that earlier guests of {room} kept stop working when this one opens the door."
)
_DEPARTURE: Final = Field(
    "departure",
    "Departure",
    "1",
    "nights, a date as 2026-12-01, or with the hour as 2026-12-01 14:00",
    tuple((f"{nights}", f"{nights}") for nights in (1, 2, 3, 4, 5, 7, 14)),
)


def check_in(number: str) -> Question:
    def ask(seen: DeskSeen, typed: Typed) -> Ask:
        guest = typed["guest"].strip() or None
        at, problem = _departure(seen, typed["departure"])

        def work(departs: datetime) -> Work:
            return lambda desk, _: desk.check_in(number, guest, departs)

        return Ask(
            f"Check in to room {number}",
            "Write the card",
            None if at is None else Deed("Check in", work(at), "board"),
            () if at is None else (f"The card opens {number} until {seen.shown(at)}.",),
            (_EARLIER.format(room=number),),
            problem,
        )

    guest = Field("guest", "Guest's name", "", "may stay empty; forgotten a day after check-out")
    return Question(ask, (guest, _DEPARTURE))


def duplicate(number: str) -> Question:
    def ask(seen: DeskSeen, _: Typed) -> Ask:
        stay = _stay(seen, number)
        return Ask(
            f"Another card for room {number}",
            "Write the card",
            Deed("Another card", lambda desk, _: desk.duplicate(number)),
            (f"It opens {number} until {seen.shown(stay.departs)}, as the first one does.",),
            (f"{_cards(stay)} {_go(stay)} on working.",),
        )

    return Question(ask)


def extend(number: str) -> Question:
    def ask(seen: DeskSeen, typed: Typed) -> Ask:
        stay = _stay(seen, number)
        at, problem = _departure(seen, typed["departure"])

        def work(departs: datetime) -> Work:
            return lambda desk, _: desk.extend(number, departs)

        if stay.departs <= seen.at:
            others = (
                f"{_cards(stay)} no longer {_open(stay)}, because the date has passed. "
                "The new one is for the same guest."
            )
        else:
            others = (
                f"{_cards(stay)} {_keep(stay)} the old date, {seen.shown(stay.departs)}. "
                "Put one of them on the writer"
                + ("; for each of the others press “Another card” then." if stay.copies else ".")
            )
        return Ask(
            f"A later departure for room {number}",
            "Write the card",
            None if at is None else Deed("Later departure", work(at)),
            () if at is None else (f"The card opens {number} until {seen.shown(at)}.",),
            (others,),
            problem,
        )

    return Question(ask, (_DEPARTURE,))


def lost(number: str) -> Question:
    def ask(seen: DeskSeen, _: Typed) -> Ask:
        stay = _stay(seen, number)
        stops = "The lost card stops working when the new one opens the door, and not before."
        others = [stops]
        if stay.copies:
            cards = counted(stay.copies, "other card", "other cards")
            stop = "stops" if stay.copies == 1 else "stop"
            others.append(
                f"{cards} of this room {stop} working then, too. Make new ones with “Another card”."
            )
        others.append("If it may have been stolen, go along now and open the door once.")
        return Ask(
            f"A card of room {number} was lost",
            "Write a new card",
            Deed("Lost card", lambda desk, _: desk.lost(number)),
            (f"A new card for the same guest, until {seen.shown(stay.departs)}.",),
            tuple(others),
            is_grave=True,
        )

    return Question(ask)


def move(number: str) -> Question:
    def ask(seen: DeskSeen, typed: Typed) -> Ask:
        stay = _stay(seen, number)
        target = typed["to"].strip()
        room = seen.room(target)
        problem = ""
        if room is None:
            problem = f"There is no room {target} in this hotel." if target else "Which room?"
        elif room.stay is not None:
            problem = f"Somebody stays in room {target}."
        kept = (
            f"{_cards(stay)} {_open(stay)} {number} until "
            f"{seen.shown(stay.departs)}, or until the next guest there has entered. Take "
            f"{_it(stay)} back."
        )
        return Ask(
            f"Move the guest of room {number}",
            "Write the card",
            None if problem else Deed("Move", lambda desk, _: desk.move(number, target), "board"),
            () if problem else (f"The card opens {target} until {seen.shown(stay.departs)}.",),
            (kept, *(() if problem else (_EARLIER.format(room=target),))),
            problem,
        )

    return Question(ask, (Field("to", "To room", "", "the number of a free room"),))


def check_out(number: str) -> Question:
    def ask(seen: DeskSeen, _: Typed) -> Ask:
        stay = _stay(seen, number)
        if stay.departs > seen.at:
            kept = (
                f"{_cards(stay)} still {_open(stay)} it until {seen.shown(stay.departs)}, "
                f"or until the next guest has entered. Take {_it(stay)} back."
            )
        else:
            kept = f"{_cards(stay)} no longer {_open(stay)} it: the date has passed."
        return Ask(
            f"Check out of room {number}",
            "Check out",
            Deed("Check out", lambda desk, _: desk.check_out(number), "board"),
            (f"Room {number} is free for the next guest.",),
            (kept,),
        )

    return Question(ask)


def entered(number: str) -> Question:
    def ask(_: DeskSeen, __: Typed) -> Ask:
        return Ask(
            f"Seen in room {number}",
            "Yes, seen",
            Deed("Seen in the room", lambda desk, _: desk.entered(number)),
            ("Somebody has seen the present guest in the room, or the newest card open its door.",),
            ("No card changes. The desk knows again that a card of this stay has opened it.",),
        )

    return Question(ask)


def escort(number: str) -> Question:
    def ask(seen: DeskSeen, _: Typed) -> Ask:
        room = seen.room(number)
        gap = 0 if room is None else room.gap
        return Ask(
            f"Go along to room {number}",
            "I go along",
            Deed("Go along", lambda desk, _: desk.escort(number)),
            (
                (
                    f"{counted(gap, 'card was', 'cards were')} made since one is known or "
                    f"presumed to have opened the door of {number}. The lock follows 31 at most."
                ),
            ),
            (
                (
                    "No card changes. You may make the next one; then go along and see whether the "
                    "door opens. If it does, press “Seen in the room”. If the lock says AHEAD, "
                    "plan the round “Bring a lock level”."
                ),
            ),
        )

    return Question(ask)


def guest_question(act: str, room: Room) -> Question | None:
    """The question behind a button of a room's page."""
    made = _QUESTIONS.get(act)
    return None if made is None else made(room.number)


_QUESTIONS: Final = {
    "check-in": check_in,
    "duplicate": duplicate,
    "extend": extend,
    "lost": lost,
    "move": move,
    "check-out": check_out,
    "entered": entered,
    "escort": escort,
}


def _departure(seen: DeskSeen, text: str) -> tuple[datetime | None, str]:
    """A number alone is nights. The other is what is wrong with it."""
    words = text.strip()
    if _NIGHTS.fullmatch(words):
        words = f"+{words}"
    try:
        at = seen.facts.hours.departure(words, seen.at)
    except DeskRefusal as refusal:
        return None, refusal.words if words else "When does the guest leave?"
    if at <= seen.at:
        return None, f"{seen.shown(at)} has passed: when does the guest leave?"
    return at, ""


def _stay(seen: DeskSeen, number: str) -> Stay:
    """Of a room that somebody stays in; if they have just left, the desk will refuse."""
    room = seen.room(number)
    if room is not None and room.stay is not None:
        return room.stay
    return Stay(None, seen.at, seen.at, 0, 0)


def _cards(stay: Stay) -> str:
    return f"The guest's {stay.copies + 1} cards" if stay.copies else "The guest's card"


def _go(stay: Stay) -> str:
    return "go" if stay.copies else "goes"


def _open(stay: Stay) -> str:
    return "open" if stay.copies else "opens"


def _keep(stay: Stay) -> str:
    return "keep" if stay.copies else "keeps"


def _it(stay: Stay) -> str:
    return "them" if stay.copies else "it"
