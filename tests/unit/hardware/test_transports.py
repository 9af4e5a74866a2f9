"""A line in memory behaves as a line does; a recorded one is recorded without its payloads."""

from __future__ import annotations

import pytest

from hardware.errors import Outcome, TransportError
from hardware.protocol.frame import Frame
from hardware.protocol.link import Link, reply
from hardware.status import Status
from hardware.transport.memory import MemoryTransport
from hardware.transport.recorder import Direction, Recorder, Trace

PIN_BLOCK = bytes(range(0x41, 0x51))


class Echo:
    def receive(self, data):
        return data


class Replaying:
    """Answers whatever comes with the same bytes."""

    def __init__(self, answer):
        self._answer = answer

    def receive(self, data):
        return self._answer


def test_what_a_device_answers_can_be_read_once():
    line = MemoryTransport(Echo())
    line.write(b"ab")
    line.write(b"c")

    assert line.read(1.0) == b"abc"
    assert line.read(1.0) == b""


def test_a_closed_line_takes_nothing_and_says_that_nothing_left():
    line = MemoryTransport(Echo())
    line.close()
    line.close()
    with pytest.raises(TransportError) as write:
        line.write(b"a")
    with pytest.raises(TransportError) as read:
        line.read(1.0)

    assert [Outcome.NOT_DONE, Outcome.UNKNOWN] == [write.value.outcome, read.value.outcome]


def test_an_unplugged_line_proves_nothing():
    line = MemoryTransport(Echo())
    line.write(b"lost")
    line.unplug()
    with pytest.raises(TransportError) as write:
        line.write(b"a")
    with pytest.raises(TransportError) as read:
        line.read(1.0)

    assert [Outcome.UNKNOWN] * 2 == [write.value.outcome, read.value.outcome]


def test_a_recorded_exchange_is_the_same_exchange():
    traces = []
    answer = reply(Frame(7, 0x11), Status.OK, PIN_BLOCK).encode()
    link = Link(
        Recorder(MemoryTransport(Replaying(answer)), traces.append),
        monotonic=lambda: 0.0,
        first_seq=7,
    )

    assert PIN_BLOCK == link.exchange(0x11, PIN_BLOCK)
    assert [
        Trace(Direction.SENT, 7, 0x11, 16),
        Trace(Direction.RECEIVED, 7, 0x91, 17, Status.OK),
    ] == traces
    assert ["> seq=7 op=11 length=16", "< seq=7 op=91 length=17 status=OK"] == [
        str(trace) for trace in traces
    ]


def test_a_trace_never_holds_a_payload():
    traces = []
    line = Recorder(MemoryTransport(Echo()), traces.append)
    line.write(Frame(1, 0x11, PIN_BLOCK).encode())
    line.write(PIN_BLOCK + b"\0")
    line.read(1.0)
    shown = f"{traces!r} {[str(trace) for trace in traces]}"

    assert len(traces) == 4
    assert PIN_BLOCK.decode() not in shown
    assert PIN_BLOCK.hex() not in shown


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (Frame(1, 0x91, b"\x20"), "< seq=1 op=91 length=1 status=VOUCHER_INVALID"),
        (Frame(1, 0x91, b"\x7f"), "< seq=1 op=91 length=1 status=0x7f"),
        (Frame(1, 0x91), "< seq=1 op=91 length=0"),
        (Frame(1, 0x11, b"\x20"), "< seq=1 op=11 length=1"),
    ],
)
def test_only_an_answer_has_a_status(frame, expected):
    traces = []
    line = Recorder(MemoryTransport(Replaying(frame.encode())), traces.append)
    line.write(b"")
    line.read(1.0)

    assert [expected] == [str(trace) for trace in traces]


def test_damage_is_counted_and_not_shown():
    traces = []
    line = Recorder(MemoryTransport(Replaying(b"\x05ab\0\x05cd\0")), traces.append)
    line.write(b"")
    line.read(1.0)

    assert ["< damaged=2"] == [str(trace) for trace in traces]


def test_a_command_is_noted_even_where_its_write_fails():
    traces = []
    line = Recorder(MemoryTransport(Echo()), traces.append)
    line.close()
    with pytest.raises(TransportError):
        line.write(Frame(1, 0x02).encode())

    assert ["> seq=1 op=02 length=0"] == [str(trace) for trace in traces]
