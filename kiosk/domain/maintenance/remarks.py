"""What is said to a key that does nothing now: a short remark instead of silence."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from kiosk.domain.maintenance.items import RULES, Item, may
from kiosk.domain.maintenance.staff import Person, Role
from kiosk.domain.staff_page import NEXT_PAGE, Entry, StaffPage, Word

NOTHING_TYPED: Final = Word("said.nothing-typed")
NO_KEY: Final = Word("said.no-key")  # help, and the keys beside the screen


def to_number(number: int, page: StaffPage) -> Word | None:
    """Why this number does nothing on this page; None if it does something."""
    if number == NEXT_PAGE:
        return Word("said.one-page") if page.count == 1 else None
    for action in page.actions:
        if action.number == number:
            return action.why
    return Word("said.no-such", (number,))


def to_item(number: int, person: Person) -> Word | None:
    """Why an item is not for this person, more fully than there is room for in the menu."""
    item = next((each for each in Item if each.value == number), None)
    if item is None or may(person, item):
        return None
    return Word("said.roles", (for_whom(RULES[item].roles),))


def to_digit(entry: Entry | None, size_max: int) -> Word:
    """One more than fits: none is dropped in silence, for the rest would be another number."""
    is_pin = entry is not None and entry.is_secret
    return Word("said.pin-digits" if is_pin else "said.digits", (size_max,))


def for_whom(roles: Collection[Role]) -> Word:
    """These roles in words, in the order in which they are listed everywhere."""
    *before, last = (Word(f"role.{role.value}") for role in Role if role in roles)
    told = last
    for at, each in enumerate(reversed(before)):
        told = Word("said.list" if at else "said.or", (each, told))
    return told
