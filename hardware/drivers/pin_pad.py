"""The PIN pad. Blocking, one command at a time, in the thread of its serial port.

Every method raises HardwareError; its .outcome says whether the pad may have acted.
Source: docs/protocols.md, sections 1 and 3.
"""

from __future__ import annotations

from uuid import UUID

from hardware.crypto.secret import Secret
from hardware.drivers import device
from hardware.protocol.hello import CommonOp, DeviceKind, Hello
from hardware.protocol.link import Link
from hardware.protocol.pin_pad import (
    KeysReply,
    KeysRequest,
    PinBlockReply,
    PinBlockRequest,
    PinPadOp,
    PinPadStatus,
    PinSlot,
    PinStartRequest,
)


class PinPad:
    """The pad: its keys, and the PIN that leaves it only as a block."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._status_of = device.once_for_each(PinPadStatus.decode)

    def hello(self) -> Hello:
        """Who answers. Repeatable, changes nothing. Raises ProtocolError for another device."""
        return device.hello(self._link, DeviceKind.PIN_PAD)

    def status(self) -> PinPadStatus:
        """How far the PIN entry has come. Repeatable, changes nothing."""
        return self._status_of(self._link.exchange(CommonOp.STATUS))

    def pin_start(self, slot: PinSlot, first_s: int, gap_s: int) -> None:
        """Let the customer type a PIN; how it goes is read in status().

        Not repeatable while the customer types: it starts again. first_s, gap_s: seconds until the
        first key and between two keys, 1..255. Raises DeviceError NOT_PROVISIONED.
        """
        device.obey(self._link, PinPadOp.PIN_START, PinStartRequest(slot, first_s, gap_s).encode())

    def pin_block(self, slot: PinSlot, card_id: Secret, challenge: bytes) -> Secret:
        """The typed PIN as a block of 16 bytes for this card and challenge.

        Not repeatable: the pad erases the PIN when its block is made, so on UNKNOWN the customer
        has to type it again. Raises DeviceError PIN_NONE, PIN_DIFFERENT (new and repeated PIN).
        """
        payload = PinBlockRequest(slot, card_id, challenge).encode()
        return PinBlockReply.decode(self._link.exchange(PinPadOp.PIN_BLOCK, payload)).block

    def pin_clear(self) -> None:
        """Erase whatever was typed and end the PIN entry. Repeatable."""
        device.obey(self._link, PinPadOp.PIN_CLEAR)

    def keys(self, on: bool) -> str:  # noqa: FBT001 - the switch is the command's one field
        """The keys pressed since the last call, oldest first; see protocol.pin_pad.KEYS_ALL.

        on: whether to go on collecting. Not repeatable: keys whose answer is lost are lost.
        """
        payload = KeysRequest(on).encode()
        return KeysReply.decode(self._link.exchange(PinPadOp.KEYS, payload)).keys

    def provision(self, uuid: UUID) -> Secret:
        """Give the pad the ATM's uuid and take its AES_KEY; it stays pending until commit.

        Repeatable with the same uuid until committed; another uuid starts again.
        Raises DeviceError ALREADY_PROVISIONED once committed.
        """
        return device.provision(self._link, uuid)

    def commit(self, uuid: UUID) -> None:
        """Make the key final. Irrevocable. On UNKNOWN ask hello() whether it was done."""
        device.commit(self._link, uuid)

    def close(self) -> None:
        """Close the line; any thread may."""
        self._link.close()
