"""Money's surroundings, played by the test: everything asked is kept until the test answers it."""

from __future__ import annotations

from uuid import UUID

from bank_server.contract.message import Anchor
from bank_server.contract.money import Money
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from kiosk.domain.mix import CanisterNotes
from kiosk.domain.transactions.withdrawal.job import Job
from kiosk.journal.entry import Entry, Out
from kiosk.money.ports import Ports
from kiosk.runtime.virtual_loop import VirtualLoop

TXID = bytes(range(16))
TICKET = b"t" * 16
VISIT = "1-1"
ANCHOR = Anchor(seq=9, h="ab" * 32, m="cd" * 16)
JOB = Job(
    TXID,
    Money(50_00, "EUR"),
    (CanisterNotes(1, Money(10_00, "EUR"), 1), CanisterNotes(2, Money(20_00, "EUR"), 2)),
)


class Waiting:
    """Stands for reader, pad and bank: keeps what was asked until the test answers."""

    def __init__(self):
        self.asked = []
        self.deliver = None

    def submit(self, asked, deliver):
        self.asked.append(asked)
        self.deliver = deliver

    def block(self, slot, card_id, challenge, deliver):
        self.asked.append((slot, card_id.reveal(), challenge))
        self.deliver = deliver


class Device(Waiting):
    """Keeps the driver's calls as (name, arguments)."""

    def submit(self, asked, deliver):
        super().submit(asked(self), deliver)

    def __getattr__(self, name):
        return lambda *arguments: (name, *arguments)


class Journal:
    def __init__(self):
        self.entries = []
        self._then = []

    def submit(self, entries, deliver):
        self.entries += entries
        self._then.append(deliver)

    def note(self, entries):
        self.entries += entries

    def written(self):
        """What was handed in first is on disk."""
        self._then.pop(0)(len(self.entries))


class Desk:
    def __init__(self, pace=1.0):
        self.loop, self.journal = VirtualLoop(), Journal()
        self.bank, self.pins = Waiting(), Waiting()
        self.hsm, self.reader, self.cabinet = Device(), Device(), Device()
        ports = {"card_reader": self.reader, "hsm": self.hsm, "cabinet": self.cabinet}
        devices = type("Devices", (), ports)()
        self.ports = Ports(
            loop=self.loop,
            devices=devices,
            bank=self.bank,
            journal=self.journal,
            pins=self.pins,
            anchor=lambda: ANCHOR,
            random_bytes=bytes,
            take_cash_s=45,
            pace=pace,
        )


def entry(event, out=Out.OK, visit=VISIT):
    return Entry(event, visit=visit, out=out)


def line(canister, picked=0, rejected=0, presented=0):
    return RecordLine(canister, LineFlag.LOADED, 1, 100, 50, picked, rejected, presented, 0)


def record(kind, *lines, outcome=TxnOutcome.NONE, txid=TXID, ticket=TICKET):
    return Record(kind, UUID(int=1), txid, ticket, outcome, lines or (line(1), line(2)), bytes(16))


def final(outcome, *lines, txid=TXID, ticket=TICKET):
    return record(RecordKind.FINAL, *lines, outcome=outcome, txid=txid, ticket=ticket)
