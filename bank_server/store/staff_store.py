"""What the bank needs of a store for its people, what two of them do, and their work list.

The rules that hold for every step are in `bank_server.store.base`.
"""

from __future__ import annotations

from typing import Protocol

from bank_server.domain.people import ActionKind, CloseResult, Proposal, Staff, WorkItem
from bank_server.store.results import ChangeResult, MakeResult


class StaffStore(Protocol):
    """People, proposals that wait for a second person, and the work list."""

    def add(self, staff: Staff) -> MakeResult: ...

    def by_serial(self, serial: str) -> Staff | None:
        """Also a revoked one: look at is_allowed."""
        ...

    def revoke(self, name: str) -> ChangeResult: ...

    def staff(self) -> tuple[Staff, ...]: ...

    def propose(
        self, proposal_id: str, kind: ActionKind, body: str, by: str, now_ms: int
    ) -> MakeResult: ...

    def proposal(self, proposal_id: str) -> Proposal | None: ...

    def proposals(self) -> tuple[Proposal, ...]:
        """Those that wait, oldest first."""
        ...

    def report(self, item: WorkItem, now_ms: int) -> None:
        """The item is on the work list, once."""
        ...

    def work_items(self) -> tuple[WorkItem, ...]:
        """The open ones, oldest first."""
        ...

    def closed_work_items(self, count_max: int) -> tuple[WorkItem, ...]:
        """The newest first."""
        ...

    def work_item(self, number: int) -> WorkItem | None: ...

    def close_work_item(self, number: int, by: str, because: str, now_ms: int) -> CloseResult:
        """CLOSED: the item is off the list and says by whom and why. NOT_YET while its
        transaction is in doubt, disputed, in suspense or a deposit that nobody has verified, or its
        ATM stopped over its journal."""
        ...
