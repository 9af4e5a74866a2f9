"""The frames on one device's line as a log for engineers: one line for a command and its answer.

    device=card_reader op=LATCH seq=7 sent=0 got=1 status=OK ms=4.1

A poll that says what the one before it said is only counted; `same` tells how often.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hardware.errors import TransportError
from hardware.protocol.frame import Frame
from hardware.protocol.link import REPLY_BIT, Transport
from hardware.status import Status
from hardware.transport.frame_words import frame_words, op_name
from hardware.transport.recorder import Direction, Recorder, Trace

POLLS: Final = frozenset({"STATUS", "GET", "KEYS"})
SAME_COUNT_MAX: Final = 4_000  # a quarter of an hour of idle polls

Write = Callable[[str], None]


@dataclass(slots=True)
class _Told:
    """The last line of a poll, and how often it was true since."""

    words: str
    same: int = 0


class DeviceLog:
    """Takes the traces of one line; belongs to the thread of its port."""

    def __init__(self, device: str, write: Write, monotonic: Callable[[], float]) -> None:
        self._device = device
        self._write = write
        self._monotonic = monotonic
        self._asked: Trace | None = None
        self._asked_s = 0.0
        self._told: dict[str, _Told] = {}

    def note(self, trace: Trace) -> None:
        if trace.seq is None or trace.op is None:
            self._say(f"damaged={trace.damaged} direction={trace.direction.name.lower()}")
        elif trace.direction is Direction.SENT:
            self.unanswered()
            self._asked, self._asked_s = trace, self._monotonic()
        elif self._is_answered_by(trace):
            self._answered(trace)
        else:
            self._say(f"op={op_name(self._device, trace.op)} seq={trace.seq} late=yes")

    def unanswered(self, why: str = "none") -> None:
        """What was asked gets no answer any more, as far as anybody waits for it."""
        asked, self._asked = self._asked, None
        if asked is None or asked.op is None:
            return
        op = op_name(self._device, asked.op)
        self._told.pop(op, None)
        words = f" {asked.words}" if asked.words else ""
        ms = (self._monotonic() - self._asked_s) * 1000
        sizes = f"seq={asked.seq} sent={asked.length} ms={ms:.1f}"
        self._say(f"op={op} {sizes} answer={why}{words}")

    def _is_answered_by(self, trace: Trace) -> bool:
        asked = self._asked
        return (
            asked is not None
            and asked.op is not None
            and (asked.seq, asked.op | REPLY_BIT) == (trace.seq, trace.op)
        )

    def _answered(self, trace: Trace) -> None:
        asked, self._asked = self._asked, None
        assert asked is not None
        assert asked.op is not None
        op = op_name(self._device, asked.op)
        words = " ".join(filter(None, (_status(trace.status), asked.words, trace.words)))
        same = self._same(op, words)
        if same is None:
            return
        ms = (self._monotonic() - self._asked_s) * 1000
        sizes = f"seq={asked.seq} sent={asked.length} got={trace.length}"
        again = f" same={same}" if same else ""
        self._say(f"op={op} {sizes} ms={ms:.1f} {words}{again}")

    def _same(self, op: str, words: str) -> int | None:
        """None: nothing new. Otherwise how many polls before were like the one told last."""
        if op not in POLLS:
            return 0
        told = self._told.get(op)
        if told is not None and told.words == words and told.same < SAME_COUNT_MAX:
            told.same += 1
            return None
        self._told[op] = _Told(words)
        return told.same if told is not None else 0

    def _say(self, words: str) -> None:
        self._write(f"device={self._device} {words}")


class LoggedTransport:
    """A transport whose frames go into a device log."""

    def __init__(
        self, transport: Transport, device: str, write: Write, monotonic: Callable[[], float]
    ) -> None:
        """write: may be called in any thread, since `close` may."""
        self._log = DeviceLog(device, write, monotonic)
        self._recorder = Recorder(transport, self._note, self._words_of)
        self._device = device
        self._write_line = write
        self._is_closed = False

    def write(self, data: bytes) -> None:
        try:
            self._recorder.write(data)
        except TransportError:
            self._log.unanswered("line-gone")
            raise

    def read(self, timeout_s: float) -> bytes:
        try:
            data = self._recorder.read(timeout_s)
        except TransportError:
            self._log.unanswered("line-gone")
            raise
        if not data:
            self._log.unanswered()
        return data

    def close(self) -> None:
        self._recorder.close()
        if not self._is_closed:
            self._is_closed = True
            self._write_line(f"device={self._device} closed")

    # A log that cannot say something must not cost the command that it is about.

    def _words_of(self, frame: Frame) -> str:
        try:
            return frame_words(self._device, frame)
        except Exception:  # noqa: BLE001  a log must not cost the command that it is about
            return "unreadable=yes"

    def _note(self, trace: Trace) -> None:
        with contextlib.suppress(Exception):
            self._log.note(trace)


def _status(status: Status | int | None) -> str:
    match status:
        case None:
            return "status=none"
        case Status():
            return f"status={status.name}"
        case _:
            return f"status=0x{status:02x}"
