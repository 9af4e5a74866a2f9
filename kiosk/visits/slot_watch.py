"""Whether the envelope slot may be offered: its bin has room, and nobody has to look at it first.

After an envelope of which the slot could not tell whether it is inside, none is taken until people
have looked: a door was opened with the key off, or the machine was reopened. A restart does not
change that, for the journal says so.
"""

from __future__ import annotations

from typing import Final

from hardware.protocol.cabinet import CabinetFlag
from kiosk.domain.supervisor import Device
from kiosk.journal.entry import Out
from kiosk.journal.events import DeviceFault
from kiosk.money.ports import Ports
from kiosk.visits.supervision import Supervision

_DOORS: Final = CabinetFlag.SERVICE_DOOR | CabinetFlag.SAFE_DOOR


class SlotWatch:
    """Lives in the core thread."""

    def __init__(self, ports: Ports, supervision: Supervision) -> None:
        self._ports = ports
        self._supervision = supervision

    def doubt(self) -> None:
        """It could not tell whether it has an envelope; DEPOSIT_FAIL says so."""
        self._supervision.note(slot_doubtful=True)

    def faulty(self) -> None:
        """It does not open, and surely has no envelope."""
        fault = DeviceFault(Device.CABINET.value, "slot", "wait for a person")
        self._ports.note(fault, None, Out.FAIL)
        self._supervision.note(slot_doubtful=True)

    def seen(self, flags: CabinetFlag) -> None:
        """What the cabinet says of key, doors and bin."""
        people_look = flags & _DOORS and not flags & CabinetFlag.KEY_ON
        doubtful = self._supervision.conditions.slot_doubtful and not people_look
        has_room = not flags & CabinetFlag.ENVELOPES_FULL
        self._supervision.note(envelope_room=has_room, slot_doubtful=doubtful)
