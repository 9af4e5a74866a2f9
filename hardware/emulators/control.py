"""The client of the control socket: how the demo, the panel and tests reach the emulated world.

One JSON object a line. A request names what to `do`; its answer has the same `id` and `ok`, and
`error` where ok is false. After `subscribe` a connection carries one event a line.
"""

from __future__ import annotations

import itertools
import json
import socket
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Final

from hardware.emulators.image import Image, JsonValue
from hardware.emulators.socket_path import connect

LINE_SIZE_MAX: Final = 64 * 1024
TIMEOUT_S: Final = 5.0
_READ_SIZE: Final = 4096


class ControlError(Exception):
    """The world refused a command, or nobody answers; the text says which."""


class ControlClient:
    """May be shared between threads: each call has a connection of its own."""

    def __init__(self, path: Path, *, timeout_s: float = TIMEOUT_S) -> None:
        self._path = path
        self._timeout_s = timeout_s
        self._ids = itertools.count(1)

    def call(self, do: str, /, **fields: JsonValue) -> Image:
        """The answer to one command. Raises ControlError."""
        with self._connection() as connection:
            return self._ask(connection, _lines(connection), {"do": do, **fields})

    def events(self, *, timeout_s: float | None = None) -> Generator[Image, None, None]:
        """Every change from now on, until the world ends or it is closed. Raises ControlError.

        The subscription stands when this returns. timeout_s: TimeoutError after so much silence.
        """
        connection = self._connection()
        try:
            lines = _lines(connection)
            self._ask(connection, lines, {"do": "subscribe"})
            connection.settimeout(timeout_s)
        except BaseException:
            connection.close()
            raise
        events = _events(connection, lines)
        next(events)
        return events

    def _ask(self, connection: socket.socket, lines: Iterator[Image], request: Image) -> Image:
        request_id = next(self._ids)
        try:
            connection.sendall(json.dumps({**request, "id": request_id}).encode() + b"\n")
            answer = next(lines, None)
        except OSError as error:
            raise ControlError(f"the emulators at {self._path} did not answer") from error
        return _checked(answer, request_id)

    def _connection(self) -> socket.socket:
        try:
            return connect(self._path, timeout_s=self._timeout_s)
        except OSError as error:
            raise ControlError(f"no emulators answer at {self._path}") from error


def _events(connection: socket.socket, lines: Iterator[Image]) -> Generator[Image, None, None]:
    with connection:
        yield {}  # so that closing it closes the connection, even if nobody has heard an event
        yield from lines


def _lines(connection: socket.socket) -> Iterator[Image]:
    held = b""
    while data := connection.recv(_READ_SIZE):
        *whole, held = (held + data).split(b"\n")
        if len(held) > LINE_SIZE_MAX:
            raise ControlError("the answer is longer than a line may be")
        for line in whole:
            try:
                message = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise ControlError("the answer is not JSON") from error
            if not isinstance(message, dict):
                raise ControlError("the answer is not an object")
            yield message


def _checked(answer: Image | None, request_id: int) -> Image:
    if answer is None:
        raise ControlError("the emulators ended without an answer")
    if answer.get("id") != request_id:
        raise ControlError("the answer belongs to another request")
    if answer.get("ok") is not True:
        raise ControlError(str(answer.get("error", "refused without a reason")))
    return answer
