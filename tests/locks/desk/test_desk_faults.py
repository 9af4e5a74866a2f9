"""A writer, a disk or a second program that fails costs a card at most, and says so in words."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.stripe_writer import CardFolder, WriterFault
from tests.locks.desk.desk_kit import Hotel, refused


class Writer:
    """Does what it is told: raises, or gives back something else than was written."""

    def __init__(self, *, writing: str = "", reading: str = "", found: bytes | None = None) -> None:
        self.writing, self.reading, self.found = writing, reading, found
        self.stripe = b""

    def write(self, stripe: bytes) -> str:
        if self.writing:
            raise WriterFault(self.writing)
        self.stripe = stripe
        return "card"

    def read(self) -> bytes:
        if self.reading:
            raise WriterFault(self.reading)
        return self.stripe if self.found is None else self.found


@pytest.mark.parametrize(
    ("writer", "words"),
    [
        (Writer(writing="the writer does not answer"), "The writer does not answer"),
        (Writer(reading="the card was pulled out"), "The card was pulled out"),
        (Writer(found=bytes(52)), "What was read back is not what was written"),
        (Writer(found=b""), "What was read back is not what was written"),
    ],
)
def test_a_writer_that_fails_costs_one_index_and_nothing_else(
    hotel: Hotel, writer: Writer, words: str
) -> None:
    desk = hotel.reopen(writer=writer)
    refusal = refused(lambda: desk.check_in("101", "Ada", hotel.nights(1)))
    after = desk.room("101")
    again = hotel.reopen().check_in("101", "Ada", hotel.nights(1))

    assert Reason.WRITER is refusal.reason
    assert refusal.words.startswith(words)
    assert "destroy it and take another card, and do it again" in refusal.words
    assert (None, 1) == (after.stay, after.gap)
    assert 2 == again.index


def test_a_writer_that_fails_for_a_lost_card_leaves_the_stay_as_it_was(hotel: Hotel) -> None:
    hotel.desk.check_in("101", "Ada", hotel.nights(1))
    before = hotel.desk.room("101").stay
    desk = hotel.reopen(writer=Writer(writing="no card"))
    refused(lambda: desk.lost("101"))

    assert before == desk.room("101").stay


def test_a_writer_that_fails_for_a_hire_leaves_somebody_whose_card_can_be_made(
    hotel: Hotel,
) -> None:
    desk = hotel.reopen(writer=Writer(writing="no card"))
    refusal = refused(lambda: desk.hire("Bo"))
    (bo,) = desk.staff()
    made = hotel.reopen().staff_card(bo.serial)

    assert "`staff-card 1`" in refusal.words
    assert (1, True, None) == (bo.serial, bo.needs_renewal, bo.opens_until)
    assert 1 == hotel.staff_card(made.card).serial


def test_a_full_disk_is_told_and_no_card_is_touched(hotel: Hotel) -> None:
    hotel.desk._store.database.connection.execute("PRAGMA max_page_count = 1")
    full = hotel.desk._store.database.connection.execute("PRAGMA page_count").fetchone()
    refusals = []
    for _ in range(200):
        try:
            hotel.desk.check_in("101", "A" * 80, hotel.nights(1))
            hotel.desk.check_out("101")
        except DeskRefusal as refusal:
            refusals.append(refusal)
            break

    assert full[0] > 1
    assert [Reason.DISK_FULL] == [each.reason for each in refusals]
    assert hotel.desk.log_verified(None).is_good


def test_a_disk_that_is_full_for_the_card_is_told(hotel: Hotel, monkeypatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("hardware.locks.desk.stripe_writer.os.write", full)
        refusal = refused(lambda: hotel.desk.check_in("101", None, hotel.nights(1)))

    assert Reason.WRITER is refusal.reason
    assert "No space left" in refusal.words
    assert 2 == hotel.desk.check_in("101", None, hotel.nights(1)).index


def test_a_second_desk_on_the_folder_is_told_who_holds_it(hotel: Hotel) -> None:
    refusal = refused(hotel.opened)

    assert Reason.IN_USE is refusal.reason
    assert f"process {os.getpid()}" in refusal.words


def test_a_file_that_another_program_holds_is_told_and_nothing_is_lost(hotel: Hotel) -> None:
    hotel.desk._store.database.connection.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(hotel.folder / "desk.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refusal = refused(lambda: hotel.desk.check_in("101", None, hotel.nights(1)))
        other.execute("ROLLBACK")

    assert Reason.LOCKED is refusal.reason
    assert not hotel.cards.exists()
    assert 1 == hotel.desk.check_in("101", None, hotel.nights(1)).index


def test_a_card_that_the_desk_could_not_note_is_not_to_be_handed_out(hotel: Hotel) -> None:
    sql = hotel.desk._store.database.connection
    sql.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(hotel.folder / "desk.sqlite3", isolation_level=None)

    class Holding(Writer):
        def read(self) -> bytes:
            other.execute("BEGIN IMMEDIATE")
            return super().read()

    hotel.desk._guests.writer = Holding()
    with closing(other):
        refusal = refused(lambda: hotel.desk.check_in("101", None, hotel.nights(1)))
        other.execute("ROLLBACK")
    after = hotel.reopen().room("101")

    assert Reason.LOCKED is refusal.reason
    assert "do not hand it out" in refusal.words
    assert (None, True) == (after.stay, after.has_unknown_card)


def test_a_file_that_others_may_read_is_refused(hotel: Hotel) -> None:
    path = hotel.folder / "desk.sqlite3"
    mode = path.stat().st_mode & 0o777
    hotel.desk.close()
    path.chmod(0o644)
    refusal = refused(hotel.opened)
    path.chmod(0o600)
    hotel.desk = hotel.opened()

    assert 0o600 == mode
    assert "chmod 600" in refusal.words


def test_each_file_of_the_folder_is_its_users_alone(hotel: Hotel) -> None:
    hotel.desk.check_in("101", None, hotel.nights(1))
    modes = {path.name: path.stat().st_mode & 0o077 for path in hotel.folder.iterdir()}

    assert {0} == set(modes.values())


@pytest.mark.parametrize("content", [b"", b"not a database" * 100])
def test_a_damaged_file_is_refused_in_words(hotel: Hotel, content: bytes) -> None:
    hotel.desk.close()
    path = hotel.folder / "desk.sqlite3"
    whole = path.read_bytes()
    path.write_bytes(content)
    refusal = refused(hotel.opened)
    path.write_bytes(whole)
    hotel.desk = hotel.opened()

    assert Reason.DAMAGED is refusal.reason


def test_no_hotel_and_a_hotel_twice_are_refused(hotel: Hotel, tmp_path: Path) -> None:
    hotel.desk.close()
    twice = refused(lambda: Hotel(tmp_path))
    hotel.folder = tmp_path / "nowhere"

    assert Reason.SET_UP_ALREADY is twice.reason
    assert Reason.NOT_SET_UP is refused(hotel.opened).reason


@pytest.mark.parametrize("name", ["", "../out", "a/b", ".hidden", "a" * 65])
def test_a_name_that_is_no_cards_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(WriterFault, match="a card's name"):
        CardFolder(tmp_path, name)


def test_a_card_of_a_former_guest_is_written_over(hotel: Hotel) -> None:
    hotel.desk.check_in("101", None, hotel.nights(1))
    hotel.reopen(writer=CardFolder(hotel.cards, "card-0001")).lost("101")

    assert 2 == hotel.guest_card("card-0001").index
    assert ["card-0001.card"] == [each.name for each in hotel.cards.iterdir()]
