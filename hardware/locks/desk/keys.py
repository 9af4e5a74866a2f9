"""What the encoder derives from the hotel's master key; nothing else of the hotel has that key.

PRF = HMAC-SHA-256 over a label and numbers of fixed width, cut to what is asked for.
"""

from __future__ import annotations

import hmac
from typing import Final

from hardware.crypto.secret import Secret

CHAIN_VALUE_SIZE: Final = 16
ATTRIBUTE_KEY_SIZE: Final = 16
SEED_SIZE: Final = 32
IDENTIFIER_SIZE: Final = 16
BACKUP_KEY_SIZE: Final = 32


class HotelKeys:
    """One hotel's derivations. Shows nothing; `wipe` when the desk closes."""

    def __init__(self, master: Secret, hotel: int) -> None:
        self._master = Secret(master.reveal())
        self._hotel = hotel

    def guest_end(self, lock: int, generation: int) -> Secret:
        """G of a room's chain: the value of the last index, from which all others follow."""
        return self._prf(b"guest", CHAIN_VALUE_SIZE, lock, generation)

    def attribute_key(self, lock: int, generation: int) -> Secret:
        """K_L: binds the dates to a card, and opens nothing."""
        return self._prf(b"attr", ATTRIBUTE_KEY_SIZE, lock, generation)

    def staff_end(self, serial: int, epoch: int) -> Secret:
        """S: the value of the last period of somebody's chain."""
        return self._prf(b"staff", CHAIN_VALUE_SIZE, serial, epoch)

    def signing_seed(self) -> Secret:
        return self._prf(b"cmd", SEED_SIZE)

    def signing_identifier(self) -> bytes:
        """I of RFC 8554: public, and other in each hotel."""
        return self._prf(b"cmd-name", IDENTIFIER_SIZE).reveal()

    def backup_key(self) -> Secret:
        return self._prf(b"backup", BACKUP_KEY_SIZE)

    def master(self) -> Secret:
        """For the papers and for the state that rests on the disk."""
        return Secret(self._master.reveal())

    def wipe(self) -> None:
        self._master.wipe()

    def _prf(self, label: bytes, size: int, *numbers: int) -> Secret:
        fields = b"".join(number.to_bytes(4, "big") for number in (self._hotel, *numbers))
        message = bytes((len(label),)) + label + fields
        return Secret(hmac.digest(self._master.reveal(), message, "sha256")[:size])
