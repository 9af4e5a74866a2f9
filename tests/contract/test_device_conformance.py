"""What each device must do, command by command and refusal by refusal, through the real drivers.

In memory against the emulators; with --device KIND=PATH against hardware, where the tests that
need emulated hands, keys or clock are skipped. Source: docs/protocols.md, sections 1 to 4.
"""

import pytest

from hardware.crypto import challenge as challenges
from hardware.crypto import pin_block
from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.record import NOT_COUNTED, LineFlag, RecordKind, TxnOutcome
from hardware.crypto.secret import Secret
from hardware.emulators.dispenser import Delays
from hardware.emulators.notes import PickFault
from hardware.errors import DeviceError
from hardware.protocol.cabinet import CabinetFlag, CabinetOp, LampId, Tone
from hardware.protocol.card_reader import CardPosition, CardReaderOp, CardType
from hardware.protocol.hello import DeviceKind, Provision
from hardware.protocol.hsm import HsmOp
from hardware.protocol.pin_pad import PadMode, PinEntry, PinPadOp, PinSlot
from hardware.status import Status
from tests.unit.emulators.emulated_atm import ALICE, ATM, NOTHING, EmulatedAtm

OTHER = b"\xee" * 16
CHALLENGE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
CARD_ID = Secret(str(ALICE).encode())


def refused(call, *arguments):
    """The status with which a device refuses."""
    with pytest.raises(DeviceError) as caught:
        call(*arguments)
    return caught.value.status


# All devices.


def test_every_device_says_what_it_is(any_reader, any_hsm, any_pad, any_cabinet):
    """HELLO names the kind; a driver refuses to speak to another."""
    kinds = [each.hello().kind for each in (any_reader, any_hsm, any_pad, any_cabinet)]

    expected = [
        DeviceKind.CARD_READER,
        DeviceKind.HSM,
        DeviceKind.PIN_PAD,
        DeviceKind.CABINET,
    ]
    assert expected == kinds


@pytest.mark.parametrize("device", ["any_reader", "any_hsm", "any_pad", "any_cabinet"])
def test_an_unknown_op_is_refused(request, device):
    """OPCODE, and the next command is answered."""
    driver = request.getfixturevalue(device)

    assert refused(driver._link.exchange, 0x7F) == Status.OPCODE
    assert driver.hello().protocol == 1


@pytest.mark.parametrize("device", ["any_reader", "any_hsm", "any_pad", "any_cabinet"])
def test_a_hello_with_a_payload_is_refused(request, device):
    """LENGTH."""
    driver = request.getfixturevalue(device)

    assert refused(driver._link.exchange, 0x01, b"?") == Status.LENGTH


@pytest.mark.parametrize("name", ["hsm", "pad"])
def test_a_device_goes_from_new_over_pending_to_committed(bare_atm, name):
    """Only COMMIT with the same uuid seals; both may be repeated before and COMMIT after."""
    device = getattr(bare_atm, name)

    assert (Provision.NO, None) == (device.hello().provision, device.hello().uuid)
    assert refused(device.commit, ATM) == Status.NOT_PROVISIONED
    device.provision(ALICE)
    key = device.provision(ATM)
    assert (Provision.PENDING, ATM) == (device.hello().provision, device.hello().uuid)
    assert device.provision(ATM).matches(key.reveal())
    assert refused(device.commit, ALICE) == Status.VALUE
    device.commit(ATM)
    device.commit(ATM)
    assert device.hello().provision is Provision.YES
    assert refused(device.provision, ATM) == Status.ALREADY_PROVISIONED


@pytest.mark.parametrize("name", ["hsm", "pad"])
def test_a_uuid_of_zeros_is_refused(bare_atm, name):
    """VALUE, for it means none."""
    assert refused(getattr(bare_atm, name)._link.exchange, 0x03, NOTHING) == Status.VALUE


# Card reader.


@pytest.fixture
def alice(bare_atm):
    """The reader with a committed chip card in its slot."""
    bare_atm.world.new_chip_card("alice")
    bare_atm.world.insert("alice")
    insert_no = bare_atm.reader.status().insert_no
    bare_atm.alice_key = bare_atm.reader.provision_card(insert_no, ALICE)
    bare_atm.reader.commit_card(insert_no, ALICE)
    return bare_atm


