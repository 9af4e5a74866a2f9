"""One line of the journal: canonical JSON, the keys in one order, and back.

    seq t mono boot atm visit txn ev out rsn actor d h m ver

`d` has its keys sorted; no blanks; UTF-8; integers only. Same entry, same bytes: a line that
does not come back byte for byte was not written here. `h` and `m` are its seal; the line without
them is its body, which the seal is of (hardware.crypto.sealed_line).
"""

from __future__ import annotations

import json
import re
from typing import Final, NoReturn

from hardware.crypto.sealed_line import SEAL_SIZE, VERSION, LineInvalid, body_of, seal_of, sealed
from hardware.crypto.sealed_log import Seal
from kiosk.journal.entry import Actor, Entry, Out, StoredEntry
from kiosk.journal.errors import JournalBroken
from kiosk.journal.event_base import Json, encode_event

__all__ = [
    "KEYS",
    "LINE_SIZE_MAX",
    "SEAL_SIZE",
    "VERSION",
    "body_of",
    "decode",
    "encode",
    "encode_body",
    "seal_of",
    "sealed",
    "stored",
]

LINE_SIZE_MAX: Final = 8_192
SEQ_MAX: Final = 2**53 - 1
ZERO_H: Final = "0" * 64
ZERO_M: Final = "0" * 32

KEYS: Final = (
    "seq", "t", "mono", "boot", "atm", "visit", "txn", "ev", "out", "rsn", "actor", "d", "h", "m",
    "ver",
)  # fmt: skip

_JSON: Final = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=True
)


def _refuse(_text: str) -> NoReturn:
    raise ValueError("integers only")


_READ: Final = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)
_CODE: Final = re.compile(r"[0-9A-Za-z-]{0,40}")
_TXN: Final = re.compile(r"[0-9a-f]{32}")
_EV: Final = re.compile(r"[A-Z][A-Z0-9_]{0,39}")


def stored(entry: Entry, *, seq: int, t: int, mono: int, boot: int, atm: str) -> StoredEntry:
    """The entry with its place in the journal, not sealed yet.

    Raises ValueError or TypeError, by field.
    """
    if entry.visit is not None and not (entry.visit and _CODE.fullmatch(entry.visit)):
        raise ValueError("visit: not a code")
    rsn = entry.event.reason_code() if entry.rsn is None else entry.rsn
    if not _CODE.fullmatch(rsn):
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
        rsn=rsn,
        actor=entry.event.acted_by() if entry.actor is None else entry.actor,
        d=encode_event(entry.event),
        h=ZERO_H,
        m=ZERO_M,
        ver=VERSION,
    )


def encode_body(entry: StoredEntry) -> bytes:
    """The line without its seal. Raises ValueError if it is too long."""
    # Whatever is not in `d` is a number or a code: nothing in it could need an escape.
    visit = "null" if entry.visit is None else f'"{entry.visit}"'
    txn = "null" if entry.txn is None else f'"{entry.txn}"'
    body = (
        f'{{"seq":{entry.seq},"t":{entry.t},"mono":{entry.mono},"boot":{entry.boot},'
        f'"atm":"{entry.atm}","visit":{visit},"txn":{txn},"ev":"{entry.ev}",'
        f'"out":"{entry.out.value}","rsn":"{entry.rsn}","actor":"{entry.actor.value}",'
        f'"d":{_JSON.encode(entry.d)},"ver":{entry.ver}}}\n'
    ).encode()
    if len(body) > LINE_SIZE_MAX - SEAL_SIZE:
        raise ValueError("the entry is too long for a line")
    return body


def encode(entry: StoredEntry) -> bytes:
    """The line with its newline. Raises ValueError if it is too long."""
    return sealed(encode_body(entry), Seal(bytes.fromhex(entry.h), bytes.fromhex(entry.m)))


def decode(line: bytes) -> StoredEntry:
    """The entry of a line with its newline. Raises JournalBroken without the content."""
    if len(line) > LINE_SIZE_MAX:
        raise JournalBroken("the line is too long")
    try:
        fields = _READ.decode(line.decode("utf-8"))
    except (ValueError, RecursionError):
        # `from None`: the decoder's message quotes the line.
        raise JournalBroken("the line is not JSON") from None
    if not isinstance(fields, dict) or tuple(fields) != KEYS:
        raise JournalBroken("the line has other keys")
    if _integer(fields, "ver") != VERSION:
        raise JournalBroken(_other_version(fields))
    try:
        seal, body = seal_of(line), body_of(line)
    except LineInvalid:
        raise JournalBroken("the line is not canonical") from None
    entry = _entry(fields, seal)
    try:
        is_canonical = encode_body(entry) == body
    except ValueError:  # text that is no Unicode
        is_canonical = False
    if not is_canonical:
        raise JournalBroken("the line is not canonical")
    return entry


def _other_version(fields: dict[str, Json]) -> str:
    if fields["ver"] == 1:
        return "it was written by an earlier version of this program; begin with a new state folder"
    return "the line has another version"


def _entry(fields: dict[str, Json], seal: Seal) -> StoredEntry:
    d = fields["d"]
    if not isinstance(d, dict):
        raise JournalBroken("d is not an object")
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
        h=seal.h.hex(),
        m=seal.m.hex(),
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
