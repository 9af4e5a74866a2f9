"""An envelope from the customer's claim to what people found in it, over the wire."""

import json
import re
import secrets

import pytest

from bank_server.admin.__main__ import main
from bank_server.domain.deposits import reference_of

DAY_MS = 24 * 3_600_000


@pytest.fixture
def account(world):
    return world.new_account(1_000)


@pytest.fixture
def account_id(world, account):
    return world.admin("accounts/show", name=account).body["id"]


@pytest.fixture
def card(world, atm, account):
    return world.new_card(atm, account)


@pytest.fixture
def approved(atm, card, account_id):
    """The txid of a claim of 50.00 EUR whose slot may open."""
    return approve(atm, card, account_id)


@pytest.fixture
def pending(atm, approved):
    assert "pending" == reports(atm, approved).body["state"]
    return approved


@pytest.fixture
def operators(world, capsys):
    """Runs a command: (exit code, output)."""

    def run(*words, by="anna"):
        code = main(["--state", str(world.state.path), "--operator", by, "deposits", *words])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return run


def asks(atm, card, account_id, minor=5_000, **fields):
    amount = {"minor": minor, "currency": "EUR"}
    return atm.challenge(card, "deposit", **({"to": account_id, "amount": amount} | fields))


def approve(atm, card, account_id, minor=5_000):
    given = asks(atm, card, account_id, minor)
    assert "approved" == atm.authorise(card, given).body["result"]
    return given.txid


def reports(atm, txid, envelope="accepted", number=None):
    number = secrets.randbelow(2**32) if number is None and envelope == "accepted" else number
    return atm.call("deposit-results", txid=txid, envelope=envelope, number=number)


def verifies(world, atm, txid, minor, account=None, by="anna"):
    found = {"minor": minor, "currency": "EUR"}
    body = {"atm": atm.uuid, "txid": txid, "found": found, "account": account, "why": "counted"}
    return world.admin("deposits/verify", by=by, **body)


def confirms(world, answer, by="ben"):
    return world.admin("confirmations", by=by, id=answer.body["proposed"]["id"])


def listed(world, txid, path="deposits/list"):
    return [each for each in world.admin(path).body["deposits"] if each["txid"] == txid]


def kinds(world, txid):
    items = world.admin("work-items/list").body["items"]
    return [each["kind"] for each in items if each["reference"] == txid]


def test_nothing_is_credited_before_people_have_opened_the_envelope(
    world, atm, card, account, account_id
):
    given = asks(atm, card, account_id)
    reply = atm.authorise(card, given)
    first = reports(atm, given.txid, number=41)

    assert ("approved", "deposit") == (reply.body["result"], reply.body["operation"])
    assert re.fullmatch("[0-9A-Z]{1,16}", reply.body["reference"])
    assert {"state": "pending"} == first.body
    assert first.raw == reports(atm, given.txid, number=41).raw
    assert (1_000, 0) == world.balance(account)
    assert ["deposit"] == kinds(world, given.txid)
    row = {
        "reference": reply.body["reference"],
        "account": account,
        "claimed": {"minor": 5_000, "currency": "EUR"},
        "envelope": "accepted",
        "number": 41,
        "atm": atm.uuid,
    }
    (found,) = listed(world, given.txid)
    assert row.items() <= found.items()
    assert [found] == listed(world, given.txid, "reports/audit")


def test_what_was_claimed_and_found_is_credited_on_one_persons_word(world, atm, account, pending):
    done = verifies(world, atm, pending, 5_000, by="carla")

    assert {
        "proposed": None,
        "credited": {"minor": 5_000, "currency": "EUR"},
        "account": account,
    } == done.body
    assert (6_000, 0) == world.balance(account)
    assert ([], []) == (listed(world, pending), kinds(world, pending))
    assert (409, "not-possible") == verifies(world, atm, pending, 5_000).problem
    assert [] == world.admin("reports/audit").body["findings"]


def test_what_was_found_is_credited_where_it_is_not_what_was_claimed(world, atm, account, pending):
    answer = verifies(world, atm, pending, 4_000)
    says = answer.body["proposed"]["says"]

    assert f"account '{account}' is credited 40.00 EUR, 50.00 EUR were claimed" in says
    assert (1_000, 0) == world.balance(account)
    assert (403, "same-person") == confirms(world, answer, by="anna").problem
    assert 200 == confirms(world, answer).status
    assert (5_000, 0) == world.balance(account)
    assert [] == world.admin("reports/audit").body["findings"]


def test_much_money_takes_a_second_person(world, atm, card, account, account_id):
    txid = approve(atm, card, account_id, 50_001)
    reports(atm, txid)
    answer = verifies(world, atm, txid, 50_001)

    assert 200 == confirms(world, answer).status
    assert (51_001, 0) == world.balance(account)


