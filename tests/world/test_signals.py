"""What is heard and lit while a customer is to take something, and when Cancel means nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest

from hardware.emulators.dispenser import Delays
from hardware.protocol.cabinet import LampId, Tone
from kiosk.domain.screens import MoneyWords, Notice, ScreenId
from tests.world.support.prompts import goes_to_card_out
from tests.world.support.transfers import TwoAccounts


@pytest.fixture
def sounds(machine):
    """Every tone from now on, with the seconds since it began."""
    heard = []
    began_s = machine.loop.now()
    tell = machine.matter.cabinet.on_beep

    def listen(tone):
        heard.append((tone, machine.loop.now() - began_s))
        tell(tone)

    machine.matter.cabinet.on_beep = listen
    return heard


def test_the_card_calls_each_second_once_three_have_passed(alice, sounds):
    goes_to_card_out(alice)
    assert {LampId.CARD} == alice.machine.matter.cabinet.lamps
    sounds.clear()
    alice.waits(2.9)
    assert [] == sounds
    alice.waits(4)

    assert [Tone.TAKE] * 4 == [tone for tone, _ in sounds]


def test_the_card_calls_no_more_once_it_is_taken(alice, sounds):
    goes_to_card_out(alice)
    alice.waits(4)
    alice.takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    alice.takes_cash()
    alice.sees(ScreenId.GOODBYE)
    sounds.clear()
    alice.waits(20)

    assert [] == sounds


def test_cash_calls_three_times_at_once_and_its_lamp_is_lit(alice, sounds):
    goes_to_card_out(alice)
    sounds.clear()
    alice.takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    alice.waits(1.5)

    assert [Tone.TAKE] * 3 == [tone for tone, _ in sounds]
    assert {LampId.CASH} == alice.machine.matter.cabinet.lamps


def test_cash_that_lies_there_for_ten_seconds_calls_more_quickly(alice, sounds):
    goes_to_card_out(alice)
    sounds.clear()
    alice.takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    alice.waits(20)
    tones = [tone for tone, _ in sounds]
    at_s = [moment_s for _, moment_s in sounds]
    hurry = tones.index(Tone.HURRY)
    pauses = [round(after - before, 1) for before, after in pairwise(at_s)]

    assert {Tone.HURRY} == set(tones[hurry:])
    assert 10.0 == round(at_s[hurry] - at_s[0], 1)
    assert {1.0} == set(pauses[hurry - 4 : hurry])
    assert {0.5} == set(pauses[hurry:])


def test_cash_taken_back_is_told_with_a_reference_and_calls_no_more(alice, sounds):
    alice.is_offered_cash(50)
    shown = alice.is_told(Notice.CASH_RETRACTED)
    sounds.clear()
    alice.waits(5)

    assert MoneyWords.WILL_BE_CHECKED is shown.money
    assert shown.reference
    assert [] == sounds


def test_cancel_with_the_cash_in_the_shutter_is_one_low_beep(alice, sounds):
    alice.is_offered_cash(50)
    alice.waits(1)
    sounds.clear()
    alice.presses("X")

    assert [Tone.REFUSED] == [tone for tone, _ in sounds]
    assert ScreenId.TAKE_CASH is alice.screen.id


def test_a_link_lost_after_the_cash_is_told_with_the_last_words(scene, alice, machine):
    """The cash comes as if nothing had happened; then the machine is closed, and says so."""
    goes_to_card_out(alice)
    scene.at("hsm DISPENSE before #1", lambda: setattr(machine.bank_line, "is_down", True))
    alice.takes_card()
    shown = alice.sees(ScreenId.TAKE_CASH)
    assert shown.notice is None
    alice.waits(12)
    alice.takes_cash()
    last = alice.sees(ScreenId.GOODBYE)

    assert Notice.NOW_CLOSED is last.notice
    alice.sees(ScreenId.OUT_OF_SERVICE)
    machine.bank_line.is_down = False
    scene.rests()
    scene.audit()


def test_an_opened_pad_closes_the_machine_and_gives_the_card_back(scene, alice, machine):
    """Even where the PIN could be typed on glass."""
    alice.enters()
    machine.matter.pad.open_case()
    shown = alice.is_told(Notice.MACHINE_FAULT, within_s=2)

    assert (ScreenId.TAKE_CARD, MoneyWords.NOTHING_MOVED) == (shown.id, shown.money)
    assert {"device": "pin_pad"} == machine.last_entry("TAMPER")
    alice.takes_card()
    closed = alice.sees(ScreenId.OUT_OF_SERVICE)
    assert "OOS-08" == closed.reason
    machine.kill()
    machine.start()
    scene.runs(10)
    assert (ScreenId.OUT_OF_SERVICE, "OOS-08") == (alice.screen.id, alice.screen.reason)


def test_the_open_slot_and_the_receipt_light_their_lamps():
    scene = TwoAccounts(has_printer=True)
    scene.machine.matter.printer._delays = Delays.none()
    alice, cabinet = scene.alice, scene.machine.matter.cabinet
    alice.enters()
    alice.chooses("deposit")
    alice.sees(ScreenId.ACCOUNT)
    alice.presses("1")
    alice.sees(ScreenId.DEPOSIT_AMOUNT)
    alice.presses("5000EE")
    alice.sees(ScreenId.INSERT_ENVELOPE)
    alice.waits(0.2)
    assert {LampId.ENVELOPE} == cabinet.lamps
    scene.machine.matter.slot.put()
    alice.sees(ScreenId.TAKE_RECEIPT)
    alice.waits(1.0)

    assert False is alice.screen.printing
    assert {LampId.RECEIPT} == cabinet.lamps
