"""The PIN pad: digits that never leave it in clear, and keys for everything else.

A typed PIN lives in the pad's memory until its block is made, it is cleared, or nobody has
touched a key for KEPT_S. Power loss forgets it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.crypto.challenge import is_challenge
from hardware.crypto.device_keys import KeyName, Role, subkey
from hardware.crypto.pin_block import DIGITS_MAX, DIGITS_MIN, FILL_SIZE, encrypt
from hardware.crypto.secret import Secret
from hardware.emulators.factory import Factory
from hardware.emulators.image import flag, require_format, stamped, table
from hardware.emulators.nonvolatile import NonVolatile
from hardware.emulators.power import Power
from hardware.emulators.provisioning import Provisioning
from hardware.emulators.serial_device import FIRMWARE, Refusal, SerialDevice
from hardware.protocol.fields import want_empty
from hardware.protocol.hello import CommonOp, DeviceKind, Hello, KeyReply, UuidRequest
from hardware.protocol.pin_pad import (
    KEY_CANCEL,
    KEY_CLEAR,
    KEY_COUNT_MAX,
    KEY_ENTER,
    KEYS_ALL,
    KEYS_DIGIT,
    KeysReply,
    KeysRequest,
    PadMode,
    PinBlockReply,
    PinBlockRequest,
    PinEntry,
    PinPadOp,
    PinPadStatus,
    PinSlot,
    PinStartRequest,
)
from hardware.status import Status

FORMAT: Final = 1
KEPT_S: Final = 120.0


class PinPadEmulator(SerialDevice):
    """Device side of the PIN pad. Fingers come in by `press`.

    Attributes:
        on_lamp: told when the pad lights or darkens its own PIN lamp.
    """

    def __init__(
        self,
        memory: NonVolatile,
        *,
        monotonic: Callable[[], float],
        random_bytes: Callable[[int], bytes],
        power: Power | None = None,
    ) -> None:
        super().__init__(power or Power())
        self._memory = memory
        self._monotonic = monotonic
        self._random_bytes = random_bytes
        self.on_lamp: Callable[[bool], None] = lambda _on: None
        self._mode = PadMode.OFF
        self._entry = PinEntry.NONE
        self._slot = PinSlot.CURRENT
        self._typed = bytearray()
        self._digit_count = 0
        self._held: dict[PinSlot, Secret] = {}
        self._is_different = False
        self._keys = ""
        self._gap_s = 0
        self._key_before = 0.0
        self._clear_at = 0.0
        self._tamper = False
        self._start()

    # Fingers and screwdrivers.

    @property
    def mode(self) -> PadMode:
        return self._mode

    @property
    def digit_count(self) -> int:
        return self._digit_count

    def press(self, keys: str) -> None:
        """One key after the other. Raises ValueError for a key that the pad does not have."""
        if not set(keys) <= set(KEYS_ALL):
            raise ValueError("the pad has no such key")
        for key in keys:
            self.catch_up()
            if self.power.is_on:
                self._clear_at = self._monotonic() + KEPT_S
                self._press(key)

    def open_case(self) -> None:
        """Somebody opens the pad: it forgets everything for good and works no more."""
        self._tamper = True
        self._forget(PinEntry.NONE)
        self._store()

    def next_due(self) -> float | None:
        if self._mode is PadMode.PIN:
            return min(self._key_before, self._clear_at)
        return self._clear_at if self._held or self._keys else None

    # Commands.

    def _start(self) -> None:
        image = self._memory.load()
        if image is None:
            self._factory = Factory.make(self._random_bytes)
            self._provisioning = Provisioning(Role.PIN_PAD, self._factory)
            self._store()
            return
        require_format(image, FORMAT)
        self._factory = Factory.restore(table(image, "factory"))
        self._provisioning = Provisioning(Role.PIN_PAD, self._factory)
        self._provisioning.restore(table(image, "provisioning"))
        self._tamper = flag(image, "tamper")

    def _store(self) -> None:
        self._memory.store(
            stamped(
                {
                    "factory": self._factory.image(),
                    "provisioning": self._provisioning.image(),
                    "tamper": self._tamper,
                },
                FORMAT,
            )
        )

    def _went_dark(self) -> None:
        super()._went_dark()
        self._forget(PinEntry.NONE)

    def _hello(self) -> Hello:
        return Hello(
            DeviceKind.PIN_PAD,
            FIRMWARE,
            self._provisioning.state,
            self._provisioning.uuid,
            self._factory.serial,
        )

    def _advance(self) -> None:
        now = self._monotonic()
        if self._mode is PadMode.PIN and now >= self._key_before:
            self._end_entry(PinEntry.TIMED_OUT)
        if (due := self.next_due()) is not None and now >= due:
            timed_out = PinEntry.TIMED_OUT if self._mode is PadMode.PIN else PinEntry.NONE
            self._forget(timed_out)

    def _obey(self, op: int, payload: bytes) -> bytes:
        match op:
            case CommonOp.STATUS:
                want_empty(payload)
                return self._status().encode()
            case CommonOp.PROVISION:
                key = self._provisioning.provision(UuidRequest.decode(payload).uuid)
                self._store()
                return KeyReply(key).encode()
            case CommonOp.COMMIT:
                self._provisioning.commit(UuidRequest.decode(payload).uuid)
                self._store()
                return b""
            case PinPadOp.PIN_START:
                self._start_entry(PinStartRequest.decode(payload))
                return b""
            case PinPadOp.PIN_BLOCK:
                return self._block(PinBlockRequest.decode(payload)).encode()
            case PinPadOp.PIN_CLEAR:
                want_empty(payload)
                self._forget(PinEntry.NONE)
                return b""
            case PinPadOp.KEYS:
                return self._collected(KeysRequest.decode(payload)).encode()
            case _:
                raise Refusal(Status.OPCODE)

    def _status(self) -> PinPadStatus:
        return PinPadStatus(self._mode, self._entry, self._digit_count, self._tamper)

    def _start_entry(self, wanted: PinStartRequest) -> None:
        self._working_key()
        if wanted.slot is PinSlot.AGAIN and PinSlot.NEW not in self._held:
            raise Refusal(Status.PIN_NONE)
        self._wipe_typed()
        self._erase(wanted.slot)
        self._keys = ""
        self._slot, self._gap_s = wanted.slot, wanted.gap_s
        self._is_different = False
        self._entry = PinEntry.TYPING
        now = self._monotonic()
        self._key_before = now + wanted.first_s
        if not self._held:
            # The time to the first key may be longer than a PIN is kept: nothing is kept yet.
            self._clear_at = self._key_before + KEPT_S
        self._set_mode(PadMode.PIN)

    def _block(self, wanted: PinBlockRequest) -> PinBlockReply:
        key = self._working_key()
        if not is_challenge(wanted.challenge):
            raise Refusal(Status.CHALLENGE_REFUSED)
        if wanted.slot is PinSlot.NEW and self._is_different:
            raise Refusal(Status.PIN_DIFFERENT)
        pin = self._held.get(wanted.slot)
        if pin is None:
            raise Refusal(Status.PIN_NONE)
        fill = self._random_bytes(FILL_SIZE)
        pad_key = subkey(key, KeyName.PIN)
        block = encrypt(pin, pad_key, wanted.slot, wanted.card_id, wanted.challenge, fill)
        self._erase(wanted.slot)
        return PinBlockReply(block)

    def _collected(self, wanted: KeysRequest) -> KeysReply:
        if self._mode is PadMode.PIN:
            # Neither the keys nor the mode: a PIN is not to be had by asking for keys.
            return KeysReply("")
        keys, self._keys = self._keys, ""
        self._set_mode(PadMode.KEYS if wanted.on else PadMode.OFF)
        return KeysReply(keys)

    def _working_key(self) -> Secret:
        if self._tamper:
            raise Refusal(Status.WRONG_STATE)
        return self._provisioning.working_key()

    # Typing.

    def _press(self, key: str) -> None:
        match self._mode:
            case PadMode.PIN:
                self._key_before = self._monotonic() + self._gap_s
                self._type(key)
            case PadMode.KEYS if len(self._keys) < KEY_COUNT_MAX:
                self._keys += key
            case _:
                pass

    def _type(self, key: str) -> None:
        if key == KEY_ENTER and len(self._typed) >= DIGITS_MIN:
            self._hold_typed()
            count = self._digit_count
            self._end_entry(PinEntry.DONE)
            self._digit_count = count
        elif key == KEY_CANCEL:
            self._end_entry(PinEntry.CANCELLED)
        elif key == KEY_CLEAR:
            self._wipe_typed()
        elif key in KEYS_DIGIT and len(self._typed) < DIGITS_MAX:
            self._typed += key.encode("ascii")
            self._digit_count = len(self._typed)

    def _hold_typed(self) -> None:
        typed = bytes(self._typed)
        if self._slot is not PinSlot.AGAIN:
            self._held[self._slot] = Secret(typed)
            return
        new = self._held.get(PinSlot.NEW)
        if new is None or not new.matches(typed):
            self._is_different = True
            self._erase(PinSlot.NEW)

    def _end_entry(self, entry: PinEntry) -> None:
        self._wipe_typed()
        self._entry = entry
        self._set_mode(PadMode.OFF)

    def _forget(self, entry: PinEntry) -> None:
        """Wipe every digit and key code; the entry ends as told."""
        for slot in list(self._held):
            self._erase(slot)
        self._wipe_typed()
        self._keys = ""
        self._is_different = False
        self._entry = entry
        if self._mode is PadMode.PIN or not self.power.is_on:
            self._set_mode(PadMode.OFF)

    def _erase(self, slot: PinSlot) -> None:
        held = self._held.pop(slot, None)
        if held is not None:
            held.wipe()

    def _wipe_typed(self) -> None:
        self._typed[:] = bytes(len(self._typed))
        self._typed.clear()
        self._digit_count = 0

    def _set_mode(self, mode: PadMode) -> None:
        was_pin, is_pin = self._mode is PadMode.PIN, mode is PadMode.PIN
        self._mode = mode
        if was_pin != is_pin:
            self.on_lamp(is_pin)
