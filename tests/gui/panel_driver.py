"""Drives the panel's window as somebody does who tries the demo: by sight and by click."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.panel.auditor import BooksUnreadable, Json
from kiosk.panel.ledger import Auditor
from kiosk.panel.window import Panel
from kiosk.viewmodels.side_by_side import Place, side_by_side
from kiosk.workbench.demo_notes import CardNotes

NARROW = side_by_side(Place(0, 0, 1366, 728, is_framed=False))[1]
WIDE = side_by_side(Place(0, 0, 1920, 1040, is_framed=False))[1]
SEEN_S_MAX = 20.0
LOOK_MS = 20


class NoAuditor:
    """Of a bank that does not run."""

    def ask(self, *words: str) -> Json:
        raise BooksUnreadable("The books cannot be read. Does the bank run?")

    def close(self) -> None:
        """Nothing is asked."""


class PanelDriver:
    """The open panel on a state folder, with its workers. Close it."""

    def __init__(
        self,
        state: Path,
        owners: dict[str, CardNotes],
        place: Place = NARROW,
        auditor: Auditor | None = None,
    ) -> None:
        self.panel = Panel(state, owners, place, auditor or NoAuditor())
        self.model = self.panel.model
        self.panel.window.show()
        self.panel.start()

    def close(self) -> None:
        self.panel.close()

    def wait(self, is_so: Callable[[], bool], what: str) -> None:
        """Until it is so, with Qt's events served. AssertionError after SEEN_S_MAX."""
        loop, looks, patience = QEventLoop(), QTimer(), QTimer()
        looks.timeout.connect(lambda: loop.quit() if is_so() else None)
        patience.setSingleShot(True)
        patience.timeout.connect(loop.quit)
        looks.start(LOOK_MS)
        patience.start(round(SEEN_S_MAX * 1000))
        if not is_so():
            loop.exec()
        assert is_so(), f"waited {SEEN_S_MAX} s for {what}; the panel says {self.hint!r}"

    def items(self) -> list[QQuickItem]:
        return list(_visible(self.panel.window.contentItem()))

    def shows(self, name: str) -> bool:
        return any(item.objectName() == name for item in self.items())

    def named(self, name: str) -> QQuickItem:
        found = [item for item in self.items() if item.objectName() == name and item.isEnabled()]
        assert len(found) == 1, f"{name}: {len(found)} found"
        return found[0]

    def click(self, name: str) -> None:
        """Where it really is: under the mouse and inside the window, scrolled there if need be."""
        self.grab()  # a whole frame, so that positioners have done their work
        self._scroll_to(self.named(name))
        place = rect(self.named(name)).center()
        window = self.panel.window
        assert QRectF(0, 0, window.width(), window.height()).contains(place), f"{name} is outside"
        QTest.mouseClick(
            window,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QPoint(round(place.x()), round(place.y())),
        )

    def _scroll_to(self, item: QQuickItem) -> None:
        scrolled = scrolled_by(item)
        if scrolled is None:
            return
        content = scrolled.property("contentItem")
        top = item.mapRectToItem(content, QRectF(0, 0, item.width(), item.height())).top()
        furthest = max(0.0, scrolled.property("contentHeight") - scrolled.height())
        scrolled.setProperty("contentY", min(max(0.0, top - item.height()), furthest))
        self.grab()

    def press(self, keys: str) -> None:
        for key in keys:
            self.click(f"panel.key.{key}")

    @property
    def hint(self) -> str:
        return str(self.named("panel.hint").property("text"))

    def texts(self) -> list[str]:
        return [
            str(item.property("text"))
            for item in self.items()
            if item.inherits("QQuickText") and item.property("text")
        ]

    def is_on(self, name: str) -> bool:
        return bool(self.named(name).property("on"))

    def grab(self) -> QImage:
        QCoreApplication.processEvents()
        return self.panel.window.grabWindow()


def rect(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def centre(item: QQuickItem) -> QPointF:
    return rect(item).center()


def scrolled_by(item: QQuickItem) -> QQuickItem | None:
    """What scrolls it; None for what always stays where it is."""
    above = item.parentItem()
    while above is not None and not above.inherits("QQuickFlickable"):
        above = above.parentItem()
    return above


def _visible(item):
    yield item
    for child in item.childItems():
        if child.isVisible():
            yield from _visible(child)
