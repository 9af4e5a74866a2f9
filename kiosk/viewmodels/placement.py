"""Which choice is drawn beside which side keys: four rows, A-D on the left and F-I on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Final

from kiosk.domain.screens import Choice, Screen, ScreenId

ROW_COUNT: Final = 4
CHOICE_COUNT_MAX: Final = 2 * ROW_COUNT
LEFT_KEYS: Final = "ABCD"
RIGHT_KEYS: Final = "FGHI"

# Screens whose choices are accounts, one tile each.
OF_ACCOUNTS: Final = frozenset({ScreenId.ACCOUNT, ScreenId.TRANSFER_FROM, ScreenId.TRANSFER_TO})
# Screens whose choices can be had by number, and choices that have a key with a name.
COUNTED: Final = OF_ACCOUNTS | {
    ScreenId.LANGUAGE,
    ScreenId.MENU,
    ScreenId.AMOUNT,
    ScreenId.NOTES,
    ScreenId.RECEIPT,
}
WORD_KEYS: Final = {
    "confirm": "E",
    "continue": "E",
    "yes": "E",
    "finish": "E",
    "change": "C",
    "no": "C",
}
# The way out of a page, or to its next part, stands lowest on the right.
LAST: Final = frozenset({"finish", "more"})
# Choices beside the main ones of a page: each has a number, counted among themselves.
BESIDES: Final = frozenset({"notes", "receipt", "print", "receipt-screen"})
# Beside an amount being typed stands the keypad; its tiles stand as low as they can.
LOWEST: Final = frozenset(
    {ScreenId.OTHER_AMOUNT, ScreenId.TRANSFER_AMOUNT, ScreenId.DEPOSIT_AMOUNT}
)


class Sides(Enum):
    """Which columns a screen's choices use."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Tile:
    """A choice and its place, in rows of keys: three tiles in a column have a third of it each.

    A tile answers to each key whose middle it has beside it.
    """

    choice: Choice
    column: int
    row: Fraction
    span: Fraction
    keys: str

    @property
    def first_key_row(self) -> int:
        """The row of its first key."""
        return (LEFT_KEYS if self.column == 0 else RIGHT_KEYS).index(self.keys[0])


def sides(screen: Screen) -> Sides:
    if screen.id is ScreenId.MESSAGE and len(tile_choices(screen)) == 2:
        return Sides.BOTH
    if screen.id is ScreenId.AMOUNT or len(tile_choices(screen)) > ROW_COUNT:
        return Sides.BOTH
    # Beside the menu stands the account; beside an amount being typed, the keypad.
    return Sides.LEFT if screen.id is ScreenId.MENU or screen.id in LOWEST else Sides.RIGHT


def tile_choices(screen: Screen) -> tuple[Choice, ...]:
    """All but Cancel, which has a key and a place of its own on every screen, and but for what
    only staff choose.
    """
    if screen.staff is not None or screen.id is ScreenId.CLOSED:
        return ()
    return tuple(choice for choice in screen.choices if choice.id != "cancel")


def placed(screen: Screen) -> tuple[Tile, ...]:
    """The screen's choices in reading order: left column downwards, then the right one.

    None for MORE_TIME: its two choices stand in the middle, away from the side keys.
    """
    if screen.id is ScreenId.MORE_TIME:
        return ()
    choices = tile_choices(screen)
    assert len(choices) <= CHOICE_COUNT_MAX, "more choices than side keys"
    match sides(screen):
        case Sides.LEFT if screen.id in LOWEST:
            return _lowest(choices, 0)
        case Sides.LEFT:
            return _column(choices, 0)
        case Sides.RIGHT if len(choices) == 1:
            return _lowest(choices, 1)
        case Sides.RIGHT:
            return _column(choices, 1)
        case Sides.BOTH if screen.id is ScreenId.AMOUNT:
            return _amounts(choices)
        case Sides.BOTH if screen.id is ScreenId.MESSAGE:
            # Below the words, side by side.
            return (*_lowest(choices[:1], 0), *_lowest(choices[1:], 1))
        case Sides.BOTH:
            return _both(choices)


def choice_beside(screen: Screen, key: str) -> str | None:
    """The id of the choice that side key `key` stands beside, if any."""
    for tile in placed(screen):
        if key and key in tile.keys:
            return tile.choice.id
    return None


def pad_key(screen: Screen, index: int) -> str:
    """The key of the number pad that does the same as tile `index`, or empty."""
    if screen.id in COUNTED:
        return str(index + 1)
    wanted = tile_choices(screen)[index].id
    besides = [choice.id for choice in tile_choices(screen) if choice.id in BESIDES]
    return str(besides.index(wanted) + 1) if wanted in besides else WORD_KEYS.get(wanted, "")


def _tile(choice: Choice, column: int, row: Fraction, span: Fraction) -> Tile:
    letters = LEFT_KEYS if column == 0 else RIGHT_KEYS
    half = Fraction(1, 2)
    beside = (key for at, key in enumerate(letters) if row < at + half < row + span)
    return Tile(choice, column, row, span, "".join(beside))


def _column(choices: Sequence[Choice], column: int, count: int = 0) -> tuple[Tile, ...]:
    """Choices over all four rows, each as tall as the others; `count`: room for so many."""
    span = Fraction(ROW_COUNT, count or max(1, len(choices)))
    return tuple(_tile(each, column, span * at, span) for at, each in enumerate(choices))


def _both(choices: Sequence[Choice]) -> tuple[Tile, ...]:
    """Two columns of tiles of the same height; what leads on from the page stands lowest."""
    left_count = (len(choices) + 1) // 2
    left = _column(choices[:left_count], 0)
    right = _column(choices[left_count:], 1, left_count)
    if choices[-1].id not in LAST:
        return (*left, *right)
    span = right[-1].span
    lowest = _tile(right[-1].choice, 1, ROW_COUNT - span, span)
    return (*left, *right[:-1], lowest)


def _amounts(choices: Sequence[Choice]) -> tuple[Tile, ...]:
    """Amounts fill the left column first; the last choice, another amount, stands apart."""
    left_count = min(len(choices) - 1, ROW_COUNT)
    return (*_stretched(choices[:left_count], 0), *_stretched(choices[left_count:], 1))


def _stretched(choices: Sequence[Choice], column: int) -> tuple[Tile, ...]:
    """Choices over all four rows; of fewer, the last ones take two rows, a lone one all."""
    tall_count = ROW_COUNT - len(choices)
    tiles: list[Tile] = []
    row = 0
    for index, choice in enumerate(choices):
        span = 2 if index >= len(choices) - tall_count else 1
        if len(choices) == 1:
            span = ROW_COUNT
        tiles.append(_tile(choice, column, Fraction(row), Fraction(span)))
        row += span
    return tuple(tiles)


def _lowest(choices: Sequence[Choice], column: int) -> tuple[Tile, ...]:
    first_row = ROW_COUNT - len(choices)
    return tuple(
        _tile(choice, column, Fraction(row), Fraction(1))
        for row, choice in enumerate(choices, first_row)
    )
