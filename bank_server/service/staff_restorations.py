"""Staff see how far a restored bank has been told what it lacks, and two of them give an ATM up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bank_server.contract.operations import Operation, SettlementState
from bank_server.domain.people import ActionKind, WorkKind, waiver_body
from bank_server.domain.restoration import Restoration
from bank_server.service.audit import BANK, AuditEntry, AuditOutcome
from bank_server.service.audit_books import AWAITED, RESTORED, knows
from bank_server.service.audit_read import AuditLine, LookBack
from bank_server.service.balancings import WHAT as BALANCING
from bank_server.service.deposits import WHAT as ENVELOPE
from bank_server.service.identifiers import new_hex
from bank_server.service.outcome import Refusal, StaffCode
from bank_server.service.parts import BankParts, staff_name
from bank_server.service.staff_atms import NO_ATM
from bank_server.service.staff_work import UNPRINTABLE

WHAT: Final = "waive-levelling-proposed"
NOT_AWAITED: Final = Refusal(
    StaffCode.NOT_POSSIBLE, "the bank does not wait for what this ATM has to tell"
)
LOOKED_AT_MAX: Final = 200_000  # lines of the audit log; of an ATM's journal
ACTS_MAX: Final = 500
PAGE_COUNT: Final = 500

_STAFF: Final = "staff:"
# What changes nothing that a backup could lack.
_LOOKS: Final = frozenset({"audit", "journal-key", "confirm"})
_PROPOSED: Final = "-proposed"
_LEVELLED: Final = frozenset({"levelling", f"{ActionKind.WAIVE_LEVELLING.value}-confirmed"})
_OF_CARDS: Final = frozenset(
    {Operation.PIN_CHANGE.value, Operation.TRANSFER.value, "card-deactivation"}
)
_OF_ATMS: Final = frozenset({BALANCING})
_PROVISIONED: Final = "provisioning-"
_IN_JOURNALS: Final = frozenset({"PIN_CHANGED", "TRANSFER_DONE", "CARD_DEACTIVATE_CONFIRMED"})


@dataclass(frozen=True, slots=True)
class AwaitedAtm:
    """
    Attributes:
        is_behind: it has told all that it can, and its HSM has counted more.
    """

    atm_id: str
    acked: int
    is_behind: bool


@dataclass(frozen=True, slots=True)
class JournalAct:
    """What an ATM's journal tells of, which the books may lack.

    Attributes:
        last4: of the card's number, if the ATM could read it.
    """

    atm_id: str
    seq: int
    at_ms: int
    event: str
    last4: str | None


@dataclass(frozen=True, slots=True)
class Levelled:
    """How far it is.

    Attributes:
        books_ms: when the newest entry of the books was that were put back; None if the audit log
            does not say.
        told: how many settlements came since, by what they came to, cash loads and envelopes.
        acts: what the audit log has after `books_ms` and the books lack, the oldest first.
    """

    restoration: Restoration
    books_ms: int | None
    waiting: tuple[AwaitedAtm, ...]
    told: Mapping[str, int]
    acts: tuple[AuditLine, ...]
    in_journals: tuple[JournalAct, ...]


class StaffRestorations:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts, look_back: LookBack) -> None:
        self._parts = parts
        self._look_back = look_back

    def show(self) -> Levelled | None:
        """The last time that the books were put back; None if they never were."""
        store = self._parts.store
        last = store.restorations.last()
        if last is None:
            return None
        items = store.staff.work_items()
        behind = {each.atm_id for each in items if each.kind is WorkKind.BEHIND}
        waiting = tuple(
            AwaitedAtm(each.atm_id, each.acked, each.atm_id in behind) for each in last.waiting
        )
        lines = islice(self._look_back(), LOOKED_AT_MAX)
        since, told = _since(lines, last.name)
        if told is None:
            return Levelled(last, None, waiting, {}, (), ())
        books_ms = int(told.detail or 0)
        begun = {each.subject: int(each.detail or 0) for each in since if each.what == AWAITED}
        acts = [each for each in lines if self._is_lost(each, books_ms)]
        return Levelled(
            restoration=last,
            books_ms=books_ms,
            waiting=waiting,
            told=_told(since, is_open=last.is_open),
            acts=tuple(reversed(acts[:ACTS_MAX])),
            in_journals=tuple(
                act
                for atm_id, acked in begun.items()
                if atm_id is not None
                for act in islice(self._in_journal(atm_id, acked), ACTS_MAX)
            ),
        )

    def propose(self, by: str, atm_id: str, why: str) -> str | Refusal:
        """The id that a second person confirms. The bank waits until then."""
        parts, store = self._parts, self._parts.store
        if not why.isprintable():
            return UNPRINTABLE
        if store.terminals.atm(atm_id) is None:
            return NO_ATM
        last = store.restorations.last()
        if last is None or last.of(atm_id) is None:
            return NOT_AWAITED
        proposal_id = new_hex(parts.random_bytes)
        body = waiver_body(atm_id, last.name, why)
        store.staff.propose(proposal_id, ActionKind.WAIVE_LEVELLING, body, by, parts.now_ms())
        entry = AuditEntry(staff_name(by), WHAT, AuditOutcome.DONE, None, atm_id, body)
        parts.audit.append(entry)
        return proposal_id

    def _is_lost(self, line: AuditLine, books_ms: int) -> bool:
        return line.at_ms > books_ms and _is_act(line) and not self._is_known(line)

    def _is_known(self, line: AuditLine) -> bool:
        """Such as what was done again since."""
        return knows(self._parts.store, line) is True

    def _in_journal(self, atm_id: str, acked: int) -> Iterator[JournalAct]:
        """Of the journal that it writes now, as far as it was sent."""
        journals, last4 = self._parts.store.journals, None
        books = journals.books(atm_id)
        if not books:
            return
        book, first = books[-1], max(acked, books[-1].since) + 1
        for begin in range(first, first + LOOKED_AT_MAX, PAGE_COUNT):
            lines = journals.lines(book, begin, PAGE_COUNT)
            for raw in lines:
                entry = json.loads(raw)  # the bank has checked its seal
                if entry["ev"] == "CARD_IDENTIFIED":
                    last4 = entry["d"].get("last4")
                elif entry["ev"] == "CARD_INSERTED":
                    last4 = None
                elif entry["ev"] in _IN_JOURNALS:
                    yield JournalAct(atm_id, entry["seq"], entry["t"], entry["ev"], last4)
            if len(lines) < PAGE_COUNT:
                return


def _since(lines: Iterator[AuditLine], name: str) -> tuple[list[AuditLine], AuditLine | None]:
    """What was written after the line that tells of this restoration, and that line; the iterator
    goes on behind it."""
    since: list[AuditLine] = []
    for line in lines:
        if line.what == RESTORED and line.who == BANK and line.subject == name:
            return since, line
        since.append(line)
    return since, None


def _told(since: list[AuditLine], *, is_open: bool) -> Mapping[str, int]:
    """Of what came until the last ATM was level; the newest line is the first."""
    ended = (n for n, each in enumerate(since) if each.what in _LEVELLED)
    first = 0 if is_open else next(ended, 0)
    counts: Counter[str] = Counter()
    for line in since[first:]:
        if line.what == "cash-load" and line.outcome == AuditOutcome.DONE:
            counts["cash-load"] += 1
        if line.what == ENVELOPE and line.outcome == AuditOutcome.DONE:
            counts["envelope"] += 1
        if line.what == "settlement" and line.detail in set(SettlementState):
            counts[str(line.detail)] += 1
    return dict(sorted(counts.items()))


def _is_act(line: AuditLine) -> bool:
    if line.outcome != AuditOutcome.DONE:
        return False
    if line.who.startswith(_STAFF):
        return line.what not in _LOOKS and not line.what.endswith(_PROPOSED)
    return line.what in _OF_CARDS | _OF_ATMS or line.what.startswith(_PROVISIONED)