def test_an_empty_reader_says_so(bare_atm):
    """No position, no type, and NO_CARD for all that needs one."""
    reader = bare_atm.reader
    status = reader.status()

    assert (CardPosition.NONE, CardType.NONE) == (status.card, status.type)
    for call in (reader.read, reader.latch, reader.release):
        assert refused(call) == Status.NO_CARD
    assert refused(reader.challenge, status.insert_no, CHALLENGE) == Status.NO_CARD


def test_a_reader_has_no_key_of_its_own(any_reader):
    """PROVISION and COMMIT are for cards, by 14 and 15."""
    assert refused(any_reader._link.exchange, 0x03, ATM.bytes) == Status.ALREADY_PROVISIONED
    assert refused(any_reader._link.exchange, 0x04, ATM.bytes) == Status.ALREADY_PROVISIONED


def test_a_card_is_latched_released_and_stays_until_taken(alice):
    """A released card is still at the slot, with the same insertion number."""
    reader = alice.reader
    before = reader.status()
    reader.latch()
    assert CardPosition.LATCHED is reader.status().card
    reader.release()
    released = reader.status()
    alice.world.take_card()

    assert before == released
    assert CardPosition.NONE is reader.status().card


def test_each_insertion_has_a_number_of_its_own(alice):
    """The same card put in again is another insertion."""
    before = alice.reader.status().insert_no
    alice.world.take_card()
    alice.world.insert("alice")

    assert (before + 1) % 2**32 == alice.reader.status().insert_no


def test_a_card_says_who_it_is(alice):
    """READ gives the id, the state of its key, and no stripe code for a chip."""
    found = alice.reader.read()

    assert found.card_id.matches(str(ALICE).encode())
    assert (Provision.YES, None) == (found.provision, found.stripe_code)
    assert alice.reader.status().insert_no == found.insert_no


def test_a_stripe_card_has_a_code_and_no_answer(bare_atm):
    """The stripe is read; a challenge meets silence, for there is no chip."""
    bare_atm.world.new_stripe_card("bob", ALICE, Secret(b"01234567"))
    bare_atm.world.insert("bob")
    found = bare_atm.reader.read()

    assert CardType.STRIPE is bare_atm.reader.status().type
    assert found.stripe_code.matches(b"01234567")
    refusal = refused(bare_atm.reader.challenge, found.insert_no, CHALLENGE)
    assert refusal == Status.CARD_SILENT


def test_a_committed_card_answers_its_challenge(alice):
    """The answer is the one that the bank computes from the card's key."""
    insert_no = alice.reader.status().insert_no
    expected = challenges.answer(subkey(alice.alice_key, KeyName.CHALLENGE), CHALLENGE)

    assert alice.reader.challenge(insert_no, CHALLENGE).matches(expected.reveal())


def test_a_pending_card_does_no_work(bare_atm):
    """NOT_PROVISIONED before the key and before its seal; READ shows how far it is."""
    bare_atm.world.new_chip_card("carol")
    bare_atm.world.insert("carol")
    reader, insert_no = bare_atm.reader, bare_atm.reader.status().insert_no

    assert refused(reader.challenge, insert_no, CHALLENGE) == Status.NOT_PROVISIONED
    assert refused(reader.commit_card, insert_no, ALICE) == Status.NOT_PROVISIONED
    reader.provision_card(insert_no, ALICE)
    assert Provision.PENDING is reader.read().provision
    assert refused(reader.challenge, insert_no, CHALLENGE) == Status.NOT_PROVISIONED
    assert refused(reader.commit_card, insert_no, ATM) == Status.VALUE


@pytest.mark.parametrize(
    "challenge", [CHALLENGE[:-1] + b" ", bytes(32), CHALLENGE[:-1] + b"\n", "é".encode() * 16]
)
def test_a_card_encrypts_nothing_but_challenges(alice, challenge):
    """CHALLENGE_REFUSED unless 32 letters and digits."""
    insert_no = alice.reader.status().insert_no

    assert refused(alice.reader.challenge, insert_no, challenge) == Status.CHALLENGE_REFUSED


