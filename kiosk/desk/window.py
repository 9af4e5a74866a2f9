"""The desk's process with its window: the encoder's thread tells, the GUI thread never waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from hardware.locks.desk.desk import Desk
from hardware.process_end import code_after
from kiosk.desk.deeds import Ended, Tools
from kiosk.desk.desk_model import DeskModel
from kiosk.desk.desk_seen import DeskSeen
from kiosk.desk.desk_worker import DeskWorker
from kiosk.desk.fed_writer import FedWriter, Writing
from kiosk.viewmodels.ending import ends_on_signals
from kiosk.viewmodels.qt_log import qt_logged
from kiosk.viewmodels.window import (
    RESOURCES,
    WindowUnavailable,
    fitting,
    load_fonts,
    make_application,
)

EXIT_GOOD: Final = 0
EXIT_HANGS: Final = 1
SIZE_DEFAULT: Final = (1280, 800)

OpenDesk = Callable[[FedWriter], Desk]
MakeTools = Callable[[Callable[[int, int], None]], Tools]


class DeskWindow(QObject):
    """The open window and the encoder's thread, which only emits the signals."""

    _shut = Signal(str)
    _saw = Signal(object)
    _ended = Signal(object)
    _wrote = Signal(object)
    _went_on = Signal(int, int)

    def __init__(
        self,
        open_desk: OpenDesk,
        writer: FedWriter,
        make_tools: MakeTools,
        clock: Callable[[], datetime],
        *,
        size: tuple[int, int] = SIZE_DEFAULT,
    ) -> None:
        """open_desk: in the encoder's thread. Raises WindowUnavailable."""
        super().__init__()
        writer.said = self._wrote.emit
        self.worker = DeskWorker(
            open_desk,
            writer,
            make_tools(self._went_on.emit),
            clock,
            shut=self._shut.emit,
            saw=self._saw.emit,
            ended=self._ended.emit,
        )
        self.model = DeskModel(self.worker.do, writer)
        queued = Qt.ConnectionType.QueuedConnection
        self._shut.connect(self._on_shut, queued)
        self._saw.connect(self._on_seen, queued)
        self._ended.connect(self._on_ended, queued)
        self._wrote.connect(self._on_wrote, queued)
        self._went_on.connect(self._on_progress, queued)
        self._engine, self.window = _open(self.model, size)

    def start(self) -> None:
        self.window.show()
        self.worker.start()

    def close(self) -> bool:
        """The thread first; then the window, whose engine must go before its model.

        False: the writer hangs, and its thread with it.
        """
        is_ended = self.worker.close()
        self.window.close()
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(self._engine, QEvent.Type.DeferredDelete.value)
        return is_ended

    def _on_shut(self, words: str) -> None:
        self.model.shut_for(words)

    def _on_seen(self, seen: DeskSeen) -> None:
        self.model.show(seen)

    def _on_ended(self, ended: Ended) -> None:
        self.model.end(ended)

    def _on_wrote(self, state: Writing) -> None:
        self.model.writing(state)

    def _on_progress(self, done: int, of: int) -> None:
        self.model.progress(done, of)


def run(
    open_desk: OpenDesk,
    writer: FedWriter,
    make_tools: MakeTools,
    clock: Callable[[], datetime],
) -> int:
    """Until its window is closed, or SIGINT or SIGTERM comes. Returns the exit code."""
    with qt_logged():
        application = make_application()
        application.setQuitOnLastWindowClosed(True)
        desk = DeskWindow(open_desk, writer, make_tools, clock, size=fitting(SIZE_DEFAULT))
        with ends_on_signals() as came:
            desk.start()
            application.exec()
            is_ended = desk.close()
    if not is_ended:
        return EXIT_HANGS
    return code_after(came[0]) if came else EXIT_GOOD


def _open(model: DeskModel, size: tuple[int, int]) -> tuple[QQmlApplicationEngine, QQuickWindow]:
    make_application()
    load_fonts()
    engine = QQmlApplicationEngine()
    complaints: list[str] = []
    engine.warnings.connect(
        lambda warnings: complaints.extend(warning.toString() for warning in warnings)
    )
    engine.addImportPath(str(RESOURCES / "qml"))
    engine.setInitialProperties({"desk": model, "width": size[0], "height": size[1]})
    engine.load(QUrl.fromLocalFile(str(RESOURCES / "qml" / "Desk" / "Main.qml")))
    roots = engine.rootObjects()
    if not roots or not isinstance(roots[0], QQuickWindow):
        raise WindowUnavailable("\n".join(complaints))
    return engine, roots[0]
