"""The nine flags of the original contest: nine ways to lose, each tried with what it grants.

Each test first does the honest thing. Afterwards neither an entry, nor a hold, nor a note, nor a
run of Argon2 has come of the attack, and the card's owner is served as before.
"""

from __future__ import annotations

import secrets
from uuid import UUID

import pytest

from hardware.errors import DeviceError
from hardware.protocol.card_reader import CardReaderOp
from hardware.protocol.frame import Frame, FrameDecoder
from hardware.status import Status
from tests.contract.bank_http.contest_world import (
    blank_card,
    issued_card,
    machine_in_hand,
    parts_of,
)

NOTES = 50
OPENING = 30_000
VICTIMS_PIN, THIEFS_PIN = b"73914826", b"58203941"
NOTE = {1: 1}


@pytest.fixture(scope="module")
def machine(world):
    return machine_in_hand(world, NOTES)


def a_name(what):
    return f"{what}-{secrets.token_hex(4)}"


@pytest.fixture
def account(world):
    return world.new_account(OPENING)


@pytest.fixture
def victim(world, machine, account):
    """A card with 30,000 cents behind it."""
    return issued_card(world, machine, a_name("victim"), account, VICTIMS_PIN)


@pytest.fixture
def thief(world, machine):
    """The attacker's own card, with nothing behind it."""
    account = world.new_account(0)
    return issued_card(world, machine, a_name("thief"), account, THIEFS_PIN)


@pytest.fixture
def untouched(world, machine, account, victim):
    """What must not move: answers a function that tells it all."""

    def told():
        shown = world.admin("cards/show", card=victim.hash).body
        return (
            world.balance(account),
            world.admin("reports/audit").body["entries"],
            machine.devices.with_customer(),
            world.hasher.runs,
            (shown["status"], shown["tries_left"]),
        )

    return told


def balance_of(reply):
    return reply.body["balance"]["minor"]


def says_no_figure(reply):
    """A refusal gives away neither balance nor voucher nor visit."""
    return not {"balance", "available", "vouchers", "visit", "accounts"} & reply.body.keys()


def refused(call, *arguments):
    with pytest.raises(DeviceError) as caught:
        call(*arguments)
    return caught.value.status


def withdraw(machine, card):
    """A whole honest withdrawal of one note; the receipt's state."""
    txid, approved = machine.held(card, NOTE)
    receipt = machine.hsm.pay(txid, approved.body["vouchers"])
    return machine.settle(txid, receipt).body["state"]


def give_back(machine, given):
    """An OPEN that came to nothing is cancelled, and the bank told."""
    machine.settle(given.txid, machine.hsm.cancel(given.txid))


# --- cloning: the card was borrowed for an hour, and its PIN is known


def learn(machine, card, count=20):
    """Whatever a borrowed card answers: its id, and challenges of the borrower's choice."""
    asked = [secrets.token_hex(16) for _ in range(count)]
    return machine.devices.reader.read(), {each: card.answer(each) for each in asked}


def copies(machine, victim):
    """Responses that a borrower can come up with later, for a challenge that is fresh."""
    identity, answers = learn(machine, victim)
    assert identity.card_id.matches(victim.uuid.encode())
    provision = machine.devices.reader.provision_card
    assert refused(provision, victim.insert_no, UUID(victim.uuid)) == Status.ALREADY_PROVISIONED
    copy, _ = blank_card(machine, a_name("copy"), victim.uuid, VICTIMS_PIN)
    machine.devices.reader.commit_card(copy.insert_no, UUID(victim.uuid))
    return [
        lambda challenge: copy.answer(challenge),
        lambda challenge: answers.get(challenge, next(iter(answers.values()))),
        lambda _: "0" * 64,
    ]


def test_flag_cloning_read(world, machine, account, victim, untouched):
    """A copy of a borrowed card, its PIN known, is told no balance."""
    assert OPENING == balance_of(machine.ask(victim))
    forgeries = copies(machine, victim)
    before = untouched()

    for forged in forgeries:
        given = machine.challenge(victim)
        reply = machine.authorise(victim, given, response=forged(given.body["challenge"]))
        assert ((403, "response-wrong"), True) == (reply.problem, says_no_figure(reply))
    assert before == untouched()
    assert OPENING == balance_of(machine.ask(victim))


