"""What a challenge was asked for, and whether it may be given."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import Enum, unique
from typing import Final

from bank_server.contract.money import Money
from bank_server.contract.operations import Operation
from bank_server.domain.cards import Card, CardStatus, ProofKind
from bank_server.domain.terminals import Atm

CHALLENGE_LIFE_MS: Final = 5_000


@dataclass(frozen=True, slots=True)
class NotesAsked:
    """How many notes of one canister the customer is to get."""

    canister: int
    count: int


@dataclass(frozen=True, slots=True)
class OpenLine:
    """One canister as the HSM's OPEN record states it."""

    canister: int
    load: int
    next: int
    left: int


@dataclass(frozen=True, slots=True)
class ChallengeTerms:
    """What the kiosk asked for, fixed from here on.

    Attributes:
        card_id: SHA-256 hex.
        source, target: account ids; a null source is the card's first account.
        ticket: 32 hex digits from the OPEN record; None unless cash is asked for.
        lines: all canisters of the OPEN record; empty unless cash is asked for.
        proof: what the request carried, chip or stripe.
    """

    txid: str
    atm_id: str
    card_id: str
    operation: Operation
    proof: ProofKind
    source: str | None = None
    target: str | None = None
    amount: Money | None = None
    notes: tuple[NotesAsked, ...] = ()
    ticket: str | None = None
    lines: tuple[OpenLine, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Equal for equal content; 64 hex digits."""
        content = [
            self.txid,
            self.atm_id,
            self.card_id,
            self.operation.value,
            self.proof.value,
            self.source,
            self.target,
            None if self.amount is None else [self.amount.minor, self.amount.currency],
            [[asked.canister, asked.count] for asked in self.notes],
            self.ticket,
            [[line.canister, line.load, line.next, line.left] for line in self.lines],
        ]
        text = json.dumps(content, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class LiveChallenge:
    """One a card and ATM; gone once it is taken, whatever comes of it."""

    terms: ChallengeTerms
    challenge: str = field(repr=False)
    expires_ms: int

    def is_live(self, now_ms: int) -> bool:
        return now_ms <= self.expires_ms


@unique
class ChallengeRefusal(Enum):
    """Why no challenge is given. Nothing is stored."""

    ATM_UNKNOWN = "atm-unknown"
    TXID_CONFLICT = "txid-conflict"  # the txid is in use with other content, or has ended
    VOIDED = "voided"  # the txid has a tombstone
    IN_PROGRESS = "in-progress"
    CARD_UNKNOWN = "card-unknown"
    CARD_BLOCKED = "card-blocked"
    PROOF_DIFFERS = "proof-differs"  # stripe data for a chip card, or the other way round
    CURRENCY_DIFFERS = "currency-differs"
    NOTES_DIFFER = "notes-differ"  # the notes are not the amount, or too many
    COUNTERS_DIFFER = "counters-differ"
    ATM_BUSY = "atm-busy"
    LEVELLING = "levelling"  # the bank was restored, and not every ATM has told it what it lacks


def refusal(terms: ChallengeTerms, card: Card | None, atm: Atm | None) -> ChallengeRefusal | None:
    """Why this card and ATM may not have a challenge on these terms, in the protocol's order.

    Source: docs/protocols.md, section 6, the bank's order at `challenges`.
    """
    if atm is None:
        return ChallengeRefusal.ATM_UNKNOWN
    if card is None or card.status is CardStatus.ISSUED:
        return ChallengeRefusal.CARD_UNKNOWN
    if card.is_blocked:
        return ChallengeRefusal.CARD_BLOCKED
    if card.proof is not terms.proof:
        return ChallengeRefusal.PROOF_DIFFERS
    if terms.operation is Operation.WITHDRAWAL:
        return _cash_refusal(terms, atm)
    return None


def _cash_refusal(terms: ChallengeTerms, atm: Atm) -> ChallengeRefusal | None:
    assert terms.amount is not None, "the contract asks for the amount of a withdrawal"
    if not counters_equal(terms.lines, atm):
        return ChallengeRefusal.COUNTERS_DIFFER
    if atm.held_txid is not None or not atm.may_give_cash:
        return ChallengeRefusal.ATM_BUSY
    if terms.amount.currency != atm.currency:
        return ChallengeRefusal.CURRENCY_DIFFERS
    denominations = {book.canister: book.denomination for book in atm.canisters}
    if any(asked.canister not in denominations or asked.count < 1 for asked in terms.notes):
        return ChallengeRefusal.NOTES_DIFFER
    total = sum(asked.count * denominations[asked.canister] for asked in terms.notes)
    if total != terms.amount.minor or sum(a.count for a in terms.notes) > atm.max_notes:
        return ChallengeRefusal.NOTES_DIFFER
    return None


def counters_equal(lines: tuple[OpenLine, ...], atm: Atm) -> bool:
    """Whether HSM and bank agree on every canister's load and next note.

    A canister that is fitted, unknown to the bank and was never loaded holds nothing.
    """
    said = [
        (line.canister, line.load, line.next)
        for line in lines
        if line.load > 0 or atm.denomination(line.canister) is not None
    ]
    return said == [(book.canister, book.load, book.next) for book in atm.canisters]
