"""Trials and closes of ATMs: the ledger since the last close, and what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence

from bank_server.contract.balancings import BalancingReply, BalancingRequest
from bank_server.contract.json_text import dump
from bank_server.domain import attested, balancing_sums, balancings
from bank_server.domain.balancing_sums import AtmBooks
from bank_server.domain.balancings import CLOSES_MAX, Balanced, BalanceResult, Balancing
from bank_server.domain.changes import NOTHING, Change
from bank_server.domain.ledger import AccountKind, internal_account_id
from bank_server.domain.people import WorkItem, WorkKind
from bank_server.domain.terminals import Atm
from bank_server.domain.transactions import Transaction
from bank_server.store.rows import Engine, Rows
from bank_server.store.steps.applying import apply
from hardware.crypto.record import Record

_OPEN = frozenset({WorkKind.DISPUTE, WorkKind.IN_DOUBT, WorkKind.SUSPENSE})
PENDING = frozenset({WorkKind.DEPOSIT, WorkKind.DEPOSIT_DISPUTED})
_FOLLOWED = "taken from a STATUS record"


class BalancingSteps:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def balance(
        self, atm_id: str, request: BalancingRequest, status: Record | None, day: str, now_ms: int
    ) -> Balanced:
        def step(rows: Rows) -> Balanced:
            atm, former = rows.atm(atm_id), rows.balancing(atm_id, request.id)
            if atm is None:
                return Balanced(BalanceResult.ATM_UNKNOWN)
            if former is not None:
                if former.asked != balancings.asked_text(request):
                    return _refused(rows, atm, request, BalanceResult.CONFLICT, now_ms)
                return Balanced(BalanceResult.SAME, former.reply)
            if status is None or not balancings.is_status_of(status, request.id, atm):
                return _refused(rows, atm, request, BalanceResult.RECORD_INVALID, now_ms)
            last = rows.restoration()
            if request.close and last is not None and last.of(atm_id) is not None:
                # It may name a filling that this bank has forgotten.
                return Balanced(BalanceResult.LEVELLING)
            before = rows.last_balancing(atm_id)
            is_clear = balancing_sums.is_clear(request, atm)
            if not is_clear or balancings.names_one_of_before(request, before):
                return _refused(rows, atm, request, BalanceResult.UNCLEAR, now_ms)
            if _are_too_many(rows, before, day):
                return Balanced(BalanceResult.TOO_MANY)
            caught_up = _caught_up(rows, atm, status)
            atm = caught_up.atm or atm
            fits = balancings.fits(balancings.counters(status), atm)
            books = _books(rows, atm, request)
            reply = balancing_sums.answer(request, books, day, now_ms, counters_fit=fits)
            if not request.close:
                return Balanced(BalanceResult.TRIED, reply)
            refusal = balancings.close_refusal(request, atm, has_fitting_counters=fits)
            if refusal is not None:
                return _refused(rows, atm, request, refusal, now_ms)
            work = tuple(balancings.differences(atm_id, request, reply))
            apply(rows, caught_up, now_ms)
            apply(rows, Change(work=work), now_ms)
            rows.add_balancing(_closed(atm_id, request, reply, books))
            return Balanced(BalanceResult.CLOSED, reply, work)

        return self._engine.run(step)

    def find(self, atm_id: str, balancing_id: str) -> Balancing | None:
        return self._engine.run(lambda rows: rows.balancing(atm_id, balancing_id))


def _are_too_many(rows: Rows, last: Balancing | None, day: str) -> bool:
    """No ATM fills the bank's books with closes. A trial is refused too, before people count."""
    if last is None or last.number < CLOSES_MAX or last.reply.day != day:
        return False
    return rows.balancings(last.atm_id, last.number - CLOSES_MAX)[0].reply.day == day


def _refused(
    rows: Rows, atm: Atm, request: BalancingRequest, result: BalanceResult, now_ms: int
) -> Balanced:
    """No close that two people made is lost: what is not in the books is on the work list."""
    kind = WorkKind.BALANCING_REFUSED
    others = [each for each in rows.work_items_of(atm.atm_id) if each.kind is kind]
    is_known = any(each.reference == request.id for each in others)
    result, work = balancings.refused(atm, request, result, 0 if is_known else len(others))
    apply(rows, Change(work=work), now_ms)
    return Balanced(result, work=work)


def _closed(
    atm_id: str, request: BalancingRequest, reply: BalancingReply, books: AtmBooks
) -> Balancing:
    asked, answer = balancings.asked_text(request), dump(reply).decode("ascii")
    return Balancing(atm_id, reply.number, request.id, reply.at_ms, books.head, asked, answer)


def _caught_up(rows: Rows, atm: Atm, status: Record) -> Change:
    """The counters of this record where a hold ended without a receipt, as with the next OPEN."""
    lines = balancings.counters(status)
    if balancings.fits(lines, atm):
        return NOTHING
    resolved = rows.resolved_without_receipt(atm.atm_id)
    return attested.followed(atm, lines, resolved, _FOLLOWED) or NOTHING


def _books(rows: Rows, atm: Atm, request: BalancingRequest) -> AtmBooks:
    cash_id = internal_account_id(AccountKind.CASH, atm.currency, atm.atm_id)
    cash, last = rows.account(cash_id), rows.last_balancing(atm.atm_id)
    assert cash is not None, "it is opened with its ATM"
    mine = rows.work_items_of(atm.atm_id)
    return AtmBooks(
        atm=atm,
        cash=cash,
        entries=rows.entries_after(cash_id, 0 if last is None else last.head),
        last=last,
        open=_open(rows, atm, mine),
        pending=sum(each.kind in PENDING for each in mine),
        envelopes=_envelopes(rows, atm, request),
    )


def _open(rows: Rows, atm: Atm, items: Sequence[WorkItem]) -> tuple[Transaction, ...]:
    """Whatever is open has its item on the work list, but for a hold, which the ATM names."""
    txids = dict.fromkeys(each.reference for each in items if each.kind in _OPEN)
    if atm.held_txid is not None:
        txids[atm.held_txid] = None
    found = (rows.transaction(txid, atm.atm_id) for txid in txids)
    return tuple(each for each in found if each is not None)


def _envelopes(rows: Rows, atm: Atm, request: BalancingRequest) -> tuple[Transaction, ...]:
    told = request.envelopes
    if told is None or told.first is None or told.last is None:
        return ()
    # A slot that was replaced numbers from the beginning again.
    since = None if request.since is None else rows.balancing(atm.atm_id, request.since)
    since_ms = 0 if since is None else since.at_ms
    every = rows.envelopes_between(atm.atm_id, told.first, told.last)
    return tuple(each for each in every if each.started_ms >= since_ms)
