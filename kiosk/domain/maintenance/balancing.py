"""Item 2: what must be in the machine since the last close, and how that differs from a count.

For each canister: start + added - removed - presented - rejected - tested - unknown = expected; the
machine's difference is what people counted less that. The host's difference is the bank's to tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bank_server.contract.message import NOTE_COUNT_MAX
from bank_server.contract.money import Money
from hardware.crypto.record import RecordLine
from kiosk.domain.maintenance.note_flow import Flow, seen
from kiosk.domain.maintenance.unmet_bins import UnmetBins


@dataclass(frozen=True, slots=True)
class Doubt:
    """A transaction of which the HSM is not certain. counts: by canister, notes in doubt."""

    txid: str
    at_ms: int
    counts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class PickFault:
    """A canister that gave fewer notes than it was told to. missing: how many fewer."""

    txid: str
    at_ms: int
    canister: int
    missing: int


@dataclass(frozen=True, slots=True)
class Envelopes:
    """Since the last close.

    Attributes:
        accepted: by the slot. first, last: their numbers.
        counted: that people took out of the bin; None where nobody has.
    """

    accepted: int = 0
    first: int | None = None
    last: int | None = None
    counted: int | None = None

    def with_one(self, number: int) -> Envelopes:
        first = number if self.first is None else min(self.first, number)
        last = number if self.last is None else max(self.last, number)
        return replace(self, accepted=self.accepted + 1, first=first, last=last)

    def with_counted(self, count: int) -> Envelopes:
        return replace(self, counted=(self.counted or 0) + count)


@dataclass(frozen=True, slots=True)
class Removal:
    """A filling that was taken out since the last close.

    Attributes:
        count: as people counted it then. expected: as the HSM had it. rejected: of it, in the bin.
    """

    canister: int
    load: int
    count: int
    expected: int
    rejected: int


REMOVALS_MAX: Final = 24


def with_removal(removals: tuple[Removal, ...], more: Removal) -> tuple[Removal, ...]:
    """Oldest first. Of more than are kept apart the oldest one that can be is told together with
    the next of its canister, under that one's load: what was over or short stays the same."""
    every = (*removals, more)
    if len(every) <= REMOVALS_MAX:
        return every
    for at, older in enumerate(every):
        later = [n for n in range(at + 1, len(every)) if every[n].canister == older.canister]
        if later:
            place = later[0]
            both = _together(older, every[place])
            return (*every[:at], *every[at + 1 : place], both, *every[place + 1 :])
    return every  # of as many canisters


def _together(older: Removal, newer: Removal) -> Removal:
    count, expected = older.count + newer.count, older.expected + newer.expected
    # A count has 16 bits; what it differs by is what matters.
    beyond = min(max(count, expected) - NOTE_COUNT_MAX, count, expected)
    beyond = max(beyond, 0)
    return replace(
        newer,
        count=min(count - beyond, NOTE_COUNT_MAX),
        expected=min(expected - beyond, NOTE_COUNT_MAX),
        rejected=min(older.rejected + newer.rejected, NOTE_COUNT_MAX),
    )


@dataclass(frozen=True, slots=True)
class Period:
    """What the journal tells of the time since the last close.

    Attributes:
        number: of the close that will end it, from 1.
        since: id of the close before it; empty where there was none.
        since_ms: its time, or that of the journal's first entry.
        is_cut: its beginning was deleted, so what lies in the bins is not known.
        unmet: bins of the canisters without a flow.
    """

    number: int = 1
    since: bytes = b""
    since_ms: int = 0
    is_cut: bool = False
    unmet: UnmetBins = field(default_factory=UnmetBins)
    flows: tuple[Flow, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    faults: tuple[PickFault, ...] = ()
    removals: tuple[Removal, ...] = ()
    envelopes: Envelopes = field(default_factory=Envelopes)

    @property
    def missing(self) -> tuple[Flow, ...]:
        """Canisters of which journal and HSM disagree."""
        return tuple(flow for flow in self.flows if flow.missing or flow.unseen)


def seen_by_hsm(period: Period, lines: Sequence[RecordLine]) -> Period:
    """With the HSM's STATUS record: what it has now is compared with what the journal tells."""
    flows = {flow.canister: flow for flow in period.flows}
    for line in lines:
        if line.load:
            before = flows.get(line.canister)
            after = seen(before, line)
            flows[line.canister] = period.unmet.met(after) if before is None else after
    return replace(period, flows=tuple(flows[number] for number in sorted(flows)))


@dataclass(frozen=True, slots=True)
class Counted:
    """What two people have counted of one canister's notes.

    Attributes: left: in it. reject, retract: in the bins.
    """

    left: int
    reject: int
    retract: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Counted less expected; of a bin None where nobody knows what to expect."""

    canister: int
    left: int
    reject: int | None
    retract: int | None

    @property
    def notes(self) -> int:
        """Altogether."""
        return self.left + (self.reject or 0) + (self.retract or 0)

    @property
    def is_none(self) -> bool:
        return not (self.left or self.reject or self.retract)


def differences(
    flows: Sequence[Flow], counted: Mapping[int, Counted], groups: Mapping[int, int]
) -> tuple[Difference, ...]:
    """groups: canister -> the one that names the bins' notes of its value."""
    return tuple(_difference(flow, flows, counted, groups) for flow in flows)


def _difference(
    flow: Flow, flows: Sequence[Flow], counted: Mapping[int, Counted], groups: Mapping[int, int]
) -> Difference:
    number = flow.canister
    found = counted[number]
    if groups[number] != number:
        return Difference(number, found.left - flow.expected, 0, 0)
    same = [each for each in flows if groups[each.canister] == number]
    reject = together([each.reject.expected for each in same])
    retract = together([each.retract.expected for each in same])
    return Difference(
        number,
        found.left - flow.expected,
        None if reject is None else found.reject - reject,
        None if retract is None else found.retract - retract,
    )


def together(parts: Sequence[int | None]) -> int | None:
    """Their sum; None where one is not known."""
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def groups_of(denominations: Sequence[Money]) -> dict[int, int]:
    """By canister, the first one with notes of the same value: nobody can tell them apart in a
    bin."""
    first: dict[int, int] = {}
    return {
        number: first.setdefault(worth.minor, number)
        for number, worth in enumerate(denominations, start=1)
    }


def worth(denominations: Sequence[Money], counts: Mapping[int, int]) -> Money:
    """Of so many notes of each canister."""
    total = denominations[0].zero()
    for number, count in counts.items():
        total += denominations[number - 1].times(count)
    return total


def dispensed(period: Period, denominations: Sequence[Money]) -> Money:
    """What was taken since the last close, as far as it is certain."""
    taken = {flow.canister: flow.presented - flow.retracted for flow in period.flows}
    return worth(denominations, taken)


def machine_difference(found: Sequence[Difference], denominations: Sequence[Money]) -> Money:
    """Over, or (negative) short, in canisters and bins."""
    return worth(denominations, {each.canister: each.notes for each in found})
