"""What can be seen of a screen, item by item, as a designer would go through it."""

from dataclasses import dataclass

from PySide6.QtCore import QMetaObject, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem

from tests.gui.kiosk_driver import Kiosk, is_control, is_text, rect

# Where words stand in a box that is larger than they are, as a share of the room left over.
ALONG = {
    Qt.AlignmentFlag.AlignRight.value: 1.0,
    Qt.AlignmentFlag.AlignHCenter.value: 0.5,
    Qt.AlignmentFlag.AlignBottom.value: 1.0,
    Qt.AlignmentFlag.AlignVCenter.value: 0.5,
}

_KNOWN: dict[str, frozenset[str]] = {}


@dataclass(frozen=True, slots=True)
class Word:
    """Words drawn in one place: their box, and where in it they are."""

    item: QQuickItem
    text: str
    box: QRectF
    ink: QRectF

    @property
    def px(self) -> float:
        """As drawn, which is less than was wished where the words had to shrink."""
        return asked(self.item, "fontInfo.pixelSize")


@dataclass(frozen=True, slots=True)
class Sight:
    """Everything that is enabled and can be seen; what lies under a question is neither."""

    size: tuple[int, int]
    unit: float
    words: list[Word]
    controls: list[QQuickItem]
    drawings: list[QQuickItem]
    notes: list[QQuickItem]
    filled: list[QQuickItem]


def look(kiosk: Kiosk) -> Sight:
    seen = [item for item in kiosk.items() if item.isEnabled()]
    return Sight(
        size=kiosk.size,
        unit=kiosk.theme.property("unit"),
        words=[_word(item) for item in seen if is_text(item)],
        controls=[item for item in seen if is_control(item)],
        drawings=[item for item in seen if item.inherits("QQuickImage") and not is_ground(item)],
        notes=[item for item in seen if is_a(item, "NotePicture")],
        filled=[item for item in seen if is_filled(item)],
    )


def is_a(item: QQuickItem, component: str) -> bool:
    """Whether an item is this component of ours, or was made from it."""
    return component in _components(item.metaObject())


def _components(meta: QMetaObject) -> frozenset[str]:
    """The components that a class is, which never change: kept by its name, which is its own."""
    name = meta.className()
    if name not in _KNOWN:
        above = meta.superClass()
        own, is_ours, _ = name.partition("_QML")
        inherited = frozenset[str]() if above is None else _components(above)
        _KNOWN[name] = inherited | {own} if is_ours else inherited
    return _KNOWN[name]


def is_ground(item: QQuickItem) -> bool:
    return within(item, "Ground") is not None


def is_filled(item: QQuickItem) -> bool:
    """A card, a tile, a band: whatever words can stand on."""
    colour = item.property("color")
    has_colour = isinstance(colour, QColor) and colour.alpha() > 0
    return item.inherits("QQuickRectangle") and has_colour


def within(item: QQuickItem, component: str) -> QQuickItem | None:
    """The nearest ancestor, or the item itself, that is this component."""
    at: QQuickItem | None = item
    while at is not None and not is_a(at, component):
        at = at.parentItem()
    return at


def called(item: QQuickItem) -> str:
    """How a test speaks of it."""
    return item.objectName() or item.property("text") or item.metaObject().className()


def asked(item: QQuickItem, expression: str) -> float:
    """A value that QML knows and Python cannot read by name."""
    value, is_undefined = QQmlExpression(qmlContext(item), item, expression).evaluate()
    assert not is_undefined, expression
    return value


def _word(item: QQuickItem) -> Word:
    box = rect(item)
    width = item.property("contentWidth")
    height = item.property("contentHeight")
    left = ALONG.get(int(asked(item, "horizontalAlignment")), 0.0)
    top = ALONG.get(int(asked(item, "verticalAlignment")), 0.0)
    padding = item.property("topPadding")
    room = box.height() - padding - item.property("bottomPadding") - height
    ink = QRectF(
        box.left() + left * (box.width() - width), box.top() + padding + top * room, width, height
    )
    return Word(item, item.property("text"), box, ink)
