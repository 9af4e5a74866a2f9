"""Whether time alone has brought the visit to where it is: then nobody is ready for it."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import ChoicePressed, KeyPressed
from kiosk.domain.visit.events import CardRead, CardTaken, Event, PinDigits, PinEnded, TimeIsUp
from kiosk.domain.visit.state import Visit

CUSTOMERS: Final = ChoicePressed | KeyPressed | PinDigits | PinEnded | CardRead | CardTaken


def came_by_time(before: Visit, event: Event, after: Visit, *, was: bool) -> bool:
    """Whether `after` is shown because time was up, at `event` or at one before it.

    What a device or the bank says in between changes nothing: the customer has done nothing yet.
    was: the answer for `before`.
    """
    if (before.place, before.warned) == (after.place, after.warned):
        return was
    match event:
        case TimeIsUp() | PinEnded.TIMED_OUT:
            return True
        case PinEnded.PAD_LOST:
            return was
    return was and not isinstance(event, CUSTOMERS)
