"""Accounts in a currency without cents and in one with thousandths: the same transactions."""

import pytest

from hardware.crypto.record import TxnOutcome


@pytest.fixture(scope="module", params=["JPY", "KWD"])
def currency(request):
    return request.param


@pytest.fixture(scope="module")
def foreign_atm(world, currency):
    """Its notes are worth 1000 and 5000: a thousand yen, or one dinar."""
    return world.new_atm(currency=currency)


@pytest.fixture(scope="module")
def names(world, currency):
    return [world.new_account(minor, currency) for minor in (20_000, 7)]


@pytest.fixture(scope="module")
def ids(world, names):
    return [world.admin("accounts/show", name=name).body["id"] for name in names]


@pytest.fixture(scope="module")
def card(world, foreign_atm, names):
    return world.new_card(foreign_atm, *names, daily_limit=10_000)


def test_cash_is_paid_and_debited(world, foreign_atm, card, names, currency):
    before, _ = world.balance(names[0])
    amount = {"minor": 7_000, "currency": currency}
    given = foreign_atm.challenge(card, "withdrawal", notes={1: 2, 2: 1}, amount=amount)
    reply = foreign_atm.authorise(card, given)
    final = foreign_atm.hsm.final(given.txid, TxnOutcome.TAKEN, {1: 2, 2: 1})
    settled = foreign_atm.settle(given.txid, final)

    assert "approved" == reply.body["result"]
    assert {"state": "captured", "amount": amount} == settled.body
    assert (before - 7_000, 0) == world.balance(names[0])


def test_the_smallest_amount_is_moved(world, foreign_atm, card, names, ids, currency):
    before = [world.balance(name)[0] for name in names]
    amount = {"minor": 1, "currency": currency}
    terms = {"from": ids[0], "to": ids[1], "amount": amount}
    reply = foreign_atm.ask(card, "transfer", **terms)

    assert {"minor": before[1] + 1, "currency": currency} == reply.body["to_available"]
    assert [(before[0] - 1, 0), (before[1] + 1, 0)] == [world.balance(name) for name in names]


def test_an_envelope_is_credited(world, foreign_atm, card, names, ids, currency):
    before, _ = world.balance(names[1])
    found = {"minor": 499, "currency": currency}  # one person alone may credit 500 yen
    given = foreign_atm.challenge(card, "deposit", to=ids[1], amount=found)
    foreign_atm.authorise(card, given)
    foreign_atm.call("deposit-results", txid=given.txid, envelope="accepted", number=1)
    body = {"atm": foreign_atm.uuid, "txid": given.txid, "found": found, "account": None}
    answer = world.admin("deposits/verify", **body, why="counted").body

    assert found == answer["credited"]
    assert (before + 499, 0) == world.balance(names[1])


def test_euros_are_another_currency(foreign_atm, card, ids):
    euros = {"minor": 1_000, "currency": "EUR"}
    moved = foreign_atm.ask(card, "transfer", **{"from": ids[0], "to": ids[1], "amount": euros})
    given = foreign_atm.challenge(card, "withdrawal", notes={1: 1})

    assert "currency" == moved.body["reason"]
    assert (400, "bad-request") == given.problem


def test_the_books_add_up(world):
    assert [] == world.admin("reports/audit").body["findings"]
