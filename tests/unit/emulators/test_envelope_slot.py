"""The envelope slot through power loss, and the hands, sensors and commands around it."""

import pytest

from hardware.emulators.commands import Commands
from hardware.emulators.envelope_slot import SLOT_MOMENTS
from hardware.emulators.envelopes import ENVELOPES_MAX
from hardware.emulators.nonvolatile import MemoryNonVolatile
from hardware.emulators.snapshot import state
from hardware.emulators.world_error import WorldError
from hardware.errors import DeviceTimeout
from hardware.protocol.cabinet import CabinetFlag, SlotState
from tests.unit.emulators.emulated_atm import EmulatedAtm

TXID, OTHER = bytes(range(16)), bytes(range(16, 32))
ACCEPTED, REFUSED, UNKNOWN = SlotState.ACCEPTED, SlotState.REFUSED, SlotState.UNKNOWN


@pytest.fixture
def opened(bare_atm):
    bare_atm.cabinet.slot_open(TXID, 45, "REF 0815")
    return bare_atm


def commands(atm):
    return Commands(atm.world, {})


# Power.


@pytest.mark.parametrize(
    ("moment", "result", "in_bin"),
    [
        ("slot-marked", UNKNOWN, 0),
        ("slot-gripped", ACCEPTED, 1),
        ("slot-dropped", UNKNOWN, 1),
        ("slot-ended", ACCEPTED, 1),
    ],
)
def test_power_lost_while_an_envelope_goes_in_hides_nothing(opened, moment, result, in_bin):
    """Accepted only of one in the bin; refused of none that the slot took hold of."""
    opened.world.cabinet.power.arm(moment)
    opened.world.slot.put()
    opened.restart()
    status = opened.cabinet.status()

    assert (result, TXID, 1) == (status.slot, status.slot_txid, status.envelope_no)
    assert in_bin == len(opened.world.envelopes.bin)
    assert None is opened.world.envelopes.moving


def test_power_lost_as_the_slot_opens_leaves_it_refused(bare_atm):
    """The answer to SLOT_OPEN is lost; afterwards STATUS has the txid, and nothing came in."""
    bare_atm.world.cabinet.power.arm("slot-opened")
    with pytest.raises(DeviceTimeout):
        bare_atm.cabinet.slot_open(TXID, 45, "")
    bare_atm.restart()
    status = bare_atm.cabinet.status()

    assert (REFUSED, TXID, 0) == (status.slot, status.slot_txid, status.envelope_no)


@pytest.mark.parametrize("moment", sorted(SLOT_MOMENTS))
def test_power_lost_under_a_quick_hand_loses_the_answer_and_no_envelope(bare_atm, moment):
    """Every envelope is in the bin or in no transport, and has the last number."""
    bare_atm.world.use_hands(envelope=True)
    bare_atm.world.cabinet.power.arm(moment)
    with pytest.raises(DeviceTimeout):
        bare_atm.cabinet.slot_open(TXID, 45, "")
    bare_atm.restart()
    bin_, status = bare_atm.world.envelopes.bin, bare_atm.cabinet.status()

    assert [status.envelope_no] * len(bin_) == [envelope.number for envelope in bin_]
    assert (status.slot is ACCEPTED) <= (len(bin_) == 1)
    assert (status.slot is REFUSED) <= (status.envelope_no == 0)


@pytest.mark.parametrize("result", [ACCEPTED, REFUSED, UNKNOWN])
def test_a_result_is_kept_until_the_next_opening(opened, result):
    """Over a power loss, with its txid and number; the next envelope has the next number."""
    deeds = {"accepted": "insert", "refused": "leave", "unknown": "stick"}
    commands(opened).carry_out({"do": "envelope", "what": deeds[result.name.lower()]})
    before = opened.cabinet.status()
    opened.restart()
    assert (result, before) == (before.slot, opened.cabinet.status())
    opened.world.slot.set_jam(is_jammed=False)
    opened.cabinet.slot_open(OTHER, 45, "")
    opened.world.slot.put()

    assert before.envelope_no + 1 == opened.cabinet.status().envelope_no


def test_a_stuck_envelope_is_unknown_after_a_power_loss_too(opened):
    """It went no further, and the boot does not move it either."""
    opened.world.hsm.delays.envelope_s = 1.0
    opened.world.slot.put(sticks=True)
    opened.restart()

    assert UNKNOWN is opened.cabinet.status().slot
    assert 1 == opened.world.envelopes.moving.number


def test_a_stuck_envelope_that_is_taken_out_at_once_is_unknown(opened):
    """Somebody clears the transport before the motor has given up; nothing can fall any more."""
    opened.world.hsm.delays.envelope_s = 1.0
    opened.world.slot.put(sticks=True)
    opened.world.slot.set_jam(is_jammed=False)
    opened.clock.now += 1.0

    assert UNKNOWN is opened.cabinet.status().slot
    assert [] == opened.world.envelopes.bin


def test_a_cabinet_without_power_takes_no_envelope(opened):
    opened.world.cabinet.power_off()
    with pytest.raises(WorldError, match="the envelope slot is not open"):
        opened.world.slot.put()

    assert False is state(opened.world)["slot"]["open"]


def test_a_memory_from_before_the_slot_is_taken_over(bare_atm):
    """The cabinet keeps its serial number, and its slot is new."""
    serial = bare_atm.cabinet.hello().serial
    memory = bare_atm.memories.devices["cabinet"]
    factory = memory.load()["factory"]
    bare_atm.memories.devices["cabinet"] = MemoryNonVolatile()
    bare_atm.memories.devices["cabinet"].store({"format": 1, "factory": factory, "envelope_no": 0})
    bare_atm.restart()
    bare_atm.cabinet.slot_open(TXID, 45, "")

    assert serial == bare_atm.cabinet.hello().serial
    assert SlotState.WAITING is bare_atm.cabinet.status().slot


