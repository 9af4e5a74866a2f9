"""The thread of a port: real time, a real pseudo-terminal, and every call answered once."""

from __future__ import annotations

import os
import queue
import threading
import time
import tty

import pytest

from hardware.drivers.cabinet import Cabinet
from hardware.errors import DeviceTimeout, TransportError
from hardware.protocol.cabinet import CabinetFlag, CabinetOp, CabinetStatus, LampId
from hardware.protocol.frame import FrameDecoder
from hardware.protocol.hello import CommonOp, DeviceKind, Hello, Provision
from hardware.protocol.link import Link, reply
from hardware.status import Status
from hardware.transport.serial_port import SerialPort
from kiosk.devices.port import PortAbandoned, PortListener, PortState
from kiosk.devices.port_worker import PortWorker
from kiosk.devices.results import Done, NotDone, Unknown

WAIT_S = 5.0
HELLO = Hello(DeviceKind.CABINET, 1, Provision.NO, None, "S1")


class Wire:
    """The device's end of a pseudo-terminal: answers HELLO and STATUS, is silent to the rest.

    unplug_at: the command at which the plug is pulled.
    """

    def __init__(self, unplug_at=None):
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave)
        self.path = os.ttyname(self.slave)
        self.asked = queue.Queue()
        self._unplug_at = unplug_at
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self):
        decoder = FrameDecoder()
        while data := self._read():
            for frame in decoder.feed(data):
                self.asked.put(frame.op)
                if frame.op == self._unplug_at:
                    os.close(self.master)
                    return
                answer = {
                    CommonOp.HELLO: HELLO.encode(),
                    CommonOp.STATUS: CabinetStatus(CabinetFlag.KEY_ON).encode(),
                }.get(frame.op)
                if answer is not None:
                    os.write(self.master, reply(frame, Status.OK, answer).encode())
        os.close(self.master)

    def _read(self):
        try:
            return os.read(self.master, 4096)
        except OSError:  # the last one has closed the other end
            return b""

    def connect(self):
        port = SerialPort(self.path)
        return Cabinet(Link(port, monotonic=time.monotonic, first_seq=7))

    def close(self):
        os.close(self.slave)
        self._thread.join(WAIT_S)


class Core:
    """Runs what is posted when the test looks at it; remembers in which order."""

    def __init__(self):
        self.posted = queue.Queue()
        self.statuses, self.healths, self.results = [], [], []

    def run_until(self, holds):
        deadline = time.monotonic() + WAIT_S
        while not holds():
            self.posted.get(timeout=max(0.01, deadline - time.monotonic()))()

    def run_rest(self):
        while not self.posted.empty():
            self.posted.get()()


@pytest.fixture
def core():
    return Core()


def worker_for(core, connect, poll=Cabinet.status):
    listener = PortListener(core.statuses.append, core.healths.append)
    return PortWorker("cabinet", connect, poll, core.posted.put, listener, monotonic=time.monotonic)


class BlockedDriver:
    """A driver whose calls wait until the line is closed, or for ever."""

    def __init__(self, *, obeys_close=True):
        self.entered = threading.Event()
        self.closed = threading.Event()
        self.released = threading.Event()
        self.obeys_close = obeys_close

    def hello(self):
        return HELLO

    def status(self):
        return "idle"

    def move(self):
        self.entered.set()
        (self.closed if self.obeys_close else self.released).wait(WAIT_S)
        raise TransportError("the port was closed")

    def close(self):
        self.closed.set()


def test_calls_and_changes_over_a_real_wire(core):
    """Hello, status and a call, each in the port's thread, each told in the core's."""
    wire = Wire()
    worker = worker_for(core, wire.connect)
    worker.start()
    worker.submit(lambda _cabinet: threading.current_thread().name, core.results.append)
    core.run_until(lambda: core.results and core.statuses)

    assert PortState.UP is core.healths[0].state
    assert [CabinetStatus(CabinetFlag.KEY_ON)] == core.statuses
    assert [Done("port-cabinet")] == core.results
    assert worker.close()
    wire.close()


