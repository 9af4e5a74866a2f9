"""Sits at the desk's window as a clerk does: by sight, by mouse and by keys, on a real desk."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from hardware.locks.desk.stripe_writer import StripeWriter
from kiosk.desk.deeds import NoProgrammer, Tools
from kiosk.desk.fed_writer import FedWriter
from kiosk.desk.window import DeskWindow
from tests.locks.desk.desk_kit import Hotel

SEEN_S_MAX = 20.0
LOOK_MS = 10
NO_KEYS = Qt.KeyboardModifier.NoModifier


def _no_programmer():
    raise NoProgrammer(
        "No port was named for the programmer. Start the window with --programmer PORT."
    )


class Clerk:
    """The open window over a hotel's folder. Close it."""

    wait_open = True

    def __init__(
        self,
        hotel: Hotel,
        *,
        size: tuple[int, int] = (1280, 800),
        writer: StripeWriter | None = None,
        has_hands: bool = True,
        programmer=_no_programmer,
        waits_s_max: float = 60.0,
    ) -> None:
        """hotel: its own desk is closed, for a folder has one."""
        self.hotel = hotel
        cards = hotel.desk._guests.writer if writer is None else writer
        hotel.desk.close()
        self.writer = FedWriter(cards, wait_s_max=waits_s_max, has_hands=has_hands)
        self.window = DeskWindow(
            lambda fed: hotel.opened(writer=fed),
            self.writer,
            lambda said: Tools(said, programmer, Path(hotel.folder.parent) / "backups"),
            hotel.clock,
            size=size,
        )
        self.model = self.window.model
        self.window.start()
        self.window.window.requestActivate()
        if self.wait_open:
            self.wait(lambda: not self.model.shut, "the desk to open")

    def close(self) -> bool:
        return self.window.close()

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
        assert is_so(), f"waited {SEEN_S_MAX} s for {what}; shown: {self.texts()}"

    # -- what is seen --

    def items(self) -> list[QQuickItem]:
        return list(_visible(self.window.window.contentItem()))

    def named(self, name: str) -> QQuickItem:
        found = [item for item in self.items() if item.objectName() == name and item.isEnabled()]
        assert len(found) == 1, f"{name}: {len(found)} found among {self.names()}"
        return found[0]

    def shows(self, name: str) -> bool:
        return any(item.objectName() == name for item in self.items())

    def names(self) -> list[str]:
        return [item.objectName() for item in self.items() if item.objectName()]

    def words(self, name: str) -> list[str]:
        return [str(i.property("text")) for i in self.items() if i.objectName() == name]

    def texts(self) -> list[str]:
        return [str(i.property("text")) for i in self.items() if is_text(i)]

    @property
    def title(self) -> str:
        return str(self.model.sheet.get("title", ""))

    @property
    def kind(self) -> str:
        return str(self.model.sheet.get("kind", ""))

    @property
    def focused(self) -> str:
        item = self.window.window.activeFocusItem()
        return "" if item is None else item.objectName()

    @property
    def focused_within(self) -> set[str]:
        """What has the focus and all that it stands in."""
        names, item = set(), self.window.window.activeFocusItem()
        while item is not None:
            names.add(item.objectName())
            item = item.parentItem()
        return names

    def grab(self) -> QImage:
        QCoreApplication.processEvents()
        return self.window.window.grabWindow()

    # -- what is done --

    def click(self, name: str) -> None:
        """Where it really is: under the mouse and inside the window."""
        self.grab()
        place = rect(self.named(name)).center()
        window = self.window.window
        assert QRectF(0, 0, window.width(), window.height()).contains(place), f"{name} is outside"
        at = QPoint(round(place.x()), round(place.y()))
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, NO_KEYS, at)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(self.window.window, letter)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.window.window, key)

    def fill(self, field: str, text: str) -> None:
        self.click(f"desk.field.{field}")
        self.press(Qt.Key.Key_End)
        for _ in range(len(str(self.named(f"desk.field.{field}").property("text")))):
            self.press(Qt.Key.Key_Backspace)
        self.type(text)

    def ends(self) -> str:
        """Wait for what became of it; the title."""
        self.wait(lambda: self.kind == "end", "an end")
        return self.title

    def make_card(self) -> str:
        """Agree, lay a card on, and wait for the end."""
        self.click("desk.sheet.confirm")
        self.wait(lambda: self.kind == "card", "the writer to wait")
        self.click("desk.sheet.confirm")
        return self.ends()


def is_text(item: QQuickItem) -> bool:
    return item.inherits("QQuickText") and bool(item.property("text"))


def rect(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _visible(item):
    yield item
    for child in item.childItems():
        if child.isVisible():
            yield from _visible(child)
