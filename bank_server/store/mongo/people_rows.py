"""Staff, proposals and the work list in MongoDB."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bank_server.domain.people import (
    ActionKind,
    Closing,
    Proposal,
    Staff,
    StaffRole,
    WorkItem,
)
from bank_server.store.mongo.table import Kind, Table
from bank_server.store.mongo.unit import Document, Unit
from bank_server.store.mongo.work_list import WorkList


class PeopleRowsMixin:
    def __init__(self, unit: Unit) -> None:
        self._staff = Table(unit, _STAFF)
        self._proposals = Table(unit, _PROPOSALS)
        self._work = WorkList(unit)

    def staff(self, name: str) -> Staff | None:
        return self._staff.get(name)

    def all_staff(self) -> tuple[Staff, ...]:
        return self._staff.search({}, sort=[("_id", 1)])

    def put_staff(self, staff: Staff) -> None:
        self._staff.put(staff)

    def proposal(self, proposal_id: str) -> Proposal | None:
        return self._proposals.get(proposal_id)

    def put_proposal(self, proposal: Proposal) -> None:
        self._proposals.put(proposal)

    def waiting_proposals(self) -> tuple[Proposal, ...]:
        return self._proposals.search({"used_by": None}, sort=[("place", 1)])

    def add_work_item(self, item: WorkItem, at_ms: int) -> None:
        self._work.add(replace(item, since_ms=at_ms))

    def work_items(self) -> tuple[WorkItem, ...]:
        return self._work.open_items()

    def work_items_of(self, atm_id: str) -> tuple[WorkItem, ...]:
        return self._work.open_items(atm_id)

    def closed_work_items(self, count_max: int) -> tuple[WorkItem, ...]:
        return self._work.closed_items(count_max)

    def work_item(self, number: int) -> WorkItem | None:
        return self._work.item(number)

    def close_work_item(self, item: WorkItem, closing: Closing) -> bool:
        return self._work.close(item, closing)


def _staff_document(staff: Staff) -> Document:
    return {
        "name": staff.name,
        "role": staff.role.value,
        "serial": staff.serial,
        "is_allowed": staff.is_allowed,
    }


def _person(document: Document) -> Staff:
    return Staff(
        document["name"], StaffRole(document["role"]), document["serial"], document["is_allowed"]
    )


def _proposal_document(proposal: Proposal) -> Document:
    return {
        "proposal_id": proposal.proposal_id,
        "kind": proposal.kind.value,
        "body": proposal.body,
        "proposed_by": proposal.proposed_by,
        "proposed_ms": proposal.proposed_ms,
        "used_by": proposal.used_by,
    }


def _proposal(document: Document) -> Proposal:
    return Proposal(
        document["proposal_id"],
        ActionKind(document["kind"]),
        document["body"],
        document["proposed_by"],
        document["proposed_ms"],
        document["used_by"],
    )


_STAFF: Final = Kind("staff", lambda staff: staff.name, _staff_document, _person)
_PROPOSALS: Final = Kind(
    "proposals",
    lambda proposal: proposal.proposal_id,
    _proposal_document,
    _proposal,
    counter="proposals",
)
