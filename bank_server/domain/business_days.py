"""A bank's day: which entries are its own, which balancings, and what it came to.

Each entry of the ledger is in one day: those after the end of the day before, up to the last that
was written before this one ended. What comes later belongs to the next day, whatever it is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date as calendar_date
from datetime import timedelta
from enum import Enum, unique
from typing import Final

from bank_server.contract.money import MINOR_MAX, Money
from bank_server.domain.balancing_sums import PAID, CashTotals, cash_totals
from bank_server.domain.balancings import Balancing
from bank_server.domain.ledger import (
    Account,
    AccountKind,
    Entry,
    PostingKind,
    internal_account_id,
)
from bank_server.domain.terminals import Atm
from bank_server.domain.transactions import Transaction

LATE_SHOWN_MAX: Final = 100

Find = Callable[[str, str], Transaction | None]
"""A transaction by its txid and its ATM."""


@dataclass(frozen=True, slots=True)
class AtmDay:
    """One ATM on one day.

    Attributes:
        number: of its last balancing up to the end of this day; 0 if there was none.
        balancings: how many closes there were on this day.
        dispensed, machine_dispensed: of these closes, by bank and machine.
        host_difference: of these closes; None where one could not be compared, or there is none.
        cash_difference: of these closes, what was over or (negative) short.
        cash: what must be in it, as of its last close of this day; None if there is none.
        open: how many transactions that close left open.
        booked, loaded, corrected: of the entries of this day, whenever anybody balanced.
    """

    atm_id: str
    number: int
    balancings: int
    dispensed: Money
    machine_dispensed: Money
    host_difference: Money | None
    cash_difference: Money
    cash: Money | None
    open: int
    booked: Money
    loaded: Money
    corrected: Money


@dataclass(frozen=True, slots=True)
class LateSettlement:
    """Booked on this day, of a transaction that began on an earlier one."""

    atm_id: str
    txid: str
    began_ms: int
    amount: Money


@dataclass(frozen=True, slots=True)
class DayReport:
    """What a day came to. A closed day keeps it for ever: a field that is added has a default.

    Attributes:
        after, head: its entries are those after `after`, up to `head`.
        sums: of all accounts as they are now, one for each currency; zero, or the books are wrong.
        late: at most LATE_SHOWN_MAX, of late_count.
        transfers, verified: how many there were, and what they came to in each currency.
        pending: deposits that wait for people now.
        awaited: ATMs that have not told a restored bank everything yet: what they tell later is
            booked on a later day.
    """

    after: int
    head: int
    atms: tuple[AtmDay, ...]
    sums: tuple[Money, ...]
    late: tuple[LateSettlement, ...]
    late_count: int
    transfer_count: int
    transfers: tuple[Money, ...]
    verified_count: int
    verified: tuple[Money, ...]
    pending: int
    awaited: int = 0

    def number(self, atm_id: str) -> int:
        return next((each.number for each in self.atms if each.atm_id == atm_id), 0)


@dataclass(frozen=True, slots=True)
class BusinessDay:
    """A day that two people have closed, for ever.

    Attributes:
        date: `2026-11-22`.
    """

    date: str
    began_ms: int
    ended_ms: int
    closed_ms: int
    proposed_by: str
    confirmed_by: str
    report: DayReport


@dataclass(frozen=True, slots=True)
class DayBooks:
    """What a day's report is made of.

    Attributes:
        entries: of this day, the oldest first.
        balancings: of each ATM's id, those of this day in their order.
        before: the last balancing of each ATM before this day; 0 if there was none.
    """

    after: int
    head: int
    began_ms: int
    atms: Sequence[Atm]
    accounts: Sequence[Account]
    entries: Sequence[Entry]
    balancings: dict[str, Sequence[Balancing]]
    before: dict[str, int]
    pending: int
    awaited: int = 0


@unique
class DayRefusal(Enum):
    """Why a day cannot be closed."""

    RUNS = "runs"  # it has not ended, or not begun
    CLOSED_BEFORE = "closed-before"
    EARLIER_OPEN = "earlier-open"  # the day after the last closed one comes first
    BEFORE_ALL = "before-all"  # it would be the first, and nothing was booked by its end


def following(date: str) -> str:
    """`2026-11-23` after `2026-11-22`."""
    return (calendar_date.fromisoformat(date) + timedelta(days=1)).isoformat()


def preceding(date: str) -> str:
    """`2026-11-21` before `2026-11-22`."""
    return (calendar_date.fromisoformat(date) - timedelta(days=1)).isoformat()


def refusal(date: str, next_date: str | None, ended_ms: int, now_ms: int) -> DayRefusal | None:
    """next_date: the day after the last one that was closed; None if none ever was."""
    if next_date is not None and date < next_date:
        return DayRefusal.CLOSED_BEFORE
    if now_ms < ended_ms:
        return DayRefusal.RUNS
    return DayRefusal.EARLIER_OPEN if next_date is not None and date > next_date else None


def first_refusal(next_date: str | None, head: int) -> DayRefusal | None:
    """The days follow each other from the first that is closed. One long before the bank was there
    would leave thousands to close until today. head: the last entry of the day, or 0."""
    return DayRefusal.BEFORE_ALL if next_date is None and head == 0 else None


def bounded(minor: int, currency: str) -> Money:
    """A sum that is too great for an amount is the greatest one: whatever a machine has told, and
    however often money went to and fro, the bank's day can be looked at and closed."""
    return Money(max(-MINOR_MAX, min(MINOR_MAX, minor)), currency)


