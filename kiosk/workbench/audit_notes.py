"""Compares three witnesses: the bank's counters, the HSM's, and the notes themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from hardware.crypto.record import TxnOutcome
from hardware.emulators.hsm_state import Canister, HsmState, Stage
from kiosk.workbench.audit_books import Books, CanisterRow

Matter = Mapping[str, Mapping[int, int]]


def note_findings(books: Books, hsm: HsmState, matter: Matter) -> Iterator[str]:
    """What the books say otherwise than the HSM, or the HSM otherwise than the notes."""
    yield from _last_transaction(books, hsm, matter)
    moved = _Moved(books)
    for book in books.canisters:
        number = book.canister
        counters = hsm.canisters.get(number, Canister())
        yield from _counters(book, counters)
        yield from _loaded(number, counters, moved.presented_of_load[number, book.load])
        yield from _matter(number, counters, matter, moved)
    yield from _totals(books, moved.presented.total())


def _last_transaction(books: Books, hsm: HsmState, matter: Matter) -> Iterator[str]:
    cur = hsm.cur
    if cur is None:
        return
    if cur.stage is not Stage.FINAL:
        yield f"unfinished: the HSM's transaction is {cur.stage.value}"
    elif matter["transport"] or matter["stack"]:
        yield "notes: some lie on the transport or in the shutter after the end"
    known = next((found for found in books.transactions if found.txid == cur.txid.hex()), None)
    if cur.picked and (known is None or known.receipt is None):
        yield "receipt: the HSM's last transaction has no receipt in the bank"
    elif known is not None and known.receipt is not None and known.receipt.encode() != cur.frozen:
        yield "receipt: the bank's differs from the HSM's own"


class _Moved:
    """Notes by canister, as all receipts together attest them.

    presented_of_load: by canister and load.
    retracted: all that were presented in transactions whose cash was not taken.
    """

    def __init__(self, books: Books) -> None:
        self.presented_of_load: Counter[tuple[int, int]] = Counter()
        self.presented: Counter[int] = Counter()
        self.retracted: Counter[int] = Counter()
        self.rejected: Counter[int] = Counter()
        for found in books.transactions:
            if found.receipt is None:
                continue
            is_taken = found.receipt.outcome is TxnOutcome.TAKEN
            for line in found.receipt.lines:
                self.presented_of_load[line.canister, line.load] += line.presented
                self.presented[line.canister] += line.presented
                self.retracted[line.canister] += 0 if is_taken else line.presented
                self.rejected[line.canister] += line.rejected


def _counters(book: CanisterRow, hsm: Canister) -> Iterator[str]:
    theirs = (hsm.load, hsm.next, hsm.left, hsm.rejected_total)
    if (book.load, book.next, book.left, book.rejected) != theirs:
        yield (
            f"counters: canister {book.canister}: the bank has load {book.load}, next {book.next}, "
            f"left {book.left}, rejected {book.rejected}; the HSM has load {hsm.load}, "
            f"next {hsm.next}, left {hsm.left}, rejected {hsm.rejected_total}"
        )


def _loaded(number: int, hsm: Canister, presented: int) -> Iterator[str]:
    """Loaded = left + presented + rejected. The HSM numbers a load's notes from 0."""
    loaded = hsm.next + hsm.left
    if loaded != hsm.left + presented + hsm.rejected_total:
        yield (
            f"notes: canister {number}: {loaded} loaded, but {hsm.left} left, "
            f"{presented} presented and {hsm.rejected_total} rejected"
        )


def _matter(number: int, hsm: Canister, matter: Matter, moved: _Moved) -> Iterator[str]:
    """Where the notes are. Once a technician has taken some out, the bins prove nothing."""
    left = matter["canisters"].get(number, 0)
    if left != hsm.left:
        yield f"notes: canister {number}: {left} lie in it, the HSM believes {hsm.left}"
    out = matter["customer"].get(number, 0) + matter["retract_bin"].get(number, 0)
    binned = matter["reject_bin"].get(number, 0)
    were_bins_emptied = matter["technician"].get(number, 0) > 0
    if out != moved.presented[number] and not (were_bins_emptied and moved.retracted[number]):
        yield f"notes: canister {number}: {out} came out, receipts say {moved.presented[number]}"
    if binned != moved.rejected[number] and not were_bins_emptied:
        yield (
            f"notes: canister {number}: {binned} in the reject bin, "
            f"receipts say {moved.rejected[number]}"
        )


def _totals(books: Books, presented: int) -> Iterator[str]:
    dispensed = sum(atm.num_dispensed_bills for atm in books.atms)
    if dispensed != presented:
        yield f"counters: the bank counts {dispensed} notes dispensed, receipts say {presented}"
