"""Adds a journal up: notes by canister and load, each debit with its dispense, each envelope.

Reads what the safe's own records say, one after the other, and compares them with what the journal
says beside them. Keeps only what is still open in mind.

A journal whose oldest files were deleted begins in the middle of things. What was begun before is
judged by what is here of it; it must be of a visit that began before, or taken up by a recovery.
Whatever began later has no such excuse.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from hardware.crypto.record import Record, RecordInvalid, RecordKind, TxnOutcome
from kiosk.journal_tools.beginning import WHOLE, Beginning
from kiosk.journal_tools.bin_books import BinBooks, Emptied
from kiosk.journal_tools.choosing import amount_of
from kiosk.journal_tools.envelope_books import OPERATIONS, EnvelopeBooks, Envelopes
from kiosk.journal_tools.grammar import order_of
from kiosk.journal_tools.lines import Fields, Line, LineBad, number_of, text_of
from kiosk.journal_tools.note_counts import OUT, Load, NoteCounts

PROBLEMS_MAX: Final = 1_000
_LOAD_ENDS: Final = ("loaded", "refused")
_WITHOUT_CASH: Final = ("pin-change", *OPERATIONS)
_NOT_FOUND: Final = "none"  # by a recovery, in the journal


@dataclass(slots=True)
class Affair:
    """A transaction or cash load that has no DONE yet.

    Attributes:
        is_commanded: notes were ordered, so a record must tell of them.
        is_cut: its beginning is in a file that was deleted, and its record may be.
        load: what a cash load has filled. found: notes that people counted in it before.
        final: the safe's last record of it.
        presented: by canister, as CASH_PRESENTED says.
        settled: what the bank says it has booked, and how much.
    """

    key: str
    seq: int
    what: str = "withdrawal"
    is_commanded: bool = False
    is_load: bool = False
    is_cut: bool = False
    canister: int = 0
    load: Load | None = None
    found: int | None = None
    final: Record | None = None
    presented: dict[int, int] | None = None
    settled: str = ""
    settled_minor: int = 0


@dataclass(slots=True)
class Books:
    """What came of it.

    Attributes:
        doubtful: transactions after which people must count.
        problems: what does not add up.
        envelopes: those that the slot has taken in.
        bins: each time that people emptied one.
        cut: how many transactions and loads were begun before this journal.
    """

    beginning: Beginning
    loads: list[Load] = field(default_factory=list)
    open: list[Affair] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    envelopes: Envelopes = field(default_factory=Envelopes)
    bins: list[Emptied] = field(default_factory=list)
    transactions: int = 0
    cut: int = 0


def reconcile(lines: Iterable[Line], beginning: Beginning = WHOLE) -> Books:
    """beginning: of these lines. Raises LineBad for an entry about money that cannot be read."""
    adding = _Adding(beginning)
    for line in lines:
        try:
            adding.take(line)
        except (LineBad, RecordInvalid, ValueError) as error:
            raise LineBad(f"seq {line.seq}: {error}") from None
    adding.books.open = list(adding.affairs.values())
    return adding.books


class _Adding:
    def __init__(self, beginning: Beginning) -> None:
        self.books = Books(beginning)
        self.affairs: dict[str, Affair] = {}
        self._beginning = beginning
        self._first_visit = ""
        self._seq = beginning.seq
        self._notes = NoteCounts(self._wrong, beginning.is_cut, self.books.loads)
        self._worth: dict[int, int] = {}
        self._envelopes = EnvelopeBooks(self._wrong)
        self.books.envelopes = self._envelopes.found
        self._bins = BinBooks(self._wrong, self.books.bins, is_cut=beginning.is_cut)
        if beginning.missing:
            self._wrong(f"entries 1 to {beginning.missing} are missing, and nothing says why")

    def take(self, line: Line) -> None:
        self._seq = line.seq
        self._envelopes.take(line)
        match line.ev:
            case "VISIT_START":
                self._first_visit = self._first_visit or line.visit
            case "RECOVERY_DECISION":
                self._taken_up(line)
            case "INTENT":
                affair = self.affairs.get(text_of(line.d, "txid")) or self._begun(line, "txid")
                affair.what = text_of(line.d, "operation")
                self._learn_worth(line.d)
            case "CMD" | "CASH_STACKED":
                self._affair(line).is_commanded = True
            case "CASH_PRESENTED":
                affair = self._affair(line)
                affair.is_commanded, affair.presented = True, _counts(line.d)
                self._learn_worth(line.d)
            case "RES":
                self._final(line)
            case "CASH_TAKEN" | "CASH_RETRACTED":
                self._went_out(line)
            case "SETTLEMENT_CONFIRMED":
                affair = self._affair(line)
                affair.settled = text_of(line.d, "state")
                affair.settled_minor = amount_of(line.d) or 0
            case "LOADING":
                affair = self._begun(line, "load_id")
                affair.what, affair.is_load = "load", True
                affair.canister = number_of(line.d, "canister")
                found = line.d.get("found")
                affair.found = number_of(line.d, "found") if found is not None else None
                worth = amount_of(line.d, "denomination")
                if worth is not None:
                    self._worth[affair.canister] = worth
            case "BINS_EMPTIED":
                self._bins.take(line)
            case "JOURNAL_OPEN" if line.d.get("lost"):
                self._bins.lost()
            case "LOADED":
                self._loaded(line)
            case "CASH_ADDED":
                self._added(line)
            case "DONE":
                self._done(line)

    # --- notes

    def _final(self, line: Line) -> None:
        record = Record.parse(bytes.fromhex(text_of(line.d, "record")))
        # An INTENT need not be before it: a recovery may have found it in the safe alone.
        affair = self.affairs.get(text_of(line.d, "txid")) or self._begun(line, "txid")
        if record.kind is not RecordKind.FINAL or record.txid.hex() != affair.key:
            self._wrong("the record is not this transaction's last")
            return
        if affair.final is not None:
            if affair.final != record:
                self._wrong("two different records of one transaction")
            return
        affair.final = record
        self._notes.ended(line.seq, record)
        self._bins.ended(record)
        if record.outcome is TxnOutcome.SUSPECT:
            self.books.doubtful.append(f"seq {line.seq}: {affair.key}")

    def _went_out(self, line: Line) -> None:
        """What the entry beside RES says of the notes is what the record says."""
        final = self._affair(line).final
        if final is not None and "lines" in line.d and _counts(line.d) != _out(final):
            self._wrong(f"{line.ev} has other notes than its record")

    def _loaded(self, line: Line) -> None:
        affair = self.affairs.get(text_of(line.d, "load_id"))
        former = None if affair is None else self._notes.newest(affair.canister)
        load = self._notes.filled(line.seq, Record.parse(bytes.fromhex(text_of(line.d, "record"))))
        if affair is None:
            return
        if load is not None and former is not None and affair.found is not None:
            former.found = affair.found
        affair.load = affair.load or load

    def _added(self, line: Line) -> None:
        """Of the load that it names, or of the oldest of this canister that waits for it."""
        canister = number_of(line.d, "canister")
        named = self.affairs.get(str(line.d.get("load_id")))
        affairs = self.affairs.values() if named is None else (named,)
        waiting = (each.load for each in affairs if each.canister == canister)
        load = next((each for each in waiting if each is not None and each.counted is None), None)
        if load is None and self._beginning.is_cut:
            load = self._notes.newest(canister)  # its LOADING was cut off
            if load is not None and load.counted is not None:
                load = None
        if load is not None:
            self._notes.count(load, number_of(line.d, "count"))

    # --- money

    def _done(self, line: Line) -> None:
        self.books.transactions += 1
        state = text_of(line.d, "state")
        affair = self.affairs.pop(text_of(line.d, "txid"), None)
        if affair is None:
            if self._may_be_cut(line) or (self._beginning.is_cut and state in _LOAD_ENDS):
                self.books.cut += 1
            else:
                self._wrong("closed, and nothing here tells how it began")
            return
        if affair.is_load or affair.what in _WITHOUT_CASH:
            return
        final = affair.final
        if final is None:
            if affair.is_commanded and state != "done":
                self._wrong("notes were ordered, and no record tells what became of them")
            if affair.settled == "captured" and (affair.is_commanded or not affair.is_cut):
                self._wrong("debited, and no record says that notes came out")
            return
        if state not in (final.outcome.name.lower(), "done"):
            self._wrong(f"closed as {state}, and the record says {final.outcome.name}")
        out = _out(final)
        if affair.presented is not None and final.outcome in OUT and affair.presented != out:
            self._wrong("other notes were presented than its record says")
        self._debit(affair, final, out)

    def _debit(self, affair: Affair, final: Record, out: dict[int, int]) -> None:
        """Notes that came out are debited, and nothing else is."""
        match affair.settled:
            case "captured" if not out:
                self._wrong("debited, and no notes came out")
            case "captured" if all(canister in self._worth for canister in out):
                worth = sum(self._worth[canister] * count for canister, count in out.items())
                if worth != affair.settled_minor:
                    what = f"{affair.settled_minor} is debited"
                    self._wrong(f"{what}, and notes worth {worth} came out")
            case "void" if out:
                self._wrong("notes came out, and nothing was debited")
            case "suspense":
                self._wrong("notes came out that nobody's account pays for")
            case "" if final.outcome in OUT:
                self._wrong("closed without the bank's word about the money")

    # --- what was begun, and where

    def _begun(self, line: Line, name: str) -> Affair:
        key = text_of(line.d, name)
        found = self.affairs[key] = Affair(key, line.seq)
        return found

    def _affair(self, line: Line) -> Affair:
        """The one that this entry goes on with, where its beginning may be cut off."""
        key = text_of(line.d, "txid")
        found = self.affairs.get(key)
        if found is None:
            found = self._begun(line, "txid")
            found.is_cut = self._may_be_cut(line)
            self.books.cut += found.is_cut
        return found

    def _taken_up(self, line: Line) -> None:
        found = text_of(line.d, "found")
        if found == _NOT_FOUND or text_of(line.d, "txid") in self.affairs:
            return
        if self._beginning.is_cut:
            affair = self._begun(line, "txid")
            # If no record was there yet, it must come now.
            affair.is_cut, affair.is_commanded = found == "RES", found == "CMD"
            self.books.cut += 1
        else:
            self._wrong("taken up again, and nothing here tells how it began")

    def _may_be_cut(self, line: Line) -> bool:
        """Nobody begins in a later run, or in a visit that is here, what was begun before it all.
        What a later run takes up it says first."""
        return (
            self._beginning.is_cut
            and line.boot == self._beginning.boot
            and (not self._first_visit or order_of(line.visit) < order_of(self._first_visit))
        )

    # --- what they share

    def _learn_worth(self, d: Fields) -> None:
        """What a note of a canister is worth, where only one canister pays."""
        counts, minor = _counts(d), amount_of(d)
        if len(counts) == 1 and minor is not None:
            ((canister, count),) = counts.items()
            if count and minor % count == 0:
                self._worth.setdefault(canister, minor // count)

    def _wrong(self, what: str) -> None:
        if len(self.books.problems) < PROBLEMS_MAX:
            self.books.problems.append(f"seq {self._seq}: {what}")


def _out(final: Record) -> dict[int, int]:
    """By canister, notes that crossed the shutter."""
    return {each.canister: each.presented for each in final.lines if each.presented}


def _counts(d: Fields) -> dict[int, int]:
    lines = d.get("lines")
    found: dict[int, int] = {}
    for line in lines if isinstance(lines, list) else []:
        if isinstance(line, dict):
            found[number_of(line, "canister")] = number_of(line, "count")
    return found
