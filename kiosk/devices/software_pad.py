"""PIN on glass: the PIN pad's work done in the kiosk, with the same block and the same states."""

from __future__ import annotations

from collections.abc import Callable

from hardware.protocol.pin_pad import PinEntry

from hardware.crypto.secret import Secret


class SoftwarePad:
    """Lives in the core thread. Digits are in a bytearray that is wiped, never in a str."""

    def __init__(
        self,
        pad_key: Secret,
        *,
        monotonic: Callable[[], float],
        random_bytes: Callable[[int], bytes],
    ) -> None:
        raise NotImplementedError

    def start(self, slot: int, first_s: int, gap_s: int) -> None:
        """Begin entry into slot 0 (current), 1 (new) or 2 (again, compared with 1)."""
        raise NotImplementedError

    def press(self, key: str) -> None:
        """0-9, E enter, C clear, X cancel; anything else, or outside an entry, does nothing."""
        raise NotImplementedError

    @property
    def entry(self) -> PinEntry:
        raise NotImplementedError

    @property
    def digits(self) -> int:
        """How many have been typed in this entry."""
        raise NotImplementedError

    def block(self, slot: int, card_id: Secret, challenge: bytes) -> Secret:
        """The PIN block of slot 0 or 1, once. DeviceError PIN_NONE or PIN_DIFFERENT otherwise."""
        raise NotImplementedError

    def clear(self) -> None:
        """Wipe everything typed."""
        raise NotImplementedError
