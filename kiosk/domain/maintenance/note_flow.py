"""What became of one canister's notes since the last close, followed from record to record.

Every record of the HSM says how many notes are left. So what goes without an entry of the journal
is noticed with the next record, and is told apart from what people count.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from hardware.crypto.record import NOT_COUNTED, LineFlag, RecordLine, TxnOutcome

FIRST_LOAD: Final = 1
ANOTHER_HSM: Final = -1  # its loads are numbered from 1 again


@dataclass(frozen=True, slots=True)
class Bin:
    """One canister's notes in the reject or the retract bin.

    Attributes:
        start: there when the period began; None as long as nobody can know what lies there.
        came: since then. removed: since then, by people.
    """

    start: int | None = 0
    came: int = 0
    removed: int = 0

    @property
    def expected(self) -> int | None:
        return None if self.start is None else self.start + self.came - self.removed

    def with_notes(self, count: int | None) -> Bin:
        """None: some, and nobody has counted them."""
        if count is None:
            return replace(self, start=None)
        return replace(self, came=self.came + count)

    def then(self, later: Bin) -> Bin:
        """With what came and went after this was known."""
        start = None if self.start is None or later.start is None else self.start + later.start
        return Bin(start, self.came + later.came, self.removed + later.removed)

    def emptied(self, found: int) -> Bin:
        """By people. What they found is believed where nothing was known before."""
        if self.start is None:
            return Bin()
        return replace(self, removed=self.removed + found)


@dataclass(frozen=True, slots=True)
class Flow:
    """Notes of one canister since the last close.

    Attributes:
        load: the filling that is in it. left: of it, by the HSM's newest record.
        start: what people counted at the close; without one, what the HSM had.
        added: filled in. removed: taken out, as people counted it, or as the HSM had it.
        presented: crossed the shutter for certain. retracted: of those, in transactions that
            ended so.
        rejected: without those of tests. tested: picked by tests; both are in the reject bin.
        unknown: picked and not rejected, in transactions that the HSM is not certain of.
        missing: that no entry of the journal tells of; negative where there are more.
        unseen: fillings that no entry tells of.
        load_rejected: of this filling in the bin, those of tests among them.
    """

    canister: int
    load: int
    left: int
    start: int = 0
    added: int = 0
    removed: int = 0
    presented: int = 0
    retracted: int = 0
    rejected: int = 0
    tested: int = 0
    unknown: int = 0
    missing: int = 0
    unseen: int = 0
    load_rejected: int = 0
    reject: Bin = field(default_factory=Bin)
    retract: Bin = field(default_factory=Bin)

    @property
    def expected(self) -> int:
        """What must be left in it."""
        gone = self.presented + self.rejected + self.tested + self.unknown
        return self.start + self.added - self.removed - gone


def moved(flow: Flow | None, line: RecordLine, outcome: TxnOutcome, *, is_test: bool) -> Flow:
    """A transaction's last record."""
    is_late = flow is not None and line.load < flow.load
    if flow is not None and is_late and not line.picked:
        return flow  # the HSM heard of it before the canister was filled
    found = flow if flow is not None and is_late else _followed(flow, line, line.picked)
    is_sure = not line.flags & LineFlag.NOTES_UNKNOWN
    is_retracted = outcome is TxnOutcome.RETRACTED
    not_binned = line.picked - line.rejected
    out = min(line.presented, not_binned) if is_sure else 0
    return replace(
        found,
        # Late ones were taken out of a filling that was believed to be fuller when it was over.
        left=found.left if is_late else line.left,
        removed=found.removed - (line.picked if is_late else 0),
        presented=found.presented + out,
        retracted=found.retracted + (out if is_retracted else 0),
        rejected=found.rejected + (0 if is_test else line.rejected),
        tested=found.tested + (line.rejected if is_test else 0),
        unknown=found.unknown + not_binned - out,
        load_rejected=found.load_rejected + (0 if is_late else line.rejected),
        reject=found.reject.with_notes(line.rejected),
        retract=_with_retracted(found.retract, line, outcome),
    )


def _with_retracted(retract: Bin, line: RecordLine, outcome: TxnOutcome) -> Bin:
    if not line.presented:
        return retract
    if outcome is TxnOutcome.RETRACTED or line.flags & LineFlag.NOTES_UNKNOWN:
        return retract.with_notes(None if line.retracted == NOT_COUNTED else line.retracted)
    return retract


def met_full(line: RecordLine, expected: int | None) -> Flow | None:
    """A canister of which nothing was told before its load: as it was until then. expected: what
    the HSM had in it; where that is not known, or nothing was ever in it, the load is where it
    begins."""
    if expected is None or line.load == FIRST_LOAD:
        return None
    return Flow(line.canister, line.load - 1, expected, start=expected)


def filled(flow: Flow | None, line: RecordLine, found: int | None) -> Flow:
    """The record of a load of this canister. found: what people counted in it before."""
    if flow is None:
        return Flow(line.canister, line.load, line.left, added=line.left)
    if flow.load == line.load:
        return flow  # the same LOADED again, after a restart
    return replace(
        flow,
        load=line.load,
        left=line.left,
        added=flow.added + line.left,
        removed=flow.removed + (flow.left if found is None else found),
        load_rejected=0,
    )


def seen(flow: Flow | None, line: RecordLine) -> Flow:
    """A record in which nothing of this canister has moved."""
    return replace(_followed(flow, line, 0), left=line.left)


def with_bins(flow: Flow, reject: Bin, retract: Bin) -> Flow:
    return replace(flow, reject=reject, retract=retract)


def with_another_hsm(flow: Flow) -> Flow:
    return replace(flow, load=ANOTHER_HSM)


def _followed(flow: Flow | None, line: RecordLine, picked: int) -> Flow:
    """As it was before these notes were picked."""
    before = line.left + picked
    if flow is None:
        return Flow(line.canister, line.load, before, start=before)
    if line.load == flow.load:
        return replace(flow, missing=flow.missing + flow.left - before)
    return replace(
        flow,
        load=line.load,
        added=flow.added + before,
        removed=flow.removed + flow.left,
        unseen=flow.unseen + (flow.load != ANOTHER_HSM),
        load_rejected=0,
    )
