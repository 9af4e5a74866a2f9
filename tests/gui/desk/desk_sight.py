"""What is wrong with the desk's window, in words: cut, outside, small, faint, nameless."""

from itertools import combinations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtQuick import QQuickItem

from tests.gui.contrast import TEXT_CONTRAST_MIN, _least_contrast
from tests.gui.desk.clerk import Clerk, is_text, rect
from tests.gui.sight import Word, _word, asked, is_a

TEXT_PX_MIN = 14
SLACK_PX = 1.5


def faults(clerk: Clerk) -> dict[str, list[str]]:
    """Empty for a good window."""
    clerk.grab()
    words = [_word(item) for item in seen(clerk) if is_text(item)]
    found = {
        "cut": [word.text for word in words if is_cut(word)],
        "outside": [word.text for word in words if not _window(clerk).contains(word.ink)],
        "small": [w.text for w in words if asked(w.item, "font.pixelSize") < TEXT_PX_MIN],
        "faint": faint(clerk, words),
        "over each other": overlapping(clerk),
        "nameless": nameless(clerk),
    }
    return {rule: broken for rule, broken in found.items() if broken}


def seen(clerk: Clerk) -> list[QQuickItem]:
    """What is enabled and wholly in view; what lies under the sheet is not enabled."""
    return [i for i in clerk.items() if i.isEnabled() and i.opacity() > 0 and _is_in_view(i)]


def is_cut(word: Word) -> bool:
    """Elided, or wider than its room."""
    return bool(word.item.property("truncated")) or word.ink.width() > word.box.width() + SLACK_PX


def faint(clerk: Clerk, words: list[Word]) -> list[str]:
    drawn = _picture(clerk)
    for word in words:
        word.item.setOpacity(0)
    bare = _picture(clerk)
    for word in words:
        word.item.setOpacity(1)
    said = []
    for word in words:
        least = _least_contrast(word, drawn, bare)
        if least is None or least < TEXT_CONTRAST_MIN:
            said.append(f"{word.text}: {least}")
    return said


def overlapping(clerk: Clerk) -> list[str]:
    controls = [item for item in seen(clerk) if is_a(item, "DeskClickable")]
    return [
        f"{one.objectName()} / {other.objectName()}"
        for one, other in combinations(controls, 2)
        if _meet(rect(one), rect(other))
    ]


def nameless(clerk: Clerk) -> list[str]:
    """What can have the focus and says nothing of itself."""
    return [
        item.objectName() or item.metaObject().className()
        for item in seen(clerk)
        if item.property("activeFocusOnTab") and not spoken(item)[1]
    ]


def spoken(item: QQuickItem) -> tuple[str, str]:
    """Its role and its name, as assistive technology gets them."""
    face = QAccessible.queryAccessibleInterface(item)
    return face.role().name, face.text(QAccessible.Text.Name)


def _is_in_view(item: QQuickItem) -> bool:
    place = rect(item)
    above = item.parentItem()
    while above is not None:
        if above.clip() and not rect(above).adjusted(-4, -4, 4, 4).contains(place):
            return False
        above = above.parentItem()
    return True


def _window(clerk: Clerk) -> QRectF:
    return QRectF(0, 0, clerk.window.window.width(), clerk.window.window.height())


def _picture(clerk: Clerk) -> QImage:
    return clerk.grab().convertToFormat(QImage.Format.Format_RGBX8888)


def _meet(one: QRectF, other: QRectF) -> bool:
    shared = one.intersected(other)
    return shared.width() > SLACK_PX and shared.height() > SLACK_PX
