"""The operator's count: how many notes lie in each canister, typed twice, by the keypad alone.

Pure: a count and a key give the next count. Source: docs/architecture.md, two machines.

    digits    make the number      E  takes it; the second time it must be the same one
    C         clears the number; with none typed, goes back to the first time
    X         begins again at the first canister: there is no service without a count
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

NOTES_MAX: Final = 65_535  # of one canister, as the HSM counts them


@dataclass(frozen=True, slots=True)
class Count:
    """
    Attributes:
        canisters: their numbers, in the order in which they are asked for.
        counts: of those that are done.
        entry: what is typed of this number.
        first: what was typed the first time; None while it is typed.
        has_differed: the two numbers of this canister were not the same, and it is asked for again.
        is_too_many: a digit more than a canister can hold; nothing is taken before Clear.
    """

    canisters: tuple[int, ...]
    counts: tuple[int, ...] = ()
    entry: str = ""
    first: int | None = None
    has_differed: bool = False
    is_too_many: bool = False

    @property
    def canister(self) -> int | None:
        """The one that is asked for; None when all are done."""
        done = len(self.counts)
        return self.canisters[done] if done < len(self.canisters) else None

    @property
    def is_again(self) -> bool:
        """The number is typed for the second time."""
        return self.first is not None


def begin(canisters: Sequence[int]) -> Count:
    """Nothing is typed yet."""
    return Count(tuple(canisters))


def press(count: Count, key: str) -> Count:
    """The count after this key; a key that means nothing changes nothing."""
    if count.canister is None:
        return count
    if key.isdecimal() and len(key) == 1:
        return _digit(count, key)
    match key:
        case "C" if count.entry or count.is_too_many:
            return replace(count, entry="", is_too_many=False)
        case "C":
            return replace(count, first=None)
        case "E" if count.entry and not count.is_too_many:
            return _taken(count, int(count.entry))
        case "X":
            return begin(count.canisters)
        case _:
            return count


def _digit(count: Count, key: str) -> Count:
    entry = str(int(count.entry + key))
    if count.is_too_many or int(entry) > NOTES_MAX:
        return replace(count, is_too_many=True)
    return replace(count, entry=entry)


def _taken(count: Count, number: int) -> Count:
    if count.first is None:
        return replace(count, entry="", first=number, has_differed=False)
    if count.first != number:
        return replace(count, entry="", first=None, has_differed=True)
    return Count(count.canisters, (*count.counts, number))
