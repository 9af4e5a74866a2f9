"""Adds a journal up: notes by canister and load, and for each debit its dispense or release.

Reads what the safe's own records say, one after the other, and compares them with what the journal
says beside them. Keeps only what is still open in mind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from hardware.crypto.record import (
    NOT_COUNTED,
    LineFlag,
    Record,
    RecordInvalid,
    RecordKind,
    RecordLine,
    TxnOutcome,
)
from kiosk.journal_tools.choosing import amount_of
from kiosk.journal_tools.lines import Fields, Line, LineBad, number_of, text_of

PROBLEMS_MAX: Final = 1_000
_OUT: Final = (TxnOutcome.TAKEN, TxnOutcome.RETRACTED)


@dataclass(slots=True)
class Load:
    """One filling of one canister.

    Attributes:
        loaded: None if it was filled before this journal begins.
        left: as the safe counts; None before its first word.
        presented: crossed the shutter; retracted, not_counted: of these, came back.
        counted: by whoever loaded it.
    """

    canister: int
    number: int
    loaded: int | None = None
    left: int | None = None
    picked: int = 0
    rejected: int = 0
    presented: int = 0
    retracted: int = 0
    not_counted: int = 0
    counted: int | None = None


@dataclass(slots=True)
class Affair:
    """A transaction or cash load that has no DONE yet.

    Attributes:
        final: the safe's last record of it.
        presented: by canister, as CASH_PRESENTED says.
        settled: what the bank says it has booked, and how much.
    """

    key: str
    seq: int
    what: str = ""
    is_commanded: bool = False
    is_load: bool = False
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
    """

    loads: list[Load] = field(default_factory=list)
    open: list[Affair] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    transactions: int = 0


def reconcile(lines: Iterable[Line]) -> Books:
    """Raises LineBad for an entry about money that cannot be read."""
    adding = _Adding()
    for line in lines:
        try:
            adding.take(line)
        except (LineBad, RecordInvalid, ValueError) as error:
            raise LineBad(f"seq {line.seq}: {error}") from None
    adding.books.open = list(adding.affairs.values())
    return adding.books


