"""Each driver sends just its command, once, and believes only an answer that fits it."""

from __future__ import annotations

from uuid import UUID

import pytest

from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome, seal
from hardware.crypto.secret import Secret
from hardware.drivers.cabinet import Cabinet
from hardware.drivers.card_reader import CardReader
from hardware.drivers.device import once_for_each
from hardware.drivers.hsm import CURRENT_TXN, NO_TICKET, Hsm
from hardware.drivers.pin_pad import PinPad
from hardware.errors import DeviceError, DeviceTimeout, MalformedMessage, Outcome, ProtocolError
from hardware.protocol.cabinet import CabinetFlag, CabinetStatus, LampId, SlotState, Tone
from hardware.protocol.card_reader import CardPosition, CardReaderStatus, CardType
from hardware.protocol.frame import FrameDecoder
from hardware.protocol.hello import DeviceKind, Hello, Provision
from hardware.protocol.link import Link, reply
from hardware.protocol.pin_pad import PadMode, PinEntry, PinPadStatus, PinSlot
from hardware.status import Status
from hardware.transport.memory import MemoryTransport

TEXT36 = b"0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
DEVICE_UUID = UUID(TEXT36.decode())
TXID, OTHER, TICKET = b"t" * 16, b"o" * 16, b"k" * 16
CHALLENGE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
KEY = bytes(range(32))
VOUCHER = bytes(64)
LINE = RecordLine(1, LineFlag(0), 1, 5, 123, 5, 0, 0, 0)


class Answering:
    """A device that gives each command the same answer."""

    def __init__(self, status=Status.OK, data=b"", *, is_mute=False):
        self.commands = []
        self.status, self.data, self.is_mute = status, data, is_mute
        self._decoder = FrameDecoder()

    def receive(self, data):
        frames = self._decoder.feed(data)
        self.commands += [(frame.op, frame.payload) for frame in frames]
        if self.is_mute:
            return b""
        return b"".join(reply(frame, self.status, self.data).encode() for frame in frames)


def driven(driver, device):
    return driver(Link(MemoryTransport(device), monotonic=lambda: 0.0, first_seq=0))


def record(kind=RecordKind.PICKING, txid=TXID):
    outcome = TxnOutcome.VOID if kind is RecordKind.FINAL else TxnOutcome.NONE
    ticket = bytes(16) if kind in {RecordKind.LOAD, RecordKind.STATUS} else TICKET
    return seal(Record(kind, DEVICE_UUID, txid, ticket, outcome, (LINE,)), Secret(KEY))


def hello(kind, protocol=1):
    return Hello(kind, 1, Provision.YES, DEVICE_UUID, "S1", protocol).encode()


