"""A fault of the bank in the middle of an authorisation: all of that half is undone, none answered.

Each fault is planted in the bank's own code, because no message that an ATM can send makes one.
"""

import shutil

import pytest

from bank_server.service.approvals import Approval
from bank_server.service.proofs import Proofs
from bank_server.store.sqlite import sqlite_store

APPROVED = "approved"


@pytest.fixture
def card(world, atm):
    return world.new_card(atm)


@pytest.fixture
def faulty(expect_log):
    """Plants faults, and takes them out again with `undo`."""
    expect_log("internal_error .*error=RuntimeError")
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def fail(*_arguments, **_named):
    raise RuntimeError("planted")


class TestBeforeThePinIsJudged:
    def test_a_fault_leaves_challenge_and_tries_as_they_were(self, world, atm, card, faulty):
        given = atm.challenge(card)
        faulty.setattr(Proofs, "count_try", fail)

        assert (500, "internal") == atm.authorise(card, given).problem
        assert 0 == world.store.cards.card(card.hash).tries
        faulty.undo()
        assert APPROVED == atm.authorise(card, given).body["result"]

    def test_a_fault_says_nothing_of_the_visit_to_the_audit(self, world, atm, card, faulty):
        given = atm.challenge(card)
        before = list(world.audit.entries)
        faulty.setattr(Proofs, "count_try", fail)

        atm.authorise(card, given)

        assert before == world.audit.entries

    def test_a_refusal_is_no_fault_and_uses_the_challenge_up(self, atm, card):
        given = atm.challenge(card)

        assert (403, "response-wrong") == atm.authorise(card, given, response="0" * 64).problem
        assert (403, "response-wrong") == atm.authorise(card, given).problem

    def test_a_challenge_that_waits_again_still_runs_out(self, world, atm, card, faulty):
        given = atm.challenge(card)
        faulty.setattr(Proofs, "check_response", fail)
        atm.authorise(card, given)
        faulty.undo()
        world.clock.ahead_ms += 5_001

        assert (403, "challenge-expired") == atm.authorise(card, given).problem


class TestAfterArgon2:
    def test_a_fault_leaves_the_try_counted_and_the_txid_in_work(self, world, atm, card, faulty):
        given = atm.challenge(card)
        faulty.setattr(Approval, "decide", fail)

        assert (500, "internal") == atm.authorise(card, given).problem
        faulty.undo()

        assert 1 == world.store.cards.card(card.hash).tries
        assert (409, "in-progress") == atm.authorise(card, given).problem

    def test_the_next_right_pin_gives_the_try_back(self, world, atm, card, faulty):
        given = atm.challenge(card)
        faulty.setattr(Approval, "decide", fail)
        atm.authorise(card, given)
        faulty.undo()

        assert APPROVED == atm.ask(card).body["result"]
        assert 0 == world.store.cards.card(card.hash).tries


def test_argon2_runs_only_after_the_try_is_durable(world, atm, card, monkeypatch):
    """Seen from Argon2's own thread, through the store that answers from what is committed."""
    seen = []
    tag = world.hasher.tag

    def look(pin, card_id, parameters):
        seen.append(world.store.cards.card(card.hash).tries)
        return tag(pin, card_id, parameters)

    monkeypatch.setattr(world.hasher, "tag", look)

    assert APPROVED == atm.ask(card).body["result"]
    assert [1] == seen


def test_a_bank_killed_in_argon2_of_a_wrong_pin_has_counted_the_try(
    world, atm, card, monkeypatch, tmp_path
):
    """What lies on the disk at that instant is opened by another bank: nobody tries for nothing."""
    left, tag = tmp_path / "left.sqlite", world.hasher.tag

    def killed_here(pin, card_id, parameters):
        for end in ("", "-wal"):
            shutil.copy(f"{world.state.database}{end}", f"{left}{end}")
        return tag(pin, card_id, parameters)

    monkeypatch.setattr(world.hasher, "tag", killed_here)
    txid = atm.ask(card, pin=b"9999").body["txid"]
    started_again = sqlite_store(left, "another run")

    assert 1 == started_again.cards.card(card.hash).tries
    resolved = started_again.transactions.resolve(txid, atm.uuid, world.clock())
    assert ("void", 1) == (resolved.state.value, started_again.cards.card(card.hash).tries)
    started_again.close()
