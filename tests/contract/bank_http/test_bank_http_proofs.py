"""Card, PIN and visit: each proof accepted when honest, refused when one thing is changed."""

import secrets
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from hardware.crypto.record import TxnOutcome

PROBED = 50


@pytest.fixture
def card(world, atm):
    return world.new_card(atm)


def tries_left(world, card):
    return world.admin("cards/show", card=card.hash).body["tries_left"]


def test_a_balance_is_answered_to_card_and_pin(world, atm):
    account = world.new_account(4_200)
    reply = atm.ask(world.new_card(atm, account))

    assert ("approved", 4_200, 32) == (
        reply.body["result"],
        reply.body["balance"]["minor"],
        len(reply.body["visit"]),
    )


def test_accounts_of_the_card_come_in_its_order(world, atm):
    names = [world.new_account(100), world.new_account(200)]
    reply = atm.ask(world.new_card(atm, *names), "accounts")

    assert names == [each["name"] for each in reply.body["accounts"]]


def test_a_visit_needs_the_pin_once_and_argon2_once(world, atm, card):
    visit = atm.ask(card).body["visit"]
    runs = world.hasher.runs
    replies = [atm.ask(card, visit=visit) for _ in range(3)]

    assert ["approved"] * 3 == [reply.body["result"] for reply in replies]
    assert (runs, [None] * 3) == (world.hasher.runs, [reply.body["visit"] for reply in replies])


def test_a_visit_is_of_one_card_and_one_atm(world, atm, other_atm, card):
    visit = atm.ask(card).body["visit"]
    assert "approved" == atm.ask(card, visit=visit).body["result"]

    assert (403, "visit-expired") == atm.ask(world.new_card(atm), visit=visit).problem
    assert (403, "visit-expired") == other_atm.ask(card, visit=visit).problem
    assert (403, "visit-expired") == atm.ask(card, visit=secrets.token_hex(16)).problem


def test_a_visit_ends_after_three_quiet_minutes(world, atm, card):
    visit = atm.ask(card).body["visit"]
    world.clock.ahead_ms += 179_000
    assert "approved" == atm.ask(card, visit=visit).body["result"]
    world.clock.ahead_ms += 181_000

    assert (403, "visit-expired") == atm.ask(card, visit=visit).problem


def test_a_challenge_lives_five_seconds_by_the_banks_clock(world, atm, card):
    """Fault 21: accepted at 4.999 s, refused at 5.001 s without a try."""
    given = atm.challenge(card)
    world.clock.ahead_ms += 4_999
    assert "approved" == atm.authorise(card, given).body["result"]
    given, runs = atm.challenge(card), world.hasher.runs
    world.clock.ahead_ms += 5_001

    assert (403, "challenge-expired") == atm.authorise(card, given).problem
    assert (runs, 3) == (world.hasher.runs, tries_left(world, card))


def test_a_challenge_works_once(world, atm, card):
    """Fault 20: the same challenge for another txid, and again for its own."""
    given = atm.challenge(card)
    assert "approved" == atm.authorise(card, given).body["result"]
    runs = world.hasher.runs

    assert (403, "challenge-missing") == atm.authorise(card, given).problem
    other = atm.authorise(card, given, txid=secrets.token_hex(16))
    assert (403, "challenge-missing") == other.problem
    assert (runs, 3) == (world.hasher.runs, tries_left(world, card))


def test_a_new_challenge_takes_the_place_of_the_one_before(world, atm, other_atm, card):
    """Fault 23: at the same ATM; another ATM has its own."""
    first, elsewhere, second = atm.challenge(card), other_atm.challenge(card), atm.challenge(card)

    assert (403, "challenge-missing") == atm.authorise(card, first).problem
    assert "approved" == atm.authorise(card, second).body["result"]
    assert "approved" == other_atm.authorise(card, elsewhere).body["result"]


def test_the_same_question_again_gets_the_same_challenge(world, atm, card):
    given = atm.challenge(card)

    assert given.raw == atm.challenge(card, txid=given.txid).raw


def test_a_txid_keeps_its_content(world, atm, card, expect_log):
    """Fault 65: same txid, another operation or amount."""
    expect_log("alarm what=challenge .* reason=txid-conflict")
    given = atm.challenge(card, "withdrawal", notes={1: 1})
    assert 200 == given.status

    receipt = atm.hsm.final(given.txid, TxnOutcome.VOID)
    other = atm.challenge(card, "withdrawal", notes={1: 2}, txid=given.txid)
    assert (422, "txid-conflict") == other.problem
    assert (422, "txid-conflict") == atm.challenge(card, txid=given.txid).problem
    assert "approved" == atm.authorise(card, given).body["result"]
    assert "void" == atm.settle(given.txid, receipt).body["state"]


def test_another_cards_or_atms_answer_is_refused_and_burns_the_challenge(
    world, atm, other_atm, card
):
    """Fault 22."""
    stranger, given = world.new_card(atm), atm.challenge(card)
    runs = world.hasher.runs

    assert (403, "challenge-missing") == other_atm.authorise(card, given).problem
    assert (403, "response-wrong") == atm.authorise(
        card, given, response=stranger.answer(given.body["challenge"])
    ).problem
    assert (403, "response-wrong") == atm.authorise(card, given).problem
    assert (runs, 3) == (world.hasher.runs, tries_left(world, card))