def test_a_card_that_was_swapped_is_noticed(alice):
    """CARD_CHANGED for the number of a former insertion, whatever is asked."""
    former = alice.reader.status().insert_no
    alice.world.pull_card()
    alice.world.new_chip_card("mallory")
    alice.world.insert("mallory")
    reader = alice.reader

    assert refused(reader.challenge, former, CHALLENGE) == Status.CARD_CHANGED
    assert refused(reader.provision_card, former, ALICE) == Status.CARD_CHANGED
    assert refused(reader.commit_card, former, ALICE) == Status.CARD_CHANGED


def test_a_dead_chip_is_silent(alice):
    """CARD_UNREADABLE to READ, CARD_SILENT to a challenge."""
    alice.world.card("alice").is_silent = True
    insert_no = alice.reader.status().insert_no

    assert refused(alice.reader.read) == Status.CARD_UNREADABLE
    assert refused(alice.reader.challenge, insert_no, CHALLENGE) == Status.CARD_SILENT


def test_a_jammed_reader_moves_nothing(alice):
    """JAM in STATUS, WRONG_STATE for the latch."""
    alice.world.reader.set_jam(is_jammed=True)

    assert CardPosition.JAM is alice.reader.status().card
    assert refused(alice.reader.latch) == Status.WRONG_STATE
    assert refused(alice.reader.read) == Status.CARD_UNREADABLE


@pytest.mark.parametrize(
    ("op", "payload"),
    [
        (CardReaderOp.READ, b"?"),
        (CardReaderOp.CHALLENGE, bytes(35)),
        (CardReaderOp.CHALLENGE, bytes(37)),
        (CardReaderOp.LATCH, b"?"),
        (CardReaderOp.CARD_PROVISION, bytes(19)),
        (CardReaderOp.CARD_COMMIT, bytes(1000)),
    ],
)
def test_the_reader_refuses_other_sizes(any_reader, op, payload):
    """LENGTH."""
    assert refused(any_reader._link.exchange, op, payload) == Status.LENGTH


# PIN pad.


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


# Cabinet.


@pytest.mark.parametrize("flag", list(CabinetFlag))
def test_the_cabinet_shows_every_switch(bare_atm, flag):
    """Each one alone, on and off again."""
    bare_atm.world.set_flag(CabinetFlag.KEY_ON, is_set=False)
    bare_atm.world.set_flag(flag, is_set=True)
    assert flag == bare_atm.cabinet.status().flags
    bare_atm.world.set_flag(flag, is_set=False)

    assert bare_atm.cabinet.status().flags == CabinetFlag(0)


@pytest.mark.parametrize("lamp", list(LampId))
def test_a_lamp_is_lit_and_darkened(any_cabinet, lamp):
    """Both may be repeated."""
    any_cabinet.lamp(lamp, True)
    any_cabinet.lamp(lamp, True)
    any_cabinet.lamp(lamp, False)


def test_lamps_and_sounds_can_be_seen_and_heard(bare_atm):
    """The world shows what the kiosk asked for."""
    bare_atm.cabinet.lamp(LampId.CASH, True)
    bare_atm.cabinet.beep(Tone.TAKE)
    bare_atm.cabinet.beep(Tone.HURRY)

    assert {LampId.CASH} == bare_atm.world.cabinet.lamps
    assert [Tone.TAKE, Tone.HURRY] == list(bare_atm.world.cabinet.beeps)


@pytest.mark.parametrize(
    ("op", "payload", "status"),
    [
        (CabinetOp.LAMP, b"\0\1", Status.VALUE),
        (CabinetOp.LAMP, b"\6\1", Status.VALUE),
        (CabinetOp.LAMP, b"\1\2", Status.VALUE),
        (CabinetOp.LAMP, b"\1", Status.LENGTH),
        (CabinetOp.BEEP, b"\0", Status.VALUE),
        (CabinetOp.BEEP, b"\5", Status.VALUE),
    ],
)
def test_the_cabinet_refuses_what_has_no_meaning(any_cabinet, op, payload, status):
    """LENGTH or VALUE."""
    assert refused(any_cabinet._link.exchange, op, payload) == status


