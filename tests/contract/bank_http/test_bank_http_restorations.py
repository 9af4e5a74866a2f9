"""A restored bank on the staff listener: who is waited for, and the ATM that two people give up."""

import itertools
import json

import pytest

from bank_server.admin.__main__ import main
from bank_server.domain.people import WorkItem, WorkKind

NAMES = (f"{number:032x}" for number in itertools.count(1))


@pytest.fixture
def atm(world):
    return world.new_atm()


@pytest.fixture
def restored(world, atm):
    """The name of a restoration in which this ATM is waited for; it ends with the test."""
    name = next(NAMES)
    world.store.restorations.begin(name, world.clock())
    yield name
    for each in world.store.restorations.last().waiting:
        confirm(world, waive(world, each.atm_id).body["id"])


def waive(world, uuid, by="anna"):
    return world.admin("restorations/waive", by=by, atm=uuid, why="burnt down")


def confirm(world, proposal_id, by="ben"):
    return world.admin("confirmations", by=by, id=proposal_id)


def waiting(world):
    return [each["atm"] for each in world.admin("restorations/show").body["waiting"]]


def test_a_bank_that_was_never_restored_says_so(world, capsys):
    code = main(["--state", str(world.state.path), "restoration", "show"])

    assert (0, "these books were never put back\n") == (code, capsys.readouterr().out)


def test_each_atm_with_a_key_is_waited_for_and_nobody_is_served(world, atm, restored):
    shown = world.admin("restorations/show").body

    assert restored == shown["name"]
    assert {"atm": atm.uuid, "acked": 0, "is_behind": False} in shown["waiting"]
    assert (503, "levelling") == atm.challenge(world.new_card(atm), "balance").problem


def test_two_supervisors_give_an_atm_up_and_one_does_not(world, atm, restored):
    proposed = waive(world, atm.uuid).body
    alone = confirm(world, proposed["id"], by="anna")

    assert (403, "same-person") == alone.problem
    assert atm.uuid in waiting(world)
    assert 200 == confirm(world, proposed["id"]).status
    assert atm.uuid not in waiting(world)
    assert (
        f"what ATM {atm.uuid} would tell the restored bank; because: burnt down"
        in (proposed["says"])
    )


def test_a_clerk_gives_no_atm_up(world, atm, restored):
    assert (403, "not-your-duty") == waive(world, atm.uuid, by="carla").problem


def test_an_atm_that_is_not_waited_for_is_not_given_up(world, atm):
    unknown = "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"

    assert (409, "not-possible") == waive(world, atm.uuid).problem
    assert (404, "not-found") == waive(world, unknown).problem


def test_that_an_atm_is_behind_stays_listed_until_it_is_given_up(world, atm, restored):
    item = WorkItem(WorkKind.BEHIND, atm.uuid, restored)
    world.store.staff.report(item, world.clock())
    (listed,) = (
        each
        for each in world.admin("work-items/list").body["items"]
        if each["reference"] == restored
    )
    closed = world.admin("work-items/close", number=listed["number"], because="seen")
    shown = world.admin("restorations/show").body["waiting"]
    confirm(world, waive(world, atm.uuid).body["id"])

    assert listed["is_alarm"]
    assert (409, "not-possible") == closed.problem
    assert {"atm": atm.uuid, "acked": 0, "is_behind": True} in shown
    assert restored not in {
        each["reference"] for each in world.admin("work-items/list").body["items"]
    }


def test_staff_read_it_and_type_what_they_are_told(world, atm, restored, capsys):
    state = ("--state", str(world.state.path))
    main([*state, "restoration", "show"])
    text = capsys.readouterr().out
    main([*state, "restoration", "waive", atm.uuid, "--because", "burnt down", "--json"])
    proposed = json.loads(capsys.readouterr().out)

    assert f"{atm.uuid}  after entry 0  it has not been level since" in text
    assert ["ben"] == proposed["confirmers"]
