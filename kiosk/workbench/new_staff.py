"""Hires the demo machine's staff: four people, and PINs that no other state has."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

from hardware.crypto.secret import Secret
from kiosk.domain.maintenance.staff import Person, Role, is_weak_pin
from kiosk.maintenance.staff_book import StaffBook, staff_file
from kiosk.workbench.demo_notes import DemoNotes, StaffNotes

PIN_SIZE: Final = 6
STAFF: Final = (
    Person("101", "anna", frozenset({Role.CUSTODIAN, Role.ADMINISTRATOR})),
    Person("102", "ben", frozenset({Role.CUSTODIAN, Role.ADMINISTRATOR})),
    Person("103", "carl", frozenset({Role.ENGINEER})),
    Person("104", "dora", frozenset({Role.AUDITOR})),
)


def hire(state: Path, notes: DemoNotes) -> None:
    """Whoever is not there yet. The kiosk must not run. Raises OSError, StaffBookBroken."""
    book = StaffBook(staff_file(state), os.urandom)
    for person in STAFF:
        if person.name not in notes.staff:
            pin = new_pin(person.number)
            roles = ",".join(sorted(role.value for role in person.roles))
            book.put(person, Secret(pin.encode("ascii")))
            notes.staff[person.name] = StaffNotes(person.number, pin, roles)
            notes.store()


def new_pin(number: str) -> str:
    """Drawn until nobody would guess it."""
    while is_weak_pin((pin := _drawn()).encode("ascii"), number):
        pass
    return pin


def _drawn() -> str:
    return "".join(secrets.choice("0123456789") for _ in range(PIN_SIZE))
