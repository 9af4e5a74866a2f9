"""What every pad does with a PIN: takes its digits, keeps it for a while, gives its block once.

One PIN is typed at a time, into a slot. Typed and held digits are wiped when their time is up, the
entry is cancelled, all is cleared, or the block is made. Source: docs/protocols.md, section 1.
"""

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
    PinEntry,
    PinSlot,
)
from hardware.status import Status

KEPT_S: Final = 120.0
SECONDS_MAX: Final = 255
COUNT_MODULUS: Final = 256


class PinKeeper:
    """Has no timer of its own: whoever owns it calls `advance` by `next_due_s`, or later.

    Every other call lets happen first what has become due. A refusal is a DeviceError with the
    device's code, and changes nothing.
    """

    def __init__(
        self,
        *,
        monotonic: Callable[[], float],
        random_bytes: Callable[[int], bytes],
        on_typing: Callable[[bool], None] = lambda _is_typing: None,
    ) -> None:
        """on_typing: told when an entry begins and when it ends."""
        self._monotonic = monotonic
        self._random_bytes = random_bytes
        self._on_typing = on_typing
        self._entry = PinEntry.NONE
        self._slot = PinSlot.CURRENT
        self._typed = bytearray()
        self._digits = 0
        self._clears = 0
        self._refusals = 0
        self._held: dict[PinSlot, Secret] = {}
        self._is_different = False
        self._gap_s = 0
        self._key_before_s = 0.0
        self._wipe_at_s = 0.0

    @property
    def entry(self) -> PinEntry:
        """As of the last `advance`."""
        return self._entry

    @property
    def digits(self) -> int:
        """How many have been typed in this entry; still known once it is done."""
        return self._digits

    @property
    def clears(self) -> int:
        """How often Clear was pressed since the entry began, modulo 256."""
        return self._clears

    @property
    def refusals(self) -> int:
        """How often Enter came before there were enough digits, modulo 256."""
        return self._refusals

    @property
    def is_typing(self) -> bool:
        return self._entry is PinEntry.TYPING

    def start(self, slot: PinSlot, first_s: int, gap_s: int) -> None:
        """Begin entry into a slot; seconds until the first key and between two, 1..255.

        AGAIN is compared with NEW at its end. Raises DeviceError VALUE, PIN_NONE for AGAIN
        without NEW.
        """
        if not (1 <= first_s <= SECONDS_MAX and 1 <= gap_s <= SECONDS_MAX):
            raise DeviceError(Status.VALUE)
        self.advance()
        if slot is PinSlot.AGAIN and PinSlot.NEW not in self._held:
            raise DeviceError(Status.PIN_NONE)
        self._wipe_typed()
        self._erase(slot)
        self._slot, self._gap_s, self._is_different = slot, gap_s, False
        self._clears = self._refusals = 0
        self._key_before_s = self._monotonic() + first_s
        if not self._held:
            # The time to the first key may be longer than a PIN is kept: nothing is kept yet.
            self._wipe_at_s = self._key_before_s + KEPT_S
        self._enter(PinEntry.TYPING)

    def press(self, key: str) -> None:
        """0-9, E enter, C clear, X cancel. Any other key only shows that somebody is there."""
        self.advance()
        self._wipe_at_s = self._monotonic() + KEPT_S
        if not self.is_typing:
            return
        self._key_before_s = self._monotonic() + self._gap_s
        if key == KEY_ENTER and len(self._typed) >= DIGITS_MIN:
            self._hold_typed()
            count = self._digits
            self._end(PinEntry.DONE)
            self._digits = count
        elif key == KEY_ENTER:
            self._refusals = (self._refusals + 1) % COUNT_MODULUS
        elif key == KEY_CANCEL:
            self._end(PinEntry.CANCELLED)
        elif key == KEY_CLEAR:
            self._clears = (self._clears + 1) % COUNT_MODULUS
            self._wipe_typed()
        elif len(key) == 1 and key in KEYS_DIGIT and len(self._typed) < DIGITS_MAX:
            self._typed.append(ord(key))
            self._digits = len(self._typed)

    def block(self, pad_key: Secret, slot: PinSlot, card_id: Secret, challenge: bytes) -> Secret:
        """The PIN block of CURRENT or NEW, once.

        Raises DeviceError PIN_NONE, PIN_DIFFERENT (NEW and AGAIN), CHALLENGE_REFUSED, VALUE.
        """
        self.advance()
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
        block = encrypt(pin, pad_key, slot, card_id, challenge, fill)
        self._erase(slot)
        return block

    def clear(self) -> None:
        """Wipe everything typed and held; the entry ends."""
        self._forget(PinEntry.NONE)

    def advance(self) -> None:
        """Let happen what has become due."""
        now_s = self._monotonic()
        is_late = self.is_typing and now_s >= min(self._key_before_s, self._wipe_at_s)
        if is_late:
            self._end(PinEntry.TIMED_OUT)
        if self._held and now_s >= self._wipe_at_s:
            self._forget(PinEntry.TIMED_OUT if is_late else PinEntry.NONE)

    def next_due_s(self) -> float | None:
        """When `advance` has something to do without a key; None if never."""
        if self.is_typing:
            return min(self._key_before_s, self._wipe_at_s)
        return self._wipe_at_s if self._held else None

    def _hold_typed(self) -> None:
        typed = bytes(self._typed)
        if self._slot is not PinSlot.AGAIN:
            self._held[self._slot] = Secret(typed)
            return
        new = self._held.get(PinSlot.NEW)
        if new is None or not new.matches(typed):
            self._is_different = True
            self._erase(PinSlot.NEW)

    def _forget(self, entry: PinEntry) -> None:
        for slot in list(self._held):
            self._erase(slot)
        self._is_different = False
        self._clears = self._refusals = 0
        self._end(entry)

    def _end(self, entry: PinEntry) -> None:
        self._wipe_typed()
        self._enter(entry)

    def _enter(self, entry: PinEntry) -> None:
        was_typing = self.is_typing
        self._entry = entry
        if was_typing != self.is_typing:
            self._on_typing(self.is_typing)

    def _erase(self, slot: PinSlot) -> None:
        held = self._held.pop(slot, None)
        if held is not None:
            held.wipe()

    def _wipe_typed(self) -> None:
        self._typed[:] = bytes(len(self._typed))
        self._typed.clear()
        self._digits = 0