def test_flag_cloning_write(world, machine, account, victim, untouched):
    """A copy of a borrowed card, its PIN known, gets no voucher and no hold."""
    assert "captured" == withdraw(machine, victim)
    forgeries = copies(machine, victim)
    before = untouched()

    for forged in forgeries:
        given = machine.challenge(victim, "withdrawal", notes=NOTE)
        reply = machine.authorise(victim, given, response=forged(given.body["challenge"]))
        assert ((403, "response-wrong"), True) == (reply.problem, says_no_figure(reply))
        give_back(machine, given)
    assert before == untouched()
    assert "captured" == withdraw(machine, victim)


# --- PIN bypass: the stolen card itself, its PIN unknown


def bypasses(world, machine, victim, thief):
    """Proofs that need no PIN of the victim's, each with its refusal."""
    visit = machine.ask(thief).body["visit"]
    return [
        (lambda _: {"visit": secrets.token_hex(16)}, (403, "visit-expired")),
        (lambda _: {"visit": visit}, (403, "visit-expired")),
        (
            lambda text: {"pin_block": machine.block(thief, text)},
            (403, "pin-block-invalid"),
        ),
        (lambda _: {"pin_block": secrets.token_hex(16)}, (403, "pin-block-invalid")),
        (
            lambda text: {"pin_block": machine.block(victim, text, slot=1)},
            (403, "pin-block-invalid"),
        ),
        (lambda _: {}, (400, "bad-request")),
        (lambda _: None, (400, "bad-request")),
        (lambda _: {"visit": {"$ne": ""}}, (400, "bad-request")),
        (lambda _: {"pin_block": None}, (400, "bad-request")),
    ]


def guesses_block_it(world, machine, victim, operation, **fields):
    """The one thing left is to guess: three tries, each a run of Argon2, then none."""
    runs, reasons = world.hasher.runs, []
    for guess in (b"00000001", b"25802580", b"19283746"):
        given = machine.challenge(victim, operation, **fields)
        reply = machine.authorise(victim, given, pin=guess)
        reasons.append((reply.body["reason"], says_no_figure(reply)))
        if operation == "withdrawal":
            give_back(machine, given)
    fourth = machine.challenge(victim, operation, **fields)
    if operation == "withdrawal":
        machine.hsm.cancel(fourth.txid)
    assert [("pin-wrong", True)] * 3 == reasons
    assert (403, "card-blocked") == fourth.problem
    assert 3 == world.hasher.runs - runs


def test_flag_pin_bypass_read(world, machine, account, victim, thief, untouched, expect_log):
    """A stolen card without its PIN is told no balance, and three guesses are all there are."""
    expect_log("alarm what=authorisation .* reason=pin-block")
    assert OPENING == balance_of(machine.ask(victim))
    ways = bypasses(world, machine, victim, thief)
    before = untouched()

    for proof, problem in ways:
        given = machine.challenge(victim)
        shown = proof(given.body["challenge"])
        reply = machine.authorise(victim, given, proof=shown)
        assert (problem, True) == (reply.problem, says_no_figure(reply))
    assert before == untouched()
    guesses_block_it(world, machine, victim, "balance")
    assert before[:3] == untouched()[:3]


def test_flag_pin_bypass_write(world, machine, account, victim, thief, untouched, expect_log):
    """A stolen card without its PIN gets no voucher and no hold."""
    expect_log("alarm what=authorisation .* reason=pin-block")
    assert "captured" == withdraw(machine, victim)
    ways = bypasses(world, machine, victim, thief)
    before = untouched()

    for proof, problem in ways:
        given = machine.challenge(victim, "withdrawal", notes=NOTE)
        shown = proof(given.body["challenge"])
        reply = machine.authorise(victim, given, proof=shown)
        assert (problem, True) == (reply.problem, says_no_figure(reply))
        give_back(machine, given)
    assert before == untouched()
    guesses_block_it(world, machine, victim, "withdrawal", notes=NOTE)
    assert before[:3] == untouched()[:3]


