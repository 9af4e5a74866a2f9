"""People, proposals that wait for a second person, and the work list."""

from __future__ import annotations

from dataclasses import replace

from bank_server.domain.people import ActionKind, Proposal, Staff, WorkItem
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

    def close_work_item(self, item: WorkItem, by: str, now_ms: int) -> ChangeResult:
        def step(rows: Rows) -> ChangeResult:
            is_closed = rows.close_work_item(item, by, now_ms)
            return ChangeResult.CHANGED if is_closed else ChangeResult.UNKNOWN

        return self._engine.run(step)
