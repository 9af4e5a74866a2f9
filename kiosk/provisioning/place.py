"""Keys are given at a machine that is open: nobody else is served there, and somebody is there."""

from __future__ import annotations

from uuid import UUID

from hardware.protocol.cabinet import CabinetFlag
from kiosk.assembly import Kiosk
from kiosk.provisioning.asking import ask_device


class ProvisioningRefused(Exception):
    """It cannot be done now or not with this; the text says why, without secrets."""


def check_place(kiosk: Kiosk, uuid: UUID) -> None:
    """The blob is of this ATM, whose key is off and whose safe door is open.

    Raises ProvisioningRefused, HardwareError.
    """
    if uuid != kiosk.identity.atm:
        raise ProvisioningRefused("the blob is of another ATM than the certificate")
    flags = ask_device(kiosk.ports.devices.cabinet, lambda cabinet: cabinet.status()).flags
    if flags & CabinetFlag.KEY_ON:
        raise ProvisioningRefused("turn the key switch off first")
    if not flags & CabinetFlag.SAFE_DOOR:
        raise ProvisioningRefused("open the safe door first")
