"""One life of a kiosk process: its loop can be killed at any instruction that reaches outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.crypto.record import Record
from hardware.errors import DeviceError
from hardware.protocol.cabinet import CabinetStatus
from hardware.protocol.card_reader import CardReaderStatus
from hardware.protocol.door_lock import DoorLockStatus
from hardware.protocol.escpos_replies import PrinterStatus
from hardware.protocol.pin_pad import PinPadStatus
from kiosk.devices.device_set import DeviceHealth
from kiosk.domain.screens import Screen
from kiosk.journal.disk_memory import MemoryDisk
from kiosk.journal.line import decode
from kiosk.runtime.loop import Action, Loop, Timer
from kiosk.visits.kiosk_core import KioskCore
from tests.world.support.moments import Moments

MARK: Final = b'"ev":"'


class Killed(BaseException):
    """Unwinds whatever the killed process was doing. No code catches it but its loop."""


class Life:
    """Fulfils `Loop`, as long as the process lives."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self.is_alive = True
        self._is_running = False

    def post(self, action: Action) -> None:
        self._loop.post(lambda: self._run(action))

    def after(self, seconds: float, action: Action) -> Timer:
        return self._loop.after(seconds, lambda: self._run(action))

    def now(self) -> float:
        return self._loop.now()

    def kill(self) -> None:
        """Raises Killed where the process itself is at work."""
        self.is_alive = False
        if self._is_running:
            raise Killed

    def _run(self, action: Action) -> None:
        if not self.is_alive:
            return
        self._is_running = True
        try:
            action()
        except Killed:
            pass
        finally:
            self._is_running = False


class WatchedDisk(MemoryDisk):
    """The journal's disk; each entry's way onto it is two moments, before and after the sync."""

    def __init__(self, moments: Moments) -> None:
        super().__init__()
        self._moments = moments
        self.is_watched = False

    def sync_file(self, name: str, boot: int) -> None:
        entries = self._unsynced_events(name) if self.is_watched else []
        for entry in entries:
            self._moments.reach(f"journal {entry} before")
        super().sync_file(name, boot)
        for entry in entries:
            self._moments.reach(f"journal {entry} after")

    def _unsynced_events(self, name: str) -> list[str]:
        size = self.unsynced(name)
        raw = self.read(name)[-size:] if size else b""
        return [decode(line + b"\n").ev for line in raw.splitlines() if MARK in line]


class Relay:
    """Hands on what the devices say to a core that is made after them."""

    def __init__(self, core: Callable[[], KioskCore]) -> None:
        self._core = core

    def card_reader_changed(self, status: CardReaderStatus) -> None:
        self._core().devices.card_reader_changed(status)

    def hsm_changed(self, record: Record) -> None:
        self._core().devices.hsm_changed(record)

    def hsm_refused(self, error: DeviceError) -> None:
        self._core().devices.hsm_refused(error)

    def pin_pad_changed(self, status: PinPadStatus) -> None:
        self._core().devices.pin_pad_changed(status)

    def cabinet_changed(self, status: CabinetStatus) -> None:
        self._core().devices.cabinet_changed(status)

    def receipt_printer_changed(self, status: PrinterStatus) -> None:
        self._core().devices.receipt_printer_changed(status)

    def door_lock_changed(self, status: DoorLockStatus) -> None:
        self._core().devices.door_lock_changed(status)

    def health_changed(self, health: DeviceHealth) -> None:
        self._core().devices.health_changed(health)


class Eyes:
    """Watches one kiosk as its screen does. Fulfils `Observer`."""

    def __init__(self) -> None:
        self.shown: list[Screen] = []
        self.ends: list[str] = []
        self.cash: list[tuple[bytes, Record | None]] = []

    def screen_shown(self, screen: Screen) -> None:
        self.shown.append(screen)

    def side_key_pressed(self, key: str) -> None:
        """Nobody draws beside them here."""

    def visit_ended(self, reason: str) -> None:
        self.ends.append(reason)

    def cash_ended(self, txid: bytes, final: Record | None) -> None:
        self.cash.append((txid, final))
