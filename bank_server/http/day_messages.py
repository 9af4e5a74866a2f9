"""What staff and bank say to each other of the bank's day."""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Self

from bank_server.contract.balancings import DayText
from bank_server.contract.message import (
    Balance,
    Message,
    Milliseconds,
    SignedAmount,
    Txid,
    UuidText,
)
from bank_server.contract.money import Money
from bank_server.domain.business_days import AtmDay, BusinessDay, LateSettlement
from bank_server.http.staff_messages import Count, Word
from bank_server.service.staff_days import ShownDay


class DayRef(Message):
    """
    Attributes:
        date: null for the one after the last that was closed, or for the one that runs now while
            none was.
    """

    date: DayText | None


class DayClose(Message):
    date: DayText


@unique
class DayState(StrEnum):
    RUNS = "runs"
    OPEN = "open"  # it has ended, and may be closed
    CLOSED = "closed"


class DayClosing(Message):
    at_ms: Milliseconds
    proposed_by: Word
    confirmed_by: Word

    @classmethod
    def of(cls, day: BusinessDay) -> Self:
        return cls(at_ms=day.closed_ms, proposed_by=day.proposed_by, confirmed_by=day.confirmed_by)


class DayAtm(Message):
    """One ATM on this day.

    Attributes:
        balancings: how many of its closes belong to this day; 0: nobody has balanced it.
        dispensed, machine_dispensed: of these closes, by the bank's ledger and by the machine.
        host_difference: the one less the other; null where they cannot be compared.
        cash_difference: of these closes, what was over or (negative) short.
        cash: what had to be in it at the last of them; open: transactions that it left open.
        booked, loaded, corrected: of the entries of this day, whenever anybody balanced.
    """

    atm: UuidText
    balancings: Count
    dispensed: Balance
    machine_dispensed: Balance
    host_difference: SignedAmount | None
    cash_difference: SignedAmount
    cash: SignedAmount | None
    open: Count
    booked: Balance
    loaded: SignedAmount
    corrected: SignedAmount

    @classmethod
    def of(cls, each: AtmDay) -> Self:
        return cls(
            atm=each.atm_id,
            balancings=each.balancings,
            dispensed=Balance.of(each.dispensed),
            machine_dispensed=Balance.of(each.machine_dispensed),
            host_difference=_signed(each.host_difference),
            cash_difference=SignedAmount.of(each.cash_difference),
            cash=_signed(each.cash),
            open=each.open,
            booked=Balance.of(each.booked),
            loaded=SignedAmount.of(each.loaded),
            corrected=SignedAmount.of(each.corrected),
        )


class DayLate(Message):
    """Booked on this day, of a transaction that began at began_ms, on an earlier one."""

    atm: UuidText
    txid: Txid
    began_ms: Milliseconds
    amount: Balance

    @classmethod
    def of(cls, each: LateSettlement) -> Self:
        return cls(
            atm=each.atm_id,
            txid=each.txid,
            began_ms=each.began_ms,
            amount=Balance.of(each.amount),
        )


class Day(Message):
    """A business day: what it has come to by now, or what it came to when it was closed.

    Attributes:
        after, head: its entries of the ledger are those after `after`, up to `head`.
        sums: of all accounts, one for each currency; all zero, or the books are wrong.
        late: the first 100 of late_count.
        transfers, verified: of transfers and of envelopes, one sum for each currency.
        pending: deposits that nobody had verified then.
        awaited: ATMs that had not told a restored bank everything then.
    """

    date: DayText
    state: DayState
    began_ms: Milliseconds
    ended_ms: Milliseconds
    closed: DayClosing | None
    after: Count
    head: Count
    atms: tuple[DayAtm, ...]
    sums: tuple[SignedAmount, ...]
    late: tuple[DayLate, ...]
    late_count: Count
    transfer_count: Count
    transfers: tuple[Balance, ...]
    verified_count: Count
    verified: tuple[Balance, ...]
    pending: Count
    awaited: Count

    @classmethod
    def of(cls, shown: ShownDay) -> Self:
        report, closed = shown.report, shown.closed
        state = DayState.OPEN if shown.has_ended else DayState.RUNS
        return cls(
            date=shown.date,
            state=state if closed is None else DayState.CLOSED,
            began_ms=shown.began_ms,
            ended_ms=shown.ended_ms,
            closed=None if closed is None else DayClosing.of(closed),
            after=report.after,
            head=report.head,
            atms=tuple(DayAtm.of(each) for each in report.atms),
            sums=tuple(SignedAmount.of(each) for each in report.sums),
            late=tuple(DayLate.of(each) for each in report.late),
            late_count=report.late_count,
            transfer_count=report.transfer_count,
            transfers=tuple(Balance.of(each) for each in report.transfers),
            verified_count=report.verified_count,
            verified=tuple(Balance.of(each) for each in report.verified),
            pending=report.pending,
            awaited=report.awaited,
        )


def _signed(money: Money | None) -> SignedAmount | None:
    return None if money is None else SignedAmount.of(money)
