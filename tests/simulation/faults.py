"""What can go wrong, how often, and what did: the faults of one seed.

Each kind is drawn at every place where it could strike. A seed has only some kinds, a few of them
much more often than usual, so that rare meetings of two faults come up.
Source of the kinds: docs/faults.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from tests.simulation.draws import Draws


class FaultKind(StrEnum):
    """One way to go wrong. The values are what `--faults` takes."""

    REQUEST_LOST = "request-lost"  # the bank never hears it
    REPLY_LOST = "reply-lost"  # the bank has done it
    REQUEST_LATE = "request-late"  # it arrives after the kiosk has given up, behind later ones
    REQUEST_TWICE = "request-twice"  # the bank hears it again, seconds later
    REQUEST_ORPHANED = "request-orphaned"  # under way when the kiosk dies; heard by its next life
    BANK_BUSY = "bank-busy"  # refused before anything was used up
    LINK_DOWN = "link-down"  # nothing can be sent for some seconds
    BANK_KILLED = "bank-killed"  # before a step of the store, after it, or while Argon2 runs
    STORE_CONFLICT = "store-conflict"  # the store gives up: before the step or after its commit
    BANK_RESTORED = "bank-restored"  # killed, and its books put back from an older backup
    BANK_CLOCK = "bank-clock"  # the bank comes back with another time of day
    FRAME_LOST = "frame-lost"  # a device never hears the command
    ANSWER_LOST = "answer-lost"  # the device has obeyed
    ANSWER_LATE = "answer-late"  # it lies on the line when the next command goes out
    FRAME_TWICE = "frame-twice"  # the device hears the command twice
    FRAME_LATE = "frame-late"  # the device hears it after the kiosk has given up
    FRAME_NOISE = "frame-noise"  # a flipped bit on the way to the device
    UNPLUGGED = "unplugged"  # a cable out for some seconds
    KIOSK_KILLED = "kiosk-killed"  # anywhere that it reaches outside
    JOURNAL_TORN = "journal-torn"  # killed in a write; a part of it is on the disk
    DISK_FAILS = "disk-fails"  # the sync of an entry says EIO
    DISK_LOST = "disk-lost"  # a new, empty disk
    KIOSK_CLOCK = "kiosk-clock"  # the kiosk's time of day jumps by up to a day
    HSM_POWER = "hsm-power"  # gone at a named moment of its mechanics, or between two commands
    HSM_MEMORY_OLD = "hsm-memory-old"  # the memory from before a settled withdrawal is put back
    JAM = "jam"
    BAD_NOTE = "bad-note"
    DOUBLE_NOTE = "double-note"
    CANISTER_SHORT = "canister-short"  # fewer notes than the HSM believes
    SENSORS_UNSURE = "sensors-unsure"
    SAFE_OPENED = "safe-opened"
    CABINET_POWER = "cabinet-power"  # gone at a named moment of the slot, or between two commands
    ENVELOPE_STUCK = "envelope-stuck"  # on its way in
    BIN_FULL = "bin-full"
    PRINTER_FAILS = "printer-fails"  # paper out, a jam, a cut that nobody hears of, or slow
    CARD_PULLED = "card-pulled"
    CARD_LEFT = "card-left"
    CASH_LEFT = "cash-left"
    CASH_PART = "cash-part"  # the customer takes a part of the notes
    KEY_TURNED = "key-turned"  # off for some seconds, whatever goes on; then the notes are counted
    ENVELOPE_KEPT = "envelope-kept"  # the customer does not put it in, or takes it out again
    MISCOUNTED = "miscounted"  # the operator types another number of notes than there are
    PIN_WRONG = "pin-wrong"
    PIN_FORGOTTEN = "pin-forgotten"  # another one is typed until the card is blocked
    CANCELLED = "cancelled"
    WALKED_AWAY = "walked-away"
    LYING_KIOSK = "lying-kiosk"


# How likely at each place where the kind can strike. Places differ much in number: a withdrawal
# has dozens of moments to be killed at, and one chance to leave the cash.
RATES: Final = MappingProxyType(
    {
        FaultKind.REQUEST_LOST: 0.03,
        FaultKind.REPLY_LOST: 0.03,
        FaultKind.REQUEST_LATE: 0.03,
        FaultKind.REQUEST_TWICE: 0.04,
        FaultKind.REQUEST_ORPHANED: 0.02,
        FaultKind.BANK_BUSY: 0.03,
        FaultKind.LINK_DOWN: 0.01,
        FaultKind.BANK_KILLED: 0.01,
        FaultKind.STORE_CONFLICT: 0.015,
        FaultKind.BANK_RESTORED: 0.002,
        FaultKind.BANK_CLOCK: 0.5,
        FaultKind.FRAME_LOST: 0.006,
        FaultKind.ANSWER_LOST: 0.006,
        FaultKind.ANSWER_LATE: 0.006,
        FaultKind.FRAME_TWICE: 0.012,
        FaultKind.FRAME_LATE: 0.006,
        FaultKind.FRAME_NOISE: 0.006,
        FaultKind.UNPLUGGED: 0.003,
        FaultKind.KIOSK_KILLED: 0.004,
        FaultKind.JOURNAL_TORN: 0.01,
        FaultKind.DISK_FAILS: 0.006,
        FaultKind.DISK_LOST: 0.2,
        FaultKind.KIOSK_CLOCK: 0.05,
        FaultKind.HSM_POWER: 0.01,
        FaultKind.HSM_MEMORY_OLD: 0.02,
        FaultKind.JAM: 0.03,
        FaultKind.BAD_NOTE: 0.06,
        FaultKind.DOUBLE_NOTE: 0.04,
        FaultKind.CANISTER_SHORT: 0.02,
        FaultKind.SENSORS_UNSURE: 0.03,
        FaultKind.SAFE_OPENED: 0.02,
        FaultKind.CABINET_POWER: 0.05,
        FaultKind.ENVELOPE_STUCK: 0.15,
        FaultKind.BIN_FULL: 0.03,
        FaultKind.PRINTER_FAILS: 0.1,
        FaultKind.CARD_PULLED: 0.01,
        FaultKind.CARD_LEFT: 0.04,
        FaultKind.CASH_LEFT: 0.08,
        FaultKind.CASH_PART: 0.08,
        FaultKind.KEY_TURNED: 0.04,
        FaultKind.ENVELOPE_KEPT: 0.15,
        FaultKind.MISCOUNTED: 0.2,
        FaultKind.PIN_WRONG: 0.05,
        FaultKind.PIN_FORGOTTEN: 0.03,
        FaultKind.CANCELLED: 0.02,
        FaultKind.WALKED_AWAY: 0.01,
        FaultKind.LYING_KIOSK: 0.03,
    }
)
assert RATES.keys() == set(FaultKind)

# What a bank has forgotten the ATM's own witnesses tell. Both lost at once is what a count of the
# notes is for, and no work of a simulator (docs/decisions/0025-restored-from-a-backup.md).
TWO_WITNESSES: Final = frozenset(
    {FaultKind.DISK_LOST, FaultKind.HSM_MEMORY_OLD, FaultKind.LYING_KIOSK}
)

# A fifth of the kinds in a seed; one in five of those four times as often.
ACTIVE: Final = 1 / 5
EAGER: Final = 0.2
EAGER_TIMES: Final = 4.0


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One that struck: the draw-th chance of its kind in that transaction."""

    kind: FaultKind
    transaction: int
    draw: int


