"""The door lock of the emulators' process: on real serial ports, and ended anywhere by SIGKILL."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from hardware.drivers.door_lock import DoorLock
from hardware.emulators.control import ControlError
from hardware.locks.audit_entry import Deed, Why
from hardware.locks.desk.audits import WORDS
from hardware.locks.desk.visits import RoundKind
from hardware.locks.desk.whereabouts import settle
from hardware.protocol.door_lock import DoorLockFlag
from hardware.protocol.hello import DeviceKind
from hardware.protocol.link import Link
from hardware.transport.serial_port import SerialPort
from tests.unit.emulators.door_office import DOOR, desk_of, visited
from tests.unit.emulators.emulator_process import emulators
from tests.unit.locks.typed_process import device, plugged

LOCK = ("--door-lock", "4711:12")
UNANSWERED = r"did not answer|without an answer"
VISITS = (RoundKind.DECOMMISSION, RoundKind.INSTALL, RoundKind.DST)
IN_AUDIT = (
    *(Deed.INSTALLED, Deed.TABLE_WRITTEN, Why.OPENED),
    *(Deed.STAFF_REVOKED, Deed.REKEYED, Deed.AUDIT_READ),
)
LATER_VISITS = (RoundKind.REVOKE, RoundKind.REKEY, RoundKind.AUDIT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """A state whose technician has a work order in hand; nothing runs."""
    state = tmp_path_factory.mktemp("sent") / "state"
    with emulators(state, *LOCK) as running:
        running.control.call("work_order", technician="carl")
    return state


@contextmanager
def socket(running):
    """The programmer's plug in the lock."""
    port = SerialPort(running.port("door_lock_programmer"))
    try:
        yield Link(port, monotonic=time.monotonic, first_seq=os.getpid() % 256)
    finally:
        port.close()