def test_a_cabinet_without_slot_and_key_says_so(bare_atm):
    """OPCODE: no envelope slot is fitted yet, and there is nothing to provision."""
    exchange = bare_atm.cabinet._link.exchange

    assert refused(exchange, CabinetOp.SLOT_OPEN, bytes(17)) == Status.OPCODE
    assert refused(exchange, CabinetOp.SLOT_CLOSE) == Status.OPCODE
    assert refused(exchange, 0x03, ATM.bytes) == Status.OPCODE


# HSM.


def test_an_hsm_without_key_does_no_work(bare_atm):
    """NOT_PROVISIONED to everything but HELLO and provisioning, pending or not."""
    hsm = bare_atm.hsm
    works = [
        (hsm.status, NOTHING),
        (hsm.open, OTHER, NOTHING),
        (hsm.dispense, OTHER, [(1, bytes(64))]),
        (hsm.present, OTHER, 30),
        (hsm.cancel, OTHER),
        (hsm.get, NOTHING),
        (hsm.load, OTHER, 1, 1, 10),
        (hsm.test, OTHER, 1),
        (hsm.notes_put, 1, 0, ["A"]),
        (hsm.notes_get, OTHER, 1, 0),
    ]
    new = {refused(*work) for work in works}
    hsm.provision(ATM)
    pending = {refused(*work) for work in works}

    assert {Status.NOT_PROVISIONED} == new
    assert {Status.NOT_PROVISIONED} == pending


def test_a_withdrawal_from_open_to_taken(atm):
    """Every record is genuine, names the ticket, and counts what has happened by then."""
    opened = atm.genuine(atm.open())
    picking = atm.genuine(atm.hsm.dispense(opened.txid, atm.vouchers(opened, c1=3, c2=2)))
    stacked = atm.genuine(atm.hsm.get(opened.txid))
    presented = atm.genuine(atm.hsm.present(opened.txid, 30))
    atm.hsm.get(opened.txid)
    atm.world.take_cash()
    final = atm.genuine(atm.hsm.get(opened.txid))

    records = [opened, picking, stacked, presented, final]
    kinds = [
        RecordKind.OPEN,
        RecordKind.PICKING,
        RecordKind.STACKED,
        RecordKind.PRESENTED,
        RecordKind.FINAL,
    ]
    assert kinds == [record.kind for record in records]
    assert {opened.ticket} == {record.ticket for record in records}
    assert [0, 0, 3, 3, 3] == [atm.bank_line(record, 1).picked for record in records]
    assert [0, 0, 0, 3, 3] == [atm.bank_line(record, 1).presented for record in records]
    assert final.outcome is TxnOutcome.TAKEN
    two = atm.bank_line(final, 2)
    assert (2, 98, 2, 0, 0) == (two.next, two.left, two.picked, two.rejected, two.retracted)


def test_a_final_record_is_frozen(atm):
    """The same bytes after a new load and a power loss."""
    final = atm.paid(c1=2)
    atm.fill()
    atm.restart()

    assert final == atm.hsm.get(final.txid)
    assert final == atm.hsm.get(NOTHING)
    assert final == atm.hsm.cancel(final.txid)


def test_an_open_may_be_repeated_while_it_is_open(atm):
    """The same record with the same ticket; a txid of zeros means no transaction."""
    txid = atm.txid()

    assert atm.hsm.open(txid, NOTHING) == atm.hsm.open(txid, NOTHING)
    assert refused(atm.hsm.open, NOTHING, NOTHING) == Status.VALUE


def test_an_hsm_with_its_door_open_pays_nothing(atm):
    """DOOR_OPEN to OPEN and DISPENSE; the transaction stays."""
    atm.door(is_open=True)
    assert refused(atm.hsm.open, OTHER, NOTHING) == Status.DOOR_OPEN
    atm.door(is_open=False)
    opened = atm.open()
    vouchers = atm.vouchers(opened, c1=1)
    atm.door(is_open=True)
    assert refused(atm.hsm.dispense, opened.txid, vouchers) == Status.DOOR_OPEN
    atm.door(is_open=False)

    assert atm.hsm.dispense(opened.txid, vouchers).kind is RecordKind.PICKING


