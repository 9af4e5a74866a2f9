"""The voucher: the bank's word to one HSM, in one transaction, about the notes of one canister.

64 bytes = AES-256-ECB(voucher-enc, B0 B1 B2 B3), 16 bytes each:

    Bi = P Ti
    P  = ASCII "{first},{last}" 0x00, canonical decimals, last exclusive, 4..12 bytes
    T0 = n random bytes, n = 16 - len P
    T1 T2 T3 = the first 3n bytes of HMAC-SHA-512(voucher-mac,
        "voucher-v1" 0x00 | hsm 16 | txid 16 | ticket 16 | parts u8 | canister u8 |
        load u32 | first u32 | last u32 | T0)

The blocks are the first source document's; the tag in their tails is what makes them safe.
Source: docs/protocols.md, section 4.
"""

from __future__ import annotations

import hmac
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from hardware.crypto import cash_limits
from hardware.crypto.blocks import BLOCK_SIZE, decrypt_blocks, encrypt_blocks
from hardware.crypto.secret import Secret

TXID_SIZE: Final = cash_limits.TXID_SIZE
TICKET_SIZE: Final = cash_limits.TICKET_SIZE
CANISTER_MAX: Final = cash_limits.CANISTER_MAX
NOTES_PER_LOAD_MAX: Final = cash_limits.NOTES_PER_LOAD_MAX
VOUCHER_SIZE: Final = 64
LOAD_MAX: Final = 2**32 - 1
NOTES_PER_TRANSACTION_MAX: Final = 128
REDRAW_COUNT_MAX: Final = 16

_DOMAIN: Final = b"voucher-v1\0"
_TAGGED: Final = struct.Struct(">16s16s16sBBIII")
_BLOCK_COUNT: Final = VOUCHER_SIZE // BLOCK_SIZE
_PREFIX: Final = re.compile(rb"(0|[1-9][0-9]{0,4}),([1-9][0-9]{0,4})\0")


class VoucherInvalid(ValueError):
    """The message is not a voucher for this HSM, ticket, canister and load."""


@dataclass(frozen=True, slots=True)
class VoucherTerms:
    """What a voucher says. Raises ValueError for terms that no bank may put into one.

    Attributes:
        hsm, txid, ticket: the HSM and the transaction, as its OPEN record names them.
        parts: vouchers in the whole DISPENSE request, 1..8.
        canister: 1..8. load: the canister's load number, from 1.
        first, last: note numbers, last exclusive; 1..128 notes, last at most 65,535.
    """

    hsm: UUID
    txid: bytes
    ticket: bytes
    parts: int
    canister: int
    load: int
    first: int
    last: int

    def __post_init__(self) -> None:
        if len(self.txid) != TXID_SIZE or len(self.ticket) != TICKET_SIZE:
            raise ValueError("txid or ticket is not 16 bytes")
        if not (1 <= self.parts <= CANISTER_MAX and 1 <= self.canister <= CANISTER_MAX):
            raise ValueError("parts or canister is out of range")
        if not 1 <= self.load <= LOAD_MAX:
            raise ValueError("load is out of range")
        if not 0 <= self.first < self.last <= NOTES_PER_LOAD_MAX:
            raise ValueError("first or last is out of range")
        if self.last - self.first > NOTES_PER_TRANSACTION_MAX:
            raise ValueError("more notes than a transaction may have")


def seal(
    terms: VoucherTerms, enc: Secret, mac: Secret, random_bytes: Callable[[int], bytes]
) -> bytes:
    """The voucher, 64 bytes.

    enc, mac: the HSM's subkeys VOUCHER_ENC and VOUCHER_MAC. random_bytes is asked again until the
    four blocks differ, at most REDRAW_COUNT_MAX times; then RuntimeError, for it is not random.
    """
    prefix = f"{terms.first},{terms.last}\0".encode("ascii")
    size = BLOCK_SIZE - len(prefix)
    for _ in range(REDRAW_COUNT_MAX):
        head = random_bytes(size)
        if len(head) != size:
            raise ValueError("random_bytes gave another number of bytes than asked")
        tails = head + _tag(terms, mac, head)
        if len({tails[at : at + size] for at in range(0, len(tails), size)}) == _BLOCK_COUNT:
            plain = b"".join(prefix + tails[at : at + size] for at in range(0, len(tails), size))
            return encrypt_blocks(enc, plain)
    raise RuntimeError("random_bytes repeats itself")


def open_voucher(
    message: bytes,
    enc: Secret,
    mac: Secret,
    *,
    hsm: UUID,
    txid: bytes,
    ticket: bytes,
    parts: int,
    canister: int,
    load: int,
) -> tuple[int, int]:
    """First and last (exclusive) note number of a genuine voucher for just these terms.

    Raises VoucherInvalid for everything else, without saying which check failed to whom it may
    concern: the text is for our own tests and logs.
    """
    if len(message) != VOUCHER_SIZE:
        raise VoucherInvalid("size")
    blocks = _blocks(message)
    if len(set(blocks)) != _BLOCK_COUNT:
        raise VoucherInvalid("equal blocks")
    plain = _blocks(decrypt_blocks(enc, message))
    prefix = _PREFIX.match(plain[0])
    if prefix is None:
        raise VoucherInvalid("prefix")
    if not all(block.startswith(prefix[0]) for block in plain):
        raise VoucherInvalid("prefixes differ")
    try:
        terms = VoucherTerms(
            hsm, txid, ticket, parts, canister, load, int(prefix[1]), int(prefix[2])
        )
    except ValueError as error:
        raise VoucherInvalid("terms") from error
    head, *rest = (block[len(prefix[0]) :] for block in plain)
    if not hmac.compare_digest(_tag(terms, mac, head), b"".join(rest)):
        raise VoucherInvalid("tag")
    return terms.first, terms.last


def _tag(terms: VoucherTerms, mac: Secret, head: bytes) -> bytes:
    """The tails of blocks 1 to 3, three times as long as head."""
    tagged = _TAGGED.pack(
        terms.hsm.bytes,
        terms.txid,
        terms.ticket,
        terms.parts,
        terms.canister,
        terms.load,
        terms.first,
        terms.last,
    )
    digest = hmac.digest(mac.reveal(), _DOMAIN + tagged + head, "sha512")
    return digest[: (_BLOCK_COUNT - 1) * len(head)]


def _blocks(message: bytes) -> list[bytes]:
    return [message[at : at + BLOCK_SIZE] for at in range(0, len(message), BLOCK_SIZE)]
