"""Two pads are one entry: who was touched last has the digits, and Clear frees both.

Source: docs/protocols.md, section 1.
"""

from __future__ import annotations

import pytest

from hardware.crypto.pin_block import decrypt
from hardware.protocol.pin_pad import PadMode
from kiosk.devices.results import Done
from kiosk.domain.screens import Notice, PinPlace
from kiosk.domain.visit.events import PinEnded
from tests.unit.kiosk_visits.two_pads import (
    CARD,
    CHALLENGE,
    GLASS_KEY,
    OTHER,
    Entry,
    either,
    every_prompt,
)

BEGUN = {
    PinPlace.PAD: Notice.PIN_BEGUN_ON_PAD,
    PinPlace.SCREEN: Notice.PIN_BEGUN_ON_SCREEN,
}


@either
@every_prompt
def test_digits_are_counted_and_enter_ends_the_entry(entry, prompt, place):
    entry.starts(prompt)
    entry.on(place, "2580")
    assert (4, []) == (entry.digits, entry.ends)

    entry.on(place, "E")
    assert [PinEnded.ENTERED] == entry.ends
    assert [] == entry.remarks
    assert isinstance(entry.block(prompt.value), Done)


@either
@every_prompt
@pytest.mark.parametrize("typed", ["", "7", "729"])
def test_enter_before_there_are_four_digits_is_told_and_ends_nothing(entry, prompt, place, typed):
    """On the pad as on glass."""
    entry.starts(prompt)
    entry.on(place, typed + "E")
    assert ([Notice.PIN_TOO_SHORT], [], len(typed)) == (entry.remarks, entry.ends, entry.digits)

    entry.on(place, "E")
    assert [Notice.PIN_TOO_SHORT] * 2 == entry.remarks


@either
def test_cancel_on_either_ends_the_entry_whichever_pad_has_digits(place):
    for holder in (PinPlace.PAD, PinPlace.SCREEN):
        entry = Entry()
        entry.on(holder, "25")
        entry.on(place, "X")

        assert [PinEnded.CANCELLED] == entry.ends


@either
@every_prompt
def test_a_digit_on_the_other_pad_begins_there_and_says_so(entry, prompt, place):
    entry.starts(prompt)
    entry.on(OTHER[place], "25")
    entry.on(place, "1")
    assert (1, [BEGUN[place]]) == (entry.digits, entry.remarks)

    entry.on(place, "357E")
    assert [PinEnded.ENTERED] == entry.ends
    assert isinstance(entry.block(prompt.value), Done)


def test_the_pin_is_the_one_that_was_typed_last_and_nothing_of_the_first(entry):
    entry.on_pad("99")
    entry.on_glass("1357E")
    block = entry.block().value

    assert b"1357" == decrypt(block.reveal(), GLASS_KEY, 0, CARD, CHALLENGE).reveal()


@either
def test_digits_never_join_across_pads(entry, place):
    entry.on(OTHER[place], "25")
    entry.on(place, "80E")

    assert ([], 2) == (entry.ends, entry.digits)
    assert Notice.PIN_TOO_SHORT == entry.remarks[-1]


def test_to_and_fro_the_last_touched_pad_has_the_entry(entry):
    entry.on_glass("1")
    entry.on_pad("2")
    entry.on_glass("3")
    entry.on_pad("1357E")

    assert [PinEnded.ENTERED] == entry.ends
    assert [BEGUN[PinPlace.PAD], BEGUN[PinPlace.SCREEN], BEGUN[PinPlace.PAD]] == entry.remarks


def test_a_pin_typed_on_the_pad_between_two_polls_is_complete_whatever_the_glass_has(entry):
    entry.on_glass("2")
    entry.fast_on_pad("1357E")

    assert [PinEnded.ENTERED] == entry.ends
    assert isinstance(entry.block(), Done)
    assert 0 == entry.glass.digits


def test_what_the_pad_said_before_it_began_anew_is_not_heard(entry):
    """A status that was on its way when the glass was touched."""
    entry.on_pad("25")
    late = entry.port.driver.status()
    entry.desk.press("1")
    entry.desk.pad_status(late)
    entry.loop.run_ready()

    assert (1, [BEGUN[PinPlace.SCREEN]]) == (entry.digits, entry.remarks)


@either
@every_prompt
@pytest.mark.parametrize("holder", [PinPlace.PAD, PinPlace.SCREEN])
def test_clear_on_either_clears_whichever_has_digits_and_frees_both(entry, prompt, holder, place):
    entry.starts(prompt)
    for _ in range(2):
        entry.on(holder, "25")
        entry.on(place, "C")
        assert 0 == entry.digits

    entry.on(OTHER[holder], "1357E")
    assert ([], [PinEnded.ENTERED]) == (entry.remarks, entry.ends)
    assert isinstance(entry.block(prompt.value), Done)


def test_clear_and_a_digit_between_two_polls_begin_on_the_pad_without_a_word(entry):
    entry.on_glass("25")
    entry.fast_on_pad("C1")

    assert (1, []) == (entry.digits, entry.remarks)


@every_prompt
def test_enter_on_the_pad_ends_what_the_glass_has(entry, prompt):
    entry.starts(prompt)
    entry.on_glass("1357")
    entry.on_pad("E")

    assert ([PinEnded.ENTERED], []) == (entry.ends, entry.remarks)
    assert isinstance(entry.block(prompt.value), Done)
    assert PadMode.OFF is entry.port.device.mode


def test_enter_on_the_pad_does_not_end_a_short_pin_on_glass(entry):
    entry.on_glass("135")
    entry.on_pad("E")

    assert ([], [Notice.PIN_TOO_SHORT], 3) == (entry.ends, entry.remarks, entry.digits)


def test_enter_on_glass_for_a_pin_on_the_pad_says_where_enter_is(entry):
    """The kiosk has no key for the pad's Enter."""
    entry.on_pad("1357")
    entry.on_glass("E")
    assert ([], [Notice.PIN_ENTER_ON_PAD]) == (entry.ends, entry.remarks)

    entry.on_pad("E")
    assert [PinEnded.ENTERED] == entry.ends


def test_enter_on_glass_for_a_short_pin_on_the_pad_says_that_it_is_short(entry):
    entry.on_pad("135")
    entry.on_glass("E")

    assert [Notice.PIN_TOO_SHORT] == entry.remarks


def test_the_pad_takes_a_pin_as_long_as_the_entry_lasts(entry):
    """Its lamp and the panel's hint follow its mode."""
    modes = []
    for place in (PinPlace.SCREEN, PinPlace.PAD, PinPlace.SCREEN):
        entry.on(place, "12")
        modes.append(entry.port.device.mode)

    assert [PadMode.PIN] * 3 == modes
    entry.on_glass("34E")
    assert PadMode.OFF is entry.port.device.mode
