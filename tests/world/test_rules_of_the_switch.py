"""The rules of the key: service only while it is on; off waits for the customer; then no one else.

What must be counted when it is turned on: test_operators_count.py.
"""

from __future__ import annotations

import pytest

from hardware.emulators.dispenser import Delays
from hardware.emulators.world_error import WorldError
from hardware.protocol.cabinet import CabinetFlag
from kiosk.domain.screens import ScreenId
from kiosk.domain.supervisor import Mode, Reason
from tests.world.support.drifting import drifts
from tests.world.support.kiosk_life import Eyes
from tests.world.support.prompts import PROMPTS, goes_to
from tests.world.support.scene import Scene

# Every screen that a customer sees between card and goodbye when 50 euro are withdrawn.
WITHDRAWAL = (
    *("READING_CARD", "PIN", "MENU", "AMOUNT", "OTHER_AMOUNT", "CONFIRM", "CONTACTING_BANK"),
    *("TAKE_CARD", "COUNTING", "TAKE_CASH", "GOODBYE"),
)


class HandAt(Eyes):
    """Does something to the machine as soon as a screen is up."""

    def __init__(self, screen, act):
        super().__init__()
        self.screen, self.act = screen, act

    def screen_shown(self, screen):
        if self.act is not None and screen.id is self.screen:
            act, self.act = self.act, None
            act()


def withdraws(scene):
    """As far as the machine lets her, until it is free or closed."""
    scene.machine.matter.insert(scene.alice.card)
    scene.runs(1)
    drifts(scene.alice, 20)


@pytest.mark.parametrize("screen", WITHDRAWAL)
def test_the_key_turned_off_at_any_moment_leaves_the_withdrawal_to_its_end(
    scene, alice, machine, operator, screen
):
    """Requirement: it can be switched off only when nobody is in a series of transactions."""
    machine.core.observe(HandAt(ScreenId[screen], lambda: machine.key(is_on=False)))
    withdraws(scene)

    assert (5_000, {1: 1, 2: 2}) == (scene.alice_paid, alice.purse)
    assert ScreenId.CLOSED == alice.screen.id
    closing = [shown.id for shown in machine.eyes.shown if shown.closing]
    assert closing or screen == "GOODBYE"
    assert machine.last_entry("KEY_SWITCH")["customer_present"]
    scene.audit()

    machine.matter.insert(alice.card)
    scene.runs(5)
    assert (ScreenId.CLOSED, 1) == (alice.screen.id, machine.entries.count("VISIT_START"))
    machine.matter.pull_card()
    operator.puts_in_service()
    scene.served_again()


@pytest.mark.parametrize("how", ["Cancel", "a minute of silence"])
@pytest.mark.parametrize("prompt", PROMPTS)
def test_off_waits_at_any_prompt_until_the_customer_has_gone(scene, alice, machine, prompt, how):
    """Requirement: nobody's series of transactions is cut short by the key."""
    goes_to(alice, prompt)
    machine.key(is_on=False)
    scene.runs(1)
    assert (ScreenId[prompt], True) == (alice.screen.id, alice.screen.closing)

    if how == "Cancel":
        machine.matter.press("X")
        scene.runs(0.5)
        alice.presses("X")
    else:
        scene.runs(60)
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    scene.runs(10)
    assert ScreenId.CLOSED == alice.screen.id
    scene.audit()


def test_no_one_is_served_while_the_key_is_off(scene, alice, machine, operator):
    """Requirement: service only with the key on."""
    operator.turns_off()
    machine.matter.insert(alice.card)
    scene.runs(300)

    assert ScreenId.CLOSED == alice.screen.id
    assert "VISIT_START" not in machine.entries
    assert "off" == machine.last_entry("MODE_CHANGED")["after"]


def test_off_and_a_kiosk_that_dies_with_a_customer_there_serves_nobody_after_it(
    scene, alice, machine, operator
):
    alice.enters()
    machine.key(is_on=False)
    scene.runs(1)
    machine.kill()
    machine.start()
    scene.runs(30)
    assert ScreenId.CLOSED == alice.screen.id

    machine.matter.take_card()
    operator.puts_in_service()
    scene.served_again()
    scene.audit()


@pytest.mark.parametrize("screen", WITHDRAWAL)
def test_the_safe_opened_at_any_moment_costs_nobody_anything(scene, alice, machine, screen):
    """Either the notes came and are paid for, or there are none and nothing is; the books agree."""
    machine.core.observe(HandAt(ScreenId[screen], lambda: machine.door(is_open=True)))
    withdraws(scene)
    scene.runs(60)

    assert scene.alice_paid == machine.paid_minor
    assert ScreenId.NO_CASH == alice.screen.id
    machine.door(is_open=False)
    scene.rests()
    scene.audit()
    scene.served_again()


@pytest.mark.parametrize("screen", WITHDRAWAL)
def test_the_service_door_opened_at_any_moment_is_written_down_and_stops_nothing(
    scene, alice, machine, screen
):
    def opens():
        machine.matter.set_flag(CabinetFlag.SERVICE_DOOR, is_set=True)

    machine.core.observe(HandAt(ScreenId[screen], opens))
    withdraws(scene)

    assert (5_000, "service") == (scene.alice_paid, machine.last_entry("DOOR")["door"])
    assert ScreenId.ATTRACT == alice.screen.id
    scene.rests()
    scene.audit()


def test_while_it_is_off_envelopes_come_out_and_cash_and_paper_go_in():
    """Requirement: that is what it is switched off for; then it is counted, and serves again."""
    scene = Scene(has_printer=True)
    machine, operator = scene.machine, scene.operator
    machine.matter.printer._delays = Delays.none()
    machine.matter.printer.load_paper(0)
    scene.runs(2)
    assert (Reason.PAPER,) == machine.core.service.reasons
    with pytest.raises(WorldError, match="key"):
        machine.matter.slot.remove()

    operator.turns_off()
    machine.matter.set_flag(CabinetFlag.SERVICE_DOOR, is_set=True)
    assert [] == list(machine.matter.slot.remove())
    machine.load(40)
    machine.matter.printer.load_paper(500)
    machine.matter.set_flag(CabinetFlag.SERVICE_DOOR, is_set=False)
    operator.turns_on()
    operator.counts()

    assert [40, 40] == [left for _, _, left in machine.counters_of_hsm]
    assert (Mode.IN_SERVICE, ()) == (machine.core.service.mode, machine.core.service.reasons)
    assert {"which": "paper", "level": "ok"} == dict(machine.last_entry("SUPPLY_THRESHOLD"))
    scene.served_again()
