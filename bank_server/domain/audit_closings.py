"""Whether what was closed for ever still follows from the ledger: periods of ATMs, bank's days.

A close keeps its own sums. They are worked out again here from the entries that it names, and from
what the ATM told. What only that moment knew (open cases, pending deposits) is taken as it stands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields

from bank_server.contract.balancings import BalancingReply
from bank_server.contract.message import SignedAmount
from bank_server.contract.money import Money
from bank_server.domain.balancing_sums import (
    NOTHING_MOVED,
    PAID,
    CashTotals,
    cash_difference,
    cash_totals,
    machine_minor,
)
from bank_server.domain.balancings import Balancing, request_of
from bank_server.domain.business_days import (
    AtmDay,
    BusinessDay,
    LateSettlement,
    atm_day,
    bounded,
    cash_id,
    following,
)
from bank_server.domain.ledger import Entry, PostingKind
from bank_server.domain.terminals import Atm
from bank_server.domain.transactions import Transaction

_GAINS = (PostingKind.TRANSFER, PostingKind.DEPOSIT)


class _Between:
    """Totals of one ATM's cash account between the entries at which something was closed."""

    def __init__(self, ends: Iterable[int]) -> None:
        self._ends = sorted({0, *ends})
        self._pieces = [NOTHING_MOVED] * (len(self._ends) + 1)

    def add(self, entry: Entry) -> None:
        place = bisect_left(self._ends, entry.entry_id)
        self._pieces[place] += cash_totals([entry])

    def totals(self, after: int, head: int) -> CashTotals:
        """Both are known ends."""
        first, last = bisect_left(self._ends, after) + 1, bisect_left(self._ends, head)
        return sum(self._pieces[first : last + 1], NOTHING_MOVED)


class _Ledger:
    """What the closes need of all entries, which are read once."""

    def __init__(
        self,
        entries: Iterable[Entry],
        atms: Collection[Atm],
        closes: dict[str, list[Balancing]],
        days: list[BusinessDay],
    ) -> None:
        ends = {end for day in days for end in (day.report.after, day.report.head)}
        self.cash = {
            cash_id(atm): _Between(ends | {one.head for one in closes.get(atm.atm_id, ())})
            for atm in atms
        }
        self.counts: Counter[tuple[str, PostingKind]] = Counter()
        self.gains: Counter[tuple[str, PostingKind, str]] = Counter()
        self.paid: set[tuple[str, str, Money]] = set()
        self.head = 0
        named = {late.txid for day in days for late in day.report.late}
        heads = [day.report.head for day in days]
        for entry in entries:
            self.head = max(self.head, entry.entry_id)
            if entry.account_id in self.cash:
                self.cash[entry.account_id].add(entry)
            place = bisect_left(heads, entry.entry_id)
            if not entry.amount.is_payable or place == len(days):
                continue
            if entry.entry_id <= days[place].report.after:
                continue
            date = days[place].date
            if entry.kind in _GAINS:
                self.counts[date, entry.kind] += 1
                self.gains[date, entry.kind, entry.amount.currency] += entry.amount.minor
            if entry.kind in PAID and entry.reference in named:
                self.paid.add((date, entry.reference, entry.amount))

    def gained(self, date: str, kind: PostingKind) -> tuple[int, tuple[Money, ...]]:
        found = sorted(key for key in self.gains if key[:2] == (date, kind))
        return self.counts[date, kind], tuple(bounded(self.gains[key], key[2]) for key in found)


def closings(
    entries: Collection[Entry],
    transactions: Iterable[Transaction],
    atms: Collection[Atm],
    balancings: Iterable[Balancing],
    days: Iterable[BusinessDay],
) -> Iterator[tuple[str, str]]:
    """What does not follow: the ATM or `day`, then which close and what of it."""
    closes: dict[str, list[Balancing]] = {}
    for one in balancings:
        closes.setdefault(one.atm_id, []).append(one)
    for mine in closes.values():
        mine.sort(key=lambda one: one.number)
    in_turn = sorted(days, key=lambda day: day.date)
    if not (closes or in_turn):
        return
    ledger = _Ledger(entries, atms, closes, in_turn)
    by_id = {atm.atm_id: atm for atm in atms}
    for atm_id, mine in closes.items():
        if atm_id in by_id:
            yield from _periods(by_id[atm_id], mine, ledger.cash[cash_id(by_id[atm_id])])
        else:
            yield atm_id, "closes of an ATM that is not there"
    started = _started(transactions, in_turn)
    before = None
    for day in in_turn:
        wrong = (
            *_span(day, before, ledger),
            *_atms(day, before, by_id, closes, ledger),
            *_customers(day, ledger),
            *_late(day, ledger, started),
        )
        yield from (("day", f"{day.date}: {each}") for each in wrong)
        before = day


