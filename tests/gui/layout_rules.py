"""What is wrong with a screen's layout: each rule answers with what breaks it, in words."""

import re
from itertools import combinations

from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem

from tests.gui.emptiness import largest_empty
from tests.gui.kiosk_driver import Kiosk, rect
from tests.gui.sight import Sight, Word, called, is_filled, within

TOLERANCE_PX = 1.5

# A finger's room on glass, in the design's units: 112 px at 1280 x 800, 29 mm on 15.4 inches.
TOUCH_UNITS_MIN = 112
# Of the supervisor menu: 14 mm there. Staff stand near, and have the keypad for all of it.
STAFF_TOUCH_UNITS_MIN = 53

STAFF_PAGE = re.compile(r"scr\.M\d\d\.")

# The least height of a capital on the glass: ADA 707.7.2 for what a customer reads; for what to
# do, EN 301 549 5.1.4 from 600 mm away. Staff stand as near as they like.
CAPITAL_MM_MIN = {"heading": 7.3, "words": 4.8, "staff": 3.8, "staff heading": 5.7}
CAPITAL_SHARE = 0.727  # of an em, in Inter
INCH_MM = 25.4
# The smallest display that is sold with so many pixels in a machine like this one.
DISPLAY_INCHES = {
    (1024, 768): 15.0,
    (1280, 720): 15.6,
    (1280, 800): 15.4,
    (1920, 1080): 15.6,
    (1080, 1920): 15.6,
    (768, 1024): 17.0,
}

LINE_COUNT_MAX = 3

# What is thinner is a line between words, and no ground.
LINE_WIDTH_MAX = 4

# Calibrated by eye: a card with one thing in it is calm, a corner of a card with nothing is not.
# A dark stage is a picture; its sky may be wider.
EMPTY_SHARE_MAX = {"card": 0.22, "stage": 0.28}


def faults(sight: Sight) -> dict[str, list[str]]:
    """Every rule that is broken, with what breaks it; empty for a good screen."""
    found = {
        "cut": cut(sight),
        "outside the window": outside(sight),
        "beyond its card": spilling(sight),
        "over each other": overlapping(sight),
        "across an edge": crossing(sight),
        "too small to touch": hard_to_touch(sight),
        "too small to read": hard_to_read(sight),
        "too many lines": too_long(sight),
    }
    return {rule: broken for rule, broken in found.items() if broken}


def empty_corner(kiosk: Kiosk) -> list[str]:
    """The largest place with nothing in it, where it is larger than a designer would leave it.

    A page for staff has as many lines as there is to say.
    """
    if kiosk.vm.screen.staff is not None:
        return []
    share, place = largest_empty(kiosk.picture)
    kind = "stage" if kiosk.window.window.property("stage") else "card"
    if share <= EMPTY_SHARE_MAX[kind]:
        return []
    return [f"{share:.1%} of a {kind} page at {place.getRect()}"]


def cut(sight: Sight) -> list[str]:
    """Words that do not fit their box."""
    return [
        word.text
        for word in sight.words
        if word.item.property("truncated")
        or word.ink.width() > word.box.width() + TOLERANCE_PX
        or word.ink.height() > word.box.height() + TOLERANCE_PX
    ]


def outside(sight: Sight) -> list[str]:
    """Whatever is not wholly in the window."""
    window = QRectF(0, 0, *sight.size)
    places = [(word.text, word.box) for word in sight.words] + [
        (called(item), rect(item)) for item in (*sight.controls, *sight.drawings, *sight.notes)
    ]
    return [name for name, place in places if not _holds(window, place)]


def spilling(sight: Sight) -> list[str]:
    """Words and notes that reach over the edge of the card or the tile that they stand on."""
    places = [(word.text, word.item, word.ink) for word in sight.words] + [
        (called(note), note, rect(note)) for note in sight.notes
    ]
    return [
        name
        for name, item, place in places
        if (card := _card(item)) is not None and not _holds(rect(card), place)
    ]