def test_a_dispense_of_another_transaction_is_refused(atm):
    """TXN_NOT_CURRENT, before and after an OPEN."""
    part = [(1, bytes(64))]

    assert refused(atm.hsm.dispense, OTHER, part) == Status.TXN_NOT_CURRENT
    atm.open()
    assert refused(atm.hsm.dispense, OTHER, part) == Status.TXN_NOT_CURRENT
    assert refused(atm.hsm.present, OTHER, 30) == Status.TXN_NOT_CURRENT


def test_more_notes_than_a_transaction_may_have_are_refused(atm):
    """65 and 64 are 129: TOO_MANY; 65 and 63 are picked."""
    opened = atm.open()

    too_many = atm.vouchers(opened, c1=65, c2=64)
    assert refused(atm.hsm.dispense, opened.txid, too_many) == Status.TOO_MANY
    atm.hsm.dispense(opened.txid, atm.vouchers(opened, c1=65, c2=63))
    stacked = atm.hsm.get(opened.txid)
    assert [65, 63] == [line.picked for line in stacked.lines]


def test_cancel_before_any_note_is_void(atm):
    """FINAL void with nothing picked; again: the same record."""
    opened = atm.open()
    final = atm.genuine(atm.hsm.cancel(opened.txid))

    assert (TxnOutcome.VOID, opened.ticket) == (final.outcome, final.ticket)
    assert {0} == {line.picked for line in final.lines}
    assert final == atm.hsm.cancel(opened.txid)


def test_cancel_of_a_stack_sends_it_to_the_reject_bin(atm):
    """Every note is used up, none was presented."""
    opened = atm.stacked(c1=3)
    line = atm.bank_line(atm.genuine(atm.hsm.cancel(opened.txid)), 1)

    assert (3, 3, 0, 3) == (line.picked, line.rejected, line.presented, line.next)
    assert {1: 3} == atm.world.works.whereabouts()["reject_bin"]


@pytest.fixture
def slow_atm(hardware_paths):
    """Mechanics that take a second for everything."""
    if hardware_paths:
        pytest.skip("needs an emulated clock")
    atm = EmulatedAtm(delays=Delays(1.0, 1.0, 1.0, 1.0))
    atm.provision()
    atm.fill()
    return atm


def test_cancel_is_busy_while_notes_move(slow_atm):
    """BUSY while picking, on the way to the bin, presented and on the way back."""
    atm = slow_atm
    opened = atm.open()
    atm.hsm.dispense(opened.txid, atm.vouchers(opened, c1=2))
    assert refused(atm.hsm.cancel, opened.txid) == Status.BUSY
    atm.clock.now += 3
    assert atm.hsm.get(opened.txid).kind is RecordKind.STACKED
    assert refused(atm.hsm.cancel, opened.txid) == Status.BUSY
    assert refused(atm.hsm.present, opened.txid, 30) == Status.BUSY
    atm.clock.now += 1
    first = atm.hsm.cancel(opened.txid)
    assert first.outcome is TxnOutcome.VOID

    second = atm.open(first.ticket)
    atm.hsm.dispense(second.txid, atm.vouchers(second, c1=1))
    atm.clock.now += 2
    atm.hsm.present(second.txid, 10)
    assert refused(atm.hsm.cancel, second.txid) == Status.BUSY
    atm.clock.now += 11.5
    assert refused(atm.hsm.cancel, second.txid) == Status.BUSY
    atm.clock.now += 1
    assert atm.hsm.cancel(second.txid).outcome is TxnOutcome.RETRACTED


def test_progress_is_read_note_by_note(slow_atm):
    """GET shows how many notes have left by now."""
    opened = slow_atm.open()
    slow_atm.hsm.dispense(opened.txid, slow_atm.vouchers(opened, c1=3))
    seen = []
    for _ in range(4):
        slow_atm.clock.now += 1
        seen.append(slow_atm.bank_line(slow_atm.hsm.get(opened.txid), 1).picked)

    assert [1, 2, 3, 3] == seen


