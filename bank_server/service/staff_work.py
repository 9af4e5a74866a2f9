"""Staff look through the work list, close what is done, and let a stopped ATM go on."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bank_server.contract.money import Money
from bank_server.contract.problems import ProblemCode
from bank_server.domain.amounts import amount_text
from bank_server.domain.people import (
    ActionKind,
    CloseResult,
    WorkItem,
    WorkKind,
    journal_body,
)
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.identifiers import new_hex
from bank_server.service.outcome import Refusal, StaffCode
from bank_server.service.parts import BankParts, staff_name
from bank_server.service.staff_atms import NO_ATM

CLOSED_SHOWN_MAX: Final = 100
OF_BALANCING: Final = frozenset({WorkKind.CASH_OVER, WorkKind.CASH_SHORT, WorkKind.TOTALS_DIFFER})
UNPRINTABLE: Final = Refusal(
    ProblemCode.BAD_REQUEST, "the reason has characters that cannot be shown"
)
NOT_STOPPED: Final = Refusal(
    StaffCode.NOT_POSSIBLE, "this ATM is not stopped over its journal; there is nothing to accept"
)
_CLOSE_REFUSALS: Final = MappingProxyType[CloseResult, Refusal](
    {
        CloseResult.UNKNOWN: Refusal(ProblemCode.NOT_FOUND, "no work item has this number"),
        CloseResult.CLOSED_BEFORE: Refusal(
            StaffCode.NOT_POSSIBLE, "this work item was closed before; see: work list --closed"
        ),
        CloseResult.NOT_YET: Refusal(
            StaffCode.NOT_POSSIBLE,
            "what it is about is still so; what ends it ends the item with it: "
            "in-doubt resolve, disputes resolve, suspense resolve, deposits verify or reject, "
            "atms accept-journal, atms new-journal, or restoration waive",
        ),
    }
)
assert _CLOSE_REFUSALS.keys() | {CloseResult.CLOSED} == set(CloseResult)


class StaffWork:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts

    def open_items(self) -> tuple[WorkItem, ...]:
        return self._parts.store.staff.work_items()

    def closed_items(self) -> tuple[WorkItem, ...]:
        return self._parts.store.staff.closed_work_items(CLOSED_SHOWN_MAX)

    def amount(self, item: WorkItem) -> Money | None:
        """Of the transaction that it is about: what moved, else what was asked for. Of a balancing:
        how much is over, short, or told otherwise."""
        if item.kind in OF_BALANCING:
            return self._difference(item)
        found = self._parts.store.transactions.find(item.reference, item.atm_id)
        if found is None:
            return None
        has_moved = found.captured is not None and found.captured.is_payable
        return found.captured if has_moved else found.amount

    def _difference(self, item: WorkItem) -> Money | None:
        found = self._parts.store.balancings.find(item.atm_id, item.reference)
        if found is None:
            return None
        reply = found.reply
        is_host = item.kind is WorkKind.TOTALS_DIFFER
        off = reply.host_difference if is_host else reply.cash_difference
        return None if off is None else Money(abs(off.minor), off.currency)

    def close(self, by: str, number: int, because: str) -> WorkItem | Refusal:
        """Off the list for good; who did it and why stays readable."""
        parts = self._parts
        if not because.isprintable():
            return UNPRINTABLE
        result = parts.store.staff.close_work_item(number, by, because, parts.now_ms())
        if result is not CloseResult.CLOSED:
            return parts.refused(staff_name(by), "work-close", _CLOSE_REFUSALS[result])
        item = parts.store.staff.work_item(number)
        assert item is not None, "what was closed exists"
        about = f"{number} {item.kind.value} {item.reference}"
        off = self._difference(item) if item.kind in OF_BALANCING else None
        if off is not None:
            about += f" {amount_text(off)}"  # nothing is booked: this line is what auditors read
        self._note(by, "work-close", about, because)
        return item

    def propose_journal(self, by: str, atm_id: str, why: str) -> str | Refusal:
        """The id that a second person confirms. The ATM stays stopped until then."""
        parts, atm = self._parts, self._parts.store.terminals.atm(atm_id)
        if not why.isprintable():
            return UNPRINTABLE
        if atm is None:
            return NO_ATM
        if atm.contradiction is None:
            return NOT_STOPPED
        proposal_id = new_hex(parts.random_bytes)
        body = journal_body(atm_id, atm.anchor, atm.contradiction, why)
        kind = ActionKind.ACCEPT_JOURNAL
        parts.store.staff.propose(proposal_id, kind, body, by, parts.now_ms())
        self._note(by, "accept-journal-proposed", atm_id, body)
        return proposal_id

    def _note(self, by: str, what: str, subject: str, detail: str) -> None:
        entry = AuditEntry(staff_name(by), what, AuditOutcome.DONE, None, subject, detail)
        self._parts.audit.append(entry)
