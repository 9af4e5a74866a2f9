"""People, proposals that wait for a second person, and the work list."""

from __future__ import annotations

from dataclasses import replace

from bank_server.domain import disputes, open_deposits, suspense
from bank_server.domain.people import (
    ActionKind,
    CloseResult,
    Closing,
    Proposal,
    Staff,
    WorkItem,
    WorkKind,
)
from bank_server.domain.transactions import TransactionState
from bank_server.store.results import ChangeResult, MakeResult
from bank_server.store.rows import Engine, Rows


class StaffSteps:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, staff: Staff) -> MakeResult:
        def step(rows: Rows) -> MakeResult:
            taken = {person.serial for person in rows.all_staff()}
            if rows.staff(staff.name) is not None or staff.serial in taken:
                return MakeResult.EXISTS
            rows.put_staff(staff)
            return MakeResult.MADE

        return self._engine.run(step)

    def by_serial(self, serial: str) -> Staff | None:
        def step(rows: Rows) -> Staff | None:
            return next((one for one in rows.all_staff() if one.serial == serial), None)

        return self._engine.run(step)

    def revoke(self, name: str) -> ChangeResult:
        def step(rows: Rows) -> ChangeResult:
            staff = rows.staff(name)
            if staff is None:
                return ChangeResult.UNKNOWN
            rows.put_staff(replace(staff, is_allowed=False))
            return ChangeResult.CHANGED

        return self._engine.run(step)

    def staff(self) -> tuple[Staff, ...]:
        return self._engine.run(lambda rows: rows.all_staff())

    def propose(
        self, proposal_id: str, kind: ActionKind, body: str, by: str, now_ms: int
    ) -> MakeResult:
        def step(rows: Rows) -> MakeResult:
            if rows.proposal(proposal_id) is not None:
                return MakeResult.EXISTS
            rows.put_proposal(Proposal(proposal_id, kind, body, by, now_ms))
            return MakeResult.MADE

        return self._engine.run(step)

    def proposal(self, proposal_id: str) -> Proposal | None:
        return self._engine.run(lambda rows: rows.proposal(proposal_id))

    def proposals(self) -> tuple[Proposal, ...]:
        return self._engine.run(lambda rows: rows.waiting_proposals())

    def report(self, item: WorkItem, now_ms: int) -> None:
        self._engine.run(lambda rows: rows.add_work_item(item, now_ms))

    def work_items(self) -> tuple[WorkItem, ...]:
        return self._engine.run(lambda rows: rows.work_items())

    def closed_work_items(self, count_max: int) -> tuple[WorkItem, ...]:
        return self._engine.run(lambda rows: rows.closed_work_items(count_max))

    def work_item(self, number: int) -> WorkItem | None:
        return self._engine.run(lambda rows: rows.work_item(number))

    def close_work_item(self, number: int, by: str, because: str, now_ms: int) -> CloseResult:
        def step(rows: Rows) -> CloseResult:
            item = rows.work_item(number)
            if item is None:
                return CloseResult.UNKNOWN
            if item.closed is not None:
                return CloseResult.CLOSED_BEFORE
            if _goes_on(rows, item):
                return CloseResult.NOT_YET
            rows.close_work_item(item, Closing(by, now_ms, because))
            return CloseResult.CLOSED

        return self._engine.run(step)


def _goes_on(rows: Rows, item: WorkItem) -> bool:
    """Whether what the item is about is still so, and has an act of its own that ends it."""
    match item.kind:
        case WorkKind.IN_DOUBT:
            found = rows.transaction(item.reference, item.atm_id)
            return found is not None and found.state is TransactionState.IN_DOUBT
        case WorkKind.DISPUTE:
            found = rows.transaction(item.reference, item.atm_id)
            return found is not None and disputes.is_open(found)
        case WorkKind.SUSPENSE:
            found = rows.transaction(item.reference, item.atm_id)
            return found is not None and suspense.is_open(found)
        case WorkKind.DEPOSIT | WorkKind.DEPOSIT_DISPUTED:
            found = rows.transaction(item.reference, item.atm_id)
            return found is not None and open_deposits.is_open(found)
        case WorkKind.JOURNAL_ROLLED_BACK:
            atm = rows.atm(item.atm_id)
            return atm is not None and atm.contradiction is not None
        case WorkKind.BEHIND:
            last = rows.restoration()
            is_of_it = last is not None and last.name == item.reference
            return is_of_it and last is not None and last.of(item.atm_id) is not None
        case _:
            return False
