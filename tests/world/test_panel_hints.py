"""The panel's hint says what the customer is to do, by the devices as a real visit has them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hardware.emulators.snapshot import state
from kiosk.domain.screens import ScreenId
from kiosk.journal.reader import read_entries
from kiosk.panel.hints import COUNT, FIRST, FOLLOW, NEW_PIN, PIN, READING, TAKE_CARD, Practice, hint
from kiosk.panel.seen import seen
from kiosk.panel.visit_news import VisitNews


@pytest.fixture
def hints(machine):
    """What the panel says now, by the devices and the journal."""

    def said(practice=Practice.VISITING):
        now = seen(state(machine.matter))
        # Here the cables are lines of the test, of which the devices know nothing.
        plugged = tuple(replace(part, is_plugged=True) for part in now.parts)
        news = VisitNews().after(read_entries(machine.disk))
        return hint(replace(now, parts=plugged), news, practice)

    return said


def test_the_first_visit_is_led_from_card_to_card(scene, alice, hints):
    assert FIRST == hints(Practice.NEW)
    alice.inserts()
    alice.waits(0.1)
    assert PIN == hints()
    alice.types()
    alice.sees(ScreenId.MENU)
    alice.waits(0.1)
    assert FOLLOW == hints()
    alice.presses("X")
    alice.sees(ScreenId.TAKE_CARD)
    alice.waits(0.3)
    assert TAKE_CARD == hints()
    alice.goes()
    scene.rests()


def test_before_the_pin_the_screen_leads(scene, alice, machine, hints):
    """From the card on, through reading and language; never the PIN before it is asked for."""
    machine.kill()
    machine.start(languages=("en", "de"))
    alice.waits(3)
    machine.matter.insert(alice.card)
    said = []
    while alice.screen.id is not ScreenId.LANGUAGE:
        alice.waits(0.01)
        said.append(hints())
    assert {"", FOLLOW, READING} >= set(said)

    alice.waits(0.1)
    assert FOLLOW == hints()
    alice.chooses("language-en")
    alice.sees(ScreenId.PIN)
    alice.waits(0.1)
    assert PIN == hints()


@pytest.mark.parametrize("touched", ["glass", "pad"])
def test_the_pin_is_asked_for_as_long_as_its_page_is_up(alice, hints, touched):
    """On whichever pad it is typed, and in every prompt."""
    alice.inserts()
    said = []
    for place, keys in ((touched, "99"), ("glass", "C"), (touched, "99"), ("pad", "C")):
        alice.touches(place, keys)
        said.append(hints())
    alice.touches(touched, alice.pin + "E")
    alice.sees(ScreenId.MENU)
    alice.chooses("pin-change")
    for keys in ("58", "30E", "58"):
        alice.touches(touched, keys)
        alice.waits(0.1)
        said.append(hints())
    assert [*[PIN] * 4, *[NEW_PIN] * 3] == said

    alice.touches(touched, "30E")
    alice.sees(ScreenId.PIN_CHANGED)
    alice.waits(0.1)
    assert FOLLOW == hints()


def test_the_operator_is_told_to_count(operator, hints):
    operator.turns_off()
    operator.turns_on()
    assert COUNT == hints()

    operator.counts()
    assert "" == hints()
