"""How many notes of each value make a sum: exact and in bounded time, on plain integers.

A set of sums is one integer: bit s is set if s is in it. So "one more note of value v" is a shift
by v, whatever the number of sums. A table has a row for each value and one more for none; row i
tells, for each number of notes m, the sums that just m notes of the values from i on can make.
Each value has a stock of at least one note.

The time is values x notes x sums, in machine words of sums: for eight values, 128 notes and 10,000
steps below a millisecond with full canisters and two with nearly empty ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, reduce
from itertools import combinations
from operator import or_
from typing import Final, TypeAlias

SUM_MAX: Final = 2**18  # in steps; larger sums are not made
TABLES_KEPT: Final = 8

Counts: TypeAlias = tuple[int, ...]
_Row: TypeAlias = list[int]


@lru_cache(maxsize=TABLES_KEPT)
def payable(values: Counts, stocks: Counts, notes_max: int) -> int:
    """The set of sums that at most `notes_max` notes can make, 0 among them; as bits."""
    return _united(_table(values, stocks, notes_max, _largest(values, stocks, notes_max))[0])


@lru_cache(maxsize=TABLES_KEPT)
def fewest(values: Counts, stocks: Counts, notes_max: int, wanted: int) -> Counts | None:
    """The fewest notes that make `wanted`. Between equals the first value gives more, then the
    next."""
    table = _table(values, stocks, notes_max, wanted)
    return _first_of(table, values, stocks, wanted, range(notes_max + 1))


@lru_cache(maxsize=TABLES_KEPT)
def most(values: Counts, stocks: Counts, notes_max: int, wanted: int) -> Counts | None:
    """The most notes that make `wanted`, up to `notes_max`; between equals as above."""
    table = _table(values, stocks, notes_max, wanted)
    return _first_of(table, values, stocks, wanted, range(notes_max, -1, -1))


@lru_cache(maxsize=TABLES_KEPT)
def mixed(values: Counts, stocks: Counts, notes_max: int, wanted: int) -> Counts | None:
    """Notes of as many values as possible, and the fewest of those; between equals as above.

    One note of each value of a subset is put aside, and the rest of the sum is made of what is
    left. Subsets are tried from the largest; so a rest never needs a value from outside its
    subset, for then a larger subset would have done it before, and one table serves them all.
    """
    spare = tuple(stock - 1 for stock in stocks)
    table = _table(values, spare, notes_max, wanted)
    for size in range(min(len(values), notes_max), 0, -1):
        made = _united(table[0][: notes_max - size + 1])
        rests = {
            chosen: rest
            for chosen in combinations(range(len(values)), size)
            if (rest := wanted - sum(values[i] for i in chosen)) >= 0 and made >> rest & 1
        }
        for count in range(notes_max - size + 1) if rests else ():
            found = [
                tuple(n + (i in chosen) for i, n in enumerate(more))
                for chosen, rest in rests.items()
                if (more := _counts(table, values, spare, rest, count)) is not None
            ]
            if found:
                return max(found)
    return None


def _united(row: _Row) -> int:
    return reduce(or_, row, 0)


def _largest(values: Counts, stocks: Counts, notes_max: int) -> int:
    """No more than this can be made by so many notes."""
    largest, room = 0, notes_max
    for value, stock in sorted(zip(values, stocks, strict=True), reverse=True):
        count = min(stock, room)
        largest, room = largest + count * value, room - count
    return min(largest, SUM_MAX)


def _table(values: Counts, stocks: Counts, notes_max: int, sum_max: int) -> list[_Row]:
    rows = [[1] + [0] * notes_max]
    for value, stock in zip(reversed(values), reversed(stocks), strict=True):
        rows.append(_with(rows[-1], value, stock, sum_max))
    rows.reverse()
    return rows


def _with(row: _Row, value: int, stock: int, sum_max: int) -> _Row:
    """The same with up to `stock` notes of one more value."""
    row, notes_max = row.copy(), len(row) - 1
    usable = min(notes_max, sum_max // value)
    if stock >= usable:
        _add(row, 1, value, sum_max, range(1, notes_max + 1))
        return row
    for piece in _pieces(stock):
        _add(row, piece, piece * value, sum_max, range(notes_max, piece - 1, -1))
    return row


def _add(row: _Row, piece: int, worth: int, sum_max: int, order: Sequence[int]) -> None:
    """`piece` more notes; once where `order` falls, any number of times where it rises."""
    if worth > sum_max:
        return
    room = (1 << (sum_max - worth + 1)) - 1
    for count in order:
        if before := row[count - piece] & room:
            row[count] |= before << worth


def _pieces(stock: int) -> list[int]:
    """Numbers whose sums are just 0 to `stock`: 1, 2, 4, … and what is left."""
    pieces, piece = [], 1
    while stock > 0:
        pieces.append(min(piece, stock))
        stock, piece = stock - piece, piece * 2
    return pieces


def _first_of(
    table: list[_Row], values: Counts, stocks: Counts, wanted: int, order: Sequence[int]
) -> Counts | None:
    for count in order:
        if (found := _counts(table, values, stocks, wanted, count)) is not None:
            return found
    return None


def _counts(
    table: list[_Row], values: Counts, stocks: Counts, wanted: int, count: int
) -> Counts | None:
    """Just `count` notes for `wanted`, as many of the first value as possible, then of the next."""
    if wanted < 0 or not table[0][count] >> wanted & 1:
        return None
    found = []
    for row, value, stock in zip(table[1:], values, stocks, strict=True):
        taken = next(
            taken
            for taken in range(min(stock, count, wanted // value), -1, -1)
            if row[count - taken] >> (wanted - taken * value) & 1
        )
        found.append(taken)
        count, wanted = count - taken, wanted - taken * value
    return tuple(found)