# driver, command, op, request payload
COMMANDS = [
    (CardReader, lambda d: d.hello(), 0x01, b""),
    (CardReader, lambda d: d.status(), 0x02, b""),
    (CardReader, lambda d: d.read(), 0x10, b""),
    (CardReader, lambda d: d.challenge(7, CHALLENGE), 0x11, b"\0\0\0\x07" + CHALLENGE),
    (CardReader, lambda d: d.latch(), 0x12, b""),
    (CardReader, lambda d: d.release(), 0x13, b""),
    (
        CardReader,
        lambda d: d.provision_card(7, DEVICE_UUID),
        0x14,
        b"\0\0\0\x07" + DEVICE_UUID.bytes,
    ),
    (CardReader, lambda d: d.commit_card(7, DEVICE_UUID), 0x15, b"\0\0\0\x07" + DEVICE_UUID.bytes),
    (PinPad, lambda d: d.hello(), 0x01, b""),
    (PinPad, lambda d: d.status(), 0x02, b""),
    (PinPad, lambda d: d.provision(DEVICE_UUID), 0x03, DEVICE_UUID.bytes),
    (PinPad, lambda d: d.commit(DEVICE_UUID), 0x04, DEVICE_UUID.bytes),
    (PinPad, lambda d: d.pin_start(PinSlot.NEW, 30, 10), 0x10, b"\x01\x1e\x0a"),
    (
        PinPad,
        lambda d: d.pin_block(PinSlot.CURRENT, Secret(TEXT36), CHALLENGE),
        0x11,
        b"\0" + TEXT36 + CHALLENGE,
    ),
    (PinPad, lambda d: d.pin_clear(), 0x12, b""),
    (PinPad, lambda d: d.keys(True), 0x13, b"\x01"),
    (PinPad, lambda d: d.keys(on=False), 0x13, b"\0"),
    (Cabinet, lambda d: d.hello(), 0x01, b""),
    (Cabinet, lambda d: d.status(), 0x02, b""),
    (Cabinet, lambda d: d.slot_open(TXID, 60, "A1"), 0x10, TXID + b"\x3cA1"),
    (Cabinet, lambda d: d.slot_close(), 0x11, b""),
    (Cabinet, lambda d: d.lamp(LampId.CASH, True), 0x12, b"\x02\x01"),
    (Cabinet, lambda d: d.beep(Tone.TAKE), 0x13, b"\x03"),
    (Hsm, lambda d: d.hello(), 0x01, b""),
    (Hsm, lambda d: d.status(OTHER), 0x02, OTHER),
    (Hsm, lambda d: d.provision(DEVICE_UUID), 0x03, DEVICE_UUID.bytes),
    (Hsm, lambda d: d.commit(DEVICE_UUID), 0x04, DEVICE_UUID.bytes),
    (Hsm, lambda d: d.open(TXID, NO_TICKET), 0x10, TXID + bytes(16)),
    (Hsm, lambda d: d.dispense(TXID, [(2, VOUCHER)]), 0x11, TXID + b"\x01\x02" + VOUCHER),
    (Hsm, lambda d: d.present(TXID, 30), 0x12, TXID + b"\x1e"),
    (Hsm, lambda d: d.cancel(TXID), 0x13, TXID),
    (Hsm, lambda d: d.get(CURRENT_TXN), 0x14, bytes(16)),
    (Hsm, lambda d: d.load(OTHER, 2, 3, 500), 0x15, OTHER + b"\x02\0\0\0\x03\x01\xf4"),
    (Hsm, lambda d: d.notes_put(2, 3, ["AB"]), 0x16, b"\x02\0\x03AB" + bytes(14)),
    (Hsm, lambda d: d.notes_get(TXID, 2, 60), 0x17, TXID + b"\x02\0\x3c"),
    (Hsm, lambda d: d.test(TXID, 2), 0x18, TXID + b"\x02"),
]
IDS = [f"{driver.__name__}-{op:02x}-{payload.hex()[:6]}" for driver, _, op, payload in COMMANDS]


@pytest.mark.parametrize(("driver", "command", "op", "payload"), COMMANDS, ids=IDS)
def test_silence_is_unknown_and_the_command_went_out_once(driver, command, op, payload):
    device = Answering(is_mute=True)
    with pytest.raises(DeviceTimeout) as silent:
        command(driven(driver, device))

    assert Outcome.UNKNOWN is silent.value.outcome
    assert [(op, payload)] == device.commands


@pytest.mark.parametrize(("driver", "command", "op", "payload"), COMMANDS, ids=IDS)
@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (Status.WRONG_STATE, Outcome.NOT_DONE),
        (Status.INTERNAL, Outcome.UNKNOWN),
        (0x7F, Outcome.UNKNOWN),
    ],
)
def test_a_refusal_is_handed_on_with_its_outcome(driver, command, op, payload, code, outcome):
    device = Answering(code)
    with pytest.raises(DeviceError) as refused:
        command(driven(driver, device))

    assert (code, outcome) == (refused.value.code, refused.value.outcome)
    assert [(op, payload)] == device.commands


@pytest.mark.parametrize(("driver", "command", "op", "payload"), COMMANDS, ids=IDS)
def test_an_answer_of_another_form_is_unknown(driver, command, op, payload):
    device = Answering(data=b"\xff" * 77)
    with pytest.raises(MalformedMessage) as malformed:
        command(driven(driver, device))

    assert Outcome.UNKNOWN is malformed.value.outcome


