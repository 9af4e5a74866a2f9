"""A cash load: LOADING on disk, LOAD, LOADED on disk, then the bank until it acknowledges.

No OPEN before that. Source: docs/protocols.md, section 4 (LOAD) and section 6 (cash-loads).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Final

from bank_server.contract import CashLoadReply, CashLoadRequest, ProblemCode
from bank_server.contract.cash_loads import OperatorCount
from hardware.crypto.record import Record
from hardware.errors import DeviceError
from kiosk.bank.errors import BankRefused
from kiosk.devices.results import Done, NotDone, Result
from kiosk.journal.entry import Out
from kiosk.journal.events import CashAdded, DoneEvent, Loaded, Loading
from kiosk.journal.replay import OpenLoad
from kiosk.money.again import Again
from kiosk.money.ports import Ports, Told
from kiosk.runtime.loop import Action

RETRY_S: Final = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
HSM_RETRY_S: Final = 0.5


class LoadStep(Enum):
    """How far a load has come, and what it waits for."""

    HSM = "hsm"
    NOT_CERTAIN = "not-certain"  # the HSM has not answered; it is given the same load again
    BANK = "bank"
    BANK_AWAY = "bank-away"  # the HSM has it, and the bank is told again and again
    BANK_BUSY = "bank-busy"  # the same, and the bank waits for a transaction of this machine
    LOADED = "loaded"
    REFUSED = "refused"  # by the HSM, before anything was counted
    REFUSED_BY_BANK = "refused-by-bank"  # the HSM has it; people must look

    @property
    def is_at_hsm(self) -> bool:
        """Nobody knows yet whether the notes are counted."""
        return self in {LoadStep.HSM, LoadStep.NOT_CERTAIN}

    @property
    def is_over(self) -> bool:
        """Nothing is left to do for this program."""
        return self in {LoadStep.LOADED, LoadStep.REFUSED, LoadStep.REFUSED_BY_BANK}


Heard = Callable[[LoadStep], None]


class CashLoad:
    """One canister's load. Lives in the core thread.

    Attributes:
        record: the HSM's, once it is on disk. is_counted: it is, from now on or from before.
        why: the code of a refusal.
    """

    def __init__(
        self,
        ports: Ports,
        done: Callable[[], None],
        failed: Callable[[str], None],
        *,
        heard: Heard = lambda _step: None,
        turn: Callable[[Action], None] = lambda tell: tell(),
    ) -> None:
        """failed: hears why in a sentence; the load then stays open in the journal, or was refused
        before any note was counted. heard: hears each step before `done` and `failed` do. turn:
        runs what it is given, which tells the bank, when the loads before this one are told."""
        self._ports = ports
        self._done = done
        self._failed = failed
        self._heard = heard
        self._turn = turn
        self._tries = 0
        self._again = Again(ports.loop)
        self.record: Record | None = None
        self.is_counted = False
        self.why = ""

    def hurry(self) -> None:
        """The link is back: ask the bank again now, if that is what this waits for."""
        self._again.hurry()

    def begin(self, loading: Loading, before: Sequence[Told] = ()) -> None:
        """before: what the journal says together with LOADING, ahead of it."""
        told = [*before, (loading, Out.OK)]
        self._ports.write(told, None, lambda _seq: self._load(loading))

    def resume(self, found: OpenLoad) -> None:
        """After a restart: LOAD is repeatable by its id, and so is the bank's call."""
        if found.loaded is None:
            self._load(found.loading)
            return
        raw = found.loaded.record
        self.is_counted = True
        self._turn(lambda: self._report(found.loading, raw))

    def _load(self, loading: Loading) -> None:
        self._ports.devices.hsm.submit(
            lambda hsm: hsm.load(loading.load_id, loading.canister, loading.load, loading.count),
            lambda result: self._loaded(loading, result),
        )

    def _loaded(self, loading: Loading, result: Result[Record]) -> None:
        match result:
            case Done(record):
                raw = record.encode()
                loaded = Loaded(loading.load_id, raw)
                self._ports.write_one(loaded, None, lambda: self._recorded(loading, record))
            case NotDone(DeviceError() as error):
                # Refused before anything was counted: the load is over, and did not happen.
                self.why = str(error)
                refused = DoneEvent(loading.load_id, "refused")
                self._ports.write_one(refused, None, self._refused)
            case _:
                self._heard(LoadStep.NOT_CERTAIN)
                self._ports.loop.after(HSM_RETRY_S, lambda: self._load(loading))

    def _refused(self) -> None:
        self._heard(LoadStep.REFUSED)
        self._failed(f"the HSM refused the load: {self.why}")

    def _recorded(self, loading: Loading, record: Record) -> None:
        self.record, self.is_counted = record, True
        self._heard(LoadStep.BANK)
        self._turn(lambda: self._report(loading, record.encode()))

    def _report(self, loading: Loading, raw: bytes) -> None:
        request = told_to_bank(self._ports, loading, raw)
        self._ports.bank.submit(request, lambda result: self._reported(loading, raw, result))

    def _reported(self, loading: Loading, raw: bytes, result: Result[CashLoadReply]) -> None:
        match result:
            case Done():
                added = CashAdded(
                    loading.canister,
                    loading.count,
                    loading.load_id,
                    loading.denomination,
                    loading.who,
                )
                self._ports.note(added, None)
                self._ports.write_one(DoneEvent(loading.load_id, "loaded"), None, self._ended)
            case NotDone(BankRefused(code=ProblemCode.ATM_BUSY)):
                # It holds money for a transaction of this machine, and books the load after it.
                self._later(LoadStep.BANK_BUSY, loading, raw)
            case NotDone(BankRefused() as error) if error.retry_after_s is None:
                self.why = error.code.value
                self._heard(LoadStep.REFUSED_BY_BANK)
                self._failed(f"the bank refused the load: {self.why}")
            case _:
                self._later(LoadStep.BANK_AWAY, loading, raw)

    def _later(self, step: LoadStep, loading: Loading, raw: bytes) -> None:
        delay_s = RETRY_S[min(self._tries, len(RETRY_S) - 1)]
        self._tries += 1
        self._heard(step)
        self._again.after(delay_s, lambda: self._report(loading, raw))

    def _ended(self) -> None:
        self._heard(LoadStep.LOADED)
        self._done()


def told_to_bank(ports: Ports, loading: Loading, raw: bytes) -> CashLoadRequest:
    """What the bank hears of a load: who counted what, and the HSM's record."""
    return CashLoadRequest(
        anchor=ports.anchor(),
        operator=(OperatorCount(canister=loading.canister, count=loading.count),),
        staff=loading.staff,
        records=(raw.hex(),),
    )
