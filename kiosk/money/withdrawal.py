"""Runs one withdrawal: carries out the effects of its table and hands the answers back to it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final, assert_never

from pydantic import ValidationError

from bank_server.contract import (
    ProblemCode,
    ResolutionReply,
    ResolutionRequest,
    ResolutionState,
    SettlementReply,
    SettlementRequest,
)
from hardware.crypto.record import Record, RecordKind, TxnOutcome
from hardware.errors import DeviceError
from hardware.status import Status
from kiosk.bank.errors import BankRefused
from kiosk.devices.results import Done, NotDone, Result
from kiosk.domain.mix import total
from kiosk.domain.transactions.withdrawal import effects as do
from kiosk.domain.transactions.withdrawal import events as ev
from kiosk.domain.transactions.withdrawal import states as st
from kiosk.domain.transactions.withdrawal.job import Denial, Job
from kiosk.domain.transactions.withdrawal.moves import Step, counted
from kiosk.domain.transactions.withdrawal.table import step
from kiosk.journal.entry import Out
from kiosk.journal.event_base import Event, NoteCount, NoteMove
from kiosk.journal.events import (
    CashPresented,
    CashRejected,
    CashRetracted,
    CashStacked,
    CashTaken,
    Cmd,
    DispenseFail,
    DispensePartial,
    DispenseSuspect,
    DoneEvent,
    HoldCopy,
    Intent,
    LateAnswer,
    Res,
    ResolutionConfirmed,
    ResolutionSent,
    SettlementConfirmed,
    SettlementQueued,
    SettlementSent,
)
from kiosk.money.again import Again
from kiosk.money.ports import Ports

OPERATION: Final = "withdrawal"
NOT_PAID: Final = "not-paid"
_LOG: Final = logging.getLogger("kiosk.money")
# No honest bank seals such a voucher for this OPEN: somebody changed or exchanged one.
_NOT_OURS: Final = frozenset(
    {Status.VOUCHER_INVALID, Status.FIRST_NOT_NEXT, Status.TOO_MANY, Status.CANISTER}
)
# The bank contradicts the record: no repetition can change that.
_CONTRADICTIONS: Final = frozenset({"receipt-invalid", "settled-differently", "bad-request"})

Authorise = Callable[[Job, Record, Callable[[ev.Approved | ev.Denied], None]], None]


class Withdrawal:
    """One transaction, from `begin`, `resume` or `adopt` to Finished or Stuck.

    Lives in the core thread. `tell` hears every Tell, `ended` the last state, once.
    """

    def __init__(
        self,
        ports: Ports,
        visit: str | None,
        last_ticket: bytes,
        tell: Callable[[do.News | do.Short | do.Ended | do.Halt], None],
        ended: Callable[[st.Finished | st.Stuck], None],
        authorise: Authorise | None = None,
        hold_copy: bytes = b"",
        not_paid: str = NOT_PAID,
    ) -> None:
        """last_ticket: of the FINAL record stored last; OPEN must name it. authorise: None after a
        restart, when no customer is there to be authorised. hold_copy: as the journal has it.
        not_paid: why notes lie in the reject bin that were not presented, for the journal."""
        self._ports = ports
        self._visit = visit
        self._last_ticket = last_ticket
        self._tell = tell
        self._ended = ended
        self._authorise = authorise
        self._hold_copy = hold_copy
        self._not_paid = not_paid
        self._state: st.State | None = None
        self._presented_at: float | None = None
        self._tries = 0
        self._fault = "no-notes"
        self._again = Again(ports.loop)
        self.final: Record | None = None
        self.open_refused = False

    @property
    def state(self) -> st.State | None:
        return self._state

    def start(self, first: Step) -> None:
        self._take(first)

    def hurry(self) -> None:
        """The link is back: ask the bank again now, if that is what this waits for."""
        self._again.hurry()

    def handle(self, event: ev.Event) -> None:
        if self._state is None:
            raise RuntimeError("not started")
        if isinstance(self._state, st.Opening) and isinstance(event, ev.HsmRefused):
            self.open_refused = True
        if isinstance(self._state, st.Picking) and isinstance(event, ev.HsmRefused):
            self._dispense_refused(event.status)
        match self._state, event:
            case st.Authorising(job, cancelled=None), ev.Approved(hold_copy=copy) if copy:
                # On disk with CMD: should the bank lose the hold, this is whose cash it was.
                self._hold_copy = copy
                self._ports.note(HoldCopy(job.txid, copy), self._visit)
        match self._state, event:
            case _, ev.HsmAnswered(record):
                self._log_cash(self._state, record)
            case st.Authorising(job, cancelled=Denial()), ev.Approved():
                # Given up meanwhile: no DISPENSE, and the FINAL void gives the hold back.
                self._ports.note(LateAnswer(job.txid, "void"), self._visit, Out.FAIL)
        self._take(step(self._state, event))

    def _take(self, taken: Step) -> None:
        before, self._state = self._state, taken.state
        for effect in taken.effects:
            self._run(effect)
        if isinstance(taken.state, st.Finished | st.Stuck) and taken.state != before:
            self._ended(taken.state)

    def _run(self, effect: do.Effect) -> None:
        match effect:
            case do.Tell(news):
                if news is do.News.PRESENTED:
                    self._presented_at = self._ports.loop.now()
                self._tell(news)
            case do.WriteIntent(job):
                intent = Intent(job.txid, OPERATION, job.amount, _lines(job))
                self._write((intent, Out.OK))
            case do.WriteCommand(job, ticket):
                self._write((Cmd(job.txid, ticket, _lines(job)), Out.OK))
            case do.WriteResult(txid, final):
                self.final = final
                self._write(*self._result(txid, final))
            case do.WriteDone(txid, state):
                self._write((DoneEvent(txid, state), Out.OK))
            case do.NoteChoice(job, possible, choice):
                partial = DispensePartial(job.txid, job.amount, possible, choice)
                self._ports.note(partial, self._visit)
            case do.OpenHsm(txid):
                last = self._last_ticket
                self._ports.devices.hsm.submit(lambda hsm: hsm.open(txid, last), self._hsm)
            case do.Dispense(txid, vouchers):
                parts = [(voucher.canister, voucher.message) for voucher in vouchers]
                self._ports.devices.hsm.submit(lambda hsm: hsm.dispense(txid, parts), self._hsm)
            case do.Present(txid):
                seconds = self._ports.take_cash_s
                self._ports.devices.hsm.submit(lambda hsm: hsm.present(txid, seconds), self._hsm)
            case do.CancelHsm(txid, delay_s):
                self._later(
                    delay_s,
                    lambda: self._ports.devices.hsm.submit(lambda hsm: hsm.cancel(txid), self._hsm),
                )
            case do.GetRecord(txid, delay_s):
                self._later(
                    delay_s * self._ports.pace,
                    lambda: self._ports.devices.hsm.submit(lambda hsm: hsm.get(txid), self._hsm),
                )
            case do.Authorise(job, opened):
                if self._authorise is None:
                    raise RuntimeError("nobody is there to be authorised")
                self._authorise(job, opened, self.handle)
            case do.Settle(txid, final, delay_s):
                self._again.after(delay_s, lambda: self._settle(txid, final))
            case do.Resolve(txid, delay_s):
                self._again.after(delay_s, lambda: self._resolve(txid))
            case _:
                assert_never(effect)

    def _later(self, delay_s: float, act: Callable[[], None]) -> None:
        if delay_s > 0:
            self._ports.loop.after(delay_s, act)
        else:
            act()

    def _write(self, *events: tuple[Event, Out]) -> None:
        self._ports.write(list(events), self._visit, lambda _seq: self.handle(ev.Written.WRITTEN))

    def _hsm(self, result: Result[Record]) -> None:
        match result:
            case Done(record):
                self.handle(ev.HsmAnswered(record))
            case NotDone(DeviceError() as error):
                self.handle(ev.HsmRefused(error.status))
            case _:
                # No usable answer. Whether it acted is what GET and CANCEL find out.
                self.handle(ev.HsmSilent.HSM_SILENT)

    def _dispense_refused(self, status: Status | None) -> None:
        self._fault = "refused" if status is None else status.name.lower().replace("_", "-")
        if status in _NOT_OURS:
            _LOG.warning("alarm what=dispense reason=%s", self._fault)

    def _log_cash(self, state: st.State, record: Record) -> None:
        """What lies stacked, and what is presented, as the HSM counts it."""
        if record.kind is RecordKind.STACKED and isinstance(state, st.Picking):
            moves = tuple(
                NoteMove(line.canister, line.picked, line.rejected)
                for line in record.lines
                if line.picked
            )
            self._ports.note(CashStacked(record.txid, moves), self._visit)
        elif record.kind is RecordKind.PRESENTED and isinstance(state, st.Presenting):
            counts = {line.canister: line.picked - line.rejected for line in record.lines}
            out = counted(state.job, counts)
            lines = tuple(NoteCount(line.canister, line.count) for line in out)
            amount = total(out, state.job.amount.currency)
            self._ports.note(CashPresented(record.txid, amount, lines), self._visit)

    def _settle(self, txid: bytes, final: Record) -> None:
        self._tries += 1
        try:
            request = SettlementRequest(
                anchor=self._ports.anchor(),
                txid=txid.hex(),
                receipt=final.encode().hex(),
                hold_copy=self._hold_copy.hex() or None,
            )
        except ValidationError:
            # The bank's contract cannot carry this record, however often it is tried.
            refused = ev.SettlementRefused(ProblemCode.BAD_REQUEST.value)
            self._ports.loop.post(lambda: self.handle(refused))
            return
        self._ports.note(SettlementSent(txid, self._tries), self._visit)
        self._ports.bank.submit(request, lambda result: self._settled(txid, result))

    def _settled(self, txid: bytes, result: Result[SettlementReply]) -> None:
        match result:
            case Done(reply):
                amount = reply.amount.money
                event = SettlementConfirmed(txid, reply.state.value, amount, self._tries)
                self._ports.note(event, self._visit)
                self.handle(ev.Settled.SETTLED)
            case NotDone(BankRefused() as error) if error.code.value in _CONTRADICTIONS:
                self.handle(ev.SettlementRefused(error.code.value))
            case _:
                self.handle(ev.BankSilent.BANK_SILENT)

    def _resolve(self, txid: bytes) -> None:
        self._tries += 1
        request = ResolutionRequest(anchor=self._ports.anchor(), txid=txid.hex())
        self._ports.note(ResolutionSent(txid, self._tries), self._visit)
        self._ports.bank.submit(request, lambda result: self._resolved(txid, result))

    def _resolved(self, txid: bytes, result: Result[ResolutionReply]) -> None:
        if not isinstance(result, Done):
            self.handle(ev.BankSilent.BANK_SILENT)
            return
        state = result.value.state
        if state is not ResolutionState.IN_PROGRESS:
            self._ports.note(ResolutionConfirmed(txid, state.value, self._tries), self._visit)
        self.handle(ev.Resolved(state.value))

    def _result(self, txid: bytes, final: Record) -> list[tuple[Event, Out]]:
        """RES first; what it says about the cash goes to disk with it."""
        since, self._presented_at = self._presented_at, None
        # A kiosk that was started anew, or lost the safe, has not seen the cash come out.
        waited_ms = 0 if since is None else round((self._ports.loop.now() - since) * 1000)
        events: list[tuple[Event, Out]] = [(Res(txid, final.encode()), Out.OK)]
        match final.outcome:
            case TxnOutcome.TAKEN:
                events.append((CashTaken(txid, waited_ms, _presented(final)), Out.OK))
            case TxnOutcome.RETRACTED:
                is_counted = all(line.retracted == line.presented for line in final.lines)
                back = CashRetracted(txid, is_counted, waited_ms, _presented(final))
                events.append((back, Out.FAIL))
            case TxnOutcome.SUSPECT:
                events.append((DispenseSuspect(txid, "record", "OOS-06"), Out.UNKNOWN))
            case TxnOutcome.VOID if self._is_cash_fault():
                events.append((DispenseFail(txid, self._fault), Out.FAIL))
        if rejected := _rejected(final):
            why = self._not_paid if final.outcome is TxnOutcome.VOID else "notes"
            events.append((CashRejected(txid, rejected, why), Out.FAIL))
        events.append((SettlementQueued(txid, final.outcome.name.lower()), Out.OK))
        return events

    def _is_cash_fault(self) -> bool:
        """Whether the customer who is here gets no cash because the machine could not."""
        match self._state:
            case st.Recording(job=Job(), denial=Denial.CASH_FAULT):
                return True
        return False


def _lines(job: Job) -> tuple[NoteCount, ...]:
    return tuple(NoteCount(line.canister, line.count) for line in job.notes)


def _presented(final: Record) -> tuple[NoteCount, ...]:
    return tuple(NoteCount(line.canister, line.presented) for line in final.lines if line.presented)


def _rejected(final: Record) -> tuple[NoteCount, ...]:
    return tuple(NoteCount(line.canister, line.rejected) for line in final.lines if line.rejected)
