"""The panel's process with its window: workers tell, the GUI thread draws and never waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from hardware.emulators.control import ControlClient
from hardware.process_end import code_after
from kiosk.journal.entry import StoredEntry
from kiosk.journal.events_bank import PinChanged
from kiosk.panel.auditor import OperatorsClient
from kiosk.panel.control_worker import ControlWorker
from kiosk.panel.journal_tail import JournalWatch
from kiosk.panel.journal_words import told
from kiosk.panel.ledger import BOOKED, Auditor, BooksWatch
from kiosk.panel.panel_model import PanelModel
from kiosk.panel.panel_rows import JournalRow
from kiosk.panel.visit_news import VisitNews
from kiosk.viewmodels.ending import ends_on_signals
from kiosk.viewmodels.qt_log import qt_logged
from kiosk.viewmodels.side_by_side import Place, side_by_side
from kiosk.viewmodels.window import (
    RESOURCES,
    WindowUnavailable,
    load_fonts,
    make_application,
    room,
    stand,
)
from kiosk.workbench.changed_pins import ChangedPins
from kiosk.workbench.demo_notes import CardNotes

EXIT_GOOD: Final = 0
MS_PER_S: Final = 1000
PIN_CHANGED: Final = PinChanged.CODE


class Panel(QObject):
    """The open window and its workers. Everything here belongs to the GUI thread; the workers'
    threads only emit the signals."""

    _saw = Signal(object)
    _heard = Signal(str)
    _refused = Signal(str)
    _added = Signal(object, bool)
    _changed = Signal(object)
    _booked = Signal(object)

    def __init__(
        self, state: Path, owners: Mapping[str, CardNotes], place: Place, auditor: Auditor
    ) -> None:
        """Raises WindowUnavailable."""
        super().__init__()
        self._control = ControlWorker(
            ControlClient(state / "devices" / "control.sock"),
            saw=self._saw.emit,
            heard=self._heard.emit,
            refused=self._refused.emit,
        )
        self._journal = JournalWatch(
            state / "kiosk" / "journal", self._added.emit, ChangedPins(owners), self._changed.emit
        )
        self._news = VisitNews()
        self._books = BooksWatch(auditor, self._booked.emit)
        self.model = PanelModel(self._control.do, owners)
        queued = Qt.ConnectionType.QueuedConnection
        self._saw.connect(self.model.show, queued)
        self._heard.connect(self.model.beep, queued)
        self._refused.connect(self.model.refuse, queued)
        self._added.connect(self._write, queued)
        self._changed.connect(self.model.pins_changed, queued)
        self._booked.connect(self.model.book, queued)
        self._engine, self.window = _open(self.model, place)

    def start(self) -> None:
        self._control.start()
        self._journal.start()
        self._books.start()

    def close(self) -> None:
        """Workers first; then the window, whose engine must go before its model."""
        for worker in (self._control, self._journal, self._books):
            worker.close()
        self.window.close()
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(self._engine, QEvent.Type.DeferredDelete.value)

    def _write(self, entries: Sequence[StoredEntry], is_news: bool) -> None:  # noqa: FBT001 - a slot
        self.model.write([_row(entry) for entry in entries])
        codes = {entry.ev for entry in entries}
        if codes & BOOKED:
            self._books.want()
        if is_news and PIN_CHANGED in codes:
            self.model.own_pin_changed()
        self._news = self._news.after(entries)
        self.model.hear(self._news)


def run(state: Path, owners: Mapping[str, CardNotes]) -> int:
    """Until its window is closed, or SIGINT or SIGTERM comes. Returns the exit code."""
    with qt_logged():
        application = make_application()
        application.setQuitOnLastWindowClosed(True)
        panel = Panel(state, owners, side_by_side(room())[1], OperatorsClient(state))
        with ends_on_signals() as came:
            panel.start()
            panel.window.show()
            application.exec()
            panel.close()
    return code_after(came[0]) if came else EXIT_GOOD


def _open(model: PanelModel, place: Place) -> tuple[QQmlApplicationEngine, QQuickWindow]:
    make_application()
    load_fonts()
    engine = QQmlApplicationEngine()
    complaints: list[str] = []
    engine.warnings.connect(
        lambda warnings: complaints.extend(warning.toString() for warning in warnings)
    )
    engine.addImportPath(str(RESOURCES / "qml"))
    engine.setInitialProperties({"panel": model, "framed": place.is_framed})
    engine.load(QUrl.fromLocalFile(str(RESOURCES / "qml" / "Panel" / "Main.qml")))
    roots = engine.rootObjects()
    if not roots or not isinstance(roots[0], QQuickWindow):
        raise WindowUnavailable("\n".join(complaints))
    stand(roots[0], place)
    return engine, roots[0]


def _row(entry: StoredEntry) -> JournalRow:
    words = told(entry)
    when = datetime.fromtimestamp(entry.t / MS_PER_S, UTC).astimezone()
    return JournalRow(f"{when:%H:%M:%S}", words.text, words.kind.value)
