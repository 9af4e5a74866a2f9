"""The desk's log: every deed with who and when, and no change or cut of it goes unseen."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from hardware.crypto.seal_slots import SlotContent, slot_of
from hardware.crypto.sealed_log import key_name
from hardware.crypto.secret import Secret
from hardware.locks.desk import paper_groups
from hardware.locks.desk.refusals import DeskRefusal, Reason
from tests.locks.desk.desk_kit import Hotel

ENTRY = "json_set(CAST(body AS TEXT), '$.room', '102')"


def key_of(hotel: Hotel) -> Secret:
    return Secret(paper_groups.typed("\n".join(hotel.papers[3].rows), 32))


def busy(hotel: Hotel) -> None:
    hotel.desk.check_in("101", None, hotel.nights(1))
    hotel.desk.entered("101")
    hotel.desk.check_out("101")


def write(hotel: Hotel, statement: str) -> None:
    with closing(sqlite3.connect(hotel.folder / "desk.sqlite3")) as sql, sql:
        sql.execute(statement)


def test_each_deed_is_logged_with_who_and_when(hotel: Hotel) -> None:
    busy(hotel)
    entries = hotel.desk.log_tail(10)

    assert ["set-up", "signing-key", "check-in", "check-in-made", "entered", "check-out"] == [
        each.deed for each in entries
    ]
    assert ["owner"] * 2 + ["anna"] * 4 == [each.who for each in entries]
    assert "2026-11-23T09:00:00+00:00" == entries[1].at


def test_a_whole_log_verifies_with_the_papers_key(hotel: Hotel) -> None:
    busy(hotel)
    hotel.reopen()
    hotel.desk.escort("102")
    check = hotel.desk.log_verified(key_of(hotel))

    assert (7, True, True) == (check.entries, check.is_good, check.has_seals_checked)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (f"UPDATE entry SET body = CAST({ENTRY} AS BLOB) WHERE number = 3", "Entry 3"),
        ("DELETE FROM entry WHERE number = 4", "Entry 4 is missing"),
        ("UPDATE entry SET number = 9 WHERE number = 5", "Entry 5 is missing"),
    ],
)
def test_a_change_of_the_past_is_told_with_and_without_the_key(
    hotel: Hotel, statement: str, words: str
) -> None:
    busy(hotel)
    honest = hotel.desk.log_verified(key_of(hotel)).is_good
    write(hotel, statement)
    checks = hotel.desk.log_verified(key_of(hotel)), hotel.desk.log_verified(None)

    assert honest
    assert [False, False] == [each.is_good for each in checks]
    assert all(words in each.words for each in checks)


def test_a_forger_who_chains_anew_is_caught_by_the_seals(hotel: Hotel) -> None:
    busy(hotel)
    with closing(sqlite3.connect(hotel.folder / "desk.sqlite3")) as sql, sql:
        from hardware.crypto.sealed_log import ZERO_HASH, chained

        before = ZERO_HASH
        for number, body in sql.execute("SELECT number, body FROM entry").fetchall():
            forged = body.replace(b"101", b"102")
            before = chained(before, forged)
            sql.execute(
                "UPDATE entry SET body = ?, h = ? WHERE number = ?", (forged, before, number)
            )
    unsealed, sealed = hotel.desk.log_verified(None), hotel.desk.log_verified(key_of(hotel))

    assert (True, False) == (unsealed.is_good, sealed.is_good)
    assert "Entry 3: its seal is not of this key" == sealed.words


def test_a_log_whose_end_was_cut_off_is_refused_at_the_next_start(hotel: Hotel) -> None:
    busy(hotel)
    hotel.desk.close()
    write(hotel, "DELETE FROM entry WHERE number > 4")
    with pytest.raises(DeskRefusal) as caught:
        hotel.opened()

    assert Reason.LOG is caught.value.reason
    assert "last 2 entries are missing" in caught.value.words


def test_a_cut_end_under_a_key_made_to_fit_is_told_by_the_papers_key(hotel: Hotel) -> None:
    """Who has the PC for a night can write seal.key as well, but not the key that it had then."""
    busy(hotel)
    honest = hotel.desk.log_verified(key_of(hotel))
    hotel.desk.close()
    write(hotel, "DELETE FROM entry WHERE number > 4")
    name = key_name(key_of(hotel))
    slot = slot_of(b"DESK", SlotContent(name, 5, Secret(bytes(32))))
    (hotel.folder / "seal.key").write_bytes(slot * 2)
    hotel.desk = hotel.opened()
    alone, with_key = hotel.desk.log_verified(None), hotel.desk.log_verified(key_of(hotel))

    assert (honest.is_good, honest.entries) == (True, 6)
    assert (alone.is_good, alone.has_seals_checked) == (True, False)
    assert (with_key.is_good, with_key.entries) == (False, 4)
    assert "newest entries were cut off" in with_key.words


def test_a_log_whose_key_is_behind_by_some_entries_is_whole(hotel: Hotel) -> None:
    """Of a power cut that came before the key's file had reached the disk."""
    before = (hotel.folder / "seal.key").read_bytes()
    busy(hotel)
    hotel.desk.close()
    (hotel.folder / "seal.key").write_bytes(before)
    hotel.desk = hotel.opened()
    hotel.desk.escort("102")

    assert hotel.desk.log_verified(key_of(hotel)).is_good


def test_another_hotels_log_key_is_told(hotel: Hotel) -> None:
    assert not hotel.desk.log_verified(Secret(bytes(32))).is_good


def test_the_file_holds_no_former_key_of_the_log(hotel: Hotel) -> None:
    first = key_of(hotel).reveal()
    busy(hotel)
    hotel.desk.close()

    assert not any(first in path.read_bytes() for path in hotel.folder.iterdir())
