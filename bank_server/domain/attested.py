"""What the HSM's own records say of a canister, as far as the bank has stored them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from bank_server.contract.money import Money
from bank_server.domain.challenges import ChallengeTerms, OpenLine
from bank_server.domain.changes import Change
from bank_server.domain.people import WorkItem, WorkKind
from bank_server.domain.terminals import Atm, CanisterBook
from bank_server.domain.transactions import Grant, Transaction, TransactionState
from hardware.crypto.record import Record


@dataclass(frozen=True, slots=True)
class Attested:
    """The furthest that a record names. left is None where no record does."""

    load: int = 0
    next: int = 0
    left: int | None = None


class Attestations:
    """The OPEN and FINAL records of many transactions, canister by canister."""

    def __init__(self, transactions: Iterable[Transaction]) -> None:
        self._furthest: dict[tuple[str, int], Attested] = {}
        self._unproven: list[Transaction] = []
        for each in transactions:
            for opened in each.open_lines:
                self._add(each.atm_id, opened.canister, opened.load, opened.next, opened.left)
            if each.receipt is not None:
                for line in Record.parse(bytes.fromhex(each.receipt)).lines:
                    self._add(each.atm_id, line.canister, line.load, line.next, line.left)
            elif each.state is TransactionState.RESOLVED:
                self._unproven.append(each)

    def agree(self, atm: Atm) -> bool:
        """Whether the bank's counters of this ATM are those of its HSM's furthest records."""
        return all(self._agrees(atm.atm_id, book) for book in atm.canisters)

    def _agrees(self, atm_id: str, book: CanisterBook) -> bool:
        said = self._furthest.get((atm_id, book.canister), Attested())
        if said.load > book.load:
            return False
        if said.load < book.load:
            said = Attested(book.load)  # nothing of this load was used yet
        if said.next == book.next:
            return said.left in {None, book.left}
        # People have ended a hold without a receipt: the bank learns its notes from the next OPEN
        # record. It may have done so already, or a later record has come in before.
        ends = (book, replace(book, next=said.next))
        behind, ahead = sorted(ends, key=lambda each: each.next)
        mine = (each for each in self._unproven if each.atm_id == atm_id)
        return any(allows(each, behind, ahead.next) for each in mine)

    def _add(self, atm_id: str, canister: int, load: int, next_: int, left: int) -> None:
        before = self._furthest.get((atm_id, canister), Attested())
        if (load, next_) >= (before.load, before.next):
            self._furthest[atm_id, canister] = Attested(load, next_, left)


def caught_up(atm: Atm, terms: ChallengeTerms, resolved: Iterable[Transaction]) -> Change | None:
    """The bank's counters taken from a genuine OPEN record, or None if they may not be.

    Two people have ended a hold whose receipt never came, so nobody has told the bank how many
    notes left the canisters. The next OPEN record of the same load tells it, if that many notes
    were granted then. What people did not count as paid lies in the reject bin.

    resolved: the ATM's RESOLVED transactions without a receipt.
    """
    return followed(atm, terms.lines, resolved, "taken from the next OPEN record")


def followed(
    atm: Atm, told: Iterable[OpenLine], resolved: Iterable[Transaction], note: str
) -> Change | None:
    """As `caught_up`, by the lines of any genuine record. note: which it was."""
    lines = {line.canister: line for line in told}
    if not all(book.canister in lines for book in atm.canisters):
        return None
    for each in resolved:
        if all(_follows(each, book, lines[book.canister]) for book in atm.canisters):
            books = tuple(taken_over(each, b, lines[b.canister].next) for b in atm.canisters)
            item = WorkItem(WorkKind.COUNTERS_MOVED, atm.atm_id, each.txid, note)
            return Change(atm=replace(atm, canisters=books), work=(item,))
    return None


def counted(found: Transaction, presented: dict[int, int]) -> tuple[tuple[Grant, ...], Money]:
    """The grants with what two people counted as paid, and its value."""
    assert found.amount is not None, "what holds has an amount"
    grants = tuple(replace(g, counted=presented.get(g.canister, 0)) for g in found.grants)
    minor = sum((grant.counted or 0) * grant.denomination for grant in grants)
    return grants, Money(minor, found.amount.currency)


def with_found(
    atm: Atm, grants: Iterable[Grant], receipt: Record, canisters: Container[int]
) -> Atm:
    """The notes that left these canisters by the record, and that nobody was paid, as found.

    The record says which of them were rejected, and people have counted which were paid. The
    others lie in the safe, wherever they fell. Should people have counted more than left, the
    ledger follows them.
    """
    unpaid = _unpaid(grants, receipt, canisters)
    books = tuple(
        replace(
            book,
            found=book.found + max(0, unpaid.get(book.canister, 0)),
            counted_out=book.counted_out + max(0, -unpaid.get(book.canister, 0)),
        )
        for book in atm.canisters
    )
    return replace(atm, canisters=books)


def with_counted_out(atm: Atm, grants: Iterable[Grant]) -> Atm:
    """The notes that people counted as paid and no record tells of, where the bank still has them
    in the canister. Of a later load nothing is missing."""
    counted = {(g.canister, g.load, g.first): g.counted or 0 for g in grants}
    books = tuple(
        replace(
            book,
            counted_out=book.counted_out + counted.get((book.canister, book.load, book.next), 0),
        )
        for book in atm.canisters
    )
    return replace(atm, canisters=books)


def with_receipt_after_count(
    atm: Atm, grants: Sequence[Grant], receipt: Record, canisters: Container[int]
) -> Atm:
    """As `with_found`, where people counted first: the record tells now what they knew.

    atm: its counters have been moved by the receipt; canisters: which of them.
    """
    counted = {
        grant.canister: grant.counted or 0 for grant in grants if grant.canister in canisters
    }
    books = tuple(
        replace(
            book,
            counted_out=book.counted_out - min(book.counted_out, counted.get(book.canister, 0)),
        )
        for book in atm.canisters
    )
    return with_found(replace(atm, canisters=books), grants, receipt, canisters)


def _unpaid(grants: Iterable[Grant], receipt: Record, canisters: Container[int]) -> dict[int, int]:
    """Of each canister, the notes that left it, were not rejected, and were not counted as paid."""
    counted = {grant.canister: grant.counted or 0 for grant in grants}
    return {
        line.canister: line.picked - line.rejected - counted.get(line.canister, 0)
        for line in receipt.lines
        if line.canister in canisters
    }


def _follows(resolved: Transaction, book: CanisterBook, line: OpenLine) -> bool:
    if line.load != book.load:
        return False
    return line.next == book.next or allows(resolved, book, line.next)


def allows(resolved: Transaction, book: CanisterBook, next_: int) -> bool:
    """Whether the canister may stand at `next_` by what was granted where the book stands."""
    grant = _grant(resolved, book)
    return grant is not None and book.next < next_ <= grant.first + grant.count


def taken_over(resolved: Transaction, book: CanisterBook, next_: int) -> CanisterBook:
    """The canister at `next_`: what people counted as paid is gone, the rest was rejected."""
    gone = next_ - book.next
    grant = _grant(resolved, book)
    paid = 0 if grant is None else min(gone, grant.counted or 0)
    return replace(
        book,
        next=next_,
        left=max(0, book.left - gone),
        rejected=book.rejected + gone - paid,
        counted_out=book.counted_out - min(book.counted_out, paid),
    )


def _grant(resolved: Transaction, book: CanisterBook) -> Grant | None:
    """What it was granted of this canister and load, if it began where the book stands."""
    return next(
        (
            grant
            for grant in resolved.grants
            if (grant.canister, grant.load, grant.first) == (book.canister, book.load, book.next)
        ),
        None,
    )
