"""Runs one PIN change or transfer: carries out its table's effects and hands answers back to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, assert_never

from bank_server.contract import (
    ApprovedTransfer,
    Operation,
    ResolutionReply,
    ResolutionRequest,
    ResolutionState,
)
from bank_server.contract.money import Money
from kiosk.devices.results import Done, Result
from kiosk.domain.transactions.one_question import (
    CUSTOMER_WAITS_S,
    Answer,
    Ask,
    Event,
    Finished,
    Resolve,
    State,
    Step,
    Tell,
    WriteDone,
    WriteIntent,
    step,
)
from kiosk.journal.events import (
    DoneEvent,
    Intent,
    PinChanged,
    ResolutionConfirmed,
    ResolutionSent,
    TransferDone,
)
from kiosk.journal.events import Event as JournalEvent
from kiosk.money.again import Again
from kiosk.money.exchange import Answer as Asked
from kiosk.money.exchange import Approved, NoAnswer
from kiosk.money.ports import Ports

OPERATIONS: Final = frozenset({Operation.PIN_CHANGE.value, Operation.TRANSFER.value})
LAST_SHOWN: Final = 4  # of an account's id, in the journal
_ENDED: Final = {
    ResolutionState.DONE: Event.RESOLVED_DONE,
    ResolutionState.VOID: Event.RESOLVED_VOID,
    ResolutionState.DECLINED: Event.RESOLVED_VOID,
}


def pin_change(txid: bytes) -> Intent:
    return Intent(txid, Operation.PIN_CHANGE.value)


def transfer(txid: bytes, source: str, target: str, amount: Money) -> Intent:
    """source, target: the accounts' ids at the bank."""
    ends = source[-LAST_SHOWN:], target[-LAST_SHOWN:]
    return Intent(txid, Operation.TRANSFER.value, amount, (), *ends)


def transfer_event(answer: Asked) -> Event:
    """What the bank's answer to a transfer's question means to it."""
    match answer:
        case Approved(ApprovedTransfer()):
            return Event.APPROVED
        case Approved() | NoAnswer():
            # An answer to another question says nothing about this one.
            return Event.NO_ANSWER
        case _:
            return Event.REFUSED


class OneQuestion:
    """One transaction of these, from `begin` or `resume` to Finished. Lives in the core thread."""

    def __init__(
        self,
        ports: Ports,
        visit: str | None,
        intent: Intent,
        tell: Callable[[Answer], None],
        ended: Callable[[], None],
        ask: Callable[[bytes, Callable[[Event], None]], None],
    ) -> None:
        """ask: sends the one authorisation, which tells the visit of a refusal itself."""
        self._ports = ports
        self._visit = visit
        self._intent = intent
        self._tell = tell
        self._ended = ended
        self._ask = ask
        self._state: State | None = None
        self._tries = 0
        self._again = Again(ports.loop)

    @property
    def txid(self) -> bytes:
        return self._intent.txid

    def start(self, first: Step) -> None:
        self._take(first)

    def hurry(self) -> None:
        """The link is back: ask the bank again now, if that is what this waits for."""
        self._again.hurry()

    def handle(self, event: Event) -> None:
        if self._state is None:
            raise RuntimeError("not started")
        if event is Event.NO_ANSWER:
            self._ports.loop.after(CUSTOMER_WAITS_S, lambda: self.handle(Event.WAITED))
        self._take(step(self._state, event))

    def _take(self, taken: Step) -> None:
        before, self._state = self._state, taken.state
        for effect in taken.effects:
            match effect:
                case WriteIntent():
                    self._ports.write_one(self._intent, self._visit, self._written)
                case WriteDone(txid, state):
                    if state == Answer.DONE.value:
                        self._ports.note(_success(self._intent), self._visit)
                    self._ports.write_one(DoneEvent(txid, state), self._visit, self._written)
                case Ask(txid):
                    self._ask(txid, self.handle)
                case Resolve(txid, delay_s):
                    self._again.after(delay_s, partial(self._resolve, txid))
                case Tell(answer):
                    self._tell(answer)
                case _:
                    assert_never(effect)
        if isinstance(taken.state, Finished) and taken.state != before:
            self._ended()

    def _written(self) -> None:
        self.handle(Event.WRITTEN)

    def _resolve(self, txid: bytes) -> None:
        self._tries += 1
        request = ResolutionRequest(anchor=self._ports.anchor(), txid=txid.hex())
        self._ports.note(ResolutionSent(txid, self._tries), self._visit)
        self._ports.bank.submit(request, lambda result: self._resolved(txid, result))

    def _resolved(self, txid: bytes, result: Result[ResolutionReply]) -> None:
        if not isinstance(result, Done) or result.value.state not in _ENDED:
            self.handle(Event.UNRESOLVED)
            return
        state = result.value.state
        self._ports.note(ResolutionConfirmed(txid, state.value, self._tries), self._visit)
        self.handle(_ENDED[state])


def _success(intent: Intent) -> JournalEvent:
    """What the journal is told once the bank has said that it is done."""
    if intent.operation == Operation.PIN_CHANGE.value:
        return PinChanged(intent.txid)
    assert intent.amount is not None, "a transfer has an amount"
    return TransferDone(intent.txid, intent.from_last4, intent.to_last4, intent.amount)