@pytest.mark.parametrize("change", ["flipped", "swapped", "none", "zero"])
def test_a_changed_card_answer_is_refused_without_argon2(world, atm, card, change):
    """Fault 24: one bit, the two blocks exchanged, absent, zeros."""
    given = atm.challenge(card)
    honest = card.answer(given.body["challenge"])
    changed = {
        "flipped": f"{int(honest, 16) ^ 1:064x}",
        "swapped": honest[32:] + honest[:32],
        "none": None,
        "zero": "0" * 64,
    }[change]
    runs = world.hasher.runs

    assert (403, "response-wrong") == atm.authorise(card, given, response=changed).problem
    assert (runs, 3) == (world.hasher.runs, tries_left(world, card))
    assert "approved" == atm.ask(card).body["result"]


@pytest.mark.parametrize("response", ["0" * 62, "0" * 66, "x" * 64, "0" * 63 + "G", 7, True, ["0"]])
def test_a_misshapen_card_answer_is_a_bad_request_and_burns_nothing(world, atm, card, response):
    given = atm.challenge(card)

    assert (400, "bad-request") == atm.authorise(card, given, response=response).problem
    assert "approved" == atm.authorise(card, given).body["result"]


def test_a_recorded_pin_block_does_not_fit_a_fresh_challenge(world, atm, card, expect_log):
    """Fault 75: no try counted, an alarm."""
    expect_log("alarm what=authorisation .* reason=pin-block")
    first = atm.challenge(card)
    block = atm.block(card, first.body["challenge"])
    fresh, runs = atm.challenge(card), world.hasher.runs
    replayed = atm.authorise(card, fresh, proof={"pin_block": block})

    assert (403, "pin-block-invalid") == replayed.problem
    assert (runs, 3) == (world.hasher.runs, tries_left(world, card))
    assert "approved" == atm.ask(card).body["result"]


def test_three_wrong_pins_block_the_card_for_the_right_one_too(world, atm, card):
    """Fault 25; the fourth attempt, with the right PIN, is refused before a challenge."""
    replies = [atm.ask(card, pin=b"9999") for _ in range(3)]

    assert [("pin-wrong", 2), ("pin-wrong", 1), ("pin-wrong", 0)] == [
        (reply.body["reason"], reply.body["tries_left"]) for reply in replies
    ]
    assert (403, "card-blocked") == atm.challenge(card).problem
    assert 200 == world.admin("cards/unblock", card=card.hash).status
    assert "approved" == atm.ask(card).body["result"]


def test_a_right_pin_gives_the_tries_back(world, atm, card):
    atm.ask(card, pin=b"9999")
    atm.ask(card, pin=b"9999")
    assert 1 == tries_left(world, card)
    atm.ask(card)

    assert 3 == tries_left(world, card)


def test_fifty_at_once_get_exactly_three_tries(world, card):
    """Fault 26: many ATMs, one card, the wrong PIN: three Argon2 runs in all."""
    atms = [world.new_atm(notes=1) for _ in range(5)]
    together, runs = threading.Barrier(5), world.hasher.runs

    def attack(atm):
        together.wait()
        outcomes = []
        for _ in range(PROBED // 5):
            given = atm.challenge(card)
            reply = atm.authorise(card, given, pin=b"9999") if given.status == 200 else given
            outcomes.append(reply.body.get("reason") or reply.problem[1])
        return outcomes

    with ThreadPoolExecutor(5) as pool:
        outcomes = [each for part in pool.map(attack, atms) for each in part]

    assert (PROBED, 3) == (len(outcomes), outcomes.count("pin-wrong"))
    assert {"pin-wrong", "card-blocked"} == set(outcomes)
    assert 3 == world.hasher.runs - runs


def test_a_new_pin_works_and_the_old_one_no_longer(world, atm, card):
    changed = atm.ask(card, "pin-change", new_pin=b"73914826")

    assert "approved" == changed.body["result"]
    assert "pin-wrong" == atm.ask(card).body["reason"]
    assert "approved" == atm.ask(card, pin=b"73914826").body["result"]


@pytest.mark.parametrize("weak", [b"1111", b"1234", b"98765432"])
def test_a_weak_new_pin_is_declined(world, atm, card, weak):
    declined = atm.ask(card, "pin-change", new_pin=weak)

    assert "pin-weak" == declined.body["reason"]
    assert "approved" == atm.ask(card).body["result"]


def test_a_wrong_pin_changes_no_pin(world, atm, card):
    assert "pin-wrong" == atm.ask(card, "pin-change", pin=b"9999", new_pin=b"7391").body["reason"]
    assert "approved" == atm.ask(card).body["result"]


def test_a_stripe_card_proves_itself_by_its_code(world, atm):
    card = world.new_card(atm, proof="stripe", may_withdraw=False)

    assert "approved" == atm.ask(card).body["result"]
    assert "stripe-refused" == atm.ask(card, "withdrawal", notes={1: 1}).body["reason"]
    wrong = f"{(int(card.stripe_code) + 1) % 10**8:08d}"
    assert (403, "response-wrong") == atm.challenge(card, stripe_code=wrong).problem


def test_a_chip_card_is_not_had_by_a_stripe(world, atm, card):
    assert (403, "response-wrong") == atm.challenge(card, stripe_code="00000000").problem


def test_deactivation_is_believed_only_with_three_counted_tries(world, atm, card, expect_log):
    """Fault 77."""
    expect_log("alarm what=card-deactivation .* reason=ignored")
    made_up = [secrets.token_hex(16) for _ in range(3)]
    advice = atm.call("card-deactivations", card_id=card.uuid, txids=made_up)

    assert {"state": "ignored"} == advice.body
    assert "approved" == atm.ask(card).body["result"]


def test_deactivation_after_three_counted_tries_is_believed(world, atm, card):
    txids = []
    for _ in range(3):
        given = atm.challenge(card)
        atm.authorise(card, given, pin=b"9999")
        txids.append(given.txid)
    advice = atm.call("card-deactivations", card_id=card.uuid, txids=txids)

    assert {"state": "deactivated"} == advice.body
