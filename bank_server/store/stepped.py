"""The Store over any engine: the same steps for memory, SQLite and whatever comes."""

from __future__ import annotations

from bank_server.store.base import (
    AccountStore,
    CardStore,
    ChallengeStore,
    StaffStore,
    TerminalStore,
    TransactionStore,
)
from bank_server.store.rows import Engine
from bank_server.store.steps.accounts import AccountSteps
from bank_server.store.steps.cards import CardSteps
from bank_server.store.steps.challenges import ChallengeSteps
from bank_server.store.steps.staff import StaffSteps
from bank_server.store.steps.terminals import TerminalSteps
from bank_server.store.steps.transactions import TransactionSteps


class SteppedStore:
    """
    Attributes:
        boot_id: names this run of the bank; what another run left in work is abandoned.
    """

    def __init__(self, engine: Engine, boot_id: str) -> None:
        self._engine = engine
        self.boot_id = boot_id
        self.cards: CardStore = CardSteps(engine)
        self.challenges: ChallengeStore = ChallengeSteps(engine, boot_id)
        self.transactions: TransactionStore = TransactionSteps(engine, boot_id)
        self.accounts: AccountStore = AccountSteps(engine)
        self.terminals: TerminalStore = TerminalSteps(engine)
        self.staff: StaffStore = StaffSteps(engine)

    def close(self) -> None:
        """No step runs any more. Everything acknowledged is durable already."""
        self._engine.close()
