"""Reads what the bank exports for a verifier: first keys by name, and anchors."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hardware.crypto.sealed_log import KEY_SIZE, key_name
from hardware.crypto.secret import Secret

KEYS_MAX: Final = 10_000
ANCHORS_MAX: Final = 1_000_000
_KEY: Final = re.compile(r"(\S{1,64}) ([0-9a-f]{16}) ([0-9a-f]{64})")
_HEX: Final = re.compile(r"[0-9a-f]+")
_H_SIZE, _M_SIZE = 64, 32


class Unreadable(Exception):
    """A file that was handed over is not what it should be. Names the line, never its content."""


@dataclass(slots=True)
class Anchor:
    """What the bank was told of an entry: the number, and the seal that it had then.

    Attributes:
        key: name of the first key; empty if the bank's file does not say.
        is_met: the journal has this entry.
        differs: where the journal has another entry with this number.
    """

    seq: int
    h: str
    m: str
    key: str = ""
    is_met: bool = False
    differs: list[tuple[str, int]] = field(default_factory=list)


def read_keys(path: Path) -> dict[str, Secret]:
    """First keys by name, from lines `atm key-name hex`. Raises Unreadable, OSError."""
    keys: dict[str, Secret] = {}
    for number, line in enumerate(_lines(path, KEYS_MAX), start=1):
        found = _KEY.fullmatch(line)
        if found is None:
            raise Unreadable(f"{path} line {number}: not `atm key-name hex`")
        key = Secret(bytes.fromhex(found[3]))
        assert len(key) == KEY_SIZE
        if key_name(key) != found[2]:
            raise Unreadable(f"{path} line {number}: the key has another name")
        keys[found[2]] = key
    if not keys:
        raise Unreadable(f"{path}: no key is in it")
    return keys


def read_anchors(path: Path) -> dict[int, list[Anchor]]:
    """Anchors by seq, from JSON lines {seq, h, m}, with `key` if there is one; seq 0 is none.

    Raises Unreadable, OSError.
    """
    anchors: dict[int, list[Anchor]] = {}
    for number, line in enumerate(_lines(path, ANCHORS_MAX), start=1):
        anchor = _anchor(line)
        if anchor is None:
            raise Unreadable(f'{path} line {number}: not {{"seq", "h", "m"}}')
        if anchor.seq:
            anchors.setdefault(anchor.seq, []).append(anchor)
    return anchors


def _anchor(line: str) -> Anchor | None:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    seq, h, m, key = (fields.get(name) for name in ("seq", "h", "m", "key"))
    if type(seq) is not int or seq < 0 or not isinstance(key, str | None):
        return None
    if not _is_hex(h, _H_SIZE) or not _is_hex(m, _M_SIZE):
        return None
    return Anchor(seq, str(h), str(m), key or "")


def _is_hex(value: object, size: int) -> bool:
    return isinstance(value, str) and len(value) == size and _HEX.fullmatch(value) is not None


def _lines(path: Path, count_max: int) -> list[str]:
    try:
        with path.open(encoding="utf-8") as file:
            found = [line for line in map(str.strip, file) if line]
    except UnicodeDecodeError:
        raise Unreadable(f"{path}: not text") from None
    if len(found) > count_max:
        raise Unreadable(f"{path}: more than {count_max} lines")
    return found
