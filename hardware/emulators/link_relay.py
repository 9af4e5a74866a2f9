"""The line between kiosk and bank: a TCP relay that hands can make slow, silent or dead.

Bytes pass as they are: TLS ends at the kiosk and at the bank, and nothing here could read it.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

LOOPBACK: Final = "127.0.0.1"
SLOW_S: Final = 0.6  # each way; a request and its answer then take twice this time longer
LINES_MAX: Final = 32
HELD_SIZE_MAX: Final = 256 * 1024
CONNECT_S_MAX: Final = 2.0
END_S_MAX: Final = 4.0
_READ_SIZE: Final = 16 * 1024
_READ: Final = selectors.EVENT_READ
_WRITE: Final = selectors.EVENT_WRITE
_RESET_ON_CLOSE: Final = struct.pack("ii", 1, 0)  # SO_LINGER: on, no seconds


class LinkState(StrEnum):
    """How the line is."""

    UP = "up"
    SLOW = "slow"  # every byte arrives, later
    SILENT = "silent"  # a call is taken and nothing comes back
    DOWN = "down"  # every call is cut off


@dataclass(slots=True, eq=False)
class _Way:
    """One direction of a line.

    Attributes:
        held: what is under way: when it is due, and the bytes. has_ended: no more will come.
        is_newest: the last thing said on the line was said this way.
    """

    source: socket.socket
    target: socket.socket
    held: deque[tuple[float, bytes]] = field(default_factory=deque)
    held_size: int = 0
    has_ended: bool = False
    is_over: bool = False
    is_newest: bool = False


class LinkRelay:
    """Listens on a free port of the loopback; each call is passed to the bank's.

    `turn` belongs to one thread, after `start` to the relay's own; `set_state` to any.
    """

    def __init__(
        self, bank_port: int, *, monotonic: Callable[[], float], slow_s: float = SLOW_S
    ) -> None:
        self._bank_port = bank_port
        self._monotonic = monotonic
        self._slow_s = slow_s
        self._state = LinkState.UP
        self._lines: list[tuple[_Way, _Way]] = []
        self._listener = socket.create_server((LOOPBACK, 0), backlog=LINES_MAX)
        self._listener.setblocking(False)
        self._woken, self._wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._is_ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="link-relay")

    @property
    def port(self) -> int:
        """Where the kiosk finds the bank."""
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def state(self) -> LinkState:
        return self._state

    @property
    def line_count(self) -> int:
        return len(self._lines)

    @property
    def is_asked(self) -> bool:
        """Whether the kiosk waits for an answer of the bank's on some line."""
        return any(asking.is_newest and not asking.has_ended for asking, _ in [*self._lines])

    def set_state(self, state: LinkState) -> None:
        """From now on the line is like this; what is under way on it is treated alike."""
        self._state = state
        self._stir()

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Cut everything off and end. Afterwards the port is free. May be repeated."""
        if self._is_ending.is_set():
            return
        self._is_ending.set()
        if self._thread.is_alive():
            self._stir()
            self._thread.join(END_S_MAX)
        for line in [*self._lines]:
            self._cut(line)
        self._listener.close()
        os.close(self._woken)
        os.close(self._wake)

    def turn(self, patience_s: float | None = 0) -> None:
        """Move whatever can be moved now; wait at most so long for something to come."""
        if self._state is LinkState.DOWN:
            for line in [*self._lines]:
                self._cut(line)
        with selectors.DefaultSelector() as selector:
            self._watch(selector)
            ready = selector.select(self._until_due(patience_s))
        for key, events in ready:
            if key.data is None:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._woken, _READ_SIZE)
            elif key.data is self._listener:
                self._take_call()
            else:
                self._move(key.data, events)
        for line in [line for line in self._lines if all(way.is_over for way in line)]:
            self._drop(line)

    def _run(self) -> None:
        while not self._is_ending.is_set():
            self.turn(None)

    def _stir(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.write(self._wake, b"!")

    def _watch(self, selector: selectors.BaseSelector) -> None:
        selector.register(self._woken, _READ, None)
        if self._state is LinkState.SILENT:
            return  # calls and bytes wait in the system's own buffers, as on a line that is cut
        selector.register(self._listener, _READ, self._listener)
        now = self._monotonic()
        for line in self._lines:
            for incoming, outgoing in (line, line[::-1]):
                reads = not incoming.has_ended and incoming.held_size < HELD_SIZE_MAX
                writes = bool(outgoing.held) and outgoing.held[0][0] <= now
                if events := _READ * reads | _WRITE * writes:
                    selector.register(incoming.source, events, (line, incoming, outgoing))

    def _until_due(self, patience_s: float | None) -> float | None:
        dues = [way.held[0][0] for line in self._lines for way in line if way.held]
        if not dues or self._state is LinkState.SILENT:
            return patience_s
        wait_s = max(0.0, min(dues) - self._monotonic())
        if wait_s == 0.0:
            return patience_s  # due already: its target says when it has room
        return wait_s if patience_s is None else min(patience_s, wait_s)

    def _take_call(self) -> None:
        try:
            caller, _ = self._listener.accept()
        except OSError:
            return
        if self._state is LinkState.DOWN or len(self._lines) >= LINES_MAX:
            _reset(caller)
            return
        try:
            bank = socket.create_connection((LOOPBACK, self._bank_port), CONNECT_S_MAX)
        except OSError:
            _reset(caller)
            return
        for each in (caller, bank):
            each.setblocking(False)
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._lines.append((_Way(caller, bank), _Way(bank, caller)))

    def _move(self, of: tuple[tuple[_Way, _Way], _Way, _Way], events: int) -> None:
        line, incoming, outgoing = of
        if line not in self._lines:
            return
        try:
            if events & _READ:
                incoming.is_newest, outgoing.is_newest = True, False
                self._read(incoming)
            if events & _WRITE:
                self._write(outgoing)
            for way in line:
                _pass_end_on(way)
        except BlockingIOError:
            return
        except OSError:
            self._cut(line)

    def _read(self, way: _Way) -> None:
        # A call that was given up on must not arrive: the system would still hand out its bytes.
        if code := way.source.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(code, os.strerror(code))
        data = way.source.recv(_READ_SIZE)
        if not data:
            way.has_ended = True
            return
        late_s = self._slow_s if self._state is LinkState.SLOW else 0.0
        way.held.append((self._monotonic() + late_s, data))
        way.held_size += len(data)
        if not late_s:
            self._write(way)

    def _write(self, way: _Way) -> None:
        while way.held and way.held[0][0] <= self._monotonic():
            due, data = way.held[0]
            sent = way.target.send(data)
            way.held_size -= sent
            if sent < len(data):
                way.held[0] = (due, data[sent:])
                return
            way.held.popleft()

    def _drop(self, line: tuple[_Way, _Way]) -> None:
        self._lines.remove(line)
        for way in line:
            way.source.close()

    def _cut(self, line: tuple[_Way, _Way]) -> None:
        self._lines.remove(line)
        for way in line:
            _reset(way.source)


def _pass_end_on(way: _Way) -> None:
    """Once all that came before the end has been passed on."""
    if way.has_ended and not way.held and not way.is_over:
        way.is_over = True
        way.target.shutdown(socket.SHUT_WR)


def _reset(connection: socket.socket) -> None:
    """Close so that the other side sees it as cut off, not as ended."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    connection.close()
