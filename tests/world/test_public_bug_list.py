"""Bugs that students found in a well-known ATM simulator when they learnt to test: none is here.

Each test names one of them in plain words.
"""

from __future__ import annotations

import pytest

from bank_server.contract.money import Money
from bank_server.domain.cards import CardStatus
from bank_server.service.staff_accounts import account_id_of
from kiosk.domain.screens import Notice, ScreenId
from tests.world.support.cash import EURO
from tests.world.support.scene import ALICE, Scene
from tests.world.support.whole import (
    HOLIDAYS,
    SAVINGS,
    WholeScene,
    account,
    asks_to_deposit,
    asks_to_move,
)

WRONG = "8405"


def euros(units):
    return Money(units * 100, "EUR")


def value_of(notes):
    return sum(EURO.denominations[canister - 1] * count for canister, count in notes.items())


def test_after_a_wrong_pin_the_right_one_had_to_be_typed_twice(alice):
    alice.inserts()
    alice.types(WRONG)
    alice.is_told(Notice.PIN_WRONG)
    alice.types()

    assert ScreenId.MENU == alice.sees(ScreenId.MENU, ScreenId.PIN).id


@pytest.mark.parametrize("minor", EURO.quick)
def test_the_button_of_an_amount_gave_twice_as_much(scene, alice, machine, minor):
    """What is on the button, asked, shown, paid, written, and debited is the same amount."""
    alice.enters()
    alice.chooses("withdraw")
    alice.sees(ScreenId.AMOUNT)
    alice.chooses(f"amount-{minor}")
    asked = alice.sees(ScreenId.CONFIRM)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    offered = alice.sees(ScreenId.TAKE_CASH)
    taken = alice.takes_cash()
    alice.goes()
    scene.rests()

    assert [minor] * 4 == [
        asked.amount.minor,
        offered.amount.minor,
        value_of(taken),
        scene.alice_paid,
    ]
    for code in ("INTENT", "AUTH_REQUEST", "CASH_PRESENTED", "SETTLEMENT_CONFIRMED"):
        assert {"minor": minor, "currency": "EUR"} == dict(machine.last_entry(code)["amount"])
    scene.audit()


@pytest.mark.parametrize("units", [10, 20, 30, 40, 60, 70, 110, 200, 330, 500])
def test_two_hundred_asked_for_and_twenty_given(scene, alice, machine, units):
    """Given is what was asked for, in the notes that were shown before."""
    alice.enters()
    asked = alice.asks_for(units)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    taken = alice.takes_cash()
    alice.goes()
    scene.rests()

    shown = {line.denomination.minor: line.count for line in asked.notes}
    given = {EURO.denominations[canister - 1]: count for canister, count in taken.items()}
    assert shown == given
    assert (units * 100, units * 100) == (value_of(taken), scene.alice_paid)
    scene.audit()


@pytest.mark.parametrize("notes", [0, 100])
def test_a_question_for_the_balance_paid_cash(notes):
    """Notes move in a withdrawal and at no other time, in a full machine and in an empty one."""
    scene = Scene(notes=notes)
    before = scene.machine.matter.works.whereabouts()
    scene.alice.inserts() if notes else _inserts_into_the_empty_machine(scene)
    scene.alice.types()
    scene.alice.sees(ScreenId.MENU)
    scene.alice.chooses("balance")
    scene.alice.sees(ScreenId.BALANCE)
    scene.alice.chooses("continue")
    scene.alice.sees(ScreenId.ANOTHER)
    scene.alice.chooses("no")
    scene.alice.goes()
    scene.runs(30)

    assert before == scene.machine.matter.works.whereabouts()
    assert 0 == scene.alice_paid
    assert "CMD" not in scene.machine.entries


def _inserts_into_the_empty_machine(scene):
    """It says before the PIN that there is no cash."""
    scene.machine.matter.insert(scene.alice.card)
    scene.alice.sees(ScreenId.SERVICE_NOTICE)
    scene.alice.presses("E")
    scene.alice.sees(ScreenId.PIN)


def test_the_balance_was_not_that_of_the_account(scene, alice):
    """The first balance, and the one after a withdrawal, are the bank's own."""
    shown = []
    for _ in range(2):
        alice.enters()
        alice.chooses("balance")
        shown.append(alice.sees(ScreenId.BALANCE).balance)
        assert scene.bank.account(ALICE).balance == shown[-1]
        alice.chooses("continue")
        alice.sees(ScreenId.ANOTHER)
        alice.chooses("yes")
        alice.asks_for(30)
        alice.confirms()
        alice.sees(ScreenId.TAKE_CARD)
        alice.takes_card()
        alice.sees(ScreenId.TAKE_CASH)
        alice.takes_cash()
        alice.goes()
        scene.rests()

    assert [euros(500), euros(470)] == shown


