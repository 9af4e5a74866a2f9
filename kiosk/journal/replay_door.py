"""What the journal says of the service door's lock: what it has counted, and whether to look."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.door_lock import LockKnown, Trust
from kiosk.journal.event_base import Event
from kiosk.journal.events_door import DoorLocked, DoorLockFound, DoorUnlocked, WorkOrder


class DoorReplay:
    """Follows the lock's entries one by one. Attributes: known: of the lock that was here last."""

    def __init__(self) -> None:
        self.known = LockKnown()

    def take(self, event: Event) -> None:
        match event:
            case DoorLockFound(state=Trust.RIGHT):
                self._is(event.lock, event.index, event.openings)
            case DoorUnlocked():
                self._is(event.lock, event.index, event.openings)
                is_unasked = self.known.is_unasked or event.is_unasked
                self.known = replace(self.known, is_open=True, is_unasked=is_unasked)
            case DoorLocked():
                self._is(event.lock, event.index, event.openings)
                self.known = replace(self.known, is_open=False)
            case WorkOrder(result="ok"):
                self.known = replace(self.known, is_unasked=False)
            case _:
                pass

    def _is(self, lock: str, index: int, openings: int) -> None:
        before = self.known
        if before.lock != lock:
            before = LockKnown(is_unasked=before.is_unasked)
        index = max(before.index, index)
        self.known = replace(before, lock=lock, index=index, openings=openings)
