"""`./atm locks programmer`: the portable programmer at a terminal, with a cable for the desk.

Typed words are its keys; `plug PORT` puts its cable into a lock.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Final

from hardware.errors import TransportError
from hardware.locks.programmer.programmer import Key, Programmer
from hardware.locks.programmer.screen import WAIT, Screen
from hardware.locks.programmer.store import FolderStore
from hardware.locks.typed_device import ServedCable, serve
from hardware.protocol.link import Link
from hardware.transport.serial_port import SerialPort

PURPOSE: Final = "the portable programmer: display, keypad, cable"
DONE, CANNOT = 0, 2

_KEYS: Final = {
    "e": Key.ENTER,
    "enter": Key.ENTER,
    "c": Key.CLEAR,
    "clear": Key.CLEAR,
    "u": Key.UP,
    "up": Key.UP,
    "d": Key.DOWN,
    "down": Key.DOWN,
}
_HELP: Final = "keys: digits, e(nter), c(lear), u(p), d(own); plug=PORT, unplug, quit\n"
_NS_PER_S: Final = 1_000_000_000
_SEQ_COUNT: Final = 256


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--flash", type=Path, required=True, metavar="DIR", help="what it keeps")
    parser.add_argument(
        "--cable", type=Path, required=True, metavar="LINK", help="where the desk finds its port"
    )
    parser.epilog = "example: atm locks programmer --flash flash --cable programmer.port"


def run(asked: argparse.Namespace) -> int:
    """Exit code 0, at `quit` or the end of what is typed; 2 for a flash that is none."""
    try:
        asked.flash.mkdir(mode=0o700, parents=True, exist_ok=True)
        programmer = Programmer(FolderStore(asked.flash), _ticks, shown=_show)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"locks: {asked.flash} cannot be used: {error}\n")
        return CANNOT
    hands = _Hands(programmer)
    sys.stdout.write(_HELP)
    _show(programmer.lines)
    sys.stdout.flush()
    with ServedCable(asked.cable, programmer.receive) as cable:
        serve(cable, hands.typed)
    hands.unplug()
    return DONE


class _Hands:
    """Whoever types."""

    def __init__(self, programmer: Programmer) -> None:
        self._programmer = programmer
        self._port: SerialPort | None = None

    def typed(self, word: str) -> None:
        if word.startswith("plug="):
            self._plug(word.removeprefix("plug="))
        elif word == "unplug":
            self.unplug()
        elif word in _KEYS:
            self._programmer.press(_KEYS[word])
        elif word.isascii() and word.isdigit():
            for digit in word:
                self._programmer.press(Key(digit))
        else:
            sys.stdout.write(_HELP)

    def unplug(self) -> None:
        self._programmer.plug_into_lock(None)
        if self._port is not None:
            self._port.close()
            self._port = None

    def _plug(self, path: str) -> None:
        self.unplug()
        try:
            self._port = SerialPort(path)
        except TransportError as error:
            sys.stdout.write(f"{error}\n")
            return
        first_seq = time.monotonic_ns() % _SEQ_COUNT
        self._programmer.plug_into_lock(
            Link(self._port, monotonic=time.monotonic, first_seq=first_seq)
        )


def _ticks() -> int:
    """Its crystal, which goes on while the process is not there: the machine's clock."""
    return time.time_ns() // _NS_PER_S


def _show(shown: Screen) -> None:
    if shown[3] == WAIT:
        sys.stdout.write(f"  {shown[0].strip()}: {shown[1].strip()} {shown[2].strip()}\n")
        return
    edge = "  +" + "-" * len(shown[0]) + "+\n"
    sys.stdout.write(edge + "".join(f"  |{each}|\n" for each in shown) + edge)
