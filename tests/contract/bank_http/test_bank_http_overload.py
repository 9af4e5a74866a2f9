"""Too many PINs at once: an early 503 that uses nothing up; too many wrong ones: 429."""

import hashlib
import threading

import pytest

from bank_server.service.pin_guard import WRONG_MAX


@pytest.fixture
def card(world, atm):
    return world.new_card(atm)


def test_a_full_queue_refuses_before_anything_is_used_up(world, atm, card):
    """The same request is approved as soon as there is a place: challenge and tries are intact."""
    given = atm.challenge(card)
    proof = {"pin_block": atm.block(card, given.body["challenge"])}
    queue = world.queue
    queue.taken += queue.places
    try:
        runs = world.hasher.runs
        refused = atm.authorise(card, given, proof=proof)
        visitless = world.admin("cards/show", card=card.hash).body["tries_left"]
    finally:
        queue.taken -= queue.places

    assert (503, "overloaded", "1") == (*refused.problem, refused.headers["retry-after"])
    assert (runs, 3) == (world.hasher.runs, visitless)
    assert "approved" == atm.authorise(card, given, proof=proof).body["result"]
    assert 0 == queue.taken


def test_who_needs_no_argon2_is_served_while_the_queue_is_full(world, atm, card):
    visit = atm.ask(card).body["visit"]
    world.queue.taken += world.queue.places
    try:
        served = atm.ask(card, visit=visit)
    finally:
        world.queue.taken -= world.queue.places

    assert "approved" == served.body["result"]


def test_other_calls_are_answered_while_argon2_runs(world, atm, other_atm, card, monkeypatch):
    """The event loop and the store's thread are free meanwhile."""
    begun, go_on = threading.Event(), threading.Event()
    real = world.hasher.tag

    def slow(*arguments):
        begun.set()
        assert go_on.wait(10)
        return real(*arguments)

    monkeypatch.setattr(world.hasher, "tag", slow)
    replies = []
    asking = threading.Thread(target=lambda: replies.append(atm.ask(card)))
    asking.start()
    assert begun.wait(10)
    beat = other_atm.call("heartbeats", state="in-service", reasons=[], counters=[], software="1")
    go_on.set()
    asking.join()

    assert (200, "approved") == (beat.status, replies[0].body["result"])


def test_an_atm_that_tries_pins_on_many_cards_is_stopped(world, expect_log, monkeypatch):
    """Fault 28: the bucket is the ATM's; a right PIN there is refused too, elsewhere it is not."""

    def quick(pin, card_id, _):
        return hashlib.sha256(pin.reveal() + card_id.reveal()).digest()

    monkeypatch.setattr(world.hasher, "tag", quick)
    expect_log("alarm what=authorisation .* reason=pin-scan")
    scanner, honest = world.new_atm(), world.new_atm()
    cards = [world.new_card(scanner) for _ in range(WRONG_MAX // 3 + 1)]
    answers = [
        scanner.ask(card, pin=b"9999").body["reason"] for card in cards[:-1] for _ in range(3)
    ]
    given = scanner.challenge(cards[-1])

    assert ["pin-wrong"] * WRONG_MAX == answers
    assert (429, "rate") == scanner.authorise(cards[-1], given).problem
    assert 3 == world.admin("cards/show", card=cards[-1].hash).body["tries_left"]
    assert "suspended" == world.admin("atms/show", uuid=scanner.uuid).body["status"]
    assert "approved" == honest.ask(cards[-1]).body["result"]
