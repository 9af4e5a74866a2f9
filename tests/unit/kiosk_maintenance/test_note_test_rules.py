"""When a note may be tested into the reject bin, and what came of it: every rule by itself."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from kiosk.domain.maintenance import note_test
from kiosk.domain.maintenance.doors import DoorSeen
from kiosk.domain.maintenance.note_test import (
    Fate,
    Guard,
    are_enough,
    fate_of,
    why_not,
    why_not_these,
    worst,
)
from kiosk.domain.maintenance.staff import People, Person, Role
from kiosk.domain.supervisor import Conditions, Device

NO_FLAGS = LineFlag(0)
NOW_S, SINCE_S = 10_000.0, 9_000.0
SHUT = DoorSeen(is_open=False, opened_s=9_400.0, closed_s=9_500.0)
AT_IT = Conditions(
    recovered=True,
    bank_asked=True,
    devices_tried=True,
    probed=True,
    staffed=True,
    link_up=True,
    present=frozenset(Device),
)
WELL = Guard(AT_IT, SHUT, SINCE_S, NOW_S, (), is_driven=False)
ENGINEER = Person("1", "eva", frozenset({Role.ENGINEER}))
CUSTODIAN = Person("2", "kim", frozenset({Role.CUSTODIAN}))
BOTH = Person("3", "lee", frozenset({Role.CUSTODIAN, Role.ENGINEER}))


def test_with_all_of_them_kept_it_may_begin():
    assert why_not(WELL) is None


@pytest.mark.parametrize(
    ("why", "changes"),
    [
        ("tests.driven", {"is_driven": True}),
        ("tests.not-off", {"now": replace(AT_IT, key_on=True)}),
        ("tests.not-off", {"now": replace(AT_IT, staffed=False)}),
        ("tests.no-hsm", {"now": replace(AT_IT, present=frozenset())}),
        ("tests.no-hsm", {"now": replace(AT_IT, probed=False)}),
        ("tests.halted", {"now": replace(AT_IT, halted="somebody must look")}),
        ("tests.unsettled", {"now": replace(AT_IT, unsettled=True)}),
        ("tests.no-link", {"now": replace(AT_IT, link_up=False)}),
        ("tests.clock-wrong", {"now": replace(AT_IT, clock_wrong=True)}),
        ("tests.too-many", {"recent_s": (6_401.0, 7_000.0, 9_999.0)}),
        ("tests.door-not-opened", {"safe": DoorSeen()}),
        ("tests.door-not-opened", {"safe": replace(SHUT, opened_s=8_999.0)}),
        ("tests.door-open", {"safe": replace(SHUT, is_open=True)}),
        ("tests.door-open", {"now": replace(AT_IT, door_open=True)}),
        ("tests.door-too-long", {"safe": replace(SHUT, closed_s=9_399.0)}),
    ],
)
def test_each_rule_stops_it_alone(why, changes):
    refused = why_not(replace(WELL, **changes))

    assert why == refused.id


@pytest.mark.parametrize(
    "changes",
    [
        {"recent_s": (6_400.0, 7_000.0, 9_999.0)},
        {"safe": replace(SHUT, opened_s=9_000.0, closed_s=9_400.0)},
    ],
)
def test_an_hour_and_ten_minutes_are_just_that(changes):
    assert why_not(replace(WELL, **changes)) is None


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (ENGINEER, CUSTODIAN, True),
        (CUSTODIAN, ENGINEER, True),
        (BOTH, CUSTODIAN, True),
        (ENGINEER, BOTH, True),
        (ENGINEER, None, False),
        (BOTH, None, False),
        (BOTH, BOTH, False),
        (ENGINEER, replace(ENGINEER, number="4"), False),
        (CUSTODIAN, replace(CUSTODIAN, number="4"), False),
    ],
)
def test_an_engineer_and_a_custodian_and_never_one_for_both(first, second, expected):
    assert expected is are_enough(People(first, second))
    assert expected is (why_not_these(People(first, second)) is None)


def final(outcome=TxnOutcome.VOID, *, rejected=1, flags=NO_FLAGS):
    line = RecordLine(2, flags, 1, 5, 95, rejected, rejected, 0, 0)
    return Record(RecordKind.FINAL, UUID(int=1), b"t" * 16, bytes(16), outcome, (line,))


@pytest.mark.parametrize(
    ("record", "fate", "code"),
    [
        (final(), Fate.MOVED, "ok"),
        (final(rejected=0), Fate.NOT_MOVED, "no-note"),
        (final(rejected=0, flags=LineFlag.FAULT), Fate.NOT_MOVED, "jam"),
        (final(TxnOutcome.SUSPECT), Fate.UNKNOWN, "suspect"),
        (None, Fate.NOT_MOVED, "not-begun"),
    ],
)
def test_done_not_done_and_unknown_are_three(record, fate, code):
    assert note_test.Tested(2, fate, code) == fate_of(2, record)


def test_a_whole_test_is_as_good_as_its_worst_note():
    moved, stays, doubt = (
        note_test.Tested(1, each) for each in (Fate.MOVED, Fate.NOT_MOVED, Fate.UNKNOWN)
    )

    assert doubt == worst([moved, doubt, stays])
    assert stays == worst([moved, stays])
    assert worst([]) is None
