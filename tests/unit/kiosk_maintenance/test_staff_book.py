"""The list of staff: PINs as tags, tries counted on disk first, and files that are broken."""

from __future__ import annotations

import json
import os

import pytest

from hardware.crypto.secret import Secret
from kiosk.domain.maintenance.staff import Person, Role
from kiosk.maintenance.staff_book import (
    Cost,
    Locked,
    Right,
    StaffBook,
    StaffBookBroken,
    Wrong,
)

ANNA = Person("101", "anna", frozenset({Role.CUSTODIAN}))
PIN = b"274915"
QUICK = Cost(memory_kib=8, time_cost=1)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kiosk" / "staff.json"


@pytest.fixture
def book(file):
    made = StaffBook(file, os.urandom, QUICK)
    made.put(ANNA, Secret(PIN))
    return made


def opened(file):
    return StaffBook(file, os.urandom, QUICK)


def test_a_missing_file_is_a_list_of_nobody(file):
    assert () == opened(file).people


def test_the_right_pin_names_the_person_also_in_the_next_process(book, file):
    assert Right(ANNA) == book.check("101", Secret(PIN))
    assert Right(ANNA) == opened(file).check("101", Secret(PIN))


def test_no_pin_is_in_the_file_and_only_its_owner_can_read_it(book, file):
    assert PIN not in file.read_bytes()
    assert 0o600 == file.stat().st_mode & 0o777


def test_a_try_is_on_disk_before_the_pin_is_looked_at(book, file, monkeypatch):
    """Pulling the plug in that moment gives nobody another guess."""

    def pulled(**_fields):
        raise KeyboardInterrupt

    monkeypatch.setattr("kiosk.maintenance.staff_book.hash_secret_raw", pulled)
    with pytest.raises(KeyboardInterrupt):
        book.check("101", Secret(b"111222"))

    assert 1 == json.loads(file.read_text())["people"][0]["tries"]


def test_five_wrong_pins_lock_and_a_new_pin_unlocks(book, file):
    found = [book.check("101", Secret(b"111222")) for _ in range(5)]
    assert [Wrong("anna", left) for left in (4, 3, 2, 1, 0)] == found
    assert Locked("anna") == opened(file).check("101", Secret(PIN))

    book.put(ANNA, Secret(b"603817"))

    assert Right(ANNA) == book.check("101", Secret(b"603817"))


def test_wrong_pins_are_forgotten_by_letting_somebody_in_and_not_by_the_right_one(book, file):
    book.check("101", Secret(b"111222"))
    assert Right(ANNA, left=4) == book.check("101", Secret(PIN))
    assert Right(ANNA, left=4) == opened(file).check("101", Secret(PIN))

    book.let_in("101")

    assert Right(ANNA, left=5) == opened(file).check("101", Secret(PIN))


def test_a_number_that_is_nobodys_counts_for_nobody(book):
    assert Wrong("", 5) == book.check("999", Secret(PIN))
    assert frozenset() == book.locked()


def test_somebody_who_left_is_nobody(book):
    book.put(Person("101", "anna", frozenset({Role.CUSTODIAN}), is_active=False), None)

    assert Wrong("", 5) == book.check("101", Secret(PIN))


@pytest.mark.parametrize(
    ("person", "pin", "why"),
    [
        (Person("102", "ben", frozenset({Role.AUDITOR})), None, "needs a PIN"),
        (Person("102", "anna", frozenset({Role.AUDITOR})), PIN, "somebody else"),
        (Person("12", "ben", frozenset({Role.AUDITOR})), PIN, "3 to 8 digits"),
        (Person("102", "Ben!", frozenset({Role.AUDITOR})), PIN, "small letter"),
        (Person("102", "ben", frozenset({Role.AUDITOR})), b"123456", "easily guessed"),
        (ANNA, b"888888", "easily guessed"),
        (ANNA, b"271014", "easily guessed"),
        (ANNA, b"27491", "6 to 12 digits"),
        (ANNA, b"27491x", "6 to 12 digits"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(book, file, person, pin, why):
    before = file.read_bytes()

    with pytest.raises(ValueError, match=why):
        book.put(person, None if pin is None else Secret(pin))

    assert before == file.read_bytes()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda text: text.replace('"tries": 0', '"tries": 9'), r"people\.0\.tries"),
        (lambda text: text.replace('"custodian"', '"boss"'), "a role is one of"),
        (lambda text: text.replace('"format": 1', '"format": 2'), "format"),
        (lambda text: text[:-9], "it is not JSON: .* at line [0-9]+ column"),
        (lambda text: text.replace('"anna"', '"ann\udcff"'), "line 6, byte 16 is not UTF-8"),
    ],
)
def test_one_wrong_place_in_the_file_is_named(book, file, change, why):
    assert (ANNA,) == opened(file).people
    file.write_text(change(file.read_text()), errors="surrogateescape")

    with pytest.raises(StaffBookBroken, match=why):
        opened(file)


def test_a_file_that_others_may_read_is_refused(book, file):
    file.chmod(0o640)

    with pytest.raises(StaffBookBroken, match="mode 640"):
        opened(file)
