"""One txid at the bank, from the moment its challenge is taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum, unique
from typing import Final

from bank_server.contract.money import Money
from bank_server.contract.operations import (
    DeclineReason,
    Operation,
    ResolutionState,
    SettlementState,
)
from bank_server.contract.problems import ProblemCode
from bank_server.domain.challenges import ChallengeRefusal, ChallengeTerms, OpenLine
from bank_server.domain.envelopes import Envelope

IN_WORK_MAX_MS: Final = 30_000
CARD_BUSY_MS: Final = 120_000
HELD_MAX_MS: Final = 24 * 3_600_000


@unique
class TransactionState(StrEnum):
    """Where a txid stands. Every state but IN_WORK answers a repeated request as before."""

    IN_WORK = "in-work"
    PROBLEM = "problem"  # refused with a problem after the challenge was taken
    DECLINED = "declined"
    DONE = "done"  # without cash
    HELD = "held"
    CAPTURED = "captured"
    VOID = "void"  # nothing happened and nothing can: a tombstone, or a receipt says so
    IN_DOUBT = "in-doubt"  # the hold stays until people have counted
    SUSPENSE = "suspense"  # notes came out without a hold
    RESOLVED = "resolved"  # two operators have settled an IN_DOUBT
    AWAITED = "awaited"  # a deposit was approved; the slot has not said what became of it
    PENDING = "pending"  # people must open its envelope, or find out whether there is one
    VERIFIED = "verified"  # they have, and what they found is credited


HOLDING: Final = frozenset({TransactionState.HELD, TransactionState.IN_DOUBT})
"""Where an amount may still be part of an account's `held`."""

DEPOSITING: Final = frozenset(
    {TransactionState.AWAITED, TransactionState.PENDING, TransactionState.VERIFIED}
)
"""What only an envelope comes to, also where its terms are forgotten."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Notes that the bank allowed out of one canister.

    Attributes:
        first: number of the first note; load and first are those of the OPEN record.
        counted: how many of them two people found paid; None until they have counted.
    """

    canister: int
    load: int
    first: int
    count: int
    denomination: int
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class Transaction:
    """
    Attributes:
        terms: None for a tombstone or suspense of a txid that was never authorised.
        account_id: the account that pays, once it is known.
        boot_id: which run of the bank took it into work.
        reply: the answer's body as first sent, as the service gave it; None for reads.
        lines: of the OPEN record; here also when `terms` are gone.
        receipt: the FINAL record that settled it, hex.
        settled: what that receipt was answered with; captured: its amount.
        has_tried_pin: a PIN try was counted for it.
        returned: what two people gave back of the notes that were taken back; None until they
            have decided, and where nothing was ever disputed.
        envelope: of a deposit, from its approval or the slot's first word on.
        charged: what two people charged to `account_id` of what lay in suspense; the bank bears
            the rest of it. None until they have decided, and where nothing ever lay there.
    """

    txid: str
    atm_id: str
    state: TransactionState
    boot_id: str
    started_ms: int
    terms: ChallengeTerms | None = None
    account_id: str | None = None
    grants: tuple[Grant, ...] = ()
    reply: bytes | None = field(default=None, repr=False)
    decline: DeclineReason | None = None
    problem: ProblemCode | None = None
    has_tried_pin: bool = False
    receipt: str | None = None
    settled: SettlementState | None = None
    captured: Money | None = None
    returned: Money | None = None
    charged: Money | None = None
    envelope: Envelope | None = None

    @property
    def is_holding(self) -> bool:
        """Whether its amount is still part of the account's `held`."""
        return self.state in HOLDING and self.account_id is not None

    @property
    def amount(self) -> Money | None:
        return None if self.terms is None else self.terms.amount

    @property
    def card_id(self) -> str | None:
        return None if self.terms is None else self.terms.card_id

    @property
    def operation(self) -> Operation | None:
        return None if self.terms is None else self.terms.operation

    @property
    def ticket(self) -> str | None:
        return None if self.terms is None else self.terms.ticket

    @property
    def open_lines(self) -> tuple[OpenLine, ...]:
        return () if self.terms is None else self.terms.lines

    def is_abandoned(self, boot_id: str, now_ms: int) -> bool:
        """In work, but nobody can be working on it any more."""
        return self.state is TransactionState.IN_WORK and (
            self.boot_id != boot_id or now_ms - self.started_ms >= IN_WORK_MAX_MS
        )


@unique
class TakeRefusal(Enum):
    """Why a challenge cannot be used. An expired one is gone all the same."""

    CHALLENGE_MISSING = "challenge-missing"
    CHALLENGE_EXPIRED = "challenge-expired"


@unique
class FinishResult(Enum):
    """Whether this call ended the txid.

    NOT_IN_WORK: it had ended already, or a tombstone came first; nothing moved now. The
    transaction beside it says what to answer.
    """

    ENDED = "ended"
    NOT_IN_WORK = "not-in-work"


@dataclass(frozen=True, slots=True)
class Finish:
    """A step's result and the transaction as it is stored now."""

    result: FinishResult
    transaction: Transaction


@unique
class SettleResult(Enum):
    """What a receipt came to."""

    SETTLED = "settled"
    SAME = "same"  # the same receipt again: the same answer
    RECEIPT_INVALID = "receipt-invalid"  # 403, alarm; nothing moved and a hold stays
    SETTLED_DIFFERENTLY = "settled-differently"  # 409, alarm; the ATM is suspended
    IN_PROGRESS = "in-progress"  # 409; the authorisation is still at work
    ATM_UNKNOWN = "atm-unknown"
    LEVELLING = "levelling"  # 503; of a lost hold, which other ATMs' words may yet cover


@dataclass(frozen=True, slots=True)
class Settlement:
    """
    Attributes:
        state, amount: the answer; None unless the result is SETTLED or SAME.
    """

    result: SettleResult
    state: SettlementState | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a txid, and the transaction as it is stored (None only while in work)."""

    state: ResolutionState
    transaction: Transaction


RESOLUTION_OF: Final = {
    TransactionState.IN_WORK: ResolutionState.IN_PROGRESS,
    TransactionState.PROBLEM: ResolutionState.VOID,
    TransactionState.DECLINED: ResolutionState.DECLINED,
    TransactionState.DONE: ResolutionState.DONE,
    TransactionState.HELD: ResolutionState.HELD,
    TransactionState.CAPTURED: ResolutionState.DONE,
    TransactionState.VOID: ResolutionState.VOID,
    TransactionState.IN_DOUBT: ResolutionState.HELD,
    TransactionState.SUSPENSE: ResolutionState.DONE,
    TransactionState.RESOLVED: ResolutionState.DONE,
    TransactionState.AWAITED: ResolutionState.DONE,
    TransactionState.PENDING: ResolutionState.DONE,
    TransactionState.VERIFIED: ResolutionState.DONE,
}
assert RESOLUTION_OF.keys() == set(TransactionState)


def challenge_refusal(state: TransactionState) -> ChallengeRefusal:
    """Why there is no challenge for a txid that has been authorised before, or voided."""
    match state:
        case TransactionState.VOID:
            return ChallengeRefusal.VOIDED
        case TransactionState.IN_WORK:
            return ChallengeRefusal.IN_PROGRESS
        case _:
            return ChallengeRefusal.TXID_CONFLICT
