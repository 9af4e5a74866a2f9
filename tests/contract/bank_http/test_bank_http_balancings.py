"""An ATM ends a period, and the bank its day: over the wire, and by the operators' commands."""

import json
import secrets
from datetime import date, timedelta

import pytest

from bank_server.admin.__main__ import main
from hardware.crypto.record import TxnOutcome

DAY_MS = 24 * 3_600_000
TAKEN = TxnOutcome.TAKEN
IN_IT = 200 * (1_000 + 5_000)


@pytest.fixture
def atm(world):
    """A new one: each test begins with nothing paid."""
    return world.new_atm()


@pytest.fixture
def operators(world, capsys):
    """Runs a command: (exit code, output)."""

    def run(*words, by="anna"):
        code = main(["--state", str(world.state.path), "--operator", by, *words])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return run


def pays(world, atm, notes):
    card = world.new_card(atm)
    txid, _ = atm.held(card, notes)
    assert 200 == atm.settle(txid, atm.hsm.final(txid, TAKEN, notes)).status


def counts(atm, **off):
    return [
        {
            "canister": number,
            "load": box.load,
            "left": box.left + off.get(f"canister_{number}", 0),
            "rejected": 0,
            "retracted": None,
            "expected_left": box.left,
            "expected_rejected": 0,
            "expected_retracted": None,
        }
        for number, box in atm.hsm.canisters.items()
    ]


def told(atm, presented=None, **changes):
    """The body of an honest close. presented: notes of each canister since the last one."""
    nonce = secrets.token_bytes(16)
    machine = [
        dict.fromkeys(("retracted", "unknown", "rejected", "tested"), 0)
        | {"canister": number, "presented": count}
        for number, count in (presented or {}).items()
    ]
    body = {
        "id": nonce.hex(),
        "close": True,
        "staff": ["anna", "ben"],
        "since": None,
        "status": atm.hsm.status(nonce),
        "machine": machine,
        "counted": counts(atm),
        "envelopes": {"accepted": 0, "first": None, "last": None, "counted": None},
    }
    return body | changes


def items(world, atm):
    every = world.admin("work-items/list").body["items"]
    return [(each["kind"], each["amount"]) for each in every if each["atm"] == atm.uuid]


def test_a_trial_and_then_a_close_tell_the_bank_s_side(world, atm):
    pays(world, atm, {1: 2, 2: 1})

    tried = atm.call("balancings", **told(atm, {1: 2, 2: 1}, close=False, staff=[], counted=[]))
    closed = atm.call("balancings", **told(atm, {1: 2, 2: 1}))

    assert (200, 200) == (tried.status, closed.status)
    for body in (tried.body, closed.body):
        assert (1, 7_000, IN_IT - 7_000, 0) == (
            body["number"],
            body["dispensed"]["minor"],
            body["cash"]["minor"],
            body["host_difference"]["minor"],
        )
    assert (None, 0) == (
        tried.body["cash_difference"],
        closed.body["cash_difference"]["minor"],
    )
    assert [] == items(world, atm)


def test_a_close_whose_answer_was_lost_is_answered_alike(world, atm):
    body = told(atm)
    first = atm.call("balancings", **body)
    pays(world, atm, {1: 1})

    again = atm.call("balancings", **body)
    other = atm.call("balancings", **(body | {"staff": ["anna", "carl"]}))

    assert first.raw == again.raw
    assert (422, "txid-conflict") == other.problem
    assert [body["id"]] == [
        each.subject for each in world.audit.entries
        if each.what == "balancing" and each.who == f"atm:{atm.uuid}"
        and each.outcome.value == "done"
    ]  # fmt: skip


def test_a_record_of_another_hsm_is_an_alarm(world, atm, expect_log):
    expect_log("alarm what=balancing .* reason=record-invalid")
    other, body = world.new_atm(), told(atm)
    assert 200 == atm.call("balancings", **(body | {"close": False})).status

    forged = body | {"status": other.hsm.status(bytes.fromhex(body["id"]))}

    assert (403, "receipt-invalid") == atm.call("balancings", **forged).problem
    assert [("balancing-refused", None)] == items(world, atm)


def test_a_close_waits_for_the_open_transaction(world, atm):
    txid, _ = atm.held(world.new_card(atm), {1: 1})

    assert (409, "atm-busy") == atm.call("balancings", **told(atm)).problem
    atm.settle_void(txid)
    assert 200 == atm.call("balancings", **told(atm)).status


def test_notes_that_the_bank_was_not_told_of_stand_in_the_way(atm):
    atm.hsm.canisters[1].next += 1
    atm.hsm.canisters[1].left -= 1

    assert (409, "counters-differ") == atm.call("balancings", **told(atm)).problem
    assert False is atm.call("balancings", **told(atm, close=False)).body["counters_fit"]


@pytest.mark.parametrize(
    "changes",
    [
        {"staff": ["anna"]},
        {"staff": ["anna", "anna"]},
        {"counted": []},
        {"machine": [{"canister": 9, "presented": 1}]},
        {"id": "xyz"},
        {"envelopes": {"accepted": 1, "first": 3, "last": 2, "counted": None}},
        {"more": 1},
    ],
)
def test_a_close_that_lacks_something_is_refused(atm, changes):
    honest = told(atm)

    assert (400, "bad-request") == atm.call("balancings", **(honest | changes)).problem
    assert 200 == atm.call("balancings", **honest).status


