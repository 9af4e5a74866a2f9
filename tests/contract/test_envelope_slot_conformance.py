"""What an envelope slot must do, through the cabinet's real driver: three results, one number each.

With --device cabinet=PATH against hardware, where only the refusals run. Source: docs/protocols.md,
section 1.5.
"""

import pytest

from hardware.errors import DeviceError, Outcome
from hardware.protocol.cabinet import CabinetFlag, CabinetOp, CabinetStatus, SlotState
from hardware.status import Status

TXID, OTHER = bytes(range(16)), bytes(range(16, 32))
SECONDS = 45


def refusal(call, *arguments):
    """The error with which the cabinet refuses."""
    with pytest.raises(DeviceError) as caught:
        call(*arguments)
    return caught.value


def slot_of(atm):
    """State, txid and number, as STATUS has them."""
    status = atm.cabinet.status()
    return status.slot, status.slot_txid, status.envelope_no


def printed(atm):
    return [(envelope.number, envelope.text) for envelope in atm.world.envelopes.bin]


@pytest.fixture
def opened(bare_atm):
    """The slot waits for an envelope of TXID."""
    bare_atm.cabinet.slot_open(TXID, SECONDS, "REF 0815")
    return bare_atm


def test_a_new_slot_is_closed_and_has_counted_nothing(bare_atm):
    assert bare_atm.cabinet.status() == CabinetStatus(CabinetFlag.KEY_ON)


def test_an_envelope_that_is_put_in_is_accepted_numbered_and_printed_on(opened):
    """The number is the slot's own; the text is the kiosk's."""
    assert (SlotState.WAITING, TXID, 0) == slot_of(opened)
    opened.world.slot.put()

    assert (SlotState.ACCEPTED, TXID, 1) == slot_of(opened)
    assert [(1, "REF 0815")] == printed(opened)


def test_each_opening_takes_one_envelope_and_numbers_go_on(opened):
    """A result stays until the next SLOT_OPEN; numbers are never used again."""
    opened.world.slot.put()
    opened.cabinet.slot_open(OTHER, SECONDS, "")
    assert (SlotState.WAITING, OTHER, 1) == slot_of(opened)
    opened.world.slot.put()

    assert (SlotState.ACCEPTED, OTHER, 2) == slot_of(opened)
    assert [(1, "REF 0815"), (2, "")] == printed(opened)


def test_the_slot_shuts_when_its_time_is_over(opened):
    """Refused, and nothing was counted; not a moment before."""
    opened.clock.now += SECONDS - 1
    assert (SlotState.WAITING, TXID, 0) == slot_of(opened)
    opened.clock.now += 1

    assert (SlotState.REFUSED, TXID, 0) == slot_of(opened)


def test_slot_close_shuts_the_slot_and_may_be_repeated(opened):
    opened.cabinet.slot_close()
    opened.cabinet.slot_close()

    assert (SlotState.REFUSED, TXID, 0) == slot_of(opened)


def test_slot_close_changes_no_result_and_opens_nothing(bare_atm):
    """Before the first SLOT_OPEN, and after an envelope went in."""
    bare_atm.cabinet.slot_close()
    assert SlotState.CLOSED is bare_atm.cabinet.status().slot
    bare_atm.cabinet.slot_open(TXID, SECONDS, "")
    bare_atm.world.slot.put()
    bare_atm.cabinet.slot_close()

    assert (SlotState.ACCEPTED, TXID, 1) == slot_of(bare_atm)


def test_an_envelope_that_is_pulled_back_is_refused(opened):
    opened.world.slot.pull_back()

    assert (SlotState.REFUSED, TXID, 0) == slot_of(opened)
    assert [] == printed(opened)


def test_a_stuck_envelope_is_unknown_and_has_its_number(opened):
    """Whether it is in is not known; the number is on it, wherever it is found."""
    opened.world.slot.put(sticks=True)

    assert (SlotState.UNKNOWN, TXID, 1) == slot_of(opened)
    assert [] == printed(opened)


def test_a_jammed_slot_opens_for_nobody_until_it_is_cleared(opened):
    """SLOT_FAULT, whose outcome is unknown; STATUS still has the transaction before."""
    opened.world.slot.put(sticks=True)
    fault = refusal(opened.cabinet.slot_open, OTHER, SECONDS, "")
    assert (Status.SLOT_FAULT, Outcome.UNKNOWN) == (fault.status, fault.outcome)
    assert (SlotState.UNKNOWN, TXID, 1) == slot_of(opened)
    opened.world.slot.set_jam(is_jammed=False)
    assert (SlotState.UNKNOWN, TXID, 1) == slot_of(opened)
    opened.cabinet.slot_open(OTHER, SECONDS, "")

    assert (SlotState.WAITING, OTHER, 1) == slot_of(opened)


