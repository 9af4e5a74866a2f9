"""challenges: the kiosk says what the customer wants; the bank answers with a challenge."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from bank_server.contract.message import (
    CANISTER_COUNT_MAX,
    NOTE_COUNT_MAX,
    Amount,
    Canister,
    Message,
    Request,
    Txid,
    UuidText,
    ascending,
)
from bank_server.contract.operations import Operation
from bank_server.contract.record_text import RecordText


class NoteCount(Message):
    """How many notes of one canister."""

    canister: Canister
    count: Annotated[int, Field(ge=1, le=NOTE_COUNT_MAX)]


Notes = Annotated[tuple[NoteCount, ...], Field(max_length=CANISTER_COUNT_MAX)]
StripeCode = Annotated[str, Field(pattern=r"^[0-9]{8}$", max_length=8)]
ChallengeText = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{32}$", max_length=32)]


class ChallengeRequest(Request["ChallengeReply"]):
    """
    Attributes:
        source, target: account ids, `from` and `to` on the wire. For a balance and a withdrawal a
            null source is the card's first account. A transfer has both, a deposit `to` alone.
        notes: one entry a canister, canisters ascending; empty unless cash is asked for.
        open_record: the HSM's OPEN record of this txid; null unless cash is asked for.
        stripe_code: what the stripe carries, or null for a chip card.
    """

    txid: Txid
    card_id: Annotated[UuidText, Field(repr=False)]
    operation: Operation
    source: UuidText | None = Field(validation_alias="from", serialization_alias="from")
    target: UuidText | None = Field(validation_alias="to", serialization_alias="to")
    amount: Amount | None
    notes: Notes
    open_record: RecordText | None
    stripe_code: Annotated[StripeCode | None, Field(repr=False)]

    @field_validator("notes")
    @classmethod
    def _ascending(cls, notes: tuple[NoteCount, ...]) -> tuple[NoteCount, ...]:
        if not ascending([line.canister for line in notes]):
            raise ValueError("canisters are not strictly ascending")
        return notes

    @model_validator(mode="after")
    def _fits_operation(self) -> Self:
        is_cash = self.operation is Operation.WITHDRAWAL
        moves_money = self.operation in {
            Operation.WITHDRAWAL,
            Operation.TRANSFER,
            Operation.DEPOSIT,
        }
        if moves_money != (self.amount is not None):
            raise ValueError("amount does not fit the operation")
        if is_cash != bool(self.notes) or is_cash != (self.open_record is not None):
            raise ValueError("notes or open_record do not fit the operation")
        has_target = self.operation in {Operation.TRANSFER, Operation.DEPOSIT}
        if has_target != (self.target is not None):
            raise ValueError("to does not fit the operation")
        if self.operation is Operation.TRANSFER and self.source in {None, self.target}:
            raise ValueError("from does not fit the operation")
        if self.operation is Operation.DEPOSIT and self.source is not None:
            raise ValueError("from does not fit the operation")
        return self


class ChallengeReply(Message):
    challenge: Annotated[ChallengeText, Field(repr=False)]
    expires_ms: Annotated[int, Field(ge=1, le=60_000)]
