"""Short words for events, so that a test reads like the log that it means."""

from __future__ import annotations

from collections.abc import Iterable

from bank_server.log_review.detector import Detector
from bank_server.log_review.evidence import (
    EXISTING,
    EXISTS,
    FAILED,
    NAME_TRIED,
    PROBED,
    SUCCEEDED,
    UNKNOWN,
    Event,
    Verdict,
)
from bank_server.log_review.thresholds import Thresholds, thresholds

LIMITS = thresholds()
BOT = "192.0.2.7"


def fail(when: int, source: str = BOT, account: str = "alice", count: int = 1) -> Event:
    return Event(when, FAILED, source, account, count, EXISTING)


def refuse(when: int, source: str, account: str) -> Event:
    """A password for a name that the host does not know."""
    return Event(when, FAILED, source, account, 1, UNKNOWN)


def name(when: int, source: str, account: str) -> Event:
    return Event(when, NAME_TRIED, source, account, 1, UNKNOWN)


def log_in(when: int, source: str = BOT, account: str = "alice") -> Event:
    return Event(when, SUCCEEDED, source, account, 1, EXISTING)


def probe(when: int, source: str = BOT) -> Event:
    return Event(when, PROBED, source, "", 1, UNKNOWN)


def exists(when: int, account: str) -> Event:
    return Event(when, EXISTS, "", account, 1, EXISTING)


def judged(
    events: Iterable[Event], limits: Thresholds = LIMITS, accounts: Iterable[str] = ()
) -> Verdict:
    """In order of time; what is of one second stays as it is given."""
    detector = Detector(limits, list(accounts))
    for event in sorted(events, key=lambda each: each.when):
        detector.add(event)
    return detector.verdict()
