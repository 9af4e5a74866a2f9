"""What a log for engineers says of the frames on a device's line, and what it never says."""

from __future__ import annotations

import base64
import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from hardware.crypto.secret import Secret
from hardware.errors import DeviceError, DeviceTimeout, TransportError
from hardware.logs.mask import masked
from hardware.protocol.card_reader import (
    CardIdentity,
    CardPosition,
    CardReaderOp,
    CardReaderStatus,
    CardType,
    CardUuidRequest,
    ChallengeReply,
    ChallengeRequest,
)
from hardware.protocol.frame import Frame, FrameDecoder
from hardware.protocol.hello import CommonOp, DeviceKind, Hello, KeyReply, Provision
from hardware.protocol.hsm import DispensePart, DispenseRequest, HsmOp, OpenRequest
from hardware.protocol.hsm_notes import NotesPutRequest, NotesReply
from hardware.protocol.link import Link
from hardware.protocol.pin_pad import (
    KeysReply,
    PadMode,
    PinBlockReply,
    PinBlockRequest,
    PinEntry,
    PinPadOp,
    PinPadStatus,
    PinSlot,
    PinStartRequest,
)
from hardware.status import Status
from hardware.transport import device_log
from hardware.transport.device_log import LoggedTransport
from hardware.transport.frame_words import OPS, frame_words
from hardware.transport.memory import MemoryTransport

CARD_ID = b"5d0a7c1e-93b4-4f27-8a66-0c1d2e3f4a5b"
CARD = UUID(CARD_ID.decode())
KEY = bytes(range(0x60, 0x80))
VOUCHER = bytes(range(0x90, 0xD0))
TXID = bytes(range(0x10, 0x20))
TICKET = bytes(range(0xD0, 0xE0))
MAC = bytes(range(0xE0, 0xF0))
LINE = RecordLine(1, LineFlag.SHORT | LineFlag.LOADED, 3, 5, 90, 4, 1, 3, 0)
RECORD = Record(RecordKind.FINAL, CARD, TXID, TICKET, TxnOutcome.TAKEN, (LINE,), MAC)


class Device:
    """Answers each command with the next of these statuses and payloads; None is silence."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def receive(self, data):
        seq, op = data_of(data)
        answer = self.answers.pop(0)
        return b"" if answer is None else Frame(seq, op | 0x80, answer).encode()


def data_of(data):
    (frame,) = FrameDecoder().feed(data)
    return frame.seq, frame.op


class Line:
    """A kiosk's link to a device that plays a part; `said` is the log."""

    def __init__(self, device, *answers):
        self.said = []
        self.now_s = 0.0
        self.memory = MemoryTransport(Device(*answers))
        self.logged = LoggedTransport(self.memory, device, self.said.append, self.monotonic)
        self.link = Link(self.logged, monotonic=self.monotonic, first_seq=7)

    def monotonic(self):
        self.now_s += 0.001
        return self.now_s


OK = bytes((Status.OK,))
IDLE = OK + CardReaderStatus(CardPosition.NONE, 4, CardType.NONE).encode()
THERE = OK + CardReaderStatus(CardPosition.AT_SLOT, 5, CardType.CHIP).encode()


def test_a_command_and_its_answer_are_one_line():
    line = Line("card_reader", OK)
    line.link.exchange(CardReaderOp.LATCH)

    pattern = r"device=card_reader op=LATCH seq=7 sent=0 got=1 ms=\d\.\d status=OK"
    assert re.fullmatch(pattern, *line.said)


def test_a_refusal_is_told_by_its_name():
    line = Line("card_reader", bytes((Status.NO_CARD,)), b"\x7f")
    for _ in range(2):
        with pytest.raises(DeviceError):
            line.link.exchange(CardReaderOp.LATCH)

    assert ["NO_CARD", "0x7f"] == [each.partition("status=")[2] for each in line.said]


