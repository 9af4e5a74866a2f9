"""Contrast as WCAG 2 computes it, between colours and in a picture of the window."""

from collections import Counter

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem

from tests.gui.kiosk_driver import Kiosk, rect
from tests.gui.layout_rules import TOLERANCE_PX
from tests.gui.sight import Sight, Word, called

TEXT_CONTRAST_MIN = 4.5
SHAPE_CONTRAST_MIN = 3.0
# A letter may touch the edge of a drawing with so much of itself.
STRAY_SHARE_MAX = 0.02


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2 contrast ratio of two colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def unreadable(kiosk: Kiosk, sight: Sight) -> list[str]:
    """Words whose colour stands out too little from what is really drawn beneath their letters."""
    bare = _without_words(kiosk, sight)
    said = []
    for word in sight.words:
        least = _least_contrast(word, kiosk.picture, bare)
        if least is None:
            said.append(f"{word.text}: covered")
        elif least < TEXT_CONTRAST_MIN:
            said.append(f"{word.text}: {least:.2f}")
    return said


def faint_edges(kiosk: Kiosk, sight: Sight) -> list[str]:
    """Controls whose edge or ground cannot be told from what is beside them."""
    return [
        f"{called(control)}: {least:.2f}"
        for control in sight.controls
        if (least := _edge_contrast(kiosk, control, sight.unit)) < SHAPE_CONTRAST_MIN
    ]


def faint_focus(kiosk: Kiosk, sight: Sight) -> list[str]:
    """Controls whose ring, when they have the focus, cannot be told from what is on its sides."""
    said = []
    bold = kiosk.theme.property("bold")
    for control in sight.controls:
        control.forceActiveFocus()
        picture = kiosk.window.grab()
        ring, within, beyond = (
            _beside(picture, control, distance * bold) for distance in (1.5, 0.6, 2.6)
        )
        least = min(contrast(ring, within), contrast(ring, beyond))
        if least < SHAPE_CONTRAST_MIN:
            said.append(f"{called(control)}: {least:.2f}")
    return said


def _without_words(kiosk: Kiosk, sight: Sight) -> QImage:
    for word in sight.words:
        word.item.setOpacity(0)
    bare = kiosk.window.grab()
    for word in sight.words:
        word.item.setOpacity(1)
    return bare


def _least_contrast(word: Word, drawn: QImage, bare: QImage) -> float | None:
    """Beneath the letters; None where none can be seen."""
    place = word.ink.toAlignedRect().intersected(drawn.rect())
    beneath = Counter(
        ground
        for shown, ground in zip(_pixels(drawn, place), _pixels(bare, place), strict=True)
        if shown != ground
    )
    stray = beneath.total() * STRAY_SHARE_MAX
    ink = word.item.property("color")
    for least, count in sorted((contrast(ink, _colour(each)), n) for each, n in beneath.items()):
        stray -= count
        if stray < 0:
            return least
    return None


def _edge_contrast(kiosk: Kiosk, control: QQuickItem, unit: float) -> float:
    beside = _beside(kiosk.picture, control, 7 * unit)
    edge = [_beside(kiosk.picture, control, -inwards) for inwards in range(1, int(4 * unit) + 2)]
    return max(contrast(each, beside) for each in edge)


def _beside(picture: QImage, control: QQuickItem, distance: float) -> QColor:
    """The colour so far to the left of a control, half way down; inside it where negative."""
    place: QRectF = rect(control)
    return picture.pixelColor(
        round(place.left() - distance), round(place.center().y() + TOLERANCE_PX)
    )


def _pixels(picture: QImage, place: QRect) -> memoryview:
    part = picture.copy(place)
    # A copy of the bits, for the picture that has them is gone in a moment.
    return memoryview(bytes(part.constBits())).cast("I")


def _colour(pixel: int) -> QColor:
    return QColor(pixel & 0xFF, pixel >> 8 & 0xFF, pixel >> 16 & 0xFF)


def _luminance(colour: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
