"""PIN on glass: the PIN pad's work done in the kiosk, with the same block and the same states."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.crypto.challenge import is_challenge
from hardware.crypto.pin_block import DIGITS_MAX, DIGITS_MIN, FILL_SIZE, encrypt
from hardware.crypto.secret import Secret
from hardware.errors import DeviceError
from hardware.protocol.pin_pad import (
    KEY_CANCEL,
    KEY_CLEAR,
    KEY_ENTER,
    KEYS_DIGIT,
    PadMode,
    PinEntry,
    PinPadStatus,
    PinSlot,
)
from hardware.status import Status

KEPT_S: Final = 120.0
SECONDS_MAX: Final = 255


class SoftwarePad:
    """Lives in the core thread. Digits are in a bytearray that is wiped, never in a str of many.

    Its refusals are the device's: DeviceError with the same codes, always NOT_DONE.
    """

    def __init__(
        self,
        pad_key: Secret,
        *,
        monotonic: Callable[[], float],
        random_bytes: Callable[[int], bytes],
    ) -> None:
        """pad_key: of `load_pad_key`."""
        self._pad_key = pad_key
        self._monotonic = monotonic
        self._random_bytes = random_bytes
        self._entry = PinEntry.NONE
        self._slot = PinSlot.CURRENT
        self._typed = bytearray()
        self._digits = 0
        self._held: dict[PinSlot, Secret] = {}
        self._is_different = False
        self._gap_s = 0
        self._key_before_s = 0.0
        self._wipe_at_s = 0.0

    def start(self, slot: PinSlot, first_s: int, gap_s: int) -> None:
        """Begin entry into a slot; seconds until the first key and between two, 1..255.

        AGAIN is compared with NEW at its end. Raises DeviceError PIN_NONE for AGAIN without NEW.
        """
        if not (1 <= first_s <= SECONDS_MAX and 1 <= gap_s <= SECONDS_MAX):
            raise DeviceError(Status.VALUE)
        self._advance()
        if slot is PinSlot.AGAIN and PinSlot.NEW not in self._held:
            raise DeviceError(Status.PIN_NONE)
        self._wipe_typed()
        self._erase(slot)
        self._slot, self._gap_s, self._is_different = slot, gap_s, False
        self._entry = PinEntry.TYPING
        self._key_before_s = self._monotonic() + first_s
        if not self._held:
            self._wipe_at_s = self._key_before_s + KEPT_S

    def press(self, key: str) -> None:
        """0-9, E enter, C clear, X cancel; anything else, or outside an entry, does nothing."""
        self._advance()
        if self._entry is not PinEntry.TYPING:
            return
        self._key_before_s = self._monotonic() + self._gap_s
        self._wipe_at_s = self._monotonic() + KEPT_S
        if key == KEY_ENTER and len(self._typed) >= DIGITS_MIN:
            self._hold_typed()
            count = self._digits
            self._end(PinEntry.DONE)
            self._digits = count
        elif key == KEY_CANCEL:
            self._end(PinEntry.CANCELLED)
        elif key == KEY_CLEAR:
            self._wipe_typed()
        elif len(key) == 1 and key in KEYS_DIGIT and len(self._typed) < DIGITS_MAX:
            self._typed.append(ord(key))
            self._digits = len(self._typed)

    @property
    def entry(self) -> PinEntry:
        self._advance()
        return self._entry

    @property
    def digits(self) -> int:
        """How many have been typed in this entry."""
        self._advance()
        return self._digits

    def status(self) -> PinPadStatus:
        """As the device would say it."""
        self._advance()
        mode = PadMode.PIN if self._entry is PinEntry.TYPING else PadMode.OFF
        return PinPadStatus(mode, self._entry, self._digits, tamper=False)

    def next_due_s(self) -> float | None:
        """When something will happen without a key, for a timer; None if nothing will."""
        if self._entry is PinEntry.TYPING:
            return min(self._key_before_s, self._wipe_at_s)
        return self._wipe_at_s if self._held else None

    def block(self, slot: PinSlot, card_id: Secret, challenge: bytes) -> Secret:
        """The PIN block of CURRENT or NEW, once.

        Raises DeviceError PIN_NONE, PIN_DIFFERENT (NEW and AGAIN), CHALLENGE_REFUSED, VALUE.
        """
        self._advance()
        if slot is PinSlot.AGAIN:
            raise DeviceError(Status.VALUE)
        if not is_challenge(challenge):
            raise DeviceError(Status.CHALLENGE_REFUSED)
        if slot is PinSlot.NEW and self._is_different:
            raise DeviceError(Status.PIN_DIFFERENT)
        pin = self._held.get(slot)
        if pin is None:
            raise DeviceError(Status.PIN_NONE)
        fill = self._random_bytes(FILL_SIZE)
        block = encrypt(pin, self._pad_key, slot, card_id, challenge, fill)
        self._erase(slot)
        return block

    def clear(self) -> None:
        """Wipe everything typed and end the entry."""
        for slot in list(self._held):
            self._erase(slot)
        self._is_different = False
        self._end(PinEntry.NONE)

    def _advance(self) -> None:
        """Let happen what has become due."""
        now_s = self._monotonic()
        if self._entry is PinEntry.TYPING and now_s >= self._key_before_s:
            self._end(PinEntry.TIMED_OUT)
        if self._held and now_s >= self._wipe_at_s:
            was_typing = self._entry is PinEntry.TYPING
            self.clear()
            if was_typing:
                self._entry = PinEntry.TIMED_OUT

    def _hold_typed(self) -> None:
        if self._slot is not PinSlot.AGAIN:
            self._held[self._slot] = Secret(bytes(self._typed))
            return
        new = self._held.get(PinSlot.NEW)
        if new is None or not new.matches(bytes(self._typed)):
            self._is_different = True
            self._erase(PinSlot.NEW)

    def _end(self, entry: PinEntry) -> None:
        self._wipe_typed()
        self._entry = entry

    def _erase(self, slot: PinSlot) -> None:
        held = self._held.pop(slot, None)
        if held is not None:
            held.wipe()

    def _wipe_typed(self) -> None:
        self._typed[:] = bytes(len(self._typed))
        self._typed.clear()
        self._digits = 0
