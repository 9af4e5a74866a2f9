"""The original contest's client, its calls unchanged, against the real processes.

In the order of the contest: bank, ATM, cards, customers, restarts, and the machine's last note.
"""

from __future__ import annotations

import xmlrpc.client
from contextlib import ExitStack

import pytest

from tests.end2end.contest_bench import BILLS, NOTES, ContestBench, ask, post
from tests.end2end.demo_process import wait_for

ALICE, BOB, CAROL, DORA = "25802580", "13791379", "46284628", "83719264"
WRONG = "90909090"
HUGE = 2**31 - 1


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """Bank and devices serve; the ATM exists, and its kiosk runs."""
    with ExitStack() as stack:
        bench = ContestBench(tmp_path_factory.mktemp("contest") / "state", stack)
        bench.start_bank()
        bench.start_devices()
        bench.material = bench.bank("create_atm").data
        bench.start_kiosk(bench.material.decode().split(":")[0])
        wait_for(lambda: bench.atm("hsm_connected"), "the kiosk to find its HSM")
        yield bench


@pytest.fixture(scope="module")
def provisioned(bench):
    """The ATM with its bills, key on, doors closed. Notes what each attempt answered."""
    bench.attempts = {"key on": bench.provision_atm(bench.material, BILLS)}
    bench.turn_key(on=False)
    bench.attempts["safe closed"] = bench.provision_atm(bench.material, BILLS)
    bench.control("door", door="safe", open=True)
    other = bench.bank("create_atm").data
    bench.attempts["another ATM's"] = bench.provision_atm(other, BILLS)
    bench.attempts["no blob"] = bench.provision_atm(b"", BILLS)
    bench.attempts["17 characters"] = bench.provision_atm(bench.material, ["x" * 17])
    bench.attempts["honest"] = bench.provision_atm(bench.material, BILLS)
    assert bench.attempts["honest"] is True
    bench.control("door", door="safe", open=False)
    bench.turn_key(on=True)
    return bench


@pytest.fixture(scope="module")
def alice(provisioned):
    """100 units at the bank; 128 notes in the machine."""
    provisioned.new_customer("alice", 100, ALICE)
    return provisioned


@pytest.fixture
def at_slot(alice):
    """Alice's card is in the slot."""
    alice.put_in("alice")
    return alice


def test_the_bank_says_that_it_is_ready(bench):
    assert bench.bank("ready_for_atm") is True


def test_a_kiosk_without_provisioning_answers(bench):
    assert "hello" == bench.atm("hello")
    assert bench.atm("ready_for_hsm") is True
    assert bench.atm("hsm_connected") is True


def test_an_atm_is_provisioned_with_its_blob_and_bills_in_a_trusted_state_only(provisioned):
    refused = dict.fromkeys(
        ["key on", "safe closed", "another ATM's", "no blob", "17 characters"], False
    )

    assert refused | {"honest": True} == provisioned.attempts


def test_blobs_fit_into_the_contests_files(bench):
    """Under 16,384 bytes, printable, with nothing for strip() to take away."""
    assert (True, True) == (len(bench.material) < 16_384, bench.material.isascii())
    assert bench.material.strip() == bench.material


def test_a_card_is_noticed_by_itself(alice):
    alice.control("take_card")
    assert alice.atm("card_connected") is False
    alice.insert("alice")

    assert alice.atm("card_connected") is True


def test_a_card_is_provisioned_once_and_with_its_own_blob_only(at_slot):
    """The honest one was accepted when Alice's card was made."""
    fresh = at_slot.bank("create_account", "second card", 5).data

    assert at_slot.provision_card(fresh, BOB) is False
    assert at_slot.provision_card(b"0" * 36 + b":" + b"x" * 32, BOB) is False
    assert at_slot.bank("check_balance", "alice") == at_slot.atm("check_balance", ALICE)


