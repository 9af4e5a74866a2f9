"""The window says what is true of staff cards that end: where no lock is, after a restore."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.locks.desk.desk import Desk
from kiosk.desk.deeds import Deed, Done
from kiosk.desk.desk_seen import DeskSeen, look
from kiosk.desk.outcome_words import outcome
from kiosk.desk.pages import staff_page
from kiosk.desk.staff_questions import fire
from tests.locks.desk.desk_doors import Doors, installed_doors
from tests.locks.desk.desk_kit import Hotel, chance


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[Doors]:
    made = installed_doors(tmp_path)
    yield made
    made.hotel.desk.close()


def seen(hotel: Hotel) -> DeskSeen:
    return look(hotel.desk, hotel.clock())


def asked(hotel: Hotel, serial: int) -> str:
    now = seen(hotel)
    return " ".join(fire(now.member(serial)).ask(now, {}).others)


def fired(hotel: Hotel, serial: int) -> tuple[str, ...]:
    done = Done(Deed("End the card", lambda *_: None), hotel.desk.fire(serial))
    return outcome(done, seen(hotel)).lines


def restored(hotel: Hotel) -> None:
    stick = hotel.folder.parent / "stick"
    hotel.desk.back_up(stick)
    hotel.desk.close()
    shutil.rmtree(hotel.folder)
    one, other = ("\n".join(paper.rows) for paper in hotel.papers[:2])
    Desk.restore(hotel.folder, stick, (one, other), hotel.clock, clerk="owner", newest=1)
    hotel.chance = chance("another PC")
    hotel.desk = hotel.opened()


def test_where_no_lock_is_an_ended_card_opens_nothing_and_nobody_has_to_go(hotel: Hotel) -> None:
    hotel.desk.hire("Bo")

    assert "It opens no door: no lock is installed." in asked(hotel, 1)
    assert ("No lock is installed: it opens no door, and nobody has to go.",) == fired(hotel, 1)


def test_where_locks_are_an_ended_card_opens_until_somebody_was_there(doors: Doors) -> None:
    doors.hotel.desk.hire("Bo")

    assert "It opens each door until somebody was there" in asked(doors.hotel, 1)
    assert "Revoke staff cards" in " ".join(fired(doors.hotel, 1))


def test_a_card_that_nobody_noted_is_not_said_to_be_over(doors: Doors) -> None:
    """It may have been written all the same, and then it opens."""
    doors.hotel.desk.hire("Bo")
    sql = doors.hotel.desk._store.database.connection
    sql.execute("UPDATE staff SET period = NULL")
    said = asked(doors.hotel, 1)

    assert "if it was ever written" in said
    assert "no door any longer" not in said


def test_places_that_a_restore_skipped_are_nobody_in_the_list(doors: Doors) -> None:
    doors.hotel.desk.hire("Bo")
    restored(doors.hotel)
    page = staff_page(seen(doors.hotel), None)
    doors.hotel.desk.staff_checked()
    checked = staff_page(seen(doors.hotel), None)

    assert ["Bo"] == [each["name"] for each in page["members"]]
    assert "The restore revoked 16 places, which nobody here has." == page["skipped"]
    assert ["16 places that the restore revoked"] == [each["title"] for each in page["revocations"]]
    assert (True, False) == (page["unknown"], checked["unknown"])
