"""The menu's own page: every item under its number, and why one is not for this person."""

from __future__ import annotations

from collections.abc import Collection

from kiosk.domain.maintenance.items import NOT_WHILE_RECOVERING, Item, may
from kiosk.domain.maintenance.staff import Person
from kiosk.domain.staff_page import Action, StaffPage, Word


def page(
    person: Person,
    here: Collection[Item],
    notice: Word | None = None,
    *,
    is_recovering: bool = False,
) -> StaffPage:
    """here: the items that this machine has. is_recovering: something of before the start has no
    DONE yet."""
    closed = NOT_WHILE_RECOVERING if is_recovering else frozenset[Item]()
    return StaffPage(
        Word("menu.title"),
        (person.name,),
        actions=tuple(
            Action(item.value, Word(f"menu.{item.value}"), _why_not(person, item, here, closed))
            for item in Item
        ),
        notice=notice,
    )


def _why_not(
    person: Person, item: Item, here: Collection[Item], closed: Collection[Item]
) -> Word | None:
    if item not in here and item is not Item.EXIT:
        return Word("menu.not-here")
    if not may(person, item):
        return Word("menu.not-yours")
    return Word("menu.not-recovered") if item in closed else None
