"""An envelope has one result, at the machine and at the bank, whatever happens around it."""

from __future__ import annotations

import re

import pytest

from bank_server.contract.problems import ProblemCode
from bank_server.domain.transactions import TransactionState
from hardware.emulators.envelope_slot import SLOT_MOMENTS
from hardware.protocol.cabinet import CabinetFlag
from kiosk.domain.screens import MoneyWords, Notice, ScreenId
from kiosk.domain.supervisor import takes_envelopes
from kiosk.domain.transactions.deposit.parts import Why
from tests.world.support.bank_line import Trouble
from tests.world.support.envelopes import (
    agrees,
    before_deposit,
    booked,
    deposits,
    in_the_bin,
)
from tests.world.support.scripts import moments

MOMENTS = moments(before_deposit, deposits, only="^(?!power|card|pin)")
UNDER_WAY = re.compile("(bank|cabinet|journal (INTENT|DEPOSIT_[AI])).* before")
LOST = {
    "request": Trouble(loses_request=True),
    "reply": Trouble(loses_reply=True),
    "overloaded": Trouble(problem=ProblemCode.OVERLOADED),
    "twice": Trouble(twice=4.0),
}


def may_be_offered(scene):
    return takes_envelopes(scene.machine.core._supervision.conditions)


def test_an_envelope_is_taken_and_waits_for_people():
    scene = before_deposit()
    deposits(scene.alice)
    scene.rests()

    (deposit,) = booked(scene)
    assert TransactionState.PENDING is deposit.state
    assert (1, 0) == (in_the_bin(scene), scene.alice_paid)
    agrees(scene)


def test_nobody_puts_an_envelope_in():
    scene = before_deposit(quick=False)
    scene.alice.confirms()
    scene.runs(50)
    scene.rests()

    assert "timeout" == scene.machine.last_entry("DEPOSIT_NOT_INSERTED")["why"]
    agrees(scene)


def test_the_customer_gives_up_at_the_open_slot():
    scene = before_deposit(quick=False)
    scene.alice.confirms()
    scene.runs(2)
    scene.alice.sees(ScreenId.INSERT_ENVELOPE)
    scene.alice.presses("X")
    scene.alice.is_told(Notice.CANCELLED)
    scene.runs(1)

    assert Why.CANCEL == scene.machine.last_entry("DEPOSIT_NOT_INSERTED")["why"]
    agrees(scene)


def test_a_full_bin_takes_none_and_is_offered_again_when_it_was_emptied():
    scene = before_deposit()
    scene.machine.matter.slot.cover_sensor(is_covered=True)
    scene.alice.confirms()
    scene.runs(2)
    assert not may_be_offered(scene)
    scene.machine.matter.slot.cover_sensor(is_covered=False)
    scene.runs(2)

    assert may_be_offered(scene)
    agrees(scene)


def test_a_jam_leaves_it_unknown_and_no_envelope_is_taken_until_people_have_looked():
    """Nor after a restart; then a door is opened with the key off."""
    scene = before_deposit(quick=False)
    scene.alice.confirms()
    scene.runs(1)
    scene.machine.matter.slot.put(sticks=True)
    scene.runs(3)
    agrees(scene)
    scene.alice.presses("X")
    scene.alice.goes()
    scene.machine.kill()
    scene.restarts()
    assert not may_be_offered(scene)
    scene.machine.key(is_on=False)
    scene.machine.matter.set_flag(CabinetFlag.SERVICE_DOOR, is_set=True)
    scene.runs(1)
    scene.machine.matter.set_flag(CabinetFlag.SERVICE_DOOR, is_set=False)
    scene.machine.key(is_on=True)
    scene.runs(1)

    assert not scene.machine.core._supervision.conditions.slot_doubtful


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_the_bank_has_one_result(moment):
    scene = before_deposit()
    scene.dies_at(moment, deposits)
    scene.restarts()

    agrees(scene)


@pytest.mark.parametrize("moment", [each for each in MOMENTS if "before" in each])
def test_a_link_that_goes_at_any_moment_leaves_one_result(moment):
    scene = before_deposit()
    line = scene.machine.bank_line

    def goes():
        line.is_down = True
        scene.loop.after(30.0, lambda: setattr(line, "is_down", False))

    scene.is_disturbed(moment, goes, deposits)
    scene.rests()

    agrees(scene)


@pytest.mark.parametrize("path", ["challenges", "authorisations", "deposit-results"])
@pytest.mark.parametrize("loss", sorted(LOST))
def test_a_message_that_is_lost_or_doubled_has_one_effect(path, loss):
    scene = before_deposit()
    scene.machine.bank_line.trouble(path, LOST[loss], 2)
    scene.alice.confirms()
    scene.runs(20)
    scene.rests()

    alarms = ("challenge: txid-conflict",) if (path, loss) == ("challenges", "twice") else ()
    agrees(scene, alarms=alarms)


@pytest.mark.parametrize("moment", [each for each in MOMENTS if each.startswith("cabinet")])
def test_a_cabinet_that_is_unplugged_tells_afterwards(moment):
    scene = before_deposit()

    def goes():
        scene.machine.unplug("cabinet")
        scene.loop.after(3.0, lambda: scene.machine.plug("cabinet"))

    scene.is_disturbed(moment, goes, deposits)
    scene.rests()

    agrees(scene)


def test_a_cabinet_that_is_gone_for_good_keeps_no_customer():
    """What became of the envelope is told when it answers again; she has gone by then."""
    scene = before_deposit()
    scene.alice.confirms()
    scene.machine.unplug("cabinet")
    shown = scene.alice.sees(ScreenId.TAKE_CARD, within_s=90.0)
    scene.alice.takes_card()
    scene.runs(60.0)
    scene.machine.plug("cabinet")
    scene.rests()

    assert MoneyWords.ENVELOPE_CHECKED is shown.money
    agrees(scene)


@pytest.mark.parametrize("moment", [each for each in MOMENTS if UNDER_WAY.match(each)])
def test_a_card_that_is_pulled_out_leaves_one_result(moment):
    scene = before_deposit()
    scene.is_disturbed(moment, scene.alice.pulls_card, deposits)
    scene.runs(60.0)
    scene.rests()

    agrees(scene)


@pytest.mark.parametrize("cut", sorted(SLOT_MOMENTS))
@pytest.mark.parametrize("dies", [False, True])
def test_a_power_cut_of_the_cabinet_and_of_the_kiosk_leaves_one_result(cut, dies):
    scene = before_deposit()
    cabinet = scene.machine.matter.cabinet
    cabinet.power.arm(cut)
    scene.alice.confirms()
    scene.runs(3.0)
    assert not cabinet.power.is_on
    if dies:
        scene.machine.kill()
    scene.runs(2.0)
    cabinet.power_on()
    if dies:
        scene.restarts()
    scene.runs(5.0)
    scene.rests()

    agrees(scene)


def test_a_disk_that_is_full_keeps_no_envelope_waiting():
    """What has begun comes to its end; nobody new is served."""
    scene = before_deposit()
    scene.machine.disk.free = 0
    scene.alice.confirms()
    scene.runs(5.0)

    assert TransactionState.PENDING is booked(scene)[0].state
    agrees(scene)