# --- skimming: all traffic of one visit, and the PIN; the card is gone


def recorded(machine, card, operation, **fields):
    """One visit with everything that went over serial lines and network."""
    given = machine.challenge(card, operation, **fields)
    text = given.body["challenge"]
    sent = {"response": card.answer(text), "proof": {"pin_block": machine.block(card, text)}}
    reply = machine.authorise(card, given, **sent)
    assert "approved" == reply.body["result"]
    return given, sent, reply


def replays(machine, victim, given, sent, reply):
    """What the recording is good for, as (txid or None for a fresh one, response, proof)."""
    visit = {"visit": reply.body["visit"]}
    return [
        (given.txid, sent["response"], sent["proof"]),
        (secrets.token_hex(16), sent["response"], sent["proof"]),
        (None, sent["response"], sent["proof"]),
        (None, sent["response"], visit),
        (None, "0" * 64, visit),
    ]


def test_flag_skimming_read(world, machine, account, victim, untouched):
    """A recorded balance and the PIN, without the card: no second balance."""
    given, sent, reply = recorded(machine, victim, "balance")
    assert OPENING == balance_of(reply)
    before = untouched()

    for txid, response, proof in replays(machine, victim, given, sent, reply):
        fresh = machine.challenge(victim) if txid is None else given
        again = machine.authorise(
            victim, fresh, txid=txid or fresh.txid, response=response, proof=proof
        )
        wanted = "response-wrong" if txid is None else "challenge-missing"
        assert ((403, wanted), True) == (again.problem, says_no_figure(again))
    fresh = machine.challenge(victim)
    pin_known = {"pin_block": machine.block(victim, fresh.body["challenge"])}
    again = machine.authorise(victim, fresh, response=sent["response"], proof=pin_known)
    assert (403, "response-wrong") == again.problem
    assert before == untouched()
    assert OPENING == balance_of(machine.ask(victim))


def test_flag_skimming_write(world, machine, account, victim, untouched):
    """A recorded withdrawal: its messages give the same answer, and that answer pays nothing."""
    given, sent, reply = recorded(machine, victim, "withdrawal", notes=NOTE)
    vouchers = reply.body["vouchers"]
    receipt = machine.hsm.pay(given.txid, vouchers)
    assert "captured" == machine.settle(given.txid, receipt).body["state"]
    before = untouched()

    again = machine.authorise(victim, given, **sent)
    assert reply.raw == again.raw
    hsm, raw = machine.devices.hsm, bytes.fromhex(given.txid)
    assert refused(hsm.dispense, raw, parts_of(vouchers)) == Status.TXN_FINAL
    fresh = machine.challenge(victim, "withdrawal", notes=NOTE)
    late = bytes.fromhex(fresh.txid)
    assert refused(hsm.dispense, late, parts_of(vouchers)) == Status.VOUCHER_INVALID
    wrong = machine.authorise(victim, fresh, response=sent["response"], proof=sent["proof"])
    assert ((403, "response-wrong"), True) == (wrong.problem, says_no_figure(wrong))
    give_back(machine, fresh)
    assert "captured" == machine.settle(given.txid, receipt).body["state"]
    assert before == untouched()
    assert "captured" == withdraw(machine, victim)


# --- ATM exploit: kiosk and HSM in hand; more cash than the account has, or cash without a card


