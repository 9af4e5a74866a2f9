"""What a device is made with: a die id, a fused secret and a serial number, made once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from hardware.crypto.device_keys import FUSED_SECRET_SIZE
from hardware.crypto.secret import Secret
from hardware.crypto.superfasthash import DIE_ID_SIZE
from hardware.emulators.image import Image, ImageInvalid, raw, text

_SERIAL_BYTES: Final = 4


@dataclass(frozen=True, slots=True)
class Factory:
    """Unchangeable from the day the device is made. fused_secret never leaves the device."""

    die_id: bytes = field(repr=False)
    fused_secret: Secret = field(repr=False)
    serial: str

    @classmethod
    def make(cls, random_bytes: Callable[[int], bytes]) -> Factory:
        return cls(
            die_id=random_bytes(DIE_ID_SIZE),
            fused_secret=Secret(random_bytes(FUSED_SECRET_SIZE)),
            serial="EMU-" + random_bytes(_SERIAL_BYTES).hex().upper(),
        )

    @classmethod
    def restore(cls, image: Image) -> Factory:
        die_id, fused = raw(image, "die_id"), raw(image, "fused_secret")
        if len(die_id) != DIE_ID_SIZE or len(fused) != FUSED_SECRET_SIZE:
            raise ImageInvalid("die_id or fused_secret has another size")
        return cls(die_id, Secret(fused), text(image, "serial"))

    def image(self) -> Image:
        """For the device's own memory only."""
        return {
            "die_id": self.die_id.hex(),
            "fused_secret": self.fused_secret.reveal().hex(),
            "serial": self.serial,
        }