class _Adding:
    def __init__(self) -> None:
        self.books = Books()
        self.affairs: dict[str, Affair] = {}
        self._now: dict[int, Load] = {}
        self._worth: dict[int, int] = {}

    def take(self, line: Line) -> None:
        match line.ev:
            case "INTENT":
                self._affair(line).what = text_of(line.d, "operation")
                self._learn_worth(line.d)
            case "CMD":
                self._affair(line).is_commanded = True
            case "CASH_PRESENTED":
                self._affair(line).presented = _counts(line.d)
                self._learn_worth(line.d)
            case "RES":
                self._final(line)
            case "SETTLEMENT_CONFIRMED":
                affair = self._affair(line)
                affair.settled = text_of(line.d, "state")
                affair.settled_minor = amount_of(line.d) or 0
            case "LOADING":
                affair = Affair(text_of(line.d, "load_id"), line.seq, "load", is_load=True)
                self.affairs[affair.key] = affair
            case "LOADED":
                self._loaded(line)
            case "CASH_ADDED":
                self._added(line)
            case "DONE":
                self._done(line)

    # --- notes

    def _final(self, line: Line) -> None:
        record = Record.parse(bytes.fromhex(text_of(line.d, "record")))
        affair = self._affair(line)
        if record.kind is not RecordKind.FINAL or record.txid.hex() != affair.key:
            self._wrong(line, "the record is not this transaction's last")
            return
        if affair.final is not None:
            if affair.final != record:
                self._wrong(line, "two different records of one transaction")
            return
        affair.final = record
        for each in record.lines:
            if each.load:
                self._moved(line, record, each)
        if record.outcome is TxnOutcome.SUSPECT:
            self.books.doubtful.append(f"seq {line.seq}: {affair.key}")

    def _moved(self, line: Line, record: Record, moved: RecordLine) -> None:
        load = self._now.get(moved.canister)
        if load is None or load.number != moved.load:
            if load is not None and load.loaded is not None and moved.load < load.number:
                self._wrong(line, f"canister {moved.canister} goes back to load {moved.load}")
            load = self._new_load(Load(moved.canister, moved.load))
        elif load.left is not None and moved.left != load.left - moved.picked:
            gone = load.left - moved.picked - moved.left
            what = f"canister {moved.canister}, load {moved.load}"
            self._wrong(line, f"{what}: {gone:+} notes went without a transaction of this journal")
        load.left = moved.left
        load.picked += moved.picked
        load.rejected += moved.rejected
        load.presented += moved.presented
        is_sure = not moved.flags & LineFlag.NOTES_UNKNOWN
        if record.outcome in _OUT and is_sure and moved.presented != moved.picked - moved.rejected:
            self._wrong(line, f"canister {moved.canister}: picked notes are neither out nor binned")
        if record.outcome is TxnOutcome.VOID and moved.presented:
            self._wrong(line, f"canister {moved.canister}: notes came out, and it says void")
        if record.outcome is TxnOutcome.RETRACTED:
            if moved.retracted == NOT_COUNTED:
                load.not_counted += moved.presented
            else:
                load.retracted += moved.retracted

    def _loaded(self, line: Line) -> None:
        record = Record.parse(bytes.fromhex(text_of(line.d, "record")))
        for each in record.lines:
            if not each.flags & LineFlag.LOADED:
                continue
            former = self._now.get(each.canister)
            if former is not None and (former.number, each.load) == (each.load, former.number):
                return  # the same LOADED again, after a restart
            if former is not None and former.loaded is not None and former.number == each.load - 1:
                told, ours = (each.picked, each.rejected), (former.picked, former.rejected)
                if told != ours:
                    what = f"canister {each.canister}, load {former.number}"
                    why = f"the safe closes it with {told[0]} picked and {told[1]} rejected"
                    self._wrong(line, f"{what}: {why}, the journal has {ours[0]} and {ours[1]}")
            self._new_load(Load(each.canister, each.load, loaded=each.left, left=each.left))

    def _new_load(self, load: Load) -> Load:
        self._now[load.canister] = load
        self.books.loads.append(load)
        return load

    def _added(self, line: Line) -> None:
        """What people counted into a canister is what the safe says was loaded."""
        load = self._now.get(number_of(line.d, "canister"))
        if load is not None:
            load.counted = number_of(line.d, "count")
            if load.loaded is not None and load.counted != load.loaded:
                what = f"canister {load.canister}, load {load.number}"
                self._wrong(line, f"{what}: {load.counted} counted, and {load.loaded} loaded")

    # --- money

    def _done(self, line: Line) -> None:
        affair = self.affairs.pop(text_of(line.d, "txid"), None)
        self.books.transactions += 1
        if affair is None or affair.is_load or affair.what == "pin-change":
            return
        state = text_of(line.d, "state")
        final = affair.final
        if final is None:
            if affair.is_commanded and state != "done":
                self._wrong(line, "notes were ordered, and no record tells what became of them")
            if affair.settled == "captured":
                self._wrong(line, "debited, and no record says that notes came out")
            return
        if state not in (final.outcome.name.lower(), "done"):
            self._wrong(line, f"closed as {state}, and the record says {final.outcome.name}")
        out = {each.canister: each.presented for each in final.lines if each.presented}
        if affair.presented is not None and final.outcome in _OUT and affair.presented != out:
            self._wrong(line, "other notes were presented than its record says")
        self._debit(line, affair, final, out)

    def _debit(self, line: Line, affair: Affair, final: Record, out: dict[int, int]) -> None:
        """Notes that came out are debited, and nothing else is."""
        match affair.settled:
            case "captured" if not out:
                self._wrong(line, "debited, and no notes came out")
            case "captured" if all(canister in self._worth for canister in out):
                worth = sum(self._worth[canister] * count for canister, count in out.items())
                if worth != affair.settled_minor:
                    what = f"{affair.settled_minor} is debited"
                    self._wrong(line, f"{what}, and notes worth {worth} came out")
            case "void" if out:
                self._wrong(line, "notes came out, and nothing was debited")
            case "suspense":
                self._wrong(line, "notes came out that nobody's account pays for")
            case "" if final.outcome in _OUT:
                self._wrong(line, "closed without the bank's word about the money")

    # --- what they share

    def _affair(self, line: Line) -> Affair:
        key = text_of(line.d, "txid")
        found = self.affairs.get(key)
        if found is None:
            found = self.affairs[key] = Affair(key, line.seq, "withdrawal")
        return found

    def _learn_worth(self, d: Fields) -> None:
        """What a note of a canister is worth, where only one canister pays."""
        counts, minor = _counts(d), amount_of(d)
        if len(counts) == 1 and minor is not None:
            ((canister, count),) = counts.items()
            if count and minor % count == 0:
                self._worth.setdefault(canister, minor // count)

    def _wrong(self, line: Line, what: str) -> None:
        if len(self.books.problems) < PROBLEMS_MAX:
            self.books.problems.append(f"seq {line.seq}: {what}")


def _counts(d: Fields) -> dict[int, int]:
    lines = d.get("lines")
    found: dict[int, int] = {}
    for line in lines if isinstance(lines, list) else []:
        if isinstance(line, dict):
            found[number_of(line, "canister")] = number_of(line, "count")
    return found
