"""What must be in an ATM by the ledger, and how far what was told and counted is from that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bank_server.contract.balancings import (
    BalancingReply,
    BalancingRequest,
    BookedCanister,
    CountedCanister,
)
from bank_server.contract.message import Balance, SignedAmount
from bank_server.contract.money import MINOR_MAX
from bank_server.contract.operations import EnvelopeResult
from bank_server.domain import disputes
from bank_server.domain.balancings import Balancing
from bank_server.domain.ledger import Account, Entry, PostingKind
from bank_server.domain.terminals import Atm, CanisterBook
from bank_server.domain.transactions import Transaction

PAID: Final = frozenset({PostingKind.CAPTURE, PostingKind.SUSPENSE})
WORTH_MAX: Final = MINOR_MAX // 8


@dataclass(frozen=True, slots=True)
class CashTotals:
    """Of some entries of one ATM's cash account, minor units.

    What is in the ATM grew by loaded - dispensed + corrected.
    """

    dispensed: int
    loaded: int
    corrected: int

    @property
    def inside(self) -> int:
        """What is in the ATM, if these are all of its entries."""
        return self.loaded - self.dispensed + self.corrected

    def __add__(self, more: CashTotals) -> CashTotals:
        return CashTotals(
            self.dispensed + more.dispensed,
            self.loaded + more.loaded,
            self.corrected + more.corrected,
        )


NOTHING_MOVED: Final = CashTotals(0, 0, 0)


@dataclass(frozen=True, slots=True)
class AtmBooks:
    """What the bank has of one ATM at this moment.

    Attributes:
        cash: its cash account.
        entries: of that account, after the last close.
        open: its transactions that are held, in doubt, in dispute or in suspense.
        pending: how many of its deposits wait for people.
        envelopes: its transactions whose envelope has a number that was asked about.
    """

    atm: Atm
    cash: Account
    entries: Sequence[Entry]
    last: Balancing | None
    open: Sequence[Transaction]
    pending: int
    envelopes: Sequence[Transaction]

    @property
    def head(self) -> int:
        if self.entries:
            return self.entries[-1].entry_id
        return 0 if self.last is None else self.last.head

    @property
    def number(self) -> int:
        return 1 if self.last is None else self.last.number + 1


def cash_totals(entries: Sequence[Entry]) -> CashTotals:
    """Each entry is in exactly one of the three sums."""
    dispensed = sum(each.amount.minor for each in entries if each.kind in PAID)
    loaded = -sum(each.amount.minor for each in entries if each.kind is PostingKind.CASH_LOAD)
    moved = -sum(each.amount.minor for each in entries)
    return CashTotals(dispensed, loaded, corrected=moved - loaded + dispensed)


def is_clear(request: BalancingRequest, atm: Atm) -> bool:
    """Whether what was told can be of this ATM, and can be added up."""
    books = {book.canister: book for book in atm.canisters}
    told = {one.canister for one in request.machine} | {one.canister for one in request.counted}
    if not told <= books.keys():
        return False
    if any(one.load > books[one.canister].load for one in request.counted):
        return False
    notes = sum(one.presented * books[one.canister].denomination for one in request.machine)
    found = sum(_notes(one) * books[one.canister].denomination for one in request.counted)
    return max(notes, found) <= WORTH_MAX


def answer(
    request: BalancingRequest, books: AtmBooks, day: str, now_ms: int, *, counters_fit: bool
) -> BalancingReply:
    """The bank's side of this moment. The request is clear."""
    atm, last, totals = books.atm, books.last, cash_totals(books.entries)
    machine = machine_minor(request, atm)
    is_comparable = request.since == (None if last is None else last.balancing_id)
    cash, uncertain = -books.cash.balance.minor, _uncertain_minor(books)
    counted = _counted_minor(request, atm)
    canisters = tuple(_booked(book) for book in atm.canisters)
    carried = off = None
    if counted is not None:
        carried = _carried_minor(request, books)
        off = _beyond(counted - carried, cash - uncertain, cash)
        off += _taken_out_minor(request, canisters)
    return BalancingReply(
        number=books.number,
        day=day,
        at_ms=now_ms,
        since=None if last is None else last.balancing_id,
        since_ms=None if last is None else last.at_ms,
        dispensed=Balance.of(atm.money(totals.dispensed)),
        loaded=SignedAmount.of(atm.money(totals.loaded)),
        corrected=SignedAmount.of(atm.money(totals.corrected)),
        cash=SignedAmount.of(atm.money(cash)),
        uncertain=Balance.of(atm.money(uncertain)),
        machine_dispensed=Balance.of(atm.money(machine)),
        host_difference=_signed(atm, totals.dispensed - machine if is_comparable else None),
        counted=None if counted is None else Balance.of(atm.money(counted)),
        carried=_signed(atm, carried),
        cash_difference=_signed(atm, off),
        open=len(books.open),
        is_held=atm.held_txid is not None,
        counters_fit=counters_fit,
        envelopes_known=sum(map(_is_accepted, books.envelopes)),
        envelopes_pending=books.pending,
        canisters=canisters,
    )