def report(books: DayBooks, find: Find) -> DayReport:
    late = tuple(_late(books, find))
    transfers, verified = (
        _customers_gain(books, kind) for kind in (PostingKind.TRANSFER, PostingKind.DEPOSIT)
    )
    return DayReport(
        after=books.after,
        head=books.head,
        atms=tuple(_atm_day(books, atm) for atm in books.atms if atm.sealed_key is not None),
        sums=_by_currency(account.balance for account in books.accounts),
        late=late[:LATE_SHOWN_MAX],
        late_count=len(late),
        transfer_count=len(transfers),
        transfers=_by_currency(transfers),
        verified_count=len(verified),
        verified=_by_currency(verified),
        pending=books.pending,
        awaited=books.awaited,
    )


def _atm_day(books: DayBooks, atm: Atm) -> AtmDay:
    account_id = cash_id(atm)
    booked = cash_totals([each for each in books.entries if each.account_id == account_id])
    closes, before = books.balancings.get(atm.atm_id, ()), books.before.get(atm.atm_id, 0)
    return atm_day(atm, booked, closes, before)


def atm_day(atm: Atm, booked: CashTotals, closes: Sequence[Balancing], before: int) -> AtmDay:
    """booked: of the day. closes: its balancings. before: the number of the last before them."""
    replies = [each.reply for each in closes]
    host = [each.host_difference for each in replies]
    compared = [each.minor for each in host if each is not None]
    is_comparable = bool(replies) and len(compared) == len(replies)
    return AtmDay(
        atm_id=atm.atm_id,
        number=closes[-1].number if closes else before,
        balancings=len(closes),
        dispensed=bounded(sum(each.dispensed.minor for each in replies), atm.currency),
        machine_dispensed=bounded(
            sum(each.machine_dispensed.minor for each in replies), atm.currency
        ),
        host_difference=bounded(sum(compared), atm.currency) if is_comparable else None,
        cash_difference=bounded(
            sum(each.cash_difference.minor for each in replies if each.cash_difference),
            atm.currency,
        ),
        cash=atm.money(replies[-1].cash.minor) if replies else None,
        open=replies[-1].open if replies else 0,
        booked=bounded(booked.dispensed, atm.currency),
        loaded=bounded(booked.loaded, atm.currency),
        corrected=bounded(booked.corrected, atm.currency),
    )


def _late(books: DayBooks, find: Find) -> Iterable[LateSettlement]:
    """Receipts that came after the day of their transaction was over."""
    by_account = {cash_id(atm): (atm,) for atm in books.atms}
    for each in books.entries:
        if each.kind not in PAID or not each.amount.is_payable:
            continue
        # What is in dispute is not on the account of its ATM.
        for atm in by_account.get(each.account_id, books.atms):
            found = find(each.reference, atm.atm_id)
            if found is not None and found.started_ms < books.began_ms:
                yield LateSettlement(atm.atm_id, each.reference, found.started_ms, each.amount)


def cash_id(atm: Atm) -> str:
    return internal_account_id(AccountKind.CASH, atm.currency, atm.atm_id)


def _customers_gain(books: DayBooks, kind: PostingKind) -> list[Money]:
    """One for each posting of this kind."""
    return [each.amount for each in books.entries if each.kind is kind and each.amount.is_payable]


def _by_currency(amounts: Iterable[Money]) -> tuple[Money, ...]:
    sums: Counter[str] = Counter()
    for each in amounts:
        sums[each.currency] += each.minor
    return tuple(bounded(sums[currency], currency) for currency in sorted(sums))
