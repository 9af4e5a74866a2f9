"""What the journal says about money that is still on its way: the start of every recovery."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from hardware.crypto.record import Record, RecordInvalid, RecordKind, TxnOutcome
from kiosk.domain import bins
from kiosk.domain.bins import BinCounts
from kiosk.domain.door_lock import LockKnown
from kiosk.journal.entry import StoredEntry
from kiosk.journal.errors import JournalBroken
from kiosk.journal.event_base import Event, EventInvalid, decode_event
from kiosk.journal.events_balance import BalanceClose, BalanceTold
from kiosk.journal.events_canisters import BinsEmptied
from kiosk.journal.events_count import CountReported, CountSet
from kiosk.journal.events_deposit import (
    DepositApproved,
    DepositFail,
    DepositInserted,
    DepositNotInserted,
)
from kiosk.journal.events_diag import NOTE_TEST, DiagStart
from kiosk.journal.events_door import DoorLocked, DoorLockFound, DoorUnlocked, WorkOrder
from kiosk.journal.events_journal import JournalOpen
from kiosk.journal.events_machine import (
    Door,
    HaltCleared,
    KeyLoaded,
    KeySwitch,
    RunNamed,
    ServiceHalted,
    SystemStart,
)
from kiosk.journal.events_money import (
    Cmd,
    DoneEvent,
    HoldCopy,
    Intent,
    Loaded,
    Loading,
    ManualReview,
    Res,
)
from kiosk.journal.replay_count import CountReplay
from kiosk.journal.replay_door import DoorReplay

TICKET_NONE: Final = bytes(16)
NOTE_TESTS_KEPT: Final = 8  # more than are allowed within the time in which they count
RUNS_KEPT: Final = 8  # as many as one heartbeat may name
SUSPECT: Final = "what left the machine is not certain"
ENTRIES_LOST: Final = "journal: entries are missing"


EnvelopeEnd = DepositInserted | DepositNotInserted | DepositFail


@dataclass(frozen=True, slots=True)
class OpenTransaction:
    """A txid that is not DONE. `intent` is None for one that was found in the HSM only.

    Attributes:
        approved, envelope: of a deposit.
        since_ms: `t` of its first entry.
        is_listed: people were told that it has had no DONE for too long.
    """

    txid: bytes
    visit: str | None
    intent: Intent | None = None
    cmd: Cmd | None = None
    res: Res | None = None
    hold_copy: HoldCopy | None = None
    approved: DepositApproved | None = None
    envelope: EnvelopeEnd | None = None
    since_ms: int = field(default=0, compare=False)
    is_listed: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class OpenLoad:
    """A cash load that the bank has not acknowledged. since_ms, is_listed: as above."""

    load_id: bytes
    loading: Loading
    loaded: Loaded | None = None
    since_ms: int = field(default=0, compare=False)
    is_listed: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class MoneyState:
    """
    Attributes:
        last_ticket: of the FINAL record stored last, for the next OPEN; 16 zeros if none.
        last_record: that record, b"" if none.
        open: in the order of their first entries, transactions and loads alike.
        halted: why a person must look before anybody is served, or empty.
        is_halt_told: SERVICE_HALTED says so; else the machine died before it could.
        is_slot_doubtful: nobody has looked at the envelopes since DEPOSIT_FAIL.
        runs: names of the last runs of the kiosk, the newest last.
        settings_hash: of the newest start, or empty.
        is_count_due: the key was off, and nobody has counted since.
        untold: the operator's count that the bank has not answered to; without a record, the HSM
            has not said what it had then.
        untold_closes: of balancing, that the bank has not answered to; oldest first.
        note_tests_ms: when the newest tests of the dispenser began.
        newest_ms: the latest time that any of these entries bears.
        bins: what lies in them, by the records that are here.
        door_lock: what the service door's lock had counted.
    """

    last_ticket: bytes = TICKET_NONE
    last_record: bytes = b""
    open: tuple[OpenTransaction | OpenLoad, ...] = ()
    halted: str = ""
    is_halt_told: bool = True
    is_slot_doubtful: bool = False
    runs: tuple[bytes, ...] = ()
    settings_hash: str = field(default="", compare=False)
    is_count_due: bool = False
    untold: tuple[CountSet, ...] = ()
    untold_closes: tuple[BalanceClose, ...] = ()
    note_tests_ms: tuple[int, ...] = field(default=(), compare=False)
    newest_ms: int = field(default=0, compare=False)
    bins: BinCounts = field(default_factory=BinCounts, compare=False)
    door_lock: LockKnown = field(default_factory=LockKnown, compare=False)


class _Replay:
    """Follows the money entries one by one; every contradiction is JournalBroken.

    is_cut: older files were deleted. What began in them may end here.
    """

    def __init__(self, *, is_cut: bool) -> None:
        self._is_cut = is_cut
        self._headless: set[bytes] = set()
        self._open: dict[bytes, OpenTransaction | OpenLoad] = {}
        self._last = MoneyState()
        self._halted = ""
        self._is_told = True
        self._is_slot_doubtful = False
        self._is_key_on = True
        self._runs: deque[bytes] = deque(maxlen=RUNS_KEPT)
        self._newest_ms = 0
        self._settings_hash = ""
        self._count = CountReplay()
        self._door = DoorReplay()
        self._closes: list[BalanceClose] = []
        self._bins = bins.UNKNOWN if is_cut else BinCounts()
        self._note_tests_ms: deque[int] = deque(maxlen=NOTE_TESTS_KEPT)

    def state(self) -> MoneyState:
        if self._headless:
            raise JournalBroken("something has no end, and its beginning was deleted")
        return replace(
            self._last,
            open=tuple(self._open.values()),
            halted=self._halted,
            is_halt_told=self._is_told,
            is_slot_doubtful=self._is_slot_doubtful,
            runs=tuple(self._runs),
            settings_hash=self._settings_hash,
            is_count_due=self._count.is_due,
            untold=self._count.untold,
            untold_closes=tuple(self._closes),
            note_tests_ms=tuple(self._note_tests_ms),
            newest_ms=self._newest_ms,
            bins=self._bins,
            door_lock=self._door.known,
        )

    def take(self, visit: str | None, event: Event, at_ms: int) -> None:
        self._newest_ms = max(self._newest_ms, at_ms)
        self._count.take(event)
        self._door.take(event)
        match event:
            case Intent(txid=txid):
                self._begin(txid, OpenTransaction(txid, visit, intent=event, since_ms=at_ms))
            case (
                Cmd(txid=key)
                | Loaded(load_id=key)
                | DepositApproved(txid=key)
                | DepositInserted(txid=key)
                | DepositNotInserted(txid=key)
                | DepositFail(txid=key)
            ) if self._began_before(key):
                self._headless.add(key)
            case Cmd(txid=txid):
                self._open[txid] = _with_cmd(self._open.get(txid), event)
            case HoldCopy(txid=txid):
                self._open[txid] = _with_copy(self._open.get(txid), event)
            case Res(txid=txid):
                is_new = not _has_res(self._open.get(txid))
                self._open[txid] = _with_res(self._open.get(txid), visit, event, at_ms)
                self._headless.discard(txid)
                final = _final(event)
                if is_new:
                    self._bins = bins.ended(self._bins, final)
                self._last = MoneyState(final.ticket, event.record)
                if final.outcome is TxnOutcome.SUSPECT:
                    # The machine may have died before it could say that it stops.
                    self._is_told = self._is_told and self._halted == SUSPECT
                    self._halted = SUSPECT
            case DepositApproved(txid=txid):
                self._open[txid] = _with_approval(self._open.get(txid), event)
            case (
                DepositInserted(txid=txid) | DepositNotInserted(txid=txid) | DepositFail(txid=txid)
            ):
                self._open[txid] = _with_envelope(self._open.get(txid), event)
                self._is_slot_doubtful |= isinstance(event, DepositFail)
            case Door(is_open=True) if not self._is_key_on:
                self._is_slot_doubtful = False
            case BinsEmptied(which=which):
                self._bins = bins.emptied(self._bins, which)
            case JournalOpen(lost=lost) if lost:
                self._halted = ENTRIES_LOST
                self._bins = bins.UNKNOWN
            case ServiceHalted(why):
                self._halted, self._is_told = why, True
            case HaltCleared():
                self._halted, self._is_told = "", True
                self._is_slot_doubtful = False
            case SystemStart(settings_hash=settings_hash):
                self._settings_hash = settings_hash
                self._is_key_on = False  # a start says so where it is on
            case KeySwitch(is_on=is_on):
                self._is_key_on = is_on
            case DiagStart(test=test) if test == NOTE_TEST:
                self._note_tests_ms.append(at_ms)
            case RunNamed(run=run):
                self._runs.append(run)
            case Loading(load_id=load_id):
                self._begin(load_id, OpenLoad(load_id, event, since_ms=at_ms))
            case Loaded(load_id=load_id):
                self._open[load_id] = _with_loaded(self._open.get(load_id), event)
            case ManualReview(txid=key) if key in self._open:
                self._open[key] = replace(self._open[key], is_listed=True)
            case BalanceClose():
                self._closes.append(event)
            case BalanceTold(number=number):
                self._closes = [each for each in self._closes if each.number != number]
            case DoneEvent(txid=txid) if self._began_before(txid):
                self._headless.discard(txid)
            case DoneEvent(txid=txid):
                if self._open.pop(txid, None) is None:
                    raise JournalBroken("DONE of something that is not open")

    def _began_before(self, key: bytes) -> bool:
        return self._is_cut and key not in self._open

    def _begin(self, key: bytes, new: OpenTransaction | OpenLoad) -> None:
        if key in self._open:
            raise JournalBroken("begun twice")
        self._open[key] = new


_KINDS: Final[dict[str, type[Event]]] = {
    kind.CODE: kind
    for kind in (
        *(Intent, HoldCopy, Cmd, Res, DoneEvent, Loading, Loaded),
        *(DepositApproved, DepositInserted, DepositNotInserted, DepositFail, Door),
        *(ServiceHalted, HaltCleared, RunNamed, SystemStart, ManualReview, JournalOpen),
        *(KeySwitch, KeyLoaded, CountSet, CountReported, BinsEmptied),
        *(BalanceClose, BalanceTold, DiagStart),
        *(DoorLockFound, DoorUnlocked, DoorLocked, WorkOrder),
    )
}


def open_money(entries: Iterable[StoredEntry]) -> MoneyState:
    """Raises JournalBroken when the entries contradict one another."""
    replay: _Replay | None = None
    for entry in entries:
        kind = _KINDS.get(entry.ev)
        try:
            event = None if kind is None else decode_event(kind, entry.d)
            replay = replay or _Replay(is_cut=_is_cut(entry.seq, event))
            if event is not None:
                replay.take(entry.visit, event, entry.t)
        except (EventInvalid, JournalBroken) as error:
            raise JournalBroken(f"seq {entry.seq}: {error}") from None
    return MoneyState() if replay is None else replay.state()


def _is_cut(first: int, event: Event | None) -> bool:
    """Whether files before this first entry of all were deleted; nothing open began in them."""
    return isinstance(event, JournalOpen) and first > 1 + event.lost


def _with_cmd(found: OpenTransaction | OpenLoad | None, cmd: Cmd) -> OpenTransaction:
    if not isinstance(found, OpenTransaction) or found.intent is None:
        raise JournalBroken("CMD without INTENT")
    if found.cmd is not None or found.res is not None:
        raise JournalBroken("CMD after CMD or RES")
    return replace(found, cmd=cmd)


def _with_copy(found: OpenTransaction | OpenLoad | None, copy: HoldCopy) -> OpenTransaction:
    if not isinstance(found, OpenTransaction) or found.intent is None:
        raise JournalBroken("HOLD_COPY without INTENT")
    return replace(found, hold_copy=copy)


def _with_approval(
    found: OpenTransaction | OpenLoad | None, approved: DepositApproved
) -> OpenTransaction:
    if not isinstance(found, OpenTransaction) or found.intent is None:
        raise JournalBroken("DEPOSIT_APPROVED without INTENT")
    if found.approved is not None or found.envelope is not None:
        raise JournalBroken("DEPOSIT_APPROVED after the envelope")
    return replace(found, approved=approved)


def _with_envelope(
    found: OpenTransaction | OpenLoad | None, envelope: EnvelopeEnd
) -> OpenTransaction:
    if not isinstance(found, OpenTransaction) or found.intent is None:
        raise JournalBroken("an envelope without INTENT")
    if found.envelope not in {None, envelope}:
        raise JournalBroken("two different results of one envelope")
    return replace(found, envelope=envelope)


def _has_res(found: OpenTransaction | OpenLoad | None) -> bool:
    return isinstance(found, OpenTransaction) and found.res is not None


def _with_res(
    found: OpenTransaction | OpenLoad | None, visit: str | None, res: Res, at_ms: int
) -> OpenTransaction:
    """A RES alone is one that recovery found in the HSM."""
    if found is None:
        return OpenTransaction(res.txid, visit, res=res, since_ms=at_ms)
    if not isinstance(found, OpenTransaction):
        raise JournalBroken("RES of a cash load")
    if found.res is not None and found.res != res:
        raise JournalBroken("two different RES")
    return replace(found, res=res)


def _with_loaded(found: OpenTransaction | OpenLoad | None, loaded: Loaded) -> OpenLoad:
    if not isinstance(found, OpenLoad):
        raise JournalBroken("LOADED without LOADING")
    if found.loaded is not None and found.loaded != loaded:
        raise JournalBroken("two different LOADED")
    return replace(found, loaded=loaded)


def _final(res: Res) -> Record:
    try:
        record = Record.parse(res.record)
    except RecordInvalid as error:
        raise JournalBroken("RES holds no record") from error
    if record.kind is not RecordKind.FINAL or record.txid != res.txid:
        raise JournalBroken("RES holds another record than this transaction's last")
    return record
