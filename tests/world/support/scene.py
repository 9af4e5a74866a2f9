"""The whole scene of a test: one bank, one or more ATMs, customers, and an auditor at the end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from hardware.emulators.world_error import WorldError
from kiosk.domain.screens import ScreenId
from kiosk.runtime.virtual_loop import VirtualLoop
from tests.world.support.bank_house import BankHouse
from tests.world.support.cash import EURO, Cash
from tests.world.support.customer import Customer, KioskGone, NotShown
from tests.world.support.machine import NOTES_EACH, Machine
from tests.world.support.operator import Operator

ATM: Final = "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
OTHER_ATM: Final = "1f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
ALICE: Final = "alice"
PIN: Final = "7294"
OPENING_MINOR: Final = 50_000
REST_S: Final = 400.0
AWAY_S: Final = 5.0
IDLE: Final = frozenset(
    {ScreenId.ATTRACT, ScreenId.NO_CASH, ScreenId.OUT_OF_SERVICE, ScreenId.CLOSED}
)


class Scene:
    """
    Attributes:
        alice: a customer with EUR 500 and a chip card, at `machine`.
        operator: who has its key.
    """

    def __init__(
        self,
        *,
        notes: int = NOTES_EACH,
        seed: int = 0,
        languages: tuple[str, ...] = (),
        cash: Cash = EURO,
        door_lock: tuple[int, int] | None = None,
        dispatch: Path | None = None,
        **start: bool,
    ) -> None:
        self.loop = VirtualLoop()
        self.bank = BankHouse(self.loop.now, seed, cash.currency)
        self.bank.open_account(ALICE, OPENING_MINOR)
        self.machine = Machine(self.loop, self.bank, ATM, {}, seed, cash, door_lock, dispatch)
        self.machine.provision(notes)
        self.card_uuid = self.machine.issue_card(ALICE, PIN, ALICE)
        self.alice = Customer(self.loop, self.machine, ALICE, PIN)
        self.operator = Operator(self.machine, self.alice)
        self.machine.start(languages=languages, **start)
        self.loop.advance(1.0)
        self.machine.moments.begin()

    def other_machine(self) -> Machine:
        """A second ATM of the same bank; the same cards fit."""
        other = Machine(self.loop, self.bank, OTHER_ATM, self.machine.memories.cards)
        other.provision()
        other.start()
        self.loop.advance(1.0)
        return other

    def at(self, moment: str, act: Callable[[], None]) -> None:
        self.machine.moments.at(moment, act)

    def runs(self, seconds: float) -> None:
        self.loop.advance(seconds)

    def with_quick_hands(self) -> Scene:
        """Customers who take card and cash as soon as they can, whatever the screen says."""
        self.machine.matter.use_hands(card=True, cash=True)
        return self

    def dies_at(self, moment: str, script: Callable[[Customer], None]) -> None:
        """Play the script, kill the kiosk at this moment of it, and let a while pass."""
        self.at(moment, self.machine.kill)
        with suppress(KioskGone, WorldError):
            script(self.alice)
        assert not self.machine.life.is_alive, f"never came to {moment}"
        self.runs(AWAY_S)

    def is_disturbed(
        self, moment: str, disturb: Callable[[], None], script: Callable[[Customer], None]
    ) -> None:
        """Play the script, disturb it at this moment, and let the customer go."""
        self.at(moment, disturb)
        with suppress(NotShown, WorldError):
            script(self.alice)
        if self.machine.core.screen.id not in IDLE:
            self.alice.presses("X")
            self.runs(AWAY_S)

    def restarts(self) -> None:
        """The kiosk is started again after a kill, and gets through its recovery."""
        self.machine.start()
        self.rests()

    def rests(self, limit_s: float = REST_S) -> None:
        """Until nobody is served and nothing is left to do."""
        end_s = self.loop.now() + limit_s
        while self.loop.now() < end_s:
            self.loop.advance(1.0)
            if self.is_at_rest:
                return

    @property
    def is_at_rest(self) -> bool:
        machine = self.machine
        serves = machine.core.service.serves
        return (
            machine.life.is_alive and machine.core.is_idle and serves and not machine.money().open
        )

    # --- the auditor

    @property
    def alice_paid(self) -> int:
        """Minor units that Alice's account has gone down by."""
        return OPENING_MINOR - self.bank.account(ALICE).balance.minor

    @property
    def held(self) -> int:
        return self.bank.account(ALICE).held.minor

    def audit(self, *, alarms: tuple[str, ...] = (), held: int = 0) -> None:
        """Everything that must be true at rest, after whatever has happened."""
        machine = self.machine
        assert () == self.bank.findings
        assert alarms == self.bank.alarms
        assert held == self.held
        assert machine.paid_minor == self.alice_paid
        assert len(machine.canisters) * NOTES_EACH == machine.note_count
        assert [] == machine.moments_missed
        assert () == machine.money().open
        assert machine.counters_of_hsm == machine.counters_of_bank
        assert [] == machine.deaths
        assert machine.entries

    def served_again(self, units: int = 20) -> None:
        """The next customer gets cash, and the books still agree."""
        before = self.alice_paid
        self.alice.sees(ScreenId.ATTRACT)
        self.alice.withdraws(units)
        self.rests()

        assert before + units * self.machine.cash.per_unit == self.alice_paid