def cash_difference(request: BalancingRequest, reply: BalancingReply) -> int:
    """Worked out again from what was asked, counted and believed then. The reply says what was
    counted and what was carried."""
    assert reply.counted is not None and reply.carried is not None  # noqa: PT018  one promise
    counted, cash = reply.counted.minor - reply.carried.minor, reply.cash.minor
    off = _beyond(counted, cash - reply.uncertain.minor, cash)
    return off + _taken_out_minor(request, reply.canisters)


def _signed(atm: Atm, minor: int | None) -> SignedAmount | None:
    return None if minor is None else SignedAmount.of(atm.money(minor))


def machine_minor(request: BalancingRequest, atm: Atm) -> int:
    """What was taken; as in the ledger, where retracted notes are debited and still inside."""
    return sum(
        (one.presented - one.retracted) * (atm.denomination(one.canister) or 0)
        for one in request.machine
    )


def _uncertain_minor(books: AtmBooks) -> int:
    """What may be outside, or was taken out of a bin and is not back in the vault's books yet."""
    found = sum(book.found * book.denomination for book in books.atm.canisters)
    return found + sum(_open_minor(each) for each in books.open)


def _open_minor(each: Transaction) -> int:
    """Of a suspense that nobody has to count, the notes are gone from the books."""
    open_amount = disputes.disputed(each) if disputes.is_open(each) else None
    if each.is_holding:
        open_amount = each.amount
    return 0 if open_amount is None else open_amount.minor


def _counted_minor(request: BalancingRequest, atm: Atm) -> int | None:
    """What lies in the machine by people's count; where they counted nothing, by the books."""
    counted = {(one.canister, one.load): one for one in request.counted}
    inside = [(book, counted.get((book.canister, book.load))) for book in atm.canisters]
    if not any(said for _, said in inside):
        return None
    return sum(
        book.denomination * (max(0, book.inside) if said is None else _inside(book, said))
        for book, said in inside
    )


def _inside(book: CanisterBook, said: CountedCanister) -> int:
    """A bin of which nobody can know what must lie there is as in the books."""
    rejected = _known(said.rejected, said.expected_rejected)
    retracted = _known(said.retracted, said.expected_retracted)
    return (
        said.left
        + (book.rejected if rejected is None else rejected)
        + (book.found if retracted is None else retracted)
    )


def _known(found: int | None, expected: int | None) -> int | None:
    return None if expected is None else found


def _carried_minor(request: BalancingRequest, books: AtmBooks) -> int:
    """How much more must lie in the bins than the books have there.

    A load books the former filling's notes in the bins to the vault. People bring them there when
    they empty the bins, which may be later, or was before. Nobody knows yet whose retracted notes
    in an open dispute are: the books have them here.
    """
    counted = {(one.canister, one.load): one for one in request.counted}
    rejected = retracted = 0
    for book in books.atm.canisters:
        said = counted.get((book.canister, book.load))
        if said is not None and _known(said.rejected, said.expected_rejected) is not None:
            rejected += book.denomination * ((said.expected_rejected or 0) - book.rejected)
        if said is not None and _known(said.retracted, said.expected_retracted) is not None:
            retracted += book.denomination * (said.expected_retracted or 0)
    return rejected + max(0, retracted - _in_retract_bin_minor(books))


def _in_retract_bin_minor(books: AtmBooks) -> int:
    """By the books, at most."""
    found = sum(book.found * book.denomination for book in books.atm.canisters)
    open_amounts = [disputes.disputed(each) for each in books.open if disputes.is_open(each)]
    return found + sum(each.minor for each in open_amounts if each is not None)


def _taken_out_minor(request: BalancingRequest, canisters: Sequence[BookedCanister]) -> int:
    """How much more, or less, was in former fillings than their HSM had counted."""
    booked = {book.canister: book for book in canisters}
    return sum(
        (said.left - said.expected_left) * booked[said.canister].denomination
        for said in request.counted
        if said.load < booked[said.canister].load
    )


def _beyond(value: int, least: int, most: int) -> int:
    """How far outside; 0 inside."""
    return max(value - most, 0) + min(value - least, 0)


def _notes(said: CountedCanister) -> int:
    bins = (said.rejected, said.retracted, said.expected_rejected, said.expected_retracted)
    return said.left + said.expected_left + sum(abs(each or 0) for each in bins)


def _is_accepted(each: Transaction) -> bool:
    return each.envelope is not None and each.envelope.result is EnvelopeResult.ACCEPTED


def _booked(book: CanisterBook) -> BookedCanister:
    return BookedCanister(
        canister=book.canister,
        denomination=book.denomination,
        load=book.load,
        left=max(0, book.left - book.counted_out),
        bins=book.rejected + book.found,
    )
