"""PIN on glass: the PIN pad's work done in the kiosk, with the same block and the same states."""

from __future__ import annotations

from collections.abc import Callable

from hardware.crypto.secret import Secret
from hardware.pin_entry import PinKeeper
from hardware.protocol.pin_pad import PinEntry, PinSlot
from kiosk.runtime.loop import Loop, Timer


class SoftwarePad:
    """Lives in the core thread, whose timer wipes what was typed when its time is up.

    Its refusals are the device's: DeviceError with the same codes, always NOT_DONE.

    Attributes:
        on_time_up: called when time has ended an entry or wiped a PIN.
    """

    def __init__(
        self, pad_key: Secret, *, loop: Loop, random_bytes: Callable[[int], bytes]
    ) -> None:
        """pad_key: of `load_pad_key`."""
        self._pad_key = pad_key
        self._loop = loop
        self._pin = PinKeeper(monotonic=loop.now, random_bytes=random_bytes)
        self._timer: Timer | None = None
        self.on_time_up: Callable[[], None] = lambda: None

    def start(self, slot: PinSlot, first_s: int, gap_s: int) -> None:
        """Begin entry into a slot; seconds until the first key and between two, 1..255.

        Raises DeviceError VALUE, PIN_NONE for AGAIN without NEW.
        """
        self._pin.start(slot, first_s, gap_s)
        self._set_timer()

    def press(self, key: str) -> None:
        """0-9, E enter, C clear, X cancel; anything else, or outside an entry, does nothing."""
        self._pin.press(key)
        self._set_timer()

    @property
    def entry(self) -> PinEntry:
        self._pin.advance()
        return self._pin.entry

    @property
    def digits(self) -> int:
        """How many have been typed in this entry."""
        self._pin.advance()
        return self._pin.digits

    def block(self, slot: PinSlot, card_id: Secret, challenge: bytes) -> Secret:
        """The PIN block of CURRENT or NEW, once.

        Raises DeviceError PIN_NONE, PIN_DIFFERENT (NEW and AGAIN), CHALLENGE_REFUSED, VALUE.
        """
        block = self._pin.block(self._pad_key, slot, card_id, challenge)
        self._set_timer()
        return block

    def clear(self) -> None:
        """Wipe everything typed and end the entry."""
        self._pin.clear()
        self._set_timer()

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        due_s = self._pin.next_due_s()
        self._timer = (
            None if due_s is None else self._loop.after(due_s - self._loop.now(), self._time_up)
        )

    def _time_up(self) -> None:
        self._pin.advance()
        self._set_timer()
        self.on_time_up()
