"""The digits that are being typed; wiped as soon as they are taken."""

from __future__ import annotations

from hardware.crypto.secret import Secret


class Typed:
    """May be a PIN: it has no repr worth reading, and what is taken is gone."""

    def __init__(self) -> None:
        self._digits = bytearray()
        self._is_over = False

    def __len__(self) -> int:
        return len(self._digits)

    def __repr__(self) -> str:
        return "Typed(<secret>)"

    def add(self, digit: str, size_max: int) -> None:
        """A digit more than fits is not taken, and what is there is not what was meant."""
        if len(self._digits) < size_max:
            self._digits += digit.encode("ascii")
        else:
            self._is_over = True

    @property
    def is_over(self) -> bool:
        """More was typed than fits; until it is wiped."""
        return self._is_over

    def shown(self) -> str:
        """What may be shown of what is no secret."""
        return self._digits.decode("ascii")

    def take(self) -> str:
        typed = self.shown()
        self.wipe()
        return typed

    def take_secret(self) -> Secret:
        secret = Secret(bytes(self._digits))
        self.wipe()
        return secret

    def wipe(self) -> None:
        self._digits[:] = bytes(len(self._digits))
        self._digits.clear()
        self._is_over = False
