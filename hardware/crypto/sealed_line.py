"""Where a sealed log's line carries its seal: two fields of fixed size before the version.

    …,"h":"64 hex digits","m":"32 hex digits","ver":2}\\n

The body, which the seal is of, is the line without these two fields. Cut and joined by sizes alone:
whoever checks a log must not need to understand it, and one body has one line.
"""

from __future__ import annotations

import re
from typing import Final

from hardware.crypto.sealed_log import HASH_SIZE, MAC_SIZE, Seal

VERSION: Final = 2
TAIL: Final = b'"ver":2}\n'
SEAL_SIZE: Final = len('"h":"","m":"",') + 2 * (HASH_SIZE + MAC_SIZE)

_START: Final = -(SEAL_SIZE + len(TAIL))
_SEAL: Final = re.compile(rb'"h":"([0-9a-f]{64})","m":"([0-9a-f]{32})",')


class LineInvalid(Exception):
    """These bytes are no sealed line. The message names no content."""


def body_of(line: bytes) -> bytes:
    """The line without its seal. Raises LineInvalid."""
    seal_of(line)
    return line[:_START] + TAIL


def seal_of(line: bytes) -> Seal:
    """What the line says its seal is; nothing is checked by that. Raises LineInvalid."""
    found = _SEAL.fullmatch(line[_START : -len(TAIL)])
    if found is None or not _is_one_line(line):
        raise LineInvalid("the line has no seal at its end")
    return Seal(bytes.fromhex(found[1].decode("ascii")), bytes.fromhex(found[2].decode("ascii")))


def sealed(body: bytes, seal: Seal) -> bytes:
    """The line of this body. Raises LineInvalid if the seal has no place in it."""
    if len(seal.h) != HASH_SIZE or len(seal.m) != MAC_SIZE:
        raise ValueError("a seal has 32 and 16 bytes")
    if not _is_one_line(body):
        raise LineInvalid("the body is not one line that ends with its version")
    fields = f'"h":"{seal.h.hex()}","m":"{seal.m.hex()}",'
    return body[: -len(TAIL)] + fields.encode("ascii") + TAIL


def _is_one_line(text: bytes) -> bool:
    return text.endswith(TAIL) and b"\n" not in text[:-1]
