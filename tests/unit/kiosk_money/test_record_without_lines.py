"""A FINAL record that the bank's contract cannot carry stops the service, not the core."""

from __future__ import annotations

from uuid import UUID

from bank_server.contract.message import Anchor
from hardware.crypto.record import Record, RecordKind, TxnOutcome
from kiosk.domain.transactions.withdrawal.states import Stuck
from kiosk.domain.transactions.withdrawal.table import resume
from kiosk.money.ports import Ports
from kiosk.money.withdrawal import Withdrawal
from kiosk.runtime.virtual_loop import VirtualLoop

TXID = bytes(range(16))
FINAL = Record(
    RecordKind.FINAL, UUID(int=1), TXID, bytes(16), TxnOutcome.VOID, lines=(), mac=bytes(16)
)


class Bank:
    def __init__(self):
        self.asked = []

    def submit(self, request, deliver):
        self.asked.append(request)


def test_a_final_record_without_lines_waits_for_a_person():
    """Found at the start of service; nothing is sent, and the journal keeps the open entry."""
    loop, bank, ended = VirtualLoop(), Bank(), []
    ports = Ports(
        loop=loop,
        devices=None,
        bank=bank,
        journal=None,
        pins=None,
        anchor=Anchor.zero,
        random_bytes=bytes,
        take_cash_s=30,
    )
    run = Withdrawal(ports, None, bytes(16), lambda news: None, ended.append)
    run.start(resume(TXID, FINAL, commanded=False))
    loop.run_ready()

    assert [Stuck(TXID, "the bank refused the record: bad-request")] == ended
    assert [] == bank.asked
