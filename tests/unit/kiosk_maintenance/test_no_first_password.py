"""No machine comes with a password: what others were delivered with lets nobody in here."""

from __future__ import annotations

import os

import pytest

from hardware.crypto.secret import Secret
from kiosk.maintenance.staff_book import Cost, StaffBook, Wrong, staff_file
from kiosk.workbench.demo_notes import load_notes
from kiosk.workbench.new_staff import STAFF, hire

QUICK = Cost(memory_kib=8, time_cost=1)
NUMBERS = ("000", "001", "100", "101", "111", "123", "999", "1234", "9999", "12345678")
PINS = (
    *("000000", "111111", "123123", "123321", "123456", "654321", "112233", "121212", "555555"),
    *("999999", "001234", "246810", "12345678", "99999999", "000000000000", "123456789012"),
)


def hired(state):
    notes = load_notes(state)
    hire(state, notes)
    return [person.pin for person in notes.staff.values()]


@pytest.mark.parametrize("number", NUMBERS)
def test_the_usual_ones_are_refused_by_a_new_machine(tmp_path, number):
    book = StaffBook(staff_file(tmp_path), os.urandom, QUICK)

    assert all(isinstance(book.check(number, Secret(pin.encode())), Wrong) for pin in PINS)


def test_each_demo_draws_pins_of_its_own(tmp_path):
    """All four alike, drawn anew, would be no chance."""
    one, other = (hired(tmp_path / name) for name in ("one", "other"))

    assert len(STAFF) == len(one)
    assert one != other
