"""The one type for whatever must not be shown: PINs, keys, card numbers, challenge answers."""

from __future__ import annotations

import hmac
from typing import Final, NoReturn, Self, SupportsIndex

_SHOWN_AS: Final = "<secret>"


class Secret:
    """Bytes that can be used and wiped, but not shown, compared with ==, kept in a set or stored.

    The bytes handed in and those handed out by `reveal` are copies that the interpreter keeps
    until it reuses their memory: reveal late, hold the result in no attribute.
    May be shared between threads as long as none of them wipes it while another reveals it.
    """

    __slots__ = ("_value",)

    def __init__(self, value: bytes) -> None:
        # Checked before the buffer is made: a number would make a buffer of that many zeros.
        if not isinstance(value, bytes | bytearray | memoryview):
            raise TypeError("a secret is made from bytes")
        self._value: bytearray | None = bytearray(value)

    def reveal(self) -> bytes:
        """A copy of the bytes. Raises ValueError once wiped."""
        return bytes(self._held())

    def matches(self, other: bytes) -> bool:
        """Whether the bytes are the same, in time that depends on the length only.

        Raises ValueError once wiped: a wiped secret equals nothing, not even an empty guess.
        """
        return hmac.compare_digest(self._held(), other)

    def wipe(self) -> None:
        """Overwrite the bytes; `len` is 0 and `reveal` raises from then on. May be repeated."""
        held, self._value = self._value, None
        if held is not None:
            held[:] = bytes(len(held))  # of the same size: written where the secret was

    def _held(self) -> bytearray:
        if self._value is None:
            raise ValueError("the secret was wiped")
        return self._value

    def __len__(self) -> int:
        return 0 if self._value is None else len(self._value)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.wipe()

    def __del__(self) -> None:
        # A constructor that raised leaves no attribute.
        if hasattr(self, "_value"):
            self.wipe()

    def __repr__(self) -> str:
        return _SHOWN_AS

    def __str__(self) -> str:
        return _SHOWN_AS

    def __format__(self, format_spec: str) -> str:
        if format_spec:
            raise TypeError("a secret has no format")
        return _SHOWN_AS

    def __eq__(self, other: object) -> NoReturn:
        raise TypeError("a secret is compared with matches()")

    def __ne__(self, other: object) -> NoReturn:
        raise TypeError("a secret is compared with matches()")

    def __hash__(self) -> NoReturn:
        raise TypeError("a secret has no hash")

    def __bool__(self) -> NoReturn:
        raise TypeError("a secret is neither true nor false; ask for its length")

    def __copy__(self) -> NoReturn:
        raise TypeError("a secret is not copied")

    def __deepcopy__(self, memo: object) -> NoReturn:
        raise TypeError("a secret is not copied")

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("a secret is not stored")

    def __getstate__(self) -> NoReturn:
        raise TypeError("a secret is not stored")
