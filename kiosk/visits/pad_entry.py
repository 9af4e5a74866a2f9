"""The pad device's share of a PIN entry: begun, listened to, wiped, whether it answers or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hardware.crypto.secret import Secret
from hardware.drivers.pin_pad import PinPad
from hardware.protocol.pin_pad import PinEntry, PinPadStatus, PinSlot
from kiosk.devices.port import DevicePort
from kiosk.devices.results import Deliver, Done, Result

# The longest that a pad can wait. How long the customer may take, the visit knows.
PAD_PATIENCE_S: Final = 255


@dataclass(frozen=True, slots=True)
class PadNews:
    """What has happened at the pad since it was asked last.

    Attributes:
        was_cleared: Clear was pressed.
        was_refused: Enter was pressed before there were enough digits.
    """

    entry: PinEntry
    digits: int
    was_cleared: bool
    was_refused: bool


class PadEntry:
    """Lives in the core thread. What a former entry has to say is dropped."""

    def __init__(self, port: DevicePort[PinPad, PinPadStatus]) -> None:
        self._port = port
        self._number = 0
        self._is_running = False
        self._clears = 0
        self._refusals = 0

    def start(self, slot: PinSlot, started: Callable[[PinPadStatus | None], None]) -> None:
        """Begin, or begin anew: what was typed into the slot is wiped.

        started: told the status, or None for a pad that does not take a PIN now.
        """
        self._is_running = False
        self._number += 1
        self._clears = self._refusals = 0
        number = self._number

        def begin(pad: PinPad) -> PinPadStatus:
            pad.pin_start(slot, PAD_PATIENCE_S, PAD_PATIENCE_S)
            return pad.status()

        def answered(result: Result[PinPadStatus]) -> None:
            if number != self._number:
                return
            match result:
                case Done(status):
                    self._is_running = True
                    self._port.watch(True)
                    started(status)
                case _:
                    started(None)

        self._port.submit(begin, answered)

    def news(self, status: PinPadStatus) -> PadNews | None:
        """What this status tells; None if it is not about the entry that was begun last."""
        if not self._is_running:
            return None
        was_cleared, self._clears = status.clears != self._clears, status.clears
        was_refused, self._refusals = status.refusals != self._refusals, status.refusals
        return PadNews(status.entry, status.digits, was_cleared, was_refused)

    def leave(self) -> None:
        """Hear no more of it; the pad keeps what it holds."""
        self._number += 1
        self._is_running = False
        self._port.watch(False)

    def clear(self) -> None:
        """Hear no more of it, and wipe whatever the pad holds."""
        self.leave()
        self._port.submit(lambda pad: pad.pin_clear(), _ignored)

    def block(self, slot: int, card_id: Secret, challenge: bytes, deliver: Deliver[Secret]) -> None:
        self._port.submit(lambda pad: pad.pin_block(PinSlot(slot), card_id, challenge), deliver)


def _ignored(_result: Result[None]) -> None:
    """PIN_CLEAR is a courtesy: the pad clears itself 120 s after the last key."""
