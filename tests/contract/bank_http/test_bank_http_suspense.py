"""Notes that came out without a hold: two supervisors charge somebody, or the bank bears them."""

import json
import secrets

import pytest

from bank_server.admin.__main__ import main
from hardware.crypto.record import TxnOutcome


@pytest.fixture
def account(world):
    return world.new_account(100_000)


@pytest.fixture
def own_atm(world):
    return world.new_atm()


@pytest.fixture
def unheld(own_atm, expect_log):
    """A txid of two tens that were taken, and that the bank never heard of."""
    expect_log("alarm what=settlement")
    return came_out(own_atm, TxnOutcome.TAKEN)


def came_out(atm, outcome):
    txid = secrets.token_hex(16)
    atm.hsm.open(txid)
    settled = atm.settle(txid, atm.hsm.final(txid, outcome, {1: 2}))
    assert "suspense" == settled.body["state"]
    return txid


def proposes(world, atm, txid, account=None, minor=None, by="anna", why="her card"):
    return world.admin(
        "suspense/resolve", by=by, atm=atm.uuid, txid=txid, account=account, minor=minor, why=why
    )


def confirms(world, proposed, by="ben"):
    return world.admin("confirmations", by=by, id=proposed.body["id"])


def listed(world, txid, path="suspense/list"):
    return [each for each in world.admin(path).body["suspense"] if each["txid"] == txid]


def test_an_account_is_charged_once_a_second_supervisor_agrees(world, own_atm, account, unheld):
    proposed = proposes(world, own_atm, unheld, account)
    assert (100_000, 0) == world.balance(account)
    says = proposed.body["says"]
    assert f"the suspense of 20.00 EUR of transaction {unheld}" in says
    assert f"account '{account}' is charged 20.00 EUR; because: her card" in says

    assert 200 == confirms(world, proposed).status
    assert (98_000, 0) == world.balance(account)
    assert [] == listed(world, unheld)
    assert [] == world.admin("reports/audit").body["findings"]


def test_the_bank_may_bear_it_all_or_the_rest(world, own_atm, account, unheld):
    assert "the bank bears it" in proposes(world, own_atm, unheld).body["says"]
    part = proposes(world, own_atm, unheld, account, 500)
    assert "is charged 5.00 EUR and the bank bears 15.00 EUR" in part.body["says"]

    confirms(world, part)
    assert (99_500, 0) == world.balance(account)
    assert [] == listed(world, unheld)
    assert [] == world.admin("reports/audit").body["findings"]


def test_both_people_and_the_account_are_in_the_audit_log(world, own_atm, account, unheld):
    confirms(world, proposes(world, own_atm, unheld, account))

    proposal, confirmation = (
        [each for each in world.audit.entries if each.what == what][-1]
        for what in ("suspense-proposed", "resolve-suspense-confirmed")
    )
    account_id = world.admin("accounts/show", name=account).body["id"]
    said = [unheld, own_atm.uuid, account_id, [2_000, "EUR"], "her card"]
    assert ("staff:anna", unheld, said) == (
        proposal.who,
        proposal.txid,
        json.loads(proposal.detail),
    )
    assert ("staff:ben", said) == (confirmation.who, json.loads(confirmation.detail))


def test_open_suspense_is_listed_by_the_audit_and_is_no_finding(world, own_atm, unheld):
    row = {"minor": 2_000, "is_counted": True, "account": None, "atm": own_atm.uuid}
    (found,) = listed(world, unheld, "reports/audit")

    assert row.items() <= found.items()
    assert [found] == listed(world, unheld)
    assert [] == world.admin("reports/audit").body["findings"]


def test_the_account_that_was_asked_for_is_named_where_the_bank_knows_the_card(
    world, own_atm, account, expect_log
):
    expect_log("alarm what=settlement")
    card = world.new_card(own_atm, account)
    given = own_atm.challenge(card, "withdrawal", notes={1: 2})
    own_atm.authorise(card, given, pin=b"0000")
    own_atm.settle(given.txid, own_atm.hsm.final(given.txid, TxnOutcome.TAKEN, {1: 2}))

    (found,) = listed(world, given.txid)
    assert account == found["account"]


