"""The demo's PINs fit the four places that the PIN page draws, and its bank would take each."""

from __future__ import annotations

import pytest

from bank_server.service.pin_work import is_weak
from hardware.crypto.secret import Secret
from kiosk.setting_values import Profile
from kiosk.workbench.new_state import PEOPLE, people_for
from kiosk.workbench.scripts import OTHER_PIN, USUAL_PIN, WRONG_PIN

PINS = [*(person.pin for person in PEOPLE.values()), OTHER_PIN]


@pytest.mark.parametrize("pin", [*PINS, WRONG_PIN])
def test_a_pin_has_four_digits_and_is_not_weak(pin):
    assert (4, True) == (len(pin), pin.isdigit())
    assert is_weak(Secret(pin.encode())) is False


def test_no_two_pins_are_alike_and_the_wrong_one_is_nobodys():
    assert 6 == len({*PINS, WRONG_PIN})


def test_bob_changes_back_to_the_pin_that_he_began_with():
    assert PEOPLE["bob"].pin == USUAL_PIN


@pytest.mark.parametrize("profile", Profile)
def test_everybody_has_a_card_that_the_machine_reads(profile):
    people = people_for(profile)
    assert PEOPLE.keys() == people.keys()
    assert {profile.value} == {person.proof for person in people.values()}
