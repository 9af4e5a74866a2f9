"""Memories that are lost, torn or put back: the journal's disk and the HSM's memory."""

from __future__ import annotations

import copy

import pytest

from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    journal_body,
)
from kiosk.domain.screens import MoneyWords, ScreenId
from kiosk.journal.errors import JournalError
from tests.world.support.kiosk_life import WatchedDisk
from tests.world.support.scene import Scene
from tests.world.support.scripts import before_withdrawal, moments, withdraws


def test_an_hsm_memory_put_back_shows_at_the_next_withdrawal_and_stops_the_cash(
    scene, alice, machine
):
    """Fault 78: older than a settled transaction."""
    memory = machine.memories.devices["hsm"]
    image = copy.deepcopy(memory.load())
    alice.withdraws(50)
    scene.rests()
    machine.matter.hsm.power_off()
    memory.store(image)
    machine.matter.hsm.power_on()
    machine.kill()
    machine.start()
    scene.runs(5)
    alice.enters()
    alice.asks_for(20)
    alice.confirms()
    shown = alice.sees(ScreenId.MESSAGE, ScreenId.TAKE_CARD)

    assert MoneyWords.NOT_CHARGED == shown.money
    alice.goes()
    scene.runs(30)
    assert (ScreenId.NO_CASH, "OOS-06") == (alice.screen.id, alice.screen.reason)
    assert (5_000, 0) == (scene.alice_paid, scene.held)
    assert 5_000 == machine.paid_minor


@pytest.mark.parametrize(
    "moment",
    [
        "hsm OPEN after #1",
        "bank authorisations done #1",
        "hsm DISPENSE after #1",
        "hsm PRESENT after #1",
        "journal RES before #1",
        "journal DONE after #1",
    ],
)
def test_a_kiosk_whose_disk_was_lost_adopts_what_the_hsm_has(moment):
    """The books agree at once; the bank stops the machine and has somebody look, because its
    journal is shorter than it was."""
    scene = before_withdrawal()
    scene.dies_at(moment, withdraws)
    machine = scene.machine
    machine.disk = WatchedDisk(machine.moments)
    machine.start()
    scene.runs(60)

    assert () == machine.money().open
    assert () == scene.bank.findings
    assert 0 == scene.held
    assert machine.paid_minor == scene.alice_paid
    assert machine.counters_of_hsm == machine.counters_of_bank
    assert "OOS-15" in {screen.reason for screen in machine.eyes.shown}
    assert ("journal-rolled-back",) == scene.bank.work_items
    assert ("heartbeat: journal-rolled-back",) == scene.bank.alarms


def two_people_accept_the_journal(scene):
    bank, store = scene.bank, scene.bank.store
    (atm,) = [each for each in store.terminals.atms() if each.contradiction is not None]
    for name in ("anna", "ben"):
        store.staff.add(Staff(name, StaffRole.SUPERVISOR, name))
    said = {"kept": atm.anchor, "said": atm.contradiction, "why": "disk replaced"}
    body = journal_body(atm.atm_id, *said.values())
    store.staff.propose("d" * 32, ActionKind.ACCEPT_JOURNAL, body, "anna", bank.now_ms())
    done = store.terminals.accept_journal(
        atm.atm_id, **said, confirmation=Confirmation("d" * 32, "ben"), now_ms=bank.now_ms()
    )
    assert done is ConfirmResult.DONE


def test_after_a_lost_disk_the_atm_serves_once_two_people_have_accepted_its_journal():
    """It stays closed for an hour before, and needs nobody at the machine after."""
    scene = before_withdrawal()
    scene.dies_at("journal RES before #1", withdraws)
    scene.machine.disk = WatchedDisk(scene.machine.moments)
    scene.machine.start()
    scene.runs(3_600)
    assert (ScreenId.OUT_OF_SERVICE, "OOS-15") == (scene.alice.screen.id, scene.alice.screen.reason)

    two_people_accept_the_journal(scene)
    scene.runs(60)

    scene.served_again()
    assert () == scene.bank.work_items


