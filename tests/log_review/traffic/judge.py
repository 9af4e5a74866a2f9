"""The log reviewer as its command runs it, on bytes in memory and without a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from bank_server.log_review.detector import Detector
from bank_server.log_review.evidence import Event, Verdict
from bank_server.log_review.reviewing import Reviewer
from bank_server.log_review.stamps import Stamps, Timeline
from bank_server.log_review.thresholds import thresholds
from tests.log_review.traffic.rates import Judged

YEAR: Final = 2017  # of a log's first line, which names none


def judge(content: bytes) -> Judged:
    """What the reviewer says of a whole log."""
    return judged(verdict_of(events_of([content])))


def events_of(parts: Sequence[bytes]) -> list[Event]:
    """What the reviewer reads in a log that came in parts of whole lines."""
    events: list[Event] = []
    reviewer = Reviewer(Timeline(Stamps(YEAR)), lambda *said: events.append(Event(*said)))
    for part in parts:
        reviewer.feed(part.removesuffix(b"\n"))
    reviewer.end()
    return events


def verdict_of(events: Iterable[Event]) -> Verdict:
    detector = Detector(thresholds(), accounts=())
    for event in events:
        detector.add(event)
    return detector.verdict()


def judged(verdict: Verdict) -> Judged:
    return Judged(
        is_intrusion=verdict.is_intrusion,
        users=verdict.users,
        invalid_names=verdict.invalid_names,
        breached=verdict.breached,
        rules=verdict.rules,
    )
