"""Each message five times, and one card at two ATMs: one effect, and one answer byte by byte."""

import json
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from hardware.crypto.record import TxnOutcome
from hardware.crypto.secret import Secret

AGAIN = 4


@pytest.fixture
def account(world):
    return world.new_account(100_000)


@pytest.fixture
def card(world, atm, account):
    return world.new_card(atm, account)


@pytest.fixture
def repeated(world, atm, monkeypatch):
    """Sends what an honest call sent four times more: the answers, all that the bank then knows,
    and how often Argon2 ran for the repetitions."""
    sent, post = [], atm.client.post

    def noting(path, body, **headers):
        sent.append((path, body))
        return post(path, body, **headers)

    monkeypatch.setattr(atm.client, "post", noting)

    def repeat(first):
        path, body = sent[-1]
        before, runs = books(world), world.hasher.runs
        answers = {first.raw} | {post(path, body).raw for _ in range(AGAIN)}
        assert (200, runs) == (first.status, world.hasher.runs)
        assert before == books(world)
        return answers

    return repeat


def books(world):
    """Accounts, entries, transactions and ATMs, every field; cards and work beside them."""
    store = world.store
    return store.accounts.snapshot(), store.cards.cards(), store.staff.work_items()


def test_a_challenge_asked_for_five_times_is_one(atm, card, repeated):
    given = atm.challenge(card, "withdrawal", notes={1: 1})

    assert {given.raw} == repeated(given)
    assert "approved" == atm.authorise(card, given).body["result"]
    assert "void" == atm.settle_void(given.txid).body["state"]


@pytest.mark.parametrize("operation", ["balance", "accounts"])
def test_the_answer_to_a_question_is_not_kept(atm, card, repeated, operation):
    """Nothing has changed that could be lost: the kiosk asks anew."""
    reply = atm.ask(card, operation)
    (refusal,) = repeated(reply) - {reply.raw}

    assert "urn:atm:problem:challenge-missing" == json.loads(refusal)["type"]


def test_a_new_pin_sent_five_times_is_set_once(atm, card, repeated):
    reply = atm.ask(card, "pin-change", new_pin=b"73914826")

    assert {reply.raw} == repeated(reply)
    assert "approved" == atm.ask(card, pin=b"73914826").body["result"]


def test_cash_asked_for_five_times_is_held_once(world, atm, card, account, repeated):
    txid, reply = atm.held(card, {1: 1})

    assert {reply.raw} == repeated(reply)
    assert (100_000, 1_000) == world.balance(account)
    assert "void" == atm.settle_void(txid).body["state"]


def test_a_wrong_pin_sent_five_times_is_one_try(world, atm, repeated):
    reply = atm.ask(world.new_card(atm), pin=b"9999")

    assert ("pin-wrong", 2) == (reply.body["reason"], reply.body["tries_left"])
    assert {reply.raw} == repeated(reply)


@pytest.mark.parametrize("outcome", [TxnOutcome.TAKEN, TxnOutcome.RETRACTED, TxnOutcome.VOID])
def test_a_receipt_sent_five_times_settles_once(atm, card, repeated, outcome):
    txid, _ = atm.held(card, {1: 1})
    counts = {} if outcome is TxnOutcome.VOID else {1: 1}
    settled = atm.settle(txid, atm.hsm.final(txid, outcome, counts))

    assert {settled.raw} == repeated(settled)


def test_a_txid_asked_about_five_times_has_one_answer(atm, repeated):
    resolved = atm.call("resolutions", txid=secrets.token_hex(16))

    assert {resolved.raw} == repeated(resolved)
    assert "void" == resolved.body["state"]


def test_a_deactivation_sent_five_times_blocks_once(atm, card, repeated):
    txids = [atm.ask(card, pin=b"9999").body["txid"] for _ in range(3)]
    advice = atm.call("card-deactivations", card_id=card.uuid, txids=txids)

    assert {advice.raw} == repeated(advice)
    assert "deactivated" == advice.body["state"]


def test_a_heartbeat_sent_five_times_is_answered_alike(atm, repeated):
    beat = atm.call("heartbeats", state="in-service", reasons=[], counters=[], software="1")

    assert {beat.raw} == repeated(beat)


def test_a_key_sent_five_times_is_stored_once(world, atm, repeated):
    issued, key = world.issue(world.new_account()).body, Secret(secrets.token_bytes(32))
    card = type("Card", (), {"pin": b"2580", "id": Secret(issued["uuid"].encode())})
    block = atm.block(card, issued["token"], slot=1)
    stored = atm.provision("card", issued["uuid"], issued["token"], key, pin_block=block)

    assert {stored.raw} == repeated(stored)


def test_a_cash_load_sent_five_times_is_booked_once(atm, repeated):
    """It comes last: from here on canister 2 has another load."""
    load = atm.call("cash-loads", operator=[], staff=[], records=[atm.hsm.load(2, 50)])

    assert {load.raw} == repeated(load)


def test_one_card_at_two_atms_at_once_is_held_once(world, atm, other_atm, card, account):
    """Fault 30: the other is told that the card is in use, and may have cash afterwards."""
    atms, together = (atm, other_atm), threading.Barrier(2)
    given = [each.challenge(card, "withdrawal", notes={1: 1}) for each in atms]

    def ask(each, challenge):
        together.wait(10)
        return each.authorise(card, challenge).body

    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(ask, atms, given))
    said = {reply.get("reason", reply["result"]): reply["txid"] for reply in replies}
    assert {"approved", "card-busy"} == set(said)
    assert (100_000, 1_000) == world.balance(account)

    for each, challenge in zip(atms, given, strict=True):
        assert "void" == each.settle_void(challenge.txid).body["state"]
    txid, _ = other_atm.held(card, {1: 1})
    assert "void" == other_atm.settle_void(txid).body["state"]