@pytest.mark.parametrize(
    ("driver", "kind"),
    [
        (CardReader, DeviceKind.CARD_READER),
        (PinPad, DeviceKind.PIN_PAD),
        (Cabinet, DeviceKind.CABINET),
        (Hsm, DeviceKind.HSM),
    ],
)
def test_hello_says_who_answers(driver, kind):
    answer = driven(driver, Answering(data=hello(kind))).hello()

    assert (kind, DEVICE_UUID, "S1") == (answer.kind, answer.uuid, answer.serial)


@pytest.mark.parametrize("driver", [CardReader, PinPad, Cabinet, Hsm])
def test_another_kind_of_device_is_not_taken_for_this_one(driver):
    with pytest.raises(ProtocolError, match="DOOR_LOCK answers"):
        driven(driver, Answering(data=hello(DeviceKind.DOOR_LOCK))).hello()


@pytest.mark.parametrize("protocol", [0, 2])
def test_another_version_of_the_protocol_is_refused(protocol):
    with pytest.raises(ProtocolError, match="version"):
        driven(Hsm, Answering(data=hello(DeviceKind.HSM, protocol))).hello()


def test_the_reader_says_where_the_card_is():
    status = CardReaderStatus(CardPosition.LATCHED, 3, CardType.STRIPE)

    assert status == driven(CardReader, Answering(data=status.encode())).status()


def test_a_stripe_card_has_a_code_and_a_chip_card_has_none():
    fixed = b"\0\0\0\x03\x02" + TEXT36
    stripe = driven(CardReader, Answering(data=fixed + b"12345678")).read()
    chip = driven(CardReader, Answering(data=fixed)).read()

    assert stripe.stripe_code.matches(b"12345678")
    assert stripe.card_id.matches(TEXT36)
    assert chip.stripe_code is None
    assert (3, Provision.YES) == (chip.insert_no, chip.provision)


@pytest.mark.parametrize(
    ("driver", "command", "data"),
    [
        (CardReader, lambda d: d.challenge(7, CHALLENGE), KEY),
        (CardReader, lambda d: d.provision_card(7, DEVICE_UUID), KEY),
        (PinPad, lambda d: d.provision(DEVICE_UUID), KEY),
        (PinPad, lambda d: d.pin_block(PinSlot.NEW, Secret(TEXT36), CHALLENGE), KEY[:16]),
        (Hsm, lambda d: d.provision(DEVICE_UUID), KEY),
    ],
)
def test_what_must_not_be_shown_comes_as_a_secret(driver, command, data):
    answer = command(driven(driver, Answering(data=data)))

    assert isinstance(answer, Secret)
    assert answer.matches(data)


def test_the_pad_tells_its_state_and_its_keys():
    status = PinPadStatus(PadMode.PIN, PinEntry.TYPING, 3, tamper=False)

    assert status == driven(PinPad, Answering(data=status.encode())).status()
    assert driven(PinPad, Answering(data=b"12Ea")).keys(on=True) == "12Ea"


def test_the_cabinet_tells_its_switches():
    status = CabinetStatus(CabinetFlag.KEY_ON | CabinetFlag.SAFE_DOOR, SlotState.WAITING, TXID, 4)

    assert status == driven(Cabinet, Answering(data=status.encode())).status()


# command, kinds of record that answer it, what the record is about
RECORDED = [
    (lambda d: d.status(TXID), {RecordKind.STATUS}),
    (lambda d: d.open(TXID, TICKET), {RecordKind.OPEN}),
    (lambda d: d.dispense(TXID, [(1, VOUCHER)]), {RecordKind.PICKING}),
    (lambda d: d.present(TXID, 30), {RecordKind.PRESENTED}),
    (lambda d: d.cancel(TXID), {RecordKind.FINAL}),
    (lambda d: d.get(TXID), set(RecordKind) - {RecordKind.LOAD, RecordKind.STATUS}),
    (lambda d: d.load(TXID, 1, 2, 100), {RecordKind.LOAD}),
    (lambda d: d.test(TXID, 1), {RecordKind.PICKING}),
]
FITTING = [(command, kind) for command, kinds in RECORDED for kind in sorted(kinds)]
UNFITTING = [
    (command, kind) for command, kinds in RECORDED for kind in sorted(set(RecordKind) - kinds)
]


@pytest.mark.parametrize(("command", "kind"), FITTING)
def test_a_record_that_answers_the_question_is_returned(command, kind):
    answer = record(kind)

    assert answer == command(driven(Hsm, Answering(data=answer.encode())))


