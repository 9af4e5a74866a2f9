"""The menu's own page: every item under its number, and why one is not for this person."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kiosk.domain.maintenance.items import BEHIND_THE_DOOR, NOT_WHILE_RECOVERING, Item, may
from kiosk.domain.maintenance.staff import Person
from kiosk.domain.staff_page import Action, Mood, StaffPage, Word


def page(
    person: Person,
    here: Collection[Item],
    notice: Word | None = None,
    notice_mood: Mood = Mood.PLAIN,
    *,
    is_recovering: bool = False,
    is_door_shut: bool = False,
) -> StaffPage:
    """here: the items that this machine has. is_recovering: something of before the start has no
    DONE yet. is_door_shut: nobody has opened the service door's lock by a work order."""
    closed = dict.fromkeys(BEHIND_THE_DOOR, Word("menu.no-order")) if is_door_shut else {}
    if is_recovering:
        closed |= dict.fromkeys(NOT_WHILE_RECOVERING, Word("menu.not-recovered"))
    return StaffPage(
        Word("menu.title"),
        (person.name,),
        actions=tuple(
            Action(item.value, Word(f"menu.{item.value}"), _why_not(person, item, here, closed))
            for item in Item
        ),
        notice=notice,
        notice_mood=notice_mood,
    )


def _why_not(
    person: Person, item: Item, here: Collection[Item], closed: Mapping[Item, Word]
) -> Word | None:
    if item not in here and item is not Item.EXIT:
        return Word("menu.not-here")
    if not may(person, item):
        return Word("menu.not-yours")
    return closed.get(item)
