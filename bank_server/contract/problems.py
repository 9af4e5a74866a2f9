"""Refusals of the bank that are not a customer's decline (RFC 9457 bodies)."""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Annotated, Final, Self

from pydantic import Field, field_validator

from bank_server.contract.message import Message

TYPE_PREFIX: Final = "urn:atm:problem:"
TITLE_SIZE_MAX: Final = 200


@unique
class ProblemCode(StrEnum):
    BAD_REQUEST = "bad-request"
    ATM_UNKNOWN = "atm-unknown"
    CARD_UNKNOWN = "card-unknown"
    CARD_BLOCKED = "card-blocked"
    CHALLENGE_MISSING = "challenge-missing"
    CHALLENGE_EXPIRED = "challenge-expired"
    VISIT_EXPIRED = "visit-expired"
    RESPONSE_WRONG = "response-wrong"
    PIN_BLOCK_INVALID = "pin-block-invalid"
    RECEIPT_INVALID = "receipt-invalid"
    TOKEN_INVALID = "token-invalid"  # noqa: S105  a wire code, not a secret
    TOKEN_UNCONFIRMED = "token-unconfirmed"  # noqa: S105  a wire code, not a secret
    TOKEN_EXPIRED = "token-expired"  # noqa: S105  a wire code, not a secret
    TOKEN_USED = "token-used"  # noqa: S105  a wire code, not a secret
    NOT_FOUND = "not-found"
    IN_PROGRESS = "in-progress"
    VOIDED = "voided"
    COUNTERS_DIFFER = "counters-differ"
    ATM_BUSY = "atm-busy"
    SETTLED_DIFFERENTLY = "settled-differently"
    DEPOSIT_UNKNOWN = "deposit-unknown"
    TOO_LARGE = "too-large"
    JOURNAL_KNOWN = "journal-known"
    JOURNAL_KEY_UNKNOWN = "journal-key-unknown"
    JOURNAL_GAP = "journal-gap"
    JOURNAL_LINE = "journal-line"
    JOURNAL_CHAIN = "journal-chain"
    JOURNAL_SEAL = "journal-seal"
    JOURNAL_DIFFERS = "journal-differs"
    TXID_CONFLICT = "txid-conflict"
    RATE = "rate"
    INTERNAL = "internal"
    OVERLOADED = "overloaded"
    LEVELLING = "levelling"


class Problem(Message):
    """Body of every answer that is not 200.

    Attributes:
        title: one sentence for a person; names fields, never values.
        incident: what the bank's log calls it, or null.
    """

    type: Annotated[str, Field(max_length=64)]
    title: Annotated[str, Field(max_length=TITLE_SIZE_MAX)]
    status: Annotated[int, Field(ge=400, le=599)]
    incident: Annotated[str, Field(pattern=r"^[0-9a-f]{8,32}$")] | None = None

    @field_validator("type")
    @classmethod
    def _known(cls, value: str) -> str:
        ProblemCode(value.removeprefix(TYPE_PREFIX))
        if not value.startswith(TYPE_PREFIX):
            raise ValueError("not a problem of this bank")
        return value

    @property
    def code(self) -> ProblemCode:
        return ProblemCode(self.type.removeprefix(TYPE_PREFIX))

    @classmethod
    def of(cls, code: ProblemCode, status: int, title: str, incident: str | None = None) -> Self:
        return cls(
            type=TYPE_PREFIX + code.value,
            title=title[:TITLE_SIZE_MAX],
            status=status,
            incident=incident,
        )
