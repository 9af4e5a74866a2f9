"""The page that asks for a work order: the card that opens the lock of the service door."""

from __future__ import annotations

from typing import Final

from hardware.protocol.door_lock import ClosingProof, DoorLockRefusal
from kiosk.domain.maintenance.items import BEHIND_THE_DOOR, may
from kiosk.domain.maintenance.staff import Person
from kiosk.domain.staff_page import Action, Line, Mood, StaffPage, Word

ASK_S: Final = 60.0  # within which the card has to be in the lock
WITHOUT: Final = 1

_TOO_OLD: Final = frozenset({DoorLockRefusal.OLD})
_NOT_NOW: Final = frozenset({DoorLockRefusal.TOO_EARLY, DoorLockRefusal.EXPIRED})
_ELSEWHERE: Final = frozenset({DoorLockRefusal.ROOM, DoorLockRefusal.HOTEL})


def is_for(person: Person) -> bool:
    """Whether this person may do anything at all that needs the door."""
    return any(may(person, item) for item in BEHIND_THE_DOOR)


def page(person: Person, lock: str, left_s: int, notice: Word | None) -> StaffPage:
    """lock: its name. left_s: seconds."""
    return StaffPage(
        Word("order.title"),
        (person.name,),
        lines=(
            Line(Word("order.lock"), (lock,)),
            Line(Word("order.left"), (Word("status.seconds", (str(left_s),)),)),
            Line(Word("order.why")),
        ),
        actions=(Action(WITHOUT, Word("order.without")),),
        notice=notice or Word("order.ask"),
        notice_mood=Mood.WARN if notice else Mood.PLAIN,
    )


def refused(why: DoorLockRefusal) -> Word:
    """What the lock has just said to a card."""
    if why in _TOO_OLD:
        return Word("order.refused-old")
    if why in _NOT_NOW:
        return Word("order.refused-hours")
    if why in _ELSEWHERE:
        return Word("order.refused-door")
    return Word("order.refused")


def ended(result: str, index: int) -> tuple[Word, Mood]:
    """What the menu says of it."""
    if result == "ok":
        return Word("order.ok", (index,)), Mood.GOOD
    if result == "away":
        return Word("order.away"), Mood.BAD
    return Word("order.none"), Mood.WARN


def locked_again(proof: ClosingProof) -> Word:
    return Word("order.locked", (closing_code(proof),))


def closing_code(proof: ClosingProof | None) -> str:
    """As it is read out to the dispatcher: the digits, and the lock's count in them."""
    if proof is None:
        return ""
    half = len(proof.digits) // 2
    return f"{proof.digits[:half]} {proof.digits[half:]} / {proof.openings}"
