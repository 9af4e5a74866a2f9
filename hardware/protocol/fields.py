"""What the codecs share: exact sizes and known values, or an error that names no value.

A message that we build wrongly raises ValueError; one that we are sent raises MalformedMessage,
whose status is what a device answers.
"""

from __future__ import annotations

from enum import IntEnum
from types import TracebackType
from typing import Final, TypeVar
from uuid import UUID

from hardware.crypto.secret import Secret
from hardware.crypto.voucher import CANISTER_MAX
from hardware.errors import MalformedMessage
from hardware.status import Status

ID_SIZE: Final = 16
TEXT36_SIZE: Final = 36
NO_ID: Final = bytes(ID_SIZE)
U8_MAX: Final = 2**8 - 1
U16_MAX: Final = 2**16 - 1
U32_MAX: Final = 2**32 - 1

_Choice = TypeVar("_Choice", bound=IntEnum)


def want_size(payload: bytes, size: int) -> None:
    """Refuse a payload that we were sent unless it has just this size."""
    if len(payload) != size:
        raise MalformedMessage("the payload has another size", Status.LENGTH)


def want_empty(payload: bytes) -> None:
    """For every request or answer that says no more than its op."""
    want_size(payload, 0)


class meaning:  # noqa: N801  reads as a word of the language: with meaning("STATUS")
    """Build a message from what we were sent; a field without a meaning is a MalformedMessage."""

    __slots__ = ("_message",)

    def __init__(self, message: str) -> None:
        self._message = message

    def __enter__(self) -> None:
        return

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        if isinstance(error, ValueError):
            # The cause is left out: its text may quote the value, and values may be secret.
            words = f"{self._message} has a field without a meaning"
            raise MalformedMessage(words, Status.VALUE) from None


def choice(kind: type[_Choice], code: int, message: str) -> _Choice:
    """The member with this wire code."""
    with meaning(message):
        return kind(code)


def switch(code: int) -> bool:
    """0 or 1; anything else is a ValueError."""
    need(code in {0, 1}, "a switch is neither 0 nor 1")
    return bool(code)


def need(holds: bool, rule: str) -> None:  # noqa: FBT001 - reads as a sentence: need(this, rule)
    """Raise ValueError, which names the rule and no value, unless it holds."""
    if not holds:
        raise ValueError(rule)


def need_id(value: bytes, name: str) -> None:
    need(len(value) == ID_SIZE, f"{name} is not 16 bytes")


def need_u8(value: int, name: str) -> None:
    need(0 <= value <= U8_MAX, f"{name} is not a byte")


def need_u16(value: int, name: str) -> None:
    need(0 <= value <= U16_MAX, f"{name} is out of range")


def need_u32(value: int, name: str) -> None:
    need(0 <= value <= U32_MAX, f"{name} is out of range")


def need_canister(value: int) -> None:
    need(1 <= value <= CANISTER_MAX, "canister is out of range")


def text36(raw: bytes) -> Secret:
    """A card id: the 36 characters of a uuid in lower case. Anything else is a ValueError."""
    need(str(UUID(raw.decode("ascii"))).encode("ascii") == raw, "card_id is not a lower-case uuid")
    return Secret(raw)
