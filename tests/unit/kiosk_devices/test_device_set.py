"""Four devices, four ports, one value that says which of them are there."""

from __future__ import annotations

import itertools
from uuid import UUID

import pytest

from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from hardware.emulators.cabinet import CabinetEmulator
from hardware.emulators.card_reader import CardReaderEmulator
from hardware.emulators.dispenser import Delays
from hardware.emulators.envelopes import EnvelopeWorks
from hardware.emulators.nonvolatile import MemoryNonVolatile
from hardware.emulators.pin_pad import PinPadEmulator
from hardware.emulators.receipt_printer import ReceiptPrinterEmulator
from hardware.errors import Outcome, TransportError
from hardware.protocol.cabinet import CabinetFlag
from hardware.protocol.escpos import CUT
from hardware.protocol.frame import FrameDecoder
from hardware.protocol.hello import CommonOp, DeviceKind, Hello, Provision
from hardware.protocol.link import reply
from hardware.status import Status
from hardware.transport.memory import MemoryTransport
from kiosk.devices.device_set import DeviceHealth, DeviceSet, inline
from kiosk.devices.port import PortState
from kiosk.devices.results import Done
from kiosk.runtime.virtual_loop import VirtualLoop

ATM = UUID("0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8")


class StatusOnlyHsm:
    """Answers HELLO, and STATUS with a fresh record of one canister."""

    left = 100

    def receive(self, data):
        return b"".join(self.answer(frame).encode() for frame in FrameDecoder().feed(data))

    def answer(self, frame):
        hello = Hello(DeviceKind.HSM, 1, Provision.YES, ATM, "H1").encode()
        return reply(
            frame, Status.OK, hello if frame.op == CommonOp.HELLO else self.record(frame.payload)
        )

    def record(self, nonce):
        line = RecordLine(1, LineFlag(0), 1, 0, self.left, 0, 0, 0, 0)
        return Record(
            RecordKind.STATUS, ATM, nonce, bytes(16), TxnOutcome.NONE, (line,), nonce
        ).encode()


class Heard:
    def __init__(self):
        self.healths, self.cabinets, self.readers, self.pads, self.records = [], [], [], [], []
        self.health_changed = self.healths.append
        self.cabinet_changed = self.cabinets.append
        self.card_reader_changed = self.readers.append
        self.pin_pad_changed = self.pads.append
        self.hsm_changed = self.records.append
        self.printers = []
        self.receipt_printer_changed = self.printers.append
        self.hsm_refused = lambda error: None


class Machine:
    def __init__(self, *, has_printer=False):
        self.loop, self.heard = VirtualLoop(), Heard()
        numbers = itertools.count()

        def random_bytes(count):
            return bytes((next(numbers) % 256) for _ in range(count))

        self.hsm = StatusOnlyHsm()
        self.cabinet = CabinetEmulator(
            MemoryNonVolatile(),
            EnvelopeWorks(MemoryNonVolatile()),
            monotonic=self.loop.now,
            random_bytes=random_bytes,
        )
        self.objects = {
            "card_reader": CardReaderEmulator(serial="R1", random_bytes=random_bytes),
            "hsm": self.hsm,
            "pin_pad": PinPadEmulator(
                MemoryNonVolatile(), monotonic=self.loop.now, random_bytes=random_bytes
            ),
            "cabinet": self.cabinet,
            "receipt_printer": ReceiptPrinterEmulator(
                MemoryNonVolatile(), monotonic=self.loop.now, delays=Delays.none()
            ),
        }
        self.lines, self.away = {}, set()
        self.set = DeviceSet(
            self.open,
            inline(self.loop),
            self.heard,
            monotonic=self.loop.now,
            random_bytes=random_bytes,
            has_printer=has_printer,
        )
        self.set.start()

    def open(self, name):
        if name in self.away:
            raise TransportError("the port does not open", outcome=Outcome.NOT_DONE)
        self.lines[name] = MemoryTransport(self.objects[name])
        return self.lines[name]


@pytest.fixture
def machine():
    return Machine()


