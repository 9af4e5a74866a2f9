"""What a decision wants written, all of it in the step that decided."""

from __future__ import annotations

from dataclasses import dataclass

from bank_server.contract.money import Money
from bank_server.domain.cards import Card
from bank_server.domain.ledger import Posting
from bank_server.domain.people import WorkItem
from bank_server.domain.terminals import Atm
from bank_server.domain.transactions import Transaction


@dataclass(frozen=True, slots=True)
class HeldChange:
    """By how much an account's `held` grows (or, negative, shrinks)."""

    account_id: str
    amount: Money


@dataclass(frozen=True, slots=True)
class EndedVisit:
    """The card has left this ATM: its token is worth nothing from now on."""

    card_id: str
    atm_id: str


@dataclass(frozen=True, slots=True)
class Change:
    """None and empty mean: leave as it is.

    Attributes:
        settled: open work items that are about nothing any more.
    """

    transaction: Transaction | None = None
    card: Card | None = None
    atm: Atm | None = None
    held: tuple[HeldChange, ...] = ()
    postings: tuple[Posting, ...] = ()
    work: tuple[WorkItem, ...] = ()
    settled: tuple[WorkItem, ...] = ()
    visit: EndedVisit | None = None


NOTHING = Change()
