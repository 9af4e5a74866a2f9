"""Whether the machine serves customers, and if not, why: pure, apart from any visit.

The supervisor holds what is known of the machine (`Conditions`) and derives the service from it,
so there is no sequence of events after which the two can disagree.
Source: docs/architecture.md, two machines; staff codes OOS-01 .. OOS-21.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from kiosk.domain.door_lock import Concern

CLOCK_OFF_MAX_S: Final = 300.0  # of the machine's clock against the bank's


class Device(StrEnum):
    """The serial devices; the values are port names."""

    CARD_READER = "card_reader"
    HSM = "hsm"
    PIN_PAD = "pin_pad"
    CABINET = "cabinet"
    RECEIPT_PRINTER = "receipt_printer"
    DOOR_LOCK = "door_lock"


class Mode(StrEnum):
    STARTING = "starting"
    OFF = "off"
    IN_SERVICE = "in-service"
    NO_CASH = "no-cash"
    OUT_OF_SERVICE = "out-of-service"


class Reason(StrEnum):
    """The codes that staff read in the corner of the screen."""

    LINK = "OOS-01"
    CASH_OUT = "OOS-02"
    DISPENSER = "OOS-04"
    SUSPECT = "OOS-06"
    CARD_READER = "OOS-07"
    PIN_PAD = "OOS-08"
    PAPER = "OOS-09"
    JOURNAL = "OOS-10"
    DOOR = "OOS-11"
    BATTERY = "OOS-12"
    KEY_OFF = "OOS-13"
    NOT_PROVISIONED = "OOS-14"
    BY_BANK = "OOS-15"
    ENVELOPES = "OOS-16"
    CABINET = "OOS-17"
    UNSETTLED = "OOS-18"
    UNCOUNTED = "OOS-19"
    STAFF = "OOS-20"
    DOOR_LOCK = "OOS-21"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is known of the machine.

    Attributes:
        recovered: every transaction that the journal left open has its DONE.
        bank_asked: the first heartbeat has ended, whether with an answer or without.
        devices_tried: every port has been tried once, so what is away is really away.
        probed: the HSM holds no transaction that the journal does not know.
        key_on: the key switch.
        uncounted: the key was off, and the operator has not counted the notes since.
        staffed: somebody is logged in at the supervisor menu.
        uncompared: they are counted, and the HSM has not said yet what it had then.
        link_up: the bank has answered within its time.
        present: devices that answer and are what they should be.
        reader_jammed: a card sticks in the reader.
        provisioned: no HSM or PIN pad is known to lack its key.
        door_open: the safe door.
        canister_out: one of this machine's canisters is not in the safe; without it the bank
            grants no cash at all.
        jammed: no canister that has notes gives one, and one of them at least is jammed.
        cash: some amount can be paid.
        envelope_room: the bin of the envelope slot is not full.
        slot_doubtful: the slot could not tell, or does not work; nobody has looked at it since.
        on_battery: the mains are gone; what is under way goes on, and nobody new is served.
        clock_wrong: it differs from the bank's by more than a journal may be wrong.
        disk_low: the journal's disk is nearly full; what is left is for what is under way.
        halted: why no cash may be paid until a person has looked, or empty; of the journal, why
            nobody may be served.
        contradicted: a transaction will never have its DONE by itself: two witnesses differ.
        tampered: somebody opened the PIN pad.
        by_bank: the bank has closed this machine.
        cash_stopped: the bank wants no cash paid here.
        customer: a visit is under way.
        unsettled: a transaction has no DONE yet; the next customer waits for it.
        close_untold: the bank has not answered to a close of balancing. Until then no note moves
            but by a load, which the bank hears of after it: the close says what the HSM had then.
        overdue: it has had none for so long that a person must look.
        touch_pin: the PIN can be typed on glass, so the pad device may be missing.
        printer: the machine has a receipt printer. receipts: it is there, and can print.
        has_door_lock: the service door has a lock that tells who came in. door_lock: why somebody
            must look at it.
        printer_asked: it has answered once in this run, or has had its time for that.
    """

    recovered: bool = False
    bank_asked: bool = False
    devices_tried: bool = False
    probed: bool = False
    key_on: bool = False
    uncounted: bool = False
    staffed: bool = False
    uncompared: bool = False
    link_up: bool = False
    present: frozenset[Device] = field(default_factory=frozenset)
    reader_jammed: bool = False
    provisioned: bool = False
    door_open: bool = False
    canister_out: bool = False
    jammed: bool = False
    cash: bool = False
    envelope_room: bool = False
    slot_doubtful: bool = False
    on_battery: bool = False
    clock_wrong: bool = False
    disk_low: bool = False
    halted: str = ""
    contradicted: bool = False
    tampered: bool = False
    by_bank: bool = False
    cash_stopped: bool = False
    customer: bool = False
    unsettled: bool = False
    close_untold: bool = False
    overdue: bool = False
    touch_pin: bool = False
    printer: bool = False
    receipts: bool = False
    printer_asked: bool = False
    has_door_lock: bool = False
    door_lock: Concern = Concern.NONE


