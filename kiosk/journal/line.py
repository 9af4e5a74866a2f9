"""One line of the journal: canonical JSON, the keys in one order, and back.

    seq t mono boot atm visit txn ev out rsn actor d h m ver

`d` has its keys sorted; no blanks; UTF-8; integers only. Same entry, same bytes: a line that
does not come back byte for byte was not written here.
"""

from __future__ import annotations

import json
import re
from typing import Final

from kiosk.journal.entry import Actor, Entry, Out, StoredEntry
from kiosk.journal.errors import JournalBroken
from kiosk.journal.event_base import Json, encode_event

VERSION: Final = 1
LINE_SIZE_MAX: Final = 8_192
SEQ_MAX: Final = 2**53 - 1
ZERO_H: Final = "0" * 64
ZERO_M: Final = "0" * 32

KEYS: Final = (
    "seq", "t", "mono", "boot", "atm", "visit", "txn", "ev", "out", "rsn", "actor", "d", "h", "m",
    "ver",
)  # fmt: skip

_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_CODE: Final = re.compile(r"[0-9A-Za-z-]{0,40}")
_TXN: Final = re.compile(r"[0-9a-f]{32}")
_EV: Final = re.compile(r"[A-Z][A-Z0-9_]{0,39}")
_HEX: Final = re.compile(r"[0-9a-f]*")
_H_SIZE: Final = 64
_M_SIZE: Final = 32


def stored(entry: Entry, *, seq: int, t: int, mono: int, boot: int, atm: str) -> StoredEntry:
    """The entry with its place in the journal. Raises ValueError or TypeError, by field."""
    if entry.visit is not None and not (entry.visit and _CODE.fullmatch(entry.visit)):
        raise ValueError("visit: not a code")
    if not _CODE.fullmatch(entry.rsn):
        raise ValueError("rsn: not a code")
    txid = entry.txid if entry.txid is not None else getattr(entry.event, "txid", None)
    return StoredEntry(
        seq=seq,
        t=t,
        mono=mono,
        boot=boot,
        atm=atm,
        visit=entry.visit,
        txn=None if txid is None else txid.hex(),
        ev=entry.event.CODE,
        out=entry.out,
        rsn=entry.rsn,
        actor=entry.actor,
        d=encode_event(entry.event),
        h=ZERO_H,
        m=ZERO_M,
        ver=VERSION,
    )


def encode(entry: StoredEntry) -> bytes:
    """The line with its newline. Raises ValueError if it is too long."""
    fields: dict[str, Json] = {
        "seq": entry.seq,
        "t": entry.t,
        "mono": entry.mono,
        "boot": entry.boot,
        "atm": entry.atm,
        "visit": entry.visit,
        "txn": entry.txn,
        "ev": entry.ev,
        "out": entry.out.value,
        "rsn": entry.rsn,
        "actor": entry.actor.value,
        "d": _sorted(dict(entry.d)),
        "h": entry.h,
        "m": entry.m,
        "ver": entry.ver,
    }
    line = _JSON.encode(fields).encode("utf-8") + b"\n"
    if len(line) > LINE_SIZE_MAX:
        raise ValueError("the entry is too long for a line")
    return line


def decode(line: bytes) -> StoredEntry:
    """The entry of a line with its newline. Raises JournalBroken without the content."""
    if len(line) > LINE_SIZE_MAX:
        raise JournalBroken("the line is too long")
    try:
        fields = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        # `from None`: the decoder's message quotes the line.
        raise JournalBroken("the line is not JSON") from None
    if not isinstance(fields, dict) or tuple(fields) != KEYS:
        raise JournalBroken("the line has other keys")
    entry = _entry(fields)
    if encode(entry) != line:
        raise JournalBroken("the line is not canonical")
    return entry


def _entry(fields: dict[str, Json]) -> StoredEntry:
    d = fields["d"]
    if not isinstance(d, dict):
        raise JournalBroken("d is not an object")
    if _integer(fields, "ver") != VERSION:
        raise JournalBroken("the line has another version")
    try:
        out, actor = Out(_text(fields, "out")), Actor(_text(fields, "actor"))
    except ValueError:
        raise JournalBroken("out or actor is unknown") from None
    return StoredEntry(
        seq=_integer(fields, "seq"),
        t=_integer(fields, "t"),
        mono=_integer(fields, "mono"),
        boot=_integer(fields, "boot"),
        atm=_text(fields, "atm", _CODE),
        visit=None if fields["visit"] is None else _text(fields, "visit", _CODE),
        txn=None if fields["txn"] is None else _text(fields, "txn", _TXN),
        ev=_text(fields, "ev", _EV),
        out=out,
        rsn=_text(fields, "rsn", _CODE),
        actor=actor,
        d=d,
        h=_hex(fields, "h", _H_SIZE),
        m=_hex(fields, "m", _M_SIZE),
        ver=VERSION,
    )


def _integer(fields: dict[str, Json], name: str) -> int:
    value = fields[name]
    if type(value) is not int or not 0 <= value <= SEQ_MAX:
        raise JournalBroken(f"{name} is not a number of the journal")
    return value


def _text(fields: dict[str, Json], name: str, shape: re.Pattern[str] = _CODE) -> str:
    value = fields[name]
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise JournalBroken(f"{name} is not text of the journal")
    return value


def _hex(fields: dict[str, Json], name: str, size: int) -> str:
    value = _text(fields, name, _HEX)
    if len(value) != size:
        raise JournalBroken(f"{name} has the wrong size")
    return value


def _sorted(value: Json) -> Json:
    """The same with every object's keys in order; floats cannot come in."""
    match value:
        case dict():
            return {key: _sorted(value[key]) for key in sorted(value)}
        case list():
            return [_sorted(item) for item in value]
        case float():
            raise JournalBroken("d holds a fraction")
        case _:
            return value
