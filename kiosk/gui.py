"""Runs the kiosk with its window: the GUI thread shows, the core thread decides."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from hardware.crypto.record import Record
from hardware.process_end import RESTART, code_after
from hardware.process_start import told
from kiosk.assembly import Kiosk, assemble
from kiosk.automation.server import AutomationServer
from kiosk.domain.screens import Screen
from kiosk.identity import Identity
from kiosk.settings import LoadedSettings, PinEntryPlace
from kiosk.viewmodels.bridge import ScreenBridge
from kiosk.viewmodels.drawn_window import DrawnWindow
from kiosk.viewmodels.ending import ends_on_signals
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.kiosk_view_model import KioskViewModel
from kiosk.viewmodels.locales import languages
from kiosk.viewmodels.qt_log import qt_logged
from kiosk.viewmodels.receipt_words import words_in
from kiosk.viewmodels.recorder import ScreenRecorder, Shown
from kiosk.viewmodels.window import fitting, make_application, open_window

EXIT_GOOD: Final = 0  # the window was closed
EXIT_FATAL: Final = 1
# How long another thread may keep the interpreter while the window wants it. A page reads some
# thirty properties, and each may have to wait; with Python's 5 ms that would be seen.
THREAD_TURN_S: Final = 0.001

_LOG: Final = logging.getLogger("kiosk")


class _Watcher:
    """The core's observer: hands screens and side keys to the GUI thread."""

    def __init__(
        self, kiosk: Kiosk, bridge: ScreenBridge, sides: _SideKeys, recorder: ScreenRecorder | None
    ) -> None:
        self._kiosk = kiosk
        self._bridge = bridge
        self._sides = sides
        self._recorder = recorder

    def screen_shown(self, screen: Screen) -> None:
        self._bridge.show(screen)
        if self._recorder is not None:
            time_ms = time.time_ns() // 1_000_000
            seq = self._kiosk.journal.anchor().seq
            self._recorder.record(Shown(screen, time_ms, seq))

    def side_key_pressed(self, key: str) -> None:
        self._sides.pressed.emit(key.upper())

    def visit_ended(self, reason: str) -> None:
        """The screen says it."""

    def cash_ended(self, txid: bytes, final: Record | None) -> None:
        """No screen says that the bank has acknowledged."""
        if self._recorder is not None:
            outcome = final.outcome.name.lower() if final is not None else "none"
            self._recorder.tell({"cash_ended": txid.hex(), "outcome": outcome})


class _SideKeys(QObject):
    """Side keys of the pad device, on their way to the tile that is drawn beside them."""

    pressed = Signal(str)


class _Fatal(QObject):
    """Ends the application from any thread."""

    happened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.has_happened = False
        self.happened.connect(QCoreApplication.quit, Qt.ConnectionType.QueuedConnection)

    def __call__(self, error: BaseException) -> None:
        self.has_happened = True
        _LOG.critical("core_stopped %s", told(error))
        self.happened.emit()


class _Ending(QObject):
    """Ends the application because staff at the machine want it to."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.why = ""
        self.asked.connect(QCoreApplication.quit, Qt.ConnectionType.QueuedConnection)

    def __call__(self, why: str) -> None:
        """In the core thread."""
        self.why = why
        self.asked.emit()


def run(chosen: argparse.Namespace, loaded: LoadedSettings, identity: Identity) -> int:
    """Serve until SIGTERM, SIGINT, a fatal error or the wish of staff. Returns the exit code."""
    settings = loaded.settings
    sys.setswitchinterval(THREAD_TURN_S)
    with ExitStack() as stack:
        stack.enter_context(qt_logged())
        application = make_application()
        fatal = _Fatal()
        ending = _Ending()
        kiosk = assemble(
            chosen.state,
            settings,
            identity,
            fatal,
            needs_request=chosen.automation,
            words_of=words_in(Formats(settings.locale)),
            end=ending,
            sources=loaded.sources,
            spoken=tuple(languages()),
        )
        zone = ZoneInfo(settings.time_zone)
        view_model = KioskViewModel(
            kiosk.core.post_input,
            formats=Formats(settings.locale, zone),
            now=lambda: datetime.now(UTC).astimezone(zone),
            # They are keys of the pad; without one there are none.
            side_keys=settings.pin_entry is not PinEntryPlace.SCREEN,
        )
        bridge = ScreenBridge(view_model, shows_each=chosen.pictures is not None)
        window = open_window(
            view_model,
            size=fitting(chosen.size),
            beside_panel=chosen.beside_panel,
            is_full_screen=chosen.full_screen,
            # A program that drives the visits waits for no transition and sees none.
            reduce_motion=chosen.reduce_motion or chosen.automation or chosen.pictures is not None,
            language=settings.locale.partition("_")[0],
        )
        stack.callback(window.close)
        stack.callback(bridge.close)
        recorder = None
        if chosen.report or chosen.pictures is not None:
            recorder = ScreenRecorder(window, chosen.pictures, _print_line)
        sides = _SideKeys()
        sides.pressed.connect(view_model.sideKey, Qt.ConnectionType.QueuedConnection)
        watcher = _Watcher(kiosk, bridge, sides, recorder)
        stack.callback(
            lambda: kiosk.close("fatal" if fatal.has_happened else ending.why or "asked")
        )
        kiosk.loop.post(lambda: kiosk.core.observe(watcher))
        kiosk.start()
        if chosen.automation:
            server = AutomationServer(kiosk, DrawnWindow(window, view_model))
            server.start()
            stack.callback(server.close)
            if recorder is not None:
                recorder.tell({"automation_port": server.port})
        came = stack.enter_context(ends_on_signals())
        application.exec()
    if fatal.has_happened:
        return EXIT_FATAL
    if came:
        return code_after(came[0])
    return RESTART if ending.why == "restart" else EXIT_GOOD


def _print_line(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
