"""PIN on glass gives the same blocks and the same states as the device."""

from __future__ import annotations

import pytest

from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.pin_block import decrypt
from hardware.crypto.secret import Secret
from hardware.errors import DeviceError, Outcome
from hardware.protocol.pin_pad import PinEntry, PinSlot
from hardware.status import Status
from kiosk.devices.pad_key import PadKeyRefused, load_pad_key, store_pad_key
from kiosk.devices.software_pad import SoftwarePad
from kiosk.runtime.virtual_loop import VirtualLoop

AES_KEY = bytes.fromhex("17b39586342c42b469c225983c14f267f7152f0b30bdfd16aa4149cb7bc0cae3")
CARD = b"0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
CHALLENGE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
FILL = bytes.fromhex("0011223344556677")


@pytest.fixture
def key():
    return subkey(Secret(AES_KEY), KeyName.PIN)


@pytest.fixture
def loop():
    return VirtualLoop()


@pytest.fixture
def pad(key, loop):
    return SoftwarePad(key, loop=loop, random_bytes=lambda count: FILL[:count])


def typed(pad, keys, slot=PinSlot.CURRENT):
    pad.start(slot, 30, 15)
    for key in keys:
        pad.press(key)


def refused(pad, slot=PinSlot.CURRENT, challenge=CHALLENGE):
    with pytest.raises(DeviceError) as caught:
        pad.block(slot, Secret(CARD), challenge)
    assert Outcome.NOT_DONE is caught.value.outcome
    return caught.value.status


def test_block_has_the_golden_value(pad):
    """Protocols, section 11: PIN 12345678, slot 0."""
    typed(pad, "12345678E")

    block = pad.block(PinSlot.CURRENT, Secret(CARD), CHALLENGE)

    assert "81a0e13fec1658addd9482e8a7937f7e" == block.reveal().hex()


def test_block_is_given_once(pad):
    """The slot is erased when its block is made."""
    typed(pad, "1234E")
    pad.block(PinSlot.CURRENT, Secret(CARD), CHALLENGE)

    assert Status.PIN_NONE is refused(pad)


def test_new_pin_typed_twice(pad, key):
    """Equal entries give a block of slot 1."""
    typed(pad, "2468E", PinSlot.NEW)
    typed(pad, "2468E", PinSlot.AGAIN)

    block = pad.block(PinSlot.NEW, Secret(CARD), CHALLENGE).reveal()

    assert decrypt(block, key, 1, Secret(CARD), CHALLENGE).matches(b"2468")


def test_new_pin_typed_differently_clears_both(pad):
    """PIN_DIFFERENT, until the new PIN is typed again."""
    typed(pad, "2468E", PinSlot.NEW)
    typed(pad, "2469E", PinSlot.AGAIN)

    assert Status.PIN_DIFFERENT is refused(pad, PinSlot.NEW)
    typed(pad, "2468E", PinSlot.NEW)
    assert len(pad.block(PinSlot.NEW, Secret(CARD), CHALLENGE))


def test_again_needs_new(pad):
    """There is nothing to compare with."""
    with pytest.raises(DeviceError) as caught:
        pad.start(PinSlot.AGAIN, 30, 15)

    assert Status.PIN_NONE is caught.value.status


def test_enter_needs_four_digits(pad):
    """A short PIN is not taken; typing goes on."""
    typed(pad, "123E")
    assert (PinEntry.TYPING, 3) == (pad.entry, pad.digits)

    pad.press("4")
    pad.press("E")

    assert (PinEntry.DONE, 4) == (pad.entry, pad.digits)


def test_more_than_twelve_digits_are_not_taken(pad, key):
    """The thirteenth key does nothing."""
    typed(pad, "1234567890123E")
    block = pad.block(PinSlot.CURRENT, Secret(CARD), CHALLENGE).reveal()

    assert decrypt(block, key, 0, Secret(CARD), CHALLENGE).matches(b"123456789012")


def test_clear_key_begins_again(pad, key):
    """Only what was typed after it counts."""
    typed(pad, "9999C1234E")
    block = pad.block(PinSlot.CURRENT, Secret(CARD), CHALLENGE).reveal()

    assert decrypt(block, key, 0, Secret(CARD), CHALLENGE).matches(b"1234")


def test_cancel_ends_and_forgets(pad):
    """Nothing is left of it."""
    typed(pad, "1234X")

    assert (PinEntry.CANCELLED, 0) == (pad.entry, pad.digits)
    assert Status.PIN_NONE is refused(pad)


@pytest.mark.parametrize("key", ["", "12", "H", "٣", "a"])
def test_other_keys_do_nothing(pad, key):
    """Side keys, help and digits of other scripts are no PIN."""
    typed(pad, ["1", key])

    assert (PinEntry.TYPING, 1) == (pad.entry, pad.digits)


def test_keys_outside_an_entry_do_nothing(pad):
    """A late touch after ENTER is not a digit."""
    typed(pad, "1234E5")

    assert (PinEntry.DONE, 4) == (pad.entry, pad.digits)


