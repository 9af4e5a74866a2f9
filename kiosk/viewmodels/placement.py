"""Which choice is drawn beside which side keys: four rows, A-D on the left and F-I on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kiosk.domain.screens import Choice, Screen, ScreenId

ROW_COUNT: Final = 4
CHOICE_COUNT_MAX: Final = 2 * ROW_COUNT
LEFT_KEYS: Final = "ABCD"
RIGHT_KEYS: Final = "FGHI"

# Screens whose choices can be had by number, and choices that have a key with a name.
COUNTED: Final = frozenset({ScreenId.LANGUAGE, ScreenId.MENU, ScreenId.AMOUNT})
WORD_KEYS: Final = {
    "confirm": "E",
    "continue": "E",
    "yes": "E",
    "finish": "E",
    "change": "C",
    "no": "C",
}


class Sides(Enum):
    """Which columns a screen's choices use."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Tile:
    """A choice and its place. A tile over two rows answers to both keys beside it."""

    choice: Choice
    column: int
    row: int
    span: int
    keys: str


def sides(screen: Screen) -> Sides:
    if screen.id is ScreenId.AMOUNT or len(tile_choices(screen)) > ROW_COUNT:
        return Sides.BOTH
    # Beside the menu stands the account; beside an amount being typed, the keypad.
    return Sides.LEFT if screen.id in {ScreenId.MENU, ScreenId.OTHER_AMOUNT} else Sides.RIGHT


def tile_choices(screen: Screen) -> tuple[Choice, ...]:
    """All but Cancel, which has a key and a place of its own on every screen."""
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
        case Sides.LEFT if screen.id is ScreenId.OTHER_AMOUNT:
            return _lowest(choices, 0, LEFT_KEYS)
        case Sides.LEFT:
            return _column(choices, 0, LEFT_KEYS)
        case Sides.RIGHT if len(choices) == 1:
            return _lowest(choices, 1, RIGHT_KEYS)
        case Sides.RIGHT:
            return _column(choices, 1, RIGHT_KEYS)
        case Sides.BOTH:
            left_count = _left_count(screen, len(choices))
            return (
                *_column(choices[:left_count], 0, LEFT_KEYS),
                *_column(choices[left_count:], 1, RIGHT_KEYS),
            )


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
    return WORD_KEYS.get(tile_choices(screen)[index].id, "")


def _left_count(screen: Screen, count: int) -> int:
    """Amounts fill the left column first; the last choice, another amount, stands apart."""
    if screen.id is ScreenId.AMOUNT:
        return min(count - 1, ROW_COUNT)
    return min((count + 1) // 2, ROW_COUNT)


def _lowest(choices: Sequence[Choice], column: int, keys: str) -> tuple[Tile, ...]:
    first_row = ROW_COUNT - len(choices)
    return tuple(
        Tile(choice, column, row, 1, keys[row]) for row, choice in enumerate(choices, first_row)
    )


def _column(choices: Sequence[Choice], column: int, keys: str) -> tuple[Tile, ...]:
    """Choices over all four rows; of fewer, the last ones take two rows, a lone one all."""
    tall_count = ROW_COUNT - len(choices)
    tiles: list[Tile] = []
    row = 0
    for index, choice in enumerate(choices):
        span = 2 if index >= len(choices) - tall_count else 1
        if len(choices) == 1:
            span = ROW_COUNT
        tiles.append(Tile(choice, column, row, span, keys[row : row + span]))
        row += span
    return tuple(tiles)