def test_notes_that_nobody_takes_go_back_and_are_counted(atm):
    """After the time that PRESENT named: FINAL retracted, and presented counts them too."""
    opened = atm.presented(c1=3, c2=1)
    atm.clock.now += 31
    final = atm.genuine(atm.hsm.get(opened.txid))

    assert final.outcome is TxnOutcome.RETRACTED
    assert [(3, 3), (1, 1)] == [(line.presented, line.retracted) for line in final.lines]
    assert {1: 3, 2: 1} == atm.world.works.whereabouts()["retract_bin"]


def test_a_part_of_the_notes_taken_is_not_counted(atm):
    """The sensor cannot tell which ones came back."""
    opened = atm.presented(c1=3, c2=1)
    atm.world.take_cash(2)
    atm.clock.now += 31
    final = atm.hsm.get(opened.txid)

    assert [NOT_COUNTED, NOT_COUNTED] == [line.retracted for line in final.lines]


def test_a_stack_lapses_180_seconds_after_the_open(atm):
    """To the reject bin; PRESENT afterwards: TXN_FINAL."""
    opened = atm.stacked(c1=3)
    atm.clock.now += 181

    assert refused(atm.hsm.present, opened.txid, 30) == Status.TXN_FINAL
    assert atm.hsm.get(opened.txid).outcome is TxnOutcome.VOID
    assert {1: 3} == atm.world.works.whereabouts()["reject_bin"]


def test_present_needs_a_stack(atm):
    """WRONG_STATE while open and when presented already, TXN_FINAL at the end."""
    opened = atm.open()
    assert refused(atm.hsm.present, opened.txid, 30) == Status.WRONG_STATE
    final = atm.hsm.cancel(opened.txid)
    assert refused(atm.hsm.present, opened.txid, 30) == Status.TXN_FINAL
    presented = atm.presented(final.ticket, c1=1)

    assert refused(atm.hsm.present, presented.txid, 30) == Status.WRONG_STATE


def test_get_knows_the_current_transaction_only(atm):
    """TXN_NOT_CURRENT before any OPEN and for another txid."""
    assert refused(atm.hsm.get, NOTHING) == Status.TXN_NOT_CURRENT
    opened = atm.open()

    assert refused(atm.hsm.get, OTHER) == Status.TXN_NOT_CURRENT
    assert opened == atm.hsm.get(NOTHING)


@pytest.mark.parametrize(
    ("faults", "outcome", "counts", "flags"),
    [
        (["reject"], TxnOutcome.NONE, (3, 1), LineFlag.SHORT),
        (["double"], TxnOutcome.NONE, (3, 1), LineFlag.SHORT),
        (["reject"] * 3, TxnOutcome.VOID, (3, 3), LineFlag.SHORT),
        (["jam"], TxnOutcome.VOID, (0, 0), LineFlag.SHORT | LineFlag.FAULT),
        (["ok", "ok", "jam"], TxnOutcome.NONE, (2, 0), LineFlag.SHORT | LineFlag.FAULT),
    ],
)
def test_what_picking_meets_is_counted(atm, faults, outcome, counts, flags):
    """A rejected note uses its number up, a jam does not; nothing stacked at all is void."""
    atm.world.works.faults[1] = list(map(PickFault, faults))
    opened = atm.stacked(c1=3)
    record = atm.genuine(atm.hsm.get(opened.txid))
    line = atm.bank_line(record, 1)

    assert (outcome, counts) == (record.outcome, (line.picked, line.rejected))
    assert (flags, counts[0]) == (line.flags, line.next)


def test_a_canister_that_runs_empty_makes_it_short(atm):
    """The HSM believed in 100 notes; the canister held 2 of them."""
    atm.world.works.fill(1, 2)
    opened = atm.stacked(c1=3, c2=1)
    one, two = atm.hsm.get(opened.txid).lines

    assert (2, LineFlag.SHORT | LineFlag.EMPTY) == (one.picked, one.flags)
    assert (1, LineFlag(0)) == (two.picked, two.flags)