def test_an_empty_envelope_is_rejected_by_two_people(world, atm, account, pending):
    answer = world.admin("deposits/reject", atm=atm.uuid, txid=pending, why="empty")

    assert "nothing is credited, 50.00 EUR were claimed" in answer.body["proposed"]["says"]
    assert 200 == confirms(world, answer).status
    assert (1_000, 0) == world.balance(account)
    assert ([], []) == (listed(world, pending), kinds(world, pending))


def test_an_item_about_an_envelope_is_not_closed_by_hand(world, atm, pending):
    items = world.admin("work-items/list").body["items"]
    (number,) = [each["number"] for each in items if each["reference"] == pending]

    closed = world.admin("work-items/close", number=number, because="looked")
    assert (409, "not-possible") == closed.problem


def test_an_auditor_opens_no_envelopes(world, atm, pending):
    assert (403, "not-your-duty") == verifies(world, atm, pending, 5_000, by="edda").problem


def test_one_person_alone_credits_no_more_than_the_sum_of_a_day(
    world, atm, card, account, account_id
):
    txids = [approve(atm, card, account_id, 50_000) for _ in range(6)]
    for txid in txids:
        reports(atm, txid)
    *alone, last = (verifies(world, atm, txid, 50_000, by="ben") for txid in txids)

    assert [None] * 5 == [each.body["proposed"] for each in alone]
    assert last.body["credited"] is None
    assert (251_000, 0) == world.balance(account)
    assert 200 == confirms(world, last, by="anna").status
    assert (301_000, 0) == world.balance(account)


def test_an_envelope_that_turns_up_after_all_is_credited_by_two_people(
    world, atm, account, approved, operators
):
    """It was looked for in vain, and rejected; then it lay in another bag."""
    reports(atm, approved, "unknown")
    rejection = world.admin("deposits/reject", atm=atm.uuid, txid=approved, why="not there")
    confirms(world, rejection)
    reference = reference_of(approved, atm.uuid)
    (line,) = [
        each for each in operators("list", "--rejected")[1].splitlines() if reference in each
    ]

    assert "credited with nothing" in line
    assert (409, "not-possible") == world.admin(
        "deposits/reject", atm=atm.uuid, txid=approved, why="again"
    ).problem
    code, said = operators("verify", reference, "50.00")
    assert (0, True) == (code, "two people have credited nothing for it before" in said)
    assert (1_000, 0) == world.balance(account)
    (waiting,) = [
        each
        for each in world.admin("confirmations/list").body["waiting"]
        if reference in each["says"]
    ]
    assert 200 == world.admin("confirmations", by="ben", id=waiting["id"]).status
    assert (6_000, 0) == world.balance(account)
    assert (409, "not-possible") == verifies(world, atm, approved, 5_000).problem
    assert [] == listed(world, approved, "deposits/rejected")
    assert [] == world.admin("reports/audit").body["findings"]


def test_a_late_word_of_the_slot_puts_what_was_rejected_on_the_list_again(
    world, atm, account, approved, operators, expect_log
):
    expect_log("alarm what=deposit-result .* reason=settled-differently")
    world.clock.ahead_ms += DAY_MS
    world.store.deposits.list_overdue(world.clock())
    confirms(world, world.admin("deposits/reject", atm=atm.uuid, txid=approved, why="no word"))
    assert ([], []) == (listed(world, approved), kinds(world, approved))
    reports(atm, approved)

    assert [True] == [each["was_rejected"] for each in listed(world, approved)]
    assert "tell the customer what comes of it" in operators("list")[1]
    assert 200 == confirms(world, verifies(world, atm, approved, 5_000)).status
    assert (6_000, 0) == world.balance(account)
    assert ["settled-differently"] == kinds(world, approved)
    assert [] == world.admin("reports/audit").body["findings"]


def test_a_lost_approval_is_ended_by_an_envelope_that_never_was(world, atm, card, account_id):
    """Fault 79: the slot stays shut, whether the request or the reply was lost."""
    txid = approve(atm, card, account_id)
    given = asks(atm, card, account_id)

    assert "done" == atm.call("resolutions", txid=txid).body["state"]
    assert "void" == reports(atm, txid, "refused").body["state"]
    assert "void" == reports(atm, given.txid, "refused").body["state"]
    assert (409, "voided") == atm.authorise(card, given).problem
    assert ([], []) == (listed(world, txid), listed(world, given.txid))


def test_a_declined_deposit_has_no_envelope(world, atm, card):
    other = world.admin("accounts/show", name=world.new_account()).body["id"]
    given = asks(atm, card, other)

    assert "not-linked" == atm.authorise(card, given).body["reason"]
    assert "void" == reports(atm, given.txid, "refused").body["state"]