@dataclass(frozen=True, slots=True)
class Service:
    """
    Attributes:
        reasons: why not everything works, worst first; empty when all is well.
        closing: the key is off, or the mains are, but a customer is still being served.
        waiting: nobody is invited, because the last customer's transaction has no DONE yet, or the
            bank has not answered to a close.
        recovering: the key is off, and a transaction of before the start has no DONE yet, as when
            the bank is away: staff may look, and touch neither notes nor envelopes.
        envelopes: a deposit may be offered. prints: receipts can be printed.
    """

    mode: Mode
    reasons: tuple[Reason, ...] = ()
    closing: bool = False
    waiting: bool = False
    recovering: bool = False
    envelopes: bool = False
    prints: bool = False

    @property
    def serves(self) -> bool:
        return self.mode in {Mode.IN_SERVICE, Mode.NO_CASH}


def service(now: Conditions) -> Service:
    """The service that these conditions allow.

    Off waits for the customer: turning the key with a visit under way only sets `closing`.
    """
    serving = _serving(now)
    envelopes = serving.serves and now.envelope_room and not now.slot_doubtful
    return replace(serving, envelopes=envelopes, prints=now.printer and now.receipts)


def _serving(now: Conditions) -> Service:
    late: tuple[Reason, ...] = (Reason.UNSETTLED,) if now.overdue else ()
    # Off or in service, staff and bank are told of a door that nobody can vouch for.
    late += (Reason.DOOR_LOCK,) if now.door_lock and not _door_is_fatal(now) else ()
    is_shut = now.contradicted or _journal_halted(now)
    is_off = not now.key_on and not now.customer
    is_asked = now.bank_asked and now.devices_tried
    if not is_shut and not (is_asked and (now.recovered or is_off)):
        return Service(Mode.STARTING, late)
    if is_off:
        recovering = not is_shut and not now.recovered
        return Service(Mode.OFF, (Reason.KEY_OFF, *late), recovering=recovering)
    closing = not now.key_on or (now.on_battery and now.customer)
    waiting = _waits(now) and not now.customer
    if fatal := _fatal(now):
        return Service(Mode.OUT_OF_SERVICE, fatal + late, closing)
    # Every other device must have spoken before it counts as there. Nobody is told that there are
    # no receipts by a machine that has not asked yet.
    if now.printer and not now.printer_asked and not now.customer:
        return Service(Mode.STARTING, late)
    # A machine without receipts serves as ever; staff and bank are told.
    late += (Reason.PAPER,) if now.printer and not now.receipts else ()
    # The same without deposits.
    late += () if now.envelope_room and not now.slot_doubtful else (Reason.ENVELOPES,)
    if cashless := _cashless(now):
        return Service(Mode.NO_CASH, cashless + late, closing, waiting)
    return Service(Mode.IN_SERVICE, late, closing, waiting)


def may_begin_visit(now: Conditions) -> bool:
    """No customer before the last one's transaction has its DONE, and the bank has each close."""
    serving = service(now)
    return serving.serves and not serving.closing and not now.customer and not _waits(now)


def _waits(now: Conditions) -> bool:
    return now.unsettled or now.close_untold


def may_pay(now: Conditions) -> bool:
    """Whether a withdrawal may be offered and begun."""
    return service(now).mode is Mode.IN_SERVICE and not now.unsettled


def takes_envelopes(now: Conditions) -> bool:
    """Whether a deposit may be offered; begun, it waits for the transaction before it."""
    return service(now).envelopes


def _fatal(now: Conditions) -> tuple[Reason, ...]:
    pad_needed = not now.touch_pin
    found = (
        (Reason.JOURNAL, _journal_halted(now) or now.disk_low or now.clock_wrong),
        (Reason.SUSPECT, now.contradicted),
        (Reason.BY_BANK, now.by_bank),
        (Reason.CARD_READER, Device.CARD_READER not in now.present or now.reader_jammed),
        (Reason.PIN_PAD, now.tampered or (pad_needed and Device.PIN_PAD not in now.present)),
        (Reason.CABINET, Device.CABINET not in now.present),
        (Reason.BATTERY, now.on_battery and not now.customer),
        (Reason.DOOR_LOCK, _door_is_fatal(now)),
        (Reason.STAFF, now.staffed),
        (Reason.NOT_PROVISIONED, not now.provisioned),
        (Reason.UNCOUNTED, now.uncounted and not now.customer),
        (Reason.LINK, not now.link_up),
    )
    return tuple(reason for reason, holds in found if holds)


def _door_is_fatal(now: Conditions) -> bool:
    """With the key off or a customer there it is told, and stops nobody's money half-way."""
    return now.key_on and not now.customer and now.door_lock.stops_service


def _cashless(now: Conditions) -> tuple[Reason, ...]:
    found = (
        (Reason.SUSPECT, bool(now.halted)),
        (Reason.DISPENSER, not _dispenser_is_known(now) or now.canister_out or now.jammed),
        (Reason.DOOR, now.door_open),
        (Reason.BY_BANK, now.cash_stopped),
        (Reason.CASH_OUT, not now.cash and not now.jammed),
    )
    return tuple(reason for reason, holds in found if holds)


def _dispenser_is_known(now: Conditions) -> bool:
    """The HSM answers, and has said what had to be heard of it before it pays again."""
    return Device.HSM in now.present and now.probed and not now.uncompared


def _journal_halted(now: Conditions) -> bool:
    return now.halted.startswith("journal")