def _periods(atm: Atm, closes: list[Balancing], cash: _Between) -> Iterator[tuple[str, str]]:
    last: Balancing | None = None
    for one in closes:
        try:
            wrong = tuple(_period(atm, one, one.reply, last, cash))
        except (ValueError, KeyError, TypeError):
            wrong = ("not what this bank writes",)
        yield from ((atm.atm_id, f"close {one.number}: {each}") for each in wrong)
        last = one


def _period(
    atm: Atm, one: Balancing, reply: BalancingReply, last: Balancing | None, cash: _Between
) -> Iterator[str]:
    """Raises ValueError, KeyError or TypeError for a text that no bank wrote."""
    asked = request_of(one)
    after = 0 if last is None else last.head
    totals, all_before = cash.totals(after, one.head), cash.totals(0, one.head)
    machine = machine_minor(asked, atm)
    since = None if last is None else last.balancing_id
    off = None
    if reply.counted is not None:
        # Former programs worked it out in another way, and kept no `carried`.
        is_known = reply.carried is not None
        off = cash_difference(asked, reply) if is_known else _minor(reply.cash_difference)
    host = totals.dispensed - machine if asked.since == since else None
    for name, expected, found in (
        ("number", (1 if last is None else last.number + 1,) * 2, (one.number, reply.number)),
        ("id", asked.id, one.balancing_id),
        ("at_ms", one.at_ms, reply.at_ms),
        ("since", since, reply.since),
        ("since_ms", None if last is None else last.at_ms, reply.since_ms),
        ("order of entries", True, after <= one.head),
        ("dispensed", totals.dispensed, reply.dispensed.minor),
        ("loaded", totals.loaded, reply.loaded.minor),
        ("corrected", totals.corrected, reply.corrected.minor),
        ("cash", all_before.inside, reply.cash.minor),
        ("machine_dispensed", machine, reply.machine_dispensed.minor),
        ("host_difference", host, _minor(reply.host_difference)),
        ("cash_difference", off, _minor(reply.cash_difference)),
    ):
        if expected != found:
            yield name


def _minor(amount: SignedAmount | None) -> int | None:
    return None if amount is None else amount.minor


def _span(day: BusinessDay, before: BusinessDay | None, ledger: _Ledger) -> Iterator[str]:
    if before is not None and day.date != following(before.date):
        yield "the day before it"
    if before is not None and day.report.after != before.report.head:
        yield "its first entry"
    if not day.report.after <= day.report.head <= ledger.head:
        yield "its last entry"
    if any(each.minor for each in day.report.sums):
        yield "sums"


def _atms(
    day: BusinessDay,
    before: BusinessDay | None,
    atms: dict[str, Atm],
    closes: dict[str, list[Balancing]],
    ledger: _Ledger,
) -> Iterator[str]:
    report, told = day.report, {each.atm_id: each for each in day.report.atms}
    for atm_id in told.keys() - atms.keys():
        yield f"ATM {atm_id} is not there"
    for atm_id, atm in atms.items():
        totals = ledger.cash[cash_id(atm)].totals(report.after, report.head)
        found = told.get(atm_id)
        if found is None:
            if totals != NOTHING_MOVED:
                yield f"ATM {atm_id} is left out"
            continue
        # Of a first day nothing says where the former one ended, but the number of its closes.
        known = found.number - found.balancings if before is None else before.report.number(atm_id)
        mine = [one for one in closes.get(atm_id, ()) if known < one.number <= found.number]
        try:
            expected = atm_day(atm, totals, mine, known)
        except ValueError:
            continue  # said of the close
        yield from (
            f"ATM {atm_id}: {each.name}"
            for each in fields(AtmDay)
            if getattr(expected, each.name) != getattr(found, each.name)
        )


def _customers(day: BusinessDay, ledger: _Ledger) -> Iterator[str]:
    report = day.report
    told = (
        ("transfers", (report.transfer_count, report.transfers)),
        ("verified", (report.verified_count, report.verified)),
    )
    for kind, (name, found) in zip(_GAINS, told, strict=True):
        if ledger.gained(day.date, kind) != found:
            yield name


def _started(
    transactions: Iterable[Transaction], days: list[BusinessDay]
) -> dict[tuple[str, str], int]:
    named = {(late.atm_id, late.txid) for day in days for late in day.report.late}
    return {
        (each.atm_id, each.txid): each.started_ms
        for each in transactions
        if (each.atm_id, each.txid) in named
    }


def _late(day: BusinessDay, ledger: _Ledger, started: dict[tuple[str, str], int]) -> Iterator[str]:
    """Those that are named. Nothing else keeps how many there were."""
    if day.report.late_count < len(day.report.late):
        yield "late_count"
    yield from (
        f"late {late.txid}" for late in day.report.late if not _is_late(late, day, ledger, started)
    )


def _is_late(
    late: LateSettlement,
    day: BusinessDay,
    ledger: _Ledger,
    started: dict[tuple[str, str], int],
) -> bool:
    is_booked = (day.date, late.txid, late.amount) in ledger.paid
    began_ms = started.get((late.atm_id, late.txid))
    return is_booked and began_ms == late.began_ms and late.began_ms < day.began_ms