def test_unplugged_while_a_command_waits(core):
    """On a real wire: unknown for the command, and the port is lost at once."""
    wire = Wire(unplug_at=CabinetOp.LAMP)
    worker = worker_for(core, wire.connect)
    worker.start()
    worker.submit(lambda cabinet: cabinet.lamp(LampId.CARD, True), core.results.append)
    core.run_until(lambda: core.results and len(core.healths) == 2)

    assert [Unknown] == [type(result) for result in core.results]
    assert not isinstance(core.results[0].error, DeviceTimeout)
    assert [PortState.UP, PortState.LOST] == [health.state for health in core.healths]
    assert worker.close()
    wire.close()


def test_line_lost_while_a_command_waits(core):
    """Unknown for the command under way, not done for the one behind it, and the port is lost."""
    driver = BlockedDriver()
    attempts = iter([lambda: driver])

    def connect():
        try:
            return next(attempts)()
        except StopIteration:
            raise TransportError("the port does not open") from None

    worker = worker_for(core, connect, BlockedDriver.status)
    worker.start()
    worker.submit(BlockedDriver.move, core.results.append)
    worker.submit(BlockedDriver.move, core.results.append)
    assert driver.entered.wait(WAIT_S)
    driver.close()
    core.run_until(lambda: len(core.results) == 2 and len(core.healths) == 2)

    assert [Unknown, NotDone] == [type(result) for result in core.results]
    assert [PortState.UP, PortState.LOST] == [health.state for health in core.healths]
    assert worker.close()


def test_close_wakes_a_read_under_way(core):
    """A command that waits for its answer is unknown; what waits behind it was not done."""
    wire = Wire()
    worker = worker_for(core, wire.connect)
    worker.start()
    worker.submit(lambda cabinet: cabinet.lamp(LampId.CARD, True), core.results.append)
    worker.submit(lambda cabinet: cabinet.lamp(LampId.CASH, True), core.results.append)
    while wire.asked.get(timeout=WAIT_S) != CabinetOp.LAMP:
        pass

    assert worker.close(0.2)
    core.run_rest()
    assert [Unknown, NotDone] == [type(result) for result in core.results]
    wire.close()


def test_close_leaves_a_short_command_its_time(core):
    """What ends by itself within half of the time is not cut."""
    driver = BlockedDriver(obeys_close=False)
    worker = worker_for(core, lambda: driver, BlockedDriver.status)
    worker.start()

    def quick(driver):
        driver.entered.set()
        driver.released.wait(WAIT_S)
        return driver.closed.is_set()

    worker.submit(quick, core.results.append)
    assert driver.entered.wait(WAIT_S)
    threading.Timer(0.02, driver.released.set).start()

    assert worker.close()
    core.run_rest()
    assert [Done(False)] == core.results


def test_close_gives_up_on_a_driver_that_never_comes_back(core):
    """Within its time; the call is unknown, once, though it comes back much later."""
    driver = BlockedDriver(obeys_close=False)
    worker = worker_for(core, lambda: driver, BlockedDriver.status)
    worker.start()
    worker.submit(BlockedDriver.move, core.results.append)
    assert driver.entered.wait(WAIT_S)

    assert not worker.close(0.1)
    core.run_rest()
    assert [PortAbandoned] == [type(result.error) for result in core.results]

    driver.released.set()
    assert worker.close()
    core.run_rest()
    assert 1 == len(core.results)


def test_worker_that_was_never_started_can_be_closed(core):
    """A start that failed half-way ends cleanly, and its calls are answered."""
    worker = worker_for(core, BlockedDriver, BlockedDriver.status)
    worker.submit(BlockedDriver.move, core.results.append)

    assert worker.close()
    core.run_rest()
    assert [NotDone] == [type(result) for result in core.results]
