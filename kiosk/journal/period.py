"""What the journal tells of the notes since the last close of balancing, and of that close.

It reads backwards to the file with the last close, or with an older one that is asked for, and from
there on forwards, one file at a time. So what it takes is the time since that close, and never the
whole journal's. Only lines that tell of notes are looked into.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from hardware.crypto.record import LineFlag, Record, RecordInvalid, RecordKind, TxnOutcome
from hardware.crypto.voucher import TICKET_SIZE
from kiosk.domain.maintenance import note_flow
from kiosk.domain.maintenance.balancing import (
    Doubt,
    Envelopes,
    Period,
    PickFault,
    Removal,
    with_removal,
)
from kiosk.domain.maintenance.note_flow import Bin, Flow
from kiosk.domain.maintenance.unmet_bins import NOT_KNOWN, UnmetBins
from kiosk.journal.disk import Disk
from kiosk.journal.entry import StoredEntry
from kiosk.journal.errors import JournalBroken
from kiosk.journal.event_base import CanisterBalance, Event, EventInvalid, NoteCount, decode_event
from kiosk.journal.events_balance import BalanceClose, BalanceTold
from kiosk.journal.events_canisters import BinsEmptied, CassetteSwapped
from kiosk.journal.events_deposit import DepositInserted
from kiosk.journal.events_journal import JournalOpen
from kiosk.journal.events_machine import KeyLoaded
from kiosk.journal.events_money import Cmd, Loaded, Loading, Res
from kiosk.journal.events_supplies import EnvelopesRemoved
from kiosk.journal.files import journal_files
from kiosk.journal.line import decode

KEPT_MAX: Final = 24  # of doubtful transactions and faults, the newest
OPEN_MAX: Final = 64  # transactions and loads between their beginning and their record
REJECT: Final = "reject"
NO_TICKET: Final = bytes(TICKET_SIZE)  # of a test, which no voucher allowed

V = TypeVar("V")

_KINDS: Final[Mapping[str, type[Event]]] = {
    kind.CODE: kind
    for kind in (
        *(
            BalanceClose,
            BalanceTold,
            BinsEmptied,
            CassetteSwapped,
            Cmd,
            DepositInserted,
            EnvelopesRemoved,
        ),
        *(JournalOpen, KeyLoaded, Loaded, Loading, Res),
    )
}
# A quote inside a text is written \", so these bytes appear as a line's own key or not at all.
_MARK: Final = re.compile(b'"ev":"(?:' + "|".join(sorted(_KINDS)).encode() + b')"')
_CLOSE_MARK: Final = f'"ev":"{BalanceClose.CODE}"'.encode()


@dataclass(frozen=True, slots=True)
class LastClose:
    """The entry of the last close: what it says, and what the paper bears of it."""

    event: BalanceClose
    seq: int
    h: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class SinceClose:
    """
    Attributes:
        last: None where nobody has ever closed, or the entry is deleted. told: the bank's answer.
    """

    period: Period
    last: LastClose | None
    told: BalanceTold | None = None


def read_period(disk: Disk, since: bytes | None = None) -> SinceClose:
    """since: an older close that the period is to begin with, or empty: with the journal; None:
    with the last one, as where this one is not there.

    Raises JournalBroken for an entry about notes that cannot be read; OSError."""
    return followed(_entries(disk, since), since)


def followed(entries: Iterable[StoredEntry], since: bytes | None = None) -> SinceClose:
    """entries: oldest first; others than those that tell of notes may be missing."""
    following = _Following(since)
    for entry in entries:
        kind = _KINDS.get(entry.ev)
        if kind is None:
            continue
        try:
            following.take(entry, decode_event(kind, entry.d))
        except (EventInvalid, RecordInvalid) as error:
            raise JournalBroken(f"seq {entry.seq}: {error}") from None
    return following.found()


def _entries(disk: Disk, since: bytes | None) -> Iterator[StoredEntry]:
    files = [str(file) for file in journal_files(disk)]
    for file in files[_first(files, disk, since) :]:
        raw = disk.read(file)
        for mark in _MARK.finditer(raw):
            start = raw.rfind(b"\n", 0, mark.start()) + 1
            try:
                yield decode(raw[start : raw.find(b"\n", mark.end()) + 1])
            except JournalBroken as error:
                raise JournalBroken(f"{file} byte {start}: {error}") from None


def _first(files: Sequence[str], disk: Disk, since: bytes | None) -> int:
    """Which of them has the close that the period begins with."""
    if since == b"":
        return 0
    marks = [_CLOSE_MARK]
    if since is not None:
        marks.insert(0, f'"close_id":"{since.hex()}"'.encode())
    for mark in marks:
        for at in range(len(files) - 1, -1, -1):
            if mark in disk.read(files[at]):
                return at
    return 0


@dataclass(frozen=True, slots=True)
class _Before:
    """A canister before it is loaded: notes that people found in it, and that the HSM had."""

    found: int | None = None
    expected: int | None = None

    def with_later(self, found: int | None, expected: int | None) -> _Before:
        return _Before(
            self.found if found is None else found,
            self.expected if expected is None else expected,
        )


class _Following:
    """Takes one entry after the other; what is kept has a bound, however long the period is."""

    def __init__(self, since: bytes | None) -> None:
        """since: after this close, or from the first entry on if it is empty, no other ends the
        period."""
        self._wanted = since
        self._since = b""
        self._is_begun = False
        self._is_cut = False
        self._since_ms = 0
        self._last: LastClose | None = None
        self._told: BalanceTold | None = None
        self._flows: dict[int, Flow] = {}
        self._unmet = UnmetBins()
        self._envelopes = Envelopes()
        self._doubts: deque[Doubt] = deque(maxlen=KEPT_MAX)
        self._faults: deque[PickFault] = deque(maxlen=KEPT_MAX)
        self._removals: tuple[Removal, ...] = ()
        self._ordered: dict[bytes, tuple[NoteCount, ...]] = {}
        self._taken_out: dict[int, _Before] = {}  # until the next LOADING of the canister
        self._before: dict[bytes, _Before] = {}
        self._newest_txid = b""

    def found(self) -> SinceClose:
        last = self._last
        period = Period(
            number=1 if last is None else last.event.number + 1,
            since=self._since,
            since_ms=self._since_ms,
            is_cut=self._is_cut,
            unmet=self._unmet,
            flows=tuple(self._flows[number] for number in sorted(self._flows)),
            doubts=tuple(self._doubts),
            faults=tuple(self._faults),
            removals=self._removals,
            envelopes=self._envelopes,
        )
        return SinceClose(period, last, self._told)

    def take(self, entry: StoredEntry, event: Event) -> None:
        if not self._is_begun:
            self._is_begun, self._since_ms = True, entry.t
            self._is_cut = entry.seq > 1 + (event.lost if isinstance(event, JournalOpen) else 0)
            if self._is_cut:
                self._unmet = NOT_KNOWN
        match event:
            case BalanceClose():
                self._closed(entry, event)
            case BalanceTold():
                is_of_last = self._last is not None and event.number == self._last.event.number
                self._told = event if is_of_last else self._told
            case Cmd(txid=txid, lines=lines):
                _keep(self._ordered, txid, lines)
            case Res(txid=txid, record=raw):
                self._ended(entry.t, txid, Record.parse(raw))
            case CassetteSwapped(canister=canister, count=count, expected=expected):
                self._taken_out[canister] = _Before(count, expected)
            case Loading(load_id=load_id, canister=canister, found=found, expected=expected):
                taken_out = self._taken_out.pop(canister, _Before())
                _keep(self._before, load_id, taken_out.with_later(found, expected))
            case Loaded(load_id=load_id, record=raw):
                self._filled(self._before.pop(load_id, _Before()), Record.parse(raw))
            case BinsEmptied():
                self._emptied(event)
            case KeyLoaded(device="hsm"):
                self._each(note_flow.with_another_hsm)
            case DepositInserted(envelope=number):
                self._envelopes = self._envelopes.with_one(number)
            case EnvelopesRemoved(count=count):
                self._envelopes = self._envelopes.with_counted(count)

    # --- what moves notes

    def _ended(self, at_ms: int, txid: bytes, record: Record) -> None:
        ordered = self._ordered.pop(txid, ())
        if record.kind is not RecordKind.FINAL or txid == self._newest_txid:
            return  # the same record again, after a restart
        self._newest_txid = txid
        is_test = record.ticket == NO_TICKET
        for line in record.lines:
            if line.load:
                before = self._flows.get(line.canister)
                after = note_flow.moved(before, line, record.outcome, is_test=is_test)
                self._flows[line.canister] = self._sure_bins(before, after)
        self._note_doubt(at_ms, txid, record)
        wanted = {each.canister: each.count for each in ordered}
        for line in record.lines:
            missing = wanted.get(line.canister, 0) - (line.picked - line.rejected)
            if missing > 0 and line.flags & (LineFlag.SHORT | LineFlag.FAULT):
                self._faults.append(PickFault(txid.hex(), at_ms, line.canister, missing))

    def _note_doubt(self, at_ms: int, txid: bytes, record: Record) -> None:
        if record.outcome is not TxnOutcome.SUSPECT:
            return
        counts = {
            line.canister: line.picked - line.rejected
            for line in record.lines
            if line.flags & LineFlag.NOTES_UNKNOWN
        }
        self._doubts.append(Doubt(txid.hex(), at_ms, counts))

    def _filled(self, then: _Before, record: Record) -> None:
        for line in record.lines:
            known = before = self._flows.get(line.canister)
            if line.flags & LineFlag.LOADED:
                found = then.found
                before = known or note_flow.met_full(line, then.expected)
                after = note_flow.filled(before, line, found)
                if before is not None and after is not before and found is not None:
                    self._removed(before, found)
            elif line.load and (before is None or line.load >= before.load):
                after = note_flow.seen(before, line)
            else:
                continue
            self._flows[line.canister] = self._sure_bins(known, after)

    def _removed(self, before: Flow, found: int) -> None:
        """Of a filling that another HSM has counted this one's bank knows nothing."""
        if before.load >= 1:
            number, load, left = before.canister, before.load, before.left
            out = Removal(number, load, found, left, before.load_rejected)
            self._removals = with_removal(self._removals, out)

    def _emptied(self, bins: BinsEmptied) -> None:
        found = {each.canister: each.count for each in bins.lines}
        is_reject = bins.which == REJECT
        self._unmet = self._unmet.emptied(found, self._flows.keys(), is_reject=is_reject)
        self._each(lambda flow: _without_bin(flow, bins))

    def _each(self, change: Callable[[Flow], Flow]) -> None:
        self._flows = {number: change(flow) for number, flow in self._flows.items()}

    def _sure_bins(self, before: Flow | None, after: Flow) -> Flow:
        """Of a canister that is met for the first time after a beginning that is deleted, nobody
        knows what lies in the bins, until they are emptied."""
        return self._unmet.met(after) if before is None else after

    # --- a new period

    def _closed(self, entry: StoredEntry, close: BalanceClose) -> None:
        self._last, self._told = LastClose(close, entry.seq, entry.h, entry.t), None
        if self._since == self._wanted:
            return
        self._since = close.close_id
        self._since_ms = entry.t
        self._is_cut = False
        self._unmet = UnmetBins()
        self._flows = {line.canister: _carried(line) for line in close.lines}
        self._envelopes = Envelopes()
        self._doubts.clear()
        self._faults.clear()
        self._removals = ()


def _carried(line: CanisterBalance) -> Flow:
    """What people counted is what the next period begins with."""
    return Flow(
        line.canister,
        line.load,
        line.left,
        start=line.counted,
        load_rejected=line.load_rejected,
        reject=Bin(line.reject),
        retract=Bin(line.retract),
    )


def _without_bin(flow: Flow, bins: BinsEmptied) -> Flow:
    found = sum(each.count for each in bins.lines if each.canister == flow.canister)
    if bins.which == REJECT:
        return note_flow.with_bins(flow, flow.reject.emptied(found), flow.retract)
    return note_flow.with_bins(flow, flow.reject, flow.retract.emptied(found))


def _keep(open_: dict[bytes, V], key: bytes, value: V) -> None:
    """Of more than can be open at once the oldest are forgotten."""
    open_[key] = value
    while len(open_) > OPEN_MAX:
        del open_[next(iter(open_))]
