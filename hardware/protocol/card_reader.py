"""The card reader's messages. It answers 03 and 04 ALREADY_PROVISIONED: a card has 14 and 15.

    op                  request                       reply
    02 STATUS           -                             card u8, insert_no u32, type u8
    10 READ             -                             insert_no u32, provision u8, card_id text36,
                                                      stripe_code 8 digits (stripe only)
    11 CHALLENGE        insert_no u32, challenge 32   response 32
    12 LATCH            -                             -
    13 RELEASE          -                             -
    14 CARD_PROVISION   insert_no u32, uuid 16        AES_KEY 32
    15 CARD_COMMIT      insert_no u32, uuid 16        -

The card_id of a card that was never provisioned is the uuid of zeros.
Source: docs/protocols.md, section 1.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Final
from uuid import UUID

from hardware.crypto.challenge import CHALLENGE_SIZE
from hardware.crypto.secret import Secret
from hardware.errors import MalformedMessage
from hardware.protocol.fields import (
    TEXT36_SIZE,
    meaning,
    need,
    need_u32,
    text36,
    want_size,
)
from hardware.protocol.hello import Provision
from hardware.status import Status

RESPONSE_SIZE: Final = 32
STRIPE_CODE_SIZE: Final = 8

_STATUS: Final = struct.Struct(">BIB")
_IDENTITY: Final = struct.Struct(f">IB{TEXT36_SIZE}s")
_CHALLENGE: Final = struct.Struct(f">I{CHALLENGE_SIZE}s")
_CARD_UUID: Final = struct.Struct(">I16s")


class CardReaderOp(IntEnum):
    """The reader's own commands."""

    READ = 0x10
    CHALLENGE = 0x11
    LATCH = 0x12
    RELEASE = 0x13
    CARD_PROVISION = 0x14
    CARD_COMMIT = 0x15


class CardPosition(IntEnum):
    """Where the card is."""

    NONE = 0
    AT_SLOT = 1
    LATCHED = 2
    JAM = 3


class CardType(IntEnum):
    """What kind of card is there."""

    NONE = 0
    CHIP = 1
    STRIPE = 2


@dataclass(frozen=True, slots=True)
class CardReaderStatus:
    """insert_no: counts the insertions, so that a card taken and put back is another one."""

    card: CardPosition
    insert_no: int
    type: CardType

    def __post_init__(self) -> None:
        need_u32(self.insert_no, "insert_no")

    def encode(self) -> bytes:
        return _STATUS.pack(self.card, self.insert_no, self.type)

    @classmethod
    def decode(cls, payload: bytes) -> CardReaderStatus:
        want_size(payload, _STATUS.size)
        card, insert_no, kind = _STATUS.unpack(payload)
        with meaning("STATUS"):
            return cls(CardPosition(card), insert_no, CardType(kind))


@dataclass(frozen=True, slots=True)
class CardIdentity:
    """Answer to READ. card_id: text36; stripe_code: 8 ASCII digits, None for a chip card."""

    insert_no: int
    provision: Provision
    card_id: Secret
    stripe_code: Secret | None = None

    def __post_init__(self) -> None:
        need_u32(self.insert_no, "insert_no")
        need(len(self.card_id) == TEXT36_SIZE, "card_id is not 36 characters")
        need(
            self.stripe_code is None or len(self.stripe_code) == STRIPE_CODE_SIZE,
            "stripe_code is not 8 digits",
        )

    def encode(self) -> bytes:
        fixed = _IDENTITY.pack(self.insert_no, self.provision, self.card_id.reveal())
        return fixed if self.stripe_code is None else fixed + self.stripe_code.reveal()

    @classmethod
    def decode(cls, payload: bytes) -> CardIdentity:
        if len(payload) not in {_IDENTITY.size, _IDENTITY.size + STRIPE_CODE_SIZE}:
            raise MalformedMessage("the payload has another size", Status.LENGTH)
        insert_no, provision, card_id = _IDENTITY.unpack_from(payload)
        stripe_code = payload[_IDENTITY.size :]
        with meaning("READ"):
            need(not stripe_code or stripe_code.isdigit(), "stripe_code is not 8 digits")
            return cls(
                insert_no,
                Provision(provision),
                text36(card_id),
                Secret(stripe_code) if stripe_code else None,
            )


@dataclass(frozen=True, slots=True)
class ChallengeRequest:
    """CHALLENGE. Only its size is checked here: what a card refuses has a status of its own."""

    insert_no: int
    challenge: bytes

    def __post_init__(self) -> None:
        need_u32(self.insert_no, "insert_no")
        need(len(self.challenge) == CHALLENGE_SIZE, "challenge is not 32 bytes")

    def encode(self) -> bytes:
        return _CHALLENGE.pack(self.insert_no, self.challenge)

    @classmethod
    def decode(cls, payload: bytes) -> ChallengeRequest:
        want_size(payload, _CHALLENGE.size)
        insert_no, challenge = _CHALLENGE.unpack(payload)
        return cls(insert_no, challenge)


@dataclass(frozen=True, slots=True)
class ChallengeReply:
    """The card's answer, 32 bytes."""

    response: Secret

    def __post_init__(self) -> None:
        need(len(self.response) == RESPONSE_SIZE, "response is not 32 bytes")

    def encode(self) -> bytes:
        return self.response.reveal()

    @classmethod
    def decode(cls, payload: bytes) -> ChallengeReply:
        want_size(payload, RESPONSE_SIZE)
        return cls(Secret(payload))


@dataclass(frozen=True, slots=True)
class CardUuidRequest:
    """CARD_PROVISION and CARD_COMMIT: the uuid that the card of this insertion gets."""

    insert_no: int
    uuid: UUID

    def __post_init__(self) -> None:
        need_u32(self.insert_no, "insert_no")
        need(self.uuid.int != 0, "uuid is that of no card")

    def encode(self) -> bytes:
        return _CARD_UUID.pack(self.insert_no, self.uuid.bytes)

    @classmethod
    def decode(cls, payload: bytes) -> CardUuidRequest:
        want_size(payload, _CARD_UUID.size)
        insert_no, raw = _CARD_UUID.unpack(payload)
        with meaning("card uuid"):
            return cls(insert_no, UUID(bytes=raw))
