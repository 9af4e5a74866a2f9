"""Makes the Qt application and the kiosk's one window, and takes both down in a safe order."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, QUrl, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage, QKeyEvent
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.viewmodels.kiosk_view_model import KioskViewModel
from kiosk.viewmodels.side_by_side import Place, side_by_side
from kiosk.viewmodels.speech import Speech

RESOURCES: Final = Path(__file__).resolve().parents[2] / "resources"
FONTS: Final = (
    "Inter-Regular.otf",
    "Inter-Medium.otf",
    "Inter-SemiBold.otf",
    "InterDisplay-SemiBold.otf",
)
SIZE_DEFAULT: Final = (1280, 800)

# The computer's keys that stand for the pad's. Enter on the number block is Key_Enter.
PAD_KEYS: Final = {
    Qt.Key.Key_Return: "E",
    Qt.Key.Key_Enter: "E",
    Qt.Key.Key_Backspace: "C",
    Qt.Key.Key_Delete: "C",
    Qt.Key.Key_Escape: "X",
    **{Qt.Key(Qt.Key.Key_0.value + digit): str(digit) for digit in range(10)},
}
# Letters are the keys beside the screen, as they are lettered on the machine.
SIDE_KEYS: Final = {Qt.Key(Qt.Key.Key_A.value + ord(side) - ord("A")): side for side in "ABCDFGHI"}
TOUCHES: Final = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin}
)
KEYS: Final = PAD_KEYS.keys() | SIDE_KEYS.keys()


class WindowUnavailable(RuntimeError):
    """The window's own files do not load; the text is Qt's account of it."""


class KioskApplication(QGuiApplication):
    """Ends when the program says so, though its window refuses to be closed."""

    def event(self, event: QEvent) -> bool:
        # Qt would first ask every window to close, and the kiosk's says no to everybody.
        if event.type() == QEvent.Type.Quit:
            self.exit(0)
            return True
        return super().event(event)


def make_application() -> QGuiApplication:
    """The process's Qt application; made once, then returned again. GUI thread only."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    QQuickWindow.setSceneGraphBackend("software")
    application = KioskApplication(["kiosk"])
    application.setQuitOnLastWindowClosed(False)
    return application


