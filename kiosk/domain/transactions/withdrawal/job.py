"""What a withdrawal is about: the job, the bank's vouchers, and why nothing was given."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bank_server.contract.money import Money
from kiosk.domain.mix import CanisterNotes


@dataclass(frozen=True, slots=True)
class Job:
    """What was asked for. `notes` is never empty and makes exactly `amount`."""

    txid: bytes
    amount: Money
    notes: tuple[CanisterNotes, ...]


@dataclass(frozen=True, slots=True)
class Voucher:
    """The bank's 64-byte message to the HSM for one canister."""

    canister: int
    message: bytes = field(repr=False)


class Denial(StrEnum):
    """Why no cash was given; the visit finds the words."""

    CANCELLED = "cancelled"
    BANK_SILENT = "bank-silent"
    LINK_DOWN = "link-down"
    CARD_SILENT = "card-silent"
    CARD_NOT_TAKEN = "card-not-taken"
    VISIT_EXPIRED = "visit-expired"
    CARD_BLOCKED = "card-blocked"
    FUNDS = "funds"
    LIMIT = "daily-limit"
    CARD_BUSY = "card-busy"
    ATM_CASH = "atm-cash"
    CARD_KIND = "card-kind"
    REFUSED = "refused"
    COUNTERS = "counters-differ"
    CASH_FAULT = "cash-fault"
    NOT_TAKEN_PART = "part-refused"