def now():
    return datetime.fromtimestamp(time.time_ns() // 1_000_000_000, UTC)


def door_lock(running):
    with running.driver(DoorLock, "door_lock") as lock:
        return lock.status()


def test_a_lock_that_was_fitted_outlives_a_kill_with_all_that_it_has_counted(folder):
    with emulators(folder, *LOCK) as running:
        card = running.control.call("work_order")["card"]
        assert "unreadable" == running.control.call("present", stripe="00" * 52)["why"]
        assert running.control.call("present", card=card)["opened"]
        with running.driver(DoorLock, "door_lock") as lock:
            assert DeviceKind.DOOR_LOCK is lock.hello().kind
            before = lock.status()
        running.process.kill()
        running.wait()
    with emulators(folder) as running, running.driver(DoorLock, "door_lock") as lock:
        after = lock.status()

        assert (1, 1, 1) == (before.openings, before.index, before.refusals)
        assert (1, 1, 1) == (after.openings, after.index, after.refusals)
        with pytest.raises(ControlError, match="no work order has this name"):
            running.control.call("present", card="order-7")
        with pytest.raises(ControlError, match="say which"):
            running.control.call("present")


def test_without_one_there_is_no_port_and_no_work_order(tmp_path):
    with emulators(tmp_path) as running:
        assert "door_lock" not in running.control.call("state")["power"]
        assert not (tmp_path / "devices" / "ports" / "door_lock").exists()
        with pytest.raises(ControlError, match="plain lock"):
            running.control.call("work_order")


def test_the_programmer_visits_the_door_over_its_serial_port(tmp_path):
    """Given back, installed, its clock and table, a revocation, a new key, its audit."""
    with emulators(tmp_path, *LOCK) as running:
        office = tmp_path / "dispatch"
        with socket(running) as lock:
            taken = [visited(office, kind, lock, now()) for kind in VISITS]
            with desk_of(office, now()) as desk:
                staff = desk.hire("Sue")
            assert running.control.call("present", card=staff.card)["opened"]
            with desk_of(office, now()) as desk:
                desk.fire(1)
            taken += [visited(office, kind, lock, now()) for kind in LATER_VISITS]
        with desk_of(office, now()) as desk:
            deeds = [line.what for line in desk.audit(DOOR).lines]

        assert [(kind, True, False) for kind in (*VISITS, *LATER_VISITS)] == [
            (each.kind, each.is_done, each.is_altered) for each in taken
        ]
        aside = {WORDS[Deed.ORDER_TAKEN], WORDS[Deed.CLOCK_SET]}
        assert [WORDS[each] for each in IN_AUDIT] == [each for each in deeds if each not in aside]
        assert "revoked" == running.control.call("present", card=staff.card)["why"]
        order = running.control.call("work_order")["card"]
        assert running.control.call("present", card=order)["opened"]


def test_the_programmers_command_visits_the_door(folder):
    with emulators(folder, *LOCK) as running:
        running.control.call("door_lock", clock="doubtful")
        assert DoorLockFlag.DOUBTFUL in door_lock(running).flags
        office = folder / "dispatch"
        with desk_of(office, now()) as desk:
            number = desk.plan(RoundKind.DST, [DOOR]).number
        flash = ("--flash", str(office / "programmer"))
        with device(folder, "programmer", *flash, "--cable", "programmer.port") as typed:
            typed("help", "keys")  # it has answered, so its port is there
            with desk_of(office, now()) as desk, plugged(folder / "programmer.port") as line:
                desk.load_programmer(line, number)
            typed(f"plug={running.port('door_lock_programmer')} e", "Done: clock set")
            typed("unplug e", "0 of 1")
            with desk_of(office, now()) as desk, plugged(folder / "programmer.port") as line:
                (taken,) = desk.take_from_programmer(line)

        assert ("ATM-12", True) == (taken.number, taken.is_done)
        assert DoorLockFlag.DOUBTFUL not in door_lock(running).flags


@pytest.mark.parametrize("part", ["before", "torn", "unsynced", "after"])
def test_killed_in_the_middle_of_a_work_order_it_has_opened_and_counted_or_neither(
    sent, tmp_path, part
):
    """Whoever put the card in is not answered, and does not know. The lock does, and says so."""
    state = tmp_path / "state"
    shutil.copytree(sent, state, ignore=shutil.ignore_patterns("ports", "control.sock"))
    settle(state / "dispatch")
    with emulators(state, "--kill-at", f"door_lock.nv:1:{part}") as running:
        with pytest.raises(ControlError, match=UNANSWERED):
            running.control.call("present", card="order-1")
        running.wait()
    with emulators(state) as running:
        after = door_lock(running)
        is_counted = part in {"unsynced", "after"}
        assert (is_counted, is_counted) == (after.openings == 1, after.index == 1)
        assert (0, False) == (after.refusals, after.is_open)

        assert running.control.call("present", card="order-1")["opened"]
        assert (1, 1 + is_counted) == (door_lock(running).index, door_lock(running).openings)


def test_killed_in_the_middle_of_issuing_the_index_is_spent_and_the_next_order_opens(
    sent, tmp_path
):
    """The desk commits before it writes: the card may be in somebody's hand, or not."""
    state = tmp_path / "state"
    shutil.copytree(sent, state, ignore=shutil.ignore_patterns("ports", "control.sock"))
    settle(state / "dispatch")
    ends_between = (
        "import os, sys\n"
        "from hardware.locks.desk.stripe_writer import CardFolder\n"
        "CardFolder.write = lambda *_: os.kill(os.getpid(), 9)\n"
        "from hardware.emulators.__main__ import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    with emulators(state, program=ends_between) as running:
        with pytest.raises(ControlError, match=UNANSWERED):
            running.control.call("work_order", technician="dora")
        running.wait()
    with emulators(state) as running:
        order = running.control.call("work_order", technician="dora")

        assert 3 == order["index"]
        assert running.control.call("present", card=order["card"])["opened"]
        assert "old" == running.control.call("present", card="order-1")["why"]
