"""Serial lines that lose, double, delay and garble what is said on them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hardware.errors import Outcome, TransportError
from tests.simulation.broken import hold
from tests.simulation.faults import FaultKind
from tests.world.support.moments import Moments
from tests.world.support.serial_lines import DULL, LineEnd, SerialLine

if TYPE_CHECKING:
    from hardware.emulators.powered import PoweredDevice
    from tests.simulation.faults import Fault
    from tests.simulation.site import Site

LATE_S: Final = (0.6, 8.0)  # beyond the driver's patience, up to well after a CANCEL
OUT_S: Final = (0.5, 6.0)
# What must be on the disk before the device may hear the command.
ANNOUNCED: Final = MappingProxyType(
    {"OPEN": "INTENT", "DISPENSE": "CMD", "SLOT_OPEN": "DEPOSIT_APPROVED"}
)


class FaultyLine(SerialLine):
    """One device's cable, drawn anew by each open."""

    def __init__(self, site: Site, name: str, device: PoweredDevice, moments: Moments) -> None:
        super().__init__(name, device, moments)
        self.site = site

    def open(self) -> FaultyEnd:
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


class FaultyEnd(LineEnd):
    """The kiosk's end."""

    def __init__(self, line: FaultyLine) -> None:
        super().__init__(line)
        self._faulty = line

    def _send(self, name: str, data: bytes) -> None:
        if name in DULL:
            super()._send(name, data)
            return
        line, site = self._faulty, self._faulty.site
        on_disk = site.journal_state
        hold("journal", on_disk == ANNOUNCED.get(name, on_disk), f"{name} after {on_disk}")
        if (fault := site.strikes(FaultKind.UNPLUGGED)) is not None:
            is_heard = site.plan.how(fault, "heard") < 0.5
            if is_heard:
                line.device.receive(data)
            line.comes_out(fault)
        if not line.is_plugged:
            raise TransportError("the line is unplugged")
        if site.strikes(FaultKind.FRAME_LOST):
            return
        heard = data
        if (fault := site.strikes(FaultKind.FRAME_NOISE)) is not None:
            heard = _garbled(data, site.plan.how(fault, "where"))
        if (fault := site.strikes(FaultKind.FRAME_LATE)) is not None:
            site.later(site.plan.seconds(fault, *LATE_S), lambda: self._arrives(data, heard))
            return
        answers = self._heard(data, heard)
        if site.strikes(FaultKind.FRAME_TWICE):
            answers += self._heard(data, heard)
        if site.strikes(FaultKind.ANSWER_LOST):
            return
        if site.strikes(FaultKind.ANSWER_LATE):
            self._late += answers
        else:
            line.left_over += answers

    def _heard(self, data: bytes, heard: bytes) -> bytes:
        """The device's answers. heard: data, or what noise has made of it."""
        line, watch = self._faulty, self._faulty.site.city.watch
        if line.device is line.site.matter.printer and line.device.power.is_on:
            watch.receipts.heard(line.site, data, heard)
        return line.device.receive(heard)

    def _arrives(self, data: bytes, heard: bytes) -> None:
        """A command that was under way for long. Whoever reads next finds its answer."""
        line = self._faulty
        if line.is_plugged:
            line.left_over += self._heard(data, heard)
            line.site.city.watch.notes(line.site)


def _garbled(data: bytes, where: float) -> bytes:
    """One bit of the frame flipped, its ends left alone."""
    bit = 8 + int(where * 8 * (len(data) - 2))
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
