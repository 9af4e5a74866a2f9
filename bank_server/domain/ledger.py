"""Double entry: accounts, postings that sum to zero, and the balances they come to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum, unique

from bank_server.contract.money import Money


@unique
class AccountKind(StrEnum):
    CUSTOMER = "customer"
    CASH = "cash"  # one an ATM: what is in it, negative because the bank owns it
    SUSPENSE = "suspense"  # notes that came out without a hold
    DISPUTE = "dispute"  # notes taken back and not yet counted
    CORRECTION = "correction"
    OPENING = "opening"  # the vault: where balances and notes come from
    ENVELOPES = "envelopes"  # what people found in envelopes, negative because the bank has it


@dataclass(frozen=True, slots=True)
class Account:
    """
    Attributes:
        balance: sum of its entries; what the bank owes the customer.
        held: sum of its open holds, part of balance.
        account_type: a word for the customer, such as current or savings.
    """

    account_id: str
    kind: AccountKind
    account_name: str
    balance: Money
    held: Money
    account_type: str = "current"

    @property
    def available(self) -> Money:
        return self.balance - self.held

    def with_entry(self, amount: Money) -> Account:
        return replace(self, balance=self.balance + amount)

    def with_hold(self, amount: Money) -> Account:
        return replace(self, held=self.held + amount)


@unique
class PostingKind(StrEnum):
    OPENING = "opening"
    CORRECTION = "correction"
    CAPTURE = "capture"
    SUSPENSE = "suspense"
    CASH_LOAD = "cash-load"
    RESOLUTION = "resolution"
    DISPUTE = "dispute"
    SUSPENSE_END = "suspense-end"
    TRANSFER = "transfer"
    DEPOSIT = "deposit"


@dataclass(frozen=True, slots=True)
class Line:
    """One account's part of a posting; positive = the bank owes it more."""

    account_id: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Posting:
    """Lines that are entered together or not at all, and sum to zero.

    Attributes:
        reference: the txid, load_id or confirmation id that it is about.
    """

    kind: PostingKind
    reference: str
    lines: tuple[Line, ...]

    def __post_init__(self) -> None:
        assert self.lines, "a posting has lines"
        total = self.lines[0].amount.zero()
        for line in self.lines:
            total = total + line.amount
        assert total.minor == 0, "a posting sums to zero"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as it stands in the ledger for ever."""

    entry_id: int
    posting_id: int
    at_ms: int
    kind: PostingKind
    reference: str
    account_id: str
    amount: Money


def internal_account_id(kind: AccountKind, currency: str, atm_id: str | None = None) -> str:
    """The fixed id of an account that is not a customer's."""
    assert (kind is AccountKind.CASH) == (atm_id is not None), "cash accounts belong to an ATM"
    return f"{kind.value}:{atm_id or currency}"


def transfer(kind: PostingKind, reference: str, source: str, target: str, amount: Money) -> Posting:
    """A posting that moves `amount` from source to target."""
    return Posting(kind, reference, (Line(source, -amount), Line(target, amount)))
