"""Drives the kiosk's window as a customer does: by sight, touch and keys."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtQml import qmlEngine
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.domain.screens import CustomerInput, Screen, ScreenId
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.kiosk_view_model import KioskViewModel
from kiosk.viewmodels.locales import TRANSLATIONS
from kiosk.viewmodels.specimens import MENU
from kiosk.viewmodels.window import KioskWindow, open_window

NOON = datetime(2026, 11, 21, 12, 5, tzinfo=UTC)


class StoppedClock:
    """Time for the double-press filter; stands still until a test moves it."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that assistive technology speaks."""

    role: QAccessible.Role
    name: str
    object_name: str
    is_frame: bool


class Kiosk:
    """The window, what it posted, and a customer's hands and eyes."""

    def __init__(
        self,
        size: tuple[int, int],
        *,
        locale: str = "en_IE",
        language: str = "en",
        translations: Path = TRANSLATIONS,
    ) -> None:
        self.posted: list[CustomerInput] = []
        self.clock = StoppedClock()
        self.picture = QImage()
        self.vm = KioskViewModel(
            self.posted.append, formats=Formats(locale), now=lambda: NOON, monotonic=self.clock
        )
        self.vm._timer.stop()  # what is left is told when a screen is shown, and by no second
        self.window: KioskWindow = open_window(
            self.vm, size=size, reduce_motion=True, language=language, translations=translations
        )
        self.size = size

    @property
    def theme(self) -> QObject:
        return qmlEngine(self.window.window).singletonInstance("Kiosk", "Theme")

    def show(self, screen: Screen) -> None:
        """Show a screen, MORE_TIME over the menu, and forget what was posted before."""
        if screen.id is ScreenId.MORE_TIME:
            self.vm.show(MENU)
        self.vm.show(screen)
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, 52)  # DeferredDelete: the page before is gone
        # A whole frame, so that positioners have done their work.
        self.picture = self.window.grab()
        self.clock.now_s += 1
        self.posted.clear()

    def resize(self, size: tuple[int, int]) -> None:
        self.size = size
        self.window.window.resize(*size)
        QCoreApplication.processEvents()

    def items(self) -> list[QQuickItem]:
        """Every item that can be seen, parents before children."""
        return list(visible(self.window.window.contentItem()))

    def named(self, name: str) -> QQuickItem:
        found = [item for item in self.items() if item.objectName() == name and item.isEnabled()]
        assert len(found) == 1, f"{name}: {len(found)} found"
        return found[0]

    def tap(self, name: str) -> None:
        place = rect(self.named(name)).center().toPoint()
        assert QRectF(0, 0, *self.size).contains(QPointF(place)), f"{name} is off the screen"
        self.touch(place.x(), place.y())

    def touch(self, x: int, y: int) -> None:
        """At a place, whatever is there."""
        QTest.mouseClick(
            self.window.window,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QPoint(x, y),
        )

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window.window, key)

    def controls(self) -> list[QQuickItem]:
        return [item for item in self.items() if item.isEnabled() and is_control(item)]

    def accessible(self) -> list[tuple[QAccessible.Role, str]]:
        QAccessible.setActive(True)
        root = QAccessible.queryAccessibleInterface(self.window.window)
        return [(each.role(), each.text(QAccessible.Text.Name)) for each in _spoken(root)]

    def said(self) -> list["Said"]:
        """Everything that is spoken of what is enabled, in its order."""
        QAccessible.setActive(True)
        root = QAccessible.queryAccessibleInterface(self.window.window)
        return [
            Said(
                interface.role(),
                interface.text(QAccessible.Text.Name),
                interface.object().objectName(),
                is_frame=_is_frame(interface.object()),
            )
            for interface in _spoken(root)
            if not interface.state().disabled
        ]

    def close(self) -> None:
        self.window.close()


def rect(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def is_control(item: QQuickItem) -> bool:
    return item.metaObject().indexOfSignal("pressed()") >= 0


def is_text(item: QQuickItem) -> bool:
    return item.inherits("QQuickText") and bool(item.property("text"))


def visible(item):
    yield item
    for child in item.childItems():
        if child.isVisible():
            yield from visible(child)


def _spoken(interface):
    for index in range(interface.childCount()):
        child = interface.child(index)
        if child is None or child.state().invisible:
            continue
        yield child
        yield from _spoken(child)


def _is_frame(item: QQuickItem) -> bool:
    """The bank's name, the clock, and the small print for staff: round every page."""
    while item is not None:
        name = item.metaObject().className()
        if name.startswith("CancelPill_QML"):
            return False
        if name.startswith(("Header_QML", "Footer_QML")):
            return True
        item = item.parentItem()
    return False
