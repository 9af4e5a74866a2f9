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

import zlib
from dataclasses import dataclass, field
from typing import Final

from hardware.protocol import cobs

PAYLOAD_SIZE_MAX: Final = 1024
FRAME_SIZE_MAX: Final = 1036

_HEAD_SIZE: Final = 2
_CRC_SIZE: Final = 4
_BODY_SIZE_MIN: Final = _HEAD_SIZE + _CRC_SIZE
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
        checked = bytes((self.seq, self.op)) + self.payload
        return cobs.encode(checked + zlib.crc32(checked).to_bytes(_CRC_SIZE, "big")) + _END


class FrameDecoder:
    """Whole, undamaged frames out of a stream that may hold anything.

    Holds at most FRAME_SIZE_MAX bytes. What is damaged, too long or empty yields nothing: on this
    line a bad frame has no answer.

    Attributes:
        dropped: damaged or overlong frames so far; empty ones are not damage.
    """

    def __init__(self) -> None:
        self.dropped = 0
        self._held = b""

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that data completes, oldest first. data may be cut anywhere."""
        *ended, rest = data.split(_END)
        frames = []
        for run in ended:
            stuffed, self._held = self._held + run, b""
            if not stuffed:
                continue
            frame = _decoded(stuffed)
            if frame is None:
                self.dropped += 1
            else:
                frames.append(frame)
        # So many are enough to know, at their end, that they were too many.
        self._held = (self._held + rest)[:FRAME_SIZE_MAX]
        return frames


def _decoded(stuffed: bytes) -> Frame | None:
    body = cobs.decode(stuffed) if len(stuffed) < FRAME_SIZE_MAX else None
    if body is None or not _BODY_SIZE_MIN <= len(body) <= _BODY_SIZE_MAX:
        return None
    checked, crc = body[:-_CRC_SIZE], body[-_CRC_SIZE:]
    if zlib.crc32(checked) != int.from_bytes(crc, "big"):
        return None
    return Frame(checked[0], checked[1], checked[_HEAD_SIZE:])
