"""When money is reserved for a withdrawal: each rule at its last allowed value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.contract.operations import DeclineReason
from bank_server.domain.cards import ProofKind
from bank_server.domain.challenges import (
    ChallengeRefusal,
    NotesAsked,
    OpenLine,
    counters_equal,
    refusal,
)
from bank_server.domain.changes import Change, HeldChange
from bank_server.domain.holds import has_notes, held, hold_refusal, source_of, withdrawn_minor
from bank_server.domain.ledger import Account, AccountKind
from bank_server.domain.terminals import CanisterBook
from bank_server.domain.transactions import TransactionState
from tests.unit.bank_domain.small_bank import (
    ATM,
    CARD,
    HELD,
    IDLE,
    IN_WORK,
    NOW_MS,
    TERMS,
    TXID,
    euros,
)

ALICE = Account("alice", AccountKind.CUSTOMER, "Alice", euros(50_00), euros(0))


def refused(card=CARD, terms=TERMS):
    return hold_refusal(
        replace(IN_WORK, terms=terms),
        card,
        ALICE,
        IDLE,
        recent=(),
        withdrawn=0,
        limit=None,
        now_ms=NOW_MS,
    )


def asking(*notes, lines=TERMS.lines):
    return replace(TERMS, notes=tuple(NotesAsked(*each) for each in notes), lines=lines)


def test_all_that_an_account_has_may_be_held():
    assert refused() is None


@pytest.mark.parametrize(
    ("proof", "may_withdraw", "reason"),
    [
        (ProofKind.STRIPE, False, DeclineReason.STRIPE_REFUSED),
        (ProofKind.STRIPE, True, None),
        (ProofKind.CHIP, False, None),
        (ProofKind.CHIP, True, None),
    ],
)
def test_only_a_stripe_card_that_may_not_withdraw_is_refused_as_one(proof, may_withdraw, reason):
    card = replace(CARD, proof=proof, may_withdraw=may_withdraw)

    assert reason is refused(card, replace(TERMS, proof=proof))


@pytest.mark.parametrize(
    ("notes", "has_them"),
    [([(1, 90), (2, 80)], True), ([(1, 91)], False), ([(2, 81)], False), ([(3, 1)], False)],
)
def test_the_hsm_must_have_the_notes_and_may_give_the_last_one(notes, has_them):
    assert has_them is has_notes(asking(*notes))


def test_a_canister_that_was_never_loaded_has_no_notes():
    assert not has_notes(asking((1, 1), lines=(OpenLine(1, 0, 0, 90),)))


def test_a_card_without_accounts_reaches_none():
    assert source_of(replace(TERMS, source=None), replace(CARD, accounts=())) is None
    assert "alice" == source_of(replace(TERMS, source=None), CARD)


def test_a_hold_is_written_into_account_card_atm_and_transaction():
    """So that two holds of one account, card or ATM always meet in one row."""
    expected = Change(
        transaction=HELD,
        card=replace(CARD, last_hold_ms=NOW_MS),
        atm=ATM,
        held=(HeldChange("alice", euros(50_00)),),
    )

    assert expected == held(IN_WORK, CARD, "alice", IDLE, b"approved", NOW_MS)
    assert TXID == ATM.held_txid


def test_notes_without_a_hold_are_nobodys_withdrawal():
    """They are the bank's loss, whatever the txid was about."""
    captured = replace(HELD, state=TransactionState.CAPTURED, captured=euros(30_00))
    suspense = replace(captured, state=TransactionState.SUSPENSE)

    assert 30_00 == withdrawn_minor([captured])
    assert 0 == withdrawn_minor([suspense])


def test_an_atm_gives_as_many_notes_at_once_as_it_may_and_no_more():
    assert refusal(TERMS, CARD, replace(IDLE, max_notes=4)) is None
    assert ChallengeRefusal.NOTES_DIFFER is refusal(TERMS, CARD, replace(IDLE, max_notes=3))


def test_a_canister_that_the_bank_knows_is_compared_before_it_was_ever_loaded():
    atm = replace(IDLE, canisters=(IDLE.canisters[0], CanisterBook(2, 20_00)))

    assert counters_equal((OpenLine(1, 1, 10, 90), OpenLine(2, 0, 0, 0)), atm)
    assert not counters_equal((OpenLine(1, 1, 10, 90), OpenLine(2, 0, 1, 0)), atm)
