"""authorisations: card answer and PIN or visit go in; approval or decline comes back."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, field_validator, model_validator

from bank_server.contract.message import (
    CANISTER_COUNT_MAX,
    Balance,
    Canister,
    Hex16,
    Hex32,
    Message,
    Request,
    Txid,
    UuidText,
    ascending,
)
from bank_server.contract.operations import DeclineReason, Operation

ACCOUNT_COUNT_MAX: Final = 32
ACCOUNT_NAME_SIZE_MAX: Final = 64  # 32 of them fit into an answer; a screen shows no more
TRIES_MAX: Final = 3

VisitText = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", max_length=32)]
HOLD_COPY_SIZE_MAX: Final = 512
HoldCopyText = Annotated[
    str, Field(pattern=r"^([0-9a-f]{2})+$", min_length=2, max_length=2 * HOLD_COPY_SIZE_MAX)
]
"""The bank's own copy of a hold, sealed by the bank for itself."""
REFERENCE_SIZE_MAX: Final = 16
ReferenceText = Annotated[
    str, Field(pattern=r"^[0-9A-Z]+$", min_length=1, max_length=REFERENCE_SIZE_MAX)
]
VoucherText = Annotated[str, Field(pattern=r"^[0-9a-f]{128}$", max_length=128)]


class PinProof(Message):
    """The customer typed the PIN for this txid."""

    pin_block: Annotated[Hex16, Field(repr=False)]


class VisitProof(Message):
    """The PIN was proven earlier in this visit."""

    visit: Annotated[VisitText, Field(repr=False)]


class AuthorisationRequest(Request["AuthorisationReply"]):
    """Sent once, never again.

    Attributes:
        response: the card's answer to the challenge; null for a stripe card.
        new_pin_block: for a PIN change only.
    """

    txid: Txid
    response: Annotated[Hex32 | None, Field(repr=False)]
    proof: PinProof | VisitProof
    new_pin_block: Annotated[Hex16 | None, Field(repr=False)]


class AccountView(Message):
    """One account as the customer sees it; name: the first ACCOUNT_NAME_SIZE_MAX characters."""

    id: UuidText
    name: Annotated[str, Field(min_length=1, max_length=ACCOUNT_NAME_SIZE_MAX)]
    type: Annotated[str, Field(pattern=r"^[a-z-]{1,16}$", max_length=16)]
    available: Balance
    balance: Balance


class VoucherPart(Message):
    """The bank's order to the HSM for one canister; opaque to the kiosk."""

    canister: Canister
    voucher: Annotated[VoucherText, Field(repr=False)]


class _Approved(Message):
    """
    Attributes:
        visit: the token of a visit that this answer began; null when one was carried in.
    """

    txid: Txid
    result: Literal["approved"] = "approved"
    visit: Annotated[VisitText | None, Field(repr=False)]


class ApprovedAccounts(_Approved):
    operation: Literal[Operation.ACCOUNTS] = Operation.ACCOUNTS
    accounts: Annotated[tuple[AccountView, ...], Field(max_length=ACCOUNT_COUNT_MAX)]


class ApprovedBalance(_Approved):
    operation: Literal[Operation.BALANCE] = Operation.BALANCE
    available: Balance
    balance: Balance


class ApprovedWithdrawal(_Approved):
    """
    Attributes:
        hold_copy: for the kiosk to keep and to send along with the receipt. Null in replies of
            banks before there was one.
    """

    operation: Literal[Operation.WITHDRAWAL] = Operation.WITHDRAWAL
    vouchers: Annotated[tuple[VoucherPart, ...], Field(min_length=1, max_length=CANISTER_COUNT_MAX)]
    hold_copy: HoldCopyText | None = None

    @field_validator("vouchers")
    @classmethod
    def _ascending(cls, vouchers: tuple[VoucherPart, ...]) -> tuple[VoucherPart, ...]:
        if not ascending([part.canister for part in vouchers]):
            raise ValueError("canisters are not strictly ascending")
        return vouchers


class ApprovedPinChange(_Approved):
    operation: Literal[Operation.PIN_CHANGE] = Operation.PIN_CHANGE


class ApprovedTransfer(_Approved):
    """The money has moved. What both accounts had available right after it."""

    operation: Literal[Operation.TRANSFER] = Operation.TRANSFER
    from_available: Balance
    to_available: Balance


class ApprovedDeposit(_Approved):
    """The slot may take one envelope. Nothing is credited.

    Attributes:
        reference: printed on the envelope, by which people find what was said about it.
    """

    operation: Literal[Operation.DEPOSIT] = Operation.DEPOSIT
    reference: ReferenceText


class Declined(Message):
    """
    Attributes:
        tries_left: set if the reason is pin-wrong, else null.
    """

    txid: Txid
    result: Literal["declined"] = "declined"
    reason: DeclineReason
    tries_left: Annotated[int, Field(ge=0, le=TRIES_MAX)] | None = None

    @model_validator(mode="after")
    def _tries_with_pin_wrong(self) -> Self:
        if (self.tries_left is not None) != (self.reason is DeclineReason.PIN_WRONG):
            raise ValueError("tries_left does not fit the reason")
        return self


AuthorisationReply = (
    ApprovedAccounts
    | ApprovedBalance
    | ApprovedWithdrawal
    | ApprovedPinChange
    | ApprovedTransfer
    | ApprovedDeposit
    | Declined
)
