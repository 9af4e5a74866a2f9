"""How a txid ends: by a receipt, or by a question.

One row of the table in docs/protocols.md (section 6, settlement guard) per branch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from bank_server.contract.money import Money
from bank_server.contract.operations import Operation, SettlementState
from bank_server.domain import attested, disputes, receipts
from bank_server.domain.changes import NOTHING, Change, EndedVisit, HeldChange
from bank_server.domain.former_loads import taken_back_too_much
from bank_server.domain.ledger import (
    Account,
    AccountKind,
    PostingKind,
    internal_account_id,
    transfer,
)
from bank_server.domain.people import WorkItem, WorkKind
from bank_server.domain.terminals import Atm, AtmStatus
from bank_server.domain.transactions import (
    DEPOSITING,
    RESOLUTION_OF,
    Resolution,
    Settlement,
    SettleResult,
    Transaction,
    TransactionState,
)
from hardware.crypto.record import Record, TxnOutcome


@dataclass(frozen=True, slots=True)
class Retold:
    """What else is known of a settlement that may be told to a restored bank once more.

    Attributes:
        copy: the hold as the bank's own copy of it says; None if none came along.
        payer: the account that it was on, as it is now; None if it is gone.
        is_awaited: the bank was restored, and this ATM has not told everything yet.
        is_patient: other ATMs have not either, and not much time has gone by in which they could.
    """

    copy: Transaction | None = None
    payer: Account | None = None
    is_awaited: bool = False
    is_patient: bool = False


NOT_RETOLD: Final = Retold()


def settle(
    txid: str,
    found: Transaction | None,
    atm: Atm,
    receipt: Record,
    boot_id: str,
    now_ms: int,
    retold: Retold = NOT_RETOLD,
) -> tuple[Settlement, Change]:
    """What this receipt, its MAC verified, comes to for this txid."""
    if found is not None and found.receipt == receipt.encode().hex():
        return Settlement(SettleResult.SAME, found.settled, found.captured), NOTHING
    if not receipts.is_final_of(receipt, txid, atm):
        return _alarm(SettleResult.RECEIPT_INVALID, WorkKind.RECEIPT_INVALID, txid, atm)
    if retold.is_awaited and not receipts.is_next(receipt, atm):
        return Settlement(SettleResult.LEVELLING), NOTHING
    if found is None or found.is_abandoned(boot_id, now_ms):
        again = _held_again(retold, atm, receipt)
        if again is not None:
            return again
        return _unheld(found or _forgotten(txid, atm, boot_id, now_ms, retold), atm, receipt)
    if found.state is TransactionState.IN_WORK:
        return Settlement(SettleResult.IN_PROGRESS), NOTHING
    if found.receipt is not None:
        return _alarm(
            SettleResult.SETTLED_DIFFERENTLY,
            WorkKind.SETTLED_DIFFERENTLY,
            txid,
            replace(atm, status=AtmStatus.SUSPENDED),
        )
    if found.is_holding:
        if not receipts.fits_hold(receipt, found):
            return _alarm(SettleResult.RECEIPT_INVALID, WorkKind.RECEIPT_INVALID, txid, atm)
        return _end_of_hold(found, atm, receipt)
    if found.state is TransactionState.RESOLVED:
        return _after_people(found, atm, receipt)
    return _unheld(found, atm, receipt)


def resolve(
    txid: str, found: Transaction | None, atm_id: str, boot_id: str, now_ms: int
) -> tuple[Resolution, Change]:
    """What became of a txid; one that nobody can be working on is void from now on."""
    if found is None or found.is_abandoned(boot_id, now_ms):
        void = replace(
            found or _tombstone(txid, atm_id, boot_id, now_ms), state=TransactionState.VOID
        )
        return Resolution(RESOLUTION_OF[void.state], void), Change(transaction=void)
    return Resolution(RESOLUTION_OF[found.state], found), NOTHING


def _end_of_hold(found: Transaction, atm: Atm, receipt: Record) -> tuple[Settlement, Change]:
    """HELD, or IN_DOUBT by age, and the receipt that belongs to it."""
    assert found.amount is not None, "what holds has an amount"
    assert found.account_id is not None, "what holds has an account"
    moved = receipts.with_counters(atm, receipt, exactly=False)
    if moved.held_txid == found.txid:
        moved = replace(moved, held_txid=None)
    gone = _visit_over(found, receipt)
    late = taken_back_too_much(found, atm, receipt)
    if receipt.outcome is TxnOutcome.SUSPECT:
        item = WorkItem(WorkKind.IN_DOUBT, atm.atm_id, found.txid, "the HSM cannot tell")
        return _answer(
            found,
            TransactionState.IN_DOUBT,
            SettlementState.IN_DOUBT,
            found.amount.zero(),
            receipt,
            Change(atm=moved, postings=late, work=(item,), visit=gone),
        )
    taken = atm.money(receipts.presented_minor(receipt, atm))
    assert taken <= found.amount, "the guard compares every canister with what was granted"
    moved = replace(
        moved,
        num_dispensed_bills=moved.num_dispensed_bills + receipts.presented_notes(receipt),
    )
    is_retracted = receipt.outcome is TxnOutcome.RETRACTED
    cash = internal_account_id(AccountKind.CASH, taken.currency, atm.atm_id)
    dispute = internal_account_id(AccountKind.DISPUTE, taken.currency)
    posting = transfer(
        PostingKind.CAPTURE,
        found.txid,
        found.account_id,
        dispute if is_retracted else cash,
        taken,
    )
    item = WorkItem(WorkKind.DISPUTE, atm.atm_id, found.txid, "count the retracted notes")
    change = Change(
        atm=moved,
        held=(HeldChange(found.account_id, -found.amount),),
        postings=(*late, *((posting,) if taken.is_payable else ())),
        work=(item,) if is_retracted else (),
        visit=gone,
    )
    is_void = receipt.outcome is TxnOutcome.VOID
    state = TransactionState.VOID if is_void else TransactionState.CAPTURED
    answer = SettlementState.VOID if is_void else SettlementState.CAPTURED
    return _answer(found, state, answer, taken, receipt, change)


def _held_again(retold: Retold, atm: Atm, receipt: Record) -> tuple[Settlement, Change] | None:
    """The end of a hold that the books have forgotten, as if it had been there; None where the
    receipt is of another one, or the account does not cover it any more."""
    copy, payer = retold.copy, retold.payer
    if copy is None or payer is None or not receipts.fits_hold(receipt, copy):
        return None
    assert copy.amount is not None, "what holds has an amount"
    if not _is_of_notes_of(copy, atm):
        return None
    is_in_doubt = receipt.outcome is TxnOutcome.SUSPECT
    wanted = copy.amount if is_in_doubt else atm.money(receipts.presented_minor(receipt, atm))
    if payer.balance.currency != wanted.currency:
        return None
    if payer.available < wanted:
        return (Settlement(SettleResult.LEVELLING), NOTHING) if retold.is_patient else None
    answer, change = _end_of_hold(copy, atm, receipt)
    held = (HeldChange(payer.account_id, copy.amount),) if is_in_doubt else ()
    return answer, replace(change, held=held)


def _is_of_notes_of(copy: Transaction, atm: Atm) -> bool:
    """Whether the ATM, as it is in the books now, gives the notes that were granted then."""
    return all(atm.denomination(each.canister) == each.denomination for each in copy.grants) and (
        copy.amount is not None and copy.amount.currency == atm.currency
    )


def _visit_over(found: Transaction, receipt: Record) -> EndedVisit | None:
    """Notes are picked only after the card went out; without any, its visit may go on."""
    if found.card_id is None or not receipts.picked_notes(receipt):
        return None
    return EndedVisit(found.card_id, found.atm_id)


def _unheld(found: Transaction, atm: Atm, receipt: Record) -> tuple[Settlement, Change]:
    """A receipt for a txid without a hold: never made, refused, declined, voided, or lost."""
    if found.operation is Operation.DEPOSIT or found.state in DEPOSITING:
        # No HSM opens anything for an envelope, and what waits for people must not end by this.
        return _alarm(SettleResult.RECEIPT_INVALID, WorkKind.RECEIPT_INVALID, found.txid, atm)
    is_void = receipt.outcome is TxnOutcome.VOID
    if not is_void:
        return _suspense(found, atm, receipt)
    work: tuple[WorkItem, ...] = ()
    moved = None
    if receipts.picked_notes(receipt):
        # A test of the technician, or notes that went to the bin of a hold never made.
        moved = receipts.with_counters(atm, receipt, exactly=True)
        work = (WorkItem(WorkKind.COUNTERS_MOVED, atm.atm_id, found.txid, "picked without hold"),)
    state = TransactionState.VOID if found.state is TransactionState.IN_WORK else found.state
    return _answer(
        found, state, SettlementState.VOID, atm.money(0), receipt, Change(atm=moved, work=work)
    )


def _suspense(found: Transaction, atm: Atm, receipt: Record) -> tuple[Settlement, Change]:
    """Notes came out, or may have, and nobody's money was reserved for them."""
    gone = atm.money(receipts.uncovered_minor(receipt, atm))
    moved = receipts.with_counters(atm, receipt, exactly=False)
    moved = replace(
        moved,
        num_dispensed_bills=moved.num_dispensed_bills + receipts.presented_notes(receipt),
    )
    # What may lie in the safe stays in the ATM's cash, and in dispute, until people have counted.
    is_counted_first = receipt.outcome in disputes.OF_NO_HOLD and gone.is_payable
    cash = internal_account_id(AccountKind.CASH, gone.currency, atm.atm_id)
    dispute = internal_account_id(AccountKind.DISPUTE, gone.currency)
    posting = transfer(
        PostingKind.SUSPENSE,
        found.txid,
        internal_account_id(AccountKind.SUSPENSE, gone.currency),
        dispute if is_counted_first else cash,
        gone,
    )
    count = WorkItem(WorkKind.DISPUTE, atm.atm_id, found.txid, "count the notes without a hold")
    late = taken_back_too_much(found, atm, receipt)
    change = Change(
        atm=moved,
        postings=(*late, *((posting,) if gone.is_payable else ())),
        work=(
            WorkItem(WorkKind.SUSPENSE, atm.atm_id, found.txid, "notes without a hold"),
            *((count,) if is_counted_first else ()),
        ),
    )
    return _answer(
        found, TransactionState.SUSPENSE, SettlementState.SUSPENSE, gone, receipt, change
    )


