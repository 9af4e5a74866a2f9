"""The steps of one call as one durable step of the store, and what is told once they are one.

Audit, log and the bank's memory hear of a group only after its commit, in the order of its work: a
store may run the work twice, and whatever was undone was never said.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from bank_server.service.audit import AuditEntry
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts
from bank_server.store.base import StoreSteps

T = TypeVar("T")


class Group:
    """
    Attributes:
        store: the steps of this group; the parts' own store refuses while it runs.
    """

    def __init__(self, parts: BankParts, store: StoreSteps) -> None:
        self._parts = parts
        self.store = store
        self._to_do: list[Callable[[], object]] = []

    def afterwards(self, act: Callable[[], object]) -> None:
        """`act` happens once, when all steps are durable; never if they are not."""
        self._to_do.append(act)

    def note(self, entry: AuditEntry) -> None:
        self.afterwards(lambda: self._parts.audit.append(entry))

    def refused(self, who: str, what: str, refusal: Refusal, *, txid: str | None = None) -> Refusal:
        """As BankParts.refused, afterwards."""
        self.afterwards(lambda: self._parts.refused(who, what, refusal, txid=txid))
        return refusal

    def alarm(self, who: str, what: str, reason: str, *, txid: str | None = None) -> None:
        """As BankParts.alarm, afterwards."""
        self.afterwards(lambda: self._parts.alarm(who, what, reason, txid=txid))

    def conclude(self) -> None:
        """The steps are durable."""
        for act in self._to_do:
            act()


def together(parts: BankParts, work: Callable[[Group], T]) -> T:
    """What `work` answers, once its steps are durable and told.

    `work` answers a refusal rather than raising it: what it has used up by then stays used. An
    exception is a fault, of the store or of ours, and undoes all of it; nothing was answered then.
    """

    def step(store: StoreSteps) -> tuple[T, Group]:
        group = Group(parts, store)
        return work(group), group

    answer, group = parts.store.together(step)
    group.conclude()
    return answer
