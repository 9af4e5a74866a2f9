"""Attacks on the bank's calls: the honest message first, then one thing changed.

After each refusal: no entry, no hold and, unless a try was made, no run of Argon2.
"""

import secrets
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from hardware.crypto.blocks import encrypt_blocks
from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.kdf import hkdf
from hardware.crypto.pin_block import pan_digits
from hardware.crypto.record import TxnOutcome
from hardware.crypto.secret import Secret

RACERS = 50
OPENING = 100_000


@pytest.fixture
def account(world):
    return world.new_account(OPENING)


@pytest.fixture
def card(world, atm, account):
    return world.new_card(atm, account)


@pytest.fixture
def moved(world, account, card):
    """What a refusal must leave as it is: balance and hold, entries, tries, Argon2 runs."""

    def told():
        shown = world.admin("cards/show", card=card.hash).body
        entries = world.admin("reports/audit").body["entries"]
        return world.balance(account), entries, shown["tries_left"], world.hasher.runs

    return told


# --- W4: one answer, for one thing


def test_an_answer_for_a_balance_pays_no_withdrawal(world, atm, other_atm, card, moved):
    """Nor the other way round; and an answer for 10 euros pays no 20."""
    balance = atm.challenge(card)
    answer = card.answer(balance.body["challenge"])
    assert "approved" == atm.authorise(card, balance).body["result"]
    before = moved()

    for notes in ({1: 1}, {1: 2}):
        cash = atm.challenge(card, "withdrawal", notes=notes)
        assert (403, "response-wrong") == atm.authorise(card, cash, response=answer).problem
        answer = card.answer(cash.body["challenge"])
        atm.settle_void(cash.txid)
    again = atm.challenge(card)
    assert (403, "response-wrong") == atm.authorise(card, again, response=answer).problem
    assert before == moved()
    txid, _ = atm.held(card, {1: 1})
    assert "void" == atm.settle_void(txid).body["state"]


def test_an_approval_is_no_approval_of_another_operation(world, atm, card, moved):
    """A withdrawal's stored reply is found under its own txid only."""
    txid, reply = atm.held(card, {1: 1})
    receipt = atm.hsm.final(txid, TxnOutcome.VOID)
    before = moved()

    other = atm.call(
        "authorisations",
        txid=secrets.token_hex(16),
        response=card.answer("A" * 16 + "B" * 16),
        proof={"visit": reply.body["visit"]},
        new_pin_block=None,
    )
    assert (403, "challenge-missing") == other.problem
    assert before == moved()
    assert "void" == atm.settle(txid, receipt).body["state"]


# --- W16, fault 64: operators in the place of values, in each call


OPERATORS = [{"$gt": ""}, {"$ne": None}, [], ["x"], 7, True, 1.5, "' OR 1=1 --", "\u0000"]


def honest_bodies(atm, card):
    """A body of each call that the bank accepts as it is."""
    given = atm.challenge(card)
    text = given.body["challenge"]
    void = secrets.token_hex(16)
    atm.hsm.open(void)
    status, nonce = atm.hsm.status(), secrets.token_bytes(16)
    return {
        "authorisations": {
            "txid": given.txid,
            "response": card.answer(text),
            "proof": {"pin_block": atm.block(card, text)},
            "new_pin_block": None,
        },
        "settlements": {"txid": void, "receipt": atm.hsm.final(void, TxnOutcome.VOID)},
        "resolutions": {"txid": secrets.token_hex(16)},
        "card-deactivations": {
            "card_id": card.uuid,
            "txids": [secrets.token_hex(16) for _ in range(3)],
        },
        "heartbeats": {"state": "in-service", "reasons": [], "counters": [], "software": "1"},
        "cash-loads": {"operator": [], "staff": [], "records": [status]},
        "balancings": {
            "id": nonce.hex(),
            "close": False,
            "staff": [],
            "since": None,
            "status": atm.hsm.status(nonce),
            "machine": [],
            "counted": [],
            "envelopes": None,
        },
    }


FIELDS = {
    "authorisations": ["txid", "response", "proof", "new_pin_block"],
    "settlements": ["txid", "receipt"],
    "resolutions": ["txid"],
    "card-deactivations": ["card_id", "txids"],
    "heartbeats": ["state", "counters"],
    "cash-loads": ["operator", "records"],
    "balancings": ["id", "status", "machine", "counted"],
}


