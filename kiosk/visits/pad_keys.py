"""The pad's keys outside PIN entry: asked for while a screen takes them, and not otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.drivers.pin_pad import PinPad
from hardware.protocol.pin_pad import PinPadStatus
from kiosk.devices.port import DevicePort
from kiosk.devices.results import Done, Result
from kiosk.domain.screens import Screen, ScreenId
from kiosk.runtime.loop import Loop, Timer

POLL_S: Final = 0.05  # a person does not notice; docs/protocols.md, section 1
AWAY_S: Final = 0.5  # the pad does not answer

_NO_KEYS: Final = frozenset(
    {
        ScreenId.ATTRACT,
        ScreenId.PIN,
        ScreenId.PIN_CHANGE,
        ScreenId.OUT_OF_SERVICE,
        ScreenId.CLOSED,
        ScreenId.NO_CASH,
    }
)


def wants_keys(screen: Screen) -> bool:
    """Whether keys mean something on this screen; during PIN entry the pad keeps them.

    Closed, the screen takes one where staff can log in.
    """
    return screen.id not in _NO_KEYS or (screen.id is ScreenId.CLOSED and bool(screen.choices))


class PadKeys:
    """Polls KEYS while it listens. Lives in the core thread."""

    def __init__(
        self,
        loop: Loop,
        pad: DevicePort[PinPad, PinPadStatus],
        heard: Callable[[str], None],
        pace: float = 1.0,
    ) -> None:
        """pace: of the questions, see `PollTimes`."""
        self._loop = loop
        self._pad = pad
        self._heard = heard
        self._gap_s = POLL_S * pace
        self._listening = False
        self._asking = False
        self._timer: Timer | None = None

    def listen(self, *, on: bool) -> None:
        """Begin or end; keys pressed before the beginning are not heard."""
        if on == self._listening:
            return
        self._listening = on
        if on:
            self._ask()
        else:
            self._pad.submit(lambda pad: pad.keys(False), _ignored)

    def _ask(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        if self._listening and not self._asking:
            self._asking = True
            self._pad.submit(lambda pad: pad.keys(True), self._answered)

    def _answered(self, result: Result[str]) -> None:
        self._asking = False
        match result:
            case Done(keys):
                for key in keys:
                    if self._listening:
                        self._heard(key)
                self._timer = self._loop.after(self._gap_s, self._ask)
            case _:
                self._timer = self._loop.after(AWAY_S, self._ask)


def _ignored(_result: Result[str]) -> None:
    """Keys pressed meanwhile mean nothing."""
