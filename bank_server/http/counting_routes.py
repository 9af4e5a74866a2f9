"""Of the staff listener: what people have to look at, count and open, and what they found."""

from __future__ import annotations

from typing import Final

from bank_server.contract.message import Message
from bank_server.domain.people import WorkItem
from bank_server.http import admin_views as view
from bank_server.http import counting_messages as c
from bank_server.http import deposit_messages as d
from bank_server.http import restoration_messages as r
from bank_server.http import staff_messages as m
from bank_server.http.staff_calls import StaffCalls
from bank_server.service.bank import Bank
from bank_server.service.outcome import Refusal
from bank_server.service.staff_deposits import Credited
from bank_server.service.staff_rights import Duty

WORK_SHOWN_MAX: Final = 1_000


def add_counting(calls: StaffCalls, bank: Bank) -> None:
    """Work list, doubts, disputes, suspense, envelopes, and what a restored bank waits for."""
    _work(calls, bank)
    _counted(calls, bank)
    _deposits(calls, bank)
    _restored(calls, bank)


def _work(calls: StaffCalls, bank: Bank) -> None:
    cases = bank.work

    def row(each: WorkItem) -> m.WorkItem:
        return view.work_item(each, cases.amount(each))

    def shown(items: tuple[WorkItem, ...]) -> Message:
        first = items[:WORK_SHOWN_MAX]
        return m.WorkItems(items=tuple(row(each) for each in first), more=len(items) - len(first))

    def close(by: str, asked: m.WorkClose) -> Message | Refusal:
        return view.shown(cases.close(by, asked.number, asked.because), row)

    calls.add("work-items/list", m.Nothing, Duty.LOOK, lambda *_: shown(cases.open_items()))
    calls.add("work-items/closed", m.Nothing, Duty.LOOK, lambda *_: shown(cases.closed_items()))
    calls.add("work-items/close", m.WorkClose, Duty.CLOSE_WORK, close)


def _counted(calls: StaffCalls, bank: Bank) -> None:
    people, disputes, suspense = bank.people, bank.disputes, bank.suspense

    def doubt(by: str, asked: c.InDoubtResolve) -> Message | Refusal:
        presented = tuple((each.canister, each.count) for each in asked.presented)
        return calls.proposed(
            people.propose_resolution(by, asked.atm, asked.txid, presented, asked.why)
        )

    def dispute(by: str, asked: c.DisputeResolve) -> Message | Refusal:
        found = tuple((each.canister, each.count) for each in asked.found)
        return calls.proposed(disputes.propose(by, asked.atm, asked.txid, found, asked.why))

    def every(_: str, __: m.Nothing) -> Message:
        rows = (c.Dispute.of(each, disputes.account_name(each)) for each in disputes.open())
        return c.Disputes(disputes=tuple(rows))

    def unowned(by: str, asked: c.SuspenseResolve) -> Message | Refusal:
        return calls.proposed(
            suspense.propose(by, asked.atm, asked.txid, asked.account, asked.minor, asked.why)
        )

    def all_unowned(_: str, __: m.Nothing) -> Message:
        rows = (c.Suspense.of(each, suspense.account_name(each)) for each in suspense.open())
        return c.SuspenseList(suspense=tuple(rows))

    calls.add("suspense/resolve", c.SuspenseResolve, Duty.END_SUSPENSE, unowned)
    calls.add("suspense/list", m.Nothing, Duty.LOOK, all_unowned)
    calls.add("in-doubt/resolve", c.InDoubtResolve, Duty.PROPOSE, doubt)
    calls.add("disputes/resolve", c.DisputeResolve, Duty.END_DISPUTES, dispute)
    calls.add("disputes/list", m.Nothing, Duty.LOOK, every)


def _deposits(calls: StaffCalls, bank: Bank) -> None:
    cases = bank.envelopes

    def every(_: str, __: m.Nothing) -> Message:
        rows = (d.Deposit.of(each, cases.account_name(each)) for each in cases.open())
        return d.Deposits(deposits=tuple(rows))

    def rejected(_: str, __: m.Nothing) -> Message:
        rows = (d.Deposit.of(each, cases.account_name(each)) for each in cases.rejected())
        return d.Deposits(deposits=tuple(rows))

    def verify(by: str, asked: d.DepositVerify) -> Message | Refusal:
        found = asked.found.money
        came = cases.verify(by, asked.atm, asked.txid, asked.account, found, asked.why)
        return answer(came if isinstance(came, Credited) else calls.proposed(came))

    def reject(by: str, asked: d.DepositReject) -> Message | Refusal:
        return answer(calls.proposed(cases.reject(by, asked.atm, asked.txid, asked.why)))

    def answer(came: Credited | m.Proposed | Refusal) -> Message | Refusal:
        return came if isinstance(came, Refusal) else d.DepositAnswer.of(came)

    calls.add("deposits/list", m.Nothing, Duty.LOOK, every)
    calls.add("deposits/rejected", m.Nothing, Duty.LOOK, rejected)
    calls.add("deposits/verify", d.DepositVerify, Duty.OPEN_ENVELOPES, verify)
    calls.add("deposits/reject", d.DepositReject, Duty.OPEN_ENVELOPES, reject)


def _restored(calls: StaffCalls, bank: Bank) -> None:
    cases = bank.restorations

    def waive(by: str, asked: r.LevellingWaive) -> Message | Refusal:
        return calls.proposed(cases.propose(by, asked.atm, asked.why))

    def show(_: str, __: m.Nothing) -> Message:
        return r.RestorationReport.of(cases.show())

    calls.add("restorations/waive", r.LevellingWaive, Duty.RUN_ATMS, waive)
    calls.add("restorations/show", m.Nothing, Duty.LOOK, show)
