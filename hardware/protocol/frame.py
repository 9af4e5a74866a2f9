"""Serial frames, without I/O: bytes in, frames out.

    frame = COBS(body) 0x00, at most 1,036 bytes

    offset  size      field of the body, big-endian
    0       1         seq, chosen by the kiosk, returned by the device
    1       1         op; a reply has bit 0x80 set
    2       0..1024   payload; of a reply its first byte is the status
    2 + n   4         CRC-32 (IEEE 802.3) over seq, op and payload

Source: docs/protocols.md, section 1.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from typing import Final

from hardware.protocol import cobs

PAYLOAD_SIZE_MAX: Final = 1024
FRAME_SIZE_MAX: Final = 1036

_HEAD: Final = struct.Struct(">BB")
_CRC: Final = struct.Struct(">I")
_BODY_SIZE_MIN: Final = _HEAD.size + _CRC.size
_BODY_SIZE_MAX: Final = _BODY_SIZE_MIN + PAYLOAD_SIZE_MAX
_END: Final = b"\0"


@dataclass(frozen=True, slots=True)
class Frame:
    """One message. Raises ValueError for a field that does not fit the table above."""

    seq: int
    op: int
    # Payloads carry PIN blocks, keys and card numbers: never let them reach a log by repr().
    payload: bytes = field(default=b"", repr=False)

    def __post_init__(self) -> None:
        if not (0 <= self.seq <= 0xFF and 0 <= self.op <= 0xFF):
            raise ValueError("seq or op is not a byte")
        if len(self.payload) > PAYLOAD_SIZE_MAX:
            raise ValueError("payload is more than 1,024 bytes")

    def encode(self) -> bytes:
        """The bytes on the line, with the 0x00 at the end."""
        checked = _HEAD.pack(self.seq, self.op) + self.payload
        return cobs.encode(checked + _CRC.pack(zlib.crc32(checked))) + _END


class FrameDecoder:
    """Whole, undamaged frames out of a stream that may hold anything.

    Holds at most FRAME_SIZE_MAX bytes. What is damaged, too long or empty yields nothing: on this
    line a bad frame has no answer.

    Attributes:
        dropped: damaged or overlong frames so far; empty ones are not damage.
    """

    def __init__(self) -> None:
        self.dropped = 0
        self._held = bytearray()
        self._is_overlong = False

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that data completes, oldest first. data may be cut anywhere."""
        frames = []
        *ended, rest = data.split(_END)
        for run in ended:
            self._hold(run)
            if (frame := self._take()) is not None:
                frames.append(frame)
        self._hold(rest)
        return frames

    def _hold(self, run: bytes) -> None:
        if self._is_overlong or len(self._held) + len(run) >= FRAME_SIZE_MAX:
            self._is_overlong = True
            self._held.clear()
        else:
            self._held += run

    def _take(self) -> Frame | None:
        stuffed, was_overlong = bytes(self._held), self._is_overlong
        self._held.clear()
        self._is_overlong = False
        if not stuffed and not was_overlong:
            return None
        frame = None if was_overlong else _decoded(stuffed)
        self.dropped += frame is None
        return frame


def _decoded(stuffed: bytes) -> Frame | None:
    body = cobs.decode(stuffed)
    if body is None or not _BODY_SIZE_MIN <= len(body) <= _BODY_SIZE_MAX:
        return None
    checked, (crc,) = body[: -_CRC.size], _CRC.unpack_from(body, len(body) - _CRC.size)
    if zlib.crc32(checked) != crc:
        return None
    seq, op = _HEAD.unpack_from(checked)
    return Frame(seq, op, checked[_HEAD.size :])
