"""The cash loads of this machine: one after the other at the HSM, and in that order to the bank.

What the HSM has counted stands, whatever the bank says and whenever it hears of it; until then the
machine takes no customer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bank_server.contract.money import Money
from hardware.crypto.record import Record
from kiosk.domain.supervisor import Device
from kiosk.journal.entry import Out
from kiosk.journal.events import CassetteSwapped, Loading
from kiosk.journal.replay import OpenLoad
from kiosk.money.cash_loads import CashLoad, LoadStep
from kiosk.money.ports import Ports, Told
from kiosk.runtime.loop import Action
from kiosk.visits.supervision import Supervision

LOAD_ID_SIZE: Final = 16


@dataclass(frozen=True, slots=True)
class LoadOrder:
    """What people have counted.

    Attributes:
        count: notes that lie in the canister now.
        who: both of them, with a plus between.
        found: notes that lay in it before; None where nobody counted them.
        is_taken_out: these were taken out; else they still lie there, among the others.
    """

    canister: int
    count: int
    who: str = ""
    found: int | None = None
    is_taken_out: bool = False


@dataclass(frozen=True, slots=True)
class LoadNews:
    """Of the newest load of a canister. why: the code of a refusal."""

    canister: int
    count: int
    step: LoadStep
    why: str = ""


@dataclass(slots=True)
class _Run:
    load_id: bytes
    load: CashLoad
    tell: Action | None = None  # waits for its turn at the bank


class Loads:
    """Lives in the core thread."""

    def __init__(
        self,
        ports: Ports,
        supervision: Supervision,
        denominations: Sequence[Money],
        *,
        opens: Callable[[bytes], None],
        adopts: Callable[[bytes], None],
        ended: Callable[[bytes], None],
        halt: Callable[[str], None],
        counted: Callable[[Record], None],
        changed: Callable[[], None],
    ) -> None:
        """opens, adopts, ended: hear a load_id: of a new one, of an earlier run's, of any. halt:
        hears why people must look. counted: hears the HSM's record. changed: there is news."""
        self._ports = ports
        self._supervision = supervision
        self._denominations = denominations
        self._opens = opens
        self._adopts = adopts
        self._ended = ended
        self._halt = halt
        self._counted = counted
        self._changed = changed
        self._runs: list[_Run] = []
        self._news: dict[int, LoadNews] = {}

    @property
    def is_open(self) -> bool:
        """The bank has not acknowledged every one of them."""
        return bool(self._runs)

    def news(self, canister: int) -> LoadNews | None:
        """None where this run of the program has loaded nothing into it."""
        return self._news.get(canister)

    def why_not(self) -> str:
        """Why none can be begun now: `no-hsm`, `load-open`, `unsettled`; empty if one can."""
        now = self._supervision.conditions
        if any(each.step.is_at_hsm for each in self._news.values()):
            return "load-open"
        if Device.HSM not in now.present or not self._supervision.counted:
            return "no-hsm"
        return self.why_not_bins()

    def why_not_bins(self) -> str:
        """Why nobody can say yet what lies in the bins: `unsettled`; empty if it is known. A load
        that the bank has not heard of brings nothing into them."""
        now = self._supervision.conditions
        is_others = now.unsettled and not self._runs
        return "unsettled" if is_others or not now.probed else ""

    def expected(self, canister: int) -> int | None:
        """Notes that the HSM has in it, by its newest record; None where it says nothing."""
        lines = self._supervision.counted
        return next((each.left for each in lines if each.canister == canister), None)

    def begin(self, order: LoadOrder, heard: Action = lambda: None) -> None:
        """On disk first. Only where `why_not` is empty. heard: there is news of this one."""
        assert not self.why_not(), "one load at a time, and nothing before it is open"
        canister = order.canister
        load = next(e.load for e in self._supervision.counted if e.canister == canister) + 1
        denomination = self._denominations[canister - 1]
        load_id = self._ports.random_bytes(LOAD_ID_SIZE)
        expected = None if order.found is None else self.expected(canister)
        loading = Loading(
            load_id, canister, load, order.count, denomination, order.who, order.found, expected
        )
        run = self._opened(loading, LoadStep.HSM, heard)
        self._opens(load_id)
        run.load.begin(loading, self._swapped(order, denomination))

    def take_over(self, found: OpenLoad) -> None:
        """Of an earlier run: LOAD once more, or the bank; in the order of the journal."""
        step = LoadStep.HSM if found.loaded is None else LoadStep.BANK
        run = self._opened(found.loading, step, lambda: None)
        self._adopts(found.load_id)
        run.load.resume(found)

    def _opened(self, loading: Loading, step: LoadStep, heard: Action) -> _Run:
        run = _Run(
            loading.load_id,
            CashLoad(
                self._ports,
                lambda: self._end(run),
                lambda why: self._failed(run, why),
                heard=lambda step: self._heard(run, loading, step, heard),
                turn=lambda tell: self._wait(run, tell),
            ),
        )
        self._runs.append(run)
        self._news[loading.canister] = LoadNews(loading.canister, loading.count, step)
        return run

    def hurry(self) -> None:
        """The link is back, or what the bank waited for is settled."""
        for run in self._runs[:1]:
            run.load.hurry()

    def _swapped(self, order: LoadOrder, denomination: Money) -> Sequence[Told]:
        if order.found is None or not order.is_taken_out:
            return ()
        expected = self.expected(order.canister)
        difference = None if expected is None else order.found - expected
        event = CassetteSwapped(
            order.canister, denomination, order.found, expected, difference, order.who
        )
        return ((event, Out.FAIL if difference else Out.OK),)

    def _heard(self, run: _Run, loading: Loading, step: LoadStep, told: Action) -> None:
        load = run.load
        news = LoadNews(loading.canister, loading.count, step, load.why)
        self._news[loading.canister] = news
        if step is LoadStep.BANK and load.record is not None:
            self._counted(load.record)
        told()
        self._changed()

    def _wait(self, run: _Run, tell: Action) -> None:
        """The bank hears of each load after those before it, and after a close before it."""
        if self._runs[0] is run and not self._supervision.conditions.close_untold:
            tell()
        else:
            run.tell = tell

    def closes_are_told(self) -> None:
        """Their turn has come."""
        self._tell_first()

    def _tell_first(self) -> None:
        if self._runs and self._runs[0].tell is not None:
            tell, self._runs[0].tell = self._runs[0].tell, None
            tell()

    def _failed(self, run: _Run, why: str) -> None:
        """What the HSM has refused did not happen; what the bank refuses stays open."""
        if run.load.is_counted:
            self._halt(why)
        else:
            self._end(run)

    def _end(self, run: _Run) -> None:
        self._runs.remove(run)
        if not self._supervision.conditions.close_untold:
            self._tell_first()
        self._ended(run.load_id)
