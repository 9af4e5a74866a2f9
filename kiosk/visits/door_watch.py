"""Listens to the lock of the service door: writes down who came in, and says when to look.

The kiosk cannot open the lock, and asks nobody's card: that is the lock's own affair. What is not
seen is never taken for shut.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from hardware.protocol.door_lock import ClosingProof, DoorLockRefusal, DoorLockStatus
from kiosk.devices.port import PortHealth, PortState
from kiosk.devices.results import Done, Result
from kiosk.domain import door_lock
from kiosk.domain.door_lock import Concern, LockKnown, Trust
from kiosk.journal.entry import Out
from kiosk.journal.events import (
    DoorLocked,
    DoorLockFound,
    DoorRefused,
    DoorUnlocked,
    WorkOrder,
)
from kiosk.money.ports import Ports
from kiosk.runtime.loop import Timer
from kiosk.visits.supervision import Supervision

REFUSALS_MERGED_S: Final = 60.0
MS_PER_S: Final = 1_000


@dataclass(slots=True)
class _Session:
    """Somebody is logged in. order: index of the work order that has opened the door since then;
    None before. heard: what the lock says of a card, see `DoorWatch.begin`."""

    who: Callable[[], str]
    heard: Callable[[str], None]
    order: int | None = None


class DoorWatch:
    """Lives in the core thread. Made where a lock is fitted.

    Attributes:
        lock: the name of the one that belongs here.
        status: its last word; None while it is away.
        proof: that it was shut after its last opening; None while it is open, or unknown.
    """

    def __init__(
        self,
        ports: Ports,
        supervision: Supervision,
        wanted: tuple[int, int],
        changed: Callable[[], None],
    ) -> None:
        """wanted: owner and number. changed: staff see something else."""
        self.lock = door_lock.name_of(*wanted)
        self.status: DoorLockStatus | None = None
        self.proof: ClosingProof | None = None
        self._ports = ports
        self._supervision = supervision
        self._changed = changed
        self._known = LockKnown()
        self._trust: Trust | None = None
        self._health = PortHealth()
        self._session: _Session | None = None
        self._opened_s: float | None = None
        self._refusals: int | None = None  # as counted last; None before it has answered
        self._held: dict[DoorLockRefusal, int] = {}  # refusals of one reason that are not told yet
        self._timers: dict[DoorLockRefusal, Timer] = {}

    def start(self, known: LockKnown) -> None:
        """known: as the journal has it."""
        self._known = door_lock.known_of(known, self.lock)
        self._judge()

    # --- who is here

    @property
    def is_usable(self) -> bool:
        """The right one answers: a work order can be put in."""
        return self.status is not None and self._trust is Trust.RIGHT

    @property
    def has_order(self) -> bool:
        """Whoever is logged in has opened the door by a new work order, which still counts."""
        return self._session is not None and self._session.order is not None

    @property
    def known_open(self) -> bool:
        """The bolt, as it was when the lock was last seen."""
        return self._known.is_open

    @property
    def refusal(self) -> DoorLockRefusal:
        """Why the last card was refused, as far as the lock says so now."""
        return DoorLockRefusal.NONE if self.status is None else self.status.refusal

    @property
    def refusals(self) -> int:
        return 0 if self.status is None else self.status.refusals

    def begin(self, who: Callable[[], str], heard: Callable[[str], None]) -> None:
        """Somebody has logged in. heard: `ok` for a new work order, `used` for another card that
        has opened the door, `away` when the lock was lost or is a wrong one."""
        self._session = _Session(who, heard)
        self._judge()

    def end(self) -> None:
        """Nobody is logged in any more."""
        self._session = None
        self._judge()

    # --- what the lock says

    def changed(self, status: DoorLockStatus) -> None:
        is_first = self.status is None
        before_trust = self._trust
        self.status = status
        # Once wrong it stays so until it is connected anew: whoever sits on the line may mix old
        # answers with new ones.
        if is_first or before_trust is Trust.RIGHT:
            self._trust = door_lock.trust(self.lock, self._known, status)
        if is_first or self._trust is not before_trust:
            self._tell_found(status)
        if self._trust is Trust.RIGHT:
            self._take(status, is_first=is_first)
        elif not is_first:
            self._lose_order()
        self._judge()
        self._changed()

    def health(self, health: PortHealth) -> None:
        if health == self._health:
            return
        self._health = health
        if not health.is_up and self.status is not None:
            self.status, self.proof, self._opened_s = None, None, None
            self._lose_order()
        self._judge()
        self._changed()

    def _take(self, status: DoorLockStatus, *, is_first: bool) -> None:
        before = self._known
        opened = door_lock.was_opened(before, status)
        self._known = door_lock.seen(before, self.lock, status)
        if opened:
            self.proof = None
            if is_first or not before.is_open:
                self._opened_s = None if is_first else self._ports.loop.now()
            self._tell_opened(status, is_unseen=is_first, is_new=status.opened_index > before.index)
        if not status.is_open and (before.is_open or opened):
            self._tell_shut(status)
        if not status.is_open and self.proof is None:
            self._ask_proof()
        self._count_refusals(status)

    def _tell_found(self, status: DoorLockStatus) -> None:
        trust = self._trust or Trust.RIGHT
        found = DoorLockFound(self.lock, trust.value, status.index, status.openings, status.is_open)
        self._ports.note(found, None, Out.OK if trust is Trust.RIGHT else Out.FAIL)

    def _tell_opened(self, status: DoorLockStatus, *, is_unseen: bool, is_new: bool) -> None:
        session = self._session
        who = "" if session is None else session.who()
        index, openings = status.opened_index, status.openings
        event = DoorUnlocked(self.lock, index, openings, who, is_unseen)
        self._ports.note(event, None, Out.FAIL if event.is_unasked else Out.OK)
        if event.is_unasked:
            self._known = replace(self._known, is_unasked=True)
        if session is None or is_unseen or index == session.order:
            return
        if is_new:
            # Somebody looks now: what was not asked for before is theirs to find.
            session.order = index
            self._known = replace(self._known, is_unasked=False)
            self._ports.note(WorkOrder(who, index, "ok"), None)
            session.heard("ok")
        else:
            self._ports.note(WorkOrder(who, index, "used"), None, Out.FAIL)
            session.heard("used")

    def _tell_shut(self, status: DoorLockStatus) -> None:
        opened_s, self._opened_s = self._opened_s, None
        open_ms = None
        if opened_s is not None:
            open_ms = round((self._ports.loop.now() - opened_s) * MS_PER_S)
        shut = DoorLocked(self.lock, status.opened_index, status.openings, open_ms)
        self._ports.note(shut, None)

    def _lose_order(self) -> None:
        """What happens behind the door from now on, nobody sees."""
        session = self._session
        if session is not None:
            session.order = None
            session.heard("away")

    def _ask_proof(self) -> None:
        port = self._ports.devices.door_lock
        assert port is not None, "a lock is fitted"
        port.submit(lambda lock: lock.proof(), self._proven)

    def _proven(self, result: Result[ClosingProof]) -> None:
        """A lock that does not prove it is asked again when it says something else."""
        if isinstance(result, Done) and self.status is not None and not self.status.is_open:
            self.proof = result.value
            self._changed()

    # --- refusals

    def _count_refusals(self, status: DoorLockStatus) -> None:
        before, self._refusals = self._refusals, status.refusals
        if before is None or status.refusals <= before:
            return
        why, count = status.refusal, status.refusals - before
        if why in self._timers:
            self._held[why] = self._held.get(why, 0) + count
            return
        self._tell_refused(why, count)
        self._timers[why] = self._ports.loop.after(REFUSALS_MERGED_S, lambda: self._merged(why))

    def _merged(self, why: DoorLockRefusal) -> None:
        self._timers.pop(why, None)
        if count := self._held.pop(why, 0):
            self._tell_refused(why, count)

    def _tell_refused(self, why: DoorLockRefusal, count: int) -> None:
        self._ports.note(DoorRefused(self.lock, why.word, count), None, Out.FAIL)

    # --- whether to look

    def _judge(self) -> None:
        found = door_lock.concern(
            self._known,
            self._trust if self.status is not None else None,
            is_away=not self._health.is_up and self._health.state is not PortState.CONNECTING,
            is_staffed=self._session is not None,
        )
        before = self._supervision.conditions.door_lock
        self._supervision.note(door_lock=found)
        if found is not before and found is not Concern.NONE:
            self._supervision.beat_soon()
