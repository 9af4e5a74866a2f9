"""Two pads are one entry: the first digit decides, and the visit's clock is the only one."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from hardware.crypto.secret import Secret
from hardware.errors import DeviceTimeout
from hardware.protocol.pin_pad import PadMode, PinEntry, PinPadStatus
from kiosk.devices.results import Done, NotDone
from kiosk.devices.software_pad import SoftwarePad
from kiosk.domain.screens import PinPrompt
from kiosk.domain.visit.events import PinDigits, PinEnded, PinShort
from kiosk.runtime.virtual_loop import VirtualLoop
from kiosk.visits.pin_entry import PAD_PATIENCE_S, PinEntryDesk

TYPING = PinPadStatus(PadMode.PIN, PinEntry.TYPING, 0, tamper=False)
CARD = Secret(b"7c9e6679-7425-40de-944b-e07fc1f90ae7")
CHALLENGE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


@dataclass
class PadPort:
    """A pad device that remembers what it was told."""

    loop: VirtualLoop
    told: list[str] = field(default_factory=list)
    is_up: bool = True

    def submit(self, call, deliver):
        result = Done(call(self)) if self.is_up else NotDone(DeviceTimeout("away"))
        self.loop.post(lambda: deliver(result))

    def watch(self, on, poll=None):
        """Its status comes from the test."""

    def pin_start(self, slot, first_s, gap_s):
        self.told.append(f"start {slot.name} {first_s}")

    def pin_clear(self):
        self.told.append("clear")

    def pin_block(self, slot, card_id, challenge):
        self.told.append(f"block {slot.name}")
        return Secret(bytes(16))

    def status(self):
        return TYPING


class Entry:
    """The desk, its pads, and what the visit heard."""

    def __init__(self, *, has_glass=True, is_up=True):
        self.loop = VirtualLoop()
        self.pad = PadPort(self.loop, is_up=is_up)
        glass = SoftwarePad(Secret(b"k" * 32), loop=self.loop, random_bytes=bytes)
        self.desk = PinEntryDesk(self.loop, self.pad, glass if has_glass else None, uses_pad=True)
        self.heard = []
        self.starts()

    def starts(self, prompt=PinPrompt.CURRENT):
        self.desk.start(prompt, self.heard.append)
        self.loop.run_ready()

    def pad_says(self, entry=PinEntry.TYPING, digits=0):
        self.desk.pad_status(PinPadStatus(PadMode.PIN, entry, digits, tamper=False))
        self.loop.run_ready()

    def types_on_glass(self, keys):
        for key in keys:
            self.desk.press(key)
        self.loop.run_ready()

    def block(self, slot=0):
        blocks = []
        self.desk.block(slot, CARD, CHALLENGE, blocks.append)
        self.loop.run_ready()
        return blocks[0]


@pytest.fixture
def entry():
    return Entry()


def test_the_pad_waits_as_long_as_it_can(entry):
    assert [f"start CURRENT {PAD_PATIENCE_S}"] == entry.pad.told


def test_digits_are_counted_and_enter_ends_the_entry(entry):
    entry.pad_says(digits=2)
    entry.pad_says(PinEntry.DONE, 4)

    assert [PinDigits(0), PinDigits(2), PinEnded.ENTERED] == entry.heard
    assert isinstance(entry.block(), Done)
    assert "block CURRENT" == entry.pad.told[-1]


@pytest.mark.parametrize("typed", ["", "7", "729"])
def test_enter_on_glass_before_there_are_four_digits_is_told_and_ends_nothing(entry, typed):
    for key in typed + "E":
        entry.desk.press(key)
    entry.loop.run_ready()

    assert [PinShort.PIN_SHORT, PinDigits(len(typed))] == entry.heard[-2:]


def test_the_first_digit_on_the_pad_shuts_the_glass(entry):
    entry.pad_says(digits=1)
    entry.types_on_glass("1234E")

    assert PinEnded.ENTERED not in entry.heard


def test_the_first_digit_on_glass_clears_the_pad_and_shuts_it(entry):
    entry.types_on_glass("1")
    entry.pad_says(PinEntry.DONE, 4)
    assert "clear" == entry.pad.told[-1]
    assert PinEnded.ENTERED not in entry.heard

    entry.types_on_glass("234E")
    assert PinEnded.ENTERED == entry.heard[-1]
    assert isinstance(entry.block(), Done)
    assert not [told for told in entry.pad.told if told.startswith("block")]


def test_a_repeated_pin_is_typed_where_the_new_one_was(entry):
    entry.starts(PinPrompt.NEW)
    entry.types_on_glass("1357E")
    entry.pad.told.clear()
    entry.starts(PinPrompt.AGAIN)
    entry.types_on_glass("1357E")

    assert [] == entry.pad.told
    assert [PinEnded.ENTERED] * 2 == [each for each in entry.heard if isinstance(each, PinEnded)]
    assert isinstance(entry.block(1), Done)


def test_a_new_pin_that_was_wiped_before_it_was_repeated_ends_the_entry(entry):
    """Two minutes after its last key the pad keeps nothing."""
    entry.starts(PinPrompt.NEW)
    entry.types_on_glass("1357E")
    entry.loop.advance(121)
    entry.starts(PinPrompt.AGAIN)

    assert PinEnded.TIMED_OUT == entry.heard[-1]


def test_a_pad_that_forgets_again_and_again_is_given_up(entry):
    entry.pad_says(digits=1)
    for _ in range(11):
        entry.pad_says(PinEntry.NONE)

    assert PinEnded.PAD_LOST == entry.heard[-1]


def test_a_pad_whose_power_was_gone_begins_again(entry):
    entry.pad.told.clear()
    entry.pad_says(PinEntry.NONE)
    entry.pad_says(PinEntry.DONE, 4)

    assert [f"start CURRENT {PAD_PATIENCE_S}"] == entry.pad.told
    assert PinEnded.ENTERED == entry.heard[-1]


def test_cancel_on_the_pad_ends_the_entry(entry):
    entry.pad_says(PinEntry.CANCELLED)

    assert PinEnded.CANCELLED == entry.heard[-1]


def test_a_pad_that_runs_out_of_time_begins_again_and_the_visit_goes_on(entry):
    """How long a customer may take, the visit knows."""
    entry.pad_says(digits=2)
    entry.pad.told.clear()
    entry.pad_says(PinEntry.TIMED_OUT)

    assert PinDigits(0) == entry.heard[-1]
    assert [f"start CURRENT {PAD_PATIENCE_S}"] == entry.pad.told
    entry.pad_says(PinEntry.DONE, 4)
    assert PinEnded.ENTERED == entry.heard[-1]


def test_glass_that_runs_out_of_time_begins_again_too(entry):
    entry.types_on_glass("12")
    entry.loop.advance(PAD_PATIENCE_S + 1)
    assert PinDigits(0) == entry.heard[-1]
    entry.types_on_glass("1357E")

    assert PinEnded.ENTERED == entry.heard[-1]


def test_a_new_pin_on_glass_that_time_wiped_ends_its_repetition(entry):
    """Nobody has to touch the glass for it: two minutes after the last key nothing is kept."""
    entry.starts(PinPrompt.NEW)
    entry.types_on_glass("1357E")
    entry.starts(PinPrompt.AGAIN)
    entry.loop.advance(121)

    assert PinEnded.TIMED_OUT == entry.heard[-1]


def test_a_lost_pad_ends_the_entry_that_it_held(entry):
    entry.pad_says(digits=1)
    entry.desk.pad_lost()

    assert PinEnded.PAD_LOST == entry.heard[-1]


def test_a_lost_pad_without_digits_leaves_the_glass(entry):
    entry.desk.pad_lost()
    entry.types_on_glass("1357E")

    assert PinEnded.ENTERED == entry.heard[-1]


@pytest.mark.parametrize("is_up", [True, False])
def test_without_glass_a_lost_pad_ends_the_entry(is_up):
    entry = Entry(has_glass=False, is_up=is_up)
    entry.desk.pad_lost()

    assert PinEnded.PAD_LOST == entry.heard[-1]


def test_a_pad_that_is_back_is_started_again(entry):
    entry.pad.told.clear()
    entry.desk.pad_lost()
    entry.desk.pad_back()
    entry.loop.run_ready()

    assert [f"start CURRENT {PAD_PATIENCE_S}"] == entry.pad.told


def test_after_the_end_nothing_is_heard_and_no_block_is_made(entry):
    entry.types_on_glass("1357E")
    entry.desk.stop()
    entry.heard.clear()
    entry.pad_says(PinEntry.DONE, 4)
    entry.types_on_glass("1357E")

    assert [] == entry.heard
    assert isinstance(entry.block(), NotDone)
