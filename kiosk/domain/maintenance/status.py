"""Item 1: what the machine is like now, line by line; everybody may read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.staff_page import Cell, Line, Moment, Mood, StaffPage, Word
from kiosk.domain.supervisor import CLOCK_OFF_MAX_S, Conditions, Device, Mode, Service

FAULT_COUNT_MAX: Final = 10
CLOCK_WARN_S: Final = 60  # a difference of more than five minutes is OOS-10
DISK_LOW_PERMILLE: Final = 50
DISK_BAD_PERMILLE: Final = 20
UNSENT_WARN: Final = 500  # entries; with a link it is seldom more than fifty
DAYS_WARN: Final = 30
DAYS_BAD: Final = 7


@dataclass(frozen=True, slots=True)
class CanisterFacts:
    """What the HSM's newest record says of one canister; left is None before there is one."""

    number: int
    denomination: Money
    left: int | None
    gives: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """One of the last faults that the journal has, in its words."""

    utc_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class SideFacts:
    """What is beside the service: rooms, clocks and dates. None is what nobody has said yet.

    Attributes:
        clock_ahead_s: of the machine's clock before the bank's.
        disk_permille: free room for the journal.
        unsent: entries of the journal that the bank has not got yet.
        certificate_days: until the machine's own, or the bank's authority, ends; below 0 after it.
        service_open: the door that is not the safe's. on_battery: no mains.
        bolt_open: of that door's lock. closing_code: by which the lock proves that it is shut.
        lock_batteries_low, lock_clock_doubtful: what that lock says of itself.
        paper: as the printer's sensors tell. printer_stop: why it does not go on, or empty.
    """

    clock_ahead_s: int | None = None
    disk_permille: int | None = None
    unsent: int | None = None
    certificate_days: int | None = None
    service_open: bool = False
    on_battery: bool = False
    bolt_open: bool | None = None
    closing_code: str = ""
    lock_batteries_low: bool = False
    lock_clock_doubtful: bool = False
    paper: str = ""
    printer_stop: str = ""


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """
    Attributes:
        low_under: a canister with fewer notes is low.
        queue: transactions and loads that wait for the bank's word.
        faults: the newest first.
        side: the rest.
    """

    service: Service
    conditions: Conditions
    canisters: Sequence[CanisterFacts]
    low_under: int
    queue: int
    faults: Sequence[Fault]
    side: SideFacts = SideFacts()


def page(facts: StatusFacts) -> StaffPage:
    return StaffPage(Word("menu.1"), lines=tuple(_lines(facts)))


def _lines(facts: StatusFacts) -> Iterator[Line]:
    service, now = facts.service, facts.conditions
    mood = Mood.GOOD if service.serves else Mood.WARN
    mode = Word(f"mode.{service.mode.value}")
    yield Line(Word("status.service"), (mode,), Mood.PLAIN if service.mode is Mode.OFF else mood)
    for reason in service.reasons:
        yield Line(reason.value, (Word(f"reason.{reason.value}"),), Mood.WARN)
    for device in Device:
        if device is Device.RECEIPT_PRINTER and not now.printer:
            continue
        if device is Device.DOOR_LOCK and not now.has_door_lock:
            continue
        is_there = device in now.present
        yield _line(Word(f"device.{device.value}"), "status.answers", "status.away", holds=is_there)
    yield _line(Word("status.link"), "status.answers", "status.away", holds=now.link_up)
    for canister in facts.canisters:
        yield _canister(canister, facts.low_under)
    if now.printer:
        yield _line(
            Word("status.receipts"), "status.can-print", "status.cannot", holds=now.receipts
        )
        yield from _printer(facts.side)
    yield _line(Word("status.safe"), "status.closed", "status.open", holds=not now.door_open)
    yield _line(
        Word("status.service-door"),
        "status.closed",
        "status.open",
        holds=not facts.side.service_open,
    )
    if now.has_door_lock:
        yield from _bolt(facts.side)
    yield _line(
        Word("status.power"), "status.mains", "status.battery", holds=not facts.side.on_battery
    )
    yield _line(Word("status.envelopes"), "status.room", "status.full", holds=now.envelope_room)
    if now.slot_doubtful:
        yield Line(Word("status.slot"), (Word("status.look"),), Mood.BAD)
    yield _line(Word("status.pad"), "status.whole", "status.tampered", holds=not now.tampered)
    yield Line(Word("status.queue"), (facts.queue,), Mood.WARN if facts.queue else Mood.GOOD)
    yield from _side(facts.side)
    for fault in facts.faults[:FAULT_COUNT_MAX]:
        yield Line(Moment(fault.utc_ms), (fault.text,), Mood.FAINT)


