"""Serial lines between a kiosk and the emulated devices, with plugs that can be pulled.

What a device has answered and nobody has read stays on the line, and the next kiosk finds it.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from hardware.emulators.powered import PoweredDevice
from hardware.errors import Outcome, TransportError
from hardware.protocol import cobs
from hardware.protocol.cabinet import CabinetOp
from hardware.protocol.card_reader import CardReaderOp
from hardware.protocol.door_lock import DoorLockOp
from hardware.protocol.escpos import CUT, INITIALISE, RETRACT
from hardware.protocol.hello import CommonOp
from hardware.protocol.hsm import HsmOp
from hardware.protocol.pin_pad import PinPadOp
from tests.world.support.moments import Moments

OPS: Final[dict[str, type[IntEnum]]] = {
    "card_reader": CardReaderOp,
    "hsm": HsmOp,
    "pin_pad": PinPadOp,
    "cabinet": CabinetOp,
    "door_lock": DoorLockOp,
}
NAMES: Final[dict[str, dict[int, str]]] = {
    device: {int(op): op.name for op in (*CommonOp, *own)} for device, own in OPS.items()
}
# What is asked all the time is no moment of a transaction.
DULL: Final = frozenset({"HELLO", "STATUS", "TIDY", "KEYS", "LAMP", "BEEP", "NOTES_GET", "PROOF"})


class SerialLine:
    """One device's cable.

    Attributes:
        is_plugged: nothing can be written or read without it.
        is_mute: the device hears and acts, and its answers are lost.
        answers_late: by commands' names: their answers come after the kiosk has given up.
    """

    def __init__(self, name: str, device: PoweredDevice, moments: Moments) -> None:
        self.name = name
        self.device = device
        self.moments = moments
        self.is_plugged = True
        self.is_mute = False
        self.answers_late: set[str] = set()
        self.left_over = bytearray()

    def open(self) -> LineEnd:
        """Raises TransportError."""
        if not self.is_plugged:
            raise TransportError("no such port", outcome=Outcome.NOT_DONE)
        return LineEnd(self)


class LineEnd:
    """The kiosk's end. Fulfils `Transport`, without time."""

    def __init__(self, line: SerialLine) -> None:
        self._line = line
        self._late = bytearray()
        self._is_closed = False

    def write(self, data: bytes) -> None:
        if self._is_closed:
            raise TransportError("the line is closed", outcome=Outcome.NOT_DONE)
        name = self._name(data)
        self._reach(name, "before")
        self._send(name, data)
        self._reach(name, "after")

    def _send(self, name: str, data: bytes) -> None:
        line = self._line
        if not line.is_plugged:
            raise TransportError("the line is unplugged")
        answers = line.device.receive(data)
        if line.is_mute:
            pass
        elif name in line.answers_late:
            line.answers_late.remove(name)
            self._late += answers
        else:
            line.left_over += answers

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

    def _name(self, data: bytes) -> str:
        """Of the command; a link writes one whole frame at a time, a printer's driver a job."""
        if self._line.name == "receipt_printer":
            if INITIALISE in data:
                return "PRINT"
            return "TIDY" if CUT in data or RETRACT in data else "STATUS"
        body = cobs.decode(data.strip(b"\0"))
        assert body is not None, "a link stuffs what it sends"
        return NAMES[self._line.name][body[1]]

    def _reach(self, name: str, side: str) -> None:
        if name not in DULL:
            self._line.moments.reach(f"{self._line.name} {name} {side}")
