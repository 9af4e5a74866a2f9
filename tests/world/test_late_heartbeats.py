"""Heartbeats that the bank hears twice, or after newer ones: they stop no honest machine, and hide
no journal that went back."""

from __future__ import annotations

import pytest

from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    journal_body,
)
from kiosk.domain.screens import ScreenId
from tests.world.support.bank_line import Trouble
from tests.world.support.kiosk_life import WatchedDisk
from tests.world.support.scripts import before_withdrawal, withdraws

# With it, how long until the kiosk has been answered again.
LATE = {
    "doubled 7 s later": (Trouble(twice=7.0), 0.0),
    "doubled 60 s later": (Trouble(twice=60.0), 0.0),
    "after its time-out": (Trouble(delay_s=9.0), 8.0),
    "60 s under way": (Trouble(delay_s=60.0), 8.0),
}
PAUSE_MAX_S = 40
STOPPED = (("heartbeat: journal-rolled-back",), ("journal-rolled-back",))


def lost_disk(scene):
    """The kiosk's process ended, and starts again over an empty disk."""
    scene.machine.disk = WatchedDisk(scene.machine.moments)
    scene.machine.start()


def next_heartbeat(scene, trouble):
    """Between two visits; what happens to it is only about to happen."""
    line = scene.machine.bank_line
    line.trouble("heartbeats", trouble)
    line.sent.clear()
    for _ in range(PAUSE_MAX_S):
        if line.sent:
            break
        scene.runs(1.0)
    assert ["heartbeats"] == line.sent


def complaints(scene):
    return scene.bank.alarms, scene.bank.work_items


@pytest.fixture
def scene():
    """A customer has been served, and goes."""
    scene = before_withdrawal()
    withdraws(scene.alice)
    scene.rests()
    return scene


@pytest.mark.parametrize(("trouble", "wait_s"), LATE.values(), ids=LATE)
def test_a_late_heartbeat_leaves_the_machine_in_service(scene, trouble, wait_s):
    next_heartbeat(scene, trouble)
    scene.runs(wait_s)
    scene.served_again()
    scene.runs(70)

    assert ScreenId.ATTRACT == scene.alice.screen.id
    assert ((), ()) == complaints(scene)
    scene.audit()
    scene.served_again()


def test_a_machine_all_of_whose_heartbeats_come_twice_serves_on(scene):
    scene.machine.bank_line.lasting("heartbeats", Trouble(twice=30.0))
    for units in (20, 30, 20, 30, 20):
        scene.runs(20)
        scene.served_again(units)
    scene.runs(60)

    assert ((), ()) == complaints(scene)
    scene.audit()


@pytest.mark.parametrize(("trouble", "wait_s"), LATE.values(), ids=LATE)
def test_a_late_heartbeat_of_a_kiosk_that_has_ended_does_not_stop_the_next_one(
    scene, trouble, wait_s
):
    next_heartbeat(scene, trouble)
    scene.machine.kill()
    scene.restarts()
    scene.runs(wait_s + 70)

    assert ((), ()) == complaints(scene)
    scene.audit()
    scene.served_again()


@pytest.mark.parametrize(("trouble", "wait_s"), LATE.values(), ids=LATE)
def test_the_only_heartbeat_of_a_kiosk_that_ended_at_once_does_not_stop_the_next_one(
    scene, trouble, wait_s
):
    """The next kiosk is heard first, and has named it."""
    machine = scene.machine
    for _ in range(3):
        machine.kill()
        machine.bank_line.trouble("heartbeats", trouble)
        machine.start()
        scene.runs(1)
    machine.kill()
    scene.restarts()
    scene.runs(wait_s + 70)

    assert ((), ()) == complaints(scene)
    scene.served_again()


@pytest.mark.parametrize(("trouble", "wait_s"), LATE.values(), ids=LATE)
def test_late_heartbeats_do_not_hide_a_lost_disk(scene, trouble, wait_s):
    next_heartbeat(scene, trouble)
    scene.machine.kill()
    lost_disk(scene)
    scene.runs(5)
    assert STOPPED == complaints(scene)
    scene.runs(wait_s + 70)

    assert (ScreenId.OUT_OF_SERVICE, "OOS-15") == (scene.alice.screen.id, scene.alice.screen.reason)
    assert STOPPED == complaints(scene)


@pytest.mark.parametrize(
    "trouble", [Trouble(twice=60.0), Trouble(delay_s=60.0)], ids=["doubled", "delayed"]
)
def test_a_heartbeat_from_the_lost_journal_does_not_disturb_the_accepted_one(scene, trouble):
    """It comes after two people have let the machine go on, and would be growth beyond it."""
    bank, store = scene.bank, scene.bank.store
    next_heartbeat(scene, trouble)
    scene.machine.kill()
    lost_disk(scene)
    scene.runs(10)
    for name in ("anna", "ben"):
        store.staff.add(Staff(name, StaffRole.SUPERVISOR, name))
    (atm,) = store.terminals.atms()
    said = {"kept": atm.anchor, "said": atm.contradiction, "why": "disk replaced"}
    body = journal_body(atm.atm_id, *said.values())
    store.staff.propose("d" * 32, ActionKind.ACCEPT_JOURNAL, body, "anna", bank.now_ms())
    confirmation = Confirmation("d" * 32, "ben")
    done = store.terminals.accept_journal(
        atm.atm_id, **said, confirmation=confirmation, now_ms=bank.now_ms()
    )
    assert done is ConfirmResult.DONE
    scene.runs(90)

    assert (STOPPED[0], ()) == complaints(scene)
    scene.served_again()
