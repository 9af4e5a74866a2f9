"""What staff and bank say to each other of a bank that was restored from a backup."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field

from bank_server.contract.message import Hex16, Message, Milliseconds, UuidText
from bank_server.http.staff_messages import Count, Why, Word
from bank_server.service.staff_restorations import Levelled


class LevellingWaive(Message):
    """Nobody waits any longer for what this ATM would tell."""

    atm: UuidText
    why: Why


class Awaited(Message):
    """
    Attributes:
        acked: whatever came after this entry of its journal may be lost.
        is_behind: it has told all that it can, and its HSM has counted more.
    """

    atm: UuidText
    acked: Count
    is_behind: bool


class LostAct(Message):
    """A line of the bank's audit log that the books know nothing of."""

    at_ms: Milliseconds
    who: str
    what: str
    about: str | None
    detail: str | None


class JournalAct(Message):
    """An entry of an ATM's journal, after what the books had of it."""

    at_ms: Milliseconds
    atm: UuidText
    entry: Count
    event: Word
    card: Annotated[str | None, Field(max_length=8)]


class Told(Message):
    what: Word
    count: Count


class RestorationReport(Message):
    """
    Attributes:
        name: of the last restoration; null: these books were never put back.
        books_ms: when the newest entry was written of the books that were put back.
        told: what came since from the ATMs that were waited for.
        acts, in_journals: what is to be looked at, and perhaps done again.
    """

    name: Hex16 | None
    since_ms: Milliseconds | None
    books_ms: Milliseconds | None
    waiting: tuple[Awaited, ...]
    told: tuple[Told, ...]
    acts: tuple[LostAct, ...]
    in_journals: tuple[JournalAct, ...]

    @classmethod
    def of(cls, found: Levelled | None) -> Self:
        if found is None:
            return cls(
                name=None,
                since_ms=None,
                books_ms=None,
                waiting=(),
                told=(),
                acts=(),
                in_journals=(),
            )
        return cls(
            name=found.restoration.name,
            since_ms=found.restoration.at_ms,
            books_ms=found.books_ms,
            waiting=tuple(
                Awaited(atm=each.atm_id, acked=each.acked, is_behind=each.is_behind)
                for each in found.waiting
            ),
            told=tuple(Told(what=what, count=count) for what, count in found.told.items()),
            acts=tuple(
                LostAct(
                    at_ms=each.at_ms,
                    who=each.who,
                    what=each.what,
                    about=each.subject or each.txid,
                    detail=each.detail,
                )
                for each in found.acts
            ),
            in_journals=tuple(
                JournalAct(
                    at_ms=each.at_ms,
                    atm=each.atm_id,
                    entry=each.seq,
                    event=each.event,
                    card=each.last4,
                )
                for each in found.in_journals
            ),
        )
