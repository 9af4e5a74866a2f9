"""How a room, a card of staff and a round look: the one thing that a clerk has to know first."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Final, assert_never

from hardware.locks.desk.rooms import DoorState, Room
from hardware.locks.desk.round_plans import Round
from hardware.locks.desk.staff import StaffMember, StaffState
from kiosk.desk.asking import counted


class Look(Enum):
    """Of a room on the board, the gravest first."""

    ALTERED = "altered"
    UNKNOWN = "unknown"
    ESCORT = "escort"
    OVERDUE = "overdue"
    WAITING = "waiting"
    LET = "let"
    NO_LOCK = "no-lock"
    FREE = "free"


WORDS: Final = {
    Look.ALTERED: "Look at the lock",
    Look.UNKNOWN: "Card unsure",
    Look.ESCORT: "Go along",
    Look.OVERDUE: "Overdue",
    Look.WAITING: "Card not used",
    Look.LET: "Let",
    Look.NO_LOCK: "No lock yet",
    Look.FREE: "Free",
}


def look_of(room: Room, at: datetime) -> Look:
    marks = {
        Look.ALTERED: room.is_altered,
        Look.UNKNOWN: room.has_unknown_card,
        Look.ESCORT: room.needs_escort,
        Look.OVERDUE: room.stay is not None and room.stay.departs <= at,
        Look.WAITING: room.stay is not None and room.gap > 0,
        Look.LET: room.stay is not None,
        Look.NO_LOCK: room.door is not DoorState.INSTALLED,
    }
    return next((look for look, is_so in marks.items() if is_so), Look.FREE)


def remarks(room: Room, at: datetime) -> tuple[str, ...]:
    """Sentences for a room's own page, the gravest first."""
    found = {
        "The lock's memory is not what it should be. Have it looked at before anybody gets a "
        "card.": room.is_altered,
        "The desk was cut off while it made a card. Nobody knows whether that card opens: make it "
        "again.": room.has_unknown_card,
        f"{counted(room.gap, 'card was', 'cards were')} made since one is known or presumed to "
        "have opened the door. Somebody has to go along with the next one.": room.needs_escort,
        "The departure has passed. Has the guest left?": room.stay is not None
        and room.stay.departs <= at,
        "No lock of this hotel is in the door yet: plan the round “Install locks”.": room.door
        is not DoorState.INSTALLED,
    }
    return tuple(words for words, is_so in found.items() if is_so)


def member_words(member: StaffMember) -> str:
    match member.state:
        case StaffState.WORKS if member.opens_until is None:
            return "No card yet"
        case StaffState.WORKS if member.needs_renewal:
            return "Renew the card"
        case StaffState.WORKS:
            return "Works"
        case StaffState.LOST:
            return "Card lost"
        case StaffState.FIRED:
            return "Left"
        case StaffState.UNKNOWN:
            return "Not known"
        case _:
            assert_never(member.state)


def round_words(one: Round, at: datetime) -> str:
    if not one.open_rooms:
        return "Done" if not one.failed else f"Done, {one.failed} failed"
    if one.good_until <= at:
        return f"Ended, {counted(len(one.open_rooms), 'door', 'doors')} not visited"
    return f"{counted(len(one.open_rooms), 'door', 'doors')} to visit"
