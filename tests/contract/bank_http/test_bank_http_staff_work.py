"""The work list on the admin listener, and the ATM whose journal two people accept."""

import pytest

from bank_server.admin.views import shown
from bank_server.http import counting_routes
from bank_server.http import staff_messages as m


def beat(atm, seq, h="1"):
    """The commands that a heartbeat with this anchor is answered with."""
    anchor = {"seq": seq, "h": h * 64, "m": "0" * 32}
    body = {"state": "in-service", "reasons": [], "counters": [], "software": "1"}
    return atm.client.post("/v1/heartbeats", {"anchor": anchor} | body).body["commands"]


@pytest.fixture
def stopped(world, expect_log):
    """An ATM whose kiosk lost its disk after entry 7, and shows entry 2 of another journal."""
    expect_log("alarm what=heartbeat .* reason=journal-rolled-back")
    atm = world.new_atm()
    assert [] == beat(atm, 7)
    assert ["stop-service"] == beat(atm, 2, "2")
    return atm


def item_of(world, atm, path="list"):
    items = world.admin(f"work-items/{path}").body["items"]
    return next((item for item in items if item["atm"] == atm.uuid), None)


def propose(world, atm, by="anna"):
    return world.admin("atms/accept-journal", by=by, uuid=atm.uuid, why="disk replaced")


def test_an_atm_whose_journal_went_back_gives_no_cash_even_to_a_kiosk_that_does_not_obey(
    world, stopped
):
    honest = world.new_atm()
    given = honest.challenge(world.new_card(honest), "withdrawal", notes={1: 1})
    assert 200 == given.status

    refused = stopped.challenge(world.new_card(stopped), "withdrawal", notes={1: 1})
    assert (409, "atm-busy") == refused.problem


def test_a_stopped_atm_stays_stopped_however_long_its_journal_grows(world, stopped):
    assert ["stop-service"] == beat(stopped, 8, "3")
    assert ["stop-service"] == beat(stopped, 900, "4")
    assert 200 == world.admin("atms/resume", uuid=stopped.uuid).status
    assert ["stop-service"] == beat(stopped, 901, "5")

    shown = world.admin("atms/show", uuid=stopped.uuid).body
    assert (7, 901) == (shown["journal_seq"], shown["journal_shown"])


def test_one_supervisor_alone_does_not_release_a_stopped_atm(world, stopped):
    proposed = propose(world, stopped).body

    refused = world.admin("confirmations", by="anna", id=proposed["id"])
    assert (403, "same-person") == refused.problem
    assert ["stop-service"] == beat(stopped, 3, "3")
    assert ["ben"] == proposed["confirmers"]


def test_two_supervisors_release_a_stopped_atm_and_its_old_base_stays_on_record(world, stopped):
    proposed = propose(world, stopped).body
    assert 200 == world.admin("confirmations", by="ben", id=proposed["id"]).status

    assert [] == beat(stopped, 3, "3")
    assert 200 == stopped.challenge(world.new_card(stopped), "withdrawal", notes={1: 1}).status
    assert item_of(world, stopped) is None
    closed = item_of(world, stopped, "closed")["closed"]
    assert ("ben", f"journal 7 {'1' * 64} given up for 2: disk replaced") == (
        closed["by"],
        closed["because"],
    )
    audited = [each for each in world.audit.entries if each.what == "accept-journal-confirmed"]
    assert "1" * 64 in audited[-1].detail


def test_an_anchor_older_than_the_accepted_one_stops_the_atm_again(world, stopped, expect_log):
    expect_log("alarm what=heartbeat .* reason=journal-rolled-back")
    proposed = propose(world, stopped).body
    world.admin("confirmations", by="ben", id=proposed["id"])
    assert [] == beat(stopped, 3, "3")

    assert ["stop-service"] == beat(stopped, 2, "2")
    assert ["stop-service"] == beat(stopped, 4, "4")
    assert item_of(world, stopped)["closed"] is None


