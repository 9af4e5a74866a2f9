"""Notes that were taken back: two supervisors end the dispute after counting, once, in writing."""

import json

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
def disputed(world, own_atm, account):
    """A txid of two tens that were presented and taken back."""
    txid, _ = own_atm.held(world.new_card(own_atm, account), {1: 2})
    own_atm.settle(txid, own_atm.hsm.final(txid, TxnOutcome.RETRACTED, {1: 2}))
    assert (98_000, 0) == world.balance(account)
    return txid


def proposes(world, atm, txid, *found, by="anna", why="counted"):
    counts = [{"canister": canister, "count": count} for canister, count in found]
    return world.admin("disputes/resolve", by=by, atm=atm.uuid, txid=txid, found=counts, why=why)


def confirms(world, proposed, by="ben"):
    return world.admin("confirmations", by=by, id=proposed.body["id"])


def listed(world, txid, path="disputes/list"):
    return [each for each in world.admin(path).body["disputes"] if each["txid"] == txid]


def test_what_was_found_goes_back_to_the_customer_once_a_second_supervisor_agrees(
    world, own_atm, account, disputed
):
    proposed = proposes(world, own_atm, disputed, (1, 1))
    assert (98_000, 0) == world.balance(account)
    assert ["ben"] == proposed.body["confirmers"]

    assert 200 == confirms(world, proposed).status
    assert (99_000, 0) == world.balance(account)
    assert [] == listed(world, disputed)
    (box, _) = world.admin("atms/show", uuid=own_atm.uuid).body["canisters"]
    assert (198, 0, 1) == (box["left"], box["rejected"], box["found"])
    assert [] == world.admin("reports/audit").body["findings"]


def test_the_words_that_the_second_one_judges_say_amount_account_and_notes(
    world, own_atm, account, disputed
):
    says = proposes(world, own_atm, disputed, (1, 1)).body["says"]

    assert f"end the dispute over 20.00 EUR of transaction {disputed}" in says
    assert f"account '{account}' gets back 1 × 10.00 EUR (10.00 EUR in all)" in says
    assert says.endswith("because: counted")


def test_both_people_and_the_count_are_in_the_audit_log(world, own_atm, disputed):
    confirms(world, proposes(world, own_atm, disputed, (1, 1)))

    proposal, confirmation = (
        [each for each in world.audit.entries if each.what == what][-1]
        for what in ("dispute-proposed", "resolve-dispute-confirmed")
    )
    said = json.dumps([disputed, own_atm.uuid, [[1, 1]], "counted"], separators=(",", ":"))
    assert ("staff:anna", disputed, said) == (proposal.who, proposal.txid, proposal.detail)
    assert ("staff:ben", said) == (confirmation.who, confirmation.detail)


def test_an_open_dispute_is_listed_by_the_audit_and_is_no_finding(world, own_atm, disputed):
    row = {"minor": 2_000, "currency": "EUR", "atm": own_atm.uuid, "txid": disputed}
    (found,) = listed(world, disputed, "reports/audit")

    assert row.items() <= found.items()
    assert [found] == listed(world, disputed)
    assert [] == world.admin("reports/audit").body["findings"]


def test_the_oldest_dispute_is_listed_first(world, own_atm, account, disputed):
    world.clock.ahead_ms += 130_000
    later, _ = own_atm.held(world.new_card(own_atm, account), {1: 1})
    own_atm.settle(later, own_atm.hsm.final(later, TxnOutcome.RETRACTED, {1: 1}))

    ours = [each["txid"] for each in world.admin("disputes/list").body["disputes"]]
    assert ours.index(disputed) < ours.index(later)


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        ([(1, 3)], (409, "not-possible")),
        ([(2, 1)], (409, "not-possible")),
        ([(1, 1), (1, 1)], (400, "bad-request")),
        ([(1, -1)], (400, "bad-request")),
    ],
    ids=["too-many", "other-canister", "twice", "negative"],
)
def test_a_count_that_cannot_be_is_refused_before_it_is_proposed(
    world, own_atm, disputed, found, problem
):
    assert problem == proposes(world, own_atm, disputed, *found).problem
    assert 1 == len(listed(world, disputed))


@pytest.mark.parametrize(
    ("by", "problem"), [("carla", (403, "not-your-duty")), ("edda", (403, "not-your-duty"))]
)
def test_only_a_supervisor_proposes_it(world, own_atm, disputed, by, problem):
    assert 200 == proposes(world, own_atm, disputed).status

    assert problem == proposes(world, own_atm, disputed, by=by).problem


def test_nobody_confirms_their_own_proposal(world, own_atm, account, disputed):
    proposed = proposes(world, own_atm, disputed, (1, 2))

    assert (403, "same-person") == confirms(world, proposed, by="anna").problem
    assert (98_000, 0) == world.balance(account)


def test_a_dispute_ends_once_however_many_proposals_wait(world, own_atm, account, disputed):
    first, second = (proposes(world, own_atm, disputed, (1, count)) for count in (1, 2))
    confirms(world, first)

    assert (409, "not-possible") == confirms(world, second).problem
    assert (409, "not-possible") == confirms(world, first).problem
    ended = proposes(world, own_atm, disputed)
    assert (409, "not-possible") == ended.problem
    assert "before" in ended.body["title"]
    assert (99_000, 0) == world.balance(account)


def test_cash_that_was_taken_is_not_disputed(world, own_atm, account):
    txid, _ = own_atm.held(world.new_card(own_atm, account), {1: 2})
    own_atm.settle(txid, own_atm.hsm.final(txid, TxnOutcome.TAKEN, {1: 2}))

    refused = proposes(world, own_atm, txid, (1, 2))
    assert (409, "not-possible") == refused.problem
    assert "in dispute" in refused.body["title"]
    assert (404, "not-found") == proposes(world, own_atm, "0" * 32).problem


def test_its_work_item_is_closed_by_the_two_who_end_it(world, own_atm, disputed):
    (item,) = (
        each
        for each in world.admin("work-items/list").body["items"]
        if each["reference"] == disputed
    )
    refused = world.admin("work-items/close", number=item["number"], because="in a hurry")
    assert (409, "not-possible") == refused.problem

    confirms(world, proposes(world, own_atm, disputed, (1, 2), why="all of them"))
    closed = world.admin("work-items/closed").body["items"]
    (found,) = (each["closed"] for each in closed if each["reference"] == disputed)
    assert ("ben", "all of them") == (found["by"], found["because"])


def test_the_operators_client_proposes_lists_and_confirms(
    world, own_atm, account, disputed, capsys
):
    def admin(*words):
        code = main(["--state", str(world.state.path), *words])
        return code, *capsys.readouterr()

    assert disputed in admin("disputes", "list")[1]
    assert disputed in admin("audit")[1]
    atm, words = own_atm.uuid, ("--found", "1=2", "--because", "counted")
    told = admin("disputes", "resolve", atm, disputed, *words)[1]
    assert f"account '{account}' gets back 2 × 10.00 EUR" in told
    assert 0 == admin(*told.splitlines()[-1].split()[4:])[0]

    assert disputed not in admin("disputes", "list")[1]
    assert (100_000, 0) == world.balance(account)
    code, _, err = admin("disputes", "resolve", atm, disputed, *words)
    assert (2, True) == (code, "ended this dispute before" in err)
