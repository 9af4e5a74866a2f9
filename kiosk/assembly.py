"""Puts the kiosk together: core, workers, journal and bank, without any screen."""

from __future__ import annotations

import logging
import os
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from bank_server.contract.currencies import minor_per_unit
from bank_server.contract.money import Money
from hardware.crypto.record import Record
from hardware.crypto.secret import Secret
from hardware.errors import DeviceError
from hardware.logs.process_log import FRAMES
from hardware.protocol.cabinet import CabinetStatus
from hardware.protocol.card_reader import CardReaderStatus
from hardware.protocol.door_lock import DoorLockStatus
from hardware.protocol.escpos_replies import PrinterStatus
from hardware.protocol.pin_pad import PinPadStatus
from hardware.transport.printer_log import logged
from hardware.transport.serial_port import SerialPort
from kiosk.bank.bank_worker import BankWorker
from kiosk.bank.client import BankClient
from kiosk.bank.link_state import LinkState
from kiosk.devices.device_set import DeviceHealth, DeviceSet, threaded
from kiosk.devices.pad_key import load_pad_key
from kiosk.devices.software_pad import SoftwarePad
from kiosk.identity import Identity, read_card_token_key
from kiosk.journal.boots import first_entries
from kiosk.journal.days import business_day
from kiosk.journal.disk import Disk
from kiosk.journal.entry import Entry
from kiosk.journal.events import SystemStop
from kiosk.journal.journal_worker import JournalWorker
from kiosk.journal.reader import read_money
from kiosk.journal.replay import open_money
from kiosk.journal.retention import Limits
from kiosk.journal.seals_folder import FolderSeals
from kiosk.journal.writer import Journal, JournalClocks
from kiosk.journal_places import journal_disk
from kiosk.maintenance.chores import ChoreWorker
from kiosk.maintenance.putting_together import staff_at
from kiosk.maintenance.staff_book import StaffBook, staff_file
from kiosk.maintenance.staff_desk import StaffDesk
from kiosk.maintenance.staff_worker import StaffWorker
from kiosk.maintenance.tools import Tools
from kiosk.money.ports import Ports
from kiosk.receipts.words import WordsOf, plain_words
from kiosk.runtime.core_loop import CoreLoop
from kiosk.settings import PinEntryPlace, Profile, ReceiptPrinterKind, Settings, settings_hash
from kiosk.version import VERSION
from kiosk.visits.house import House
from kiosk.visits.kiosk_core import KioskCore
from kiosk.visits.pin_entry import PinEntryDesk
from kiosk.visits.receipt_desk import ReceiptDesk, Stationery

CARD_TOKEN_KEY_SIZE: Final = 32
_FRAMES: Final = logging.getLogger(FRAMES)
# What is on its way on a line takes real time, also where a round sets `time.monotonic` forward.
LINE_CLOCK: Final = time.perf_counter
BANK_CLOSE_TIMEOUT_S: Final = 1.0  # after the devices, whose end it has used as well


class _Relay:
    """Hands on what devices and link say to the core, which is made after them."""

    def __init__(self) -> None:
        self.core: KioskCore | None = None

    def card_reader_changed(self, status: CardReaderStatus) -> None:
        self._core.devices.card_reader_changed(status)

    def hsm_changed(self, record: Record) -> None:
        self._core.devices.hsm_changed(record)

    def hsm_refused(self, error: DeviceError) -> None:
        self._core.devices.hsm_refused(error)

    def pin_pad_changed(self, status: PinPadStatus) -> None:
        self._core.devices.pin_pad_changed(status)

    def cabinet_changed(self, status: CabinetStatus) -> None:
        self._core.devices.cabinet_changed(status)

    def receipt_printer_changed(self, status: PrinterStatus) -> None:
        self._core.devices.receipt_printer_changed(status)

    def door_lock_changed(self, status: DoorLockStatus) -> None:
        self._core.devices.door_lock_changed(status)

    def health_changed(self, health: DeviceHealth) -> None:
        self._core.devices.health_changed(health)

    def link(self, state: LinkState) -> None:
        self._core.link(state)

    @property
    def _core(self) -> KioskCore:
        assert self.core is not None
        return self.core


