"""The HSM's motors: pick, stack, present, take back; one step at each due time.

Before a note leaves its canister the memory says so. Steps are worked out from the clock whenever
somebody asks; nothing waits here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hardware.crypto.record import NOT_COUNTED, TxnOutcome
from hardware.emulators.hsm_state import Line, Stage, Transaction
from hardware.emulators.notes import Picked
from hardware.emulators.vault import Vault

TICKET_LIFE_S: Final = 120.0
STACKED_LIFE_S: Final = 180.0
CATCH_UP_S_MAX: Final = 0.1  # an answer may take 200 ms
CATCH_UP_STEPS_MAX: Final = 1000


@dataclass(slots=True)
class Delays:
    """How long the mechanics take."""

    note_s: float = 0.060
    present_s: float = 0.150
    retract_s: float = 0.500
    reject_s: float = 0.300
    envelope_s: float = 0.800  # from the customer's hand into the bin
    line_s: float = 0.025  # of the receipt printer
    cut_s: float = 0.300

    @classmethod
    def none(cls) -> Delays:
        return cls(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


class Dispenser:
    """Moves the notes of the current transaction. Owned by the HSM's thread.

    Its timers are lost with power; `recover` has made the transaction final by then.
    """

    def __init__(self, vault: Vault, delays: Delays, *, monotonic: Callable[[], float]) -> None:
        self._vault = vault
        self._works = vault.works
        self.delays = delays
        self._monotonic = monotonic
        self._opened_at = 0.0
        self._step_at = 0.0
        self._take_before = 0.0
        self._patience_s = 0
        self._is_rejecting = False
        self._given_up: set[int] = set()

    @property
    def is_rejecting(self) -> bool:
        """The stack is on its way to the reject bin: neither to present nor to cancel."""
        return self._is_rejecting

    # Begun by the HSM's operations.

    def opened(self) -> None:
        """The current transaction has just been opened."""
        self._opened_at = self._monotonic()
        self._is_rejecting = False
        self._given_up.clear()

    def pick(self, cur: Transaction) -> None:
        """Begin to pick what the lines want."""
        self._is_rejecting = False
        self._given_up.clear()
        cur.stage = Stage.PICKING
        self._vault.store()
        self._vault.power.moment("picking")
        self._step_at = self._monotonic() + self.delays.note_s

    def present(self, cur: Transaction, patience_s: int) -> None:
        """Offer the stack for patience_s seconds from when the shutter is open."""
        for line in cur.lines:
            line.presented = len(line.stacked)
        cur.stage = Stage.PRESENTED
        # Written before the shutter unlocks: from here on a customer may have the notes.
        self._vault.store()
        self._vault.power.moment("presented")
        self._patience_s = patience_s
        self._step_at = self._monotonic() + self.delays.present_s

    def reject_stack(self) -> None:
        """Begin to move the stack to the reject bin. Nothing to write: at a start it goes there."""
        self._begin_rejecting(self._monotonic())

    # Worked out from the clock.

    def catch_up(self) -> None:
        """Do what is due by now, for at most CATCH_UP_S_MAX. Raises PowerLost."""
        started = self._monotonic()
        for _ in range(CATCH_UP_STEPS_MAX):
            due, now = self.next_due(), self._monotonic()
            if due is None or due > now or now - started > CATCH_UP_S_MAX:
                return
            self._step(due)

    def next_due(self) -> float | None:
        """When the next step is due on the clock; None if only a command can bring one."""
        cur = self._vault.state.cur
        if cur is None or cur.stage is Stage.FINAL:
            return None
        match cur.stage:
            case Stage.OPEN:
                return self._opened_at + TICKET_LIFE_S
            case Stage.STACKED if not self._is_rejecting:
                return self._opened_at + STACKED_LIFE_S
            case Stage.PRESENTED if self._works.shutter_is_open:
                is_taken = self._works.stack_sheet_count() == 0
                return self._opened_at if is_taken else self._take_before
            case _:
                return self._step_at

    def _step(self, due: float) -> None:
        cur = self._vault.state.cur
        assert cur is not None
        match cur.stage:
            case Stage.OPEN:
                self._vault.finish(cur, TxnOutcome.VOID)
            case Stage.PICKING:
                self._pick_next(cur, due)
            case Stage.STACKED if not self._is_rejecting:
                self._begin_rejecting(due)
            case Stage.STACKED:
                self._works.purge()
                self._vault.power.moment("rejected")
                conclude_rejected(self._vault, cur)
            case Stage.PRESENTED if self._works.shutter_is_open:
                self._end_presenting(cur, due)
            case Stage.PRESENTED:
                self._take_before = due + self._patience_s
                self._works.open_shutter()
                self._vault.power.moment("unlocked")
            case Stage.RETRACTING:
                conclude_retracting(self._vault, cur)
            case Stage.FINAL:
                raise AssertionError("nothing is due after the end")

    def _begin_rejecting(self, at: float) -> None:
        self._is_rejecting = True
        self._step_at = at + self.delays.reject_s

    def _pick_next(self, cur: Transaction, due: float) -> None:
        line = next((line for line in cur.lines if self._may_pick(line)), None)
        if line is None:
            self._end_picking(cur)
            return
        self._pick_one(cur, line)
        self._step_at = due + self.delays.note_s

    def _may_pick(self, line: Line) -> bool:
        return line.picked < line.wanted and line.canister not in self._given_up

    def _pick_one(self, cur: Transaction, line: Line) -> None:
        """Announce on memory, move, look. The count is written with the next announcement."""
        ordinal = cur.picked + 1
        number = announce_pick(self._vault, cur, line)
        self._vault.power.moment(f"before-pick:{ordinal}")
        picked = self._works.pick(line.canister)
        self._vault.power.moment(f"after-pick:{ordinal}")
        match picked:
            case Picked.GOOD if not cur.is_test:
                self._works.stack()
                line.stacked.append(number)
                cur.marked = 0
            case Picked.GOOD | Picked.BAD:
                self._works.reject()
                line.rejected += 1
                cur.marked = 0
            case Picked.JAMMED | Picked.EMPTY:
                # Nothing left the canister: the number is not used up.
                withdraw_pick(self._vault, cur)
                self._given_up.add(line.canister)

    def _end_picking(self, cur: Transaction) -> None:
        self._works.settle()
        self._vault.power.moment("settled")
        if cur.stacked == 0:
            self._vault.finish(cur, TxnOutcome.VOID)
            return
        cur.stage = Stage.STACKED
        self._vault.store()
        self._vault.power.moment("stacked")

    def _end_presenting(self, cur: Transaction, due: float) -> None:
        if self._works.stack_sheet_count() == 0:
            self._works.close_shutter()
            self._vault.finish(cur, TxnOutcome.TAKEN)
            return
        begin_retracting(self._vault, cur)
        self._step_at = due + self.delays.retract_s


def announce_pick(vault: Vault, cur: Transaction, line: Line) -> int:
    """Write that the next note of this canister is used up, before it moves. Its number."""
    canister = vault.state.canister(line.canister)
    number = canister.next
    canister.next += 1
    canister.left -= 1
    line.picked += 1
    cur.marked = line.canister
    vault.power.moment(f"before-mark:{cur.picked}")
    vault.store()
    return number


def withdraw_pick(vault: Vault, cur: Transaction) -> None:
    """The announced note is known to have stayed in its canister."""
    line = cur.line(cur.marked)
    assert line is not None
    canister = vault.state.canister(line.canister)
    canister.next -= 1
    canister.left += 1
    line.picked -= 1
    cur.marked = 0


def begin_retracting(vault: Vault, cur: Transaction) -> None:
    """Written before notes move back: from here on the shutter sensor proves nothing."""
    cur.stage = Stage.RETRACTING
    vault.store()
    vault.power.moment("retracting")


def conclude_retracting(vault: Vault, cur: Transaction, *, is_counted: bool = True) -> None:
    """Move back what lies in the shutter; the customer may have taken a part of it."""
    counted = vault.works.retract()
    vault.power.moment("retracted")
    is_whole = is_counted and counted == sum(line.presented for line in cur.lines)
    for line in cur.lines:
        if line.presented:
            line.retracted = line.presented if is_whole else NOT_COUNTED
    vault.finish(cur, TxnOutcome.RETRACTED)


def conclude_rejected(vault: Vault, cur: Transaction) -> None:
    """All notes should lie in the reject bin: compare its counter with what was announced."""
    counted = vault.works.reject_sheet_count()
    fallen = None if counted is None or cur.reject_base < 0 else counted - cur.reject_base
    if cur.marked and fallen == cur.picked - 1:
        withdraw_pick(vault, cur)
    if fallen == cur.picked:
        for line in cur.lines:
            line.rejected = line.picked
        vault.finish(cur, TxnOutcome.VOID)
        return
    for line in cur.lines:
        line.is_uncertain = line.picked > 0
    vault.finish(cur, TxnOutcome.SUSPECT)
