"""The four devices of the kiosk, and whether each of them is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hardware.drivers.cabinet import Cabinet
from hardware.drivers.card_reader import CardReader
from hardware.drivers.hsm import Hsm
from hardware.drivers.pin_pad import PinPad
from hardware.protocol.cabinet import CabinetStatus
from hardware.protocol.card_reader import CardReaderStatus
from hardware.protocol.pin_pad import PinPadStatus

from hardware.crypto.record import Record
from kiosk.devices.port import DevicePort, PortHealth

_UNTRIED: Final = PortHealth()


@dataclass(frozen=True, slots=True)
class DeviceHealth:
    """Liveness of all devices as one value."""

    card_reader: PortHealth = _UNTRIED
    hsm: PortHealth = _UNTRIED
    pin_pad: PortHealth = _UNTRIED
    cabinet: PortHealth = _UNTRIED

    @property
    def all_up(self) -> bool:
        return all(port.is_up for port in (self.card_reader, self.hsm, self.pin_pad, self.cabinet))


@dataclass(frozen=True, slots=True)
class Devices:
    """The ports as the core uses them.

    The HSM's status is its record: STATUS while nothing else is polled for (txid and mac zeroed,
    so that only news is news), the transaction's with `watch(True, lambda hsm: hsm.get(txid))`.
    """

    card_reader: DevicePort[CardReader, CardReaderStatus]
    hsm: DevicePort[Hsm, Record]
    pin_pad: DevicePort[PinPad, PinPadStatus]
    cabinet: DevicePort[Cabinet, CabinetStatus]
