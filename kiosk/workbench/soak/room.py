"""The three processes of one machine during a soak: started, heard, dead, and started again."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hardware.emulators.control import ControlClient, ControlError
from kiosk.automation.window_client import WindowClient
from kiosk.workbench.children import Children, Line
from kiosk.workbench.machine import OFFSCREEN, report_of
from kiosk.workbench.soak.blows import BANK, DEVICES, KIOSK, PROCESSES
from kiosk.workbench.soak.chance import Chance

START_S_MAX: Final = 60.0
# Below the ports that the system itself gives out, so that nobody has ours while its bank is dead.
PORT_MIN, PORT_MAX = 20_000, 32_000
PORT_TRIES_MAX: Final = 100
TIMES_MS: Final = {
    "note_ms": 25,
    "present_ms": 40,
    "retract_ms": 40,
    "reject_ms": 25,
    "envelope_ms": 60,
    "cut_ms": 40,
}


class Trouble(Exception):
    """The machine does something that no kill explains. The text says what."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The kiosk's last report of a screen."""

    screen: str
    notice: str
    reason: str
    prompt: str


@dataclass(slots=True)
class Place:
    """One process.

    Attributes:
        is_up: it serves.
        since_s: when it was started; due_s: when it is to be started, None while it runs.
        starts: how often it was started.
    """

    is_up: bool = False
    since_s: float = 0.0
    due_s: float | None = 0.0
    starts: int = 0


class Room:
    """
    Attributes:
        seen: None until this kiosk has shown something.
        reports: how many screens all kiosks have shown.
    """

    def __init__(
        self,
        state: Path,
        children: Children,
        monotonic: Callable[[], float],
        *,
        atm: str,
        bank_port: int,
        rest_s: Callable[[], float],
    ) -> None:
        self.state = state
        self.control = ControlClient(state / "devices" / "control.sock")
        self.places = {name: Place() for name in PROCESSES}
        self.seen: Seen | None = None
        self.window: WindowClient | None = None
        self.automation_port = 0
        self.reports = 0
        self._children = children
        self._monotonic = monotonic
        self._atm = atm
        self._rest_s = rest_s
        self._commands = {
            BANK: ("bank_server", "--state", str(state)),
            DEVICES: ("hardware.emulators", "--state", str(state), "--zero-delay"),
            KIOSK: (
                *("kiosk", "--state", str(state), "--report", "--atm-id", atm),
                *("--automation", "--automation-port", "0"),
                *("--bank-url", f"https://127.0.0.1:{bank_port}"),
            ),
        }

    @property
    def is_whole(self) -> bool:
        return all(place.is_up for place in self.places.values())

    def is_up(self, name: str) -> bool:
        return self.places[name].is_up

    def look(self) -> None:
        """Start what is due. Raises Trouble for what does not come up."""
        now_s = self._monotonic()
        for name, place in self.places.items():
            if place.due_s is not None and now_s >= place.due_s:
                self._start(name, place)
            elif place.due_s is None and not place.is_up and now_s - place.since_s > START_S_MAX:
                raise Trouble(f"the {name} was not ready within {START_S_MAX:.0f} s")

    def heard(self, line: Line) -> None:
        report, place = report_of(line), self.places[line.child]
        if line.child != KIOSK:
            if "ready" in report:
                place.is_up = True
                if line.child == DEVICES:
                    self._set_times()
            return
        match report:
            case {"automation_port": int(port)}:
                self.automation_port, self.window = port, WindowClient(port)
            case {"screen": str(screen), "prompt": str(prompt), **more}:
                notice, reason = (str(more.get(name) or "") for name in ("notice", "reason"))
                seen = Seen(screen, notice, reason, prompt)
                # What is being typed makes no new screen.
                self.reports += seen != self.seen
                self.seen = seen
        place.is_up = self.seen is not None and self.window is not None

    def died(self, name: str) -> None:
        """It is dead and forgotten; it comes again after a while."""
        self.places[name].is_up = False
        self.places[name].due_s = self._monotonic() + self._rest_s()
        if name == KIOSK:
            self.seen = self.window = None

    def end(self, name: str) -> None:
        """In order. It stays away until it is called back."""
        self._children.end(name)
        self.died(name)
        self.places[name].due_s = None

    def call_back(self, name: str) -> None:
        self.places[name].due_s = self._monotonic()

    def _start(self, name: str, place: Place) -> None:
        self._children.start(
            name, *self._commands[name], environment=OFFSCREEN if name == KIOSK else None
        )
        place.since_s, place.due_s = self._monotonic(), None
        place.starts += 1

    def _set_times(self) -> None:
        """Slow enough that a blow can fall between two notes."""
        try:
            self.control.call("delays", **TIMES_MS)
        except ControlError:
            return  # dead already


def free_port(chance: Chance) -> int:
    """Raises Trouble."""
    for _ in range(PORT_TRIES_MAX):
        port = chance.whole(PORT_MIN, PORT_MAX)
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise Trouble("no free port was found")