def test_a_poll_with_nothing_new_is_only_counted():
    line = Line("card_reader", IDLE, IDLE, IDLE, THERE, THERE, IDLE)
    for _ in range(6):
        line.link.exchange(CommonOp.STATUS)

    assert [
        "status=OK card=NONE insert_no=4 type=NONE",
        "status=OK card=AT_SLOT insert_no=5 type=CHIP same=2",
        "status=OK card=NONE insert_no=4 type=NONE same=1",
    ] == [each[each.index("status=") :] for each in line.said]


def test_a_long_silence_of_news_is_broken_now_and_then(monkeypatch):
    """So that the log shows that the device was there."""
    monkeypatch.setattr(device_log, "SAME_COUNT_MAX", 2)
    line = Line("card_reader", *[IDLE] * 7)
    for _ in range(7):
        line.link.exchange(CommonOp.STATUS)

    assert 3 == len(line.said)


class Late:
    """Answers the first command only after the second, before the second's answer."""

    def __init__(self):
        self.owed = []

    def receive(self, data):
        seq, op = data_of(data)
        self.owed.append(Frame(seq, op | 0x80, OK).encode())
        return b"".join(self.owed) if len(self.owed) == 2 else b""


def test_a_command_without_an_answer_is_told_and_so_is_an_answer_too_late():
    line = Line("card_reader")
    line.memory._device = Late()
    with pytest.raises(DeviceTimeout):
        line.link.exchange(CardReaderOp.LATCH)
    line.link.exchange(CardReaderOp.RELEASE)

    assert ["op=LATCH answer=none", "op=LATCH late=yes", "op=RELEASE status=OK"] == [
        " ".join((each.split()[1], each.split()[-1])) for each in line.said
    ]


def test_a_line_that_goes_is_told_and_its_end_only_once():
    line = Line("card_reader")
    line.memory.unplug()
    with pytest.raises(TransportError):
        line.link.exchange(CardReaderOp.LATCH)
    line.link.close()
    line.link.close()

    assert ["answer=line-gone", "closed"] == [each.split()[-1] for each in line.said]


def test_a_log_that_fails_costs_no_command(monkeypatch):
    """Neither what it says of a payload nor where it writes it."""

    def fail(*_):
        raise RuntimeError

    line = Line("card_reader", THERE)
    monkeypatch.setattr(device_log, "frame_words", fail)
    line.logged._log._write = fail

    assert THERE[1:] == line.link.exchange(CommonOp.STATUS)


COUNTS = "c1=SHORT|LOADED,load:3,next:5,left:90,picked:4,rejected:1,presented:3,retracted:0"
SAID = [
    ("card_reader", CommonOp.HELLO, b"",
     Hello(DeviceKind.CARD_READER, 3, Provision.YES, CARD, "R-1").encode(),
     "kind=CARD_READER firmware=3 provision=YES"),
    ("pin_pad", PinPadOp.PIN_START, PinStartRequest(PinSlot.NEW, 30, 20).encode(), b"",
     "slot=NEW first_s=30 gap_s=20"),
    ("pin_pad", CommonOp.STATUS, b"",
     PinPadStatus(PadMode.PIN, PinEntry.TYPING, 3, False, 2, 1).encode(),
     "mode=PIN entry=TYPING tamper=0"),
    ("hsm", HsmOp.OPEN, OpenRequest(TXID, TICKET).encode(), RECORD.encode(),
     f"txid={TXID.hex()} kind=FINAL txid={TXID.hex()} outcome=TAKEN {COUNTS}"),
    ("hsm", HsmOp.NOTES_PUT, NotesPutRequest(2, 30, ("A", "B")).encode(), b"",
     "canister=2 index=30 count=2"),
]  # fmt: skip


@pytest.mark.parametrize(("device", "op", "request_", "answer", "words"), SAID)
def test_what_is_no_secret_is_said_field_by_field(device, op, request_, answer, words):
    line = Line(device, OK + answer)
    line.link.exchange(op, request_)

    assert f"status=OK {words}" == line.said[0][line.said[0].index("status=") :]


