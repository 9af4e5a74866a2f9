"""The HSM's messages about the texts of single notes (its bill file).

    op             request                                             reply
    16 NOTES_PUT   canister u8, index u16, k x 16 bytes (1 <= k <= 60) -
    17 NOTES_GET   txid 16, canister u8, offset u16                    0..60 x 16 bytes

A note is 1 to 16 printable ASCII characters, padded with 0x00. The ops are in hsm.HsmOp.
Source: docs/protocols.md, section 4.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from hardware.errors import MalformedMessage
from hardware.protocol.fields import meaning, need, need_canister, need_id, need_u16, want_size
from hardware.status import Status

NOTE_SIZE: Final = 16
NOTES_PER_MESSAGE_MAX: Final = 60

_NOTES_PUT: Final = struct.Struct(">BH")
_NOTES_GET: Final = struct.Struct(">16sBH")


@dataclass(frozen=True, slots=True)
class NotesPutRequest:
    """NOTES_PUT. index: the number of the first of these notes in the load."""

    canister: int
    index: int
    notes: tuple[str, ...]

    def __post_init__(self) -> None:
        need_canister(self.canister)
        need_u16(self.index, "index")
        need(bool(self.notes), "no notes")
        _need_notes(self.notes)

    def encode(self) -> bytes:
        return _NOTES_PUT.pack(self.canister, self.index) + _packed(self.notes)

    @classmethod
    def decode(cls, payload: bytes) -> NotesPutRequest:
        if len(payload) < _NOTES_PUT.size:
            raise MalformedMessage("the payload has another size", Status.LENGTH)
        canister, index = _NOTES_PUT.unpack_from(payload)
        with meaning("NOTES_PUT"):
            return cls(canister, index, _unpacked(payload[_NOTES_PUT.size :]))


@dataclass(frozen=True, slots=True)
class NotesGetRequest:
    """NOTES_GET. offset: how many of the presented notes to pass over."""

    txid: bytes
    canister: int
    offset: int

    def __post_init__(self) -> None:
        need_id(self.txid, "txid")
        need_canister(self.canister)
        need_u16(self.offset, "offset")

    def encode(self) -> bytes:
        return _NOTES_GET.pack(self.txid, self.canister, self.offset)

    @classmethod
    def decode(cls, payload: bytes) -> NotesGetRequest:
        want_size(payload, _NOTES_GET.size)
        with meaning("NOTES_GET"):
            return cls(*_NOTES_GET.unpack(payload))


@dataclass(frozen=True, slots=True)
class NotesReply:
    """Answer to NOTES_GET: the notes from offset on, none past the last."""

    notes: tuple[str, ...]

    def __post_init__(self) -> None:
        _need_notes(self.notes)

    def encode(self) -> bytes:
        return _packed(self.notes)

    @classmethod
    def decode(cls, payload: bytes) -> NotesReply:
        with meaning("NOTES_GET"):
            return cls(_unpacked(payload))


def _need_notes(notes: tuple[str, ...]) -> None:
    need(len(notes) <= NOTES_PER_MESSAGE_MAX, "more than 60 notes")
    for note in notes:
        need(1 <= len(note) <= NOTE_SIZE, "a note is not 1 to 16 characters")
        need(note.isascii() and note.isprintable(), "a note is not printable ASCII")


def _packed(notes: tuple[str, ...]) -> bytes:
    return b"".join(note.encode("ascii").ljust(NOTE_SIZE, b"\0") for note in notes)


def _unpacked(raw: bytes) -> tuple[str, ...]:
    if len(raw) % NOTE_SIZE or len(raw) > NOTES_PER_MESSAGE_MAX * NOTE_SIZE:
        raise MalformedMessage("the payload has another size", Status.LENGTH)
    cells = (raw[at : at + NOTE_SIZE] for at in range(0, len(raw), NOTE_SIZE))
    return tuple(cell.rstrip(b"\0").decode("ascii") for cell in cells)