def test_a_load_closes_the_former_one(atm):
    """Numbers begin at 0; the record has the closing totals; the same load_id: the same record."""
    final = atm.paid(c1=4)
    atm.door(is_open=True)
    loaded = atm.genuine(atm.hsm.load(OTHER, 1, 2, 50))
    line = atm.bank_line(loaded, 1)

    assert (2, 0, 50, 4, 0) == (line.load, line.next, line.left, line.picked, line.rejected)
    assert [LineFlag.LOADED, LineFlag(0)] == [each.flags for each in loaded.lines]
    assert loaded == atm.hsm.load(OTHER, 1, 2, 50)
    atm.door(is_open=False)
    atm.open(final.ticket)
    assert loaded == atm.hsm.load(OTHER, 1, 2, 50)


def test_a_load_is_refused_where_it_may_not_be(atm):
    """Another number, another canister, no door opened since the OPEN, a transaction under way."""
    assert refused(atm.hsm.load, OTHER, 1, 3, 50) == Status.VALUE
    assert refused(atm.hsm.load, OTHER, 1, 1, 50) == Status.VALUE
    assert refused(atm.hsm.load, OTHER, 3, 1, 50) == Status.CANISTER
    opened = atm.open()
    assert refused(atm.hsm.load, OTHER, 1, 2, 50) == Status.WRONG_STATE
    atm.hsm.cancel(opened.txid)

    assert refused(atm.hsm.load, OTHER, 1, 2, 50) == Status.DOOR_NOT_OPENED


def test_a_test_pick_goes_to_the_reject_bin(atm):
    """PICKING, then FINAL void with one rejected note and no ticket; the next OPEN names zeros."""
    txid = atm.txid()
    picking = atm.hsm.test(txid, 2)
    final = atm.genuine(atm.hsm.get(txid))
    line = atm.bank_line(final, 2)

    assert (RecordKind.PICKING, TxnOutcome.VOID) == (picking.kind, final.outcome)
    assert (NOTHING, 1, 1, 0) == (final.ticket, line.picked, line.rejected, line.presented)
    assert refused(atm.hsm.test, txid, 2) == Status.TXN_FINAL
    assert atm.open(NOTHING).kind is RecordKind.OPEN


def test_a_test_pick_is_refused_where_it_may_not_be(atm):
    """Door open, no such canister, a transaction under way, door not opened since the OPEN."""
    atm.door(is_open=True)
    assert refused(atm.hsm.test, OTHER, 1) == Status.DOOR_OPEN
    atm.door(is_open=False)
    assert refused(atm.hsm.test, OTHER, 3) == Status.CANISTER
    opened = atm.open()
    assert refused(atm.hsm.test, OTHER, 1) == Status.WRONG_STATE
    atm.hsm.cancel(opened.txid)

    assert refused(atm.hsm.test, OTHER, 1) == Status.DOOR_NOT_OPENED


def test_notes_have_the_texts_of_the_bill_file(atm):
    """A rejected note's text is passed over; without a text a note is named by its number."""
    atm.hsm.notes_put(1, 0, ["BILL-0", "BILL-1", "BILL-2"])
    atm.world.works.faults[1] = [PickFault.OK, PickFault.REJECT]
    final = atm.paid(c1=4, c2=1)

    assert ["BILL-0", "BILL-2", "C1L1N3"] == atm.hsm.notes_get(final.txid, 1, 0)
    assert ["BILL-2", "C1L1N3"] == atm.hsm.notes_get(final.txid, 1, 1)
    assert ["C2L1N0"] == atm.hsm.notes_get(final.txid, 2, 0)
    assert atm.hsm.notes_get(final.txid, 1, 9) == []


def test_a_bill_file_is_for_a_load_that_was_not_used(atm):
    """VALUE past the count and with a gap, CANISTER elsewhere, WRONG_STATE after the OPEN."""
    assert refused(atm.hsm.notes_put, 1, 99, ["A", "B"]) == Status.VALUE
    assert refused(atm.hsm.notes_put, 1, 1, ["A"]) == Status.VALUE
    assert refused(atm.hsm.notes_put, 3, 0, ["A"]) == Status.CANISTER
    opened = atm.open()
    assert refused(atm.hsm.notes_put, 1, 0, ["A"]) == Status.WRONG_STATE

    assert refused(atm.hsm.notes_get, OTHER, 1, 0) == Status.TXN_NOT_CURRENT
    assert refused(atm.hsm.notes_get, opened.txid, 1, 0) == Status.WRONG_STATE


