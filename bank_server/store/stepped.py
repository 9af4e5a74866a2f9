"""The Store over any engine: the same steps for memory, SQLite and whatever comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from bank_server.store.base import (
    AccountStore,
    BalancingStore,
    CardStore,
    ChallengeStore,
    DayStore,
    DepositStore,
    JournalStore,
    PinStore,
    RestorationStore,
    StaffStore,
    StoreSteps,
    TerminalStore,
    TransactionStore,
)
from bank_server.store.groups import JoinedEngine
from bank_server.store.rows import Engine, Rows
from bank_server.store.steps.accounts import AccountSteps
from bank_server.store.steps.balancings import BalancingSteps
from bank_server.store.steps.cards import CardSteps
from bank_server.store.steps.challenges import ChallengeSteps
from bank_server.store.steps.days import DaySteps
from bank_server.store.steps.deposits import DepositSteps
from bank_server.store.steps.journals import JournalSteps
from bank_server.store.steps.pins import PinSteps
from bank_server.store.steps.restorations import RestorationSteps
from bank_server.store.steps.staff import StaffSteps
from bank_server.store.steps.terminals import TerminalSteps
from bank_server.store.steps.transactions import TransactionSteps

T = TypeVar("T")


class EngineSteps:
    """All steps on one engine.

    Attributes:
        boot_id: names this run of the bank; what another run left in work is abandoned.
    """

    def __init__(self, engine: Engine, boot_id: str) -> None:
        self.boot_id = boot_id
        self.cards: CardStore = CardSteps(engine)
        self.challenges: ChallengeStore = ChallengeSteps(engine, boot_id)
        self.transactions: TransactionStore = TransactionSteps(engine, boot_id)
        self.deposits: DepositStore = DepositSteps(engine, boot_id)
        self.accounts: AccountStore = AccountSteps(engine)
        self.terminals: TerminalStore = TerminalSteps(engine)
        self.journals: JournalStore = JournalSteps(engine)
        self.staff: StaffStore = StaffSteps(engine)
        self.restorations: RestorationStore = RestorationSteps(engine)
        self.balancings: BalancingStore = BalancingSteps(engine)
        self.days: DayStore = DaySteps(engine)
        self.pins: PinStore = PinSteps(engine)


class SteppedStore(EngineSteps):
    """The engine's owner."""

    def __init__(self, engine: Engine, boot_id: str) -> None:
        super().__init__(engine, boot_id)
        self._engine = engine

    def together(self, work: Callable[[StoreSteps], T]) -> T:
        """The whole group is one step of the engine."""

        def step(rows: Rows) -> T:
            joined = JoinedEngine(rows)
            try:
                result = work(EngineSteps(joined, self.boot_id))
            finally:
                joined.close()
            assert not joined.has_failed, "a step that raised ends its group"
            return result

        return self._engine.run(step)

    def close(self) -> None:
        """No step runs any more. Everything acknowledged is durable already."""
        self._engine.close()