def test_a_pin_of_a_wrong_form_provisions_no_card(provisioned):
    material = provisioned.bank("create_account", "form", 5).data
    provisioned.control("new_card", card="form")
    provisioned.put_in("form")
    answers = [provisioned.provision_card(material, pin) for pin in ("", "123", "1" * 13, "12a4")]

    assert [False] * 4 == answers
    assert provisioned.provision_card(material, BOB) is True


def test_a_withdrawal_gives_the_next_bills_and_lowers_a_balance_that_stays_an_int(at_slot):
    before, given = at_slot.bank("check_balance", "alice"), len(at_slot.given)
    bills = at_slot.withdraw(ALICE, 5)

    assert BILLS[given : given + 5] == bills
    assert before - 5 == at_slot.bank("check_balance", "alice")
    assert before - 5 == at_slot.atm("check_balance", ALICE)
    assert int is type(at_slot.bank("check_balance", "alice"))


def test_a_withdrawal_lowers_the_number_of_bills_that_remain(at_slot):
    before = at_slot.counters()
    assert 3 == len(at_slot.withdraw(ALICE, 3))

    assert NOTES == sum(before)
    assert (before[0] - 3, before[1] + 3) == at_slot.counters()


@pytest.mark.parametrize(
    "amount",
    [0, -1, -HUGE, 1.0, 0.5, True, False, "1", "-1", "", [1], {"$gt": 0}, b"1", HUGE, 1_000_000],
    ids=repr,
)
def test_what_is_not_an_amount_begins_no_visit_and_moves_nothing(at_slot, amount):
    visits, books = at_slot.visits(), at_slot.books("alice")

    assert at_slot.atm("withdraw", ALICE, amount) is False
    assert (visits, books) == (at_slot.visits(), at_slot.books("alice"))


@pytest.mark.parametrize(
    "pin",
    ["", "258", "2580258025802", "2580258O", "٢٥٨٠٢٥٨٠", "25802580\n", 25802580, True, [], {}],
)
@pytest.mark.parametrize("call", ["check_balance", "withdraw", "change_pin"])
def test_what_is_not_a_pin_begins_no_visit_and_moves_nothing(at_slot, call, pin):
    visits, books = at_slot.visits(), at_slot.books("alice")
    more = {"check_balance": [], "withdraw": [1], "change_pin": [BOB]}[call]

    assert at_slot.atm(call, pin, *more) is False
    assert (visits, books) == (at_slot.visits(), at_slot.books("alice"))


def test_a_new_pin_of_a_wrong_form_changes_nothing(at_slot):
    answers = [at_slot.atm("change_pin", ALICE, new) for new in ("", "123", "12345678901234", 7)]

    assert [False] * 4 == answers
    assert at_slot.atm("check_balance", ALICE) is not False


def test_a_wrong_pin_is_false_and_moves_nothing(at_slot):
    books = at_slot.books("alice")

    assert at_slot.atm("check_balance", WRONG) is False
    assert at_slot.atm("withdraw", WRONG, 1) is False
    assert at_slot.atm("check_balance", ALICE) == books[0]
    assert at_slot.atm("change_pin", WRONG, BOB) is False
    assert books == at_slot.books("alice")
    assert at_slot.atm("check_balance", ALICE) == books[0]


@pytest.fixture(scope="module")
def blocked(provisioned):
    """Dora's card, served once and then tried with a wrong PIN three times."""
    provisioned.new_customer("dora", 9, DORA)
    assert 9 == provisioned.atm("check_balance", DORA)
    assert [False] * 3 == [provisioned.atm("check_balance", WRONG) for _ in range(3)]
    return provisioned


def test_three_wrong_pins_block_the_card_for_the_right_one_too(blocked):
    blocked.put_in("dora")

    assert blocked.atm("check_balance", DORA) is False
    assert blocked.atm("withdraw", DORA, 1) is False
    assert 9 == blocked.bank("check_balance", "dora")


