"""What a PIN pad must do, command by command and refusal by refusal, through its real driver.

In memory against the emulator; with --device KIND=PATH against hardware, where the tests that
need emulated hands, keys or clock are skipped. Source: docs/protocols.md, sections 1 to 4.
"""

import pytest

from hardware.crypto import pin_block
from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.secret import Secret
from hardware.errors import DeviceError
from hardware.protocol.pin_pad import PadMode, PinEntry, PinPadOp, PinSlot
from hardware.status import Status
from tests.unit.emulators.emulated_atm import ALICE, ATM

CHALLENGE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
CARD_ID = Secret(str(ALICE).encode())


def refused(call, *arguments):
    """The status with which a device refuses."""
    with pytest.raises(DeviceError) as caught:
        call(*arguments)
    return caught.value.status


def typed(atm, keys, slot=PinSlot.CURRENT):
    """Start an entry and press keys; the pad's status."""
    atm.pad.pin_start(slot, 30, 10)
    atm.world.press(keys)
    return atm.pad.status()


def clear_pin(atm, slot=PinSlot.CURRENT):
    """The PIN as the bank gets it out of a block."""
    block = atm.pad.pin_block(slot, CARD_ID, CHALLENGE)
    key = subkey(atm.pad_key, KeyName.PIN)
    return pin_block.decrypt(block.reveal(), key, slot, CARD_ID, CHALLENGE).reveal()


@pytest.mark.parametrize("pin", ["1234", "123456789012"])
def test_a_typed_pin_reaches_the_bank_and_leaves_the_pad_once(atm, pin):
    """4 to 12 digits; the slot is empty when its block is made."""
    status = typed(atm, pin + "E")

    assert (PadMode.OFF, PinEntry.DONE, len(pin)) == (status.mode, status.entry, status.digits)
    assert pin.encode() == clear_pin(atm)
    refusal = refused(atm.pad.pin_block, PinSlot.CURRENT, CARD_ID, CHALLENGE)
    assert refusal == Status.PIN_NONE


@pytest.mark.parametrize(
    ("keys", "entry", "digits"),
    [
        ("", PinEntry.TYPING, 0),
        ("12", PinEntry.TYPING, 2),
        ("123E", PinEntry.TYPING, 3),
        ("12345C", PinEntry.TYPING, 0),
        ("12C4321E", PinEntry.DONE, 4),
        ("1234X", PinEntry.CANCELLED, 0),
        ("1234567890123E", PinEntry.DONE, 12),
        ("1H2a3b4E", PinEntry.DONE, 4),
    ],
)
def test_what_keys_do_in_pin_mode(atm, keys, entry, digits):
    """ENTER needs four digits, a thirteenth is dropped, Clear begins again, Cancel ends."""
    status = typed(atm, keys)

    assert (entry, digits) == (status.entry, status.digits)


@pytest.mark.parametrize(
    ("keys", "clears", "refusals"),
    [
        ("12", 0, 0),
        ("C", 1, 0),
        ("12CC", 2, 0),
        ("E", 0, 1),
        ("123EE", 0, 2),
        ("12EC34E", 1, 2),
        ("CE1234E", 1, 1),
        ("C" * 257, 1, 0),
        ("E" * 257, 0, 1),
    ],
)
def test_keys_that_leave_the_entry_open_are_counted(atm, keys, clears, refusals):
    """Clear, and Enter with too few digits: which, and how often, modulo 256."""
    status = typed(atm, keys)

    assert (clears, refusals) == (status.clears, status.refusals)


def test_each_entry_counts_from_nothing(atm):
    typed(atm, "CE")
    again = typed(atm, "")
    typed(atm, "CE")
    atm.pad.pin_clear()
    cleared = atm.pad.status()

    assert [(0, 0)] * 2 == [(each.clears, each.refusals) for each in (again, cleared)]


def test_keys_outside_an_entry_are_not_counted(atm):
    atm.world.press("CE")
    status = atm.pad.status()

    assert (0, 0) == (status.clears, status.refusals)


def test_a_new_pin_is_typed_twice(atm):
    """Equal: the block of the new PIN is to be had, once."""
    typed(atm, "4711E", PinSlot.NEW)
    typed(atm, "4711E", PinSlot.AGAIN)

    assert clear_pin(atm, PinSlot.NEW) == b"4711"


def test_two_different_new_pins_clear_each_other(atm):
    """PIN_DIFFERENT, and the way back begins with the new PIN."""
    typed(atm, "4711E", PinSlot.NEW)
    typed(atm, "4712E", PinSlot.AGAIN)

    refusal = refused(atm.pad.pin_block, PinSlot.NEW, CARD_ID, CHALLENGE)
    assert refusal == Status.PIN_DIFFERENT
    assert refused(atm.pad.pin_start, PinSlot.AGAIN, 30, 10) == Status.PIN_NONE


def test_the_current_pin_waits_while_the_new_one_is_typed(atm):
    """Slots are apart."""
    typed(atm, "1234E")
    typed(atm, "4711E", PinSlot.NEW)

    assert clear_pin(atm) == b"1234"


@pytest.mark.parametrize(("keys", "wait_s"), [("", 31), ("12", 11)])
def test_an_entry_times_out_by_itself(atm, keys, wait_s):
    """30 s to the first key, 10 s between keys, by the pad's own clock."""
    typed(atm, keys)
    atm.clock.now += wait_s
    status = atm.pad.status()

    assert (PadMode.OFF, PinEntry.TIMED_OUT, 0) == (status.mode, status.entry, status.digits)


