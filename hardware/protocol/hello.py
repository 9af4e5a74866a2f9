"""What every device understands: who it is, and how it gets its key.

    op                request   reply
    01 HELLO          -         kind u8, protocol u8, firmware u16, provision u8, uuid 16
                                (zeros = none), serial: the rest, ASCII, at most 32
    02 STATUS         see the device
    03 PROVISION      uuid 16   AES_KEY 32
    04 COMMIT         uuid 16   -

Source: docs/protocols.md, section 1.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Final
from uuid import UUID

from hardware.crypto.secret import Secret
from hardware.errors import MalformedMessage
from hardware.protocol.fields import ID_SIZE, meaning, need, need_u8, need_u16, want_size
from hardware.status import Status

PROTOCOL_VERSION: Final = 1
SERIAL_SIZE_MAX: Final = 32
AES_KEY_SIZE: Final = 32

_HELLO: Final = struct.Struct(">BBHB16s")
_NO_UUID: Final = UUID(int=0)


class CommonOp(IntEnum):
    """The commands that all devices share."""

    HELLO = 0x01
    STATUS = 0x02
    PROVISION = 0x03
    COMMIT = 0x04


class DeviceKind(IntEnum):
    """What answers on the line."""

    CARD_READER = 1
    HSM = 2
    PIN_PAD = 3
    CABINET = 4
    DOOR_LOCK = 5
    RECEIPT_PRINTER = 6  # never on a line: it speaks ESC/POS and has no HELLO


class Provision(IntEnum):
    """Whether a device or card has its key; a PENDING one refuses its work."""

    NO = 0
    PENDING = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Hello:
    """A device's answer to HELLO. uuid: None before provisioning."""

    kind: DeviceKind
    firmware: int
    provision: Provision
    uuid: UUID | None
    serial: str
    protocol: int = PROTOCOL_VERSION

    def __post_init__(self) -> None:
        need_u16(self.firmware, "firmware")
        need_u8(self.protocol, "protocol")
        need(len(self.serial) <= SERIAL_SIZE_MAX, "serial is longer than 32")
        need(
            self.serial.isascii() and (self.serial == "" or self.serial.isprintable()),
            "serial is not printable ASCII",
        )

    def encode(self) -> bytes:
        uuid = self.uuid if self.uuid is not None else _NO_UUID
        return _HELLO.pack(
            self.kind, self.protocol, self.firmware, self.provision, uuid.bytes
        ) + self.serial.encode("ascii")

    @classmethod
    def decode(cls, payload: bytes) -> Hello:
        if not _HELLO.size <= len(payload) <= _HELLO.size + SERIAL_SIZE_MAX:
            raise MalformedMessage("the payload has another size", Status.LENGTH)
        kind, protocol, firmware, provision, raw = _HELLO.unpack_from(payload)
        with meaning("HELLO"):
            uuid = UUID(bytes=raw)
            if kind == DeviceKind.RECEIPT_PRINTER:
                raise ValueError("it has no HELLO")
            return cls(
                DeviceKind(kind),
                firmware,
                Provision(provision),
                None if uuid == _NO_UUID else uuid,
                payload[_HELLO.size :].decode("ascii"),
                protocol,
            )


@dataclass(frozen=True, slots=True)
class UuidRequest:
    """PROVISION and COMMIT: the uuid that the device gets."""

    uuid: UUID

    def __post_init__(self) -> None:
        need(self.uuid != _NO_UUID, "uuid is that of no device")

    def encode(self) -> bytes:
        return self.uuid.bytes

    @classmethod
    def decode(cls, payload: bytes) -> UuidRequest:
        want_size(payload, ID_SIZE)
        with meaning("uuid"):
            return cls(UUID(bytes=payload))


@dataclass(frozen=True, slots=True)
class KeyReply:
    """PROVISION and CARD_PROVISION: the key that the device made for itself."""

    aes_key: Secret

    def __post_init__(self) -> None:
        need(len(self.aes_key) == AES_KEY_SIZE, "aes_key is not 32 bytes")

    def encode(self) -> bytes:
        return self.aes_key.reveal()

    @classmethod
    def decode(cls, payload: bytes) -> KeyReply:
        want_size(payload, AES_KEY_SIZE)
        return cls(Secret(payload))