def test_flag_atm_exploit_more_than_the_account_holds(world, machine, expect_log):
    """Own card, own PIN, 2,000 cents: two notes come out, whatever the machine's owner does."""
    expect_log("alarm what=settlement .* reason=receipt-invalid")
    account = world.new_account(2_000)
    card = issued_card(world, machine, "exploiter", account, THIEFS_PIN)
    hsm, start = machine.devices.hsm, machine.devices.with_customer()

    # Evidence of "nothing came out", made beforehand.
    early = secrets.token_hex(16)
    machine.hsm.open(early)
    void_of_early = machine.hsm.cancel(early)
    # The honest withdrawal of everything.
    txid, approved = machine.held(card, {1: 2})
    vouchers = approved.body["vouchers"]
    another = secrets.token_bytes(16)
    assert refused(hsm.open, another, machine.hsm.last) == Status.WRONG_STATE
    raw = bytes.fromhex(txid)
    doubled = parts_of(vouchers) * 2
    assert refused(hsm.dispense, raw, doubled) == Status.CANISTER
    receipt = machine.hsm.pay(txid, vouchers)
    # The same message again; a second withdrawal before the first is settled; forgery; truth.
    assert refused(hsm.dispense, raw, parts_of(vouchers)) == Status.TXN_FINAL
    second = machine.challenge(card, "withdrawal", notes=NOTE)
    assert (409, "counters-differ") == second.problem
    machine.hsm.cancel(second.txid)
    assert (403, "receipt-invalid") == machine.settle(txid, void_of_early).problem
    assert (2_000, 2_000) == world.balance(account)
    assert "captured" == machine.settle(txid, receipt).body["state"]
    # Nothing is left to ask for.
    more = machine.challenge(card, "withdrawal", notes=NOTE)
    declined = machine.authorise(card, more)
    assert ("declined", "funds") == (declined.body["result"], declined.body["reason"])
    late = bytes.fromhex(more.txid)
    assert refused(hsm.dispense, late, parts_of(vouchers)) == Status.VOUCHER_INVALID
    give_back(machine, more)

    assert 2 == machine.devices.with_customer() - start
    assert (0, 0) == world.balance(account)


def test_flag_atm_exploit_cash_without_a_card(world, machine, account, victim, untouched):
    """No card was ever there: no challenge is answered, and no made-up message moves a note."""
    assert "captured" == withdraw(machine, victim)
    before = untouched()
    hsm = machine.devices.hsm

    given = machine.challenge(victim, "withdrawal", notes=NOTE)
    raw = bytes.fromhex(given.txid)
    nobody = machine.authorise(victim, given, response=None)
    assert (403, "response-wrong") == nobody.problem
    for made_up in (bytes(64), secrets.token_bytes(64), b"0,1\0" * 16):
        assert refused(hsm.dispense, raw, [(1, made_up)]) == Status.VOUCHER_INVALID
    assert refused(hsm.present, raw, 30) == Status.WRONG_STATE
    give_back(machine, given)
    unknown = machine.challenge(victim, card_id="00000000-0000-4000-8000-000000000000")
    assert (403, "card-unknown") == unknown.problem
    assert before == untouched()


# --- PIN extraction: the PIN out of the stolen card


def test_flag_pin_extraction(world, machine, victim):
    """A new PIN leaves the card's memory as it was, and no command of any form answers one."""
    memory = machine.devices.memories.card(victim.name)
    victim.answer("A" * 32)
    before = memory.snapshot()
    new_pin = b"40718293"
    assert "approved" == machine.ask(victim, "pin-change", new_pin=new_pin).body["result"]
    victim.pin = new_pin
    assert "approved" == machine.ask(victim).body["result"]
    assert before == memory.snapshot()

    said = everything_said(machine.devices.world.reader, victim.insert_no)
    assert victim.uuid.encode() in said
    kept = repr(memory.load()).encode()
    for pin in (VICTIMS_PIN, new_pin):
        for form in (pin, pin.hex().encode(), bytes.fromhex(pin.decode())):
            assert (False, False) == (form in said, form in kept)


def everything_said(reader, insert_no):
    """All that a reader with this card answers to every op with payloads of several sizes."""
    reader.receive(b"\0")
    number, decoder, said = insert_no.to_bytes(4, "big"), FrameDecoder(), b""
    spared = {CardReaderOp.LATCH, CardReaderOp.RELEASE}
    for op in sorted(set(range(0x80)) - spared):
        for payload in (b"", number, number + bytes(16), number + b"B" * 32, bytes(255)):
            for frame in decoder.feed(reader.receive(Frame(op, op, payload).encode())):
                said += frame.payload
    return said