def test_a_card_that_was_stopped_could_be_put_in_again_and_worked(scene, alice):
    alice.inserts()
    for _ in range(3):
        alice.types(WRONG)
    alice.is_told(Notice.PIN_BLOCKED)
    alice.goes()
    scene.rests()

    for _ in range(2):
        alice.machine.matter.insert(alice.card)
        alice.sees(ScreenId.PIN, ScreenId.TAKE_CARD)
        if alice.screen.id is ScreenId.PIN:
            alice.types()
        alice.is_told(Notice.CARD_STOPPED)
        alice.goes()
    assert CardStatus.BLOCKED == scene.bank.card_status(scene.card_uuid)
    assert "PIN_OK" not in scene.machine.entries


@pytest.mark.parametrize("digits", ["12345678901", "7" * 40])
@pytest.mark.parametrize("place", ["pad", "glass"])
def test_a_pin_of_more_than_ten_digits_ended_the_program(scene, alice, machine, digits, place):
    alice.inserts()
    alice.waits(0.2)
    alice.touches(place, digits)

    assert alice.screen.digits <= 12
    assert [] == machine.deaths
    assert machine.life.is_alive
    alice.touches(place, "C")
    alice.touches(place, alice.pin + "E")
    alice.sees(ScreenId.MENU)
    alice.presses("X")
    alice.goes()
    scene.rests()
    scene.audit()


# On a machine with printer, envelope slot, and a card with three accounts.


@pytest.fixture
def whole():
    scene = WholeScene()
    scene.machine.matter.use_hands(envelope=True, receipt=True)
    scene.alice.enters()
    return scene


def paper(scene):
    """The last receipt: its first words -> its last one."""
    return {line.split()[0]: line.split()[-1] for line in scene.slips[-1] if len(line.split()) > 1}


def test_the_account_on_the_receipt_was_one_higher(whole):
    """Receipt, screen, journal and bank name the same account, amount and reference."""
    asked = asks_to_move(whole.alice, 2_500)
    whole.alice.confirms()
    whole.alice.sees(ScreenId.ANOTHER)
    printed, done = paper(whole), whole.machine.last_entry("TRANSFER_DONE")
    (booked,) = [each for each in whole.bank.transactions if each.operation == "transfer"]

    ends = asked.source.last4, asked.target.last4
    assert [account_id_of(name)[-4:].upper() for name in (ALICE, SAVINGS)] == [*ends]
    assert ends == (printed["From"].strip("*"), printed["To"].strip("*"))
    assert ends == (done["from_last4"].upper(), done["to_last4"].upper())
    assert (account_id_of(ALICE), account_id_of(SAVINGS)) == (
        booked.terms.source,
        booked.terms.target,
    )
    assert ("25.00", 2_500, 2_500) == (
        printed["Amount"],
        done["amount"]["minor"],
        booked.amount.minor,
    )
    assert booked.txid.upper().startswith(printed["Reference"])


def test_the_balance_on_the_receipt_knew_nothing_of_what_the_account_began_with(whole):
    whole.alice.chooses("balance")
    whole.alice.chooses(account(SAVINGS))
    shown = whole.alice.sees(ScreenId.BALANCE)
    whole.alice.chooses("print")
    whole.alice.sees(ScreenId.ANOTHER)

    assert ("100.00", 10_000) == (paper(whole)["Available"], shown.balance.minor)
    assert shown.balance == whole.bank.account(SAVINGS).balance


@pytest.mark.parametrize("minor", [5_000, 4_000, 1, 99, 123_456_789])
def test_a_deposit_of_fifty_was_booked_as_forty(whole, minor):
    """Typed, shown, written, booked and printed is the same amount; nothing is credited yet."""
    asked = asks_to_deposit(whole.alice, minor)
    whole.alice.confirms()
    whole.alice.sees(ScreenId.ANOTHER)
    (booked,) = [each for each in whole.bank.transactions if each.operation == "deposit"]

    written = whole.machine.last_entry("DEPOSIT_APPROVED")["claimed"]["minor"]
    assert [minor] * 3 == [asked.amount.minor, written, booked.amount.minor]
    assert f"{minor / 100:.2f}" == paper(whole)["Amount"]
    assert (50_000, 10_000, 10_000) == whole.balances


@pytest.mark.parametrize("purpose", ["withdraw", "balance", "deposit", "transfer"])
def test_the_list_of_accounts_was_not_the_cards(whole, purpose):
    whole.alice.chooses(purpose)
    shown = whole.alice.sees(ScreenId.ACCOUNT, ScreenId.TRANSFER_FROM)

    assert [account(name) for name in (ALICE, SAVINGS, HOLIDAYS)] == [
        choice.id for choice in shown.choices
    ]
    assert [ALICE, SAVINGS, HOLIDAYS] == [line.name for line in shown.accounts]
