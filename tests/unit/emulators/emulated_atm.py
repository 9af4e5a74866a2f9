"""One ATM's devices in memory, its real drivers, a clock that only tests move, and a small bank."""

from __future__ import annotations

import hashlib
from itertools import count
from uuid import UUID

from hardware.crypto import record as records
from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.voucher import VoucherTerms, seal
from hardware.drivers.cabinet import Cabinet
from hardware.drivers.card_reader import CardReader
from hardware.drivers.hsm import Hsm
from hardware.drivers.pin_pad import PinPad
from hardware.drivers.receipt_printer import ReceiptPrinter
from hardware.emulators.dispenser import Delays
from hardware.emulators.memories import MemoryMemories
from hardware.emulators.world import World
from hardware.protocol.cabinet import CabinetFlag
from hardware.protocol.link import Link
from hardware.transport.memory import MemoryTransport

ATM = UUID("0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8")
ALICE = UUID("7c9e6679-7425-40de-944b-e07fc1f90ae7")
NOTHING = bytes(16)
NOTES_EACH = 100


class Clock:
    """Monotonic seconds. Ticks a little at each reading, so that no wait can last for ever."""

    TICK_S = 1e-6

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        self.now += self.TICK_S
        return self.now


class Dice:
    """Bytes that look random and are the same in every run."""

    def __init__(self):
        self._draws = count()

    def __call__(self, size):
        return hashlib.shake_256(str(next(self._draws)).encode()).digest(size)


class PatientLine(MemoryTransport):
    """A line with time: whoever reads waits, on the tests' clock, for what the device will say."""

    def __init__(self, device, clock):
        super().__init__(device)
        self._printer, self._clock = device, clock

    def read(self, timeout_s):
        until_s = self._clock.now + timeout_s
        data = super().read(timeout_s)
        while not data and self._clock.now < until_s:
            due_s = self._printer.next_due()
            self._clock.now = until_s if due_s is None else min(until_s, max(due_s, self._clock()))
            self._printer.catch_up()
            data = self._printer.unasked()
        return data


class EmulatedAtm:
    """Attributes: world, reader, pad, hsm, cabinet, printer (drivers), clock, memories."""

    def __init__(self, *, delays=None):
        self.clock, self.dice, self.memories = Clock(), Dice(), MemoryMemories()
        self._delays = delays or Delays.none()
        self._txids = count(1)
        self.hsm_key = None
        self.restart()

    def restart(self):
        """Power comes back to everything at once; matter and memories are what they were."""
        self.world = World(
            self.memories,
            monotonic=self.clock,
            random_bytes=self.dice,
            delays=self._delays,
        )
        self.reader = CardReader(self.link(self.world.reader))
        self.pad = PinPad(self.link(self.world.pad))
        self.hsm = Hsm(self.link(self.world.hsm))
        self.cabinet = Cabinet(self.link(self.world.cabinet))
        self.printer = self.printer_driver()

    def printer_driver(self, first_id=41, end=None):
        line = PatientLine(self.world.printer, self.clock)
        return ReceiptPrinter(line, monotonic=self.clock, first_id=first_id, end=end)

    def link(self, device):
        return Link(MemoryTransport(device), monotonic=self.clock, first_seq=7)

    def provision(self):
        """HSM and pad get their keys, as in a trusted place."""
        self.hsm_key = self.hsm.provision(ATM)
        self.hsm.commit(ATM)
        self.pad_key = self.pad.provision(ATM)
        self.pad.commit(ATM)

    def fill(self, notes=NOTES_EACH):
        """The technician loads both canisters and shuts the safe."""
        self.door(is_open=True)
        for canister in (1, 2):
            load = self.bank_line(self.hsm.status(NOTHING), canister).load + 1
            self.hsm.load(self.dice(16), canister, load, notes)
        self.door(is_open=False)

    def door(self, *, is_open):
        self.world.set_flag(CabinetFlag.SAFE_DOOR, is_set=is_open)

    def txid(self):
        return next(self._txids).to_bytes(16, "big")

    # The bank.

    def sub(self, name):
        return subkey(self.hsm_key, name)

    def genuine(self, record):
        """The record, if its MAC is the HSM's; RecordInvalid otherwise."""
        return records.verify(record.encode(), self.sub(KeyName.RECEIPT_MAC))

    def bank_line(self, record, canister):
        return next(line for line in record.lines if line.canister == canister)

    def voucher(self, opened, canister, notes, /, *, parts=1, **changed):
        """The bank's word on `notes` notes of a canister, for the transaction of `opened`."""
        line = self.bank_line(opened, canister)
        terms = {
            "hsm": ATM,
            "txid": opened.txid,
            "ticket": opened.ticket,
            "parts": parts,
            "canister": canister,
            "load": line.load,
            "first": line.next,
            "last": line.next + notes,
        } | changed
        enc, mac = self.sub(KeyName.VOUCHER_ENC), self.sub(KeyName.VOUCHER_MAC)
        return seal(VoucherTerms(**terms), enc, mac, self.dice)

    def vouchers(self, opened, **notes):
        """Parts for DISPENSE; notes by canister as c1=3, c2=1."""
        parts = [(int(name[1:]), each) for name, each in notes.items()]
        return [(no, self.voucher(opened, no, each, parts=len(parts))) for no, each in parts]

    # A withdrawal.

    def open(self, last=NOTHING):
        return self.hsm.open(self.txid(), last)

    def stacked(self, last=NOTHING, **notes):
        """Open, pick and stack; the OPEN record."""
        opened = self.open(last)
        self.hsm.dispense(opened.txid, self.vouchers(opened, **notes))
        self.hsm.get(opened.txid)
        return opened

    def presented(self, last=NOTHING, **notes):
        """The same, and the shutter is open."""
        opened = self.stacked(last, **notes)
        self.hsm.present(opened.txid, 30)
        self.hsm.get(opened.txid)
        return opened

    def paid(self, last=NOTHING, **notes):
        """A whole withdrawal; its FINAL record."""
        opened = self.presented(last, **notes)
        self.world.take_cash()
        return self.hsm.get(opened.txid)

    # The auditor.

    def with_customer(self):
        return sum(self.world.works.whereabouts()["customer"].values())

    def notes_in_all(self):
        return sum(sum(place.values()) for place in self.world.works.whereabouts().values())
