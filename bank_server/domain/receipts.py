"""What an HSM's FINAL record must say before it moves money or counters.

The record's MAC is verified by the caller; a genuine record can still be about another
transaction, another ticket or another time.
Source: docs/protocols.md, section 6, settlement guard.
"""

from __future__ import annotations

from dataclasses import replace

from bank_server.domain.terminals import Atm, CanisterBook
from bank_server.domain.transactions import Transaction
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome


def is_final_of(receipt: Record, txid: str, atm: Atm) -> bool:
    """Whether this is a FINAL record of this ATM's HSM about this txid, true in itself."""
    return (
        receipt.kind is RecordKind.FINAL
        and str(receipt.hsm) == atm.atm_id
        and receipt.txid.hex() == txid
        and all(_is_consistent(line, receipt.outcome) for line in receipt.lines)
        and all(
            line.picked == 0 or atm.denomination(line.canister) is not None
            for line in receipt.lines
        )
    )


def fits_hold(receipt: Record, transaction: Transaction) -> bool:
    """Whether this FINAL record is the end of this hold and of no other transaction.

    Compared with the OPEN record that the transaction keeps, because the bank's own counters may
    belong to a later load by now.
    """
    if transaction.ticket != receipt.ticket.hex():
        return False
    opened = {line.canister: line for line in transaction.open_lines}
    granted = {grant.canister: grant.count for grant in transaction.grants}
    if opened.keys() != {line.canister for line in receipt.lines}:
        return False
    return all(
        line.load == opened[line.canister].load
        and line.picked <= granted.get(line.canister, 0)
        and line.next == opened[line.canister].next + line.picked
        for line in receipt.lines
    )


def is_next(receipt: Record, atm: Atm) -> bool:
    """Whether the bank knows all that its canisters did before this record. Notes of a later load,
    or beyond the bank's next one, are for later; also where this record itself moved none, since
    the counters follow it all the same."""
    books = {book.canister: (book.load, book.next) for book in atm.canisters}
    return all(
        (line.load, line.next - line.picked) <= books.get(line.canister, (0, 0))
        for line in receipt.lines
    )


def presented_minor(receipt: Record, atm: Atm) -> int:
    """Value of the notes that crossed the shutter."""
    total = 0
    for line in receipt.lines:
        total += line.presented * (atm.denomination(line.canister) or 0)
    return total


def uncovered_minor(receipt: Record, atm: Atm) -> int:
    """Value of the notes of a txid without a hold that may be outside: presented, or unknown."""
    if receipt.outcome is not TxnOutcome.SUSPECT:
        return presented_minor(receipt, atm)
    return sum(
        (line.picked - line.rejected) * (atm.denomination(line.canister) or 0)
        for line in receipt.lines
    )


def presented_notes(receipt: Record) -> int:
    return sum(line.presented for line in receipt.lines)


def picked_notes(receipt: Record) -> int:
    return sum(line.picked for line in receipt.lines)


def with_counters(atm: Atm, receipt: Record, *, exactly: bool) -> Atm:
    """The ATM after the notes of this receipt, canister by canister of the same load.

    exactly: move only where the bank's next plus picked is the record's next. Otherwise lift to
    the record's next, never back: the notes are gone, whatever came between.
    """
    lines = {line.canister: line for line in receipt.lines}
    books = tuple(
        _moved(book, lines[book.canister], exactly=exactly) if book.canister in lines else book
        for book in atm.canisters
    )
    return replace(atm, canisters=books)


def _moved(book: CanisterBook, line: RecordLine, *, exactly: bool) -> CanisterBook:
    if book.load != line.load or line.next <= book.next:
        return book
    if exactly and book.next + line.picked != line.next:
        return book
    gone = line.next - book.next
    return replace(
        book,
        next=line.next,
        left=max(0, book.left - gone),
        rejected=book.rejected + min(line.rejected, gone),
    )


def _is_consistent(line: RecordLine, outcome: TxnOutcome) -> bool:
    accounted = line.rejected + line.presented
    if outcome is TxnOutcome.VOID and line.presented:
        return False
    if LineFlag.NOTES_UNKNOWN in line.flags:
        return accounted <= line.picked
    return accounted == line.picked
