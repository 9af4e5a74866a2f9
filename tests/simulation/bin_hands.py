"""People who empty a simulated machine's bins, count what lay there, and type it.

Whoever is cut short has the notes in their hands: they look into the journal whether the machine
has it, and type it again where it has not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from kiosk.domain.bins import Bin
from kiosk.domain.maintenance.balancing import groups_of
from kiosk.journal.events import BinsEmptied
from kiosk.journal.reader import read_entries
from tests.simulation.faults import FaultKind

if TYPE_CHECKING:
    from tests.simulation.site import Site

WHO: Final = "anna+ben"
PLACES: Final = {Bin.REJECT: "reject_bin", Bin.RETRACT: "retract_bin"}


class BinHands:
    """
    Attributes:
        slips: by bin, notes that were typed and did not lie there, since the last close.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._in_hand: dict[Bin, Counter[int]] = {}
        self._typed_wrong: dict[Bin, Counter[int]] = {}
        self._entries_before = 0
        self.slips: dict[Bin, Counter[int]] = {each: Counter() for each in Bin}

    @property
    def are_full(self) -> bool:
        """Of notes that the machine may not know of as taken out."""
        return bool(self._in_hand)

    def closed(self) -> None:
        """What people count from now on is of another period."""
        for each in self.slips.values():
            each.clear()

    def empty(self, then: Callable[[], None]) -> None:
        """Both bins. Not called again before the machine has it, unless it has died."""
        self._look_into_the_journal()
        for which in Bin:
            self._take_out(which)
        self._site.matter.works.empty_bins()
        self._type(then)

    def _look_into_the_journal(self) -> None:
        known = self._entries()
        for which in list(self._in_hand)[: known - self._entries_before]:
            self._machine_has(which)
        self._entries_before = known

    def _take_out(self, which: Bin) -> None:
        """Nobody can tell apart notes of one value."""
        site = self._site
        groups = groups_of(site.cash.of(*site.cash.denominations))
        found = self._in_hand.setdefault(which, Counter())
        for canister, count in site.matter.works.whereabouts()[PLACES[which]].items():
            found[groups[canister]] += count
        wrong = self._typed_wrong.setdefault(which, Counter())
        if site.strikes(FaultKind.MISCOUNTED) is not None:
            wrong[groups[1]] += 1
            site.city.coverage[f"{which.value} bin counted wrong"] += 1

    def _type(self, then: Callable[[], None]) -> None:
        which = next(iter(self._in_hand), None)
        if which is None:
            then()
            return
        found = self._in_hand[which] + self._typed_wrong[which]

        def written() -> None:
            self._machine_has(which)
            self._entries_before += 1
            self._type(then)

        self._site.core.bins.empty(which, found, WHO, written)

    def _machine_has(self, which: Bin) -> None:
        notes, wrong = self._in_hand.pop(which), self._typed_wrong.pop(which)
        self.slips[which] += wrong
        some = "with notes in it" if notes.total() else "with nothing in it"
        self._site.city.coverage[f"{which.value} bin emptied, {some}"] += 1

    def _entries(self) -> int:
        return sum(e.ev == BinsEmptied.CODE for e in read_entries(self._site.disk))
