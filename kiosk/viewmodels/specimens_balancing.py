"""Specimens of balancing: totals, a count, and a difference with where to look."""

from __future__ import annotations

from typing import Final

from kiosk.domain.maintenance import balancing_pages as pages
from kiosk.domain.maintenance.balancing import Counted, Difference, Doubt, Envelopes, Period
from kiosk.domain.maintenance.balancing_causes import causes
from kiosk.domain.maintenance.balancing_pages import Bank, Place, Totals
from kiosk.domain.maintenance.note_flow import Bin, Flow
from kiosk.domain.screens import Screen, ScreenId
from kiosk.domain.staff_page import Mood, StaffPage, Word
from kiosk.viewmodels.specimen_parts import euro
from kiosk.viewmodels.specimens_staff import ANNA, BEN, NOON_MS, here, paged, shown_to_staff

_NOTES: Final = (euro(10_00), euro(20_00), euro(50_00), euro(100_00))
_PERIOD: Final = Period(
    number=17,
    since_ms=NOON_MS - 86_400_000,
    flows=(
        Flow(1, 4, 1_204, start=812, added=2_500, removed=40, presented=2_061, rejected=7),
        Flow(2, 4, 1_985, start=2_500, presented=512, tested=1, unknown=2, reject=Bin(0, 3)),
        Flow(3, 2, 1_500, start=2_000, presented=500, retracted=12, retract=Bin(None)),
        Flow(4, 3, 700, start=1_000, presented=300, missing=3),
    ),
    doubts=(Doubt("a118" * 8, NOON_MS, {2: 2}),),
    envelopes=Envelopes(6, 12, 17),
)
_TOTALS: Final = Totals(
    _PERIOD, _NOTES, Bank.SAYS, euro(-40_00), None, False, (16, Word("balance.untold"))
)
_AWAY: Final = Totals(_PERIOD, _NOTES, Bank.AWAY, None, Word("balance.why-unsettled"), True, None)
_COUNTED: Final = {
    1: Counted(1_203, 7, 0),
    2: Counted(1_987, 4, 0),
    3: Counted(1_500, 0, 12),
    4: Counted(697, 0, 0),
}
_OFF: Final = tuple(
    Difference(number, left, reject, retract)
    for number, left, reject, retract in (
        (1, -1, 7, 0),
        (2, 2, 1, 0),
        (3, 0, 0, None),
        (4, -3, 0, 0),
    )
)


def _shown(page: StaffPage, number: int = 1) -> Screen:
    return shown_to_staff(ScreenId.STAFF_BALANCING, paged(here(page, ANNA, BEN), number))


SCREENS: Final[dict[str, Screen]] = {
    "M12-totals": _shown(pages.totals(_TOTALS, Word("slip.printed", (1,)), Mood.GOOD)),
    "M12-totals-more": _shown(pages.totals(_AWAY, None, Mood.PLAIN), 2),
    "M12-count": _shown(
        pages.counting(
            (Place.REJECT, 2),
            {(Place.CANISTER, number): each.left for number, each in _COUNTED.items()},
            _NOTES,
            Word("balance.counts-differ"),
            is_again=False,
        )
    ),
    "M12-found": _shown(
        pages.found(_PERIOD, _COUNTED, _NOTES, causes(_OFF, _PERIOD, host=-1, waiting=2))
    ),
    "M12-found-more": _shown(
        pages.found(_PERIOD, _COUNTED, _NOTES, causes(_OFF, _PERIOD, host=-1, waiting=2)), 2
    ),
}