@pytest.mark.parametrize(("command", "kind"), UNFITTING)
def test_a_record_of_another_kind_is_unknown(command, kind):
    with pytest.raises(ProtocolError, match="another kind") as refused:
        command(driven(Hsm, Answering(data=record(kind).encode())))

    assert Outcome.UNKNOWN is refused.value.outcome


@pytest.mark.parametrize(("command", "kind"), FITTING)
def test_a_record_about_something_else_is_unknown(command, kind):
    with pytest.raises(ProtocolError, match="something else"):
        command(driven(Hsm, Answering(data=record(kind, OTHER).encode())))


def test_the_current_transaction_may_have_any_txid():
    answer = record(RecordKind.STACKED, OTHER)

    assert answer == driven(Hsm, Answering(data=answer.encode())).get(CURRENT_TXN)


def test_notes_come_as_texts_and_none_come_past_the_last():
    notes = b"A".ljust(16, b"\0") + b"C1L1N0000000000B"

    assert ["A", "C1L1N0000000000B"] == driven(Hsm, Answering(data=notes)).notes_get(TXID, 1, 0)
    assert [] == driven(Hsm, Answering(data=b"")).notes_get(TXID, 1, 60)


@pytest.mark.parametrize(
    "command",
    [
        lambda d: d.open(b"", TICKET),
        lambda d: d.dispense(TXID, []),
        lambda d: d.dispense(TXID, [(1, VOUCHER)] * 9),
        lambda d: d.dispense(TXID, [(0, VOUCHER)]),
        lambda d: d.dispense(TXID, [(1, VOUCHER[1:])]),
        lambda d: d.present(TXID, 9),
        lambda d: d.notes_put(1, 0, ["x"] * 61),
    ],
)
def test_a_command_that_cannot_be_meant_never_reaches_the_line(command):
    device = Answering()
    with pytest.raises(ValueError, match=r"16|parts|canister|voucher|seconds|notes"):
        command(driven(Hsm, device))

    assert [] == device.commands


@pytest.mark.parametrize(
    ("driver", "command", "timeout_s"),
    [
        (CardReader, lambda d: d.provision_card(7, DEVICE_UUID), 5.0),
        (CardReader, lambda d: d.commit_card(7, DEVICE_UUID), 0.5),
        (PinPad, lambda d: d.provision(DEVICE_UUID), 5.0),
        (Hsm, lambda d: d.provision(DEVICE_UUID), 5.0),
        (Hsm, lambda d: d.commit(DEVICE_UUID), 0.5),
        (Hsm, lambda d: d.dispense(TXID, [(1, VOUCHER)]), 0.5),
        (Cabinet, lambda d: d.status(), 0.5),
    ],
)
def test_only_provisioning_takes_longer_than_half_a_second(driver, command, timeout_s):
    class Waited(MemoryTransport):
        asked_s = None

        def read(self, timeout_s):
            self.asked_s = timeout_s
            return b""

    line = Waited(Answering())
    with pytest.raises(DeviceTimeout):
        command(driver(Link(line, monotonic=lambda: 0.0, first_seq=0)))

    assert timeout_s == line.asked_s


@pytest.mark.parametrize("driver", [CardReader, PinPad, Cabinet, Hsm])
def test_closing_a_driver_closes_its_line(driver):
    device = Answering(data=b"")
    closed = driven(driver, device)
    closed.close()
    with pytest.raises(Exception, match="closed"):
        closed.hello()

    assert [] == device.commands


def test_an_answer_equal_to_the_last_one_is_not_decoded_again():
    decoded = []

    def decode(raw):
        decoded.append(raw)
        return raw.hex()

    status_of = once_for_each(decode)
    said = [status_of(raw) for raw in (b"\x01", b"\x01", b"\x02", b"\x01")]

    assert ["01", "01", "02", "01"] == said
    assert [b"\x01", b"\x02", b"\x01"] == decoded


def test_an_answer_without_a_meaning_is_refused_each_time():
    status_of = once_for_each(PinPadStatus.decode)

    for _ in range(2):
        with pytest.raises(MalformedMessage):
            status_of(b"")