@pytest.mark.parametrize("call", FIELDS)
def test_operators_in_the_place_of_values_are_refused_in_every_call(
    world, atm, card, moved, call, expect_log
):
    if call == "card-deactivations":
        expect_log("alarm what=card-deactivation .* reason=ignored")
    body = honest_bodies(atm, card)[call]
    before = moved()
    changed = [
        body | {field: operator}
        for field in FIELDS[call]
        for operator in OPERATORS
        if not (operator == [] and isinstance(body[field], list))
    ]

    problems = {atm.call(call, **each).problem for each in changed}

    assert {(400, "bad-request")} == problems
    assert before == moved()
    assert 200 == atm.call(call, **body).status


# --- fault 19: what is declined is used up


def test_a_declined_withdrawal_is_answered_as_before_and_its_challenge_is_burnt(world, atm):
    """Money that comes later does not turn a no into a yes."""
    account = world.new_account(500)
    card = world.new_card(atm, account)
    given = atm.challenge(card, "withdrawal", notes={1: 1})
    declined = atm.authorise(card, given)
    runs = world.hasher.runs
    assert ("declined", "funds") == (declined.body["result"], declined.body["reason"])

    changed = world.admin("accounts/set-balance", name=account, minor=OPENING)
    world.admin("confirmations", by="ben", id=changed.body["id"])
    assert declined.raw == atm.authorise(card, given).raw
    assert ((OPENING, 0), runs) == (world.balance(account), world.hasher.runs)
    atm.settle_void(given.txid)


def test_more_notes_than_the_canister_holds_are_declined(world, card):
    """The mix is the kiosk's; that the notes are there is the HSM's word, and the bank's."""
    small = world.new_atm(notes=2)
    reply = small.ask(card, "withdrawal", notes={1: 3})
    assert ("declined", "atm-cash") == (reply.body["result"], reply.body["reason"])

    small.settle_void(reply.body["txid"])
    txid, _ = small.held(card, {1: 2})
    assert "void" == small.settle_void(txid).body["state"]


# --- faults 25 and 26: fifty at once for the last try


def test_fifty_threads_race_for_the_last_try_and_one_gets_it(world, atm, card):
    """Three Argon2 runs in all. Who finds the queue full has used up nothing."""
    atms = [world.new_atm(notes=1) for _ in range(RACERS)]
    given = [each.challenge(card) for each in atms]
    runs = world.hasher.runs
    assert ["pin-wrong"] * 2 == [atm.ask(card, pin=b"9999").body["reason"] for _ in range(2)]
    together = threading.Barrier(RACERS)

    def race(pair):
        each, challenge = pair
        together.wait()
        reply = each.authorise(card, challenge, pin=b"9999")
        return reply.body.get("reason") or reply.problem[1]

    with ThreadPoolExecutor(RACERS) as pool:
        outcomes = list(pool.map(race, zip(atms, given, strict=True)))

    assert (RACERS, 1) == (len(outcomes), outcomes.count("pin-wrong"))
    assert {"pin-wrong"} < set(outcomes) <= {"pin-wrong", "card-blocked", "overloaded"}
    assert 3 == world.hasher.runs - runs
    assert (403, "card-blocked") == atm.challenge(card).problem


# --- fault 29: a block of the right key that holds no PIN


@pytest.mark.parametrize(
    "field",
    ["40aaaaaaaaaaaaaa", "43123aaaaaaaaaaa", "4d1234567890123a", "44123faaaaaaaaaa"],
    ids=["empty", "3 digits", "13 digits", "no digit"],
)
def test_a_block_that_holds_no_pin_counts_no_try(world, atm, card, moved, field, expect_log):
    expect_log("alarm what=authorisation .* reason=pin-block")
    honest = atm.challenge(card)
    block = sealed(atm, card, honest.body["challenge"], "442580aaaaaaaaaa")
    assert "approved" == atm.authorise(card, honest, proof=block).body["result"]
    before, given = moved(), atm.challenge(card)

    bad = sealed(atm, card, given.body["challenge"], field)
    assert (403, "pin-block-invalid") == atm.authorise(card, given, proof=bad).problem
    assert before == moved()


def sealed(atm, card, challenge, field):
    """A PIN block with this field in it, made with the pad's own key by hand."""
    pad_key = subkey(atm.pad_key, KeyName.PIN)
    key = hkdf(pad_key, info=b"pin-block\0\0" + challenge.encode())
    pan = bytes.fromhex(("0" + pan_digits(card.id).reveal().decode()).ljust(32, "0"))
    inner = encrypt_blocks(key, bytes.fromhex(field) + secrets.token_bytes(8))
    block = encrypt_blocks(key, bytes(a ^ b for a, b in zip(inner, pan, strict=True)))
    return {"pin_block": Secret(block).reveal().hex()}