@pytest.mark.parametrize(
    ("keys", "first_s", "gap_s", "seconds"),
    [("", 30, 15, 30.0), ("12", 30, 15, 15.0), ("", 255, 255, 255.0), ("12", 255, 255, 120.0)],
)
def test_time_out(pad, loop, keys, first_s, gap_s, seconds):
    """As started; and no typed digit is kept for more than two minutes."""
    pad.start(PinSlot.CURRENT, first_s, gap_s)
    for key in keys:
        pad.press(key)
    loop.advance(seconds - 0.1)
    assert PinEntry.TYPING is pad.entry

    loop.advance(0.1)

    assert (PinEntry.TIMED_OUT, 0) == (pad.entry, pad.digits)


@pytest.mark.parametrize(
    ("keys", "seconds", "kept"),
    [("12", 15.0, lambda pin: pin._typed), ("1234E", 120.0, lambda pin: pin._held)],
)
def test_time_wipes_without_another_touch(pad, loop, keys, seconds, kept):
    """Nothing asks the pad, presses a key or starts an entry: its own timer does it."""
    told = []
    pad.on_time_up = lambda: told.append("time is up")
    typed(pad, keys)
    loop.advance(seconds - 0.1)
    assert kept(pad._pin)
    assert [] == told

    loop.advance(0.1)

    assert not kept(pad._pin)
    assert ["time is up"] == told


def test_a_pin_that_is_wiped_is_overwritten_first(pad, loop):
    """Whoever still has the object has nothing in it."""
    typed(pad, "1234E")
    held = pad._pin._held[PinSlot.CURRENT]
    loop.advance(120)

    with pytest.raises(ValueError, match="wiped"):
        held.reveal()


def test_a_pin_is_kept_for_two_minutes_only(pad, loop):
    """As in the device."""
    typed(pad, "1234E")
    loop.advance(119.9)
    assert PinEntry.DONE is pad.entry

    loop.advance(0.1)

    assert Status.PIN_NONE is refused(pad)


def test_clear_wipes_everything(pad):
    """Typed and held digits alike."""
    typed(pad, "1234E")
    pad.clear()

    assert (PinEntry.NONE, 0) == (pad.entry, pad.digits)
    assert Status.PIN_NONE is refused(pad)


@pytest.mark.parametrize(
    "end", [SoftwarePad.clear, lambda pad: pad.block(PinSlot.CURRENT, Secret(CARD), CHALLENGE)]
)
def test_an_empty_pad_waits_for_nothing(pad, loop, end):
    """No timer is left of a PIN that is gone."""
    typed(pad, "1234E")
    end(pad)

    assert loop.step() is False


def test_bad_challenge_keeps_the_pin(pad):
    """The refusal comes before anything is erased."""
    typed(pad, "1234E")

    assert Status.CHALLENGE_REFUSED is refused(pad, challenge=b"-" * 32)
    assert len(pad.block(PinSlot.CURRENT, Secret(CARD), CHALLENGE))


def test_a_pin_that_waits_for_its_repetition_is_kept_no_longer(pad, loop):
    """120 s after the last key, though the entry could wait for its first key until later."""
    typed(pad, "1234E", PinSlot.NEW)
    pad.start(PinSlot.AGAIN, 255, 255)
    loop.advance(119)
    assert PinEntry.TYPING is pad.entry
    loop.advance(2)

    assert PinEntry.TIMED_OUT is pad.entry
    with pytest.raises(DeviceError) as caught:
        pad.start(PinSlot.AGAIN, 30, 15)
    assert Status.PIN_NONE is caught.value.status


def test_key_file(tmp_path, pad):
    """What provisioning stored is what the pad gets."""
    path = tmp_path / "pad.key"
    store_pad_key(path, Secret(AES_KEY))

    assert load_pad_key(path).matches(
        bytes.fromhex("a0e885cc9a0167f63e099da441bf1dcbfba26bdf3920326bc62dc66e2318bf86")
    )
    with pytest.raises(FileExistsError):
        store_pad_key(path, Secret(AES_KEY))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o700])
def test_key_file_open_to_others_is_refused(tmp_path, mode):
    """Wider modes are refused, and so is a link."""
    path = tmp_path / "pad.key"
    store_pad_key(path, Secret(AES_KEY))
    path.chmod(mode)

    with pytest.raises(PadKeyRefused, match="0600"):
        load_pad_key(path)


def test_key_file_behind_a_link_or_missing_is_refused(tmp_path):
    """The path must be the file itself."""
    store_pad_key(tmp_path / "real", Secret(AES_KEY))
    (tmp_path / "link").symlink_to(tmp_path / "real")

    with pytest.raises(PadKeyRefused, match="cannot be opened"):
        load_pad_key(tmp_path / "link")
    with pytest.raises(PadKeyRefused, match="cannot be opened"):
        load_pad_key(tmp_path / "none")


def test_key_file_without_a_key_is_refused(tmp_path):
    """And its content is not told."""
    path = tmp_path / "pad.key"
    path.write_text("feedbeef\n")
    path.chmod(0o600)

    with pytest.raises(PadKeyRefused) as caught:
        load_pad_key(path)

    assert "feedbeef" not in str(caught.value)
