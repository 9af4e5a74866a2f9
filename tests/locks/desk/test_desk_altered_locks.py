"""What a visit tells the desk of a lock: its audit, another lock, a memory that was changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardware.locks.audit_entry import Why
from hardware.locks.desk.audits import AuditKind, AuditRead
from hardware.locks.desk.rooms import planned_rooms
from hardware.locks.desk.visits import RoundKind
from hardware.locks.firmware import memory_map
from hardware.locks.staff_table import SLOT_SIZE
from tests.locks.desk.desk_doors import LOCKS, Doors, go
from tests.locks.desk.desk_kit import Hotel

ROOMS = tuple(LOCKS)


def test_a_planted_staff_image_is_told_when_the_audit_is_read(doors: Doors) -> None:
    hotel = doors.hotel
    go(doors, RoundKind.DST)
    card = hotel.desk.hire("Bo").card
    hotel.clock.pass_(days=7, hours=1)
    hotel.desk.renew(1)
    renewed = max(each.stem for each in hotel.cards.iterdir())
    opened = [doors.swipe(1, card), doors.swipe(1, renewed)]
    honest = go(doors, RoundKind.AUDIT, "101")
    plant(doors, 1)
    found = go(doors, RoundKind.AUDIT, "101")

    assert [Why.OPENED, Why.OPENED] == opened
    assert [(True, False)] == [(each.is_done, each.is_altered) for each in honest]
    assert [(True, True)] == [(each.is_done, each.is_altered) for each in found]
    assert hotel.desk.room("101").is_altered
    assert ("a look: its memory was changed",) == hotel.desk.doors()[0].needs


def plant(doors: Doors, lock: int) -> None:
    """Somebody copies one staff image over another place's, as with a soldering iron."""
    memory = doors.door(lock).memory
    staff = memory.read(memory_map.STAFF)
    memory.write([memory_map.STAFF.part(100 * SLOT_SIZE, staff[:SLOT_SIZE])])


def test_a_change_of_what_a_lock_holds_is_told_when_the_audit_is_read(doors: Doors) -> None:
    honest = go(doors, RoundKind.AUDIT, *ROOMS)
    changed = (memory_map.GUEST_IMAGE, memory_map.GUEST_INDEX, memory_map.PERIOD_WEEKS)
    for lock, place in zip(LOCKS.values(), changed, strict=True):
        memory = doors.door(lock).memory
        memory.write([place.put(bytes(each ^ 1 for each in memory.read(place)))])
    found = go(doors, RoundKind.AUDIT, *ROOMS)

    assert [False] * 3 == [each.is_altered for each in honest]
    assert [True] * 3 == [each.is_altered for each in found]


@pytest.mark.parametrize("at", [0, 16, 32])
def test_a_planted_key_or_subkey_is_told_at_the_next_table(doors: Doors, at: int) -> None:
    """Guests' cards would be ALTERED there. A key that came by an order is not planted."""
    honest = [*go(doors, RoundKind.REKEY, "101"), *go(doors, RoundKind.DST, "101")]
    memory = doors.door(1).memory
    key = bytearray(memory.read(memory_map.ATTRIBUTE_KEY))
    key[at] ^= 1
    memory.write([memory_map.ATTRIBUTE_KEY.put(bytes(key))])
    found = go(doors, RoundKind.DST, "101")

    assert [(True, False)] * 2 == [(each.is_done, each.is_altered) for each in honest]
    assert [(True, True)] == [(each.is_done, each.is_altered) for each in found]


def test_the_audit_comes_back_with_who_and_when(doors: Doors) -> None:
    desk = doors.hotel.desk
    card = desk.check_in("101", None, doors.hotel.nights(1)).card
    doors.swipe(1, card)
    go(doors, RoundKind.AUDIT, "101")
    opened = [each for each in desk.audit("101").lines if each.kind is AuditKind.OPENED]

    assert ["present guest's card 1"] == [each.who for each in opened]
    assert [doors.hotel.clock()] == [each.at for each in opened]
    assert AuditRead("102", None, ()) == desk.audit("102")


def test_many_staff_cards_on_a_monday_are_no_alarm(doors: Doors) -> None:
    """Around a change of weeks each place may be at either: too many ways to try them all."""
    hotel = doors.hotel
    cards = [hotel.desk.hire(f"Bo {number}").card for number in range(10)]
    hotel.clock.pass_(days=6, hours=17)
    renewed = [hotel.desk.renew(serial).card for serial in range(1, 11, 2)]
    opened = {doors.swipe(1, card) for card in (*renewed, *cards[1::2])}
    taken = go(doors, RoundKind.AUDIT, "101")

    assert {Why.OPENED} == opened
    assert (True, False) == (taken[0].is_done, taken[0].is_altered)
    assert "cannot be told for certain" in taken[0].words


def test_another_lock_in_the_door_is_told(doors: Doors) -> None:
    doors.made[1], doors.made[2] = doors.made[2], doors.made[1]
    taken = go(doors, RoundKind.DST, "101")

    assert (False, "another lock is in this door") == (taken[0].is_done, taken[0].words)


def test_a_lock_of_another_hotel_is_not_believed(doors: Doors, tmp_path: Path) -> None:
    other = Hotel(tmp_path / "other", hotel=0x00BEEF, rooms=planned_rooms(["101"]))
    theirs = Doors(other)
    go(theirs, RoundKind.INSTALL, "101")
    doors.made[1] = theirs.door(1)
    taken = go(doors, RoundKind.DST, "101")
    other.desk.close()

    assert not taken[0].is_done
