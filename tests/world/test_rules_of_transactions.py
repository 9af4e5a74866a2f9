"""What each transaction does, from the first key to the bank's books, and the receipt of each."""

from __future__ import annotations

import pytest

from bank_server.contract.money import Money
from bank_server.domain.transactions import TransactionState
from kiosk.domain.screens import ScreenId
from tests.world.support.cash import EURO
from tests.world.support.scene import ALICE, OPENING_MINOR
from tests.world.support.whole import (
    HOLIDAYS,
    SAVINGS,
    WholeScene,
    account,
    asks_for,
    asks_to_deposit,
    asks_to_move,
)


@pytest.fixture
def whole():
    return WholeScene()


@pytest.fixture
def you(whole):
    """At the menu."""
    whole.alice.enters()
    return whole.alice


def euros(minor):
    return Money(minor, "EUR")


def takes_receipt(you):
    you.sees(ScreenId.TAKE_RECEIPT)
    you.waits(1)
    you.machine.matter.take_receipt()
    you.waits(2)


def finishes(you):
    you.sees(ScreenId.ANOTHER)
    you.chooses("no")
    you.sees(ScreenId.TAKE_CARD)
    you.takes_card()
    you.sees(ScreenId.ATTRACT)


def bank_has(scene, operation):
    return [each for each in scene.bank.transactions if each.operation == operation]


def test_the_menu_shows_the_banks_accounts_and_no_others(you):
    """Requirement: the bank retrieves the accounts of this card."""
    you.chooses("withdraw")
    shown = you.sees(ScreenId.ACCOUNT)

    assert [account(name) for name in (ALICE, SAVINGS, HOLIDAYS)] == [
        choice.id for choice in shown.choices
    ]
    assert [50_000, 10_000, 10_000] == [line.available.minor for line in shown.accounts]


@pytest.mark.parametrize(("name", "place"), [(ALICE, 0), (SAVINGS, 1), (HOLIDAYS, 2)])
def test_cash_comes_from_the_account_that_was_chosen(whole, you, name, place):
    before = whole.balances
    asks_for(you, 50, name)
    you.confirms()
    you.sees(ScreenId.TAKE_CARD)
    you.takes_card()
    you.sees(ScreenId.TAKE_CASH)
    you.takes_cash()
    takes_receipt(you)
    whole.rests()

    gone = [old - new for old, new in zip(before, whole.balances, strict=True)]
    assert [5_000 if each == place else 0 for each in range(3)] == gone
    assert 5_000 == whole.machine.paid_minor
    whole.agrees()


def test_a_transfer_takes_from_one_account_and_gives_to_the_other(whole, you):
    """Requirement: funds are transferred between the card's accounts."""
    asked = asks_to_move(you, 2_500)
    you.confirms()
    takes_receipt(you)
    finishes(you)
    whole.rests()

    assert euros(2_500) == asked.amount
    assert (OPENING_MINOR - 2_500, 12_500, 10_000) == whole.balances
    assert 1 == whole.machine.entries.count("TRANSFER_DONE")
    assert 1 == len(whole.slips)
    whole.agrees()


def test_a_deposit_is_booked_as_claimed_and_credited_by_nobody_yet(whole, you):
    """Requirement: an envelope with a typed amount; the bank decides later what it is worth."""
    asked = asks_to_deposit(you, 5_000)
    you.machine.matter.use_hands(envelope=True)
    you.confirms()
    you.waits(5)
    takes_receipt(you)
    finishes(you)
    whole.rests()

    (deposit,) = bank_has(whole, "deposit")
    assert (euros(5_000), 5_000) == (asked.amount, deposit.amount.minor)
    assert TransactionState.PENDING is deposit.state
    assert 1 == len(whole.machine.matter.envelopes.bin)
    assert 5_000 == whole.machine.last_entry("DEPOSIT_APPROVED")["claimed"]["minor"]
    whole.agrees()


@pytest.mark.parametrize(("name", "minor"), [(ALICE, 50_000), (SAVINGS, 10_000)])
def test_a_query_shows_what_the_bank_has(whole, you, name, minor):
    """Requirement: the bank is asked what is available in an account."""
    you.chooses("balance")
    you.sees(ScreenId.ACCOUNT)
    you.chooses(account(name))
    shown = you.sees(ScreenId.BALANCE)

    assert (minor, minor) == (shown.available.minor, shown.balance.minor)


