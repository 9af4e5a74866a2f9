"""One machine's day: who comes when, and who looks after it."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from hardware.emulators.image import Image
from hardware.protocol.card_reader import CardPosition
from kiosk.journal.errors import JournalError
from tests.simulation.broken import Broken
from tests.simulation.faults import FaultKind
from tests.simulation.liar_turn import LiarTurn
from tests.simulation.plan import Errand
from tests.simulation.site import DAY_MS, SimDisk, Site
from tests.simulation.technician import LOW, Technician
from tests.simulation.visitor import Visitor

if TYPE_CHECKING:
    from tests.simulation.city import City

TICK_S: Final = 1.0
STUCK_CARD_S: Final = 150.0
TOO_LONG_S: Final = 1_200.0  # a visit that does not end, or a machine that does not serve
LOADS: Final = 0.06
BACKUPS: Final = 0.2  # before so many visits
OPENINGS: Final = 0.1  # of envelopes that were brought to the bank


class Turn:
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
            and not self.city.bank.waits_for(site.atm)
            and not site.slot_needs_people
            and site.matter.cabinet.power.is_on
            and not site.matter.card_in_slot
            and not self._has_work  # last: it reads the whole journal
        )

    @property
    def _has_work(self) -> bool:
        """Something of money is open, or the bank has not heard of a count."""
        money = self.site.money()
        return bool(money.open or money.untold)

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
            site.disk = SimDisk(site)
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
        is_free = all(site.matter.card_in_slot != card for site in self.city.sites) and all(
            turn.visitor.errand is None or turn.visitor.errand.card != card
            for turn in self.city.turns
        )
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
        self.city.unblock(errand.card)
        if self.city.bank.is_up and self.city.draws.unit("backup", site.wish) < BACKUPS:
            self.city.bank.back_up()
        if self.city.bank.is_up and self.city.draws.unit("openings", site.wish) < OPENINGS:
            self.city.envelopes.open_found()
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
        if site.strikes(FaultKind.BIN_FULL):
            site.matter.slot.cover_sensor(is_covered=True)
        if (fault := site.strikes(FaultKind.SENSORS_UNSURE)) is not None:
            works.set_sensors_unsure(are_unsure=True)
        if (fault := site.strikes(FaultKind.SAFE_OPENED)) is not None:
            site.later(plan.seconds(fault, 0.0, 30.0, "when"), lambda: site.open_safe(10.0))
        if (fault := site.strikes(FaultKind.KEY_TURNED)) is not None:
            off_s = plan.seconds(fault, 1.0, 30.0, "off")
            site.later(
                plan.seconds(fault, 0.0, 30.0, "when"), lambda: self.technician.turns_key(off_s)
            )
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
