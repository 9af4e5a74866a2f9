"""The serial port, over a real pseudo-terminal: whole, alone, and never stuck."""

from __future__ import annotations

import contextlib
import os
import threading
import tty
from pathlib import Path

import pytest

from hardware.errors import Outcome, TransportError
from hardware.protocol.cabinet import CabinetFlag, CabinetStatus
from hardware.protocol.frame import FrameDecoder
from hardware.protocol.link import Link, reply
from hardware.status import Status
from hardware.transport.serial_port import SerialPort

PATIENCE_S = 20.0  # only a failing test waits so long


class Pty:
    """Both ends of a pseudo-terminal; the far end is the device's."""

    def __init__(self):
        self.far, self._near = os.openpty()
        tty.setraw(self._near)
        self.path = os.ttyname(self._near)
        self._open = {self.far, self._near}

    def unplug(self):
        for end in self._open:
            os.close(end)
        self._open.clear()


@pytest.fixture
def pty():
    made = Pty()
    yield made
    made.unplug()


@pytest.fixture
def port(pty):
    with contextlib.closing(SerialPort(pty.path)) as opened:
        yield opened


class Reading(threading.Thread):
    """A thread that reads once and keeps what came of it."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self._port = port
        self.is_waiting = threading.Event()
        self.data = None
        self.error = None
        original = port._serial.read

        def read(size):
            self.is_waiting.set()
            return original(size)

        port._serial.read = read
        self.start()

    def run(self):
        try:
            self.data = self._port.read(PATIENCE_S)
        except TransportError as error:
            self.error = error


def test_bytes_go_out_and_come_in_unchanged(pty, port):
    every = bytes(range(256))
    port.write(every)
    os.write(pty.far, every)
    came = b""
    while len(came) < len(every):
        came += port.read(PATIENCE_S)

    assert every == came
    assert every == os.read(pty.far, 1000)


def test_a_read_returns_as_soon_as_something_is_there(pty, port):
    os.write(pty.far, b"abc")

    assert port.read(PATIENCE_S)[:1] == b"a"


@pytest.mark.parametrize("timeout_s", [0.0, -1.0, 0.001])
def test_a_read_without_bytes_is_empty_after_its_time(port, timeout_s):
    assert port.read(timeout_s) == b""


def test_a_port_belongs_to_one_process_alone(pty, port):
    with pytest.raises(TransportError) as refused:
        SerialPort(pty.path)

    assert Outcome.NOT_DONE is refused.value.outcome


def test_a_closed_port_can_be_opened_again(pty):
    SerialPort(pty.path).close()
    with contextlib.closing(SerialPort(pty.path)) as again:
        again.write(b"x")

    assert os.read(pty.far, 10) == b"x"


@pytest.mark.parametrize("path", ["/nonexistent/port", "/dev/null", "/"])
def test_what_is_no_port_does_not_open_and_nothing_is_done(path):
    with pytest.raises(TransportError) as refused:
        SerialPort(path)

    assert Outcome.NOT_DONE is refused.value.outcome
    assert path not in str(refused.value)


def test_closing_frees_a_reader_in_another_thread(port):
    reading = Reading(port)
    assert reading.is_waiting.wait(PATIENCE_S)
    port.close()
    reading.join(PATIENCE_S)

    assert not reading.is_alive()
    assert Outcome.UNKNOWN is reading.error.outcome


def test_the_last_reader_out_gives_the_port_back(pty, port):
    reading = Reading(port)
    assert reading.is_waiting.wait(PATIENCE_S)
    port.close()
    reading.join(PATIENCE_S)
    with contextlib.closing(SerialPort(pty.path)) as again:
        again.write(b"x")

    assert os.read(pty.far, 10) == b"x"


def test_unplugging_frees_a_reader(pty, port):
    reading = Reading(port)
    assert reading.is_waiting.wait(PATIENCE_S)
    pty.unplug()
    reading.join(PATIENCE_S)

    assert not reading.is_alive()
    assert Outcome.UNKNOWN is reading.error.outcome


def test_writing_and_reading_after_unplugging_say_so(pty, port):
    pty.unplug()
    with pytest.raises(TransportError) as write:
        port.write(b"x")
    with pytest.raises(TransportError) as read:
        port.read(PATIENCE_S)

    assert [Outcome.UNKNOWN] * 2 == [write.value.outcome, read.value.outcome]


def test_a_line_that_takes_nothing_is_unknown_and_does_not_block_for_ever(port):
    """Nobody reads the far end, so the terminal's buffer fills."""
    with pytest.raises(TransportError) as stuck:
        port.write(bytes(1_000_000))

    assert Outcome.UNKNOWN is stuck.value.outcome


def test_closing_frees_a_writer_in_another_thread(pty, port):
    errors = []
    port._serial.write_timeout = PATIENCE_S  # closing has to be quicker than giving up

    def write():
        try:
            port.write(bytes(1_000_000))
        except TransportError as error:
            errors.append(error)

    writing = threading.Thread(target=write, daemon=True)
    writing.start()
    os.read(pty.far, 1)  # the write has begun, and nobody takes the rest
    port.close()
    writing.join(PATIENCE_S)

    assert ["the write was cut short"] == [str(error) for error in errors]
    assert [Outcome.UNKNOWN] == [error.outcome for error in errors]


def test_closing_twice_is_closing_once(port):
    port.close()
    port.close()
    with pytest.raises(TransportError) as write:
        port.write(b"x")
    with pytest.raises(TransportError) as read:
        port.read(PATIENCE_S)

    assert [Outcome.NOT_DONE, Outcome.UNKNOWN] == [write.value.outcome, read.value.outcome]


def test_a_link_talks_over_the_port_as_it_does_in_memory(pty, port):
    status = CabinetStatus(CabinetFlag.KEY_ON)

    def answer_once():
        decoder, frames = FrameDecoder(), []
        while not frames:
            frames = decoder.feed(os.read(pty.far, 100))
        os.write(pty.far, reply(frames[0], Status.OK, status.encode()).encode())

    device = threading.Thread(target=answer_once, daemon=True)
    device.start()
    # A clock that stands still: the answer decides, not the speed of this machine.
    link = Link(port, monotonic=lambda: 0.0, first_seq=200)
    answer = CabinetStatus.decode(link.exchange(0x02, timeout_s=PATIENCE_S))
    device.join(PATIENCE_S)

    assert status == answer


def test_a_link_that_a_killed_emulator_left_opens_no_strangers_terminal(pty, tmp_path):
    """The number of its terminal is another's by now, who came after the link was made."""
    link = tmp_path / "hsm"
    link.symlink_to(pty.path)
    SerialPort(str(link)).close()
    before_ns = Path(pty.path).stat().st_ctime_ns - 1
    os.utime(link, ns=(before_ns, before_ns), follow_symlinks=False)

    with pytest.raises(TransportError) as refused:
        SerialPort(str(link))
    assert Outcome.NOT_DONE is refused.value.outcome
    SerialPort(pty.path).close()
