"""What the steps need from a database: rows by key, all inside one atomic step.

Rows decide nothing. A `put` makes or replaces the row of its key; a `drop` of nothing is nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bank_server.domain.balancings import Balancing
from bank_server.domain.business_days import BusinessDay
from bank_server.domain.cards import Card, Visit
from bank_server.domain.challenges import LiveChallenge
from bank_server.domain.journals import JournalBook
from bank_server.domain.ledger import Account, Entry, Posting
from bank_server.domain.people import Closing, Proposal, Staff, WorkItem
from bank_server.domain.pin_results import PinResult
from bank_server.domain.restoration import Restoration
from bank_server.domain.terminals import Atm, JournalAnchor, ProvisioningToken
from bank_server.domain.transactions import Transaction, TransactionState

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Certificate:
    """A serial that was ever allowed to speak for an ATM."""

    serial: str
    atm_id: str
    is_allowed: bool = True


class CardRows(Protocol):
    def card(self, card_id: str) -> Card | None: ...
    def cards(self) -> tuple[Card, ...]:
        """By card_id."""
        ...

    def put_card(self, card: Card) -> None: ...
    def visit(self, card_id: str, atm_id: str) -> Visit | None: ...
    def put_visit(self, visit: Visit) -> None: ...
    def drop_visit(self, card_id: str, atm_id: str) -> None: ...
    def challenge(self, txid: str, atm_id: str) -> LiveChallenge | None: ...
    def put_challenge(self, live: LiveChallenge) -> None:
        """Replaces the one of the same card and ATM."""
        ...

    def drop_challenge(self, card_id: str, atm_id: str) -> None: ...
    def drop_visits_and_challenges(self) -> None:
        """All of them."""
        ...


class MoneyRows(Protocol):
    def transaction(self, txid: str, atm_id: str) -> Transaction | None: ...
    def put_transaction(self, transaction: Transaction) -> None: ...
    def transactions_of_card(
        self, card_id: str, since_ms: int, states: Set[TransactionState]
    ) -> tuple[Transaction, ...]:
        """Those that were begun at `since_ms` or later and are in one of these states."""
        ...

    def held_since_before(self, started_ms: int) -> tuple[Transaction, ...]: ...
    def awaited_since_before(self, started_ms: int) -> tuple[Transaction, ...]: ...
    def of_envelope(self, atm_id: str, number: int) -> tuple[Transaction, ...]:
        """The ATM's transactions whose envelope has this number."""
        ...

    def credited_alone(self, by: str, since_ms: int) -> tuple[Transaction, ...]:
        """The deposits that this person has ended on their own word, at `since_ms` or later."""
        ...

    def envelopes_between(self, atm_id: str, first: int, last: int) -> tuple[Transaction, ...]:
        """The ATM's transactions whose envelope has a number of these."""
        ...

    def resolved_without_receipt(self, atm_id: str) -> tuple[Transaction, ...]:
        """The ATM's transactions that two people ended and no receipt has come for."""
        ...

    def transactions(self) -> tuple[Transaction, ...]:
        """In the order in which they were begun, as wherever there are several."""
        ...

    def account(self, account_id: str) -> Account | None: ...
    def put_account(self, account: Account) -> None: ...
    def accounts(self) -> tuple[Account, ...]:
        """By account_id."""
        ...

    def add_entries(self, posting: Posting, at_ms: int) -> None:
        """The posting's lines, under new numbers; entries never change again. The posting's own
        number is that of its first line."""
        ...

    def entries(self, account_id: str | None, count_max: int | None) -> tuple[Entry, ...]:
        """The newest first; of all accounts if account_id is None."""
        ...

    def entries_after(
        self, account_id: str | None, entry_id: int, upto: int | None = None
    ) -> tuple[Entry, ...]:
        """Those with a higher number, up to this one, the oldest first; of all accounts if
        account_id is None."""
        ...

    def entry_before(self, at_ms: int | None) -> int:
        """The number of the last entry that was written before this moment, by the clock of then,
        or at all; 0 if none was."""
        ...


