"""The glass's share of a PIN entry: as `pad_entry`, for the pad that the kiosk keeps itself."""

from __future__ import annotations

from collections.abc import Callable

from hardware.crypto.secret import Secret
from hardware.protocol.pin_pad import PinEntry, PinSlot
from kiosk.devices.results import Deliver, Done, attempt
from kiosk.devices.software_pad import SoftwarePad
from kiosk.runtime.loop import Loop
from kiosk.visits.pad_entry import PAD_PATIENCE_S


class GlassEntry:
    """Lives in the core thread. It answers at once, yet tells as a device does: in a later turn."""

    def __init__(self, loop: Loop, pad: SoftwarePad, time_up: Callable[[], None]) -> None:
        """time_up: nobody touched it, and what was typed is wiped."""
        self._loop = loop
        self._pad = pad
        self._number = 0
        pad.on_time_up = time_up

    @property
    def entry(self) -> PinEntry:
        return self._pad.entry

    @property
    def digits(self) -> int:
        return self._pad.digits

    def start(self, slot: PinSlot, refused: Callable[[], None]) -> None:
        """Begin, or begin anew; refused: told when there is no new PIN to repeat any more."""
        self._number += 1
        number = self._number

        def end() -> None:
            if number == self._number:
                refused()

        started = attempt(lambda: self._pad.start(slot, PAD_PATIENCE_S, PAD_PATIENCE_S))
        if not isinstance(started, Done):
            self._loop.post(end)

    def press(self, key: str) -> None:
        self._pad.press(key)

    def clear(self) -> None:
        """Wipe whatever it holds."""
        self._number += 1
        self._pad.clear()

    def block(self, slot: int, card_id: Secret, challenge: bytes, deliver: Deliver[Secret]) -> None:
        made = attempt(lambda: self._pad.block(PinSlot(slot), card_id, challenge))
        self._loop.post(lambda: deliver(made))