# Hands.


def test_an_envelope_fits_only_an_open_slot(bare_atm):
    """Not before, and not a second one."""
    with pytest.raises(WorldError, match="the envelope slot is not open"):
        bare_atm.world.slot.put()
    bare_atm.cabinet.slot_open(TXID, 45, "")
    bare_atm.world.slot.put()

    for deed in (bare_atm.world.slot.put, bare_atm.world.slot.pull_back):
        with pytest.raises(WorldError, match="the envelope slot is not open"):
            deed()


def test_a_quick_hand_acts_at_once_and_at_each_opening(opened):
    """Switched on late, too."""
    opened.world.use_hands(envelope=True)
    assert ACCEPTED is opened.cabinet.status().slot
    opened.cabinet.slot_open(OTHER, 45, "SECOND")

    assert ["REF 0815", "SECOND"] == [each.text for each in opened.world.envelopes.bin]


def test_a_bin_that_holds_no_more_says_so_by_itself(bare_atm):
    """The flag comes with the last envelope that fits."""
    bare_atm.world.use_hands(envelope=True)
    for number in range(1, ENVELOPES_MAX):
        bare_atm.cabinet.slot_open(number.to_bytes(16, "big"), 45, "")
    assert CabinetFlag.ENVELOPES_FULL not in bare_atm.cabinet.status().flags
    bare_atm.cabinet.slot_open(TXID, 45, "")

    assert CabinetFlag.ENVELOPES_FULL in bare_atm.cabinet.status().flags
    assert True is state(bare_atm.world)["envelopes"]["full"]


def test_the_bin_is_emptied_with_the_key_off_only(opened):
    """What was in it is handed over, and counted as removed."""
    opened.world.slot.put()
    with pytest.raises(WorldError, match="only with the key off"):
        opened.world.slot.remove()
    opened.world.set_flag(CabinetFlag.KEY_ON, is_set=False)
    removed = commands(opened).carry_out({"do": "envelopes_remove"})

    assert {"envelopes": [{"number": 1, "text": "REF 0815"}]} == removed
    assert (0, 1) == (len(opened.world.envelopes.bin), opened.world.envelopes.removed_count)


# What can be seen and said.


def test_the_snapshot_shows_slot_and_bin(opened):
    """Before and after, as somebody with the key sees it."""
    before = state(opened.world)
    opened.world.slot.put()
    after = state(opened.world)
    envelope = {"number": 1, "text": "REF 0815"}

    assert {"state": "waiting", "open": True} == before["slot"]
    assert {"state": "accepted", "open": False} == after["slot"]
    assert {
        "bin": [envelope],
        "moving": None,
        "jammed": False,
        "removed": 0,
        "full": False,
    } == after["envelopes"]


def test_whoever_subscribed_hears_of_each_change(bare_atm):
    """Opened, gripped, dropped, accepted."""
    heard = []
    bare_atm.world.on_event = heard.append
    bare_atm.cabinet.slot_open(TXID, 45, "")
    bare_atm.world.slot.put()

    assert [
        {"event": "slot", "state": "waiting"},
        {"event": "envelopes", "change": "grip"},
        {"event": "envelopes", "change": "drop"},
        {"event": "slot", "state": "accepted"},
    ] == heard


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"do": "envelope", "what": "inser"}, "the nearest is 'insert'"),
        ({"do": "envelope"}, "envelope needs what"),
        ({"do": "envelope", "what": "insert"}, "the envelope slot is not open"),
        ({"do": "envelopes_remove"}, "only with the key off"),
        ({"do": "jam"}, "say which: canister, reader, sensors or slot"),
        ({"do": "power_cut", "device": "cabinet", "at": "open"}, "unknown moment 'open'"),
        ({"do": "power_cut", "device": "pin_pad", "at": "open"}, "only hsm and cabinet"),
    ],
)
def test_a_command_that_cannot_be_done_says_why(bare_atm, request_, words):
    with pytest.raises(WorldError, match=words):
        commands(bare_atm).carry_out(request_)


def test_power_can_be_cut_at_a_moment_of_the_slot_by_command(opened):
    """And comes back by command, with the envelope where it was left."""
    commands(opened).carry_out({"do": "power_cut", "device": "cabinet", "at": "slot-gripped"})
    assert "slot-gripped" == state(opened.world)["power_fails_at"]
    commands(opened).carry_out({"do": "envelope", "what": "insert"})
    assert 1 == state(opened.world)["envelopes"]["moving"]["number"]
    commands(opened).carry_out({"do": "power_on", "device": "cabinet"})

    assert ACCEPTED is opened.cabinet.status().slot


def test_a_slow_motor_takes_its_time(bare_atm):
    """By the clock that was passed in, and it says when it will be done."""
    commands(bare_atm).carry_out({"do": "delays", "envelope_ms": 800})
    bare_atm.cabinet.slot_open(TXID, 45, "")
    bare_atm.world.slot.put()
    due = bare_atm.world.next_due() - bare_atm.clock.now
    assert due == pytest.approx(0.8, abs=0.001)
    bare_atm.clock.now += 0.8

    assert ACCEPTED is bare_atm.cabinet.status().slot


def test_two_atms_have_their_own_slots(opened):
    """What one counted says nothing about another."""
    opened.world.slot.put()

    assert 0 == EmulatedAtm().cabinet.status().envelope_no
