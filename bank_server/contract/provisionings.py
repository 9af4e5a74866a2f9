"""provisionings: a device's key reaches the bank once, under a single-use token."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from bank_server.contract.cash_loads import OperatorCount
from bank_server.contract.message import (
    CANISTER_COUNT_MAX,
    Hex16,
    Hex32,
    Message,
    Request,
    UuidText,
    ascending,
)
from bank_server.contract.operations import DeviceKind

TokenText = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{32}$", max_length=32)]


class ProvisioningRequest(Request["ProvisioningReply"]):
    """
    Attributes:
        uuid: the card's or the ATM's; for a card it is the card id, hence a secret.
        pin_block: for a card only, made with the token in the place of the challenge.
        counts: for an HSM only, the notes of each canister.
    """

    kind: DeviceKind
    uuid: Annotated[UuidText, Field(repr=False)]
    token: Annotated[TokenText, Field(repr=False)]
    aes_key: Annotated[Hex32, Field(repr=False)]
    pin_block: Annotated[Hex16 | None, Field(repr=False)]
    counts: Annotated[tuple[OperatorCount, ...], Field(max_length=CANISTER_COUNT_MAX)] | None

    @field_validator("counts")
    @classmethod
    def _ascending(
        cls, counts: tuple[OperatorCount, ...] | None
    ) -> tuple[OperatorCount, ...] | None:
        if counts is not None and not ascending([line.canister for line in counts]):
            raise ValueError("canisters are not strictly ascending")
        return counts

    @model_validator(mode="after")
    def _fits_kind(self) -> Self:
        if (self.pin_block is not None) != (self.kind is DeviceKind.CARD):
            raise ValueError("pin_block does not fit the kind")
        if (self.counts is not None) != (self.kind is DeviceKind.HSM):
            raise ValueError("counts do not fit the kind")
        return self


class ProvisioningReply(Message):
    """
    Attributes:
        journal_key: for an HSM, the first key of the kiosk's journal seal; else null.
    """

    state: Literal["stored"] = "stored"
    journal_key: Annotated[Hex32 | None, Field(repr=False)]