@pytest.mark.parametrize(("keys", "wait_s"), [("", 29), ("12", 9)])
def test_an_entry_lasts_as_long_as_it_may(atm, keys, wait_s):
    """One second before its time is up, it still goes on."""
    typed(atm, keys)
    atm.clock.now += wait_s

    assert atm.pad.status().entry is PinEntry.TYPING


def test_a_typed_pin_is_forgotten_after_120_seconds(atm):
    """PIN_NONE, although nobody cleared it."""
    typed(atm, "1234E")
    atm.clock.now += 119
    assert atm.pad.status().entry is PinEntry.DONE
    atm.clock.now += 2

    refusal = refused(atm.pad.pin_block, PinSlot.CURRENT, CARD_ID, CHALLENGE)
    assert refusal == Status.PIN_NONE


def test_a_pin_that_waits_for_its_repetition_is_kept_no_longer(atm):
    """120 s after the last key, though the entry could wait for its first key until later."""
    typed(atm, "1234E", PinSlot.NEW)
    atm.pad.pin_start(PinSlot.AGAIN, 255, 255)
    atm.clock.now += 119
    assert atm.pad.status().entry is PinEntry.TYPING
    atm.clock.now += 2

    assert atm.pad.status().entry is PinEntry.TIMED_OUT
    assert refused(atm.pad.pin_start, PinSlot.AGAIN, 30, 10) == Status.PIN_NONE


def test_clearing_forgets_every_pin(atm):
    """PIN_CLEAR ends an entry too."""
    typed(atm, "1234E")
    typed(atm, "47", PinSlot.NEW)
    atm.pad.pin_clear()
    status = atm.pad.status()

    assert (PadMode.OFF, PinEntry.NONE, 0) == (status.mode, status.entry, status.digits)
    refusal = refused(atm.pad.pin_block, PinSlot.CURRENT, CARD_ID, CHALLENGE)
    assert refusal == Status.PIN_NONE


def test_keys_are_collected_when_asked_for(bare_atm):
    """In order, 32 at most, each once; none while the pad is off."""
    pad, press = bare_atm.pad, bare_atm.world.press
    press("1")
    assert pad.keys(True) == ""
    press("12EaiX")
    assert pad.keys(True) == "12EaiX"
    press("0123456789" * 4)
    assert pad.keys(False) == ("0123456789" * 4)[:32]
    press("5")
    assert pad.keys(True) == ""


def test_no_key_is_to_be_had_in_pin_mode(atm):
    """KEYS answers nothing and changes nothing while a PIN is typed."""
    atm.pad.keys(True)
    atm.world.press("9")
    typed(atm, "12")

    assert atm.pad.keys(True) == ""
    atm.world.press("34E")
    assert atm.pad.keys(True) == ""
    assert clear_pin(atm) == b"1234"


def test_a_pad_without_key_takes_no_pin(bare_atm):
    """NOT_PROVISIONED before the key and while it is pending; keys it has all the same."""
    pad = bare_atm.pad

    assert refused(pad.pin_start, PinSlot.CURRENT, 30, 10) == Status.NOT_PROVISIONED
    pad.provision(ATM)
    assert refused(pad.pin_start, PinSlot.CURRENT, 30, 10) == Status.NOT_PROVISIONED
    refusal = refused(pad.pin_block, PinSlot.CURRENT, CARD_ID, CHALLENGE)
    assert refusal == Status.NOT_PROVISIONED
    assert pad.keys(True) == ""


def test_an_opened_pad_takes_no_pin(atm):
    """Tamper is shown, kept over power loss, and ends its work."""
    typed(atm, "1234E")
    atm.world.pad.open_case()
    atm.restart()

    assert atm.pad.status().tamper is True
    refusal = refused(atm.pad.pin_block, PinSlot.CURRENT, CARD_ID, CHALLENGE)
    assert refusal == Status.WRONG_STATE


def test_a_pin_block_needs_a_challenge(atm):
    """CHALLENGE_REFUSED, and the PIN is still there."""
    typed(atm, "1234E")

    refusal = refused(atm.pad.pin_block, PinSlot.CURRENT, CARD_ID, bytes(32))
    assert refusal == Status.CHALLENGE_REFUSED
    assert clear_pin(atm) == b"1234"


@pytest.mark.parametrize(
    ("op", "payload", "status"),
    [
        (PinPadOp.PIN_START, b"\0\1", Status.LENGTH),
        (PinPadOp.PIN_START, b"\3\1\1", Status.VALUE),
        (PinPadOp.PIN_START, b"\0\0\1", Status.VALUE),
        (PinPadOp.PIN_BLOCK, bytes(68), Status.LENGTH),
        (PinPadOp.PIN_BLOCK, b"\2" + str(ALICE).encode() + CHALLENGE, Status.VALUE),
        (PinPadOp.PIN_CLEAR, b"?", Status.LENGTH),
        (PinPadOp.KEYS, b"", Status.LENGTH),
        (PinPadOp.KEYS, b"\2", Status.VALUE),
    ],
)
def test_the_pad_refuses_what_has_no_meaning(any_pad, op, payload, status):
    """LENGTH or VALUE, before anything else."""
    assert refused(any_pad._link.exchange, op, payload) == status