def test_a_canister_that_it_has_not_is_refused_and_many_notes_are_not(atm):
    strange = told(atm, {3: 1}, close=False)
    huge = told(atm, {1: 2**32 - 1, 2: 2**32 - 1}, close=False)

    assert (400, "bad-request") == atm.call("balancings", **strange).problem
    assert 200 == atm.call("balancings", **huge).status


def test_what_differs_is_on_the_work_list_until_people_close_it(world, atm, operators):
    short = told(atm, {1: 1}, counted=counts(atm, canister_2=-1))
    assert 200 == atm.call("balancings", **short).status

    assert [("cash-short", 5_000), ("totals-differ", 1_000)] == items(world, atm)
    (line,) = [each for each in operators("work", "list")[1].splitlines()
               if atm.uuid in each and "cash-short" in each]  # fmt: skip
    assert "50.00 EUR" in line
    assert 0 == operators("work", "close", line.split()[0], "--because", "it lay under the tray")[0]
    assert [("totals-differ", 1_000)] == items(world, atm)
    (ended,) = [each for each in world.audit.entries
                if each.what == "work-close" and short["id"] in (each.subject or "")]  # fmt: skip
    assert f"cash-short {short['id']} 50.00 EUR" in ended.subject


class TestTheDay:
    @pytest.fixture
    def balanced(self, world, atm):
        """An ATM that was balanced on the day that runs, a note short."""
        pays(world, atm, {1: 3})
        body = told(atm, {1: 3}, counted=counts(atm, canister_1=-1))
        self.today = atm.call("balancings", **body).body["day"]
        return atm

    def next_day(self, world, by=1):
        world.clock.ahead_ms += by * DAY_MS

    def named(self, days):
        return (date.fromisoformat(self.today) + timedelta(days=days)).isoformat()

    def test_it_is_looked_at_while_it_runs(self, world, balanced, operators):
        shown = world.admin("days/show", by="carla", date=None).body
        (mine,) = [each for each in shown["atms"] if each["atm"] == balanced.uuid]

        assert (self.today, "runs", None) == (shown["date"], shown["state"], shown["closed"])
        assert (1, 3_000, 0, -1_000) == (
            mine["balancings"],
            mine["dispensed"]["minor"],
            mine["host_difference"]["minor"],
            mine["cash_difference"]["minor"],
        )
        assert [0] == [each["minor"] for each in shown["sums"]]
        refused = world.admin("days/close", date=self.today)
        assert (409, "not-possible") == refused.problem

    def test_it_is_closed_by_two_and_in_turn(self, world, balanced, operators):
        missed = world.new_atm()
        late = world.new_card(balanced)
        txid, _ = balanced.held(late, {1: 2})
        self.next_day(world, 2)
        tomorrow = self.named(1)

        assert (403, "not-your-duty") == world.admin(
            "days/close", by="carla", date=self.today
        ).problem
        code, said = operators("day", "close", self.today)
        assert (0, True) == (code, f"close the business day {self.today}" in said)
        assert f"10.00 EUR short at {balanced.uuid}" in said
        assert "are in no business day" not in said
        proposal = next(line.split()[1] for line in said.splitlines() if "confirmation " in line)
        assert "somebody else must confirm" in operators("confirmations", "confirm", proposal)[1]
        assert 0 == operators("confirmations", "confirm", proposal, by="ben")[0]

        shown = operators("day", "show", self.today)[1]
        assert all(word in shown for word in ("by anna and ben", "-10.00 EUR", missed.uuid))
        assert 200 == balanced.settle(txid, balanced.hsm.final(txid, TAKEN, {1: 2})).status
        after = json.loads(operators("--json", "day", "show")[1])
        assert (tomorrow, "open", []) == (after["date"], after["state"], after["late"])
        assert "is closed" in operators("day", "close", self.today)[1]
        assert "was before the first" in operators("day", "show", self.named(-1))[1]
        assert "has not begun" in operators("day", "show", self.named(3))[1]
        assert "has not ended" in operators("day", "close", self.named(2))[1]

        confirm(world, world.admin("days/close", date=tomorrow))
        running = json.loads(operators("--json", "day", "show")[1])
        assert [(txid, balanced.uuid)] == [(e["txid"], e["atm"]) for e in running["late"]]
        told_late = operators("day", "show")[1]
        assert "settled on this day, as of an earlier one" in told_late
        assert "not balanced on this day" in told_late

    def test_a_day_that_is_none_is_told_as_that(self, operators):
        said = operators("day", "show", "yesterday")

        assert (2, "admin: 'yesterday' is not a day; type it like 2026-11-22\n") == said

    @pytest.mark.parametrize("text", ["2026-13-01", "1999-01-01", "9999-12-31"])
    def test_no_such_day_is_refused(self, world, text):
        assert (400, "bad-request") == world.admin("days/show", date=text).problem
        assert (400, "bad-request") == world.admin("days/close", date=text).problem


def confirm(world, proposed):
    assert 200 == world.admin("confirmations", by="ben", id=proposed.body["id"]).status
