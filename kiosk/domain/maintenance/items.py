"""The items of the supervisor menu: fixed numbers, so that staff can learn them, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from kiosk.domain.maintenance.staff import Person, Role
from kiosk.domain.screens import ScreenId


class Item(IntEnum):
    """The values are what is typed."""

    STATUS = 1
    BALANCING = 2
    CASH = 3
    DEPOSITS = 4
    PAPER = 5
    CARDS = 6
    TESTS = 7
    JOURNAL = 8
    UNRESOLVED = 9
    SETTINGS = 10
    KEYS = 11
    SOFTWARE = 12
    USERS = 13
    POWER = 14
    EXIT = 98


@dataclass(frozen=True, slots=True)
class Rule:
    """
    Attributes:
        roles: any of them; empty for everybody.
        two: a second person of these roles is asked for when the item is opened. Some items ask
            later, for what they do and not for what they show.
    """

    roles: frozenset[Role] = frozenset()
    two: bool = False


_CUSTODIANS: Final = frozenset({Role.CUSTODIAN})
_ENGINEERS: Final = frozenset({Role.ENGINEER})

RULES: Final = {
    Item.STATUS: Rule(),
    Item.BALANCING: Rule(_CUSTODIANS, two=True),
    Item.CASH: Rule(_CUSTODIANS, two=True),
    Item.DEPOSITS: Rule(_CUSTODIANS, two=True),
    Item.PAPER: Rule(_CUSTODIANS | _ENGINEERS),
    Item.CARDS: Rule(_CUSTODIANS),
    Item.TESTS: Rule(_ENGINEERS),
    Item.JOURNAL: Rule(),
    Item.UNRESOLVED: Rule(frozenset({Role.CUSTODIAN, Role.AUDITOR})),
    Item.SETTINGS: Rule(_ENGINEERS),
    Item.KEYS: Rule(frozenset({Role.ENGINEER, Role.CUSTODIAN, Role.AUDITOR})),
    Item.SOFTWARE: Rule(_ENGINEERS | {Role.AUDITOR}),
    Item.USERS: Rule(frozenset({Role.ADMINISTRATOR})),
    Item.POWER: Rule(_ENGINEERS),
    Item.EXIT: Rule(),
}

# They move notes or envelopes, or close a period: while a transaction of before the start has no
# DONE yet, nobody knows what lies where.
NOT_WHILE_RECOVERING: Final = frozenset({Item.BALANCING, Item.CASH, Item.DEPOSITS, Item.TESTS})

# They are done inside the cabinet: where its door has a lock, a work order comes before them.
BEHIND_THE_DOOR: Final = frozenset(
    {Item.BALANCING, Item.CASH, Item.DEPOSITS, Item.PAPER, Item.TESTS}
)

PAGES: Final = {
    Item.STATUS: ScreenId.STAFF_STATUS,
    Item.BALANCING: ScreenId.STAFF_BALANCING,
    Item.CASH: ScreenId.STAFF_CASH,
    Item.DEPOSITS: ScreenId.STAFF_DEPOSITS,
    Item.PAPER: ScreenId.STAFF_PAPER,
    Item.CARDS: ScreenId.STAFF_CARDS,
    Item.TESTS: ScreenId.STAFF_TESTS,
    Item.JOURNAL: ScreenId.STAFF_JOURNAL,
    Item.UNRESOLVED: ScreenId.STAFF_UNRESOLVED,
    Item.SETTINGS: ScreenId.STAFF_SETTINGS,
    Item.KEYS: ScreenId.STAFF_KEYS,
    Item.SOFTWARE: ScreenId.STAFF_SOFTWARE,
    Item.USERS: ScreenId.STAFF_USERS,
    Item.POWER: ScreenId.STAFF_POWER,
}


def may(person: Person, item: Item) -> bool:
    """Whether this person may open this item, alone or as one of two."""
    return may_as(person, RULES[item].roles)


def may_as(person: Person, roles: frozenset[Role]) -> bool:
    """Whether this person has one of these roles; everybody has, where none is named."""
    return person.is_active and (not roles or bool(roles & person.roles))
