"""Item 11 tells which keys there are and how long certificates are good, and shows no key."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bank_server.certificates.authority import Authority, new_authority, new_private_key
from kiosk.domain.staff_page import Mood, Word
from tests.world.support.bank_house import START_MS
from tests.world.support.scene import ATM
from tests.world.support.staff_room import StaffRoom

NOW = datetime.fromtimestamp(START_MS / 1_000, UTC)
GOOD_DAYS = 730
SECRET = "0123456789abcdef" * 4


@pytest.fixture(scope="module")
def bank():
    """An authority that has just been made."""
    pem, key = new_authority("ATMs of the test", now=NOW)
    return pem, Authority(pem, key)


def lines(scene, tmp_path, bank, *, left_days):
    """What the item shows, with a certificate that has so many days left."""
    pem, authority = bank
    issued_at = NOW - timedelta(days=GOOD_DAYS - left_days)
    issued = authority.client(f"urn:atm:{ATM}", new_private_key().public_key(), now=issued_at)
    (tmp_path / "0").write_bytes(pem)
    (tmp_path / "1").write_bytes(issued.pem)
    for name in ("2", "4"):
        (tmp_path / name).write_text(SECRET)
    room = StaffRoom(scene, tmp_path)
    room.turns_off()
    room.log_in("carl")
    room.press("11E")
    found = list(room.page.lines)
    room.press("0E")
    found += room.page.lines
    assert SECRET[:16] not in repr(found)
    return {each.name.id: each for each in found}


def said(line):
    cell = line.cells[-1]
    return (cell.id, *cell.args) if isinstance(cell, Word) else cell


@pytest.mark.parametrize(
    ("left_days", "mood"), [(90, Mood.GOOD), (29, Mood.WARN), (6, Mood.BAD), (-3, Mood.BAD)]
)
def test_a_certificate_that_ends_is_told_in_time(scene, tmp_path, bank, left_days, mood):
    shown = lines(scene, tmp_path, bank, left_days=left_days)

    assert mood is shown["keys.own-ends"].mood
    assert Mood.GOOD is shown["keys.authority-ends"].mood


def test_keys_are_there_or_missing_and_never_shown(scene, tmp_path, bank, machine):
    shown = lines(scene, tmp_path, bank, left_days=90)

    assert "ATMs of the test" == said(shown["keys.authority"])
    assert ("keys.there",) == said(shown["device.hsm"])
    assert ("keys.there",) == said(shown["device.pin_pad"])
    assert ("keys.there",) == said(shown["keys.card-names"])
    assert ("keys.missing",) == said(shown["keys.glass"])
    assert machine.journal.known_key() == said(shown["keys.seal-name"])


def test_a_certificate_that_is_none_is_told(scene, tmp_path, bank):
    room = StaffRoom(scene, tmp_path)
    (tmp_path / "1").write_text("no certificate")
    room.turns_off()
    room.log_in("carl")
    room.press("11E")

    assert ("status.unreadable",) == said(room.page.lines[0])
