"""What the staff listener says of ATMs' journals."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field

from bank_server.contract.message import Anchor, Hex32, JournalKeyName, Message, UuidText
from bank_server.contract.provisionings import TokenText
from bank_server.domain.terminals import JournalAnchor
from bank_server.http.staff_messages import Proposed, Why
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


class JournalAnchors(Message):
    """What the bank knows of how far an ATM's journals went, whoever has the machine's files."""

    anchors: tuple[Anchor, ...]

    @classmethod
    def of(cls, found: tuple[JournalAnchor, ...]) -> Self:
        return cls(
            anchors=tuple(
                Anchor(seq=each.seq, h=each.h, m=each.m, key=each.key or None) for each in found
            )
        )


class JournalLost(Message):
    """The ATM's journal is lost for good; it shall begin a new one."""

    uuid: UuidText
    why: Why


class NewJournalProposed(Proposed):
    """Attributes: token: good once somebody has confirmed, until `ends_ms`; not shown again."""

    token: Annotated[TokenText, Field(repr=False)]