def test_a_kiosk_with_an_old_copy_of_its_journal_is_stopped(scene, alice, machine):
    """Fault 38: whole lines in order, and fewer of them than the bank has been told of."""
    alice.withdraws(20)
    scene.rests()
    scene.runs(60)
    name = machine.disk.names()[0]
    copied = machine.disk.read(name)
    alice.withdraws(30)
    scene.rests()
    scene.runs(60)
    assert ScreenId.ATTRACT == alice.screen.id
    machine.kill()
    machine.disk.put(name, copied)
    machine.start()
    scene.runs(60)

    assert (ScreenId.OUT_OF_SERVICE, "OOS-15") == (alice.screen.id, alice.screen.reason)
    assert ("heartbeat: journal-rolled-back",) == scene.bank.alarms
    assert ("journal-rolled-back",) == scene.bank.work_items
    assert 5_000 == scene.alice_paid == machine.paid_minor
    assert (0, ()) == (scene.held, scene.bank.findings)


@pytest.mark.parametrize("survives", [1, 40, 200])
@pytest.mark.parametrize("entry", ["INTENT", "CMD", "RES", "DONE"])
def test_a_torn_entry_is_moved_aside_and_its_act_has_not_begun(entry, survives):
    """Fault 33."""
    scene = before_withdrawal()
    scene.at(f"journal {entry} before #1", lambda: scene.machine.kill(survives))
    scene.alice.confirms()
    scene.runs(10)
    scene.restarts()

    scene.audit()
    scene.served_again()
    scene.audit()


@pytest.mark.parametrize("entry", ["INTENT", "CMD", "RES", "DONE"])
def test_a_disk_that_fails_ends_the_process_and_the_next_one_takes_it_up(entry):
    """Fault 35: nothing that an entry announces happens without it."""
    scene = before_withdrawal()
    machine = scene.machine
    scene.at(f"journal {entry} before #1", lambda: setattr(machine.disk, "sync_left", 0))
    scene.alice.confirms()
    scene.runs(10)

    assert 1 == len(machine.deaths)
    assert not machine.life.is_alive
    machine.deaths.clear()
    machine.disk.sync_left = None
    scene.restarts()
    scene.audit()
    scene.served_again()
    scene.audit()


@pytest.mark.parametrize(
    ("entry", "act"),
    [
        ("INTENT", "hsm OPEN before #1"),
        ("CMD", "hsm DISPENSE before #1"),
        ("RES", "bank settlements before #1"),
    ],
)
def test_what_an_entry_announces_never_happens_before_it_is_on_disk(entry, act):
    """Faults 34 and 35: the disk refuses, or power fails with nothing of it synced."""
    honest, failing, dark = before_withdrawal(), before_withdrawal(), before_withdrawal()
    withdraws(honest.alice)
    failing.at(f"journal {entry} before #1", lambda: setattr(failing.machine.disk, "sync_left", 0))
    dark.at(f"journal {entry} before #1", dark.machine.kill)
    for scene in (failing, dark):
        scene.alice.confirms()
        scene.runs(10)

    assert act in honest.machine.moments.reached
    assert act not in failing.machine.moments.reached
    assert act not in dark.machine.moments.reached
    assert [1, 0] == [len(scene.machine.deaths) for scene in (failing, dark)]


def test_a_journal_with_an_entry_missing_starts_no_kiosk():
    """Fault 37: a transaction without its first entry is a contradiction, not a fresh start."""
    scene = before_withdrawal()
    scene.dies_at("hsm DISPENSE after #1", withdraws)
    machine = scene.machine
    name = machine.disk.names()[0]
    raw = machine.disk.read(name)
    lines = raw.splitlines(keepends=True)
    machine.disk.put(name, b"".join(line for line in lines if b'"ev":"INTENT"' not in line))

    with pytest.raises(JournalError):
        machine.start()
    machine.disk.put(name, raw)
    machine.disk.unlock()
    scene.restarts()
    scene.audit()


