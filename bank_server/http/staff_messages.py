"""What staff and bank say to each other on the staff listener: /admin/v1/…

Who asks is told by the certificate. A reply to an action that needs two persons is `Proposed`:
somebody else must confirm its id before anything moves.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from bank_server.contract.cash_loads import StaffName
from bank_server.contract.challenges import StripeCode
from bank_server.contract.message import (
    CANISTER_COUNT_MAX,
    NOTE_COUNT_MAX,
    Canister,
    Currency,
    Hex16,
    Hex32,
    Message,
    Milliseconds,
    Txid,
    UuidText,
)
from bank_server.contract.money import MINOR_MAX
from bank_server.contract.provisionings import TokenText
from bank_server.domain.cards import CARD_ACCOUNTS_MAX, PIN_TRIES_MAX

ADMIN_PREFIX: Final = "/admin/v1/"
NAME_SIZE_MAX: Final = 1_024
PAGE_SIZE_MAX: Final = 500
WHY_SIZE_MAX: Final = 200
NOTES_PER_TRANSACTION_MAX: Final = 128
SIGNED_MINOR_MIN: Final = -MINOR_MAX

AccountType = Literal["current", "savings"]
AccountName = Annotated[str, Field(min_length=1, max_length=NAME_SIZE_MAX)]
Minor = Annotated[int, Field(ge=0, le=MINOR_MAX)]
SignedMinor = Annotated[int, Field(ge=SIGNED_MINOR_MIN, le=MINOR_MAX)]
Count = Annotated[int, Field(ge=0, le=MINOR_MAX)]
Why = Annotated[str, Field(min_length=1, max_length=WHY_SIZE_MAX)]
Word = Annotated[str, Field(max_length=128)]
SerialText = Annotated[str, Field(pattern=r"^[0-9a-f]{1,40}$", max_length=40)]


class Nothing(Message):
    """A request without arguments."""


class Done(Message):
    state: Literal["done"] = "done"


class Proposed(Message):
    """Nothing has moved yet: another person must confirm `id`.

    Attributes:
        says: what will be done, in words.
        confirmers: who may confirm it.
    """

    state: Literal["proposed"] = "proposed"
    id: Hex16
    says: str
    ends_ms: Milliseconds
    confirmers: tuple[StaffName, ...]


class AccountCreate(Message):
    """
    Attributes:
        type: what the customer sees it called; `current` where it is left out.
    """

    name: AccountName
    minor: Minor
    currency: Currency | None
    type: AccountType = "current"


class AccountRef(Message):
    """By name, as the holder is known at the desk."""

    name: AccountName


class AccountSetBalance(Message):
    name: AccountName
    minor: Minor


class Account(Message):
    id: UuidText
    name: AccountName
    type: Annotated[str, Field(pattern=r"^[a-z-]{1,16}$", max_length=16)]
    currency: Currency
    balance: SignedMinor
    held: Minor
    available: SignedMinor


class Accounts(Message):
    accounts: tuple[Account, ...]


class CardIssue(Message):
    """
    Attributes:
        accounts: names; the first is the one meant when the customer names none.
        daily_limit: minor units in one business day, or null for none.
    """

    accounts: Annotated[tuple[AccountName, ...], Field(min_length=1, max_length=CARD_ACCOUNTS_MAX)]
    proof: Literal["chip", "stripe"]
    may_withdraw: bool
    daily_limit: Minor | None


class CardIssued(Message):
    """
    Attributes:
        uuid: the card's id; shown this once, the bank keeps its hash.
        card: that hash, by which staff name the card from now on.
    """

    uuid: Annotated[UuidText, Field(repr=False)]
    card: Hex32
    token: Annotated[TokenText, Field(repr=False)]
    stripe_code: Annotated[StripeCode | None, Field(repr=False)]


class CardRef(Message):
    card: Hex32


class Card(Message):
    """
    Attributes:
        names: of its accounts, in their order.
        currency: of the first of them.
        issued_ms: null where nobody wrote it down.
    """

    card: Hex32
    status: Word
    proof: Word
    tries_left: Annotated[int, Field(ge=0, le=PIN_TRIES_MAX)]
    accounts: tuple[UuidText, ...]
    names: tuple[AccountName, ...]
    currency: Currency
    issued_ms: Milliseconds | None
    may_withdraw: bool
    daily_limit: Minor | None


class Cards(Message):
    cards: tuple[Card, ...]


class CanisterPlan(Message):
    canister: Canister
    denomination: Annotated[int, Field(ge=1, le=MINOR_MAX)]


class AtmCreate(Message):
    """
    Attributes:
        public_key: PEM of the ATM's own key; the private half never comes here.
    """

    canisters: Annotated[
        tuple[CanisterPlan, ...], Field(min_length=1, max_length=CANISTER_COUNT_MAX)
    ]
    currency: Currency | None
    max_notes: Annotated[int, Field(ge=1, le=NOTES_PER_TRANSACTION_MAX)]
    public_key: Annotated[str, Field(max_length=1024)]


class AtmCreated(Message):
    uuid: UuidText
    token: Annotated[TokenText, Field(repr=False)]
    pad_token: Annotated[TokenText, Field(repr=False)]
    certificate: str
    serial: SerialText


class AtmRef(Message):
    uuid: UuidText


class CanisterState(Message):
    """
    Attributes:
        rejected: by the HSM's records. found: beside those, by people who counted the safe.
        counted_out: of `left`, what people counted as paid and no record has told yet.
    """

    canister: Canister
    denomination: Count
    load: Count
    next: Count
    left: Annotated[int, Field(ge=0, le=NOTE_COUNT_MAX)]
    rejected: Count
    found: Count
    counted_out: Count


class Atm(Message):
    """
    Attributes:
        journal_seq: the last entry of the kiosk's journal that the bank goes by.
        journal_shown: the last entry that the kiosk says instead, since its journal went back;
            the ATM is stopped until two people accept that. Null while all is well.
    """

    uuid: UuidText
    status: Word
    currency: Currency
    max_notes: Count
    num_bills: Count
    num_dispensed_bills: Count
    held_txid: Txid | None
    journal_seq: Count
    journal_shown: Count | None
    canisters: tuple[CanisterState, ...]


class Atms(Message):
    atms: tuple[Atm, ...]


class JournalAccept(Message):
    """The journal that a stopped ATM shows shall be the one that counts."""

    uuid: UuidText
    why: Why


class AtmCertificate(Message):
    """One certificate of an ATM, by its serial."""

    uuid: UuidText
    serial: SerialText


class CertificateIssue(Message):
    """Another certificate for an ATM. public_key: PEM of the ATM's new key, as in AtmCreate."""

    uuid: UuidText
    public_key: Annotated[str, Field(max_length=1024)]


