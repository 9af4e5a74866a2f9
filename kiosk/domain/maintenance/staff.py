"""Who works at the machine: people with a number, a name and roles, and the rules about them.

Their PINs are not here; see `kiosk/maintenance/staff_book.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

NUMBER_SIZES: Final = range(3, 9)  # digits
PIN_SIZES: Final = range(6, 13)
TRIES_MAX: Final = 5  # wrong PINs, then the person is locked until an administrator resets the PIN
PEOPLE_COUNT_MAX: Final = 64
ADMINISTRATORS_MIN: Final = 2  # whatever changes people needs two

_NUMBER: Final = re.compile(r"[1-9][0-9]{2,7}")
_NAME: Final = re.compile(r"[a-z][a-z0-9._-]{0,31}")  # as the bank knows people


class Role(StrEnum):
    """What somebody may do. A person may have several."""

    CUSTODIAN = "custodian"  # of cash, envelopes and what lies in the safe
    ENGINEER = "engineer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"  # of people


@dataclass(frozen=True, slots=True)
class Person:
    """
    Attributes:
        number: typed at login. name: in the journal, and told to the bank.
        is_active: false for somebody who does not work here any more; the name stays taken.
    """

    number: str
    name: str
    roles: frozenset[Role]
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class People:
    """Who is at the machine now: one person, or two different ones."""

    first: Person
    second: Person | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(each.name for each in (self.first, self.second) if each is not None)

    @property
    def who(self) -> str:
        """As the journal has it; two names with a plus between them."""
        return "+".join(self.names)


def why_no_number(text: str) -> str:
    """Why this cannot be a person's number; empty if it can."""
    return "" if _NUMBER.fullmatch(text) else "a number is 3 to 8 digits, the first of them not 0"


def why_no_name(text: str) -> str:
    """Why this cannot be a person's name; empty if it can."""
    if _NAME.fullmatch(text):
        return ""
    return "a name is a small letter, then up to 31 more letters, digits, dots, hyphens"


def is_weak_pin(pin: bytes, number: str) -> bool:
    """One digit again and again, digits in a row, or the person's own number.

    Also what machines were delivered with elsewhere: a date or 123456 is nobody's secret.
    """
    steps = {(after - before) % 10 for before, after in pairwise(pin)}
    half = len(pin) // 2
    is_pair = len(pin) % 2 == 0 and pin[:half] == pin[half:]
    return (len(steps) == 1 and steps <= {0, 1, 9}) or is_pair or number.encode() in pin


def why_no_pin(pin: bytes, number: str) -> str:
    """Why this cannot be the PIN of the person with this number; empty if it can."""
    if len(pin) not in PIN_SIZES or not pin.isdigit():
        return f"a PIN is {PIN_SIZES[0]} to {PIN_SIZES[-1]} digits"
    return "this PIN is easily guessed" if is_weak_pin(pin, number) else ""


def remains_manageable(people: Sequence[Person]) -> bool:
    """Enough administrators are left to change them again."""
    left = [each for each in people if each.is_active and Role.ADMINISTRATOR in each.roles]
    return len(left) >= ADMINISTRATORS_MIN