def test_a_full_bin_takes_no_more(bare_atm):
    """SLOT_FULL, nothing done; STATUS has the flag, and the slot opens once the bin is empty."""
    bare_atm.world.slot.cover_sensor(is_covered=True)
    full = refusal(bare_atm.cabinet.slot_open, TXID, SECONDS, "")
    assert (Status.SLOT_FULL, Outcome.NOT_DONE) == (full.status, full.outcome)
    assert CabinetFlag.ENVELOPES_FULL in bare_atm.cabinet.status().flags
    assert (SlotState.CLOSED, bytes(16), 0) == slot_of(bare_atm)
    bare_atm.world.set_flag(CabinetFlag.KEY_ON, is_set=False)
    bare_atm.world.slot.remove()
    bare_atm.cabinet.slot_open(TXID, SECONDS, "")

    assert CabinetFlag.ENVELOPES_FULL not in bare_atm.cabinet.status().flags


def test_the_same_txid_again_does_nothing(opened):
    """Neither more time nor another text, and no second envelope after the result."""
    opened.clock.now += SECONDS - 1
    opened.cabinet.slot_open(TXID, 255, "OTHER TEXT")
    opened.clock.now += 1
    opened.cabinet.slot_open(TXID, 255, "OTHER TEXT")

    assert (SlotState.REFUSED, TXID, 0) == slot_of(opened)


@pytest.mark.parametrize("is_full", [False, True])
def test_the_same_txid_again_tells_the_result_whatever_has_happened_since(opened, is_full):
    """A kiosk that lost the answer asks again, and no fault of the bin hides the result."""
    opened.world.slot.put()
    opened.world.slot.cover_sensor(is_covered=is_full)
    opened.cabinet.slot_open(TXID, SECONDS, "")

    assert (SlotState.ACCEPTED, TXID, 1) == slot_of(opened)


def test_another_txid_while_the_slot_waits_is_refused(opened):
    """BUSY, nothing done: the envelope would be another transaction's."""
    busy = refusal(opened.cabinet.slot_open, OTHER, SECONDS, "OTHER")
    assert (Status.BUSY, Outcome.NOT_DONE) == (busy.status, busy.outcome)
    opened.world.slot.put()

    assert (SlotState.ACCEPTED, TXID, 1) == slot_of(opened)
    assert [(1, "REF 0815")] == printed(opened)


def test_an_envelope_on_its_way_goes_in_whatever_is_commanded(bare_atm):
    """The motor has it: SLOT_CLOSE, another txid and the end of the time do not stop it."""
    bare_atm.world.hsm.delays.envelope_s = 10.0
    bare_atm.cabinet.slot_open(TXID, 5, "")
    bare_atm.world.slot.put()
    bare_atm.clock.now += 6
    bare_atm.cabinet.slot_close()
    busy = refusal(bare_atm.cabinet.slot_open, OTHER, SECONDS, "")
    assert (Status.BUSY, SlotState.WAITING) == (busy.status, slot_of(bare_atm)[0])
    bare_atm.clock.now += 4

    assert (SlotState.ACCEPTED, TXID, 1) == slot_of(bare_atm)


@pytest.mark.parametrize(
    ("op", "payload", "status"),
    [
        (CabinetOp.SLOT_OPEN, TXID, Status.LENGTH),
        (CabinetOp.SLOT_OPEN, TXID + b"\x2d" + b"A" * 33, Status.LENGTH),
        (CabinetOp.SLOT_OPEN, TXID + b"\x00", Status.VALUE),
        (CabinetOp.SLOT_OPEN, bytes(16) + b"\x2d", Status.VALUE),
        (CabinetOp.SLOT_OPEN, TXID + b"\x2d\x1b@", Status.VALUE),
        (CabinetOp.SLOT_OPEN, TXID + b"\x2d\xe9", Status.VALUE),
        (CabinetOp.SLOT_CLOSE, b"?", Status.LENGTH),
    ],
    ids=[
        "no seconds",
        "a text of 33",
        "zero seconds",
        "a txid of zeros",
        "an escape sequence",
        "a letter beyond ASCII",
        "a payload to SLOT_CLOSE",
    ],
)
def test_the_slot_refuses_what_has_no_meaning(any_cabinet, op, payload, status):
    """LENGTH or VALUE, and the slot stays as it was."""
    before = any_cabinet.status()

    assert refusal(any_cabinet._link.exchange, op, payload).status == status
    assert before == any_cabinet.status()
