"""What every device must do, command by command and refusal by refusal, through its real driver.

In memory against the emulator; with --device KIND=PATH against hardware, where the tests that
need emulated hands, keys or clock are skipped. Source: docs/protocols.md, sections 1 to 4.
"""

import pytest

from hardware.crypto import challenge as challenges
from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.secret import Secret
from hardware.errors import DeviceError
from hardware.protocol.cabinet import CabinetFlag, CabinetOp, LampId, Tone
from hardware.protocol.card_reader import CardPosition, CardReaderOp, CardType
from hardware.protocol.hello import DeviceKind, Provision
from hardware.status import Status
from tests.unit.emulators.emulated_atm import ALICE, ATM, NOTHING

CHALLENGE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


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


def test_a_cabinet_has_no_key(any_cabinet):
    """OPCODE: there is nothing to provision."""
    assert refused(any_cabinet._link.exchange, 0x03, ATM.bytes) == Status.OPCODE
    assert refused(any_cabinet._link.exchange, 0x04, ATM.bytes) == Status.OPCODE
