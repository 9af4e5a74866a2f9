"""Runs one deposit: carries out the effects of its table and hands the answers back to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, assert_never

from bank_server.contract import (
    ApprovedDeposit,
    DepositResultReply,
    DepositResultRequest,
    EnvelopeResult,
    Operation,
    ProblemCode,
)
from hardware.errors import DeviceError
from hardware.protocol.cabinet import CabinetStatus, SlotState
from hardware.status import Status
from kiosk.bank.errors import BankRefused
from kiosk.devices.results import Done, NotDone, Result, Unknown
from kiosk.domain.transactions.deposit import parts as at
from kiosk.domain.transactions.deposit.parts import Event, Fate, Why
from kiosk.domain.transactions.deposit.table import step
from kiosk.domain.transactions.orders import DepositOrder
from kiosk.journal.entry import Out
from kiosk.journal.events import (
    DepositApproved,
    DepositConfirmed,
    DepositFail,
    DepositInserted,
    DepositNotInserted,
    DepositSent,
    DoneEvent,
    Intent,
)
from kiosk.money.again import Again
from kiosk.money.exchange import Answer, Approved, NoAnswer
from kiosk.money.one_question import LAST_SHOWN
from kiosk.money.ports import Ports, Told

OPERATION: Final = Operation.DEPOSIT.value
SLOT_S: Final = 45  # how long the slot waits for the envelope
CUSTOMER_WAITS_S: Final = SLOT_S + 20.0  # for a slot that does not answer
# The bank contradicts the result: no repetition can change that.
_CONTRADICTIONS: Final = frozenset(
    {ProblemCode.SETTLED_DIFFERENTLY, ProblemCode.DEPOSIT_UNKNOWN, ProblemCode.BAD_REQUEST}
)
_SEEN: Final = {
    SlotState.WAITING: Event.SLOT_WAITS,
    SlotState.REFUSED: Event.SLOT_EMPTY,
    SlotState.UNKNOWN: Event.SLOT_UNSURE,
    SlotState.CLOSED: Event.SLOT_UNSURE,  # it has the txid and no result: nobody can say
}

Authorise = Callable[[DepositOrder, Callable[[Answer], None]], None]


class Deposit:
    """One deposit, from `begin` or `resume` to Finished or Stuck. Lives in the core thread."""

    def __init__(
        self,
        ports: Ports,
        visit: str | None,
        tell: Callable[[at.News], None],
        ended: Callable[[at.Finished | at.Stuck], None],
        doubt: Callable[[], None],
        authorise: Authorise | None = None,
    ) -> None:
        """doubt: people must look at the slot before another envelope is taken. authorise: sends
        the one authorisation, which tells the visit of a refusal itself; None after a restart."""
        self._ports = ports
        self._visit = visit
        self._tell = tell
        self._ended = ended
        self._doubt = doubt
        self._authorise = authorise
        self._state: at.State | None = None
        self._opened_at: float | None = None
        self._tries = 0
        self._again = Again(ports.loop)

    def start(self, first: at.Step) -> None:
        self._take(first)

    def give_up(self, why: Why) -> None:
        """The customer does not want it any more; an envelope that is on its way in still goes."""
        self.handle(at.GivenUp(why))

    def hurry(self) -> None:
        """The link is back: tell the bank now, if that is what this waits for."""
        self._again.hurry()

    def handle(self, event: at.Heard) -> None:
        if self._state is None:
            raise RuntimeError("not started")
        self._take(step(self._state, event))

    def _take(self, taken: at.Step) -> None:
        before, self._state = self._state, taken.state
        match before, taken.state:
            case at.Waiting(), _:
                pass
            case _, at.Waiting(told=False):  # also where the slot never said that it is open
                self._ports.loop.after(CUSTOMER_WAITS_S, lambda: self.handle(Event.WAITED))
        for effect in taken.effects:
            self._run(effect)
        if isinstance(taken.state, at.Finished | at.Stuck) and taken.state != before:
            self._ended(taken.state)

    def _run(self, effect: at.Effect) -> None:
        match effect:
            case at.WriteIntent(order):
                last4 = order.target[-LAST_SHOWN:]
                self._write(Intent(order.txid, OPERATION, order.amount, to_last4=last4))
            case at.Ask(order):
                self._ask(order)
            case at.WriteApproved(order, reference):
                last4 = order.target[-LAST_SHOWN:]
                self._write(DepositApproved(order.txid, last4, order.amount, reference))
            case at.OpenSlot(txid, text, delay_s):
                self._later(delay_s, lambda: self._open(txid, text))
            case at.CloseSlot():
                # Whether it has heard, its state tells.
                self._ports.devices.cabinet.submit(lambda slot: slot.slot_close(), _whatever)
            case at.LookAtSlot(txid, delay_s):
                self._later(delay_s * self._ports.pace, lambda: self._look(txid))
            case at.WriteResult(txid, result):
                if result.fate is Fate.UNKNOWN:
                    self._doubt()
                self._ports.write([self._evidence(txid, result)], self._visit, self._written)
            case at.Report(txid, result, delay_s):
                self._again.after(delay_s, lambda: self._report(txid, result))
            case at.WriteDone(txid, state):
                self._write(DoneEvent(txid, state))
            case at.TellOpen():
                self._opened_at = self._ports.loop.now()
                self._tell(effect)
            case at.TellClosing() | at.TellEnd() | at.Halt():
                self._tell(effect)
            case _:
                assert_never(effect)

    def _later(self, delay_s: float, act: Callable[[], None]) -> None:
        if delay_s > 0:
            self._ports.loop.after(delay_s, act)
        else:
            act()

    # --- journal

    def _write(self, event: Intent | DepositApproved | DoneEvent) -> None:
        self._ports.write([(event, Out.OK)], self._visit, self._written)

    def _written(self, _seq: int) -> None:
        self.handle(Event.WRITTEN)

    def _evidence(self, txid: bytes, result: at.Result) -> Told:
        why = "" if result.why is None else result.why.value
        match result.fate:
            case Fate.ACCEPTED:
                assert result.number is not None, "what was taken in has its number"
                return DepositInserted(txid, result.number, self._waited_ms()), Out.OK
            case Fate.REFUSED:
                return DepositNotInserted(txid, why), Out.OK
            case Fate.UNKNOWN:
                return DepositFail(txid, why), Out.UNKNOWN
            case _:
                assert_never(result.fate)

    def _waited_ms(self) -> int:
        """A kiosk that was started anew has not seen the slot open."""
        if self._opened_at is None:
            return 0
        return round((self._ports.loop.now() - self._opened_at) * 1000)

    # --- bank

    def _ask(self, order: DepositOrder) -> None:
        if self._authorise is None:
            raise RuntimeError("nobody is there to be authorised")
        self._authorise(order, lambda answer: self.handle(_approval(answer)))

    def _report(self, txid: bytes, result: at.Result) -> None:
        self._tries += 1
        request = DepositResultRequest(
            anchor=self._ports.anchor(),
            txid=txid.hex(),
            envelope=EnvelopeResult(result.fate.value),
            number=result.number,
        )
        self._ports.note(DepositSent(txid, result.fate.value, self._tries), self._visit)
        self._ports.bank.submit(request, lambda answer: self._reported(txid, answer))

    def _reported(self, txid: bytes, answer: Result[DepositResultReply]) -> None:
        match answer:
            case Done(reply):
                word = reply.state.value
                self._ports.note(DepositConfirmed(txid, word, self._tries), self._visit)
                self.handle(at.Acknowledged(word))
            case NotDone(BankRefused() as error) if error.code in _CONTRADICTIONS:
                self.handle(at.Contradicted(error.code.value))
            case _:
                self.handle(Event.BANK_SILENT)

    # --- slot

    def _open(self, txid: bytes, text: str) -> None:
        self._ports.devices.cabinet.submit(
            lambda slot: slot.slot_open(txid, SLOT_S, text), lambda done: self.handle(_opened(done))
        )

    def _look(self, txid: bytes) -> None:
        self._ports.devices.cabinet.submit(
            lambda slot: slot.status(), lambda done: self.handle(_seen(txid, done))
        )


def _whatever(_result: Result[None]) -> None:
    """Nothing depends on it."""


def _approval(answer: Answer) -> at.Heard:
    match answer:
        case Approved(ApprovedDeposit(reference=text)):
            return at.Approved(text)
        case Approved() | NoAnswer():
            # An answer to another question says nothing about this one.
            return Event.NO_ANSWER
        case _:
            return Event.REFUSED


def _opened(done: Result[None]) -> at.Heard:
    match done:
        case Done():
            return Event.SLOT_OPENED
        case NotDone(DeviceError(status=Status.SLOT_FULL)):
            return at.SlotRefused(Why.FULL)
        case NotDone(DeviceError()):
            return at.SlotRefused(Why.SLOT_REFUSED)
        case Unknown(DeviceError()):
            return Event.SLOT_FAULTY
        case _:
            return Event.SLOT_SILENT


def _seen(txid: bytes, done: Result[CabinetStatus]) -> at.Heard:
    match done:
        case Done(status) if status.slot_txid != txid:
            return Event.SLOT_OF_ANOTHER
        case Done(CabinetStatus(slot=SlotState.ACCEPTED, envelope_no=number)):
            return at.EnvelopeIn(number)
        case Done(status):
            return _SEEN[status.slot]
        case _:
            return Event.SLOT_SILENT
