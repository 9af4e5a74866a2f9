"""A bank's first start may be stopped at any moment, and the next one completes it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bank_server.certificates import state_keys
from bank_server.certificates.key_folder import KeyFolder
from bank_server.state import FIRST_STAFF, add_first_staff
from bank_server.store.memory import memory_store

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
KEY_MOMENTS = 29
STAFF_MOMENTS = 30


class Killed(BaseException):
    """What no handler catches, as a kill."""


class Disk:
    """Counts what reaches the disk, and dies just before the n-th of it."""

    def __init__(self, monkeypatch):
        self.count, self.dies_at = 0, None
        for holder, name in ((os, "fsync"), (Path, "replace"), (Path, "rmdir")):
            monkeypatch.setattr(holder, name, self.watched(getattr(holder, name)))

    def watched(self, act):
        def watched(*arguments):
            if self.count == self.dies_at:
                self.dies_at = None
                raise Killed
            self.count += 1
            return act(*arguments)

        return watched


@pytest.fixture
def disk(monkeypatch):
    return Disk(monkeypatch)


def make_keys(path):
    """As the bank does at each start."""
    folder = KeyFolder(path)
    if state_keys.is_new(folder):
        state_keys.make_keys(folder, now=NOW, random_bytes=os.urandom)
    return folder


def test_the_moments_of_a_first_start_are_all_known(tmp_path, disk):
    make_keys(tmp_path / "keys")

    assert KEY_MOMENTS == disk.count


@pytest.mark.parametrize("moment", range(KEY_MOMENTS))
def test_a_bank_killed_while_it_makes_its_keys_starts_again(tmp_path, disk, moment):
    """With all its keys, and with nothing else in the folder."""
    disk.dies_at = moment
    with pytest.raises(Killed):
        make_keys(tmp_path / "keys")
    folder = make_keys(tmp_path / "keys")

    assert state_keys.open_keys(folder, now=NOW)
    assert [
        "admin-ca.key",
        "admin-ca.pem",
        "atm-ca.key",
        "atm-ca.pem",
        "bank-admin.key",
        "bank-admin.pem",
        "bank-atm.key",
        "bank-atm.pem",
        "bank-master.key",
        "bank-pepper.key",
    ] == sorted(path.name for path in folder.path.iterdir())


def test_keys_that_were_whole_when_it_was_killed_are_the_ones_it_serves_with(tmp_path, disk):
    disk.dies_at = KEY_MOMENTS - 5
    with pytest.raises(Killed):
        make_keys(tmp_path / "keys")
    moved = (tmp_path / "keys" / "admin-ca.pem").read_bytes()
    folder = make_keys(tmp_path / "keys")

    assert moved == folder.read("admin-ca.pem")


@pytest.fixture
def keys(tmp_path):
    folder = make_keys(tmp_path / "keys")
    return state_keys.open_keys(folder, now=NOW)


def test_the_moments_of_making_staff_are_all_known(keys, disk):
    add_first_staff(memory_store("first start"), keys.folder, keys, NOW)

    assert STAFF_MOMENTS == disk.count


@pytest.mark.parametrize("moment", range(STAFF_MOMENTS))
def test_a_bank_killed_while_it_makes_its_staff_has_them_all_at_the_next_start(keys, disk, moment):
    store, disk.dies_at = memory_store("first start"), moment
    with pytest.raises(Killed):
        add_first_staff(store, keys.folder, keys, NOW)
    add_first_staff(store, keys.folder, keys, NOW)

    assert [name for name, _ in FIRST_STAFF] == sorted(each.name for each in store.staff.staff())
