"""One command, one answer, one deadline; whatever else is on the line is passed over."""

from __future__ import annotations

import pytest

from hardware.errors import (
    DeviceError,
    DeviceTimeout,
    Outcome,
    ProtocolError,
    TransportError,
)
from hardware.protocol.frame import Frame, FrameDecoder
from hardware.protocol.link import Link, reply
from hardware.status import Status
from hardware.transport.memory import MemoryTransport

OP = 0x11
ANSWER = b"\x00answer"


class Scripted:
    """A device that answers each command with the bytes that its script makes of it."""

    def __init__(self, *answers):
        self.received = []
        self._answers = list(answers)
        self._decoder = FrameDecoder()

    def receive(self, data):
        frames = self._decoder.feed(data)
        self.received += frames
        return b"".join(self._answers.pop(0)(frame) for frame in frames if self._answers)


class Dripping:
    """A line whose reads take a second each and yield the given pieces."""

    def __init__(self, *pieces):
        self.now = 100.0
        self.written = []
        self.asked_s = []
        self._pieces = list(pieces)

    def monotonic(self):
        return self.now

    def write(self, data):
        self.written.append(data)

    def read(self, timeout_s):
        self.asked_s.append(timeout_s)
        self.now += 1
        return self._pieces.pop(0)

    def close(self):
        self.written.append("closed")


def answered(payload=ANSWER, *, seq=0, op=0x80):
    """Answers with a payload, under a seq and op that are off by so much."""
    return lambda frame: Frame((frame.seq + seq) % 256, frame.op ^ op, payload).encode()


def linked(*answers, first_seq=7):
    device = Scripted(*answers)
    return device, Link(MemoryTransport(device), monotonic=lambda: 0.0, first_seq=first_seq)


def test_an_exchange_returns_the_data_without_the_status():
    device, link = linked(answered())

    assert b"answer" == link.exchange(OP, b"question")
    assert [Frame(7, OP, b"question")] == device.received


def test_each_command_has_the_next_seq_and_255_is_followed_by_0():
    device, link = linked(answered(), answered(), answered(), first_seq=254)
    for _ in range(3):
        link.exchange(OP)

    assert [254, 255, 0] == [frame.seq for frame in device.received]


def test_a_command_that_failed_keeps_its_seq():
    device, link = linked(lambda _: b"", answered())
    with pytest.raises(DeviceTimeout):
        link.exchange(OP)
    link.exchange(OP)

    assert [7, 8] == [frame.seq for frame in device.received]


def test_silence_is_unknown_and_is_not_asked_again():
    device, link = linked()
    with pytest.raises(DeviceTimeout) as silent:
        link.exchange(OP)

    assert Outcome.UNKNOWN is silent.value.outcome
    assert len(device.received) == 1


@pytest.mark.parametrize(
    "other",
    [
        answered(seq=1),
        answered(seq=255),
        answered(op=0x81),
        answered(op=0),
        lambda _: b"\x01\x02\x03\0",
        lambda frame: answered()(frame)[:-3] + b"\0",
        lambda frame: answered()(frame)[:-1],
        lambda _: b"\0\0\0",
    ],
)
def test_what_is_no_answer_to_this_command_is_silence(other):
    device, link = linked(other)
    with pytest.raises(DeviceTimeout):
        link.exchange(OP)

    assert len(device.received) == 1


@pytest.mark.parametrize("before", [answered(b"\0old", seq=255), lambda _: b"\xff\xff\0"])
def test_an_answer_behind_a_late_or_damaged_one_is_found(before):
    _, link = linked(lambda frame: before(frame) + answered()(frame))

    assert b"answer" == link.exchange(OP)


def test_a_late_answer_does_not_answer_the_next_command():
    late = Frame(7, OP | 0x80, b"\0late").encode()
    _, link = linked(lambda _: b"", lambda frame: late + answered()(frame))
    with pytest.raises(DeviceTimeout):
        link.exchange(OP)

    assert b"answer" == link.exchange(OP)


def test_half_of_a_late_answer_does_not_spoil_the_next_one():
    late = Frame(7, OP | 0x80, b"\0late").encode()
    _, link = linked(lambda _: late[:4], lambda frame: late[4:] + answered()(frame))
    with pytest.raises(DeviceTimeout):
        link.exchange(OP)

    assert b"answer" == link.exchange(OP)


