"""Small rules of the bank at their edges: cards, people, journals, and what audits say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.contract.money import Money
from bank_server.contract.operations import DeclineReason
from bank_server.domain.anchors import STILL_UNDER_WAY_MAX, accepted, heard, is_late
from bank_server.domain.audit import Finding, FindingKind, audit
from bank_server.domain.cards import CardStatus, after_try, unblocked
from bank_server.domain.deactivation import has_failed
from bank_server.domain.ledger import Account, AccountKind, Entry, PostingKind
from bank_server.domain.people import (
    ActionKind,
    ConfirmResult,
    Proposal,
    balance_body,
    refusal,
    resolution_body,
)
from bank_server.domain.terminals import Beat, JournalAnchor, KioskRun
from bank_server.domain.transactions import Transaction, TransactionState
from hardware.crypto.voucher import NOTES_PER_LOAD_MAX
from tests.unit.bank_domain.small_bank import (
    ATM_ID,
    BOOT,
    CARD,
    HELD,
    IDLE,
    IN_WORK,
    TXID,
    euros,
)

PROPOSAL = Proposal("p" * 32, ActionKind.SET_BALANCE, "body", "carol", 1_000)
KEPT, SAID = JournalAnchor(9, "a" * 64, "b" * 32), JournalAnchor(5, "c" * 64, "d" * 32)
RUN, OTHER_RUN = "1" * 32, "2" * 32
BLOCKED = replace(CARD, status=CardStatus.BLOCKED)
WRONG = replace(
    IN_WORK,
    state=TransactionState.DECLINED,
    decline=DeclineReason.PIN_WRONG,
    has_tried_pin=True,
)


# --- cards


@pytest.mark.parametrize(
    ("status", "tries", "after"),
    [
        (CardStatus.ACTIVE, 2, 3),
        (CardStatus.ACTIVE, 3, None),
        (CardStatus.ISSUED, 0, None),
        (CardStatus.BLOCKED, 0, None),
    ],
)
def test_only_an_active_card_with_a_try_left_is_tried(status, tries, after):
    tried = after_try(replace(CARD, status=status, tries=tries))

    assert after == (None if tried is None else tried.tries)


@pytest.mark.parametrize(
    ("key", "status"), [(None, CardStatus.ISSUED), (b"sealed", CardStatus.ACTIVE)]
)
def test_an_unblocked_card_has_all_its_tries_and_is_active_if_it_has_a_key(key, status):
    card = unblocked(replace(BLOCKED, tries=3, sealed_key=key))

    assert (status, 0) == (card.status, card.tries)


@pytest.mark.parametrize(
    "lost",
    [
        WRONG,
        replace(WRONG, state=TransactionState.IN_WORK, decline=None),
        replace(WRONG, state=TransactionState.VOID, decline=None),
    ],
)
def test_a_blocked_card_has_failed_by_each_try_that_nobody_heard_was_right(lost):
    assert has_failed(BLOCKED, [lost, WRONG])


@pytest.mark.parametrize(
    ("card", "tried"),
    [
        (CARD, WRONG),
        (BLOCKED, None),
        (BLOCKED, replace(WRONG, terms=replace(WRONG.terms, card_id="another"))),
        (BLOCKED, replace(WRONG, has_tried_pin=False)),
        (BLOCKED, replace(WRONG, decline=DeclineReason.FUNDS)),
        (BLOCKED, replace(WRONG, state=TransactionState.DONE, decline=None)),
        (BLOCKED, replace(HELD, has_tried_pin=True)),
    ],
)
def test_one_txid_that_lost_this_card_no_try_ignores_the_advice(card, tried):
    assert not has_failed(card, [WRONG, tried])


# --- people


@pytest.mark.parametrize(("late_ms", "expected"), [(0, None), (1, ConfirmResult.EXPIRED)])
def test_a_proposal_can_be_confirmed_until_it_ends(late_ms, expected):
    now_ms = 1_000 + 24 * 3_600_000 + late_ms

    assert expected is refusal(PROPOSAL, ActionKind.SET_BALANCE, "body", "dave", now_ms)


def test_what_is_proposed_has_one_text():
    """Both people's actions are compared by it, so it is kept letter by letter."""
    assert f'["{TXID}","atm",[[1,2],[2,0]],"no caf\\u00e9"]' == resolution_body(
        TXID, "atm", [(1, 2), (2, 0)], "no café"
    )
    assert '["alice",-5,"EUR"]' == balance_body("alice", euros(-5))


