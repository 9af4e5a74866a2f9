"""What a filling of canisters does to the bank's counters and cash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bank_server.contract.cash_loads import CountDifference, OperatorCount
from bank_server.domain import attested
from bank_server.domain.changes import NOTHING, Change
from bank_server.domain.ledger import AccountKind, PostingKind, internal_account_id, transfer
from bank_server.domain.people import WorkItem, WorkKind
from bank_server.domain.terminals import Atm, CanisterBook
from bank_server.domain.transactions import Transaction
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine


def is_load_of(record: Record, atm: Atm) -> bool:
    """Whether this is a LOAD record of one canister, or a STATUS record, of this ATM's HSM."""
    if str(record.hsm) != atm.atm_id:
        return False
    # A canister more than the bank knows may be fitted, as long as it was never loaded.
    if any(line.load and atm.denomination(line.canister) is None for line in record.lines):
        return False
    loaded = [line for line in record.lines if LineFlag.LOADED in line.flags]
    if record.kind is RecordKind.LOAD:
        return len(loaded) == 1 and loaded[0].next == 0 and loaded[0].load > 0
    return record.kind is RecordKind.STATUS


def load(atm: Atm, record: Record, resolved: Sequence[Transaction] = ()) -> Change:
    """The ATM after one record, with the entry for the notes and what does not add up.

    A LOAD record moves its own canister; a STATUS record moves each canister whose load is
    greater than the bank's while no note of it has been used. Older loads move nothing.

    resolved: the ATM's RESOLVED transactions without a receipt; the record may be the first to
        tell the notes of one.
    """
    change = NOTHING
    for line in record.lines:
        is_ours = record.kind is RecordKind.STATUS or LineFlag.LOADED in line.flags
        book = next((book for book in atm.canisters if book.canister == line.canister), None)
        if book is None or not is_ours:
            continue
        if line.load > book.load and line.next == 0:
            change = _joined(change, _loaded(change.atm or atm, book, line, record, resolved))
        elif record.kind is RecordKind.LOAD and _is_another(book, line, record):
            item = _differs(atm, record, "two records of one load")
            change = _joined(change, Change(work=(item,)))
    return change


def differences(
    records: Sequence[Record], operator: Sequence[OperatorCount]
) -> tuple[CountDifference, ...]:
    """Where people counted otherwise than the HSM recorded; the last record of a canister wins."""
    recorded = {
        line.canister: line.left
        for record in records
        for line in record.lines
        if record.kind is RecordKind.STATUS or LineFlag.LOADED in line.flags
    }
    return tuple(
        CountDifference(
            canister=said.canister, operator=said.count, recorded=recorded[said.canister]
        )
        for said in operator
        if said.canister in recorded and said.count != recorded[said.canister]
    )


def _loaded(
    atm: Atm,
    book: CanisterBook,
    line: RecordLine,
    record: Record,
    resolved: Sequence[Transaction],
) -> Change:
    """The former load goes back to the vault by the bank's book, the new one comes from it.

    What people counted as paid is not in the canister any more, whoever tells the bank of it.
    """
    is_load = record.kind is RecordKind.LOAD
    told = next((one for one in resolved if attested.allows(one, book, line.picked)), None)
    former = book if told is None or not is_load else attested.taken_over(told, book, line.picked)
    after = CanisterBook(
        canister=book.canister,
        denomination=book.denomination,
        load=line.load,
        next=0,
        left=line.left,
        rejected=0,
        load_id=record.txid.hex() if is_load else None,
    )
    moved = replace(
        atm,
        canisters=tuple(after if one.canister == book.canister else one for one in atm.canisters),
    )
    value = atm.money((line.left - former.inside) * book.denomination)
    posting = transfer(
        PostingKind.CASH_LOAD,
        record.txid.hex(),
        internal_account_id(AccountKind.CASH, atm.currency, atm.atm_id),
        internal_account_id(AccountKind.OPENING, atm.currency),
        value,
    )
    work: tuple[WorkItem, ...] = ()
    if line.load != book.load + 1:
        work = (_differs(atm, record, "a load is missing"),)
    elif is_load and not _adds_up(book, former, line):
        work = (_differs(atm, record, "the former load does not add up"),)
    elif is_load and told is not None:
        note = "taken from the next LOAD record"
        work = (WorkItem(WorkKind.COUNTERS_MOVED, atm.atm_id, told.txid, note),)
    return Change(atm=moved, postings=(posting,) if value.minor else (), work=work)


def _adds_up(book: CanisterBook, former: CanisterBook, line: RecordLine) -> bool:
    """Whether the HSM's totals of the former load are the bank's; former: as people counted.

    What they did not count as paid lies in a bin; the HSM says of which notes it knows the bin.
    """
    is_known = book.rejected <= line.rejected <= former.rejected
    return line.picked == former.next and is_known and not former.counted_out


def _is_another(book: CanisterBook, line: RecordLine, record: Record) -> bool:
    is_same_load = line.load == book.load
    return is_same_load and book.load_id not in {None, record.txid.hex()}


def _differs(atm: Atm, record: Record, note: str) -> WorkItem:
    return WorkItem(WorkKind.LOAD_DIFFERS, atm.atm_id, record.txid.hex(), note)


def _joined(before: Change, after: Change) -> Change:
    return Change(
        atm=after.atm or before.atm,
        postings=before.postings + after.postings,
        work=before.work + after.work,
    )
