"""The cabinet: key switch, doors, lamps, sounds, envelope slot. In the thread of its serial port.

Every method raises HardwareError; its .outcome says whether the cabinet may have acted.
Source: docs/protocols.md, section 1.
"""

from __future__ import annotations

from hardware.drivers import device
from hardware.protocol.cabinet import (
    BeepRequest,
    CabinetOp,
    CabinetStatus,
    LampId,
    LampRequest,
    SlotOpenRequest,
    Tone,
)
from hardware.protocol.hello import CommonOp, DeviceKind, Hello
from hardware.protocol.link import Link


class Cabinet:
    """The housing and what is in its doors."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._status_of = device.once_for_each(CabinetStatus.decode)

    def hello(self) -> Hello:
        """Who answers. Repeatable, changes nothing. Raises ProtocolError for another device."""
        return device.hello(self._link, DeviceKind.CABINET)

    def status(self) -> CabinetStatus:
        """Switches, doors and slot. Repeatable, changes nothing."""
        return self._status_of(self._link.exchange(CommonOp.STATUS))

    def lamp(self, lamp: LampId, on: bool) -> None:  # noqa: FBT001 - the command's own field
        """Light or darken a lamp. Repeatable."""
        device.obey(self._link, CabinetOp.LAMP, LampRequest(lamp, on).encode())

    def beep(self, tone: Tone) -> None:
        """Sound once. Repeatable, at the price of a second sound."""
        device.obey(self._link, CabinetOp.BEEP, BeepRequest(tone).encode())

    def slot_open(self, txid: bytes, seconds: int, text: str) -> None:
        """Open the envelope slot and print text on what comes in.

        Repeatable with the same txid, which then does nothing; how it goes is read in status().
        Raises DeviceError SLOT_FULL (NOT_DONE) or SLOT_FAULT (UNKNOWN).
        """
        payload = SlotOpenRequest(txid, seconds, text).encode()
        device.obey(self._link, CabinetOp.SLOT_OPEN, payload)

    def slot_close(self) -> None:
        """Close the envelope slot. Repeatable; what came in is read in status()."""
        device.obey(self._link, CabinetOp.SLOT_CLOSE)

    def close(self) -> None:
        """Close the line; any thread may."""
        self._link.close()
