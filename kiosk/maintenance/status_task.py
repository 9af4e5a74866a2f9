"""Item 1, status: collects what is known of the machine, and shows it as it changes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from hardware.protocol.cabinet import CabinetFlag
from hardware.protocol.door_lock import DoorLockFlag
from kiosk.devices.results import Done, Result
from kiosk.domain.maintenance import status
from kiosk.domain.maintenance.status import (
    FAULT_COUNT_MAX,
    CanisterFacts,
    Fault,
    SideFacts,
    StatusFacts,
)
from kiosk.domain.maintenance.work_order import closing_code
from kiosk.domain.staff_page import Action, StaffPage, Word
from kiosk.journal.disk import Disk
from kiosk.journal.errors import JournalError
from kiosk.journal_tools.wording import words
from kiosk.maintenance.certificates import authority, days_left, own_certificate
from kiosk.maintenance.journal_lines import newest, of_codes
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools

REFRESH: Final = 1
FAULTS: Final = (
    "DEVICE_FAULT",
    "TAMPER",
    "DOOR_REFUSED",
    "DISPENSE_FAIL",
    "DISPENSE_SUSPECT",
    "DEPOSIT_FAIL",
    "RECEIPT_FAIL",
    "SERVICE_HALTED",
    "LOG_GAP",
    "POWER_UP_AFTER_LOSS",
)


@dataclass(frozen=True, slots=True)
class _Read:
    """What lies on disks. ends_ms: of the certificate that ends first, its own or the
    authority's; None where one cannot be read."""

    faults: tuple[Fault, ...] = ()
    ends_ms: int | None = None


class StatusTask(Task):
    """Reads and changes nothing."""

    def __init__(self, tools: Tools, desk: Desk) -> None:
        self._tools = tools
        self._desk = desk
        self._read: _Read | None = None
        self._is_closed = False
        self._look()

    @property
    def page(self) -> StaffPage:
        shown = status.page(self._facts())
        return replace(shown, actions=(Action(REFRESH, Word("status.again")),))

    def act(self, number: int) -> None:
        """Look again."""
        assert number == REFRESH
        self._look()

    def close(self) -> None:
        self._is_closed = True

    def _look(self) -> None:
        tools = self._tools
        tools.chores.do(lambda: _read(tools), self._have_read)

    def _have_read(self, result: Result[_Read]) -> None:
        self._read = result.value if isinstance(result, Done) else _Read()
        if not self._is_closed:
            self._desk.changed()

    def _facts(self) -> StatusFacts:
        supervision = self._tools.supervision
        gives = {each.number for each in self._tools.devices.canisters}
        left = {each.canister: each.left for each in supervision.counted}
        return StatusFacts(
            supervision.service,
            supervision.conditions,
            [
                CanisterFacts(number, denomination, left.get(number), number in gives)
                for number, denomination in enumerate(self._tools.house.denominations, start=1)
            ],
            self._tools.house.notes_max,
            len(supervision.open_txids) or int(not supervision.conditions.recovered),
            () if self._read is None else self._read.faults,
            self._side(),
        )

    def _side(self) -> SideFacts:
        tools, supervision, devices = self._tools, self._tools.supervision, self._tools.devices
        ahead_ms, printer = supervision.clock_ahead_ms, devices.printer
        ends_ms = None if self._read is None else self._read.ends_ms
        door = tools.core.door
        told = DoorLockFlag(0) if door is None or door.status is None else door.status.flags
        stop = ""
        if printer is not None:
            stop = "jam" if printer.is_jammed else "cover" if printer.cover_open else ""
        return SideFacts(
            clock_ahead_s=None if ahead_ms is None else round(ahead_ms / 1_000),
            disk_permille=supervision.free_permille,
            unsent=_unsent(tools),
            certificate_days=None if ends_ms is None else days_left(ends_ms, tools.utc_ms()),
            service_open=bool(devices.flags & CabinetFlag.SERVICE_DOOR),
            bolt_open=None if door is None or not door.is_usable else door.known_open,
            lock_batteries_low=DoorLockFlag.BATTERY_LOW in told,
            lock_clock_doubtful=DoorLockFlag.DOUBTFUL in told,
            closing_code="" if door is None else closing_code(door.proof),
            on_battery=supervision.conditions.on_battery,
            paper="" if printer is None else printer.paper.value,
            printer_stop=stop,
        )


def _unsent(tools: Tools) -> int | None:
    """None while the bank does not know the journal's key: then nothing can be sent."""
    anchor = tools.ports.anchor()
    if tools.ports.journal.key() is None:
        return None
    return max(0, anchor.seq - tools.supervision.upload.acked)


def _read(tools: Tools) -> _Read:
    """Not in the core thread. One part that cannot be read does not hide the other."""
    ends_ms = None
    with suppress(OSError, ValueError):
        own, other = own_certificate(tools.identity), authority(tools.identity)
        ends_ms = min(own.ends_ms, other.ends_ms)
    faults: tuple[Fault, ...] = ()
    with suppress(OSError, JournalError):
        faults = _faults(tools.disk)
    return _Read(faults, ends_ms)


def _faults(disk: Disk) -> tuple[Fault, ...]:
    found = newest(disk, FAULT_COUNT_MAX, of_codes(*FAULTS))
    return tuple(Fault(line.t, words(line.ev, line.d)) for line in found)
