"""What nobody can prove, and what contradicts itself: held, listed, and left to two people."""

from dataclasses import replace

import pytest

from hardware.crypto import record
from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.record import Record, TxnOutcome


@pytest.fixture
def account(world):
    return world.new_account(100_000)


@pytest.fixture
def own_atm(world):
    """Its own machine, because a contradiction stops it."""
    return world.new_atm()


@pytest.fixture
def held(world, own_atm, account):
    """A txid with a hold of two notes."""
    txid, _ = own_atm.held(world.new_card(own_atm, account), {1: 2})
    return txid


def items_about(world, txid):
    items = world.admin("work-items/list").body["items"]
    return {(item["kind"], item["amount"]) for item in items if item["reference"] == txid}


def test_a_suspect_outcome_keeps_the_hold_until_two_people_have_counted(
    world, own_atm, account, held
):
    suspect = own_atm.settle(held, own_atm.hsm.final(held, TxnOutcome.SUSPECT, {1: 2}))
    assert "in-doubt" == suspect.body["state"]
    assert (100_000, 2_000) == world.balance(account)
    assert {("in-doubt", 2_000)} == items_about(world, held)
    counted = [{"canister": 1, "count": 1}]
    proposed = world.admin(
        "in-doubt/resolve", atm=own_atm.uuid, txid=held, presented=counted, why="counted"
    )
    assert (100_000, 2_000) == world.balance(account)

    assert 200 == world.admin("confirmations", by="ben", id=proposed.body["id"]).status
    assert (99_000, 0) == world.balance(account)
    assert () == tuple(world.admin("reports/audit").body["findings"])


def test_only_a_transaction_in_doubt_is_resolved_by_people(world, own_atm, account, held):
    proposed = world.admin(
        "in-doubt/resolve", atm=own_atm.uuid, txid=held, presented=[], why="in a hurry"
    )
    confirmed = world.admin("confirmations", by="ben", id=proposed.body["id"])

    assert (409, "not-possible") == confirmed.problem
    assert (100_000, 2_000) == world.balance(account)
    unknown = world.admin(
        "in-doubt/resolve", atm=own_atm.uuid, txid="0" * 32, presented=[], why="x"
    )
    assert (404, "not-found") == unknown.problem


def test_a_second_genuine_receipt_that_differs_stops_the_atm(
    world, own_atm, account, held, expect_log
):
    """Its HSM has said two things about one ticket; nothing moves a second time."""
    expect_log("alarm what=settlement .* reason=settled-differently")
    first = own_atm.hsm.final(held, TxnOutcome.TAKEN, {1: 2})
    assert "captured" == own_atm.settle(held, first).body["state"]
    said = Record.parse(bytes.fromhex(first))
    other = record.seal(
        replace(said, outcome=TxnOutcome.RETRACTED, mac=b""),
        subkey(own_atm.hsm.key, KeyName.RECEIPT_MAC),
    )
    refused = own_atm.settle(held, other.encode().hex())

    assert (409, "settled-differently") == refused.problem
    assert (98_000, 0) == world.balance(account)
    assert {("settled-differently", 2_000)} == items_about(world, held)
    assert "suspended" == world.admin("atms/show", uuid=own_atm.uuid).body["status"]
    assert "captured" == own_atm.settle(held, first).body["state"]


def test_a_hold_of_a_day_is_listed_and_stays(world, own_atm, account, held):
    world.store.transactions.doubt_old_holds(world.clock() + 25 * 3_600_000)

    assert {("in-doubt", 2_000)} == items_about(world, held)
    assert (100_000, 2_000) == world.balance(account)
    assert "void" == own_atm.settle_void(held).body["state"]
    assert (100_000, 0) == world.balance(account)


def test_a_record_that_is_not_final_settles_nothing(world, own_atm, held, expect_log):
    expect_log("alarm what=settlement .* reason=receipt-not-genuine")
    ticket = own_atm.hsm.ticket
    refused = own_atm.settle(held, own_atm.hsm.open(held))
    own_atm.hsm.ticket = ticket

    assert (403, "receipt-invalid") == refused.problem
    assert "void" == own_atm.settle_void(held).body["state"]


def test_an_answer_that_was_lost_is_given_again_by_resolutions(world, own_atm):
    card = world.new_card(own_atm)
    given = own_atm.challenge(card, "pin-change")
    first = own_atm.authorise(card, given, new_pin=b"73914826")
    resolved = own_atm.call("resolutions", txid=given.txid)

    assert ("done", first.body) == (resolved.body["state"], resolved.body["reply"])