def test_the_set_of_canisters_is_frozen_at_open(atm):
    """One that is fitted later is not part of the transaction; STATUS shows it at once."""
    opened = atm.open()
    atm.world.works.fit(3)

    assert [1, 2] == [line.canister for line in atm.hsm.cancel(opened.txid).lines]
    assert [1, 2, 3] == [line.canister for line in atm.hsm.status(NOTHING).lines]


@pytest.mark.parametrize(
    ("moment", "outcome"),
    [
        ("open", TxnOutcome.VOID),
        ("stacked", TxnOutcome.VOID),
        ("presented", TxnOutcome.RETRACTED),
        ("unlocked", TxnOutcome.RETRACTED),
        ("retracting", TxnOutcome.RETRACTED),
        ("retracted", TxnOutcome.RETRACTED),
        ("final", TxnOutcome.RETRACTED),
    ],
)
def test_power_lost_at_each_stage_ends_as_the_stage_says(atm, moment, outcome):
    """Nobody takes the notes here; every boot makes one FINAL record, and it stays."""
    atm.world.hsm.power.arm(moment)
    txid = atm.txid()
    with pytest.raises(Exception, match="no answer"):
        go_on_until_retracted(atm, txid)
    atm.world.hsm.power_on()
    final = atm.genuine(atm.hsm.get(txid))

    assert outcome is final.outcome
    assert final == atm.hsm.cancel(txid)
    assert atm.world.works.is_path_occupied is False


def go_on_until_retracted(atm, txid):
    opened = atm.hsm.open(txid, NOTHING)
    atm.hsm.dispense(txid, atm.vouchers(opened, c1=3))
    atm.hsm.get(txid)
    atm.hsm.present(txid, 30)
    atm.hsm.get(txid)
    atm.clock.now += 31
    atm.hsm.get(txid)


def test_notes_taken_while_power_was_off_count_as_taken(atm):
    """The shutter was open and is empty when the HSM looks again."""
    opened = atm.presented(c1=3)
    atm.world.hsm.power_off()
    atm.world.works.take()
    atm.world.hsm.power_on()

    assert atm.hsm.get(opened.txid).outcome is TxnOutcome.TAKEN


@pytest.mark.parametrize(
    ("op", "payload", "status"),
    [
        (HsmOp.OPEN, bytes(31), Status.LENGTH),
        (HsmOp.DISPENSE, bytes(16), Status.LENGTH),
        (HsmOp.DISPENSE, bytes(17), Status.VALUE),
        (HsmOp.DISPENSE, bytes(16) + b"\1" + bytes(64), Status.LENGTH),
        (HsmOp.DISPENSE, bytes(16) + b"\xff" + bytes(65), Status.LENGTH),
        (HsmOp.DISPENSE, bytes(16) + b"\1\0" + bytes(64), Status.VALUE),
        (HsmOp.PRESENT, OTHER + b"\x09", Status.VALUE),
        (HsmOp.PRESENT, OTHER + b"\x79", Status.VALUE),
        (HsmOp.CANCEL, b"", Status.LENGTH),
        (HsmOp.GET, bytes(17), Status.LENGTH),
        (HsmOp.LOAD, OTHER + b"\0" + bytes(6), Status.VALUE),
        (HsmOp.TEST, OTHER + b"\x09", Status.VALUE),
        (HsmOp.NOTES_PUT, b"\1\0\0", Status.VALUE),
        (HsmOp.NOTES_PUT, b"\1\0\0A", Status.LENGTH),
    ],
)
def test_the_hsm_refuses_what_has_no_meaning(atm, op, payload, status):
    """LENGTH or VALUE; the transaction under way does not notice."""
    opened = atm.open()

    assert refused(atm.hsm._link.exchange, op, payload) == status
    assert opened == atm.hsm.get(NOTHING)