def _bolt(side: SideFacts) -> Iterator[Line]:
    """A lock that says nothing is not shut."""
    if side.bolt_open is None:
        yield Line(Word("status.bolt"), (Word("status.unknown"),), Mood.BAD)
    else:
        yield _line(
            Word("status.bolt"), "status.locked", "status.unlocked", holds=not side.bolt_open
        )
    if side.lock_batteries_low:
        yield Line(Word("status.bolt-batteries"), (Word("status.bolt-low"),), Mood.WARN)
    if side.lock_clock_doubtful:
        yield Line(Word("status.bolt-clock"), (Word("status.bolt-unset"),), Mood.WARN)
    if side.closing_code:
        yield Line(Word("status.closing-code"), (side.closing_code,))


def _printer(side: SideFacts) -> Iterator[Line]:
    if side.paper:
        mood = {"ok": Mood.GOOD, "low": Mood.WARN}.get(side.paper, Mood.BAD)
        yield Line(Word("status.paper"), (Word(f"status.paper-{side.paper}"),), mood)
    if side.printer_stop:
        stop = Word(f"status.printer-{side.printer_stop}")
        yield Line(Word("device.receipt_printer"), (stop,), Mood.BAD)


def _side(side: SideFacts) -> Iterator[Line]:
    """What has no value yet is told, too: nobody takes it for good."""
    unsent = side.unsent
    is_behind = unsent is not None and unsent > UNSENT_WARN
    yield _valued("status.unsent", unsent, unsent, Mood.WARN if is_behind else Mood.GOOD)
    free = side.disk_permille
    percent = None if free is None else Word("status.percent", (free // 10,))
    yield _valued("status.disk", free, percent, _low(free, DISK_LOW_PERMILLE, DISK_BAD_PERMILLE))
    ahead = side.clock_ahead_s
    seconds = None if ahead is None else Word("status.seconds", (f"{ahead:+d}",))
    yield _valued("status.clock", ahead, seconds, _clock(ahead))
    yield certificate("status.certificate", side.certificate_days)


def certificate(name: str, days: int | None) -> Line:
    """How long it is good. None: its file cannot be read, and then nothing will be encrypted."""
    if days is None:
        return Line(Word(name), (Word("status.unreadable"),), Mood.BAD)
    said = Word("status.days", (days,)) if days >= 0 else Word("status.ended")
    return Line(Word(name), (said,), _low(days, DAYS_WARN, DAYS_BAD))


def _valued(name: str, value: int | None, shown: Cell, mood: Mood) -> Line:
    if value is None:
        return Line(Word(name), (None,), Mood.FAINT)
    return Line(Word(name), (shown,), mood)


def _low(value: int | None, warn: int, bad: int) -> Mood:
    """The less of it, the worse."""
    if value is None or value < bad:
        return Mood.BAD
    return Mood.WARN if value < warn else Mood.GOOD


def _clock(ahead_s: int | None) -> Mood:
    if ahead_s is None or abs(ahead_s) <= CLOCK_WARN_S:
        return Mood.GOOD
    return Mood.BAD if abs(ahead_s) > CLOCK_OFF_MAX_S else Mood.WARN


def _line(name: Cell, good: str, bad: str, *, holds: bool) -> Line:
    return Line(name, (Word(good if holds else bad),), Mood.GOOD if holds else Mood.BAD)


def _canister(canister: CanisterFacts, low_under: int) -> Line:
    name = Word("status.canister", (canister.number,))
    if canister.left is None:
        return Line(name, (canister.denomination, None), Mood.FAINT)
    mood = Mood.GOOD
    if not canister.gives or not canister.left:
        mood = Mood.BAD
    elif canister.left < low_under:
        mood = Mood.WARN
    return Line(name, (canister.denomination, canister.left), mood)
