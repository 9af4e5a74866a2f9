"""A deposit at the ATM: approved, and then told of by the slot. Nothing is credited by either.

Source: docs/protocols.md, section 6.3, `deposit`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import Enum, unique
from typing import Final

from bank_server.contract.money import MINOR_MAX
from bank_server.contract.operations import (
    DeclineReason,
    DepositState,
    EnvelopeResult,
    Operation,
)
from bank_server.domain.cards import Card
from bank_server.domain.changes import NOTHING, Change
from bank_server.domain.envelopes import Envelope
from bank_server.domain.ledger import Account
from bank_server.domain.people import WorkItem, WorkKind
from bank_server.domain.transactions import HELD_MAX_MS, Transaction, TransactionState

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that looks like another
REFERENCE_SIZE: Final = 10


def reference_of(txid: str, atm_id: str) -> str:
    """What is printed on the envelope. It follows from both ids, so that a bank which has forgotten
    the approval still knows whose envelope it is told of."""
    digest = hashlib.sha256(f"deposit\0{atm_id}\0{txid}".encode("ascii")).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:REFERENCE_SIZE])


def deposit_refusal(
    transaction: Transaction, card: Card, account: Account | None
) -> DeclineReason | None:
    """Why no envelope is taken, or None. account: the target, if the card reaches it."""
    amount = transaction.amount
    assert amount is not None, "the contract asks for the amount of a deposit"
    if card.is_blocked:
        return DeclineReason.CARD_BLOCKED
    if account is None:
        return DeclineReason.NOT_LINKED
    if account.balance.currency != amount.currency:
        return DeclineReason.CURRENCY
    if account.balance.minor + amount.minor > MINOR_MAX:
        return DeclineReason.AMOUNT
    return None


def awaited(transaction: Transaction, account_id: str, reply: bytes) -> Transaction:
    """The slot may open. Nothing moves."""
    return replace(
        transaction,
        state=TransactionState.AWAITED,
        account_id=account_id,
        reply=reply,
        envelope=Envelope(),
    )


@unique
class ReportResult(Enum):
    """What a report of the slot came to."""

    BOOKED = "booked"
    SAME = "same"  # the same report again: the same answer
    SETTLED_DIFFERENTLY = "settled-differently"  # 409, alarm
    DEPOSIT_UNKNOWN = "deposit-unknown"  # 409, alarm: an envelope of a deposit never approved
    IN_PROGRESS = "in-progress"  # 409; the authorisation is still at work


@dataclass(frozen=True, slots=True)
class Report:
    """
    Attributes:
        state: the answer; None unless it was booked, now or before.
        alarms: what people should look at at once.
    """

    result: ReportResult
    state: DepositState | None = None
    alarms: tuple[WorkKind, ...] = ()


_ANSWERS: Final = {
    EnvelopeResult.ACCEPTED: DepositState.PENDING,
    EnvelopeResult.REFUSED: DepositState.VOID,
    EnvelopeResult.UNKNOWN: DepositState.DISPUTED,
}
assert _ANSWERS.keys() == set(EnvelopeResult)

_NEVER_APPROVED: Final = frozenset(
    {TransactionState.DECLINED, TransactionState.PROBLEM, TransactionState.VOID}
)


def report(
    found: Transaction | None,
    result: EnvelopeResult,
    number: int | None,
    unknown: Transaction,
    *,
    now_ms: int,
    has_forgotten: bool,
    is_repeated: bool,
) -> tuple[Report, Change]:
    """What the slot's word comes to.

    unknown: the start of this txid, for the case that nobody has authorised it.
    has_forgotten: the books were once put back, so an approval may be missing in them.
    is_repeated: another accepted envelope of this ATM bears the number.
    """
    said = Envelope(result, number, _ANSWERS[result])
    kept = None if found is None else found.envelope
    if kept is not None and kept.result is not None:
        if kept.is_reported_as(result, number):
            return Report(ReportResult.SAME, kept.answer), NOTHING
        return _alarm(ReportResult.SETTLED_DIFFERENTLY, WorkKind.SETTLED_DIFFERENTLY, unknown)
    if found is not None and found.operation not in {None, Operation.DEPOSIT}:
        return _alarm(ReportResult.DEPOSIT_UNKNOWN, WorkKind.DEPOSIT_UNKNOWN, found)
    if found is None or found.is_abandoned(unknown.boot_id, now_ms):
        return _unapproved(
            found or unknown, said, has_forgotten=has_forgotten, is_repeated=is_repeated
        )
    if found.state is TransactionState.IN_WORK:
        return Report(ReportResult.IN_PROGRESS), NOTHING
    if kept is not None:
        return _approved(found, kept, said, is_repeated=is_repeated)
    if found.state in _NEVER_APPROVED and result is EnvelopeResult.REFUSED:
        return _booked(found, said, found.state)
    return _alarm(ReportResult.DEPOSIT_UNKNOWN, WorkKind.DEPOSIT_UNKNOWN, found)


def overdue(found: Transaction, now_ms: int) -> Change:
    """The slot has said nothing for a day: people may look. Its word still counts if it comes."""
    assert found.state is TransactionState.AWAITED, "only what is waited for grows old"
    if now_ms - found.started_ms < HELD_MAX_MS:
        return NOTHING
    return Change(
        transaction=replace(found, state=TransactionState.PENDING),
        work=(_item(found, WorkKind.DEPOSIT_DISPUTED, "no word of the envelope in a day"),),
    )


def _approved(
    found: Transaction, kept: Envelope, said: Envelope, *, is_repeated: bool
) -> tuple[Report, Change]:
    told = replace(kept, result=said.result, number=said.number, answer=said.answer)
    has_none = said.result is EnvelopeResult.REFUSED
    again = _repeated(found, said, is_repeated=is_repeated)
    if found.state is not TransactionState.VERIFIED:
        if has_none:
            return _booked(found, told, TransactionState.VOID, *again)
        return _booked(found, told, TransactionState.PENDING, _open_item(found, said), *again)
    # People have ended it before this came.
    assert kept.found is not None, "people found something, or nothing"
    if has_none == kept.was_rejected:
        return _booked(found, told, found.state, *again)
    otherwise = _item(found, WorkKind.SETTLED_DIFFERENTLY, "people found otherwise")
    if has_none:  # evidence, and no money
        return _booked(found, told, found.state, otherwise, *again)
    # They credited nothing, and it may be there: they look once more, and credit it if it is.
    work = [_open_item(found, said), *again]
    if said.result is EnvelopeResult.ACCEPTED:
        work.append(otherwise)
    return _booked(found, told, TransactionState.PENDING, *work)


def _unapproved(
    found: Transaction, said: Envelope, *, has_forgotten: bool, is_repeated: bool
) -> tuple[Report, Change]:
    if said.result is EnvelopeResult.REFUSED:
        return _booked(found, said, TransactionState.VOID)
    if not has_forgotten:
        return _alarm(ReportResult.DEPOSIT_UNKNOWN, WorkKind.DEPOSIT_UNKNOWN, found)
    item = _item(found, WorkKind.DEPOSIT_DISPUTED, "its approval is forgotten; see its reference")
    disputed = replace(said, answer=DepositState.DISPUTED)
    again = _repeated(found, said, is_repeated=is_repeated)
    return _booked(found, disputed, TransactionState.PENDING, item, *again)


def _open_item(found: Transaction, said: Envelope) -> WorkItem:
    if said.result is EnvelopeResult.ACCEPTED:
        return _item(found, WorkKind.DEPOSIT, "open the envelope")
    return _item(found, WorkKind.DEPOSIT_DISPUTED, "look for the envelope")


def _repeated(found: Transaction, said: Envelope, *, is_repeated: bool) -> tuple[WorkItem, ...]:
    if not is_repeated or said.result is not EnvelopeResult.ACCEPTED:
        return ()
    note = "another envelope of this ATM has the same number"
    return (_item(found, WorkKind.ENVELOPE_REPEATED, note),)


def _booked(
    found: Transaction, envelope: Envelope, state: TransactionState, *work: WorkItem
) -> tuple[Report, Change]:
    ended = replace(found, state=state, envelope=envelope)
    alarms = tuple(item.kind for item in work if item.is_alarm)
    silence: tuple[WorkItem, ...] = ()
    if found.state is TransactionState.PENDING and envelope.result is not EnvelopeResult.UNKNOWN:
        silence = (_item(found, WorkKind.DEPOSIT_DISPUTED, "the slot has said what became of it"),)
    answer = Report(ReportResult.BOOKED, envelope.answer, alarms)
    return answer, Change(transaction=ended, work=work, settled=silence)


def _alarm(result: ReportResult, kind: WorkKind, found: Transaction) -> tuple[Report, Change]:
    return Report(result, alarms=(kind,)), Change(work=(_item(found, kind),))


def _item(found: Transaction, kind: WorkKind, note: str = "") -> WorkItem:
    return WorkItem(kind, found.atm_id, found.txid, note)
