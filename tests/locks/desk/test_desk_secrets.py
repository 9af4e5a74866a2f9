"""No secret of the hotel in a log line, an exception's text or anything that is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardware.locks.desk.refusals import DeskRefusal
from hardware.locks.desk.visits import RoundKind, staff_values
from hardware.locks.keycard import decode
from tests.locks.desk.desk_doors import Doors
from tests.locks.desk.desk_kit import Hotel


def secrets(hotel: Hotel) -> set[str]:
    """Hex of the master key, its derivations, and of what is on the cards."""
    keys = hotel.desk._store.keys
    found = [keys.master(), keys.signing_seed(), keys.backup_key(), keys.attribute_key(1, 0)]
    raw = [each.reveal() for each in found]
    for path in hotel.cards.iterdir():
        card = decode(path.read_bytes())
        raw.append(card.x if hasattr(card, "x") else card.c)
    return {form for each in raw for form in (each.hex()[:16], repr(each)[2:-1][:12])}


def test_what_the_desk_answers_and_logs_holds_no_secret(tmp_path: Path) -> None:
    hotel = Hotel(tmp_path)
    desk, doors = hotel.desk, Doors(hotel)
    told = [
        desk.check_in("101", "Ada", hotel.nights(1)),
        desk.lost("101"),
        desk.hire("Bo"),
        desk.plan(RoundKind.INSTALL, ["101"]),
        desk.package(1),
        desk.take_results(doors.walk(1)),
        desk.rooms(),
        desk.staff(),
        desk.doors(),
        desk.log_tail(100),
        hotel.papers,
        desk.print_shares(),
        staff_values(desk._store, 0),
        desk.back_up(tmp_path / "stick"),
    ]
    with pytest.raises(DeskRefusal) as refused:
        desk.check_in("101", None, hotel.nights(1))
    told += [refused.value, refused.value.__cause__]
    text = repr(told)
    found = [each for each in secrets(hotel) if each in text]
    desk.close()

    assert [] == found
    assert "101" in text


def test_papers_that_are_shown_by_mistake_show_nothing(hotel: Hotel) -> None:
    rows = [row for paper in hotel.papers for row in paper.rows]

    assert not any(row in repr(hotel.papers) for row in rows)
