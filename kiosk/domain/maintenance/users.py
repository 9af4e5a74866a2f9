"""Item 13: who works here, and what may be changed about it by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import Final

from kiosk.domain.maintenance.staff import People, Person, Role, remains_manageable
from kiosk.domain.staff_page import Action, Line, Mood, StaffPage, Word

ADD, NEW_PIN, ROLES, DISABLE, ENABLE = 1, 2, 3, 4, 5
ROLE_DIGITS: Final = {
    "1": Role.CUSTODIAN,
    "2": Role.ENGINEER,
    "3": Role.AUDITOR,
    "4": Role.ADMINISTRATOR,
}

Listed = tuple[Person, bool]  # a person, and whether no try is left


def page(people: Sequence[Listed], notice: Word | None, mood: Mood) -> StaffPage:
    return StaffPage(
        Word("menu.13"),
        columns=(Word("users.name"), Word("users.roles"), Word("users.state")),
        lines=tuple(_line(each) for each in people),
        actions=tuple(
            Action(number, Word(f"users.do-{number}"))
            for number in (ADD, NEW_PIN, ROLES, DISABLE, ENABLE)
        ),
        notice=notice,
        notice_mood=mood,
    )


def _line(listed: Listed) -> Line:
    person, is_locked = listed
    roles = _roles(person)
    if not person.is_active:
        return Line(person.number, (person.name, roles, Word("users.disabled")), Mood.FAINT)
    if is_locked:
        return Line(person.number, (person.name, roles, Word("users.locked")), Mood.BAD)
    return Line(person.number, (person.name, roles, Word("users.active")), Mood.GOOD)


def _roles(person: Person) -> Word | None:
    """All of them, in the order of their digits."""
    words = [Word(f"users.role-{role}") for role in ROLE_DIGITS.values() if role in person.roles]
    if not words:
        return None
    return reduce(lambda these, one: Word("users.two-roles", (these, one)), words)


def new_name(number: str) -> str:
    """A keypad has no letters: somebody who is added at it is called by the number."""
    return f"staff-{number}"


def roles_of(digits: str) -> frozenset[Role] | None:
    """The roles that these digits name, each once; None where one of them names none."""
    if not digits or len(set(digits)) != len(digits) or not set(digits) <= ROLE_DIGITS.keys():
        return None
    return frozenset(ROLE_DIGITS[digit] for digit in digits)


def why_not(
    people: Sequence[Person], changed: Person, present: People | None = None
) -> Word | None:
    """Why this change of a person is refused; None if it is not.

    present: who does it; nobody disables himself, or takes a role from himself.
    """
    before = next((each for each in people if each.number == changed.number), None)
    after = [changed if each.number == changed.number else each for each in people]
    if before is not None and present is not None and before.name in present.names:
        loses = before.roles - changed.roles or before.is_active > changed.is_active
        if loses:
            return Word("users.not-yourself")
    if before is not None and remains_manageable(people) and not remains_manageable(after):
        return Word("users.too-few")
    return None


def with_activity(person: Person, *, is_active: bool) -> Person:
    return replace(person, is_active=is_active)
