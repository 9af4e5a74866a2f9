"""Money between two accounts of one card, over the wire: once, whatever message is lost."""

import pytest


@pytest.fixture
def names(world):
    return world.new_account(100_000), world.new_account(5_000)


@pytest.fixture
def card(world, atm, names):
    return world.new_card(atm, *names)


@pytest.fixture
def ids(world, names):
    return tuple(world.admin("accounts/show", name=name).body["id"] for name in names)


def euros(minor):
    return {"minor": minor, "currency": "EUR"}


def asks(atm, card, ids, minor=30_000, **fields):
    terms = {"from": ids[0], "to": ids[1], "amount": euros(minor)}
    return atm.challenge(card, "transfer", **(terms | fields))


def balances(world, names):
    return [world.balance(name) for name in names]


def test_a_transfer_moves_the_amount_and_says_what_both_have(world, atm, card, names, ids):
    reply = atm.authorise(card, asks(atm, card, ids))

    assert ("approved", "transfer") == (reply.body["result"], reply.body["operation"])
    assert (euros(70_000), euros(35_000)) == (
        reply.body["from_available"],
        reply.body["to_available"],
    )
    assert [(70_000, 0), (35_000, 0)] == balances(world, names)
    assert [] == world.admin("reports/audit").body["findings"]


def test_a_lost_reply_is_asked_for_and_is_the_same(world, atm, card, names, ids):
    """Fault 79: one effect, and the customer is told what is known."""
    given = asks(atm, card, ids)
    reply = atm.authorise(card, given)
    again = atm.authorise(card, given)
    told = atm.call("resolutions", txid=given.txid)

    assert reply.raw == again.raw
    assert {"state": "done", "reply": reply.body} == told.body
    assert [(70_000, 0), (35_000, 0)] == balances(world, names)


def test_a_lost_request_is_void_and_moves_nothing_later(world, atm, card, names, ids):
    """Fault 79."""
    given = asks(atm, card, ids)
    told = atm.call("resolutions", txid=given.txid)
    late = atm.authorise(card, given)

    assert ("void", (409, "voided")) == (told.body["state"], late.problem)
    assert [(100_000, 0), (5_000, 0)] == balances(world, names)


def test_a_decline_is_told_again_and_moves_nothing(world, atm, card, names, ids):
    given = asks(atm, card, ids, 100_001)
    reply = atm.authorise(card, given)
    told = atm.call("resolutions", txid=given.txid)

    assert ("declined", "funds") == (reply.body["result"], reply.body["reason"])
    assert {"state": "declined", "reply": reply.body} == told.body
    assert [(100_000, 0), (5_000, 0)] == balances(world, names)


def test_what_is_held_for_cash_is_not_moved(world, atm, card, names, ids):
    txid, _ = atm.held(card, {2: 1})

    assert "funds" == atm.authorise(card, asks(atm, card, ids, 95_001)).body["reason"]
    assert "approved" == atm.authorise(card, asks(atm, card, ids, 95_000)).body["result"]
    assert "void" == atm.settle_void(txid).body["state"]


def test_another_persons_account_is_not_linked_either_way(world, atm, card, names, ids):
    stranger = world.new_account(1_000)
    other = world.admin("accounts/show", name=stranger).body["id"]

    assert "not-linked" == atm.authorise(card, asks(atm, card, ids, to=other)).body["reason"]
    given = asks(atm, card, ids, 1_000, **{"from": other})
    assert "not-linked" == atm.authorise(card, given).body["reason"]
    assert [(100_000, 0), (5_000, 0), (1_000, 0)] == balances(world, (*names, stranger))


def test_one_account_is_no_transfer(atm, card, ids):
    assert 200 == asks(atm, card, ids).status

    assert (400, "bad-request") == asks(atm, card, ids, to=ids[0]).problem


def test_another_currency_is_declined(atm, card, ids):
    given = asks(atm, card, ids, amount={"minor": 100, "currency": "USD"})

    assert "currency" == atm.authorise(card, given).body["reason"]


def test_a_visit_goes_from_one_transaction_to_the_next(world, atm, card, names, ids):
    """Balance of a named account, transfer, and cash from the account that was named."""
    seen = atm.ask(card, "balance", **{"from": ids[1]})
    visit = seen.body["visit"]
    moved = atm.authorise(card, asks(atm, card, ids), visit=visit)
    given = atm.challenge(card, "withdrawal", notes={1: 2}, **{"from": ids[1]})
    cash = atm.authorise(card, given, visit=visit)

    assert euros(5_000) == seen.body["available"]
    assert ("approved", None) == (moved.body["result"], moved.body["visit"])
    assert "approved" == cash.body["result"]
    assert [(70_000, 0), (35_000, 2_000)] == balances(world, names)
    assert "void" == atm.settle_void(given.txid).body["state"]


@pytest.mark.parametrize("operation", ["balance", "withdrawal"])
def test_a_named_account_must_be_the_cards(world, atm, card, operation):
    other = world.admin("accounts/show", name=world.new_account()).body["id"]
    notes = {"notes": {1: 1}} if operation == "withdrawal" else {}
    reply = atm.ask(card, operation, **notes, **{"from": other})

    assert ("declined", "not-linked") == (reply.body["result"], reply.body["reason"])
