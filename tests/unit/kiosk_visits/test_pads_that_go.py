"""Pads that run out of time, lose their power or are lost, while a PIN is typed."""

from __future__ import annotations

import pytest

from kiosk.devices.results import Done, NotDone
from kiosk.domain.screens import PinPlace
from kiosk.domain.visit.events import PinEnded
from kiosk.visits.pin_entry import RESTARTS_MAX
from tests.unit.kiosk_visits.two_pads import OTHER, Entry, either


@either
def test_a_pad_that_runs_out_of_time_begins_again_and_the_visit_goes_on(entry, place):
    """How long a customer may take, the visit knows."""
    entry.on(place, "12")
    entry.loop.advance(256)
    entry.is_polled()
    assert (0, []) == (entry.digits, entry.ends)

    entry.on(place, "1357E")
    assert [PinEnded.ENTERED] == entry.ends


@either
def test_a_pad_that_nobody_touches_begins_again_beside_the_one_with_the_digits(entry, place):
    """The pad that has the digits keeps them, each key winding its clock up again."""
    for _ in range(3):
        entry.loop.advance(100)
        entry.on(place, "1")
        entry.is_polled()
    assert 3 == entry.digits

    entry.on(OTHER[place], "1357E")
    assert [PinEnded.ENTERED] == entry.ends


def test_a_pad_whose_power_was_gone_begins_again(entry):
    entry.port.driver.pin_clear()
    entry.is_polled()
    entry.on_pad("1357E")

    assert [PinEnded.ENTERED] == entry.ends


@pytest.mark.parametrize("typed_on_glass", ["", "12"])
def test_a_pad_that_forgets_again_and_again_is_given_up(entry, typed_on_glass):
    entry.on_glass(typed_on_glass)
    for _ in range(RESTARTS_MAX + 1):
        entry.port.driver.pin_clear()
        entry.is_polled()

    assert [PinEnded.PAD_LOST] == entry.ends


def test_a_lost_pad_ends_the_entry_that_it_held(entry):
    entry.on_pad("1")
    entry.desk.pad_lost()

    assert [PinEnded.PAD_LOST] == entry.ends


def test_a_lost_pad_without_digits_leaves_the_glass_and_the_page_says_so(entry):
    entry.on_glass("13")
    entry.desk.pad_lost()
    assert [PinPlace.SCREEN] == entry.places

    entry.on_glass("57E")
    assert [PinEnded.ENTERED] == entry.ends


def test_a_pad_that_is_back_takes_a_pin_again_and_the_page_says_so(entry):
    entry.on_glass("2")
    entry.desk.pad_lost()
    entry.port.driver.pin_clear()
    entry.desk.pad_back()
    entry.loop.run_ready()
    assert [PinPlace.SCREEN, PinPlace.BOTH] == entry.places

    entry.on_pad("1357E")
    assert [PinEnded.ENTERED] == entry.ends


def test_a_pad_that_does_not_begin_leaves_the_glass():
    entry = Entry(is_up=False)
    entry.on_glass("1357E")

    assert ([PinPlace.SCREEN], [PinEnded.ENTERED]) == (entry.places, entry.ends)


@pytest.mark.parametrize("is_up", [True, False])
def test_without_glass_a_lost_pad_ends_the_entry(is_up):
    entry = Entry(has_glass=False, is_up=is_up)
    entry.desk.pad_lost()

    assert [PinEnded.PAD_LOST] == entry.ends


def test_without_a_pad_the_glass_is_all_there_is():
    entry = Entry(uses_pad=False)
    entry.on_pad("99")
    entry.desk.pad_lost()
    entry.desk.pad_back()
    entry.on_glass("1C1357E")

    assert ([PinEnded.ENTERED], []) == (entry.ends, entry.remarks)
    assert isinstance(entry.block(), Done)


def test_after_the_end_nothing_is_heard_and_no_block_is_made(entry):
    entry.on_glass("1357E")
    entry.desk.stop()
    entry.heard.clear()
    entry.on_pad("1357E")
    entry.on_glass("1357EXC")

    assert [] == entry.heard
    assert isinstance(entry.block(), NotDone)
