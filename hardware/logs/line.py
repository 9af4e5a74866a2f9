"""A log record as one masked line of text; whatever was handed in with it stays out.

An argument is shown by what it is: numbers and texts as they are, bytes by their number, an
exception by its type (its text may quote what it choked on), any other object by its type. What
came in `extra`, a stack, and an exception's text as somebody else has formatted it are left out.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Set
from datetime import UTC, datetime
from enum import Enum
from pathlib import PurePath
from typing import Final
from uuid import UUID

from hardware.crypto.secret import Secret
from hardware.logs.mask import masked
from hardware.process_start import told

ITEMS_SHOWN: Final = 20
DEPTH_MAX: Final = 4

_ESCAPES: Final = {
    **{code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))},
    0x0A: "\\n",
    0x0D: "\\r",
    0x09: "\\t",
    # What ends a line or turns its direction for some reader.
    **{
        code: f"\\u{code:04x}"
        for code in (0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    },
}


def line_of(record: logging.LogRecord) -> str:
    """UTC time, level, logger and message. Never raises for what a caller has handed in."""
    parts = [_message(record)]
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    if error is not None:
        parts.append(told(error))
    words = masked(" ".join(parts)).translate(_ESCAPES)
    name = masked(record.name).translate(_ESCAPES)
    return f"{stamp(record.created)} {record.levelname} {name} {words}"


def stamp(seconds: float) -> str:
    """A time as it stands at the front of a line."""
    ms = round(seconds * 1000)
    return f"{datetime.fromtimestamp(ms // 1000, UTC):%Y-%m-%dT%H:%M:%S}.{ms % 1000:03d}Z"


def shown(value: object, depth: int = 0) -> object:
    """What may be formatted in its place."""
    match value:
        case Enum():
            return value.name
        case None | bool() | int() | float() | Secret() | UUID() | PurePath():
            return value
        case str():
            return str(value)
        case bytes() | bytearray() | memoryview():
            return f"<{len(value)} bytes>"
        case BaseException():
            return told(value)
        case Mapping() | Set() | list() | tuple() if depth >= DEPTH_MAX:
            return "…"
        case Mapping():
            items = list(value.items())[:ITEMS_SHOWN]
            return {_key(key): shown(each, depth + 1) for key, each in items}
        case Set() | list() | tuple():
            return [shown(each, depth + 1) for each in list(value)[:ITEMS_SHOWN]]
        case _:
            return f"<{type(value).__name__}>"


def _key(key: object) -> object:
    return key if isinstance(key, str | int) else f"<{type(key).__name__}>"


def _message(record: logging.LogRecord) -> str:
    try:
        text = str(shown(record.msg))
        match record.args:
            case None | ():
                return text
            case tuple() as args:
                return text % tuple(shown(each) for each in args)
            case args:
                return text % {_key(key): shown(each) for key, each in args.items()}
    except Exception as error:  # noqa: BLE001  a caller's mistake must not cost the line, nor tell the rest
        return f"unformattable={type(error).__name__} place={record.filename}:{record.lineno}"
