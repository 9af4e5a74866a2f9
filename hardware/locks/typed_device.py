"""A device of the hotel in a process of its own: a cable to plug into, and words typed to it.

Serves a pseudo-terminal and standard input in one thread, whichever speaks first, until `quit` or
the end of the input. Never sleeps.
"""

from __future__ import annotations

import os
import select
import sys
import tty
from collections.abc import Callable
from pathlib import Path
from typing import Final

READ_SIZE_MAX: Final = 4_096
QUIT: Final = "quit"

_TYPED: Final = 0


class ServedCable:
    """A pseudo-terminal under a link, for as long as the context lasts."""

    def __init__(self, link: Path, receive: Callable[[bytes], bytes]) -> None:
        self._link = link
        self._receive = receive
        self._far, self._near = os.openpty()

    def __enter__(self) -> ServedCable:
        tty.setraw(self._near)
        draft = self._link.with_name(f"{self._link.name}.new")
        draft.unlink(missing_ok=True)
        draft.symlink_to(os.ttyname(self._near))
        draft.rename(self._link)
        return self

    def __exit__(self, *_: object) -> None:
        self._link.unlink(missing_ok=True)
        os.close(self._near)
        os.close(self._far)

    def fileno(self) -> int:
        return self._far

    def pump(self) -> None:
        """Answer what has come."""
        answer = memoryview(self._receive(os.read(self._far, READ_SIZE_MAX)))
        while answer:
            answer = answer[os.write(self._far, answer) :]


def serve(cable: ServedCable, typed: Callable[[str], None]) -> None:
    """Until `quit` or the end of the input. typed: gets each word."""
    waiting = b""
    while True:
        ready, _, _ = select.select([_TYPED, cable.fileno()], [], [])
        if cable.fileno() in ready:
            cable.pump()
        if _TYPED in ready:
            read = os.read(_TYPED, READ_SIZE_MAX)
            *lines, waiting = (waiting + read).split(b"\n")
            for word in b" ".join(lines).decode(errors="replace").split():
                if word == QUIT:
                    return
                typed(word)
                sys.stdout.flush()
            if not read:
                return
