"""Looks through the results of PINs for somebody who guesses them, and raises each alarm once.

What staff have closed is judged: at that ATM the next alarm counts only what came after, and so
does the next one of all ATMs together after theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bank_server.domain.people import WorkItem, WorkKind
from bank_server.domain.pin_results import FORGOTTEN_AT_ONCE_MAX, PinResult
from bank_server.service.group import Group, together
from bank_server.service.identifiers import card_token
from bank_server.service.parts import BankParts, atm_name
from bank_server.service.pin_finding import PinFinding, Place, finding
from bank_server.service.pin_rules import found
from bank_server.service.pin_visits import PinVisits

WHAT: Final = "pin-review"
REASON: Final = "pin-guessing"
OF_ALL: Final = "all-atms"  # what the item of R5 is about
PAGE_COUNT: Final = 1_000
CLOSED_LOOKED_AT_MAX: Final = 1_000
OPEN_MAX: Final = 20  # items of this kind at a time; more come when these are closed
CARD_DIGITS: Final = 8


class Reading:
    """One look, page by page, so that no step of it is long. Runs on the store's thread."""

    def __init__(self, parts: BankParts, judged_ms: Mapping[str, int]) -> None:
        """judged_ms: up to when staff have looked, by what the items were about."""
        self._parts = parts
        self._judged_ms = judged_ms
        self._visits = PinVisits()
        self._after: PinResult | None = None

    def read_page(self) -> bool:
        """Whether there may be more."""
        page = self._parts.store.pins.results(self._after, PAGE_COUNT)
        for each in page:
            if each.at_ms > self._judged_ms.get(each.atm_id, -1):
                self._visits.add(each)
            self._after = each
        return len(page) == PAGE_COUNT

    def finding(self) -> PinFinding:
        told = found(
            self._visits,
            self._parts.now_ms(),
            all_since_ms=self._judged_ms.get(OF_ALL, -1),
        )
        return finding(self._visits, told, self._names() if told else {})

    def _names(self) -> dict[str, str]:
        """By token; nothing that is kept leads from a token to its card."""
        pepper = self._parts.pepper
        ids = (card.card_id for card in self._parts.store.cards.cards())
        return {card_token(pepper, card_id): card_id[:CARD_DIGITS] for card_id in ids}


class PinReview:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts

    def begin(self, *, is_all: bool = False) -> Reading:
        """is_all: also what staff have judged before."""
        return Reading(self._parts, {} if is_all else self._judged_ms())

    def whole(self, *, is_all: bool) -> PinFinding:
        """At once, for staff who wait for it."""
        reading = self.begin(is_all=is_all)
        while reading.read_page():
            pass
        return reading.finding()

    def raise_alarm(self, finding: PinFinding) -> None:
        """One item for each ATM, and one for all of them together. While it is open, nothing more
        is said of that; with OPEN_MAX of them, of none."""
        now_ms = self._parts.now_ms()

        def work(group: Group) -> None:
            listed = group.store.staff.work_items()
            about = {each.reference for each in listed if each.kind is WorkKind.PIN_GUESSING}
            for place in finding.places:
                item = _item(place)
                if item.reference not in about and len(about) < OPEN_MAX:
                    about.add(item.reference)
                    group.store.staff.report(item, now_ms)
                    group.alarm(atm_name(item.atm_id), WHAT, REASON)

        if finding.places:
            together(self._parts, work)

    def forget_old(self) -> bool:
        """Whether more results may be older than they are kept for."""
        gone = self._parts.store.pins.forget_old(self._parts.now_ms())
        return gone == FORGOTTEN_AT_ONCE_MAX

    def _judged_ms(self) -> dict[str, int]:
        """When staff have last closed such an alarm, by what it was about."""
        judged: dict[str, int] = {}
        for item in self._parts.store.staff.closed_work_items(CLOSED_LOOKED_AT_MAX):
            if item.kind is WorkKind.PIN_GUESSING and item.closed is not None:
                before_ms = judged.get(item.reference, -1)
                judged[item.reference] = max(before_ms, item.closed.at_ms)
        return judged


def _item(place: Place) -> WorkItem:
    about = OF_ALL if place.is_all else place.atm_id
    return WorkItem(WorkKind.PIN_GUESSING, place.atm_id, about, place.says)
