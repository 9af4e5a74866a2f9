"""Everything of one seed: a bank, its ATMs, cards, people and staff, until all is at rest."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from typing import Final

from bank_server.domain.transactions import TransactionState
from bank_server.service.identifiers import card_hash
from hardware.emulators.nonvolatile import MemoryNonVolatile
from kiosk.runtime.virtual_loop import VirtualLoop
from tests.simulation.bank_faults import SimBank
from tests.simulation.bank_staff import BankStaff
from tests.simulation.books import NewEngine
from tests.simulation.broken import Broken, hold
from tests.simulation.draws import Draws
from tests.simulation.envelope_room import EnvelopeRoom
from tests.simulation.faults import FaultKind, FaultPlan
from tests.simulation.final_audit import audit
from tests.simulation.plan import (
    ACCOUNTS,
    CARDS,
    OPENING_MINOR,
    STRIPE_ACCOUNTS,
    STRIPE_CARDS,
    Errand,
    machine_count,
)
from tests.simulation.site import Site
from tests.simulation.technician import DAY_MS, FULL
from tests.simulation.turn import TICK_S, TOO_LONG_S, Turn
from tests.simulation.visitor import NEW_PINS, Visitor
from tests.simulation.watch import Watch

# After these nobody may be left who knows of an approved deposit.
FORGETTING: Final = frozenset({FaultKind.DISK_LOST, FaultKind.LYING_KIOSK})


class City:
    """
    Attributes:
        coverage: how often something was interrupted where, and what else is worth counting.
        envelopes: those that people have in their hands.
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
        self.envelopes = EnvelopeRoom(self)
        self.bank = SimBank(self, self.loop.now, seed, new_engine)
        for account, minor in OPENING_MINOR.items():
            self.bank.open_account(account, minor)
        self.bank_staff = BankStaff(self.bank)
        self.sites = [self._build(number) for number in range(machine_count(self.draws))]
        self.card_uuids = {
            card: self.sites[0].issue_card(card, NEW_PINS[0], first, others=tuple(others))
            for card, (first, *others) in zip(CARDS, ACCOUNTS, strict=True)
        }
        for card, (first, *others) in zip(STRIPE_CARDS, STRIPE_ACCOUNTS, strict=True):
            uuid = self.sites[0].issue_stripe_card(card, NEW_PINS[0], first, tuple(others))
            self.card_uuids[card] = uuid
        self.pins = {card: [NEW_PINS[0]] for card in self.card_uuids}
        self.turns = [Turn(self, site, errands) for site in self.sites]

    def _build(self, number: int) -> Site:
        raw = hashlib.sha256(f"atm {number}".encode()).hexdigest()
        atm = f"{raw[:8]}-{raw[8:12]}-4{raw[13:16]}-8{raw[17:20]}-{raw[20:32]}"
        site = Site(self, number, atm)
        site.matter.works.on_change = _both(
            site.matter.works.on_change, lambda change: self.watch.notes_changed(site, change)
        )
        site.matter.printer.on_slip = lambda slip: self.watch.receipts.printed(site, slip)
        site.provision(FULL)
        self.sites_by_atm[atm] = site
        self.coverage[f"machine of {len(site.canisters)} canisters"] += 1
        return site

    def number_16(self, *what: object) -> bytes:
        return hashlib.sha256(f"{self.seed}/{what}".encode()).digest()[:16]

    def unblock(self, card: str) -> None:
        """Its holder has been to the bank."""
        card_id = card_hash(self.card_uuids[card])
        row = self.bank.store.cards.card(card_id)
        if row is not None and row.is_blocked:
            self.bank.store.cards.unblock(card_id)
            self.coverage["card unblocked"] += 1

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
        self._end_deposits()
        self.bank_staff.end_disputes(self.watch)
        self.watch.nobody_lacks_a_hold()
        self.bank_staff.end_suspense()
        self.watch.staff_acted()
        audit(self)

    def _end_deposits(self) -> None:
        """All bins are emptied; what no journal knows of waits a day, and is looked for."""
        for site in self.sites:
            site.key(is_on=False)
            self.envelopes.empty(site)
        if any(one.state is TransactionState.AWAITED for one in self.bank.transactions):
            fired = {fault.kind for fault in self.plan.fired}
            hold("I10", bool(fired & FORGETTING), "the bank was never told of an envelope")
            self.bank.set_forward(DAY_MS)
            self.bank.store.deposits.list_overdue(self.bank.now_ms())
            self.watch.staff_acted()
        self.envelopes.open_all()

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


def _both(first: Callable[[str], None], second: Callable[[str], None]) -> Callable[[str], None]:
    def act(change: str) -> None:
        first(change)
        second(change)

    return act