def test_one_card_and_one_pin_do_all_four_in_one_series(whole, you):
    """Requirement: a series of transactions; cash comes last where the card is kept."""
    you.machine.matter.use_hands(envelope=True, receipt=True)
    asks_to_move(you)
    you.confirms()
    you.sees(ScreenId.ANOTHER)
    you.chooses("yes")
    you.sees(ScreenId.MENU)
    asks_to_deposit(you)
    you.confirms()
    you.sees(ScreenId.ANOTHER)
    you.chooses("yes")
    you.sees(ScreenId.MENU)
    you.chooses("balance")
    you.chooses(account(SAVINGS))
    assert 12_500 == you.sees(ScreenId.BALANCE).balance.minor
    you.chooses("continue")
    you.sees(ScreenId.ANOTHER)
    you.chooses("yes")
    you.sees(ScreenId.MENU)
    asks_for(you, 50)
    you.confirms()
    you.sees(ScreenId.TAKE_CARD)
    you.takes_card()
    you.sees(ScreenId.TAKE_CASH)
    you.takes_cash()
    you.sees(ScreenId.ATTRACT)
    whole.rests()

    codes = whole.machine.entries
    assert (1, 1) == tuple(codes.count(code) for code in ("VISIT_START", "PIN_OK"))
    assert (OPENING_MINOR - 2_500 - 5_000, 12_500, 10_000) == whole.balances
    assert 3 == codes.count("RECEIPT_PRINTED")
    whole.agrees()


def paper_of(scene):
    (slip,) = scene.slips
    return " ".join(slip)


def test_each_success_has_a_receipt_that_agrees_with_screen_journal_and_bank(whole, you):
    """Requirement: if a transaction succeeds, the machine prints a receipt."""
    asks_for(you, 70)
    you.confirms()
    you.sees(ScreenId.TAKE_CARD)
    you.takes_card()
    offered = you.sees(ScreenId.TAKE_CASH)
    taken = you.takes_cash()
    said = you.sees(ScreenId.TAKE_RECEIPT)
    takes_receipt(you)
    whole.rests()

    (booked,) = bank_has(whole, "withdrawal")
    value = sum(EURO.denominations[canister - 1] * count for canister, count in taken.items())
    assert [7_000] * 4 == [offered.amount.minor, value, booked.amount.minor, said.amount.minor]
    assert "70" in paper_of(whole)
    assert whole.slips[0][-1].split()[-1] == said.reference
    assert booked.txid.upper().startswith(said.reference)
    assert whole.machine.last_entry("RECEIPT_PRINTED")["txid"] == booked.txid


@pytest.mark.parametrize(("wish", "printed"), [("none", 0), ("screen", 0), ("printed", 1)])
def test_the_receipt_is_printed_shown_or_left_out_as_the_customer_wishes(whole, you, wish, printed):
    asks_to_move(you)
    you.chooses("receipt")
    you.sees(ScreenId.RECEIPT)
    you.chooses(f"receipt-{wish}")
    you.sees(ScreenId.TRANSFER_CONFIRM)
    you.confirms()
    shown = you.sees(ScreenId.TRANSFER_DONE, ScreenId.SCREEN_RECEIPT, ScreenId.TAKE_RECEIPT)
    you.waits(1)

    assert {"none": "S21d", "screen": "S15b", "printed": "S15"}[wish] == shown.id.value
    assert printed == len(whole.slips)
    assert ("RECEIPT_DECLINED" in whole.machine.entries) == (not printed)
    assert (OPENING_MINOR - 2_500, 12_500, 10_000) == whole.balances


@pytest.mark.parametrize("mix", ["mixed", "small", "large"])
@pytest.mark.parametrize("units", [60, 100, 200])
def test_the_notes_are_those_of_the_mix_that_was_chosen(whole, you, units, mix):
    """Requirement: cash in any denominations that the machine has."""
    asks_for(you, units)
    you.chooses("notes")
    mixes = {line.id: line.notes for line in you.sees(ScreenId.NOTES).mixes}
    you.chooses(f"notes-{mix}" if mix in mixes else f"notes-{next(iter(mixes))}")
    shown = you.sees(ScreenId.CONFIRM)
    you.confirms()
    you.sees(ScreenId.TAKE_CARD)
    you.takes_card()
    you.sees(ScreenId.TAKE_CASH)
    taken = you.takes_cash()

    given = {EURO.denominations[canister - 1]: count for canister, count in taken.items()}
    assert {line.denomination.minor: line.count for line in shown.notes} == given
    assert units * 100 == sum(value * count for value, count in given.items())
