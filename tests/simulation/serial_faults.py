"""Serial lines that lose, double, delay and garble what is said on them."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hardware.errors import Outcome, TransportError
from hardware.protocol.cobs import decode
from tests.simulation.broken import hold
from tests.simulation.faults import FaultKind
from tests.world.support.moments import Moments
from tests.world.support.serial_lines import DULL, NAMES, SerialLine

if TYPE_CHECKING:
    from hardware.emulators.serial_device import SerialDevice
    from tests.simulation.faults import Fault
    from tests.simulation.site import Site

LATE_S: Final = (0.6, 8.0)  # beyond the driver's patience, up to well after a CANCEL
OUT_S: Final = (0.5, 6.0)
# What must be on the disk before the HSM may hear the command.
ANNOUNCED: Final = MappingProxyType({"OPEN": "INTENT", "DISPENSE": "CMD"})
_OP_AT: Final = 1  # of a frame: sequence number, command


class FaultyLine(SerialLine):
    """One device's cable, drawn anew by each open."""

    def __init__(self, site: Site, name: str, device: SerialDevice, moments: Moments) -> None:
        super().__init__(name, device, moments)
        self.site = site

    def open(self) -> FaultyEnd:  # type: ignore[override]  # another end of the same line
        if not self.is_plugged:
            raise TransportError("no such port", outcome=Outcome.NOT_DONE)
        return FaultyEnd(self)

    def comes_out(self, fault: Fault) -> None:
        """Somebody trips over the cable, and puts it back."""
        self.is_plugged = False
        self.left_over.clear()
        self.site.later(self.site.plan.seconds(fault, *OUT_S), self.put_back)

    def put_back(self) -> None:
        self.left_over.clear()
        self.is_plugged = True


class FaultyEnd:
    """The kiosk's end. Fulfils `Transport`, without time."""

    def __init__(self, line: FaultyLine) -> None:
        self._line = line
        self._late = bytearray()
        self._is_closed = False

    def write(self, data: bytes) -> None:
        line = self._line
        if self._is_closed:
            raise TransportError("the line is closed", outcome=Outcome.NOT_DONE)
        name = _name(line.name, data)
        if name in DULL:
            self._pass(line.device.receive, data)
            return
        on_disk = line.site.journal_state
        hold("journal", on_disk == ANNOUNCED.get(name, on_disk), f"{name} after {on_disk}")
        line.moments.reach(f"{line.name} {name} before")
        self._send(data)
        line.moments.reach(f"{line.name} {name} after")

    def _pass(self, receive: Callable[[bytes], bytes], data: bytes) -> None:
        if not self._line.is_plugged:
            raise TransportError("the line is unplugged")
        self._line.left_over += receive(data)

    def _send(self, data: bytes) -> None:
        line, site = self._line, self._line.site
        if (fault := site.strikes(FaultKind.UNPLUGGED)) is not None:
            is_heard = site.plan.how(fault, "heard") < 0.5
            if is_heard:
                line.device.receive(data)
            line.comes_out(fault)
        if not line.is_plugged:
            raise TransportError("the line is unplugged")
        if site.strikes(FaultKind.FRAME_LOST):
            return
        if (fault := site.strikes(FaultKind.FRAME_NOISE)) is not None:
            data = _garbled(data, site.plan.how(fault, "where"))
        if (fault := site.strikes(FaultKind.FRAME_LATE)) is not None:
            site.later(site.plan.seconds(fault, *LATE_S), lambda: self._arrives(data))
            return
        answers = line.device.receive(data)
        if site.strikes(FaultKind.FRAME_TWICE):
            answers += line.device.receive(data)
        if site.strikes(FaultKind.ANSWER_LOST):
            return
        if site.strikes(FaultKind.ANSWER_LATE):
            self._late += answers
        else:
            line.left_over += answers

    def _arrives(self, data: bytes) -> None:
        """A command that was under way for long. Whoever reads next finds its answer."""
        if self._line.is_plugged:
            self._line.left_over += self._line.device.receive(data)
            self._line.site.city.watch.notes(self._line.site)

    def read(self, timeout_s: float) -> bytes:
        line = self._line
        if self._is_closed or not line.is_plugged:
            raise TransportError("the line is gone")
        data = bytes(line.left_over)
        line.left_over.clear()
        if not data:
            # The kiosk gives up now; what was late lies there for the next command.
            line.left_over += self._late
            self._late.clear()
        return data

    def close(self) -> None:
        self._is_closed = True


def _name(device: str, data: bytes) -> str:
    """Of the command in this one frame."""
    body = decode(data.strip(b"\0"))
    assert body is not None, "a link stuffs what it sends"
    return NAMES[device][body[_OP_AT]]


def _garbled(data: bytes, where: float) -> bytes:
    """One bit of the frame flipped, its ends left alone."""
    bit = 8 + int(where * 8 * (len(data) - 2))
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
