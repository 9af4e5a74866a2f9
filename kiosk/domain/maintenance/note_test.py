"""The dispenser's test: when a note of each canister may go to the reject bin, and what came of it.

Nothing of it ever reaches the shutter: the HSM itself knows the test only as a way to the bin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from hardware.crypto.record import LineFlag, Record, TxnOutcome
from kiosk.domain.maintenance.doors import DoorSeen, was_opened_since
from kiosk.domain.maintenance.staff import People, Role
from kiosk.domain.staff_page import Word
from kiosk.domain.supervisor import Conditions, Device, Mode, service

DOOR_S: Final = 600.0  # since the safe was shut again
TESTS_MAX: Final = 3  # within TESTS_S
TESTS_S: Final = 3600.0
SECOND_ROLES: Final = frozenset({Role.CUSTODIAN})


GOES_ON: Final = Word("tests.goes-on")


class Fate(Enum):
    MOVED = "moved"
    NOT_MOVED = "not-moved"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Tested:
    """One canister's note. code: why it has not moved, or is not known; for the journal."""

    canister: int
    fate: Fate
    code: str = "ok"


@dataclass(frozen=True, slots=True)
class Guard:
    """What decides whether a test may begin.

    Attributes:
        since_s: when the first of the people logged in.
        recent_s: when tests began.
        is_driven: programs drive this machine; whoever is at it may be far away.
    """

    now: Conditions
    safe: DoorSeen
    since_s: float
    now_s: float
    recent_s: Sequence[float]
    is_driven: bool


def why_not(guard: Guard) -> Word | None:
    """Why none may begin; None if one may. The two people are asked for besides."""
    now = guard.now
    recent = [at for at in guard.recent_s if guard.now_s - at < TESTS_S]
    shut_s = guard.safe.closed_s
    reasons = (
        ("tests.driven", guard.is_driven),
        ("tests.not-off", service(now).mode is not Mode.OFF or not now.staffed),
        ("tests.no-hsm", Device.HSM not in now.present or not now.probed),
        ("tests.halted", bool(now.halted) or now.contradicted),
        ("tests.unsettled", now.unsettled or now.close_untold),
        ("tests.no-link", not now.link_up),
        ("tests.clock-wrong", now.clock_wrong),
        ("tests.too-many", len(recent) >= TESTS_MAX),
        ("tests.door-not-opened", not was_opened_since(guard.safe, guard.since_s)),
        ("tests.door-open", now.door_open or guard.safe.is_open),
        ("tests.door-too-long", shut_s is None or guard.now_s - shut_s > DOOR_S),
    )
    return next((Word(word) for word, holds in reasons if holds), None)


def are_enough(people: People) -> bool:
    """Two people, and between them an engineer and a custodian."""
    first, second = people.first, people.second
    if second is None or first.number == second.number:
        return False
    return any(
        Role.ENGINEER in one.roles and Role.CUSTODIAN in other.roles
        for one, other in ((first, second), (second, first))
    )


def why_not_these(people: People) -> Word | None:
    return None if are_enough(people) else Word("tests.two")


def fate_of(canister: int, final: Record | None) -> Tested:
    """final: None where the HSM surely does not know of the test."""
    if final is None:
        return Tested(canister, Fate.NOT_MOVED, "not-begun")
    if final.outcome is not TxnOutcome.VOID:
        return Tested(canister, Fate.UNKNOWN, final.outcome.name.lower())
    line = next((each for each in final.lines if each.canister == canister), None)
    if line is None:
        return Tested(canister, Fate.UNKNOWN, "no-line")
    if line.rejected == 1:
        return Tested(canister, Fate.MOVED)
    code = "jam" if line.flags & LineFlag.FAULT else "no-note"
    return Tested(canister, Fate.NOT_MOVED, code)


def runs_left(recent_s: Sequence[float], now_s: float) -> int:
    """How many tests may still begin within the hour."""
    return max(0, TESTS_MAX - sum(now_s - at < TESTS_S for at in recent_s))


def worst(tested: Sequence[Tested]) -> Tested | None:
    """What the whole test is judged by; None where no note was to be moved."""
    order = (Fate.UNKNOWN, Fate.NOT_MOVED, Fate.MOVED)
    return min(tested, key=lambda each: order.index(each.fate), default=None)