def test_an_empty_account_has_a_balance_of_zero_that_is_not_false(provisioned):
    """W22: 0 is an int on the wire, and False is a boolean."""
    provisioned.new_customer("carol", 0, CAROL)

    at_bank = provisioned.bank("check_balance", "carol")
    at_atm = provisioned.atm("check_balance", CAROL)
    assert (0, int, 0, int) == (at_bank, type(at_bank), at_atm, type(at_atm))
    assert provisioned.withdraw(CAROL, 1) is False
    assert provisioned.bank("update_balance", "carol", 2) is True
    assert 1 == len(provisioned.withdraw(CAROL, 1))
    assert 1 == provisioned.bank("check_balance", "carol")


def test_more_than_the_account_holds_is_false(at_slot):
    balance = at_slot.bank("check_balance", "alice")
    books = at_slot.books("alice")

    assert at_slot.atm("withdraw", ALICE, balance + 1) is False
    assert books == at_slot.books("alice")
    assert 1 == len(at_slot.withdraw(ALICE, 1))


def test_more_than_the_machine_holds_is_false(at_slot):
    assert at_slot.bank("update_balance", "alice", HUGE) is True
    books = at_slot.books("alice")
    left = NOTES - len(at_slot.given)

    assert at_slot.atm("withdraw", ALICE, left + 1) is False
    assert at_slot.atm("withdraw", ALICE, 999_999) is False
    assert books == at_slot.books("alice")
    assert HUGE == at_slot.atm("check_balance", ALICE)
    assert at_slot.bank("update_balance", "alice", 500) is True


def test_a_changed_pin_works_and_the_old_one_no_longer(provisioned):
    provisioned.new_customer("bob", 50, BOB)

    assert provisioned.atm("change_pin", BOB, DORA) is True
    assert provisioned.atm("check_balance", BOB) is False
    assert 50 == provisioned.atm("check_balance", DORA)
    assert provisioned.atm("change_pin", DORA, "11111111") is False
    assert provisioned.atm("change_pin", DORA, BOB) is True


def test_without_a_card_nothing_works_and_the_answer_comes_in_time(alice):
    """Each call has the contest's 5 s; no visit waits for whoever comes next."""
    alice.control("take_card")
    assert alice.atm("check_balance", ALICE) is False
    visits = alice.visits()

    assert alice.atm("withdraw", ALICE, 1) is False
    alice.insert("alice")
    assert alice.atm("card_connected") is True
    assert visits == alice.visits()
    assert alice.atm("check_balance", ALICE) is not False


# --- the bank's calls


def test_an_account_name_exists_once_and_the_first_one_stays(bench):
    assert 70 == len(bench.bank("create_account", "twice", 7).data) + 1

    assert bench.bank("create_account", "twice", 8) is False
    assert 7 == bench.bank("check_balance", "twice")


def test_names_have_up_to_1024_characters(bench):
    name = "n" * 1024

    assert bench.bank("create_account", name, 7).data
    assert 7 == bench.bank("check_balance", name)
    assert bench.bank("create_account", name + "n", 7) is False
    assert bench.bank("create_account", "", 7) is False


@pytest.mark.parametrize("amount", [-1, 1.0, True, "7", "", [7], {"$gt": 0}], ids=repr)
def test_an_opening_or_new_balance_is_a_whole_number_from_zero(bench, amount):
    name = f"amount {amount!r}"
    assert bench.bank("create_account", name, amount) is False

    assert bench.bank("create_account", name, 7).data
    assert bench.bank("update_balance", name, amount) is False
    assert 7 == bench.bank("check_balance", name)


def test_an_unknown_account_is_false_and_does_not_come_into_being(bench):
    assert bench.bank("update_balance", "nobody", 5) is False
    assert bench.bank("check_balance", "nobody") is False
    assert bench.bank("check_balance", {"$gt": ""}) is False
    assert bench.bank("update_balance", {"$gt": ""}, 5) is False


