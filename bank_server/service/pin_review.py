"""Looks through the results of PINs for somebody who guesses them, and raises the alarm once.

The rules are the log-in reviewer's, with numbers of their own. What staff have closed is judged:
the next alarm counts only what came after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bank_server.domain.people import WorkItem, WorkKind
from bank_server.domain.pin_results import FORGOTTEN_AT_ONCE_MAX, PinResult
from bank_server.log_review.detector import Detector
from bank_server.log_review.evidence import Verdict
from bank_server.service.group import Group, together
from bank_server.service.identifiers import card_token
from bank_server.service.parts import BankParts, atm_name
from bank_server.service.pin_thresholds import WORDS, pin_thresholds
from bank_server.service.pin_visits import PinVisits, Run

WHAT: Final = "pin-review"
REASON: Final = "pin-guessing"
NOTE: Final = "PINs of others' cards were tried; see: review --explain"
PAGE_COUNT: Final = 1_000
CLOSED_LOOKED_AT_MAX: Final = 1_000
ATMS_TOLD_MAX: Final = 20
CARDS_TOLD_MAX: Final = 20
CARD_DIGITS: Final = 8


@dataclass(frozen=True, slots=True)
class PinFinding:
    """
    Attributes:
        first_ms, last_ms: of the results that were judged; None without any.
        wrong, right: how many PINs they were.
        explained: one sentence each; cards by the first digits of their ids, as staff see them.
    """

    verdict: Verdict
    first_ms: int | None
    last_ms: int | None
    wrong: int
    right: int
    explained: tuple[str, ...]


class Reading:
    """One look, page by page, so that no step of it is long. Runs on the store's thread."""

    def __init__(self, parts: BankParts, *, since_ms: int) -> None:
        self._parts = parts
        self._since_ms = since_ms
        self._visits = PinVisits()
        self._after: PinResult | None = None

    def read_page(self) -> bool:
        """Whether there may be more."""
        page = self._parts.store.pins.results(self._after, PAGE_COUNT)
        for each in page:
            if each.at_ms > self._since_ms:
                self._visits.add(each)
            self._after = each
        return len(page) == PAGE_COUNT

    def finding(self) -> PinFinding:
        parts, visits = self._parts, self._visits
        detector = Detector(pin_thresholds(len(parts.store.terminals.atms())))
        tried = visits.tried(parts.now_ms())
        for event in visits.events(tried):
            detector.add(event)
        verdict = detector.verdict()
        explained = tuple(self._explained(verdict, tried)) if verdict.is_intrusion else ()
        return PinFinding(
            verdict, visits.first_ms, visits.last_ms, visits.wrong, visits.right, explained
        )

    def _explained(self, verdict: Verdict, tried: list[Run]) -> Iterator[str]:
        for rule in verdict.rules:
            yield f"{rule}: {WORDS[rule]}"
        names = self._names()
        cards = Counter(run.atm_id for run in tried)
        for atm_id, _ in cards.most_common(ATMS_TOLD_MAX):
            here = [run for run in tried if run.atm_id == atm_id]
            told = sorted({names.get(run.card, "?") for run in here})
            more = len(told) - CARDS_TOLD_MAX
            listed = ", ".join(told[:CARDS_TOLD_MAX]) + (f" and {more} more" if more > 0 else "")
            wrong = sum(len(run.wrong_ms) for run in here)
            yield f"ATM {atm_id}: {wrong} wrong PINs, cards {listed}"

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
        return Reading(self._parts, since_ms=-1 if is_all else self._judged_ms())

    def whole(self, *, is_all: bool) -> PinFinding:
        """At once, for staff who wait for it."""
        reading = self.begin(is_all=is_all)
        while reading.read_page():
            pass
        return reading.finding()

    def raise_alarm(self, finding: PinFinding) -> None:
        """Once: while the item is open, nothing more is said of this ATM."""
        verdict, now_ms = finding.verdict, self._parts.now_ms()
        if not verdict.is_intrusion:
            return
        item = WorkItem(WorkKind.PIN_GUESSING, verdict.top, verdict.top, NOTE)

        def work(group: Group) -> None:
            if all(each.key != item.key for each in group.store.staff.work_items()):
                group.store.staff.report(item, now_ms)
                group.alarm(atm_name(verdict.top), WHAT, REASON)

        together(self._parts, work)

    def forget_old(self) -> bool:
        """Whether more results may be older than they are kept for."""
        gone = self._parts.store.pins.forget_old(self._parts.now_ms())
        return gone == FORGOTTEN_AT_ONCE_MAX

    def _judged_ms(self) -> int:
        """When staff have last closed such an alarm."""
        closed = self._parts.store.staff.closed_work_items(CLOSED_LOOKED_AT_MAX)
        return max(
            (
                item.closed.at_ms
                for item in closed
                if item.kind is WorkKind.PIN_GUESSING and item.closed is not None
            ),
            default=-1,
        )