# --- journals


@pytest.mark.parametrize(("number", "late"), [(6, True), (7, False), (8, False)])
def test_the_newest_heartbeat_again_is_not_late(number, late):
    atm = replace(IDLE, runs=(KioskRun(RUN, 7),))

    assert late is is_late(atm, Beat(KioskRun(RUN, number)))


@pytest.mark.parametrize(("number", "late"), [(64, True), (65, False)])
def test_a_run_that_was_only_named_was_heard_up_to_nothing(number, late):
    assert 64 == STILL_UNDER_WAY_MAX
    atm = heard(IDLE, JournalAnchor(1), Beat(KioskRun(RUN, 1), (OTHER_RUN,)))

    assert late is is_late(atm, Beat(KioskRun(OTHER_RUN, number)))


def test_people_accept_the_journal_that_they_saw_and_no_other():
    atm = replace(IDLE, anchor=KEPT, contradiction=SAID)

    assert replace(IDLE, anchor=SAID) == accepted(atm, KEPT, SAID)
    assert accepted(replace(atm, anchor=JournalAnchor(8)), KEPT, SAID) is None
    assert accepted(replace(atm, contradiction=JournalAnchor(4)), KEPT, SAID) is None
    assert accepted(replace(atm, contradiction=None), KEPT, SAID) is None


# --- audits


def audited(accounts=(), entries=(), transactions=(), atms=()):
    return audit(accounts, entries, transactions, atms)


def entries_of(account_id, minor):
    return tuple(
        Entry(number, 1, 0, PostingKind.OPENING, name, name, euros(amount))
        for number, (name, amount) in enumerate(((account_id, minor), ("opening:EUR", -minor)))
    )


def test_an_entry_of_an_account_that_is_not_there_is_found_under_its_name():
    vault = Account("opening:EUR", AccountKind.OPENING, "opening", euros(-5), euros(0))

    expected = (Finding(FindingKind.BALANCE, "gone"),)
    assert expected == audited([vault], entries_of("gone", 5))


def test_a_hold_of_an_account_that_is_not_there_is_found_under_its_name():
    held = replace(HELD, state=TransactionState.IN_DOUBT, terms=replace(HELD.terms, lines=()))

    assert (Finding(FindingKind.HELD, "alice"),) == audited(transactions=[held])


def test_an_account_that_is_overdrawn_is_found_under_its_name():
    alice = Account("alice", AccountKind.CUSTOMER, "Alice", Money(-1, "EUR"), euros(0))

    kinds = {FindingKind.OVERDRAWN: "alice", FindingKind.BALANCE: "alice"}
    assert kinds == {each.kind: each.subject for each in audited([alice])}


def test_a_hold_of_an_atm_that_is_not_there_is_found_under_its_name():
    held = Transaction(TXID, "gone", TransactionState.HELD, BOOT, 0)

    assert (Finding(FindingKind.ATM_HELD, "gone"),) == audited(transactions=[held])


@pytest.mark.parametrize(
    ("counters", "findings"),
    [
        ((0, NOTES_PER_LOAD_MAX, 0), ()),
        ((10, NOTES_PER_LOAD_MAX - 10, 10), ()),
        ((10, NOTES_PER_LOAD_MAX - 9, 10), (Finding(FindingKind.COUNTERS, ATM_ID),)),
        ((10, 0, 11), (Finding(FindingKind.COUNTERS, ATM_ID),)),
    ],
)
def test_counters_that_no_load_can_have_are_found(counters, findings):
    """Even where a record says the same."""
    next_, left, rejected = counters
    book = replace(IDLE.canisters[0], next=next_, left=left, rejected=rejected)
    opened = replace(HELD, state=TransactionState.DECLINED, account_id=None)
    terms = replace(HELD.terms, lines=(replace(HELD.terms.lines[0], next=next_, left=left),))

    atm = replace(IDLE, canisters=(book,))
    assert findings == audited(transactions=[replace(opened, terms=terms)], atms=[atm])
