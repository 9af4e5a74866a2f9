"""A card of several accounts on a machine with everything: each way through a visit, once."""

from __future__ import annotations

import pytest

from bank_server.domain.deposits import reference_of
from bank_server.service.staff_accounts import account_id_of
from hardware.emulators.dispenser import Delays
from kiosk.domain.screens import MoneyWords, Notice, ReceiptWish, ScreenId
from tests.world.support.bank_line import Trouble
from tests.world.support.envelopes import booked
from tests.world.support.scene import ALICE
from tests.world.support.transfers import SAVINGS, TwoAccounts


@pytest.fixture
def scene():
    """At the menu, with a printer, and hands that take and give whatever is offered."""
    scene = TwoAccounts(has_printer=True)
    scene.machine.matter.printer._delays = Delays.none()
    scene.machine.matter.use_hands(envelope=True, receipt=True)
    scene.alice.enters()
    return scene


@pytest.fixture
def alice(scene):
    return scene.alice


def asks_to_move(alice, digits="2500"):
    alice.chooses("transfer")
    alice.sees(ScreenId.TRANSFER_FROM)
    alice.chooses(f"account-{account_id_of(ALICE)}")
    alice.sees(ScreenId.TRANSFER_AMOUNT)
    alice.presses(digits + "E")


def asks_to_deposit(alice):
    alice.chooses("deposit")
    alice.sees(ScreenId.ACCOUNT)
    alice.chooses(f"account-{account_id_of(SAVINGS)}")
    alice.sees(ScreenId.DEPOSIT_AMOUNT)
    alice.presses("5000E")
    return alice.sees(ScreenId.DEPOSIT_CONFIRM)


def leaves(scene, alice):
    alice.sees(ScreenId.ANOTHER)
    alice.chooses("no")
    alice.sees(ScreenId.ATTRACT)
    scene.rests()


def slips(scene):
    return [each for each in scene.machine.entries if each.startswith("RECEIPT")]


def test_a_transfer_is_confirmed_done_and_on_paper(scene, alice):
    asks_to_move(alice)
    asked = alice.sees(ScreenId.TRANSFER_CONFIRM)
    alice.confirms()
    shown = alice.sees(ScreenId.TAKE_RECEIPT)
    leaves(scene, alice)

    assert (ALICE, SAVINGS, 25_00) == (asked.source.name, asked.target.name, asked.amount.minor)
    assert MoneyWords.TRANSFERRED is shown.money
    assert 25_00 == scene.moved
    assert ["RECEIPT_PRINTED", "RECEIPT_TAKEN"] == slips(scene)[-2:]
    scene.agrees()


def test_more_than_the_account_has_is_refused_before_the_bank_is_asked(scene, alice):
    asks_to_move(alice, "50001")
    shown = alice.is_told(Notice.DECLINED_FUNDS)

    assert (ScreenId.TRANSFER_AMOUNT, 500_01) == (shown.id, shown.entry.minor)
    alice.presses("C2500E")
    alice.sees(ScreenId.TRANSFER_CONFIRM)
    alice.presses("X")
    scene.rests()
    assert 0 == scene.moved


def test_a_transfer_that_nobody_confirms_keeps_its_reference_and_is_the_banks_word(scene, alice):
    scene.machine.bank_line.trouble("authorisations", Trouble(loses_reply=True))
    scene.machine.bank_line.lasting("resolutions", Trouble(loses_reply=True))
    asks_to_move(alice)
    alice.sees(ScreenId.TRANSFER_CONFIRM)
    alice.confirms()
    shown = alice.is_told(Notice.TRANSFER_UNCONFIRMED)
    scene.machine.bank_line.lasting("resolutions", None)
    scene.rests()

    assert (ScreenId.TAKE_CARD, MoneyWords.WILL_BE_CHECKED) == (shown.id, shown.money)
    assert shown.reference
    assert 25_00 == scene.moved
    scene.agrees()


def test_a_visit_that_expired_at_a_transfer_asks_for_the_pin_and_for_the_same_again(scene, alice):
    for _ in range(5):
        scene.runs(41)
        alice.chooses("yes")
    asks_to_move(alice)
    alice.sees(ScreenId.TRANSFER_CONFIRM)
    alice.confirms()
    alice.sees(ScreenId.PIN)
    alice.types()
    asked = alice.sees(ScreenId.TRANSFER_CONFIRM)
    alice.confirms()
    alice.sees(ScreenId.TAKE_RECEIPT)
    leaves(scene, alice)

    assert (SAVINGS, 25_00) == (asked.target.name, asked.amount.minor)
    assert 25_00 == scene.moved


def test_an_envelope_is_taken_in_and_its_number_is_on_paper(scene, alice):
    asked = asks_to_deposit(alice)
    alice.confirms()
    shown = alice.sees(ScreenId.TAKE_RECEIPT)
    leaves(scene, alice)

    assert (SAVINGS, 50_00) == (asked.target.name, asked.amount.minor)
    assert MoneyWords.CREDITED_LATER is shown.money
    (deposit,) = booked(scene)
    assert ("pending", shown.envelope) == (
        deposit.state,
        reference_of(deposit.txid, deposit.atm_id),
    )


