"""The lock of the service door: it tells who came in, and takes no orders. In its port's thread.

Every method raises HardwareError. Source: docs/protocols.md, section 1.
"""

from __future__ import annotations

from hardware.drivers import device
from hardware.protocol.door_lock import ClosingProof, DoorLockOp, DoorLockStatus
from hardware.protocol.hello import CommonOp, DeviceKind, Hello
from hardware.protocol.link import Link


class DoorLock:
    """One of the hotel locks, seen from inside the cabinet."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._status_of = device.once_for_each(DoorLockStatus.decode)

    def hello(self) -> Hello:
        """Who answers. Repeatable, changes nothing. Raises ProtocolError for another device."""
        return device.hello(self._link, DeviceKind.DOOR_LOCK)

    def status(self) -> DoorLockStatus:
        """Bolt, openings and refusals. Repeatable, changes nothing."""
        return self._status_of(self._link.exchange(CommonOp.STATUS))

    def proof(self) -> ClosingProof:
        """That it is shut after its last opening. Repeatable, changes nothing.

        Raises DeviceError WRONG_STATE while the bolt is open, NOT_PROVISIONED for a lock that
        belongs to nobody.
        """
        return ClosingProof.decode(self._link.exchange(DoorLockOp.PROOF))

    def close(self) -> None:
        """Close the line; any thread may."""
        self._link.close()
