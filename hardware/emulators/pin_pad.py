"""The PIN pad: digits that never leave it in clear, and keys for everything else.

What it does with a PIN is `hardware.pin_entry`; key codes that are not a PIN's it keeps as long.
Power loss forgets both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from hardware.crypto.device_keys import KeyName, Role, subkey
from hardware.crypto.secret import Secret
from hardware.emulators.factory import Factory
from hardware.emulators.image import flag, require_format, stamped, table
from hardware.emulators.nonvolatile import NonVolatile
from hardware.emulators.power import Power
from hardware.emulators.provisioning import Provisioning
from hardware.emulators.serial_device import FIRMWARE, Refusal, SerialDevice
from hardware.errors import DeviceError
from hardware.pin_entry import KEPT_S, PinKeeper
from hardware.protocol.fields import want_empty
from hardware.protocol.hello import CommonOp, DeviceKind, Hello, KeyReply, UuidRequest
from hardware.protocol.pin_pad import (
    KEY_COUNT_MAX,
    KEYS_ALL,
    KeysReply,
    KeysRequest,
    PadMode,
    PinBlockReply,
    PinBlockRequest,
    PinPadOp,
    PinPadStatus,
    PinStartRequest,
)
from hardware.status import Status

FORMAT: Final = 1


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
        self._pin = PinKeeper(
            monotonic=monotonic,
            random_bytes=random_bytes,
            on_typing=self._light,
        )
        self._collects = False
        self._keys = ""
        self._keys_kept_until_s = 0.0
        self._tamper = False
        self._start()

    # Fingers and screwdrivers.

    @property
    def mode(self) -> PadMode:
        if self._pin.is_typing:
            return PadMode.PIN
        return PadMode.KEYS if self._collects else PadMode.OFF

    @property
    def digit_count(self) -> int:
        return self._pin.digits

    def press(self, keys: str) -> None:
        """One key after the other. Raises ValueError for a key that the pad does not have."""
        if not set(keys) <= set(KEYS_ALL):
            raise ValueError("the pad has no such key")
        for key in keys:
            self.catch_up()
            if self.power.is_on:
                self._press(key)

    def open_case(self) -> None:
        """Somebody opens the pad: it forgets everything for good and works no more."""
        self._tamper = True
        self._forget()
        self._store()

    def next_due(self) -> float | None:
        due = [self._pin.next_due_s(), self._keys_kept_until_s if self._keys else None]
        return min((at_s for at_s in due if at_s is not None), default=None)

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
        self._collects = False
        self._forget()

    def _hello(self) -> Hello:
        return Hello(
            DeviceKind.PIN_PAD,
            FIRMWARE,
            self._provisioning.state,
            self._provisioning.uuid,
            self._factory.serial,
        )

    def _advance(self) -> None:
        self._pin.advance()
        if self._keys and self._monotonic() >= self._keys_kept_until_s:
            self._keys = ""

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
                self._forget()
                return b""
            case PinPadOp.KEYS:
                return self._collected(KeysRequest.decode(payload)).encode()
            case _:
                raise Refusal(Status.OPCODE)

    def _status(self) -> PinPadStatus:
        return PinPadStatus(
            self.mode,
            self._pin.entry,
            self._pin.digits,
            self._tamper,
            self._pin.clears,
            self._pin.refusals,
        )

    def _start_entry(self, wanted: PinStartRequest) -> None:
        self._working_key()
        with _refusing():
            self._pin.start(wanted.slot, wanted.first_s, wanted.gap_s)
        self._collects, self._keys = False, ""

    def _block(self, wanted: PinBlockRequest) -> PinBlockReply:
        pad_key = subkey(self._working_key(), KeyName.PIN)
        with _refusing():
            block = self._pin.block(pad_key, wanted.slot, wanted.card_id, wanted.challenge)
        return PinBlockReply(block)

    def _collected(self, wanted: KeysRequest) -> KeysReply:
        if self._pin.is_typing:
            # Neither the keys nor the mode: a PIN is not to be had by asking for keys.
            return KeysReply("")
        keys, self._keys = self._keys, ""
        self._collects = wanted.on
        return KeysReply(keys)

    def _working_key(self) -> Secret:
        if self._tamper:
            raise Refusal(Status.WRONG_STATE)
        return self._provisioning.working_key()

    def _press(self, key: str) -> None:
        self._pin.press(key)
        self._keys_kept_until_s = self._monotonic() + KEPT_S
        if self._collects and len(self._keys) < KEY_COUNT_MAX:
            self._keys += key

    def _light(self, is_typing: bool) -> None:  # noqa: FBT001  as `on_typing` is called
        self.on_lamp(is_typing)

    def _forget(self) -> None:
        """Wipe every digit and key code."""
        self._pin.clear()
        self._keys = ""


@contextmanager
def _refusing() -> Iterator[None]:
    """What the logic of the entry refuses, the device refuses with the same code."""
    try:
        yield
    except DeviceError as refusal:
        raise Refusal(Status(refusal.code)) from None
