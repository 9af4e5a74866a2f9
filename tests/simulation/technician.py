"""Whoever looks after one machine: repairs, loads, counts, and lets it go on.

They know what they could know: its screens, and notes that they have counted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from bank_server.domain.transactions import TransactionState
from hardware.crypto.record import Record
from kiosk.devices.results import Done, Result
from kiosk.domain.screens import KeyPressed, ScreenId
from kiosk.domain.supervisor import Reason
from kiosk.journal.period import SinceClose
from kiosk.journal.reader import read_money
from kiosk.journal.replay import OpenLoad, OpenTransaction, open_money
from kiosk.money.cash_loads import LoadStep
from kiosk.reopening import clear_halt
from kiosk.visits.loads import LoadOrder
from tests.simulation import balances
from tests.simulation.faults import FaultKind

if TYPE_CHECKING:
    from tests.simulation.city import City
    from tests.simulation.site import Site

NAME: Final = "anna"
WHO: Final = "anna+ben"  # whoever loads is not alone
COMES_AFTER_S: Final = 8.0  # a machine that serves nobody is looked at
LOOKS_S: Final = 8.0  # into the slot; the kiosk sees the key and the door meanwhile
FULL: Final = 80
BALANCES: Final = 0.5  # of the loads, with a close of balancing before
EMPTIES: Final = 0.6  # of the loads, with the bins emptied: half of them before that close
DISORDER: Final = 0.2  # of the loads: the safe is opened before the key is off, and shut after
DISORDER_S: Final = 6.0  # in between; the kiosk sees it
LOW: Final = 20
DAY_MS: Final = 90_000_000  # a day and an hour


class Technician:
    """Looks after one machine.

    Attributes:
        wants_load: the canisters are to be filled as soon as nobody is served.
        is_loading: it has begun, which the kiosk may not have noticed yet.
    """

    def __init__(self, city: City, site: Site) -> None:
        self._city = city
        self._site = site
        self._trouble_since_s: float | None = None
        self.is_loading = False
        self._round = 0
        self._to_load: list[int] = []
        self._steps: list[Callable[[], None]] = []
        self._is_cut_short = False
        self.wants_load = False

    def tick(self) -> None:
        """Once a second, while the kiosk lives and the bank is up."""
        site = self._site
        if site.is_clouded and self._city.plan.is_over:
            self.wants_load = True  # at the day's end the cash is counted, and does not agree
        if site.slot_needs_people:
            self.wants_load = True  # with the key off, as for that
        if self.is_loading:
            self._go_on_loading()
        elif self._site.core.screen.id is ScreenId.COUNT:
            self._count()
        elif self._may_load():
            self._begin_load()
        elif self._is_in_trouble():
            self._look()

    def kiosk_died(self) -> None:
        """What was begun is taken up by the next kiosk; the technician begins anew."""
        self._gives_up()

    def _gives_up(self) -> None:
        self._is_cut_short = self._is_cut_short or bool(self._to_load)
        self._to_load = []
        self._round += 1

    def turns_key(self, seconds: float) -> None:
        """Off, whatever the machine is at, and on again; not in the midst of a load."""
        if self.is_loading:
            return
        self._site.key(is_on=False)

        def on() -> None:
            if not self.is_loading:
                self._site.key(is_on=True)

        self._site.later(seconds, on)

    # --- trouble

    def _is_in_trouble(self) -> bool:
        now_s = self._city.loop.now()
        service = self._site.core.service
        if not service.reasons or (not self._site.core.is_idle and not self._is_stuck()):
            self._trouble_since_s = None
            return False
        if self._trouble_since_s is None:
            self._trouble_since_s = now_s
        return now_s - self._trouble_since_s >= COMES_AFTER_S

    def _is_stuck(self) -> bool:
        return bool(self._site.core._supervision.conditions.halted)

    def _look(self) -> None:
        site, reasons = self._site, self._site.core.service.reasons
        bank = self._city.bank.atm(site.atm)
        self._trouble_since_s = None
        self.repair()
        if bank.contradiction is not None:
            self._city.bank_staff.accept_journal(site.atm)
        if Reason.SUSPECT in reasons and self._hsm_is_heard():
            self._settle_doubts()
        elif Reason.JOURNAL in reasons:
            self._city.coverage["journal with entries lost, and reopened"] += 1
            # A new disk has been put in, and somebody knows why; a load may be lost with the old.
            self.wants_load = self.wants_load or not self._is_level()
            self.reopen()
        if Reason.CASH_OUT in reasons or site.is_clouded:
            self.wants_load = True

    def repair(self) -> None:
        """Sensors cleaned, jams cleared, paper in, the key on, the safe shut."""
        works, _matter = self._site.matter.works, self._site.matter
        if works.are_sensors_unsure:
            works.set_sensors_unsure(are_unsure=False)
        for canister in works.fitted:
            if works.is_jammed(canister):
                works.set_jam(canister, is_jammed=False)
        self._site.mend_printer()

    def _settle_doubts(self) -> None:
        """People count the notes, tell the bank, and let the machine go on."""
        if self._waits_for_nobody():
            self._a_day_passes()
        self.resolve_doubts()
        self.reopen()

    def count_after_a_day(self) -> None:
        """At the very end: whatever only people can end is ended."""
        if self._waits_for_nobody():
            self._a_day_passes()
            self.wants_load = True
        self.resolve_doubts()

    def _a_day_passes(self) -> None:
        self._city.bank.set_forward(DAY_MS)
        self._city.bank_staff.doubt_old_holds()
        self._city.watch.staff_acted()

    def _waits_for_nobody(self) -> bool:
        """A hold that no journal knows of: nothing but a day's wait and a count can end it."""
        site = self._site
        is_held = any(
            one.atm_id == site.atm and one.state is TransactionState.HELD
            for one in self._city.bank.transactions
        )
        is_in_work = any(isinstance(each, OpenTransaction) for each in site.money().open)
        may_be_told = self._city.bank.waits_for(site.atm)
        return is_held and not is_in_work and not may_be_told

    def _hsm_is_heard(self) -> bool:
        """What a lost disk knew, a kiosk learns from the HSM, once that has power."""
        now = self._site.core._supervision.conditions
        return self._site.hsm_power.is_on and (now.probed or bool(now.halted))

    def resolve_doubts(self) -> None:
        site = self._site
        for one in self._city.bank_staff.in_doubt(site.atm):
            key = (site.atm, one.txid)
            counted = tuple(
                (each.canister, self._city.watch.kept(key, each.canister)) for each in one.grants
            )
            self._city.bank_staff.resolve(one, counted)
            # The safe was open for that, and what lay in it is put back as a new load.
            self.wants_load = self.wants_load or one.receipt is None
        self._city.watch.staff_acted()

    def reopen(self) -> None:
        site = self._site
        site.kill()
        site.disk.sync_left, site.disk.is_watched = None, False
        journal = site.opened_journal()
        clear_halt(site.disk, journal, NAME)
        journal.close()
        site.restarts()

    def _count(self) -> None:
        """The machine asks; whoever counts finds what the HSM has."""
        site, numbers = self._site, dict[int, int]()
        for canister in site.matter.works.fitted:
            left = site.matter.hsm._vault.state.canister(canister).left
            numbers[canister] = left + (site.strikes(FaultKind.MISCOUNTED) is not None)
        self._city.watch.counts.typed(site, numbers)
        for left in numbers.values():
            for key in f"{left}E{left}E":
                site.core.post_input(KeyPressed(key))
        self._city.coverage["notes counted when the key was turned on"] += 1

    # --- loading

    def _may_load(self) -> bool:
        """Not with a customer there, and the bank takes no load while it holds for this machine
        or the last one is not booked."""
        site = self._site
        if not self.wants_load or not site.core.is_idle or self._is_stuck():
            return False
        if self._city.visitor_of(site).errand is not None or self._has_open_work():
            return False
        if not self._hsm_is_heard() or not site.core._supervision.conditions.key_on:
            return False  # nobody turns a key off again before the screen has seen it on
        if self._waits_for_nobody():
            self._settle_doubts()
            return False
        return True

    def _begin_load(self) -> None:
        """Out of service by the key, so that nobody comes meanwhile."""
        self.wants_load = False
        self.is_loading, self._is_cut_short = True, False
        self._to_load = list(self._site.matter.works.fitted)
        self._round += 1
        self._steps = self._planned()
        if self._is_in_disorder:
            self._city.coverage["safe opened before the key was turned off"] += 1
            self._site.door(is_open=True)
            self._later(DISORDER_S, self._opens)
        else:
            self._opens()

    def _opens(self) -> None:
        self._site.key(is_on=False)
        self._site.door(is_open=True)
        looks_s = LOOKS_S if self._site.slot_needs_people else 2.0
        self._city.envelopes.empty(self._site)
        self._later(looks_s, self._next_step)

    def _planned(self) -> list[Callable[[], None]]:
        """What is done with the safe open."""
        unit, of = self._city.draws.unit, (self._site.number, self._round)
        steps = [self._balance] if unit("balancing", *of) < BALANCES else []
        bins = unit("bins", *of)
        if self._site.bin_hands.are_full:
            bins = 0.0
        if bins < EMPTIES:
            steps.insert(0 if bins < EMPTIES / 2 else len(steps), self._empty_bins)
        return [*steps, self._load_next]

    @property
    def _is_in_disorder(self) -> bool:
        return self._city.draws.unit("disorder", self._site.number, self._round) < DISORDER

    def _next_step(self) -> None:
        self._steps.pop(0)()

    def _empty_bins(self) -> None:
        """Whether the bank has booked the notes in them to the vault or not."""
        if self._site.core.supervision.conditions.unsettled:
            self._next_step()
            return
        self._site.bin_hands.empty(lambda: self._later(0.5, self._next_step))

    def _balance(self) -> None:
        """What is there is counted before anything is put in; the HSM and the journal are asked."""
        site, at_ms = self._site, round(self._city.loop.now() * 1000)
        close_id = self._city.number_16("close", site.number, at_ms)
        if site.core.supervision.conditions.unsettled:
            self._next_step()
            return
        site.ports.journal.period(
            lambda found: site.ports.devices.hsm.submit(
                lambda hsm: hsm.status(close_id),
                lambda result: self._balanced(found, result, close_id),
            )
        )

    def _balanced(self, found: SinceClose | None, result: Result[Record], close_id: bytes) -> None:
        if isinstance(result, Done):
            balances.balance(self._site, found, result.value, close_id)
        self._later(0.5, self._next_step)

    def _later(self, seconds: float, act: Callable[[], None]) -> None:
        """Unless the kiosk has died, or this loading is over."""
        number = self._round

        def go_on() -> None:
            if number == self._round and self._to_load and self._site.life.is_alive:
                act()

        self._site.later(seconds, go_on)

    def _load_next(self) -> None:
        site, loads = self._site, self._site.core.loads
        if loads.is_open or loads.why_not() or not self._city.bank.is_up:
            self._later(2.0, self._load_next)
            return
        canister = self._to_load[0]
        left = site.matter.hsm._vault.state.canister(canister).left
        loads.begin(LoadOrder(canister, FULL, WHO, left, is_taken_out=True))
        self._later(0.5, self._look_at_load)

    def _look_at_load(self) -> None:
        """At the screen, until the machine says what became of it."""
        news = self._site.core.loads.news(self._to_load[0])
        assert news is not None, "this kiosk has begun it"
        if news.step is LoadStep.LOADED:
            self._to_load.pop(0)
            self._later(0.5, self._load_next)
        elif news.step.is_over:
            self._city.notes.append(f"load refused: {news.why}")
            self._gives_up()
        else:
            self._later(0.5, self._look_at_load)

    def _go_on_loading(self) -> None:
        if self._to_load and self._site.life.is_alive:
            return
        self.is_loading = False
        if self._is_in_disorder:
            self._site.later(DISORDER_S, lambda: self._site.door(is_open=False))
        else:
            self._site.door(is_open=False)
        self._site.key(is_on=True)
        is_level = self._is_level()
        if any(isinstance(each, OpenLoad) for each in self._site.money().open):
            self.reopen()  # the next kiosk takes it up
        elif self._is_cut_short or not is_level:
            self.wants_load = True
        elif self._site.is_clouded and self._was_whole():
            self._site.is_clouded = False

    def _is_level(self) -> bool:
        """The bank knows of every load."""
        hsm = self._site.matter.hsm._vault.state.canisters
        books = self._city.bank.atm(self._site.atm).canisters
        return all(hsm[book.canister].load == book.load for book in books)

    def _was_whole(self) -> bool:
        """Every canister has begun a new load since the memory was put back."""
        hsm = self._site.matter.hsm._vault.state.canisters
        return all(hsm[number].load > load for number, load in self._site.clouded_loads.items())

    def _has_open_work(self) -> bool:
        return bool(open_money(read_money(self._site.disk)).open)