def test_a_slot_that_cannot_tell_leaves_it_to_two_people(world, atm, account, approved):
    assert "disputed" == reports(atm, approved, "unknown").body["state"]
    assert ["deposit-disputed"] == kinds(world, approved)

    answer = verifies(world, atm, approved, 5_000)
    assert 200 == confirms(world, answer).status
    assert (6_000, 0) == world.balance(account)


def test_another_report_of_the_same_envelope_is_an_alarm(world, atm, pending, expect_log):
    expect_log("alarm what=deposit-result .* reason=settled-differently")

    assert (409, "settled-differently") == reports(atm, pending, "refused").problem
    assert 1 == len(listed(world, pending))


def test_an_approval_that_comes_after_the_end_opens_no_slot(atm, card, account_id):
    given = asks(atm, card, account_id)
    assert "approved" == atm.authorise(card, given).body["result"]
    assert "approved" == atm.authorise(card, given).body["result"]
    reports(atm, given.txid, "refused")

    assert (409, "voided") == atm.authorise(card, given).problem


@pytest.mark.parametrize("envelope", ["accepted", "unknown"])
def test_an_envelope_of_no_approval_is_an_alarm(world, atm, envelope, expect_log):
    expect_log("alarm what=deposit-result .* reason=deposit-unknown")
    txid = secrets.token_hex(16)

    assert (409, "deposit-unknown") == reports(atm, txid, envelope).problem
    assert ([], ["deposit-unknown"]) == (listed(world, txid), kinds(world, txid))


def test_another_atms_deposit_is_not_this_ones(world, atm, other_atm, approved, expect_log):
    """Fault 66."""
    expect_log("alarm what=deposit-result .* reason=deposit-unknown")

    assert (409, "deposit-unknown") == reports(other_atm, approved).problem
    assert "pending" == reports(atm, approved).body["state"]


def test_a_number_that_repeats_counts_and_is_an_alarm(world, atm, card, account_id, expect_log):
    expect_log("alarm what=deposit-result .* reason=envelope-repeated")
    first, second = (approve(atm, card, account_id) for _ in range(2))
    answers = [reports(atm, txid, number=77).body["state"] for txid in (first, second)]

    assert ["pending", "pending"] == answers
    assert ["deposit", "envelope-repeated"] == kinds(world, second)


@pytest.mark.parametrize(
    "fields",
    [
        {"envelope": "opened"},
        {"envelope": None},
        {"number": -1},
        {"number": 2**32},
        {"number": 1.0},
        {"number": True},
        {"txid": "x"},
        {"amount": 1},
    ],
)
def test_a_report_that_is_none_is_refused_by_type(atm, approved, fields):
    honest = {"txid": approved, "envelope": "refused", "number": 3}

    assert (400, "bad-request") == atm.call("deposit-results", **(honest | fields)).problem
    assert "void" == atm.call("deposit-results", **honest).body["state"]


def test_what_people_did_is_in_the_audit_log(world, atm, account_id, pending):
    verifies(world, atm, pending, 5_000)

    entry = [each for each in world.audit.entries if each.what == "deposit-verified"][-1]
    *said, told, _number = json.loads(entry.detail)
    assert [pending, atm.uuid, account_id, [5_000, "EUR"], "counted"] == said
    assert ("staff:anna", pending, "accepted") == (entry.who, entry.txid, told)


def test_the_operators_find_an_envelope_by_its_reference(world, atm, account, pending, operators):
    reference = reference_of(pending, atm.uuid)
    (line,) = [each for each in operators("list")[1].splitlines() if reference in each]

    assert all(word in line for word in (account, "50.00 EUR", "accepted", pending))
    code, said = operators("verify", reference.lower(), "50.00")
    assert (0, f"done: account '{account}' is credited 50.00 EUR") == (code, said.strip())
    assert (6_000, 0) == world.balance(account)


def test_the_operators_propose_what_a_second_one_confirms(world, atm, pending, operators):
    code, said = operators("verify", pending[:8], "40.00", "--because", "a note was torn")
    rejected = operators("reject", pending[:8], "--because", "empty")[1]

    assert (0, True) == (code, "A second supervisor must confirm" in said)
    assert "because: a note was torn" in said
    assert "nothing is credited" in rejected


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("verify", "ZZZZZZZZZZ", "1.00"), "names no deposit"),
        (("verify", "0000000000", "1.00"), "no deposit has an id that begins with"),
    ],
)
def test_the_operators_are_told_what_they_typed_wrong(pending, operators, words, why):
    code, said = operators(*words)

    assert code != 0
    assert why in said


def test_nothing_found_is_no_verification(pending, operators):
    code, said = operators("verify", pending[:12], "0.00")

    assert (2, True) == (code, "deposits reject" in said)