class KioskWindow(QObject):
    """The open window. GUI thread only.

    `settled` fires when a page has finished its entrance; a page takes inputs before that too.
    """

    settled = Signal()

    def __init__(
        self,
        engine: QQmlApplicationEngine,
        window: QQuickWindow,
        view_model: KioskViewModel,
        speech: Speech,
        *,
        covers_on_f11: bool = False,
    ) -> None:
        super().__init__()
        self._engine = engine
        self._window = window
        self._view_model = view_model
        self._speech = speech
        self._cover_key = Qt.Key.Key_F11 if covers_on_f11 else None
        self._uncovered: QRect | None = None  # where it stood before it covered the screen
        self._is_open = True
        window.installEventFilter(self)
        settled_changed = window.metaObject().property(
            window.metaObject().indexOfProperty("settled")
        )
        assert settled_changed.hasNotifySignal()
        window.settledChanged.connect(self._on_settled_changed)  # type: ignore[attr-defined] # made in QML

    @property
    def window(self) -> QQuickWindow:
        return self._window

    @property
    def is_settled(self) -> bool:
        return bool(self._window.property("settled"))

    def grab(self) -> QImage:
        """What the window shows now, as opaque pixels that may be compared."""
        return self._window.grabWindow().convertToFormat(QImage.Format.Format_RGBX8888)

    def close(self) -> None:
        """Take the window down; the view-model outlives it. May be repeated."""
        if not self._is_open:
            return
        self._is_open = False
        self._window.removeEventFilter(self)
        self._view_model.languageChanged.disconnect(self._speech.switch)
        self._speech.end()
        self._window.setProperty("allowClose", True)
        self._window.close()
        # The engine must go before the view-model, or its bindings read what is no longer there.
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(self._engine, QEvent.Type.DeferredDelete.value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The only keyboard handler: keys go to the view-model, never through focus.

        A touch that begins on a page which is not felt yet ends nowhere, however long it lasts.
        """
        if event.type() in TOUCHES and self._view_model.not_felt_s:
            return True
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in self._cover_keys():
            if not event.isAutoRepeat():
                self._cover_or_uncover()
            return True
        if is_press and isinstance(event, QKeyEvent) and event.key() in KEYS:
            if not event.isAutoRepeat():
                self._press(Qt.Key(event.key()))
            return True
        return super().eventFilter(watched, event)

    def _press(self, key: Qt.Key) -> None:
        if key in SIDE_KEYS:
            self._view_model.sideKey(SIDE_KEYS[key])
        else:
            self._view_model.keyboard(PAD_KEYS[key])

    def _cover_keys(self) -> set[Qt.Key]:
        """Escape is the pad's Cancel, but for whoever looks for the way out of the full screen."""
        if self._cover_key is None:
            return set()
        way_out = set() if self._uncovered is None else {Qt.Key.Key_Escape}
        return {self._cover_key} | way_out

    def _cover_or_uncover(self) -> None:
        """Both by name and by size: without a window manager nobody but us would resize it."""
        window, stood = self._window, self._uncovered
        if stood is None:
            self._uncovered = window.geometry()
            window.showFullScreen()
            window.setGeometry(window.screen().geometry())
            if QGuiApplication.platformName() != "offscreen":  # which has nothing above it
                window.raise_()
        else:
            self._uncovered = None
            window.showNormal()
            window.setGeometry(stood)

    def _on_settled_changed(self) -> None:
        if self._is_open and self.is_settled:
            self.settled.emit()


def open_window(
    view_model: KioskViewModel,
    *,
    size: tuple[int, int] = SIZE_DEFAULT,
    is_full_screen: bool = False,
    beside_panel: bool = False,
    reduce_motion: bool = False,
    language: str = "en",
    translations: Path = RESOURCES / "i18n",
) -> KioskWindow:
    """Show the kiosk in `language`, of which there is a file in `translations`. Raises
    WindowUnavailable when its files do not load.

    beside_panel: leaves room for the demo's panel instead of having this size, and F11 covers the
    screen and uncovers it again.
    """
    make_application()
    place = side_by_side(room())[0] if beside_panel else None
    if place is not None:
        size = (place.width, place.height)
    load_fonts()
    engine = QQmlApplicationEngine()
    speech = Speech(engine.retranslate, language, translations)
    view_model.languageChanged.connect(speech.switch)
    complaints: list[str] = []
    engine.warnings.connect(
        lambda warnings: complaints.extend(warning.toString() for warning in warnings)
    )
    engine.addImportPath(str(RESOURCES / "qml"))
    engine.setInitialProperties(
        {"vm": view_model, "width": size[0], "height": size[1], "reduceMotion": reduce_motion}
    )
    engine.load(QUrl.fromLocalFile(str(RESOURCES / "qml" / "Kiosk" / "Main.qml")))
    roots = engine.rootObjects()
    if not roots or not isinstance(roots[0], QQuickWindow):
        raise WindowUnavailable("\n".join(complaints))
    window = KioskWindow(engine, roots[0], view_model, speech, covers_on_f11=beside_panel)
    if place is not None:
        stand(window.window, place)
    if is_full_screen:
        window.window.setFlag(Qt.WindowType.FramelessWindowHint)
        window.window.showFullScreen()
    else:
        window.window.show()
    return window


def room() -> Place:
    """What the display has for windows; offscreen, where there is none, as much as it says."""
    free = make_application().primaryScreen().availableGeometry()
    return Place(free.x(), free.y(), free.width(), free.height(), is_framed=False)


def stand(window: QQuickWindow, place: Place) -> None:
    """Before it is shown: without its frame where there is no room for one."""
    window.setFlag(Qt.WindowType.FramelessWindowHint, not place.is_framed)
    window.setFramePosition(QPoint(place.x, place.y))
    window.resize(place.width, place.height)


def fitting(size: tuple[int, int]) -> tuple[int, int]:
    """At most what the display has room for; offscreen there is no display to fit."""
    application = make_application()
    if application.platformName() == "offscreen":
        return size
    room = application.primaryScreen().availableSize()
    return min(size[0], room.width()), min(size[1], room.height())


def load_fonts() -> None:
    """Load the bundled fonts once a process; the system's are never relied upon."""
    if "Inter Display" in QFontDatabase.families():
        return
    for name in FONTS:
        if QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / name)) < 0:
            raise WindowUnavailable(f"{name} does not load")
