"""Two pads are one entry: who was touched last has the digits, and Clear frees both.

The glass is the kiosk's own pad, the other one the emulated device; the visit's clock is the only
one. Source: docs/protocols.md, section 1.
"""

from __future__ import annotations

import pytest

from hardware.crypto.pin_block import decrypt
from hardware.crypto.secret import Secret
from hardware.drivers.pin_pad import PinPad
from hardware.emulators.nonvolatile import MemoryNonVolatile
from hardware.emulators.pin_pad import PinPadEmulator
from hardware.emulators.power import Power
from hardware.errors import DeviceTimeout
from hardware.protocol.link import Link
from hardware.protocol.pin_pad import PadMode, PinSlot
from hardware.transport.memory import MemoryTransport
from kiosk.devices.results import Done, NotDone
from kiosk.devices.software_pad import SoftwarePad
from kiosk.domain.screens import Notice, PinPlace, PinPrompt
from kiosk.domain.visit.events import PinDigits, PinEnded, PinOpenAt, PinRemark, PinTypedAt
from kiosk.runtime.virtual_loop import VirtualLoop
from kiosk.visits.pin_entry import RESTARTS_MAX, PinEntryDesk
from tests.unit.emulators.emulated_atm import ATM, Dice

CARD = Secret(b"7c9e6679-7425-40de-944b-e07fc1f90ae7")
CHALLENGE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
GLASS_KEY = Secret(b"k" * 32)
PROMPTS = [PinPrompt.CURRENT, PinPrompt.NEW]


class PadPort:
    """The emulated pad behind its driver, at once."""

    def __init__(self, loop):
        self._loop = loop
        self.power = Power()
        self.device = PinPadEmulator(
            MemoryNonVolatile(), monotonic=loop.now, random_bytes=Dice(), power=self.power
        )
        link = Link(MemoryTransport(self.device), monotonic=loop.now, first_seq=0)
        self.driver = PinPad(link)
        self.driver.provision(ATM)
        self.driver.commit(ATM)
        self.is_up = True

    def submit(self, call, deliver):
        result = Done(call(self.driver)) if self.is_up else NotDone(DeviceTimeout("away"))
        self._loop.post(lambda: deliver(result))

    def watch(self, on, poll=None):
        """Its status comes when the test lets it be polled."""


class Entry:
    """The desk, its pads, and what the visit heard."""

    def __init__(self, *, has_glass=True, is_up=True, uses_pad=True):
        self.loop = VirtualLoop()
        self.port = PadPort(self.loop)
        self.port.is_up = is_up
        self.glass = SoftwarePad(GLASS_KEY, loop=self.loop, random_bytes=Dice())
        glass = self.glass if has_glass else None
        self.desk = PinEntryDesk(self.loop, self.port, glass, uses_pad=uses_pad)
        self.heard = []
        self.starts()

    def starts(self, prompt=PinPrompt.CURRENT):
        self.desk.start(prompt, self.heard.append)
        self.loop.run_ready()

    def is_polled(self):
        """The pad's status reaches the desk, and what the desk asks of the pad, the pad."""
        self.desk.pad_status(self.port.driver.status())
        self.loop.run_ready()

    def on_pad(self, keys):
        """The keys, polled after each."""
        for key in keys:
            self.port.device.press(key)
            self.is_polled()

    def fast_on_pad(self, keys):
        """The keys between two polls."""
        self.port.device.press(keys)
        self.is_polled()

    def on_glass(self, keys):
        for key in keys:
            self.desk.press(key)
        self.loop.run_ready()

    def on(self, place, keys):
        {PinPlace.PAD: self.on_pad, PinPlace.SCREEN: self.on_glass}[place](keys)

    def block(self, slot=PinSlot.CURRENT):
        blocks = []
        self.desk.block(slot, CARD, CHALLENGE, blocks.append)
        self.loop.run_ready()
        return blocks[0]

    @property
    def digits(self):
        return [each.count for each in self.heard if isinstance(each, PinDigits)][-1]

    @property
    def ends(self):
        return [each for each in self.heard if isinstance(each, PinEnded)]

    @property
    def remarks(self):
        return [each.notice for each in self.heard if isinstance(each, PinRemark)]

    @property
    def places(self):
        return [each.place for each in self.heard if isinstance(each, PinOpenAt)]


@pytest.fixture
def entry():
    return Entry()


OTHER = {PinPlace.PAD: PinPlace.SCREEN, PinPlace.SCREEN: PinPlace.PAD}
BEGUN = {
    PinPlace.PAD: Notice.PIN_BEGUN_ON_PAD,
    PinPlace.SCREEN: Notice.PIN_BEGUN_ON_SCREEN,
}
AGAIN = {
    PinPlace.PAD: Notice.PIN_AGAIN_ON_PAD,
    PinPlace.SCREEN: Notice.PIN_AGAIN_ON_SCREEN,
}
either = pytest.mark.parametrize("place", [PinPlace.PAD, PinPlace.SCREEN])
every_prompt = pytest.mark.parametrize("prompt", PROMPTS)


# --- one pad


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


# --- from one pad to the other


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


# --- Clear and Enter


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


# --- the new PIN, repeated


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


# --- time, and pads that come and go


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