def test_all_four_come_up(machine):
    """Each is asked who it is; the core hears one value."""
    machine.loop.run_ready()

    health = machine.set.health
    assert health.all_up
    assert health.all_tried
    assert [DeviceKind.CARD_READER, DeviceKind.HSM, DeviceKind.PIN_PAD, DeviceKind.CABINET] == [
        port.hello.kind for port in (health.card_reader, health.hsm, health.pin_pad, health.cabinet)
    ]
    assert health == machine.heard.healths[-1]


def test_a_printer_is_a_fifth_port_where_there_is_one():
    """Its status comes like any other's; receipts are printed in its thread."""
    machine, results = Machine(has_printer=True), []
    machine.loop.run_ready()
    port = machine.set.devices.receipt_printer
    port.submit(lambda printer: printer.print(b"a\n" + CUT), results.append)
    machine.loop.advance(0.5)

    assert machine.set.health.receipt_printer.is_up
    assert [Done(None)] == results
    assert [False, True] == [status.has_receipt for status in machine.heard.printers]


def test_no_machine_waits_for_its_printer(machine):
    """Without one, or with one that is away, the others are all that there is."""
    machine.loop.run_ready()
    without = Machine(has_printer=True)
    without.away.add("receipt_printer")
    without.loop.run_ready()

    assert machine.set.devices.receipt_printer is None
    assert without.set.health.receipt_printer.state is PortState.LOST
    assert (True, True) == (without.set.health.all_up, without.set.health.all_tried)


def test_nothing_is_up_before_it_was_tried(machine):
    """A start is not a fault."""
    assert DeviceHealth() == machine.set.health
    assert not machine.set.health.all_tried


def test_one_lost_device_leaves_the_others(machine):
    """And is found again by itself."""
    machine.loop.run_ready()
    machine.away.add("cabinet")
    machine.lines["cabinet"].unplug()
    machine.loop.advance(0.25)
    health = machine.heard.healths[-1]
    assert (PortState.LOST, True) == (health.cabinet.state, health.hsm.is_up)

    machine.away.clear()
    machine.loop.advance(0.5)

    assert machine.heard.healths[-1].all_up


def test_two_swapped_ports_are_said_clearly(machine):
    """Neither device is used as the other."""
    machine.objects["hsm"] = machine.cabinet
    machine.loop.run_ready()

    health = machine.set.health.hsm
    assert PortState.WRONG_DEVICE is health.state
    assert "CABINET" in health.reason


def test_changes_reach_the_core(machine):
    """A turned key is one change."""
    machine.loop.run_ready()
    machine.cabinet.flags |= CabinetFlag.KEY_ON
    machine.loop.advance(1.0)

    assert [False, True] == [
        CabinetFlag.KEY_ON in status.flags for status in machine.heard.cabinets
    ]


def test_hsm_tells_only_news(machine):
    """Every answer has a new nonce and a new mac; the counts are what matters."""
    machine.loop.advance(2.0)
    machine.hsm.left = 99
    machine.loop.advance(2.0)

    assert [100, 99] == [record.lines[0].left for record in machine.heard.records]


def test_close_closes_every_line(machine):
    """All four, and says so."""
    machine.loop.run_ready()

    assert machine.set.close()
    machine.loop.advance(5.0)
    with pytest.raises(TransportError):
        machine.lines["hsm"].write(b"")


class DeafPort:
    """A command under way that ends neither by itself nor when its line is closed."""

    def __init__(self, clock, told):
        self.clock, self.told = clock, told

    def stop(self):
        self.told.append(("stop", self.clock[0]))

    def cut(self, after_s):
        self.clock[0] += after_s
        self.told.append(("cut", self.clock[0]))

    def close(self, timeout_s):
        self.clock[0] += timeout_s
        self.told.append(("close", self.clock[0]))
        return False


def test_four_devices_that_do_not_end_take_no_longer_than_one():
    """All are told first; then all have half of the time, and then the rest of it."""
    clock, told = [100.0], []
    devices = DeviceSet(
        None,
        lambda *_: DeafPort(clock, told),
        Heard(),
        monotonic=lambda: clock[0],
        random_bytes=bytes,
    )

    assert not devices.close(2.0)
    stops, cuts, closes = [("stop", 100.0)] * 4, [("cut", 101.0)] * 4, [("close", 102.0)] * 4
    assert [*stops, *cuts, *closes] == told
