"""ESC/POS: the few commands of a receipt printer's language that receipts need.

    1B 40             initialise              1B 74 n        code page; 19 is CP858, which has €
    1B 61 n           0 left, 1 centred       1B 45 n        0 plain, 1 bold
    1D 21 n           size; 01 twice as high  0A             print the line
    1D 56 42 00       feed and cut            10 04 n        status now, see escpos_replies
    1D 28 48 06 00 30 30 id4                  say when all before this has been done
    10 14 08 01 03 14 01 06 02 08             forget what is not printed yet, now
    1D 65 02                                  take back in what lies in the slot, with a presenter

What begins with 10 is obeyed at once, also by a printer that has stopped; all else waits its turn.
Source: Epson, ESC/POS command reference; for status 20 and 1D 65 the command set of Custom's
kiosk printers.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

CODE_PAGE: Final = "cp858"
JOB_SIZE_MAX: Final = 4000  # with its process id it fits into a buffer of 4 kB
PROCESS_ID_SIZE: Final = 4

INITIALISE: Final = b"\x1b@"
SELECT_CODE_PAGE: Final = b"\x1bt\x13"
LINE_END: Final = b"\n"
CUT: Final = b"\x1dVB\x00"
RETRACT: Final = b"\x1de\x02"
CLEAR: Final = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"

_PROCESS_ID: Final = b"\x1d(H\x06\x0000"
_FIRST_PRINTABLE: Final = 0x20


class Ask(IntEnum):
    """What a printer can be asked for at any time."""

    PRINTER = 1
    OFFLINE = 2
    ERROR = 3
    PAPER = 4
    PRESENTER = 20  # whether a receipt sticks out; not every printer has the sensor


def align(*, centred: bool) -> bytes:
    return b"\x1ba" + bytes((centred,))


def bold(*, on: bool) -> bytes:
    return b"\x1bE" + bytes((on,))


def size(*, tall: bool) -> bytes:
    """Never wider: a line keeps its columns."""
    return b"\x1d!" + bytes((tall,))


def text(line: str) -> bytes:
    """Raises ValueError (UnicodeEncodeError) for what the page lacks, or for a command in it."""
    data = line.encode(CODE_PAGE)
    if any(byte < _FIRST_PRINTABLE for byte in data):
        raise ValueError("a line holds a control character")
    return data


def ask(what: Ask) -> bytes:
    return b"\x10\x04" + bytes((what,))


def process_id(ident: bytes) -> bytes:
    """The printer answers with these four printable characters when it has come so far."""
    if len(ident) != PROCESS_ID_SIZE or not (ident.isascii() and ident.decode().isprintable()):
        raise ValueError("a process id is four printable characters")
    return _PROCESS_ID + ident