def test_an_envelope_that_does_not_come_leaves_nothing_behind(scene, alice):
    scene.machine.matter.use_hands(envelope=False)
    asks_to_deposit(alice)
    alice.confirms()
    alice.sees(ScreenId.INSERT_ENVELOPE)
    shown = alice.is_told(Notice.ENVELOPE_NOT_TAKEN)
    alice.chooses("continue")
    alice.sees(ScreenId.MENU)
    alice.chooses("finish")
    scene.rests()

    assert (ScreenId.MESSAGE, MoneyWords.NOTHING_RECORDED) == (shown.id, shown.money)
    assert ["void"] == [each.state for each in booked(scene)]


def test_cancel_at_the_open_slot_shuts_it_and_gives_the_card_back(scene, alice):
    scene.machine.matter.use_hands(envelope=False)
    asks_to_deposit(alice)
    alice.confirms()
    alice.sees(ScreenId.INSERT_ENVELOPE)
    alice.presses("X")
    shown = alice.is_told(Notice.CANCELLED)
    scene.rests()

    assert (ScreenId.TAKE_CARD, MoneyWords.NOTHING_RECORDED) == (shown.id, shown.money)
    assert ["void"] == [each.state for each in booked(scene)]


def test_a_link_that_drops_at_the_open_slot_ends_the_deposit(scene, alice):
    scene.machine.matter.use_hands(envelope=False)
    asks_to_deposit(alice)
    alice.confirms()
    alice.sees(ScreenId.INSERT_ENVELOPE)
    scene.machine.bank_line.is_down = True
    shown = alice.is_told(Notice.BANK_SILENT)
    scene.machine.bank_line.is_down = False
    scene.rests()

    assert (ScreenId.TAKE_CARD, MoneyWords.NOTHING_RECORDED) == (shown.id, shown.money)
    assert ["void"] == [each.state for each in booked(scene)]


def test_cash_comes_from_the_account_and_in_the_notes_that_were_chosen(scene, alice):
    alice.chooses("withdraw")
    alice.sees(ScreenId.ACCOUNT)
    alice.chooses(f"account-{account_id_of(SAVINGS)}")
    alice.sees(ScreenId.AMOUNT)
    alice.chooses("amount-5000")
    alice.sees(ScreenId.CONFIRM)
    alice.chooses("notes")
    alice.sees(ScreenId.NOTES)
    alice.chooses("notes-small")
    asked = alice.sees(ScreenId.CONFIRM)
    alice.confirms()
    alice.sees(ScreenId.TAKE_RECEIPT)
    alice.sees(ScreenId.ATTRACT)
    scene.rests()

    assert ("small", [(10_00, 5)]) == (
        asked.mix_id,
        [(line.denomination.minor, line.count) for line in asked.notes],
    )
    assert 50_00 == 100_00 - scene.bank.account(SAVINGS).balance.minor
    assert {1: 5} == {k: n for k, n in alice.purse.items() if n}


def test_a_receipt_on_the_screen_is_read_and_none_is_printed(scene, alice):
    asks_to_move(alice)
    alice.sees(ScreenId.TRANSFER_CONFIRM)
    alice.chooses("receipt")
    alice.sees(ScreenId.RECEIPT)
    alice.chooses("receipt-screen")
    assert ReceiptWish.SCREEN is alice.sees(ScreenId.TRANSFER_CONFIRM).receipt
    alice.confirms()
    shown = alice.sees(ScreenId.SCREEN_RECEIPT)
    alice.chooses("continue")
    leaves(scene, alice)

    assert shown.reference in shown.receipt_lines[-1]
    assert ["RECEIPT_DECLINED"] == slips(scene)


def test_a_receipt_that_cannot_be_printed_is_told_and_offered_on_the_screen(scene, alice):
    asks_to_move(alice)
    alice.sees(ScreenId.TRANSFER_CONFIRM)
    scene.machine.matter.printer.set_jam(is_jammed=True)
    alice.confirms()
    shown = alice.is_told(Notice.RECEIPT_FAILED)
    alice.chooses("receipt-screen")
    alice.sees(ScreenId.SCREEN_RECEIPT)
    alice.chooses("continue")
    leaves(scene, alice)

    assert MoneyWords.TRANSFERRED is shown.money
    assert 25_00 == scene.moved


def test_the_balance_is_of_the_account_that_was_chosen_and_printed_where_that_is_asked(
    scene, alice
):
    alice.chooses("balance")
    alice.sees(ScreenId.ACCOUNT)
    alice.chooses(f"account-{account_id_of(SAVINGS)}")
    shown = alice.sees(ScreenId.BALANCE)
    alice.chooses("print")
    alice.sees(ScreenId.TAKE_RECEIPT)
    leaves(scene, alice)

    assert (SAVINGS, 100_00) == (shown.account, shown.balance.minor)
    assert ["RECEIPT_PRINTED", "RECEIPT_TAKEN"] == slips(scene)[-2:]
