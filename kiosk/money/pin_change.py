"""Runs one PIN change: carries out the effects of its table and hands the answers back to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, assert_never

from bank_server.contract import ResolutionReply, ResolutionRequest, ResolutionState
from kiosk.devices.results import Done, Result
from kiosk.domain.transactions.pin_change import (
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
)
from kiosk.money.again import Again
from kiosk.money.ports import Ports

OPERATION: Final = "pin-change"
_ENDED: Final = {
    ResolutionState.DONE: Event.RESOLVED_DONE,
    ResolutionState.VOID: Event.RESOLVED_VOID,
    ResolutionState.DECLINED: Event.RESOLVED_VOID,
}


class PinChange:
    """One PIN change, from `begin` or `resume` to Finished. Lives in the core thread."""

    def __init__(
        self,
        ports: Ports,
        visit: str | None,
        tell: Callable[[Answer], None],
        ended: Callable[[], None],
        ask: Callable[[bytes, Callable[[Event], None]], None],
    ) -> None:
        """ask: sends the one authorisation, which tells the visit of a refusal itself."""
        self._ports = ports
        self._visit = visit
        self._tell = tell
        self._ended = ended
        self._ask = ask
        self._state: State | None = None
        self._tries = 0
        self._again = Again(ports.loop)

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
                case WriteIntent(txid):
                    intent = Intent(txid, OPERATION)
                    self._ports.write_one(intent, self._visit, self._written)
                case WriteDone(txid, state):
                    if state == Answer.CHANGED.value:
                        self._ports.note(PinChanged(txid), self._visit)
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