def test_the_journal_of_an_honest_atm_is_not_there_to_be_accepted(world):
    atm = world.new_atm()
    beat(atm, 7)

    assert (409, "not-possible") == propose(world, atm).problem
    unknown = "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
    missing = world.admin("atms/accept-journal", uuid=unknown, why="x")
    assert (404, "not-found") == missing.problem


@pytest.fixture
def item(world):
    """An open item about a card that was to be deactivated without a reason."""
    atm = world.new_atm()
    card = world.new_card(atm)
    txids = ["0" * 31 + str(number) for number in range(3)]
    atm.call("card-deactivations", card_id=card.uuid, txids=txids)
    return item_of(world, atm)


@pytest.fixture(autouse=True)
def _ignored_deactivations(expect_log, request):
    if "item" in request.fixturenames:
        expect_log("alarm what=card-deactivation .* reason=ignored")


def close(world, number, by="anna", because="card inspected"):
    return world.admin("work-items/close", by=by, number=number, because=because)


def test_a_closed_item_leaves_the_list_and_tells_who_closed_it_and_why(world, item):
    closed = close(world, item["number"]).body

    assert ("anna", "card inspected") == (closed["closed"]["by"], closed["closed"]["because"])
    numbers = {each["number"] for each in world.admin("work-items/list").body["items"]}
    assert item["number"] not in numbers
    assert item["number"] in {
        each["number"] for each in world.admin("work-items/closed").body["items"]
    }
    audited = [each for each in world.audit.entries if each.what == "work-close"]
    assert ("staff:anna", "card inspected") == (audited[-1].who, audited[-1].detail)


def test_a_list_that_is_too_long_says_how_many_it_leaves_out(world, item, monkeypatch):
    every = world.admin("work-items/list").body
    monkeypatch.setattr(counting_routes, "WORK_SHOWN_MAX", 1)

    some = world.admin("work-items/list").body

    assert 0 == every["more"]
    assert (every["items"][:1], len(every["items"]) - 1) == (some["items"], some["more"])
    told = m.WorkItems(items=(), more=3)
    assert shown(told, None).endswith("3 later ones are not shown")


def test_an_item_is_closed_once(world, item):
    assert 200 == close(world, item["number"]).status

    assert (409, "not-possible") == close(world, item["number"]).problem
    assert (404, "not-found") == close(world, 10**9).problem


@pytest.mark.parametrize("because", ["", "x" * 201, "a\nb", "\x1b[2J"])
def test_an_item_is_closed_with_a_reason_that_can_be_read(world, item, because):
    assert (400, "bad-request") == close(world, item["number"], because=because).problem
    assert 200 == close(world, item["number"]).status


@pytest.mark.parametrize("who", ["carla", "edda"])
def test_only_a_supervisor_closes_work_or_accepts_a_journal(world, item, stopped, who):
    assert (403, "not-your-duty") == close(world, item["number"], by=who).problem
    assert (403, "not-your-duty") == propose(world, stopped, by=who).problem
    assert 200 == close(world, item["number"]).status


def test_an_item_about_a_stopped_atm_is_ended_by_two_people_only(world, stopped):
    number = item_of(world, stopped)["number"]

    assert (409, "not-possible") == close(world, number).problem
    assert item_of(world, stopped)["closed"] is None


def test_what_waits_is_told_in_words_and_goes_after_a_day(world):
    account = world.new_account(1_000)
    proposed = world.admin("accounts/set-balance", name=account, minor=5_000).body
    waiting = world.admin("confirmations/list").body["waiting"]

    says = f"change the balance of account {account!r} from 10.00 EUR to 50.00 EUR"
    assert says == proposed["says"]
    assert [says] == [each["says"] for each in waiting if each["id"] == proposed["id"]]
    world.clock.ahead_ms += 24 * 3_600_000 + 1
    later = world.admin("confirmations/list").body["waiting"]
    world.clock.ahead_ms -= 24 * 3_600_000 + 1
    assert proposed["id"] not in {each["id"] for each in later}
