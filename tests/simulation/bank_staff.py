"""People at the bank: what must be decided by two of them is.

They know what they could know: the work list, and notes that were counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bank_server.domain.disputes import open_disputes
from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    dispute_body,
    journal_body,
    resolution_body,
    suspense_body,
)
from bank_server.domain.suspense import open_suspense
from bank_server.domain.transactions import Transaction, TransactionState
from tests.simulation.broken import hold
from tests.world.support.bank_house import BankHouse

if TYPE_CHECKING:
    from tests.simulation.watch import Watch

PROPOSER, CONFIRMER = "anna", "ben"
WHY: Final = "counted together"


class BankStaff:
    """Two supervisors, who only ever act together.

    Attributes:
        second: who confirms what the first has proposed.
    """

    second = CONFIRMER

    def __init__(self, bank: BankHouse) -> None:
        self._bank = bank
        self._proposals = 0
        for name in (PROPOSER, CONFIRMER):
            bank.store.staff.add(Staff(name, StaffRole.SUPERVISOR, name))

    def doubt_old_holds(self) -> None:
        self._bank.store.transactions.doubt_old_holds(self._bank.now_ms())

    def in_doubt(self, atm: str) -> list[Transaction]:
        return [
            one
            for one in self._bank.transactions
            if one.atm_id == atm and one.state is TransactionState.IN_DOUBT
        ]

    def resolve(self, one: Transaction, counted: tuple[tuple[int, int], ...]) -> None:
        body = resolution_body(one.txid, one.atm_id, counted, WHY)
        proposal = self.propose(ActionKind.RESOLVE_IN_DOUBT, body)
        result = self._bank.store.transactions.resolve_in_doubt(
            one.txid,
            one.atm_id,
            presented=counted,
            why=WHY,
            confirmation=Confirmation(proposal, CONFIRMER),
            now_ms=self._bank.now_ms(),
        )
        hold("staff", result is ConfirmResult.DONE, f"a resolution was answered {result.value}")

    def end_disputes(self, watch: Watch) -> None:
        """What was found of each in the retract bin goes back."""
        for dispute in open_disputes(self._bank.transactions):
            key = (dispute.atm_id, dispute.txid)
            canisters = [book.canister for book in self._bank.atm(dispute.atm_id).canisters]
            found = [(each, watch.taken_back[(*key, each)]) for each in canisters]
            body = dispute_body(dispute.txid, dispute.atm_id, found, WHY)
            proposal = self.propose(ActionKind.RESOLVE_DISPUTE, body)
            result = self._bank.store.transactions.resolve_dispute(
                dispute.txid,
                dispute.atm_id,
                found=found,
                why=WHY,
                confirmation=Confirmation(proposal, CONFIRMER),
                now_ms=self._bank.now_ms(),
            )
            hold("staff", result is ConfirmResult.DONE, f"a dispute was answered {result.value}")

    def end_suspense(self) -> None:
        """Nobody is known who owes it: the bank bears it."""
        for each in open_suspense(self._bank.transactions):
            body = suspense_body(each.txid, each.atm_id, None, None, WHY)
            proposal = self.propose(ActionKind.RESOLVE_SUSPENSE, body)
            result = self._bank.store.transactions.resolve_suspense(
                each.txid,
                each.atm_id,
                account_id=None,
                charged=None,
                why=WHY,
                confirmation=Confirmation(proposal, CONFIRMER),
                now_ms=self._bank.now_ms(),
            )
            hold("staff", result is ConfirmResult.DONE, f"suspense was answered {result.value}")

    def accept_journal(self, atm: str) -> None:
        books = self._bank.atm(atm)
        assert books.contradiction is not None
        kept, said = books.anchor, books.contradiction
        proposal = self.propose(ActionKind.ACCEPT_JOURNAL, journal_body(atm, kept, said, WHY))
        self._bank.store.terminals.accept_journal(
            atm,
            kept=kept,
            said=said,
            why=WHY,
            confirmation=Confirmation(proposal, CONFIRMER),
            now_ms=self._bank.now_ms(),
        )

    def propose(self, kind: ActionKind, body: str) -> str:
        self._proposals += 1
        number = f"{self._proposals:032x}"
        self._bank.store.staff.propose(number, kind, body, PROPOSER, self._bank.now_ms())
        return number
