"""One line of a journal as the tools see it: its fields by their places, whatever event it is.

Nothing of the kiosk is needed for this, so that a journal can be read on any computer, and by a
program of another version. What is no canonical line of this version is LineBad.
"""

from __future__ import annotations

import json
import re
from typing import Final, NamedTuple

from hardware.crypto.sealed_line import SEAL_SIZE, TAIL, VERSION
from hardware.crypto.sealed_log import Seal

LINE_SIZE_MAX: Final = 8_192

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
Fields = dict[str, Json]

_NUMBER: Final = rb"(0|[1-9][0-9]{0,15})"
_LINE: Final = re.compile(
    rb'\{"seq":' + _NUMBER + rb',"t":' + _NUMBER + rb',"mono":' + _NUMBER + rb',"boot":' + _NUMBER
    + rb',"atm":"([0-9A-Za-z-]{0,40})","visit":(?:null|"([0-9A-Za-z-]{1,40})")'
    + rb',"txn":(?:null|"([0-9a-f]{32})"),"ev":"([A-Z][A-Z0-9_]{0,39})"'
    + rb',"out":"(ok|fail|unknown)","rsn":"([0-9A-Za-z-]{0,40})"'
    + rb',"actor":"(customer|staff|bank|system|device)","d":(\{.*\})'
    + rb',"h":"([0-9a-f]{64})","m":"([0-9a-f]{32})","ver":2\}\n'
)  # fmt: skip
_OLD: Final = b'","ver":1}\n'
_JSON: Final = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=True
)
assert VERSION == 2, "the pattern above says so, too"


class LineBad(Exception):
    """These bytes are no line of a journal. The message names no content."""


class OldVersion(LineBad):
    """A line from before entries were sealed."""


class Line(NamedTuple):
    """
    Attributes:
        visit, txn: empty where the line has none.
        raw: the whole line with its newline.
        raw_d: its field d, as it stands there.
        h, m: 64 and 32 hex digits; nothing is checked by reading them.
    """

    seq: int
    t: int
    mono: int
    boot: int
    atm: str
    visit: str
    txn: str
    ev: str
    out: str
    rsn: str
    actor: str
    raw_d: bytes
    h: str
    m: str
    raw: bytes

    @property
    def body(self) -> bytes:
        """What the seal is of."""
        return self.raw[: -(SEAL_SIZE + len(TAIL))] + TAIL

    @property
    def seal(self) -> Seal:
        return Seal(bytes.fromhex(self.h), bytes.fromhex(self.m))

    @property
    def d(self) -> Fields:
        """The event's own fields. Raises LineBad."""
        return fields_of(self.raw_d)


def parse(raw: bytes) -> Line:
    """The line in these bytes. Raises LineBad; d is looked into only when it is asked for."""
    found = _LINE.fullmatch(raw)
    if found is None:
        raise _why(raw)
    seq, t, mono, boot, atm, visit, txn, ev, out, rsn, actor, raw_d, h, m = found.groups(b"")
    return Line(
        int(seq), int(t), int(mono), int(boot), atm.decode(), visit.decode(), txn.decode(),
        ev.decode(), out.decode(), rsn.decode(), actor.decode(), raw_d, h.decode(), m.decode(), raw,
    )  # fmt: skip


def fields_of(raw_d: bytes) -> Fields:
    """Raises LineBad unless these bytes are the one way to write their fields."""
    try:
        text = raw_d.decode("utf-8")
        fields = json.loads(text)
    except (ValueError, RecursionError):
        raise LineBad("its d is not JSON") from None  # the decoder's message quotes the line
    if not isinstance(fields, dict) or _JSON.encode(fields) != text:
        raise LineBad("its d is not canonical")
    return fields


def _why(raw: bytes) -> LineBad:
    if not raw.endswith(b"\n"):
        return LineBad("its end is missing")
    if len(raw) > LINE_SIZE_MAX:
        return LineBad("it is longer than any line")
    if raw.endswith(_OLD):
        return OldVersion("it is of version 1, from before entries were sealed: begin a new state")
    return LineBad("it is not a line of a journal")


def text_of(fields: Fields, name: str) -> str:
    """A field that is text. Raises LineBad."""
    value = fields.get(name)
    if not isinstance(value, str):
        raise LineBad(f"its d has no text {name}")
    return value


def number_of(fields: Fields, name: str) -> int:
    """A field that is a whole number. Raises LineBad."""
    value = fields.get(name)
    if type(value) is not int:
        raise LineBad(f"its d has no number {name}")
    return value
