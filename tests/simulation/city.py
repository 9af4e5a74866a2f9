"""Everything of one seed: a bank, its ATMs, cards, people and staff, until all is at rest."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable
from typing import Final

from hardware.emulators.image import Image
from hardware.emulators.nonvolatile import MemoryNonVolatile
from hardware.protocol.card_reader import CardPosition
from kiosk.journal.errors import JournalError
from kiosk.runtime.virtual_loop import VirtualLoop
from tests.simulation.bank_faults import SimBank
from tests.simulation.books import NewEngine
from tests.simulation.broken import Broken
from tests.simulation.draws import Draws
from tests.simulation.faults import FaultKind, FaultPlan
from tests.simulation.final_audit import audit
from tests.simulation.liar_turn import LiarTurn
from tests.simulation.plan import ACCOUNTS, CARDS, OPENING_MINOR, Errand, machine_count
from tests.simulation.site import DAY_MS, SimDisk, Site
from tests.simulation.staff import FULL, LOW, BankStaff, Technician
from tests.simulation.visitor import NEW_PINS, Visitor
from tests.simulation.watch import Watch

TICK_S: Final = 1.0
STUCK_CARD_S: Final = 150.0
TOO_LONG_S: Final = 1_200.0  # a visit that does not end, or a machine that does not serve
LOADS: Final = 0.06
BACKUPS: Final = 0.2  # before so many visits


class City:
    """
    Attributes:
        coverage: how often something was interrupted where, and what else is worth counting.
        pins: by card, what its PIN is or, after a lost answer, may be.
        notes: what happened that is no failure and still worth reading after one.
    """

    def __init__(
        self, seed: int, plan: FaultPlan, errands: list[Errand], new_engine: NewEngine | None
    ) -> None:
        self.seed = seed
        self.draws = Draws(seed)
        self.plan = plan
        self.loop = VirtualLoop()
        self.coverage: Counter[str] = Counter()
        self.notes: list[str] = []
        self.cards: dict[str, MemoryNonVolatile] = {}
        self.sites_by_atm: dict[str, Site] = {}
        self.watch = Watch(self)
        self.bank = SimBank(self, self.loop.now, seed, new_engine)
        for account, minor in OPENING_MINOR.items():
            self.bank.open_account(account, minor)
        self.bank_staff = BankStaff(self.bank)
        self.sites = [self._build(number) for number in range(machine_count(self.draws))]
        self.card_uuids = {
            card: self.sites[0].issue_card(card, NEW_PINS[0], account)
            for card, account in zip(CARDS, ACCOUNTS, strict=True)
        }
        self.pins = {card: [NEW_PINS[0]] for card in CARDS}
        self.turns = [Turn(self, site, errands) for site in self.sites]

    def _build(self, number: int) -> Site:
        raw = hashlib.sha256(f"atm {number}".encode()).hexdigest()
        atm = f"{raw[:8]}-{raw[8:12]}-4{raw[13:16]}-8{raw[17:20]}-{raw[20:32]}"
        site = Site(self, number, atm)
        site.matter.works.on_change = _both(
            site.matter.works.on_change, lambda change: self.watch.notes_changed(site, change)
        )
        site.provision(FULL)
        self.sites_by_atm[atm] = site
        return site

    def number_16(self, *what: object) -> bytes:
        return hashlib.sha256(f"{self.seed}/{what}".encode()).digest()[:16]

    def visitor_of(self, site: Site) -> Visitor:
        return self.turns[site.number].visitor

    # --- the run

    def run(self) -> None:
        """Raises Broken at the first thing that must not be."""
        for turn in self.turns:
            turn.begins()
        self._until_all_are_done()
        self.plan.is_over = True
        self._until_all_rest()
        if any(one.is_holding for one in self.bank.transactions):
            # What no journal knows of: a day later people count, and the cash is loaded anew.
            for turn in self.turns:
                turn.technician.count_after_a_day()
            self._until_all_rest()
        self.bank_staff.end_disputes(self.watch)
        self.watch.nobody_lacks_a_hold()
        self.bank_staff.end_suspense()
        self.watch.staff_acted()
        audit(self)

    def _until_all_are_done(self) -> None:
        while not all(turn.is_done for turn in self.turns):
            self.loop.advance(TICK_S)

    def _until_all_rest(self) -> None:
        """Liveness, I10: with nothing going wrong any more, everything comes to its end."""
        end_s = self.loop.now() + TOO_LONG_S
        while not all(turn.is_at_rest for turn in self.turns):
            if self.loop.now() >= end_s:
                raise Broken("I10", f"never at rest: {self._restless()}")
            self.loop.advance(TICK_S)

    def _restless(self) -> str:
        return "; ".join(turn.state for turn in self.turns if not turn.is_at_rest)


class Turn:
    """One machine's day: who comes when, and who looks after it."""

    def __init__(self, city: City, site: Site, errands: list[Errand]) -> None:
        self.city = city
        self.site = site
        self.visitor = Visitor(site)
        self.technician = Technician(city, site)
        self._liar = LiarTurn(city, site)
        self._queue = deque(each for each in errands if each.machine == site.number)
        self._next_s = 0.0
        self._since_s = 0.0
        self._card_since_s: float | None = None
        self._image: Image | None = None
        self._is_lying = False

    def begins(self) -> None:
        self.site.begins()
        self.site.core.observe(self.visitor)
        self._since_s = self.city.loop.now()
        self.city.loop.after(TICK_S, self._tick)

    @property
    def is_done(self) -> bool:
        return not self._queue and self.visitor.errand is None and not self._is_lying

    @property
    def is_at_rest(self) -> bool:
        site = self.site
        return (
            self.is_done
            and site.life.is_alive
            and site.hsm_power.is_on
            and site.core.is_idle
            and site.core.service.serves
            and not site.core.service.reasons
            and not site.is_clouded
            and not self.technician.wants_load
            and not self.technician.is_loading
            and not site.matter.card_in_slot
            and not site.money().open  # last: it reads the whole journal
        )

    @property
    def state(self) -> str:
        """For whoever reads a failure."""
        site = self.site
        if not site.life.is_alive:
            return f"ATM {site.number}: no kiosk"
        screen, service = site.core.screen, site.core.service
        now = site.core._supervision.conditions
        return (
            f"ATM {site.number}: {screen.id.name} {service.mode} "
            f"{[r.name for r in service.reasons]} halted={now.halted!r} "
            f"contradicted={now.contradicted} unsettled={now.unsettled} "
            f"idle={site.core.is_idle} card={site.matter.card_in_slot!r} "
            f"clouded={site.is_clouded} open={len(site.money().open)} "
            f"hsm={site.hsm_stage} errand={self.visitor.errand}"
        )

    def _tick(self) -> None:
        self.city.loop.after(TICK_S, self._tick)
        if self._is_lying:
            return
        now_s = self.city.loop.now()
        if not self.site.life.is_alive:
            self.technician.kiosk_died()
            if self.site.restart_s is None or now_s >= self.site.restart_s:
                self._restart()
            return
        if self.city.bank.is_up:
            self.technician.tick()
        self._look_after_card(now_s)
        if self.visitor.errand is not None:
            self._look_after_visit(now_s)
        elif self._may_come(now_s):
            self._next(now_s)

    def _restart(self) -> None:
        site = self.site
        if self.city.bank.is_up and site.strikes(FaultKind.DISK_LOST):
            site.disk = SimDisk(site.moments)
            site.journal_state = "DONE"
        if (fault := site.strikes(FaultKind.KIOSK_CLOCK)) is not None:
            site.clock_ms += int((2 * self.city.plan.how(fault) - 1) * DAY_MS)
        try:
            site.restarts()
        except JournalError as error:
            raise Broken("I12", f"the journal starts no kiosk: {error}") from error

    # --- the one at the machine

    def _look_after_card(self, now_s: float) -> None:
        """A card that a machine does not give back is taken out by hand."""
        site = self.site
        if not site.matter.card_in_slot:
            self._card_since_s = None
            return
        if self._card_since_s is None:
            self._card_since_s = now_s
        waited_s = now_s - self._card_since_s
        is_out = site.matter.reader.position is CardPosition.AT_SLOT
        if waited_s > STUCK_CARD_S or (is_out and self.visitor.errand is None and waited_s > 3):
            site.matter.pull_card()

    def _look_after_visit(self, now_s: float) -> None:
        visitor, core = self.visitor, self.site.core
        waited_s = now_s - self._since_s
        is_over = visitor.has_gone() and not core._supervision.conditions.customer
        if waited_s >= TOO_LONG_S:
            raise Broken("I10", f"a visit does not end: {self.state}")
        if is_over:
            visitor.leaves()
            self._since_s = now_s
            self._next_s = now_s + (self._queue[0].gap_s if self._queue else 0.0)

    # --- the next one

    def _may_come(self, now_s: float) -> bool:
        if not self._queue or now_s < self._next_s:
            return False
        service, core = self.site.core.service, self.site.core
        card = self._queue[0].card
        is_free = all(site.matter.card_in_slot != card for site in self.city.sites)
        serves = service.serves and not service.waiting and core.is_idle
        if not serves or not is_free or self.site.matter.card_in_slot:
            if now_s - self._since_s >= 2 * TOO_LONG_S:
                raise Broken("I10", f"serves nobody: {self.state}")
            return False
        return not self.technician.wants_load

    def _next(self, now_s: float) -> None:
        errand = self._queue.popleft()
        site = self.site
        site.wish = max(site.wish, errand.wishes[0].number)
        self._since_s = now_s
        self._happens_between_visits(errand)
        if self.city.bank.is_up and self.city.draws.unit("backup", site.wish) < BACKUPS:
            self.city.bank.back_up()
        if (fault := site.strikes(FaultKind.LYING_KIOSK)) is not None:
            self._is_lying = True
            self._liar.plays(errand.card, fault)
            self._is_lying = False
            return
        self.visitor.comes(errand)

    def _happens_between_visits(self, errand: Errand) -> None:
        site, plan = self.site, self.city.plan
        works = site.matter.works
        if (fault := site.strikes(FaultKind.HSM_MEMORY_OLD)) is not None:
            self._put_memory_back()
        if not site.is_clouded:
            self._image = site.copy_of_hsm_memory()
        if (fault := site.strikes(FaultKind.SENSORS_UNSURE)) is not None:
            works.set_sensors_unsure(are_unsure=True)
        if (fault := site.strikes(FaultKind.SAFE_OPENED)) is not None:
            site.later(plan.seconds(fault, 0.0, 30.0, "when"), lambda: site.open_safe(10.0))
        if (fault := site.strikes(FaultKind.CANISTER_SHORT)) is not None:
            site.takes_notes_away(1 + int(plan.how(fault) * 2), int(plan.how(fault, "left") * 4))
        hsm = site.matter.hsm._vault.state.canisters
        is_low = any(hsm[n].left < LOW or works.is_empty(n) for n in works.fitted)
        if is_low or self.city.draws.unit("load", errand.wishes[0].number) < LOADS:
            self.technician.wants_load = True

    def _put_memory_back(self) -> None:
        """As it was before the last withdrawal; only its own power is cut for that."""
        site = self.site
        now = site.copy_of_hsm_memory()
        if self._image is None or self._image["state"] == now["state"]:
            return
        site.is_clouded = True
        site.clouded_loads = {
            number: canister.load
            for number, canister in site.matter.hsm._vault.state.canisters.items()
        }
        site.matter.hsm.power_off()
        site.memories.devices["hsm"].store(self._image)
        self._image = None
        site.matter.hsm.power_on()


def _both(first: Callable[[str], None], second: Callable[[str], None]) -> Callable[[str], None]:
    def act(change: str) -> None:
        first(change)
        second(change)

    return act