RECOVERY = [
    "journal RECOVERY_DECISION before #1",
    "journal RECOVERY_DECISION after #1",
    "hsm CANCEL before #1",
    "hsm CANCEL after #1",
    "journal RES before #1",
    "journal RES after #1",
    "bank settlements before #1",
    "bank settlements done #1",
    "journal DONE before #1",
    "journal DONE after #1",
]


@pytest.mark.parametrize("second", RECOVERY)
@pytest.mark.parametrize("first", ["hsm OPEN after #1", "hsm DISPENSE after #1"])
def test_killed_again_while_it_recovers(first, second):
    scene = before_withdrawal()
    scene.dies_at(first, withdraws)
    machine = scene.machine
    machine.moments.begin()
    machine.moments.at(second, machine.kill)
    machine.start()
    scene.runs(20)
    assert not machine.life.is_alive
    scene.restarts()

    scene.audit()
    scene.served_again()
    scene.audit()


def test_the_moments_of_a_withdrawal_are_the_ones_that_these_tests_name():
    """A kill at a moment that no longer exists would test nothing."""
    found = moments(before_withdrawal, withdraws)

    assert {"journal CMD before #1", "hsm PRESENT after #1", "journal RES before #1"} <= set(found)


def test_a_presented_transaction_waits_for_the_hsm_after_a_restart():
    """Nobody takes the cash: the HSM takes it back by itself, and the debit stands."""
    scene = before_withdrawal()
    scene.machine.matter.use_hands(cash=False)
    scene.dies_at("hsm PRESENT after #1", withdraws)
    scene.machine.start()
    scene.runs(60)
    scene.rests()

    assert 5_000 == scene.alice_paid
    scene.audit()
    scene.served_again()
    scene.audit()


def test_two_scenes_of_one_seed_are_the_same():
    """What a failure prints can be played again."""
    runs = []
    for _ in range(2):
        scene = Scene(seed=7)
        scene.alice.withdraws(50)
        runs.append((scene.machine.entries, scene.machine.moments.reached, scene.loop.now()))

    assert runs[0] == runs[1]


@pytest.mark.parametrize("is_empty", [True, False], ids=["a new disk", "an older copy"])
def test_entries_that_the_seals_key_has_passed_stop_the_machine_until_people_look(is_empty):
    """Faults 37 and 38: the key was kept, and the journal lacks what it has sealed."""
    scene = before_withdrawal()
    machine = scene.machine
    name = machine.disk.names()[0]
    copied = machine.disk.read(name)
    scene.alice.confirms()
    scene.runs(60)
    machine.seals.sync()
    machine.kill()
    machine.disk = WatchedDisk(machine.moments)
    if not is_empty:
        machine.disk.put(name, copied)
    machine.start()
    scene.runs(60)
    assert (ScreenId.OUT_OF_SERVICE, "OOS-10") == (scene.alice.screen.id, scene.alice.screen.reason)
    assert machine.last_entry("JOURNAL_OPEN")["lost"] > 0
    assert machine.entries.count("SERVICE_HALTED") == 1

    machine.reopen("ben")
    scene.runs(60)
    assert "OOS-15" == scene.alice.screen.reason  # to the bank the gap is people's business too
    two_people_accept_the_journal(scene)
    scene.runs(60)

    scene.served_again()
    assert machine.verified() == len(machine.entries)


def test_a_power_loss_that_leaves_an_older_key_is_no_loss(scene, alice, machine):
    """The key steps forward over what the journal has, and the bank sees one journal."""
    alice.withdraws(20)
    scene.rests()
    machine.kill()
    assert 1 == machine.seals.load().number
    machine.start()
    scene.runs(60)

    assert ScreenId.ATTRACT == alice.screen.id
    assert machine.verified() == len(machine.entries)
    assert () == scene.bank.alarms
