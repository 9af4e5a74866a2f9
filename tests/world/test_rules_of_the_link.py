"""The rules of the link: no service without it; what is in process is cancelled when it drops; a
dispense that has begun is finished and recorded, however often the link comes and goes."""

from __future__ import annotations

import pytest

from kiosk.domain.screens import MoneyWords, Notice, ScreenId
from tests.world.support.drifting import drifts
from tests.world.support.prompts import PROMPTS, goes_to

FLAPS_S, FLAPS_LONG_S = 30, 180
# Where the customer stays longest, and money is nearest.
LONG = {"CONFIRM", "TAKE_CARD", "TAKE_CASH"}
PLACES = (*PROMPTS, "TAKE_CARD", "TAKE_CASH", "ATTRACT")


class Flapping:
    """The line to the bank, down and up again each second until it is left alone."""

    def __init__(self, scene, period_s=1.0):
        self.scene, self.period_s, self.is_on = scene, period_s, True
        self.turns()

    def turns(self):
        line = self.scene.machine.bank_line
        line.is_down = self.is_on and not line.is_down
        if self.is_on:
            self.scene.loop.after(self.period_s, self.turns)

    def ends(self):
        self.is_on = False
        self.scene.runs(2 * self.period_s)
        assert not self.scene.machine.bank_line.is_down


def comes_to(scene, place):
    alice = scene.alice
    match place:
        case "TAKE_CARD" | "TAKE_CASH":
            goes_to(alice, "CONFIRM")
            alice.confirms()
            alice.sees(ScreenId.TAKE_CARD)
            if place == "TAKE_CASH":
                alice.takes_card()
                alice.sees(ScreenId.TAKE_CASH)
        case "ATTRACT":
            scene.machine.matter.insert(alice.card)
        case _:
            goes_to(alice, place)


@pytest.mark.parametrize(
    ("place", "period_s"),
    [*((place, 1.0) for place in PLACES), ("CONFIRM", 0.3), ("MENU", 7.0), ("TAKE_CARD", 7.0)],
)
def test_a_flapping_link_at_any_place_costs_nobody_anything(scene, alice, machine, place, period_s):
    """Requirement: without the link what is in process is cancelled; the books always agree."""
    comes_to(scene, place)
    flapping = Flapping(scene, period_s)
    drifts(alice, FLAPS_LONG_S if place in LONG else FLAPS_S)
    flapping.ends()
    drifts(alice, 20)
    scene.rests()

    assert scene.alice_paid == machine.paid_minor
    assert scene.held == 0
    scene.audit()
    scene.served_again()


@pytest.mark.parametrize(
    "moment",
    [
        "hsm DISPENSE before #1",
        "hsm DISPENSE after #1",
        "hsm PRESENT before #1",
        "hsm PRESENT after #1",
        "journal RES after #1",
        "bank settlements before #1",
    ],
)
def test_cash_that_has_begun_to_move_comes_out_and_is_recorded(scene, alice, machine, moment):
    """Requirement, with our exception: a dispense that was started is not cancelled."""
    goes_to(alice, "CONFIRM")
    machine.moments.begin()
    flapping = []
    scene.at(moment, lambda: flapping.append(Flapping(scene)))
    alice.confirms()
    drifts(alice, 60)
    flapping[0].ends()
    scene.rests()

    assert (5_000, 5_000) == (scene.alice_paid, machine.paid_minor)
    codes = machine.entries
    assert (1, 1, 1) == tuple(codes.count(c) for c in ("CMD", "RES", "SETTLEMENT_CONFIRMED"))
    scene.audit()
    scene.served_again()


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_link_that_drops_at_any_prompt_lets_nobody_change_anything(scene, alice, machine, prompt):
    """Requirement: if the link drops, what is in process is cancelled."""
    goes_to(alice, prompt)
    machine.bank_line.is_down = True
    drifts(alice, 30)
    machine.matter.press("X")
    drifts(alice, 30)

    assert (ScreenId.OUT_OF_SERVICE, "OOS-01") == (alice.screen.id, alice.screen.reason)
    assert "CMD" not in machine.entries
    machine.bank_line.is_down = False
    scene.rests()
    assert 0 == scene.alice_paid == machine.paid_minor
    scene.audit()
    scene.served_again()


def test_no_one_is_served_without_the_link(scene, alice, machine):
    """Requirement: no service unless the link is active."""
    machine.bank_line.is_down = True
    machine.matter.insert(alice.card)
    scene.runs(300)

    assert (ScreenId.OUT_OF_SERVICE, "OOS-01") == (alice.screen.id, alice.screen.reason)
    assert "VISIT_START" not in machine.entries
    machine.bank_line.is_down = False
    alice.sees(ScreenId.PIN)


def test_whoever_is_there_when_it_drops_is_told_that_nothing_was_charged(scene, alice, machine):
    goes_to(alice, "CONFIRM")
    machine.bank_line.is_down = True
    shown = alice.is_told(Notice.BANK_SILENT)

    assert shown.money in {MoneyWords.NOT_CHARGED, MoneyWords.NOTHING_MOVED}
