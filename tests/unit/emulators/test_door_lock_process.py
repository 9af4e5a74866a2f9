"""The door lock of the emulators' process: on a real serial port, and over its end by SIGKILL."""

from __future__ import annotations

import pytest

from hardware.drivers.door_lock import DoorLock
from hardware.emulators.control import ControlError
from hardware.protocol.hello import DeviceKind
from tests.unit.emulators.emulator_process import emulators

LOCK = ("--door-lock", "4711:12")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("state")


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
