"""A card that is only a stripe: its code stands for the chip's answer, in each transaction."""

import pytest


@pytest.fixture
def names(world):
    return world.new_account(), world.new_account(0)


@pytest.fixture
def card(world, atm, names):
    return world.new_card(atm, *names, proof="stripe")


def test_it_takes_out_cash_where_the_bank_lets_it(world, atm, card, names):
    txid, _ = atm.held(card, {1: 1})

    assert (100_000, 1_000) == world.balance(names[0])
    assert "void" == atm.settle_void(txid).body["state"]


def test_it_is_refused_cash_where_the_bank_does_not_and_may_still_move_money(world, atm, names):
    """A stripe can be copied; what stays within its own accounts takes nothing out."""
    card = world.new_card(atm, *names, proof="stripe", may_withdraw=False)
    ids = [world.admin("accounts/show", name=name).body["id"] for name in names]
    amount = {"minor": 2_500, "currency": "EUR"}
    moved = atm.ask(card, "transfer", **{"from": ids[0], "to": ids[1], "amount": amount})
    claimed = atm.ask(card, "deposit", to=ids[1], amount=amount)

    assert "stripe-refused" == atm.ask(card, "withdrawal", notes={1: 1}).body["reason"]
    assert ["approved", "approved"] == [moved.body["result"], claimed.body["result"]]
    assert [(97_500, 0), (2_500, 0)] == [world.balance(name) for name in names]


def test_without_its_code_there_is_no_challenge(atm, card):
    assert 200 == atm.challenge(card).status

    assert (403, "card-unknown") == atm.challenge(card, stripe_code=None).problem
    assert (400, "bad-request") == atm.challenge(card, stripe_code="1234567").problem


def test_it_answers_no_challenge(atm, card):
    given = atm.challenge(card)
    refused = atm.authorise(card, given, response="00" * 32)

    assert (403, "response-wrong") == refused.problem
    assert "approved" == atm.ask(card).body["result"]


def test_three_wrong_pins_stop_it(atm, card):
    reasons, txids = [], []
    for _ in range(3):
        given = atm.challenge(card)
        reasons.append(atm.authorise(card, given, pin=b"9999").body["tries_left"])
        txids.append(given.txid)
    advice = atm.call("card-deactivations", card_id=card.uuid, txids=txids)

    assert ([2, 1, 0], {"state": "deactivated"}) == (reasons, advice.body)
    assert (403, "card-blocked") == atm.challenge(card).problem