class _MirrorNews:
    """What became of the journal's mirror; kept until there is a journal to write it into."""

    def __init__(self) -> None:
        self._worker: JournalWorker | None = None
        self._early: list[Entry] = []

    def hear(self, entry: Entry) -> None:
        if self._worker is None:
            self._early.append(entry)
        else:
            self._worker.note([entry])

    def goes_to(self, worker: JournalWorker) -> None:
        self._worker = worker
        if self._early:
            worker.note(self._early)


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A whole kiosk but its screen. `start` once, `close` once."""

    core: KioskCore
    loop: CoreLoop
    ports: Ports
    identity: Identity
    settings: Settings
    journal: Journal
    _journal_worker: JournalWorker
    _bank_worker: BankWorker
    _client: BankClient
    _devices: DeviceSet
    _disk: Disk
    _staff: StaffDesk
    _staff_worker: StaffWorker
    _chores: ChoreWorker

    def start(self) -> None:
        """Take up what the journal holds open, then serve."""
        money = open_money(read_money(self._disk))
        now = settings_hash(self.settings)
        begin = first_entries(self.journal.previous, VERSION, now, money.settings_hash)
        self.loop.start()
        self._journal_worker.start()
        self._bank_worker.start()
        self._staff_worker.start()
        self._chores.start()
        self._journal_worker.submit(begin, lambda _seq: None)
        self._devices.start()
        self.loop.post(lambda: self.core.start(money))

    def close(self, why: str) -> None:
        """Orderly end: what the HSM is doing goes on by itself, and the journal says so.

        Devices and bank end side by side: whoever started the kiosk waits 3.5 s and no longer.
        """
        self.loop.post(self._staff.stop)
        self._bank_worker.stop()
        self._devices.close()
        self._bank_worker.close(BANK_CLOSE_TIMEOUT_S)
        self._staff_worker.close()
        self._chores.close()
        self._journal_worker.submit([Entry(SystemStop("system", why))], lambda _seq: None)
        self._journal_worker.close()
        self.loop.close()
        self._client.close()
        self.journal.close()


def assemble(
    state: Path,
    settings: Settings,
    identity: Identity,
    on_fatal: Callable[[BaseException], None],
    *,
    needs_request: bool = False,
    words_of: WordsOf = plain_words,
    end: Callable[[str], None] = lambda _why: None,
    sources: Mapping[str, str] = MappingProxyType({}),
    spoken: tuple[str, ...] = (),
) -> Kiosk:
    """Make everything and open the journal; nothing runs yet.

    on_fatal: called in any thread when the core or the journal can no longer be trusted.
    needs_request: a card alone begins no visit (automation).
    words_of: what receipts are printed in.
    sources: where each setting comes from. spoken: languages that the screens have.
    end: called in the core thread when staff at the machine ask for the program's end.
    Raises JournalBusy, JournalBroken, JournalFailed, StaffBookBroken.
    """
    started_s = time.monotonic()
    zone = ZoneInfo(settings.time_zone)
    clocks = JournalClocks(
        utc_ms=_utc_ms,
        mono_ms=lambda: round((time.monotonic() - started_s) * 1000),
        day=lambda: business_day(_utc_ms(), zone, settings.day_ends_minute),
    )
    mirror_news = _MirrorNews()
    disk = journal_disk(state, settings, mirror_news.hear)
    seals = FolderSeals(identity.journal_seal)
    journal = Journal(disk, settings.atm_name, clocks, seals, os.urandom)
    relay = _Relay()
    loop = CoreLoop(monotonic=time.monotonic, on_fatal=on_fatal)
    limits = Limits(settings.journal_days, settings.journal_mb)
    journal_worker = JournalWorker(journal, loop.post, on_fatal, limits)
    mirror_news.goes_to(journal_worker)
    client = BankClient(
        settings.bank_url, identity.ca, identity.certificate, identity.key, monotonic=LINE_CLOCK
    )
    bank_worker = BankWorker(client, loop.post, relay.link, monotonic=time.monotonic)
    devices = DeviceSet(
        lambda name: logged(
            SerialPort(str(settings.port_path(name, state)), baud=settings.baud(name)),
            name,
            _log_frame,
            LINE_CLOCK,
        ),
        threaded(loop.post, time.monotonic),
        relay,
        monotonic=LINE_CLOCK,
        random_bytes=os.urandom,
        has_printer=settings.receipt_printer is not ReceiptPrinterKind.NONE,
        has_door_lock=settings.door_lock_number is not None,
    )
    pins = _pin_desk(loop, devices, settings, identity)
    ports = Ports(
        loop=loop,
        devices=devices.devices,
        bank=bank_worker,
        journal=journal_worker,
        pins=pins,
        anchor=journal.anchor,
        random_bytes=os.urandom,
        take_cash_s=settings.take_cash_s,
    )
    token_key = read_card_token_key(identity.card_token_key)
    if token_key is None:
        # Before provisioning no card is served, so nothing is ever named by this one.
        token_key = Secret(secrets.token_bytes(CARD_TOKEN_KEY_SIZE))
    house = _house(settings, journal.boot, needs_request=needs_request)
    stationery = Stationery(settings.atm_name, settings.atm_place, zone, words_of)
    receipts = ReceiptDesk(ports, stationery, devices.devices.receipt_printer)
    core = relay.core = KioskCore(ports, pins, house, token_key, receipts)
    staff_worker = StaffWorker(StaffBook(staff_file(state), os.urandom), loop.post)
    chores = ChoreWorker(loop.post)
    tools = Tools(
        ports=ports,
        core=core,
        supervision=core.supervision,
        devices=core.devices,
        loads=core.loads,
        bins=core.bins,
        counting=core.counting,
        house=house,
        staff=staff_worker,
        chores=chores,
        note_tests=core.note_tests,
        disk=disk,
        state=state,
        settings=settings,
        sources=sources,
        spoken=spoken,
        identity=identity,
        zone=zone,
        stationery=stationery,
        end=end,
        utc_ms=_utc_ms,
    )
    return Kiosk(
        core,
        loop,
        ports,
        identity,
        settings,
        journal,
        journal_worker,
        bank_worker,
        client,
        devices,
        disk,
        staff_at(core, tools),
        staff_worker,
        chores,
    )


def _pin_desk(
    loop: CoreLoop, devices: DeviceSet, settings: Settings, identity: Identity
) -> PinEntryDesk:
    glass = None
    if settings.pin_entry is not PinEntryPlace.PAD and identity.pad_key.exists():
        pad_key = load_pad_key(identity.pad_key)
        glass = SoftwarePad(pad_key, loop=loop, random_bytes=os.urandom)
    return PinEntryDesk(
        loop,
        devices.devices.pin_pad,
        glass,
        uses_pad=settings.pin_entry is not PinEntryPlace.SCREEN,
    )


def _house(settings: Settings, boot: int, *, needs_request: bool) -> House:
    currency = settings.currency
    per_unit = minor_per_unit(currency)
    return House(
        currency=currency,
        minor_per_unit=per_unit,
        denominations=tuple(Money(minor, currency) for minor in settings.denominations),
        quick_amounts=tuple(Money(units * per_unit, currency) for units in settings.quick_amounts),
        notes_max=settings.notes_max,
        touch_pin=settings.pin_entry is not PinEntryPlace.PAD,
        uses_pad=settings.pin_entry is not PinEntryPlace.SCREEN,
        quiet_s=settings.quiet_s,
        warning_s=settings.warning_s,
        take_card_s=settings.take_card_s,
        take_receipt_s=settings.take_receipt_s,
        print_s=settings.print_s,
        message_s=settings.message_s,
        goodbye_s=settings.goodbye_s,
        language_s=settings.language_s,
        service_notice_s=settings.service_notice_s,
        language=settings.language,
        languages=settings.languages,
        needs_request=needs_request,
        software=VERSION,
        boot=boot,
        has_printer=settings.receipt_printer is not ReceiptPrinterKind.NONE,
        keeps_card=settings.profile is Profile.CHIP,
        door_lock=settings.door_lock_number,
    )


def _log_frame(line: str) -> None:
    _FRAMES.info("%s", line)


def _utc_ms() -> int:
    return time.time_ns() // 1_000_000
