"""What the clerk is asked before a member of staff's card is made or ended. No Qt."""

from __future__ import annotations

from typing import Final

from hardware.locks.desk.staff import StaffMember
from kiosk.desk.asking import Ask, Field, Question, Typed
from kiosk.desk.deeds import Deed
from kiosk.desk.desk_seen import DeskSeen

_NOBODY_ELSE: Final = "Nobody else's card changes."


def hire() -> Question:
    def ask(_: DeskSeen, typed: Typed) -> Ask:
        name = typed["name"].strip()
        return Ask(
            "A new member of staff",
            "Write the card",
            Deed("New member of staff", lambda desk, _: desk.hire(name)) if name else None,
            ("The card opens every installed door at once: no door has to be visited.",),
            (_NOBODY_ELSE,),
            "" if name else "What is the name?",
        )

    return Question(ask, (Field("name", "Name", "", "as it stands in the list"),))


def card_again(member: StaffMember) -> Question:
    def ask(_: DeskSeen, __: Typed) -> Ask:
        return Ask(
            f"The card of {member.name} again",
            "Write the card",
            Deed("Card again", lambda desk, _: desk.staff_card(member.serial)),
            ("For a card that failed or is worn out. Destroy the old one: both would open.",),
            (_NOBODY_ELSE,),
        )

    return Question(ask)


def renew(member: StaffMember) -> Question:
    def ask(seen: DeskSeen, _: Typed) -> Ask:
        until = member.opens_until
        old = ""
        if until is not None:
            word = "opens" if until > seen.at else "opened"
            old = f"The old card {word} until {seen.shown(until)}."
        return Ask(
            f"Renew the card of {member.name}",
            "Write the card",
            Deed("Renew", lambda desk, _: desk.renew(member.serial)),
            ("The card for the newest time that the locks accept.",),
            tuple(each for each in (old, _NOBODY_ELSE) if each),
        )

    return Question(ask)


def staff_lost(member: StaffMember) -> Question:
    def ask(seen: DeskSeen, _: Typed) -> Ask:
        return Ask(
            f"{member.name} has lost card {member.serial}",
            "Write a new card",
            Deed("Lost card", lambda desk, _: desk.staff_lost(member.serial)),
            ("The new card opens every installed door at once.",),
            (_still_opens("The lost card", seen, member), _NOBODY_ELSE),
            is_grave=True,
        )

    return Question(ask)


def fire(member: StaffMember) -> Question:
    def ask(seen: DeskSeen, _: Typed) -> Ask:
        return Ask(
            f"{member.name} leaves",
            "End the card",
            Deed("End the card", lambda desk, _: desk.fire(member.serial)),
            (f"Card {member.serial} is ended and cannot be made again. Take it back.",),
            (_still_opens("It", seen, member), _NOBODY_ELSE),
            is_grave=True,
            is_final=True,
        )

    return Question(ask)


def checked() -> Question:
    def ask(_: DeskSeen, __: Typed) -> Ask:
        return Ask(
            "The list of staff is right",
            "Yes, it is right",
            Deed("List looked through", lambda desk, _: desk.staff_checked()),
            ("After a restore: everybody who left or lost a card since the backup was ended.",),
            ("Rounds may bring the staff table to the doors again.",),
        )

    return Question(ask)


def staff_question(act: str, member: StaffMember | None) -> Question | None:
    """The question behind a button of the staff's page."""
    if act == "hire":
        return hire()
    if act == "staff-checked":
        return checked()
    made = _OF_MEMBER.get(act)
    return None if made is None or member is None else made(member)


_OF_MEMBER: Final = {
    "staff-card": card_again,
    "renew": renew,
    "staff-lost": staff_lost,
    "fire": fire,
}


def _still_opens(which: str, seen: DeskSeen, member: StaffMember) -> str:
    until = member.opens_until
    if not seen.has_locks:
        return f"{which} opens no door: no lock is installed."
    if until is not None and until <= seen.at:
        return f"{which} opens no door any longer: its time is over."
    if until is None:
        # No card is noted; one that was written and could not be noted may be about.
        return (
            f"{which} opens each door until somebody was there with the round “Revoke staff "
            "cards”, if it was ever written."
        )
    return (
        f"{which} opens each door until somebody was there with the round “Revoke staff cards”, "
        f"or until {seen.shown(until)}."
    )
