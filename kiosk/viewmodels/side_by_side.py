"""Where the kiosk and the demo's panel stand on one display. Pure: both processes ask it alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# The smallest kiosk that shows its pages, and what a display of 1366 x 768 has left beside it.
KIOSK_WIDTH_MIN: Final = 1024
KIOSK_HEIGHT_MIN: Final = 720
PANEL_WIDTH_MIN: Final = 342
PANEL_WIDTH_MAX: Final = 420
# A panel of two columns, once the kiosk has enough beside it.
WIDE_PANEL_WIDTH_MIN: Final = 684
WIDE_PANEL_WIDTH_MAX: Final = 860
# What a desktop draws around a window, at most.
FRAME_WIDTH: Final = 12
FRAME_HEIGHT: Final = 44
# No kiosk's screen is taller than this part of its width, or wider than this in pixels.
HEIGHT_OF_WIDTH: Final = 0.78
KIOSK_WIDTH_MAX: Final = 1440


@dataclass(frozen=True, slots=True)
class Place:
    """A window's place and size in pixels. is_framed: the desktop draws its frame around it."""

    x: int
    y: int
    width: int
    height: int
    is_framed: bool


def side_by_side(room: Place) -> tuple[Place, Place]:
    """The kiosk's place and the panel's, left and right.

    room: what the desktop leaves for windows. In less than 1366 x 720 they overlap.
    """
    is_framed = (
        room.width >= KIOSK_WIDTH_MIN + PANEL_WIDTH_MIN + 2 * FRAME_WIDTH
        and room.height >= KIOSK_HEIGHT_MIN + FRAME_HEIGHT
    )
    frame_width, frame_height = (FRAME_WIDTH, FRAME_HEIGHT) if is_framed else (0, 0)
    width, height = room.width - 2 * frame_width, room.height - frame_height
    panel_width = _panel_width(width)
    kiosk_width = min(max(width - panel_width, KIOSK_WIDTH_MIN), KIOSK_WIDTH_MAX, room.width)
    kiosk_height = min(height, max(KIOSK_HEIGHT_MIN, round(kiosk_width * HEIGHT_OF_WIDTH)))
    x = room.x + max(0, (width - kiosk_width - panel_width) // 2)
    y = room.y + (height - kiosk_height) // 2
    panel_x = min(x + kiosk_width + frame_width, room.x + room.width - panel_width - frame_width)
    return (
        Place(x, y, kiosk_width, kiosk_height, is_framed),
        Place(panel_x, y, panel_width, kiosk_height, is_framed),
    )


def _panel_width(width: int) -> int:
    left = width - KIOSK_WIDTH_MIN
    if left >= WIDE_PANEL_WIDTH_MIN:
        return min(WIDE_PANEL_WIDTH_MAX, max(WIDE_PANEL_WIDTH_MIN, round(width * 0.38)))
    return max(PANEL_WIDTH_MIN, min(PANEL_WIDTH_MAX, left))
