"""One line of a journal as the tools see it: its fields by their places, whatever event it is.

Nothing of the kiosk is needed for this, so that a journal can be read on any computer, and by a
program of another version. What is no canonical line of this version is LineBad.
"""

from __future__ import annotations

import json
import re
from typing import Final, NamedTuple

from hardware.crypto.sealed_line import SEAL_SIZE, TAIL, VERSION

LINE_SIZE_MAX: Final = 8_192

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
Fields = dict[str, Json]

_NUMBER: Final = "(0|[1-9][0-9]{0,15})"
_LINE: Final = re.compile(
    r'\{"seq":' + _NUMBER + ',"t":' + _NUMBER + ',"mono":' + _NUMBER + ',"boot":' + _NUMBER
    + ',"atm":"([0-9A-Za-z-]{0,40})","visit":(?:null|"([0-9A-Za-z-]{1,40})")'
    + ',"txn":(?:null|"([0-9a-f]{32})"),"ev":"([A-Z][A-Z0-9_]{0,39})"'
    + ',"out":"(ok|fail|unknown)","rsn":"([0-9A-Za-z-]{0,40})"'
    + r',"actor":"(customer|staff|bank|system|device)","d":(\{.*\})'
    + r',"h":"([0-9a-f]{64})","m":"([0-9a-f]{32})","ver":2\}\n'
)  # fmt: skip
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_ESCAPE: Final = re.compile(r'(?:^|[^\\])(?:\\\\)*\\[^"\\]')
_T_MAX: Final = 253_402_300_799_000  # the last second that a date can say
_OLD: Final = b',"ver":1}\n'
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
        d_text: its field d, as it stands there.
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
    d_text: str
    h: str
    m: str
    raw: bytes

    @property
    def body(self) -> bytes:
        """What the seal is of."""
        return self.raw[: -(SEAL_SIZE + len(TAIL))] + TAIL

    @property
    def d(self) -> Fields:
        """The event's own fields. Raises LineBad."""
        return fields_of(self.d_text)


def parse(raw: bytes) -> Line:
    """The line in these bytes. Raises LineBad; d is decoded only when it is asked for.

    No kiosk writes a control character, or any escape but those of a quote and of a backslash: so
    nothing in a journal can steer the terminal on which somebody reads it.
    """
    try:
        found = _LINE.fullmatch(raw.decode("utf-8"))
    except UnicodeDecodeError:
        found = None
    if found is None:
        raise _why(raw)
    if int(found[2]) > _T_MAX:
        raise LineBad("its time is none that a clock says")
    seq, t, mono, boot, atm, visit, txn, ev, out, rsn, actor, d, h, m = found.groups("")
    if _CONTROL.search(d) or ("\\" in d and _ESCAPE.search(d)):
        raise LineBad("its d has text that no kiosk writes")
    return Line(
        int(seq), int(t), int(mono), int(boot), atm, visit, txn, ev, out, rsn, actor, d, h, m, raw
    )  # fmt: skip


def fields_of(text: str) -> Fields:
    """Raises LineBad unless this is one object of text and whole numbers, each key once, sorted."""
    try:
        fields = _JSON.decode(text)
    except (ValueError, RecursionError):
        raise LineBad("its d is not canonical JSON") from None  # the message quotes the line
    if not isinstance(fields, dict):
        raise LineBad("its d is no object")
    return fields


def _object(pairs: list[tuple[str, Json]]) -> Fields:
    fields = dict(pairs)
    if len(fields) != len(pairs) or list(fields) != sorted(fields):
        raise ValueError("keys")
    return fields


def _refuse(_text: str) -> Json:
    raise ValueError("number")


_JSON: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_refuse, parse_constant=_refuse
)


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
