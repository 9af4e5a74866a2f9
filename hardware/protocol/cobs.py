"""Consistent overhead byte stuffing: any bytes, written without the byte 0x00.

Blocks of one code byte c (1..255) and c - 1 bytes; a block of c < 255 stands for its bytes and one
0x00, except at the end. So 254 bytes cost one byte more, and a frame can end in 0x00.
"""

from __future__ import annotations

from typing import Final

_BLOCK_MAX: Final = 254


def encode(data: bytes) -> bytes:
    """The stuffed form, without the 0x00 that ends it."""
    stuffed = bytearray()
    runs = data.split(b"\0")
    for index, run in enumerate(runs):
        whole = len(run) // _BLOCK_MAX * _BLOCK_MAX
        for at in range(0, whole, _BLOCK_MAX):
            stuffed.append(_BLOCK_MAX + 1)
            stuffed += run[at : at + _BLOCK_MAX]
        is_last = index == len(runs) - 1
        # A full block has no zero of its own: it ends the data only where nothing follows.
        if len(run) > whole or not whole or not is_last:
            stuffed.append(len(run) - whole + 1)
            stuffed += run[whole:]
    return bytes(stuffed)


def decode(stuffed: bytes) -> bytes | None:
    """The bytes; None where a block is cut short or holds a 0x00."""
    if 0 in stuffed:
        return None
    data = bytearray()
    at = 0
    while at < len(stuffed):
        code = stuffed[at]
        end = at + code
        if end > len(stuffed):
            return None
        data += stuffed[at + 1 : end]
        if code <= _BLOCK_MAX and end < len(stuffed):
            data.append(0)
        at = end
    return bytes(data)