def test_a_balance_that_the_protocol_cannot_carry_is_refused_when_it_is_set(bench):
    """XML-RPC's integer has 32 bits; a stranger's client may send more."""
    assert bench.bank("create_account", "wide", 7).data
    call = "<methodCall><methodName>update_balance</methodName><params><param><value>wide</value>"
    call += f"</param><param><value><i8>{2**31}</i8></value></param></params></methodCall>"

    assert 200 == post(bench.bank_port, call.encode())
    assert 7 == bench.bank("check_balance", "wide")


# --- the port itself


def test_a_call_that_does_not_exist_is_a_fault(alice):
    with pytest.raises(xmlrpc.client.Fault, match="no such call"):
        alice.atm("_kiosk.close")
    with pytest.raises(xmlrpc.client.Fault, match="wrong arguments"):
        alice.atm("withdraw", ALICE)
    assert "hello" == alice.atm("hello")


HELLO = xmlrpc.client.dumps((), "hello").encode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Origin": "http://localhost"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Encoding": "gzip"}, 415),
        ({"Content-Length": "99999999"}, 411),
        ({"Content-Length": "4194305"}, 413),
        ({"Content-Length": "-1"}, 411),
        ({"Content-Length": "\u00b2"}, 411),
        ({"Content-Length": "9" * 5_000}, 411),
    ],
)
def test_what_a_web_page_or_a_stranger_sends_is_refused_unread(bench, headers, status):
    assert status == post(bench.atm_port, HELLO, **headers)
    assert "hello" == bench.atm("hello")


def test_a_document_type_is_refused_unread(bench):
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + HELLO

    assert 400 == post(bench.atm_port, entity)
    assert 200 == post(bench.atm_port, HELLO)


# --- restarts; the machine is emptied last


@pytest.fixture(
    scope="module",
    params=[["kiosk"], ["devices"], ["operators", "bank"], ["kiosk", "devices", "bank"]],
    ids=" and ".join,
)
def restarted(alice, request):
    alice.put_in("alice")
    alice.bank("update_balance", "alice", 60)
    alice.restart(*request.param)
    return alice


def test_after_a_restart_balances_pins_and_bills_are_where_they_were(restarted):
    given = len(restarted.given)

    assert 60 == restarted.balance_once_served(ALICE)
    assert BILLS[given : given + 2] == restarted.withdraw(ALICE, 2)
    assert 58 == restarted.bank("check_balance", "alice")


def test_a_blocked_card_stays_blocked_when_everything_starts_anew(blocked, restarted):
    """Alice is served, so the machine is; Dora is not."""
    assert restarted.balance_once_served(ALICE) > 0
    blocked.put_in("dora")

    assert blocked.atm("check_balance", DORA) is False
    blocked.put_in("alice")
    assert restarted.atm("check_balance", ALICE) > 0


def test_the_last_bill_is_given_and_then_none(at_slot):
    """Every bill came out once, in the order of the file."""
    assert at_slot.bank("update_balance", "alice", 500) is True
    at_slot.withdraw(ALICE, NOTES - len(at_slot.given))

    assert BILLS == at_slot.given
    assert at_slot.withdraw(ALICE, 1) is False
    assert (0, NOTES) == at_slot.counters()
    assert [] == at_slot.findings()


def test_nothing_of_this_is_a_traceback_or_a_pin_in_a_log(alice):
    """Standard error and logs of every process."""
    said = "".join(path.read_text("utf-8", "replace") for path in alice.state.glob("logs/*"))

    assert "Traceback" not in said
    assert [] == [pin for pin in (ALICE, BOB, CAROL, DORA, WRONG) if pin in said]


def test_the_client_reaches_each_port_by_either_name(alice):
    assert "hello" == ask(alice.atm_port, "hello")
    assert 200 == post(alice.atm_port, HELLO, Host=f"127.0.0.1:{alice.atm_port}")
