"""The menu's own page: every item under its number, and why one is not for this person."""

from __future__ import annotations

from collections.abc import Collection

from kiosk.domain.maintenance.items import Item, may
from kiosk.domain.maintenance.staff import Person
from kiosk.domain.staff_page import Action, StaffPage, Word


def page(person: Person, here: Collection[Item], notice: Word | None = None) -> StaffPage:
    """here: the items that this machine has."""
    return StaffPage(
        Word("menu.title"),
        (person.name,),
        actions=tuple(
            Action(item.value, Word(f"menu.{item.value}"), _why_not(person, item, here))
            for item in Item
        ),
        notice=notice,
    )


def _why_not(person: Person, item: Item, here: Collection[Item]) -> Word | None:
    if item not in here and item is not Item.EXIT:
        return Word("menu.not-here")
    return None if may(person, item) else Word("menu.not-yours")
