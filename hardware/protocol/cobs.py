"""Consistent overhead byte stuffing: any bytes, written without the byte 0x00.

Blocks of one code byte c (1..255) and c - 1 bytes; a block of c < 255 stands for its bytes and one
0x00, except at the end. So 254 bytes cost one byte more, and a frame can end in 0x00.
"""

from __future__ import annotations

from typing import Final

_BLOCK_MAX: Final = 254
_CODE: Final = tuple(bytes((code,)) for code in range(256))
_FULL: Final = _BLOCK_MAX + 1


def encode(data: bytes) -> bytes:
    """The stuffed form, without the 0x00 that ends it."""
    runs = data.split(b"\0")
    if max(map(len, runs)) < _BLOCK_MAX:
        return b"".join([_CODE[len(run) + 1] + run for run in runs])
    *inner, last = runs
    return b"".join([*map(_stuffed, inner), _stuffed(last, is_last=True)])


def decode(stuffed: bytes) -> bytes | None:
    """The bytes; None where a block is cut short or holds a 0x00."""
    if 0 in stuffed:
        return None
    # Where a code stands, there was a 0x00: not before the first block, nor after a full one.
    data = bytearray(stuffed)
    after_full = []
    at, size = 0, len(data)
    while at < size:
        code = data[at]
        data[at] = 0
        at += code
        if code == _FULL:
            after_full.append(at)
    for code_at in reversed(after_full):
        del data[code_at : code_at + 1]
    return bytes(data[1:]) if at == size else None


def _stuffed(run: bytes, *, is_last: bool = False) -> bytes:
    """One run without a 0x00, and the 0x00 after it unless it is the last."""
    whole = len(run) // _BLOCK_MAX * _BLOCK_MAX
    blocks = [_CODE[_FULL] + run[at : at + _BLOCK_MAX] for at in range(0, whole, _BLOCK_MAX)]
    # A full block has no zero of its own: it ends the data only where nothing follows.
    rest = run[whole:]
    if rest or not is_last or not run:
        blocks.append(_CODE[len(rest) + 1] + rest)
    return b"".join(blocks)
