"""Start of service: every transaction that the journal or the HSM holds open is brought to DONE.

First what the journal knows, oldest first; then the HSM is asked for a transaction that the
journal does not know, which happens when the kiosk's disk was lost.
Source: docs/protocols.md, section 4 (GET zeros); docs/architecture.md, recovery.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

from hardware.crypto.record import Record, RecordKind
from hardware.errors import DeviceError
from hardware.status import Status
from kiosk.devices.results import Done, NotDone, Result
from kiosk.domain.transactions import one_question
from kiosk.domain.transactions.deposit import parts as envelope
from kiosk.domain.transactions.deposit.table import resume as resume_deposit
from kiosk.domain.transactions.withdrawal.effects import Ended, Halt, News, Short
from kiosk.domain.transactions.withdrawal.states import Finished, Stuck
from kiosk.domain.transactions.withdrawal.table import adopt, resume
from kiosk.journal.entry import Out
from kiosk.journal.events import (
    DepositFail,
    DepositInserted,
    DepositNotInserted,
    RecoveryDecision,
)
from kiosk.journal.replay import (
    TICKET_NONE,
    EnvelopeEnd,
    MoneyState,
    OpenLoad,
    OpenTransaction,
)
from kiosk.money.deposit import OPERATION as DEPOSIT
from kiosk.money.deposit import Deposit
from kiosk.money.note_test import OPERATION as NOTE_TEST
from kiosk.money.note_test import REJECTED as NOTE_TEST_REJECTED
from kiosk.money.one_question import OPERATIONS, OneQuestion
from kiosk.money.ports import Ports
from kiosk.money.withdrawal import NOT_PAID, Withdrawal

ANY_TXID: Final = bytes(16)
PROBE_AGAIN_S: Final = 1.0
_PROVEN: Final = frozenset({"RES", DepositInserted.CODE, DepositNotInserted.CODE})
ADOPTIONS_MAX: Final = 8  # the HSM has one transaction; more in a row is not a kiosk's world


class Recovery:
    """Runs once at start, and again when the HSM turns out to hold a foreign transaction."""

    def __init__(
        self,
        ports: Ports,
        state: MoneyState,
        *,
        read: Callable[[], None],
        adopting: Callable[[], None],
        done: Callable[[bytes, bytes], None],
        stop: Callable[[str], None],
        halt: Callable[[str], None],
        slot_doubt: Callable[[], None],
        counted: Callable[[Record], None],
        load: Callable[[OpenLoad], None],
    ) -> None:
        """read: the journal's own have their DONE; only cash waits for the HSM now. adopting: the
        HSM holds one more. done: hears the FINAL record stored last and its ticket. stop: a
        result came after which a person must look; the recovery goes on. halt: the same, and it
        never goes on by itself. slot_doubt: people must look at the envelope slot. counted: hears
        each FINAL record."""
        self._ports = ports
        self._open = deque(state.open)
        self._last_ticket = state.last_ticket
        self._last_record = state.last_record
        self._read = read
        self._adopting = adopting
        self._done = done
        self._stop = stop
        self._halt = halt
        self._slot_doubt = slot_doubt
        self._counted = counted
        self._load = load
        self._adoptions = 0
        self._running: Withdrawal | OneQuestion | Deposit | None = None

    def start(self) -> None:
        self._next()

    def hurry(self) -> None:
        """The link is back: whatever waits to ask the bank again asks now."""
        if self._running is not None:
            self._running.hurry()

    def _next(self) -> None:
        self._running = None
        if not self._open:
            self._read()
            self._probe()
            return
        match self._open.popleft():
            case OpenLoad() as load:
                self._load(load)
                self._next()
            case OpenTransaction() as found:
                self._resume(found)

    def _resume(self, found: OpenTransaction) -> None:
        operation = "" if found.intent is None else found.intent.operation
        self._decide(found.txid, _last(found), "asked", "resume")
        if found.intent is not None and operation in OPERATIONS:
            question = OneQuestion(self._ports, None, found.intent, _nobody, self._next, _never)
            self._running = question
            question.start(one_question.resume(found.txid))
            return
        if operation == DEPOSIT:
            self._resume_deposit(found)
            return
        final = None if found.res is None else Record.parse(found.res.record)
        run = self._run(
            b"" if found.hold_copy is None else found.hold_copy.copy,
            NOTE_TEST_REJECTED if operation == NOTE_TEST else NOT_PAID,
        )
        run.start(resume(found.txid, final, commanded=found.cmd is not None))

    def _resume_deposit(self, found: OpenTransaction) -> None:
        def ended(state: envelope.Finished | envelope.Stuck) -> None:
            if isinstance(state, envelope.Stuck):
                self._halt(state.why)
                return
            self._next()

        run = Deposit(self._ports, None, _nobody, ended, self._slot_doubt)
        self._running = run
        result = None if found.envelope is None else _result(found.envelope)
        is_approved = found.approved is not None
        run.start(resume_deposit(found.txid, is_approved=is_approved, result=result))

    def _probe(self) -> None:
        """Ask the HSM for its transaction; a machine without an HSM waits for it, without cash."""
        self._ports.devices.hsm.submit(lambda hsm: hsm.get(ANY_TXID), self._probed)

    def _probed(self, result: Result[Record]) -> None:
        match result:
            case Done(record) if self._is_stored(record):
                self._done(self._last_ticket, self._last_record)
            case Done(record) if self._adoptions < ADOPTIONS_MAX:
                self._adoptions += 1
                self._adopting()
                self._decide(record.txid, "none", record.kind.name.lower(), "adopt")
                self._run().start(adopt(record))
            case Done():
                self._halt("the HSM changes its transaction by itself")
            case NotDone(DeviceError(status=Status.TXN_NOT_CURRENT | Status.NOT_PROVISIONED)):
                self._done(self._last_ticket, self._last_record)
            case _:
                self._ports.loop.after(PROBE_AGAIN_S, self._probe)

    def _is_stored(self, record: Record) -> bool:
        """Whether this journal has it. Every test of the dispenser has the same ticket, zeros."""
        if record.kind is not RecordKind.FINAL or record.ticket != self._last_ticket:
            return False
        return record.ticket != TICKET_NONE or record.encode() == self._last_record

    def _run(self, hold_copy: bytes = b"", not_paid: str = NOT_PAID) -> Withdrawal:
        def ended(state: Finished | Stuck) -> None:
            if run.final is not None:
                self._last_ticket = run.final.ticket
                self._counted(run.final)
                self._last_record = run.final.encode()
            if isinstance(state, Stuck):
                self._halt(state.why)
                return
            self._next()

        def tell(news: News | Short | Ended | Halt) -> None:
            """Nobody waits for the result of a transaction from before the start."""
            if isinstance(news, Halt):
                self._stop(news.why)

        run = Withdrawal(
            self._ports,
            None,
            self._last_ticket,
            tell,
            ended,
            hold_copy=hold_copy,
            not_paid=not_paid,
        )
        self._running = run
        return run

    def _decide(self, txid: bytes, found: str, device: str, action: str) -> None:
        event = RecoveryDecision(
            txid=txid, found=found, device=device, is_proven=found in _PROVEN, action=action
        )
        self._ports.note(event, None, Out.OK)


def _last(found: OpenTransaction) -> str:
    """How far the journal has it."""
    if found.envelope is not None:
        return found.envelope.CODE
    if found.approved is not None:
        return found.approved.CODE
    return "RES" if found.res else "CMD" if found.cmd else "INTENT"


def _result(found: EnvelopeEnd) -> envelope.Result:
    """As it is on disk."""
    match found:
        case DepositInserted(envelope=number):
            return envelope.Result(envelope.Fate.ACCEPTED, number)
        case DepositFail():
            return envelope.Result(envelope.Fate.UNKNOWN)
        case _:
            return envelope.Result(envelope.Fate.REFUSED)


def _nobody(_news: object) -> None:
    """Nobody waits for the result of what was begun before the start."""


def _never(_txid: bytes, _answer: Callable[[one_question.Event], None]) -> None:
    raise RuntimeError("a resumed question is never asked again")
