"""What a card's withdrawals have cost or may still cost, for its daily limit."""

from __future__ import annotations

from bank_server.contract.money import Money
from bank_server.contract.operations import Operation
from bank_server.domain.cards import ProofKind
from bank_server.domain.challenges import ChallengeTerms
from bank_server.domain.holds import withdrawn_minor
from bank_server.domain.transactions import Transaction, TransactionState

State = TransactionState


def transaction(state, asked, captured=None, operation=Operation.WITHDRAWAL):
    terms = ChallengeTerms(
        "t", "atm", "card", operation, ProofKind.CHIP, amount=Money(asked, "EUR")
    )
    paid = None if captured is None else Money(captured, "EUR")
    return Transaction("t", "atm", state, "b", 0, terms=terms, account_id="a", captured=paid)


def test_holds_count_whole_and_what_has_ended_counts_as_captured():
    several = [
        transaction(State.DONE, 1, operation=Operation.BALANCE),
        transaction(State.HELD, 2_000),
        transaction(State.IN_DOUBT, 30_000),
        transaction(State.CAPTURED, 500_000, captured=400_000),
        transaction(State.RESOLVED, 9_000_000, captured=5_000_000),
        transaction(State.VOID, 70_000_000, captured=0),
        transaction(State.DECLINED, 800_000_000),
    ]

    assert 5_432_000 == withdrawn_minor(several)
    assert 0 == withdrawn_minor([])
