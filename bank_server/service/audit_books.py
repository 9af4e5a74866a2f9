"""Whether the books are older than the audit log, as when files were put back by hand.

Each line is written after the step that it tells of is durable. So books may know more than the
log, after a kill between the two, and never less: unless they are those of an earlier moment. Then
the bank does by itself what `./atm admin restore` would have done.
"""

from __future__ import annotations

from typing import Final

from bank_server.contract.operations import Operation, SettlementState
from bank_server.domain.restoration import Restoration
from bank_server.domain.transactions import TransactionState
from bank_server.service.audit import BANK, SUBJECT_SIZE_MAX, AuditEntry, AuditOutcome
from bank_server.service.audit_read import AuditLine, LookBack
from bank_server.service.identifiers import new_hex
from bank_server.service.parts import BankParts
from bank_server.service.staff_accounts import account_id_of
from bank_server.store.base import Snapshot, Store

RESTORED: Final = "restored"  # subject: the restoration; detail: when the books' newest entry was
AWAITED: Final = "awaited"  # subject: an ATM; detail: up to where its journal is known
OLDER: Final = "books-older"
LOG_LOST: Final = "log-lost"

_CONFIRMED: Final = "-confirmed"
_ATM: Final = "atm:"
_OPERATIONS: Final = frozenset(each.value for each in Operation)


def compare(parts: BankParts, look_back: LookBack, *, has_lost_lines: bool) -> None:
    """Before anybody is served. What was restored is written down; books that are older than the
    log are restored from now on.

    has_lost_lines: the log's own key says that there were more of them.
    """
    last, line = parts.store.restorations.last(), _newest_telling(look_back, parts.store)
    why = _older(parts.store, line, last)
    if why is None and has_lost_lines and _was_put_back_too(parts.store, look_back):
        why = LOG_LOST
    is_told = why is None and (last is None or not last.is_open)
    if not is_told and last is not None and not _has_told(look_back, last.name):
        _tell(parts, last)
    elif why is not None:
        parts.alarm(BANK, OLDER, why)
        begun = parts.store.restorations.begin(new_hex(parts.random_bytes), parts.now_ms())
        _tell(parts, begun)


def newest_ms(books: Snapshot) -> int:
    """When something was written to the books last; 0 if nothing ever was."""
    moments = [each.started_ms for each in books.transactions]
    return max([*moments, *(each.at_ms for each in books.entries[:1])], default=0)


def knows(store: Store, line: AuditLine) -> bool | None:
    """Whether the books have what the line tells of; None where they need not show it."""
    is_done = line.outcome in {AuditOutcome.DONE, AuditOutcome.DECLINED}
    if line.txid is not None and line.who.startswith(_ATM):
        return _knows_transaction(store, line, line.txid, is_done=is_done)
    if not is_done or line.subject is None:
        return None
    match line.what:
        case "card-issue":
            return store.cards.card(line.subject) is not None
        case "atm-create":
            return store.terminals.atm(line.subject) is not None
        case "account-create" if len(line.subject) < SUBJECT_SIZE_MAX:  # else it may be cut off
            return store.accounts.account(account_id_of(line.subject)) is not None
        case "balancing" if line.who.startswith(_ATM):
            return store.balancings.find(line.who.removeprefix(_ATM), line.subject) is not None
        case "deposit-verified" if line.txid is not None:
            found = store.transactions.find(line.txid, line.subject)
            return found is not None and found.state is TransactionState.VERIFIED
        case _ if line.what.endswith(_CONFIRMED):
            proposal = store.staff.proposal(line.subject)
            return proposal is not None and proposal.used_by is not None
        case _:
            return None


def _knows_transaction(store: Store, line: AuditLine, txid: str, *, is_done: bool) -> bool | None:
    is_settled = line.what == "settlement" and (is_done or line.detail == SettlementState.SUSPENSE)
    is_told = is_done and line.what == "deposit-result"
    if not (is_settled or is_told or (is_done and line.what in {*_OPERATIONS, "resolution"})):
        return None
    found = store.transactions.find(txid, line.who.removeprefix(_ATM))
    if found is None:
        return False
    if is_settled:
        return found.receipt is not None
    if is_told:
        return found.envelope is not None and found.envelope.result is not None
    return line.what == "resolution" or found.state is not TransactionState.IN_WORK


def _newest_telling(look_back: LookBack, store: Store) -> AuditLine | None:
    """The newest line that the books must show, or that tells of a restoration."""
    for line in look_back():
        if line.what == RESTORED and line.who == BANK:
            return line
        if knows(store, line) is not None:
            return line
    return None


def _older(store: Store, line: AuditLine | None, last: Restoration | None) -> str | None:
    """By which line the books are known to be older than the log."""
    if line is None:
        return None
    if line.what == RESTORED:
        is_known = last is not None and last.name == line.subject
    else:
        is_known = knows(store, line) is True
    return None if is_known else f"entry {line.seq}"


def _was_put_back_too(store: Store, look_back: LookBack) -> bool:
    """A power cut takes the end of the log and nothing of the books, which then know of something
    later. Where they do not, or the log is gone, both may have been put back."""
    told = (line.at_ms for line in look_back() if line.who != BANK)
    last_ms = next(told, None)
    return last_ms is None or newest_ms(store.accounts.snapshot()) <= last_ms


def _has_told(look_back: LookBack, name: str) -> bool:
    return any(line.what == RESTORED and line.subject == name for line in look_back())


def _tell(parts: BankParts, restoration: Restoration) -> None:
    newest = newest_ms(parts.store.accounts.snapshot())
    done, name = AuditOutcome.DONE, restoration.name
    parts.audit.append(AuditEntry(BANK, RESTORED, done, None, name, str(newest)))
    for each in restoration.waiting:
        parts.audit.append(AuditEntry(BANK, AWAITED, done, None, each.atm_id, str(each.acked)))
    parts.log.warning("bank_restored", name=name, count=len(restoration.waiting))