def _after_people(found: Transaction, atm: Atm, receipt: Record) -> tuple[Settlement, Change]:
    """The receipt of an old hold that two people have settled meanwhile: evidence, not money."""
    assert found.captured is not None, "people counted before a receipt came"
    said = atm.money(receipts.presented_minor(receipt, atm))
    item = WorkItem(
        WorkKind.SETTLED_DIFFERENTLY, atm.atm_id, found.txid, "people counted otherwise"
    )
    moved = receipts.with_counters(atm, receipt, exactly=False)
    by_this = {
        after.canister
        for before, after in zip(atm.canisters, moved.canisters, strict=True)
        if after.next > before.next
    }
    change = Change(
        atm=attested.with_receipt_after_count(moved, found.grants, receipt, by_this),
        work=() if said == found.captured else (item,),
    )
    answer = SettlementState.CAPTURED if found.captured.is_payable else SettlementState.VOID
    return _answer(found, found.state, answer, found.captured, receipt, change)


def _answer(
    found: Transaction,
    state: TransactionState,
    answer: SettlementState,
    amount: Money,
    receipt: Record,
    change: Change,
) -> tuple[Settlement, Change]:
    ended = replace(
        found, state=state, settled=answer, captured=amount, receipt=receipt.encode().hex()
    )
    return Settlement(SettleResult.SETTLED, answer, amount), replace(change, transaction=ended)


def _alarm(result: SettleResult, kind: WorkKind, txid: str, atm: Atm) -> tuple[Settlement, Change]:
    return Settlement(result), Change(atm=atm, work=(WorkItem(kind, atm.atm_id, txid),))


def _forgotten(txid: str, atm: Atm, boot_id: str, now_ms: int, retold: Retold) -> Transaction:
    """What the books do not know: with the terms of its copy, so that people see whose it was."""
    if retold.copy is None:
        return _tombstone(txid, atm.atm_id, boot_id, now_ms)
    return replace(retold.copy, state=TransactionState.IN_WORK, account_id=None, grants=())


def _tombstone(txid: str, atm_id: str, boot_id: str, now_ms: int) -> Transaction:
    """The start of a txid that nobody authorised; its state is set by who asked for it."""
    return Transaction(txid, atm_id, TransactionState.IN_WORK, boot_id, now_ms)