def overlapping(sight: Sight) -> list[str]:
    """Pairs that touch, of words, notes and controls, unless one stands on the other."""
    places = [(word.text, word.item, word.box) for word in sight.words] + [
        (called(item), item, rect(item)) for item in (*sight.controls, *sight.notes)
    ]
    return [
        f"{one[0]} / {other[0]}"
        for one, other in combinations(places, 2)
        if _meet(one[2], other[2]) and not _belong(one[1], other[1])
    ]


def crossing(sight: Sight) -> list[str]:
    """Words over the edge of a ground that they do not stand on, such as a band below them."""
    grounds = [
        (ground, rect(ground))
        for ground in sight.filled
        if min(ground.width(), ground.height()) > LINE_WIDTH_MAX * sight.unit
    ]
    return [
        f"{word.text} / {called(ground)}"
        for word in sight.words
        for ground, place in grounds
        if _meet(word.ink, place) and not _holds(place, word.ink)
    ]


def hard_to_touch(sight: Sight) -> list[str]:
    """Controls that a finger may miss, or whose reach goes into another's."""
    reaches = [(called(control), reach(control)) for control in sight.controls]
    small = [
        f"{name}: {place.width():.0f} x {place.height():.0f}"
        for name, place in reaches
        if min(place.width(), place.height()) < _touch_min(name) * sight.unit - TOLERANCE_PX
    ]
    return small + [
        f"{one[0]} / {other[0]}"
        for one, other in combinations(reaches, 2)
        if _meet(one[1], other[1])
    ]


def _touch_min(name: str) -> int:
    return STAFF_TOUCH_UNITS_MIN if STAFF_PAGE.match(name) else TOUCH_UNITS_MIN


def reach(control: QQuickItem) -> QRectF:
    """Where a finger is felt, which may be beyond the edge that is drawn."""
    more = control.property("reach") or 0.0
    return rect(control).adjusted(-more, -more, more, more)


def hard_to_read(sight: Sight) -> list[str]:
    """Words below the least size for what they are, on the smallest display of this size."""
    return [
        f"{word.text}: {word.px:.0f} of {least:.1f} px"
        for word in sight.words
        if word.px < (least := px_min(_role(word), sight.size)) - TOLERANCE_PX / 2
    ]


def px_min(role: str, size: tuple[int, int]) -> float:
    """The least size of letters, in pixels."""
    width, height = size
    per_mm = (width**2 + height**2) ** 0.5 / DISPLAY_INCHES[size] / INCH_MM
    return CAPITAL_MM_MIN[role] * per_mm / CAPITAL_SHARE


def too_long(sight: Sight) -> list[str]:
    """Words that nobody reads while money waits."""
    return [word.text for word in sight.words if word.item.property("lineCount") > LINE_COUNT_MAX]


def _role(word: Word) -> str:
    if within(word.item, "StaffPage") is not None:
        return "staff heading" if within(word.item, "Title") is not None else "staff"
    if within(word.item, "Title") is not None or word.item.objectName().endswith(".title"):
        return "heading"
    return "staff" if _is_staff(word.item) else "words"


def _is_staff(item: QQuickItem) -> bool:
    """On a page or a control of theirs, or in the lower right corner, but for the customer's own
    reference.
    """
    if any(within(item, part) is not None for part in ("StaffPage", "StaffDoor")):
        return True
    in_corner = within(item, "Footer") is not None and within(item, "CancelPill") is None
    return in_corner and not item.objectName().endswith(".reference")


def _card(item: QQuickItem) -> QQuickItem | None:
    """The nearest filled ground that an item stands on; none where it is the page's own."""
    at = item.parentItem()
    while at is not None:
        if is_filled(at):
            return at
        at = at.parentItem()
    return None


def _holds(outer: QRectF, inner: QRectF) -> bool:
    slack = TOLERANCE_PX
    return outer.adjusted(-slack, -slack, slack, slack).contains(inner)


def _meet(one: QRectF, other: QRectF) -> bool:
    shared = one.intersected(other)
    return shared.width() > TOLERANCE_PX and shared.height() > TOLERANCE_PX


def _belong(one: QQuickItem, other: QQuickItem) -> bool:
    return one.isAncestorOf(other) or other.isAncestorOf(one)
