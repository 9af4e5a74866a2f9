"""The panel's chips at a service door with a lock, on real emulators, by click."""

import pytest

from tests.gui.panel_driver import PanelDriver
from tests.unit.emulators.emulator_process import emulators


@pytest.fixture
def panel(qapp, tmp_path):
    with emulators(tmp_path, "--door-lock", "4711:12") as running:
        driver = PanelDriver(running.state, {})
        driver.wait(lambda: driver.model.answers, "the devices")
        driver.click("panel.tab.Parts")
        yield driver
        driver.close()


def test_a_technician_is_sent_and_opens_the_service_door(panel):
    panel.click("panel.door.service")
    panel.wait(lambda: "locked" in panel.hint, "that it is locked")
    panel.click("panel.sendOrder")
    panel.wait(lambda: "order-1" in panel.model.doorLock, "the work order")
    panel.click("panel.presentOrder")
    panel.wait(lambda: "unlocked" in panel.model.doorLock, "the bolt")
    panel.click("panel.door.service")

    panel.wait(lambda: panel.model.serviceDoorOpen, "the open door")


def test_its_batteries_grow_low_and_its_clock_comes_into_doubt(panel):
    panel.click("panel.lockCharge")
    panel.wait(lambda: "battery low" in panel.model.doorLock, "low batteries")
    panel.click("panel.lockClock")

    panel.wait(lambda: "clock in doubt" in panel.model.doorLock, "the doubt")