SECRET = [
    ("card_reader", CardReaderOp.READ, b"",
     CardIdentity(5, Provision.YES, Secret(CARD_ID), Secret(b"48151623")).encode(),
     [CARD_ID, CARD.bytes, b"48151623"]),
    ("card_reader", CardReaderOp.CHALLENGE, ChallengeRequest(5, KEY).encode(),
     ChallengeReply(Secret(VOUCHER[:32])).encode(), [KEY, VOUCHER[:32]]),
    ("card_reader", CardReaderOp.CARD_PROVISION, CardUuidRequest(5, CARD).encode(),
     KeyReply(Secret(KEY)).encode(), [KEY, CARD.bytes, CARD_ID]),
    ("pin_pad", PinPadOp.PIN_BLOCK,
     PinBlockRequest(PinSlot.CURRENT, Secret(CARD_ID), KEY).encode(),
     PinBlockReply(Secret(MAC)).encode(), [CARD_ID, CARD.bytes, KEY, MAC]),
    ("pin_pad", PinPadOp.KEYS, b"\x01", KeysReply("48151623E").encode(), [b"48151623"]),
    ("pin_pad", CommonOp.PROVISION, CARD.bytes, KeyReply(Secret(KEY)).encode(), [KEY]),
    ("hsm", HsmOp.DISPENSE, DispenseRequest(TXID, (DispensePart(1, VOUCHER),)).encode(),
     RECORD.encode(), [VOUCHER, TICKET, MAC]),
    ("hsm", HsmOp.OPEN, OpenRequest(TXID, TICKET).encode(), RECORD.encode(), [TICKET, MAC]),
    ("hsm", HsmOp.NOTES_GET, TXID + b"\1\0\0", NotesReply(("X123456789Y",)).encode(),
     [b"X123456789Y"]),
]  # fmt: skip


@pytest.mark.parametrize(("device", "op", "request_", "answer", "secrets"), SECRET)
def test_no_secret_of_a_payload_is_in_the_line_in_any_form(device, op, request_, answer, secrets):
    """Before the mask has seen it; each secret is on the wire."""
    line = Line(device, OK + answer)
    line.link.exchange(op, request_)
    said = line.said[0].encode()

    assert 1 == len(line.said)
    for secret in secrets:
        assert secret in request_ + answer or secret in (CARD.bytes, CARD_ID)
        forms = (
            secret,
            secret.hex().encode(),
            base64.b64encode(secret)[:-2],
            repr(secret).encode(),
        )
        assert [] == [form for form in forms if form in said]


def test_typing_a_pin_leaves_no_line_for_a_key():
    """Their number is its length, and their times are those of a hand that can be told apart."""
    typing = [PinPadStatus(PadMode.PIN, PinEntry.TYPING, digits, False) for digits in range(7)]
    line = Line("pin_pad", *(OK + each.encode() for each in typing))
    for _ in typing:
        line.link.exchange(CommonOp.STATUS)

    assert 1 == len(line.said)
    assert "digits" not in line.said[0]


def test_pressing_keys_leaves_no_line_for_a_key():
    line = Line("pin_pad", *(OK + KeysReply("123"[:count]).encode() for count in (0, 1, 2, 3)))
    for _ in range(4):
        line.link.exchange(PinPadOp.KEYS, b"\x01")

    assert 1 == len(line.said)


@given(st.sampled_from(sorted(OPS)), st.integers(0, 255), st.binary(max_size=120))
def test_whatever_a_frame_holds_its_words_are_short_printable_and_pass_the_mask(
    device, op, payload
):
    """What the list lets through must not look like a secret, or an engineer would miss it."""
    words = frame_words(device, Frame(1, op, payload))

    assert words.isprintable()
    assert len(words) < 1_000
    assert words == masked(words)