class CertificateIssued(Message):
    certificate: str
    serial: SerialText


class Operator(Message):
    name: StaffName
    role: Word
    serial: SerialText
    is_allowed: bool


class OperatorRef(Message):
    name: StaffName


class Operators(Message):
    operators: tuple[Operator, ...]


class Confirm(Message):
    id: Hex16


class Waiting(Message):
    """An action that waits for a second person."""

    id: Hex16
    kind: Word
    proposed_by: Word
    proposed_ms: Milliseconds
    ends_ms: Milliseconds
    says: str
    body: str


class WaitingList(Message):
    waiting: tuple[Waiting, ...]


class WorkClosing(Message):
    by: Word
    at_ms: Milliseconds
    because: str


class WorkItem(Message):
    """
    Attributes:
        amount, currency: of the transaction that it is about; null where it is about none.
    """

    number: Count
    since_ms: Milliseconds
    kind: Word
    atm: Word
    reference: Word
    note: Word
    is_alarm: bool
    amount: Minor | None
    currency: Currency | None
    closed: WorkClosing | None


class WorkItems(Message):
    """
    Attributes:
        more: how many there are that are not shown.
    """

    items: tuple[WorkItem, ...]
    more: Count


class WorkClose(Message):
    number: Annotated[int, Field(ge=1, le=MINOR_MAX)]
    because: Why
