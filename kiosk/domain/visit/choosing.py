"""Which of several things a key or a tile chooses; more accounts than keys come in parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.domain.visit.state import Account

ACCOUNT: Final = "account-"  # a choice's id begins so
MORE: Final = "more"
TILES_MAX: Final = 8  # as many as there are side keys


def nth(ids: tuple[str, ...], key: str) -> str:
    """What a digit key chooses: 1 is the first."""
    position = int(key) - 1 if key.isascii() and key.isdigit() else -1
    return ids[position] if 0 <= position < len(ids) else ""


@dataclass(frozen=True, slots=True)
class AccountPart:
    """The accounts that are shown together: all, or a part of them and a way to the next one.

    Attributes: number: of the part, from 0; after the last one comes the first again.
    """

    accounts: tuple[Account, ...]
    number: int = 0
    count: int = 1

    @property
    def ids(self) -> tuple[str, ...]:
        """What can be chosen; a digit key counts it."""
        more = (MORE,) if self.count > 1 else ()
        return (*(ACCOUNT + each.id for each in self.accounts), *more)

    @property
    def next_number(self) -> int:
        return (self.number + 1) % self.count

    def chosen(self, key: str, choice: str) -> Account | None:
        wanted = nth(self.ids, key) or choice
        return next((each for each in self.accounts if ACCOUNT + each.id == wanted), None)

    def is_more(self, key: str, choice: str) -> bool:
        return self.count > 1 and (nth(self.ids, key) or choice) == MORE


def part_of(accounts: tuple[Account, ...], number: int) -> AccountPart:
    """Parts as equal as can be, so that none has a lonely account."""
    if len(accounts) <= TILES_MAX:
        return AccountPart(accounts)
    count = -(-len(accounts) // (TILES_MAX - 1))
    size, larger = divmod(len(accounts), count)
    first = number * size + min(number, larger)
    last = first + size + (1 if number < larger else 0)
    return AccountPart(accounts[first:last], number, count)
