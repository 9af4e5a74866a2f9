"""When money moves between two accounts of a card: each rule at its last allowed value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.contract.money import MINOR_MAX, Money
from bank_server.contract.operations import DeclineReason, Operation
from bank_server.domain.cards import CardStatus, ProofKind
from bank_server.domain.ledger import Account, AccountKind, Line, Posting, PostingKind
from bank_server.domain.transactions import TransactionState
from bank_server.domain.transfers import available_after, linked, moved, transfer_refusal
from tests.unit.bank_domain.small_bank import CARD, IN_WORK, TERMS, TXID, euros

TERMS_OF_TRANSFER = replace(
    TERMS,
    operation=Operation.TRANSFER,
    source="alice",
    target="savings",
    amount=euros(50_00),
    notes=(),
    ticket=None,
    lines=(),
)
ASKED = replace(IN_WORK, terms=TERMS_OF_TRANSFER)
ALICE = Account("alice", AccountKind.CUSTOMER, "Alice", euros(80_00), euros(30_00))
SAVINGS = Account("savings", AccountKind.CUSTOMER, "Alice", euros(0), euros(0))


def dollars(minor):
    return Money(minor, "USD")


def refused(card=CARD, source=ALICE, target=SAVINGS):
    return transfer_refusal(ASKED, card, source, target)


def test_all_that_is_available_may_be_moved():
    assert refused() is None
    assert (euros(0), euros(50_00)) == available_after(ASKED, ALICE, SAVINGS)


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ({"card": replace(CARD, status=CardStatus.BLOCKED)}, DeclineReason.CARD_BLOCKED),
        ({"source": None}, DeclineReason.NOT_LINKED),
        ({"target": None}, DeclineReason.NOT_LINKED),
        ({"target": ALICE}, DeclineReason.NOT_LINKED),
        ({"source": replace(ALICE, balance=dollars(1), held=dollars(0))}, DeclineReason.CURRENCY),
        ({"target": replace(SAVINGS, balance=dollars(0))}, DeclineReason.CURRENCY),
        ({"target": replace(SAVINGS, balance=euros(MINOR_MAX - 49_99))}, DeclineReason.AMOUNT),
        ({"target": replace(SAVINGS, balance=euros(MINOR_MAX - 50_00))}, None),
        ({"source": replace(ALICE, held=euros(30_01))}, DeclineReason.FUNDS),
    ],
)
def test_each_rule_stands_alone(what, reason):
    assert reason is refused(**what)


def test_a_stripe_that_gives_no_cash_may_move_money_between_its_own_accounts():
    assert refused(card=replace(CARD, proof=ProofKind.STRIPE, may_withdraw=False)) is None


def test_an_account_is_linked_only_if_the_card_names_it():
    assert "savings" == linked("savings", CARD)
    assert linked("bob", CARD) is None
    assert linked(None, CARD) is None


def test_one_posting_moves_all_of_it_and_the_reply_is_kept():
    change = moved(ASKED, ALICE, SAVINGS, b"reply")

    lines = (Line("alice", euros(-50_00)), Line("savings", euros(50_00)))
    assert (Posting(PostingKind.TRANSFER, TXID, lines),) == change.postings
    ended = replace(ASKED, state=TransactionState.DONE, account_id="alice", reply=b"reply")
    assert ended == change.transaction
    assert () == change.held