class TerminalRows(Protocol):
    def atm(self, atm_id: str) -> Atm | None: ...
    def put_atm(self, atm: Atm) -> None: ...
    def atms(self) -> tuple[Atm, ...]:
        """By atm_id."""
        ...

    def certificate(self, serial: str) -> Certificate | None: ...
    def put_certificate(self, certificate: Certificate) -> None: ...
    def token(self, token_hash: str) -> ProvisioningToken | None: ...
    def put_token(self, token: ProvisioningToken) -> None: ...
    def restoration(self) -> Restoration | None:
        """The last one; None if these books were never put back."""
        ...

    def restorations(self) -> tuple[Restoration, ...]:
        """As they were made."""
        ...

    def put_restoration(self, restoration: Restoration) -> None: ...


class JournalRows(Protocol):
    def journals(self, atm_id: str) -> tuple[JournalBook, ...]:
        """The one that was begun first is the first."""
        ...

    def put_journal(self, book: JournalBook) -> None: ...
    def journal_lines(self, book: JournalBook, first: int, count: int) -> tuple[bytes, ...]:
        """Of this part of it, by number; those that are there."""
        ...

    def add_journal_lines(self, book: JournalBook, first: int, lines: Sequence[bytes]) -> None:
        """New ones; a line never changes again."""
        ...

    def journal_said(self, atm_id: str) -> tuple[JournalAnchor, ...]: ...
    def put_journal_said(self, atm_id: str, said: tuple[JournalAnchor, ...]) -> None: ...


class PeopleRows(Protocol):
    def staff(self, name: str) -> Staff | None: ...
    def all_staff(self) -> tuple[Staff, ...]:
        """By name."""
        ...

    def put_staff(self, staff: Staff) -> None: ...
    def proposal(self, proposal_id: str) -> Proposal | None: ...
    def put_proposal(self, proposal: Proposal) -> None: ...
    def waiting_proposals(self) -> tuple[Proposal, ...]:
        """Oldest first."""
        ...

    def add_work_item(self, item: WorkItem, at_ms: int) -> None:
        """Nothing if an open item of the same kind, ATM and reference exists."""
        ...

    def work_items(self) -> tuple[WorkItem, ...]:
        """The open ones, oldest first."""
        ...

    def work_items_of(self, atm_id: str) -> tuple[WorkItem, ...]:
        """The open ones of this ATM, oldest first."""
        ...

    def closed_work_items(self, count_max: int) -> tuple[WorkItem, ...]:
        """The newest first."""
        ...

    def work_item(self, number: int) -> WorkItem | None: ...
    def close_work_item(self, item: WorkItem, closing: Closing) -> bool:
        """Whether there was an open one of this kind, ATM and reference."""
        ...


class ClosingRows(Protocol):
    def add_balancing(self, balancing: Balancing) -> None:
        """A new one, which never changes again."""
        ...

    def balancing(self, atm_id: str, balancing_id: str) -> Balancing | None: ...
    def last_balancing(self, atm_id: str) -> Balancing | None: ...
    def balancings(self, atm_id: str, after: int) -> tuple[Balancing, ...]:
        """The ATM's with a higher number, in their order."""
        ...

    def add_day(self, day: BusinessDay) -> None:
        """A new one, which never changes again."""
        ...

    def day(self, date: str) -> BusinessDay | None: ...
    def days(self) -> tuple[BusinessDay, ...]:
        """By date."""
        ...

    def last_day(self) -> BusinessDay | None:
        """Of the latest date."""
        ...


class PinRows(Protocol):
    def put_pin_result(self, result: PinResult) -> None: ...
    def pin_results(self, after: PinResult | None, count_max: int) -> tuple[PinResult, ...]:
        """In their order, those after this one, or from the first on."""
        ...

    def drop_pin_results(self, before_ms: int, count_max: int) -> int:
        """How many of those of earlier moments are gone, the oldest first."""
        ...


class Rows(
    CardRows, MoneyRows, TerminalRows, JournalRows, PeopleRows, ClosingRows, PinRows, Protocol
):
    """All rows, as one step sees them."""


class Engine(Protocol):
    """Runs one step after another.

    `run` calls the step with rows, makes all its writes durable and then answers its result; if
    the step raises, nothing was written. A step may be called again from its beginning, so it
    must have no effect but its writes.
    """

    def run(self, step: Callable[[Rows], T]) -> T: ...

    def close(self) -> None: ...