def test_half_of_a_command_on_the_line_does_not_spoil_the_next_one():
    device, link = linked(answered())
    device.receive(Frame(1, OP, b"torn").encode()[:5])

    assert b"answer" == link.exchange(OP)
    assert [Frame(7, OP)] == device.received


def test_a_refusal_keeps_its_code():
    _, link = linked(answered(bytes((Status.BUSY,)) + b"ignored"))
    with pytest.raises(DeviceError) as refused:
        link.exchange(OP)

    assert Status.BUSY is refused.value.status
    assert Outcome.NOT_DONE is refused.value.outcome


def test_an_answer_without_a_status_breaks_the_protocol():
    _, link = linked(answered(b""))
    with pytest.raises(ProtocolError, match="status") as broken:
        link.exchange(OP)

    assert Outcome.UNKNOWN is broken.value.outcome


def test_pieces_are_joined_until_the_deadline():
    whole = Frame(3, OP | 0x80, ANSWER).encode()
    line = Dripping(whole[:4], whole[4:6], whole[6:])
    link = Link(line, monotonic=line.monotonic, first_seq=3)

    assert b"answer" == link.exchange(OP, timeout_s=5.0)
    assert [5.0, 4.0, 3.0] == line.asked_s


def test_an_answer_that_drips_past_the_deadline_is_a_timeout():
    whole = Frame(3, OP | 0x80, ANSWER).encode()
    line = Dripping(whole[:4], whole[4:6], whole[6:])
    link = Link(line, monotonic=line.monotonic, first_seq=3)
    with pytest.raises(DeviceTimeout):
        link.exchange(OP, timeout_s=2.0)

    assert [2.0, 1.0] == line.asked_s


def test_a_device_that_never_stops_talking_is_cut_off_at_the_deadline():
    line = Dripping(*[b"\x55" * 1000] * 100)
    link = Link(line, monotonic=line.monotonic, first_seq=3)
    with pytest.raises(DeviceTimeout):
        link.exchange(OP, timeout_s=10.0)

    assert len(line.asked_s) == 10


def test_a_command_has_half_a_second_unless_said_otherwise():
    line = Dripping(b"")
    link = Link(line, monotonic=line.monotonic, first_seq=3)
    with pytest.raises(DeviceTimeout):
        link.exchange(OP)

    assert [0.5] == line.asked_s


def test_a_line_that_takes_nothing_before_the_command_is_not_done():
    device = Scripted()
    transport = MemoryTransport(device)
    link = Link(transport, monotonic=lambda: 0.0, first_seq=3)
    link.close()
    with pytest.raises(TransportError) as refused:
        link.exchange(OP)

    assert Outcome.NOT_DONE is refused.value.outcome
    assert [] == device.received


def test_a_line_unplugged_before_the_command_is_unknown():
    transport = MemoryTransport(Scripted())
    link = Link(transport, monotonic=lambda: 0.0, first_seq=3)
    transport.unplug()
    with pytest.raises(TransportError) as refused:
        link.exchange(OP)

    assert Outcome.UNKNOWN is refused.value.outcome


def test_a_line_that_goes_after_the_command_is_unknown_whatever_it_says_itself():
    class Vanishing(Dripping):
        def read(self, timeout_s):
            raise TransportError("closed", outcome=Outcome.NOT_DONE)

    line = Vanishing()
    link = Link(line, monotonic=line.monotonic, first_seq=3)
    with pytest.raises(TransportError) as refused:
        link.exchange(OP)

    assert Outcome.UNKNOWN is refused.value.outcome
    assert len(line.written) == 1


def test_a_line_unplugged_while_an_answer_is_awaited_is_unknown():
    class Unplugging(Scripted):
        def receive(self, data):
            transport.unplug()
            return super().receive(data)

    transport = MemoryTransport(Unplugging(answered()))
    link = Link(transport, monotonic=lambda: 0.0, first_seq=3)
    with pytest.raises(TransportError) as refused:
        link.exchange(OP)

    assert Outcome.UNKNOWN is refused.value.outcome


def test_a_device_answers_under_the_seq_and_op_of_the_command():
    assert Frame(9, 0x91, b"\x01") == reply(Frame(9, 0x11, b"x"), Status.BUSY)
    assert Frame(9, 0x91, b"\x00data") == reply(Frame(9, 0x11), Status.OK, b"data")
