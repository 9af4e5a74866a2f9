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
    if screen.id is ScreenId.AMOUNT or len(screen.choices) > ROW_COUNT:
        return Sides.BOTH
    return Sides.LEFT if screen.id is ScreenId.MENU else Sides.RIGHT


def placed(screen: Screen) -> tuple[Tile, ...]:
    """The screen's choices in reading order: left column downwards, then the right one."""
    choices = screen.choices
    assert len(choices) <= CHOICE_COUNT_MAX, "more choices than side keys"
    match sides(screen):
        case Sides.LEFT:
            return _column(choices, 0, LEFT_KEYS)
        case Sides.RIGHT:
            return _column(choices, 1, RIGHT_KEYS)
        case Sides.BOTH:
            left_count = min((len(choices) + 1) // 2, ROW_COUNT)
            return (
                *_column(choices[:left_count], 0, LEFT_KEYS),
                *_column(choices[left_count:], 1, RIGHT_KEYS),
            )


def choice_beside(screen: Screen, key: str) -> str | None:
    """The id of the choice that side key `key` stands beside, if any."""
    for tile in placed(screen):
        if key in tile.keys:
            return tile.choice.id
    return None


def _column(choices: Sequence[Choice], column: int, keys: str) -> tuple[Tile, ...]:
    """Choices over all four rows; where there are fewer, the last ones grow, to two rows each.

    A lone choice takes the lower two rows, where the hand expects "go on".
    """
    count = len(choices)
    first_row = ROW_COUNT - 2 if count == 1 else 0
    tall_count = ROW_COUNT - count if count > 1 else count
    tiles: list[Tile] = []
    row = first_row
    for index, choice in enumerate(choices):
        span = 2 if index >= count - tall_count else 1
        tiles.append(Tile(choice, column, row, span, keys[row : row + span]))
        row += span
    return tuple(tiles)
