"""Notes by canister and load, followed from one record of the safe to the next.

Every record says how many notes of a load are used up and how many are left. So what went before a
journal begins is known from the first record that is here, and nothing can go unseen after it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hardware.crypto.record import NOT_COUNTED, LineFlag, Record, RecordLine, TxnOutcome

OUT = (TxnOutcome.TAKEN, TxnOutcome.RETRACTED)


@dataclass(slots=True)
class Load:
    """One filling of one canister.

    Attributes:
        since: seq of the entry from which on it is counted.
        loaded: as the safe counts; None where only its end is here.
        left: as the safe counts; None where only its end is here.
        earlier, earlier_rejected: notes that had left it before it is counted here; of these, in
            the bin: None before the safe has said so, with the load's end.
        presented: crossed the shutter; retracted, not_counted: of these, came back.
        counted: by whoever loaded it.
        found: by whoever took it out, or put notes to it; None where nobody did.
    """

    canister: int
    number: int
    since: int = 0
    loaded: int | None = None
    left: int | None = None
    earlier: int = 0
    earlier_rejected: int | None = None
    picked: int = 0
    rejected: int = 0
    presented: int = 0
    retracted: int = 0
    not_counted: int = 0
    counted: int | None = None
    found: int | None = None

    def __str__(self) -> str:
        return f"canister {self.canister}, load {self.number}"


@dataclass(slots=True)
class NoteCounts:
    """Attributes: wrong: hears what does not add up. is_cut: the journal's beginning is deleted."""

    wrong: Callable[[str], None]
    is_cut: bool = False
    loads: list[Load] = field(default_factory=list)
    _now: dict[int, Load] = field(default_factory=dict)

    def ended(self, seq: int, record: Record) -> None:
        """A transaction's last record."""
        for moved in record.lines:
            if moved.load and not self._says_nothing(moved):
                self._moved(seq, record.outcome, moved)

    def _says_nothing(self, moved: RecordLine) -> bool:
        """Nothing moved, before the canister was filled anew: the safe heard of it too late, and
        the kiosk of the safe's record later still."""
        load = self._now.get(moved.canister)
        is_former = load is not None and moved.load < load.number
        return is_former and not (moved.picked or moved.rejected or moved.presented)

    def _moved(self, seq: int, outcome: TxnOutcome, moved: RecordLine) -> None:
        load = self._followed(seq, moved)
        load.left = moved.left
        load.picked += moved.picked
        load.rejected += moved.rejected
        load.presented += moved.presented
        is_sure = not moved.flags & LineFlag.NOTES_UNKNOWN
        if outcome in OUT and is_sure and moved.presented != moved.picked - moved.rejected:
            self.wrong(f"canister {moved.canister}: picked notes are neither out nor binned")
        if outcome is TxnOutcome.VOID and moved.presented:
            self.wrong(f"canister {moved.canister}: notes came out, and it says void")
        if outcome is TxnOutcome.RETRACTED:
            if moved.retracted == NOT_COUNTED:
                load.not_counted += moved.presented
            else:
                load.retracted += moved.retracted

    def _followed(self, seq: int, moved: RecordLine) -> Load:
        """The load that this record goes on with."""
        load = self._now.get(moved.canister)
        if load is not None and load.number == moved.load:
            assert load.left is not None, "only a load that is over has no count"
            gone = load.left - moved.picked - moved.left
            if gone:
                self.wrong(f"{load}: {gone:+} notes went without a transaction of this journal")
            elif moved.next + moved.left != load.loaded:
                self.wrong(f"{load}: the safe now says that it had {moved.next + moved.left} notes")
            return load
        if load is not None and moved.load < load.number:
            self.wrong(f"canister {moved.canister} goes back to load {moved.load}")
        elif load is not None:
            self.wrong(f"canister {moved.canister}: nothing here tells of load {moved.load}")
        return self._new(
            Load(
                moved.canister,
                moved.load,
                seq,
                loaded=moved.next + moved.left,
                earlier=moved.next - moved.picked,
            )
        )

    def filled(self, seq: int, record: Record) -> Load | None:
        """The record of a load; None for one that is here already."""
        for each in record.lines:
            if each.flags & LineFlag.LOADED:
                former = self._now.get(each.canister)
                if former is not None and former.number == each.load:
                    return None  # the same LOADED again, after a restart
                self._close(seq, former, each)
                return self._new(
                    Load(each.canister, each.load, seq, loaded=each.left, left=each.left)
                )
        return None

    def _close(self, seq: int, former: Load | None, told: RecordLine) -> None:
        """With a new load the safe says what became of the one before."""
        if former is None:
            if self.is_cut and told.load > 1:
                over = Load(told.canister, told.load - 1, seq)
                over.earlier, over.earlier_rejected = told.picked, told.rejected
                self.loads.append(over)
            return
        if former.number != told.load - 1:
            return
        picked = former.earlier + former.picked
        before = told.rejected - former.rejected  # in the bin before it is counted here
        if told.picked != picked or not 0 <= before <= former.earlier:
            why = f"the safe closes it with {told.picked} picked and {told.rejected} rejected"
            self.wrong(f"{former}: {why}, the journal has {picked} and {former.rejected}")
        former.earlier_rejected = before

    def count(self, load: Load, counted: int) -> None:
        """What people counted into a canister is what the safe says was loaded."""
        load.counted = counted
        if load.loaded is not None and counted != load.loaded:
            self.wrong(f"{load}: {counted} counted, and {load.loaded} loaded")

    def newest(self, canister: int) -> Load | None:
        return self._now.get(canister)

    def _new(self, load: Load) -> Load:
        self._now[load.canister] = load
        self.loads.append(load)
        return load
