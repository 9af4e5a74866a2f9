"""What the bank tells staff of the PINs that were tried."""

from __future__ import annotations

from typing import Self

from bank_server.contract.message import Message, Milliseconds, UuidText
from bank_server.http.staff_messages import Count, Word
from bank_server.service.pin_finding import PinFinding


class PinReviewAsked(Message):
    """
    Attributes:
        is_all: also what was before staff closed the last such alarm.
    """

    is_all: bool


class PinReviewed(Message):
    """What came of it; without a card's number, a PIN or a token.

    Attributes:
        first_ms, last_ms: of the PINs that were judged; null where there are none.
        wrong, right: how many there are.
        cards: how many were tried by somebody who guesses.
        atms, attempts: where, and how many wrong PINs it took.
        top: the ATM with the most cards.
        lost: cards of which a right PIN followed.
        notes: none by now.
        explained: for people; names cards by the first digits of their ids.
    """

    is_intrusion: bool
    first_ms: Milliseconds | None
    last_ms: Milliseconds | None
    wrong: Count
    right: Count
    cards: Count
    atms: Count
    attempts: Count
    top: UuidText | None
    lost: Count
    rules: tuple[Word, ...]
    notes: tuple[Word, ...]
    explained: tuple[str, ...]

    @classmethod
    def of(cls, found: PinFinding) -> Self:
        return cls(
            is_intrusion=found.is_intrusion,
            first_ms=found.first_ms,
            last_ms=found.last_ms,
            wrong=found.wrong,
            right=found.right,
            cards=found.cards,
            atms=found.atms,
            attempts=found.attempts,
            top=found.top or None,
            lost=found.lost,
            rules=found.rules,
            notes=(),
            explained=found.explained,
        )
