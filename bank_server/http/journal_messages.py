"""What the staff listener says of ATMs' journals."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field

from bank_server.contract.journal_entries import JournalKeyName
from bank_server.contract.message import Hex32, Message
from hardware.crypto.secret import Secret


class JournalKey(Message):
    """
    Attributes:
        first: the key of entry 1, from which every other follows.
    """

    name: JournalKeyName
    first: Annotated[Hex32, Field(repr=False)]


class JournalKeys(Message):
    """The newest last: the one that the ATM writes with now."""

    keys: tuple[JournalKey, ...]

    @classmethod
    def of(cls, found: tuple[tuple[str, Secret], ...]) -> Self:
        return cls(
            keys=tuple(JournalKey(name=name, first=key.reveal().hex()) for name, key in found)
        )
