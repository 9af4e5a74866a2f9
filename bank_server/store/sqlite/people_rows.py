"""Staff, proposals and the work list in SQLite."""

from __future__ import annotations

import sqlite3

from bank_server.domain.people import (
    ActionKind,
    Closing,
    Proposal,
    Staff,
    StaffRole,
    WorkItem,
    WorkKind,
)

_STAFF = "SELECT name, role, serial, is_allowed FROM staff"
_WORK = """SELECT place, kind, atm_id, reference, note, at_ms, closed_by, closed_ms,
closed_because FROM work_items"""
_OPEN_OF_ATM = """ INDEXED BY open_items_of_atm WHERE atm_id = :atm_id AND closed_by IS NULL
ORDER BY place"""
_PROPOSAL = "SELECT proposal_id, kind, body, proposed_by, proposed_ms, used_by FROM proposals"


class PeopleRowsMixin:
    _connection: sqlite3.Connection

    def staff(self, name: str) -> Staff | None:
        row = self._connection.execute(_STAFF + " WHERE name = :name", {"name": name}).fetchone()
        return None if row is None else _person(*row)

    def all_staff(self) -> tuple[Staff, ...]:
        return tuple(_person(*row) for row in self._connection.execute(_STAFF + " ORDER BY name"))

    def put_staff(self, staff: Staff) -> None:
        self._connection.execute(
            """INSERT INTO staff (name, role, serial, is_allowed)
            VALUES (:name, :role, :serial, :is_allowed)
            ON CONFLICT (name) DO UPDATE SET role = :role, is_allowed = :is_allowed""",
            {
                "name": staff.name,
                "role": staff.role.value,
                "serial": staff.serial,
                "is_allowed": int(staff.is_allowed),
            },
        )

    def proposal(self, proposal_id: str) -> Proposal | None:
        row = self._connection.execute(
            _PROPOSAL + " WHERE proposal_id = :proposal_id", {"proposal_id": proposal_id}
        ).fetchone()
        return None if row is None else _proposal(*row)

    def put_proposal(self, proposal: Proposal) -> None:
        self._connection.execute(
            """INSERT INTO proposals (proposal_id, kind, body, proposed_by, proposed_ms, used_by)
            VALUES (:proposal_id, :kind, :body, :proposed_by, :proposed_ms, :used_by)
            ON CONFLICT (proposal_id) DO UPDATE SET used_by = :used_by""",
            {
                "proposal_id": proposal.proposal_id,
                "kind": proposal.kind.value,
                "body": proposal.body,
                "proposed_by": proposal.proposed_by,
                "proposed_ms": proposal.proposed_ms,
                "used_by": proposal.used_by,
            },
        )

    def waiting_proposals(self) -> tuple[Proposal, ...]:
        rows = self._connection.execute(_PROPOSAL + " WHERE used_by IS NULL ORDER BY place")
        return tuple(_proposal(*row) for row in rows)

    def add_work_item(self, item: WorkItem, at_ms: int) -> None:
        self._connection.execute(
            """INSERT INTO work_items (kind, atm_id, reference, note, at_ms)
            VALUES (:kind, :atm_id, :reference, :note, :at_ms) ON CONFLICT DO NOTHING""",
            {
                "kind": item.kind.value,
                "atm_id": item.atm_id,
                "reference": item.reference,
                "note": item.note,
                "at_ms": at_ms,
            },
        )

    def work_items(self) -> tuple[WorkItem, ...]:
        rows = self._connection.execute(_WORK + " WHERE closed_by IS NULL ORDER BY place")
        return tuple(_work_item(*row) for row in rows)

    def work_items_of(self, atm_id: str) -> tuple[WorkItem, ...]:
        rows = self._connection.execute(_WORK + _OPEN_OF_ATM, {"atm_id": atm_id})
        return tuple(_work_item(*row) for row in rows)

    def closed_work_items(self, count_max: int) -> tuple[WorkItem, ...]:
        rows = self._connection.execute(
            _WORK + " WHERE closed_by IS NOT NULL ORDER BY closed_ms DESC, place DESC"
            " LIMIT :count_max",
            {"count_max": count_max},
        )
        return tuple(_work_item(*row) for row in rows)

    def work_item(self, number: int) -> WorkItem | None:
        row = self._connection.execute(_WORK + " WHERE place = :place", {"place": number})
        found = row.fetchone()
        return None if found is None else _work_item(*found)

    def close_work_item(self, item: WorkItem, closing: Closing) -> bool:
        cursor = self._connection.execute(
            """UPDATE work_items SET closed_by = :by, closed_ms = :at_ms,
            closed_because = :because WHERE kind = :kind
            AND atm_id = :atm_id AND reference = :reference AND closed_by IS NULL""",
            {
                "by": closing.by,
                "at_ms": closing.at_ms,
                "because": closing.because,
                "kind": item.kind.value,
                "atm_id": item.atm_id,
                "reference": item.reference,
            },
        )
        return cursor.rowcount == 1


def _person(name: str, role: str, serial: str, is_allowed: int) -> Staff:
    return Staff(name, StaffRole(role), serial, bool(is_allowed))


def _work_item(
    place: int,
    kind: str,
    atm_id: str,
    reference: str,
    note: str,
    at_ms: int,
    *closed: str | int | None,
) -> WorkItem:
    by, closed_ms, because = closed
    closing = None
    if closed_ms is not None:
        closing = Closing(str(by), int(closed_ms), str(because or ""))
    return WorkItem(WorkKind(kind), atm_id, reference, note, place, at_ms, closing)


def _proposal(
    proposal_id: str, kind: str, body: str, by: str, at_ms: int, used_by: str | None
) -> Proposal:
    return Proposal(proposal_id, ActionKind(kind), body, by, at_ms, used_by)
