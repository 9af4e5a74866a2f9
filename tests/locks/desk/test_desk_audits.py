"""A lock's audit is told in words: when, what, and whose card, as far as that is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hardware.locks.audit_entry import Deed, Why
from hardware.locks.desk import command_words
from hardware.locks.desk.audits import WORDS, AuditKind, AuditLine
from hardware.locks.desk.visits import RoundKind
from tests.locks.desk.desk_doors import Doors, installed_doors


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[Doors]:
    made = installed_doors(tmp_path)
    yield made
    made.hotel.desk.close()


def read(doors: Doors) -> list[AuditLine]:
    """What the lock of 101 told, without the visit that reads it."""
    desk = doors.hotel.desk
    desk.take_results(doors.walk(desk.plan(RoundKind.AUDIT, ["101"]).number))
    return [each for each in desk.audit("101").lines if each.kind is not AuditKind.LOCK]


def test_everything_that_a_lock_notes_has_words() -> None:
    assert {*Why, *Deed} == set(WORDS)
    assert len(WORDS) == len(set(WORDS.values()))


def test_an_opening_names_the_present_guest_an_earlier_one_or_the_member_of_staff(doors) -> None:
    desk, hotel = doors.hotel.desk, doors.hotel
    cards = [desk.hire("Bo Berg").card, desk.check_in("101", "Ada", hotel.nights(1)).card]
    cards.append(desk.duplicate("101").card)
    for card in cards:
        doors.swipe(1, card)
    desk.check_out("101")
    doors.swipe(1, desk.check_in("101", "Eve", hotel.nights(1)).card)
    found = read(doors)

    assert [
        "Bo Berg (1)",
        "guest's card 1",
        "guest's card 1, copy 1",
        "present guest's card 2",
    ] == [each.who for each in found]
    assert {AuditKind.OPENED} == {each.kind for each in found}
    assert "Ada" not in str(found)


def test_a_refusal_says_what_the_card_says_of_itself_and_how_often(doors: Doors) -> None:
    """Another room's card carries that room, and no index of this one."""
    hotel = doors.hotel
    card = hotel.desk.check_in("102", None, hotel.nights(1)).card
    for _ in range(3):
        doors.swipe(1, card)
        hotel.clock.pass_(minutes=2)
    doors.door(1).lock.swipe(bytes(52))
    other, unreadable = read(doors)

    assert (AuditKind.REFUSED, "refused: another room's") == (other.kind, other.what)
    assert ("guest's card for 102", 3) == (other.who, other.count)
    assert timedelta(minutes=4) == other.until - other.at
    assert ("refused: not readable", "") == (unreadable.what, unreadable.who)


def test_an_order_is_named_by_its_round(doors: Doors) -> None:
    read(doors)
    lines = doors.hotel.desk.audit("101").lines
    said = command_words.audit(doors.hotel.desk, doors.hotel.desk.audit("101"))

    assert "round 2" == next(each.who for each in lines if each.what == "audit read")
    assert "Read on Mon 23 Nov 2026 10:00." == said[-1]
    assert "lock installed" in said[0]


def test_an_audit_that_was_never_read_says_which_round_reads_it(doors: Doors) -> None:
    desk = doors.hotel.desk

    assert ["The audit of 101 was never read: `plan audit 101`."] == command_words.audit(
        desk, desk.audit("101")
    )
