"""A new PIN is repeated on the pad that it was typed on, and kept no longer than it may be."""

from __future__ import annotations

from hardware.protocol.pin_pad import PinSlot
from kiosk.devices.results import Done
from kiosk.domain.screens import Notice, PinPlace, PinPrompt
from kiosk.domain.visit.events import PinEnded, PinTypedAt
from tests.unit.kiosk_visits.two_pads import OTHER, either

AGAIN = {
    PinPlace.PAD: Notice.PIN_AGAIN_ON_PAD,
    PinPlace.SCREEN: Notice.PIN_AGAIN_ON_SCREEN,
}


@either
def test_a_new_pin_is_repeated_where_it_was_typed(entry, place):
    entry.starts(PinPrompt.NEW)
    entry.on(place, "1357E")
    assert [PinTypedAt(place), PinEnded.ENTERED] == entry.heard[-2:]

    entry.starts(PinPrompt.AGAIN)
    entry.on(OTHER[place], "1")
    assert [AGAIN[place]] == entry.remarks
    entry.on(place, "1357E")
    assert [PinEnded.ENTERED] * 2 == entry.ends
    assert isinstance(entry.block(PinSlot.NEW), Done)


@either
def test_a_whole_pin_on_the_wrong_pad_repeats_nothing(entry, place):
    entry.starts(PinPrompt.NEW)
    entry.on(place, "1357E")
    entry.starts(PinPrompt.AGAIN)
    entry.on(place, "13")
    entry.on(OTHER[place], "1357")

    assert {AGAIN[place]} == set(entry.remarks)
    assert 2 == entry.digits
    entry.on(place, "57E")
    assert isinstance(entry.block(PinSlot.NEW), Done)


@either
def test_clear_on_the_wrong_pad_lets_the_repetition_begin_anew(entry, place):
    entry.starts(PinPrompt.NEW)
    entry.on(place, "1357E")
    entry.starts(PinPrompt.AGAIN)
    entry.on(place, "99")
    entry.on(OTHER[place], "C")
    assert 0 == entry.digits

    entry.on(place, "1357E")
    assert isinstance(entry.block(PinSlot.NEW), Done)


def test_enter_on_the_pad_ends_a_repetition_on_glass(entry):
    entry.starts(PinPrompt.NEW)
    entry.on_glass("1357")
    entry.on_pad("E")
    entry.starts(PinPrompt.AGAIN)
    entry.on_glass("1357")
    entry.on_pad("E")

    assert isinstance(entry.block(PinSlot.NEW), Done)


def test_enter_on_glass_for_a_repetition_on_the_pad_says_where_enter_is(entry):
    entry.starts(PinPrompt.NEW)
    entry.on_pad("1357E")
    entry.starts(PinPrompt.AGAIN)
    entry.on_pad("1357")
    entry.on_glass("E")

    assert [Notice.PIN_ENTER_ON_PAD] == entry.remarks


def test_a_new_pin_that_was_wiped_before_it_was_repeated_ends_the_entry(entry):
    """Two minutes after its last key the pad keeps nothing."""
    entry.starts(PinPrompt.NEW)
    entry.on_glass("1357E")
    entry.loop.advance(121)
    entry.starts(PinPrompt.AGAIN)

    assert PinEnded.TIMED_OUT == entry.ends[-1]


def test_a_new_pin_on_glass_that_time_wiped_ends_its_repetition(entry):
    """Nobody has to touch the glass for it: two minutes after the last key nothing is kept."""
    entry.starts(PinPrompt.NEW)
    entry.on_glass("1357E")
    entry.starts(PinPrompt.AGAIN)
    entry.loop.advance(121)

    assert PinEnded.TIMED_OUT == entry.ends[-1]
