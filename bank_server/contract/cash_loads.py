"""cash-loads: what people counted and what the HSM recorded when canisters were filled."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, field_validator

from bank_server.contract.message import (
    CANISTER_COUNT_MAX,
    NOTE_COUNT_MAX,
    Canister,
    Message,
    Request,
    ascending,
)
from bank_server.contract.record_text import RecordText

STAFF_COUNT_MAX: Final = 2
RECORD_COUNT_MAX: Final = 16

StaffName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9._-]{0,31}$", max_length=32)]
CountedNotes = Annotated[int, Field(ge=0, le=NOTE_COUNT_MAX)]


class OperatorCount(Message):
    """What a person counted into one canister."""

    canister: Canister
    count: CountedNotes


class CashLoadRequest(Request["CashLoadReply"]):
    """
    Attributes:
        operator: at most one entry a canister, canisters ascending.
        staff: who was there; may be empty until the kiosk knows its staff.
        records: LOAD or STATUS records in the order in which they were made.
    """

    operator: Annotated[tuple[OperatorCount, ...], Field(max_length=CANISTER_COUNT_MAX)]
    staff: Annotated[tuple[StaffName, ...], Field(max_length=STAFF_COUNT_MAX)]
    records: Annotated[tuple[RecordText, ...], Field(min_length=1, max_length=RECORD_COUNT_MAX)]

    @field_validator("operator")
    @classmethod
    def _ascending(cls, counts: tuple[OperatorCount, ...]) -> tuple[OperatorCount, ...]:
        if not ascending([line.canister for line in counts]):
            raise ValueError("canisters are not strictly ascending")
        return counts

    @field_validator("staff", "records")
    @classmethod
    def _distinct(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(values)) != len(values):
            raise ValueError("an entry is named twice")
        return values


class CountDifference(Message):
    """Where the person and the HSM disagree."""

    canister: Canister
    operator: CountedNotes
    recorded: CountedNotes


class CashLoadReply(Message):
    differences: Annotated[tuple[CountDifference, ...], Field(max_length=CANISTER_COUNT_MAX)]
