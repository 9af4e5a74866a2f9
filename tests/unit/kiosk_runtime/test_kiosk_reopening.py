"""How a person lets a halted machine serve again, without a window and without devices."""

from __future__ import annotations

import os

import pytest

from kiosk.__main__ import main
from kiosk.journal.disk_folder import FolderDisk
from kiosk.journal.entry import Entry
from kiosk.journal.events import ServiceHalted, SystemStop
from kiosk.journal.reader import read_entries, read_money
from kiosk.journal.replay import open_money
from kiosk.journal.seals_folder import FolderSeals
from kiosk.journal.writer import Journal, JournalClocks
from kiosk.reopening import reopen
from kiosk.settings import Settings

CLOCKS = JournalClocks(utc_ms=lambda: 0, mono_ms=lambda: 0, day=lambda: "20260101")


@pytest.fixture
def state(tmp_path):
    """A machine that stopped because two witnesses differ."""
    folder = tmp_path / "kiosk" / "journal"
    folder.mkdir(parents=True)
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o700)
    seals = FolderSeals(keys / "journal.seal")
    journal = Journal(FolderDisk(folder), Settings().atm_name, CLOCKS, seals, os.urandom)
    journal.append(Entry(ServiceHalted("two witnesses differ")))
    journal.close()
    return tmp_path


def acts(disk):
    """Entries that the journal does not write of itself."""
    return [entry for entry in read_entries(disk) if not entry.ev.startswith("JOURNAL_")]


def test_who_has_looked_is_in_the_journal_and_the_halt_is_over(state):
    disk = FolderDisk(state / "kiosk" / "journal")

    assert "two witnesses differ" == reopen(state, Settings(), "ben")
    assert "" == open_money(read_money(disk)).halted
    written = acts(disk)
    codes = [each.ev for each in written]
    assert ["SERVICE_HALTED", "HALT_CLEARED", SystemStop.CODE] == codes
    assert {"who": "ben"} == written[1].d


def test_a_machine_that_is_not_stopped_is_left_as_it_is(state):
    reopen(state, Settings(), "ben")

    assert "" == reopen(state, Settings(), "ben")
    assert 3 == len(acts(FolderDisk(state / "kiosk" / "journal")))


@pytest.mark.parametrize("who", ["", "ben smith", "b" * 41])
def test_who_has_looked_must_be_a_name_that_a_journal_can_hold(who, capsys):
    with pytest.raises(SystemExit):
        main(["--reopen", who])

    assert "argument --reopen: " in capsys.readouterr().err
