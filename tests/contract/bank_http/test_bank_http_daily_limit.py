"""What a card may have in one business day: at whatever ATM, and from whichever account."""

import pytest

from hardware.crypto.record import TxnOutcome

BUSY_MS = 130_000  # after that a card's open hold stops nothing
DAY_MS = 24 * 3_600_000


@pytest.fixture
def names(world):
    return world.new_account(), world.new_account()


@pytest.fixture
def card(world, atm, names):
    return world.new_card(atm, *names, daily_limit=6_000)


@pytest.fixture
def second(world, names):
    """The id of the card's second account."""
    return world.admin("accounts/show", name=names[1]).body["id"]


def paid(world, atm, card, notes, **fields):
    """A withdrawal to its end, and some time after it."""
    given = atm.challenge(card, "withdrawal", notes=notes, **fields)
    assert "approved" == atm.authorise(card, given).body["result"]
    settled = atm.settle(given.txid, atm.hsm.final(given.txid, TxnOutcome.TAKEN, notes))
    assert "captured" == settled.body["state"]
    world.clock.ahead_ms += BUSY_MS


def declined(atm, card, notes, **fields):
    return atm.ask(card, "withdrawal", notes=notes, **fields).body.get("reason")


def test_the_limit_is_one_at_all_atms_and_for_all_accounts(world, atm, other_atm, card, second):
    paid(world, atm, card, {1: 2})
    paid(world, other_atm, card, {1: 2}, **{"from": second})

    assert "daily-limit" == declined(atm, card, {1: 3})
    assert "daily-limit" == declined(other_atm, card, {1: 3}, **{"from": second})
    paid(world, other_atm, card, {1: 2})


def test_a_withdrawal_that_was_refused_does_not_count(world, atm, card):
    assert "daily-limit" == declined(atm, card, {1: 2, 2: 1})
    assert "pin-wrong" == atm.ask(card, "withdrawal", notes={1: 6}, pin=b"9999").body["reason"]

    paid(world, atm, card, {1: 1, 2: 1})


def test_what_is_released_is_given_back(world, atm, card):
    """Of six notes one was presented, and of a void transaction none."""
    txid, _ = atm.held(card, {1: 6})
    atm.settle(txid, atm.hsm.final(txid, TxnOutcome.TAKEN, {1: 1}))
    world.clock.ahead_ms += BUSY_MS
    txid, _ = atm.held(card, {2: 1})
    atm.settle_void(txid)
    world.clock.ahead_ms += BUSY_MS

    assert "daily-limit" == declined(atm, card, {1: 6})
    paid(world, atm, card, {2: 1})


def test_neither_transfer_nor_deposit_counts(world, atm, card, names, second):
    first = world.admin("accounts/show", name=names[0]).body["id"]
    amount = {"minor": 50_000, "currency": "EUR"}
    moved = atm.ask(card, "transfer", **{"from": first, "to": second, "amount": amount})
    claimed = atm.ask(card, "deposit", to=second, amount=amount)

    assert ["approved", "approved"] == [moved.body["result"], claimed.body["result"]]
    paid(world, atm, card, {1: 1, 2: 1})


def test_another_business_day_has_all_of_it_again(world, atm, card):
    paid(world, atm, card, {1: 1, 2: 1})
    assert "daily-limit" == declined(atm, card, {1: 1})
    world.clock.ahead_ms += DAY_MS

    paid(world, atm, card, {1: 1, 2: 1})


def test_a_stripe_card_has_its_limit_too(world, atm):
    card = world.new_card(atm, proof="stripe", daily_limit=1_000)
    paid(world, atm, card, {1: 1})

    assert "daily-limit" == declined(atm, card, {1: 1})