@pytest.mark.parametrize(
    ("minor", "problem"),
    [(2_001, (409, "not-possible")), (0, (400, "bad-request"))],
    ids=["too much", "nothing"],
)
def test_an_amount_that_cannot_be_is_refused(world, own_atm, account, unheld, minor, problem):
    assert problem == proposes(world, own_atm, unheld, account, minor).problem
    assert 1 == len(listed(world, unheld))


def test_an_account_that_cannot_be_is_refused(world, own_atm, unheld):
    poor = world.new_account(1_999)

    assert (404, "not-found") == proposes(world, own_atm, unheld, "nobody").problem
    assert (409, "not-possible") == proposes(world, own_atm, unheld, poor).problem
    assert (400, "bad-request") == proposes(world, own_atm, unheld, None, 500).problem
    assert 200 == proposes(world, own_atm, unheld, poor, 1_999).status


@pytest.mark.parametrize("by", ["carla", "edda"])
def test_only_a_supervisor_proposes_it(world, own_atm, unheld, by):
    assert 200 == proposes(world, own_atm, unheld).status

    assert (403, "not-your-duty") == proposes(world, own_atm, unheld, by=by).problem


def test_it_ends_once_however_many_proposals_wait(world, own_atm, account, unheld):
    first, second = (proposes(world, own_atm, unheld, account, minor) for minor in (500, 1_500))
    assert (403, "same-person") == confirms(world, first, by="anna").problem
    confirms(world, first)

    assert (409, "not-possible") == confirms(world, second).problem
    assert (409, "not-possible") == confirms(world, first).problem
    ended = proposes(world, own_atm, unheld)
    assert ((409, "not-possible"), True) == (ended.problem, "before" in ended.body["title"])
    assert (99_500, 0) == world.balance(account)


def test_a_transaction_that_had_a_hold_has_no_suspense(world, own_atm, account):
    txid, _ = own_atm.held(world.new_card(own_atm, account), {1: 2})
    own_atm.settle(txid, own_atm.hsm.final(txid, TxnOutcome.TAKEN, {1: 2}))

    assert (409, "not-possible") == proposes(world, own_atm, txid).problem
    assert (404, "not-found") == proposes(world, own_atm, "0" * 32).problem


def test_what_was_taken_back_is_counted_first(world, own_atm, account, expect_log):
    expect_log("alarm what=settlement")
    txid = came_out(own_atm, TxnOutcome.RETRACTED)
    refused = proposes(world, own_atm, txid, account)
    assert ((409, "not-possible"), True) == (refused.problem, "count" in refused.body["title"])
    assert [False] == [each["is_counted"] for each in listed(world, txid)]

    found = [{"canister": 1, "count": 1}]
    counted = world.admin("disputes/resolve", atm=own_atm.uuid, txid=txid, found=found, why="1")
    assert "suspense gets back 1 × 10.00 EUR" in counted.body["says"]
    confirms(world, counted)
    assert [1_000] == [each["minor"] for each in listed(world, txid)]
    confirms(world, proposes(world, own_atm, txid, account))
    assert (99_000, 0) == world.balance(account)
    assert [] == world.admin("reports/audit").body["findings"]


def test_the_operators_client_proposes_lists_and_confirms(world, own_atm, account, unheld, capsys):
    def admin(*words):
        code = main(["--state", str(world.state.path), *words])
        return code, *capsys.readouterr()

    assert unheld in admin("suspense", "list")[1]
    assert unheld in admin("audit")[1]
    words = ("suspense", "resolve", own_atm.uuid, unheld, "--because", "her card")
    assert 2 == admin(*words, "--amount", "5")[0]
    told = admin(*words, "--account", account, "--amount", "5.00")[1]
    assert "is charged 5.00 EUR and the bank bears 15.00 EUR" in told
    assert 0 == admin(*told.splitlines()[-1].split()[4:])[0]

    assert unheld not in admin("suspense", "list")[1]
    assert (99_500, 0) == world.balance(account)
    code, _, err = admin(*words)
    assert (2, True) == (code, "ended this suspense before" in err)
