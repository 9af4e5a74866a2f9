"""A withdrawal over the wire: approved, paid, settled; and each forgery of its evidence refused."""

import secrets

import pytest

from hardware.crypto.record import TxnOutcome


@pytest.fixture
def account(world):
    return world.new_account(100_000)


@pytest.fixture
def card(world, atm, account):
    return world.new_card(atm, account)


def test_a_withdrawal_debits_exactly_the_notes_that_the_hsm_presented(world, atm, card, account):
    txid, reply = atm.held(card, {1: 2, 2: 1})
    held = world.balance(account)
    first = [
        (box.next, box.next + n) for box, n in zip(atm.hsm.canisters.values(), (2, 1), strict=True)
    ]

    assert first == atm.hsm.check_vouchers(txid, reply.body["vouchers"])
    assert (100_000, 7_000) == held
    settled = atm.settle(txid, atm.hsm.final(txid, TxnOutcome.TAKEN, {1: 2, 2: 1}))
    assert {"state": "captured", "amount": {"minor": 7000, "currency": "EUR"}} == settled.body
    assert (93_000, 0) == world.balance(account)
