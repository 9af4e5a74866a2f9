"""What the journal says of the operator's count: whether it is due, and what the bank must hear."""

from __future__ import annotations

from kiosk.journal.event_base import Event
from kiosk.journal.events_count import CountReported, CountSet
from kiosk.journal.events_machine import KeyLoaded, KeySwitch, SystemStart


class CountReplay:
    """Follows the entries of key and count one by one.

    Attributes: is_due: the key was off, and nobody has counted since.
    """

    def __init__(self) -> None:
        self.is_due = False
        self._is_key_on = False
        self._begun: list[CountSet] = []
        self._whole: tuple[CountSet, ...] = ()

    @property
    def untold(self) -> tuple[CountSet, ...]:
        """The bank has not answered to it. Without a record it is of a moment that is over once
        the key was off again."""
        has_record = bool(self._whole) and bool(self._whole[-1].record)
        return self._whole if has_record or not self.is_due else ()

    def take(self, event: Event) -> None:
        match event:
            case SystemStart():
                self._begun = []  # power was lost in the midst
            case KeySwitch() if event.may_have_been_off:
                self._is_key_on = event.is_on
                self.is_due = True  # nobody knows what is done to the canisters
            case KeySwitch():
                self._is_key_on = event.is_on
                if event.was_never_off:
                    self.is_due = False
            case CountSet(more=more):
                if self._begun and self._begun[-1].more != more + 1:
                    self._begun = []
                self._begun.append(event)
                if not more:
                    self._whole, self._begun = tuple(self._begun), []
                    # Of a count at the menu nobody knows what is done to the canisters after it.
                    self.is_due = self.is_due and not self._is_key_on
            case KeyLoaded(device="hsm"):
                # It was loaded, and counted, as part of that; what an HSM said before is nobody's.
                self.is_due, self._whole = False, ()
            case CountReported():
                self._whole = ()
