"""The receipt printer's line as a log for engineers: what was asked and answered, never a receipt.

    device=receipt_printer op=STATUS ms=1.2 status=12,12,12,1e same=40
    device=receipt_printer op=PRINT sent=586
    device=receipt_printer op=PRINT done=yes ms=1210.4

An answer that says what the one before it said is only counted; `same` tells how often.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.errors import TransportError
from hardware.protocol import escpos
from hardware.protocol.escpos import Ask
from hardware.protocol.escpos_replies import (
    Cleared,
    Presented,
    Processed,
    Reply,
    ReplyReader,
    StatusByte,
)
from hardware.protocol.link import Transport
from hardware.transport.device_log import SAME_COUNT_MAX, LoggedTransport, Write

PRINTER: Final = "receipt_printer"
PRINT: Final = "PRINT"
CUT: Final = "CUT"
TAKE_BACK: Final = "TAKE-BACK"
REPLIES_KEPT_MAX: Final = 8

_MOVES: Final = (PRINT, CUT, TAKE_BACK)
_ID_SIZE: Final = len(escpos.process_id(b"0000"))


class LoggedPrinter:
    """A transport to a printer; what passes goes into the device log, as far as it may."""

    def __init__(
        self, transport: Transport, write: Write, monotonic: Callable[[], float], device: str
    ) -> None:
        """write: may be called in any thread, since `close` may."""
        self._transport = transport
        self._write = write
        self._monotonic = monotonic
        self._device = device
        self._reader = ReplyReader()
        self._op = self._moved = ""
        self._asked_s = self._printed_s = monotonic()
        self._answered_s: float | None = None
        self._replies: list[Reply] = []
        self._told: dict[str, tuple[str, int]] = {}
        self._is_closed = False

    def write(self, data: bytes) -> None:
        self._tell()
        self._op, self._asked_s, self._answered_s = _op(data), self._monotonic(), None
        self._replies = []
        if self._op in _MOVES:
            self._printed_s, self._moved = self._asked_s, self._op
            self._say(f"op={self._op} sent={len(data)}")
        try:
            self._transport.write(data)
        except TransportError:
            self._line_gone()
            raise

    def read(self, timeout_s: float) -> bytes:
        try:
            data = self._transport.read(timeout_s)
        except TransportError:
            self._line_gone()
            raise
        for reply in self._reader.feed(data):
            self._answered_s = self._monotonic()
            if isinstance(reply, Processed):
                ms = (self._answered_s - self._printed_s) * 1000
                self._say(f"op={self._moved} done=yes ms={ms:.1f}")
            elif len(self._replies) < REPLIES_KEPT_MAX:
                self._replies.append(reply)
        return data

    def close(self) -> None:
        self._transport.close()
        if not self._is_closed:
            self._is_closed = True
            self._say("closed")

    def _tell(self) -> None:
        """What came of the question before."""
        op, self._op = self._op, ""
        if op in {"", *_MOVES}:
            return
        words = _words(self._replies)
        before, same = self._told.get(op, ("", 0))
        if words == before and same < SAME_COUNT_MAX:
            self._told[op] = (words, same + 1)
            return
        self._told[op] = (words, 0)
        ended_s = self._monotonic() if self._answered_s is None else self._answered_s
        again = f" same={same}" if same else ""
        self._say(f"op={op} ms={(ended_s - self._asked_s) * 1000:.1f} {words}{again}")

    def _line_gone(self) -> None:
        op, self._op = self._op, ""
        self._say(f"op={op or 'none'} answer=line-gone")

    def _say(self, words: str) -> None:
        self._write(f"device={self._device} {words}")


def logged(
    transport: Transport, device: str, write: Write, monotonic: Callable[[], float]
) -> Transport:
    """The transport of a device by its port's name, with its log."""
    if device == PRINTER:
        return LoggedPrinter(transport, write, monotonic, device)
    return LoggedTransport(transport, device, write, monotonic)


def _op(data: bytes) -> str:
    if data[:-_ID_SIZE] == escpos.RETRACT:
        return TAKE_BACK
    if data[:-_ID_SIZE] in {escpos.CUT, escpos.CUT + escpos.RETRACT}:
        return CUT
    if escpos.CUT in data:
        return PRINT
    if data == escpos.CLEAR:
        return "CLEAR"
    return "PRESENTER" if data == escpos.ask(Ask.PRESENTER) else "STATUS"


def _words(replies: list[Reply]) -> str:
    said = [word for word in map(_word, replies) if word]
    return f"status={','.join(said)}" if said else "answer=none"


def _word(reply: Reply) -> str:
    match reply:
        case StatusByte(value):
            return f"{value:02x}"
        case Presented(has_receipt):
            return "receipt" if has_receipt else "empty"
        case Cleared():
            return "cleared"
    return ""