class FaultPlan:
    """The faults of one run.

    Attributes:
        fired: every fault that has struck, in order.
        is_over: nothing goes wrong any more; what has begun may end.
    """

    def __init__(
        self,
        draws: Draws,
        kinds: Iterable[FaultKind] | None = None,
        only: Iterable[Fault] | None = None,
    ) -> None:
        """kinds: exactly these are active; None for what the seed says. only: of what would
        strike, these alone do."""
        self._draws = draws
        self._only = None if only is None else frozenset(only)
        self._counts: Counter[tuple[FaultKind, int]] = Counter()
        self.fired: list[Fault] = []
        self.is_over = False
        chosen = self._chosen_by_seed() if kinds is None else dict.fromkeys(kinds, 1.0)
        if FaultKind.BANK_RESTORED in chosen:
            chosen = {kind: rate for kind, rate in chosen.items() if kind not in TWO_WITNESSES}
        self._rates = {kind: min(1.0, RATES[kind] * times) for kind, times in chosen.items()}

    def _chosen_by_seed(self) -> dict[FaultKind, float]:
        unit = self._draws.unit
        return {
            kind: EAGER_TIMES if unit("eager", kind) < EAGER else 1.0
            for kind in FaultKind
            if unit("active", kind) < ACTIVE
        }

    def strikes(self, kind: FaultKind, transaction: int) -> Fault | None:
        """Whether this kind strikes here. `transaction` is the one under way at this place."""
        rate = self._rates.get(kind)
        if rate is None or self.is_over:
            return None
        key = (kind, transaction)
        draw = self._counts[key]
        self._counts[key] = draw + 1
        if self._draws.unit(kind, transaction, draw) >= rate:
            return None
        fault = Fault(kind, transaction, draw)
        if self._only is not None and fault not in self._only:
            return None
        self.fired.append(fault)
        return fault

    def how(self, fault: Fault, *what: object) -> float:
        """From 0 to below 1: how hard, how long or where; of this fault alone."""
        return self._draws.unit("how", fault.kind, fault.transaction, fault.draw, *what)

    def seconds(self, fault: Fault, low: float, high: float, what: str = "") -> float:
        return low + (high - low) * self.how(fault, "seconds", what)
