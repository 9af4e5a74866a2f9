"""What is found when a journal is opened: a torn end is mended, and anything else is refused."""

from __future__ import annotations

import hashlib
import json

import journal_kit as kit
import pytest

from kiosk.journal.disk_memory import MemoryDisk
from kiosk.journal.entry import Entry
from kiosk.journal.errors import JournalBroken, JournalFailed
from kiosk.journal.events import CardEjected, LogGap, PinOk, SystemStart
from kiosk.journal.files import journal_files
from kiosk.journal.reader import read_entries

START = SystemStart("0.1.0", "ab", "boot")
LONGER_THAN_THE_ENTRY = 430  # bytes that survive of it, one by one


@pytest.fixture
def disk():
    return MemoryDisk()


class TestTornEnd:
    """Power lost while an entry was on its way."""

    @pytest.fixture
    def torn(self, disk):
        """A whole first entry, and the first 40 bytes of a second one."""
        journal = kit.opened(disk)
        journal.append(Entry(START))
        whole = disk.read(kit.FILE)
        disk.sync_left = 0
        with pytest.raises(JournalFailed):
            journal.append(Entry(PinOk(1)))
        tail = disk.read(kit.FILE)[len(whole) :][:40]
        disk.sync_left = None
        disk.lose_power(survives=40)
        return whole, tail

    def test_is_moved_aside_and_declared(self, disk, torn):
        """Its bytes are kept, its size and hash are in the journal, its number is used anew."""
        whole, tail = torn

        kit.opened(disk)

        gap = list(read_entries(disk))[-1]
        moved_to = f"{kit.FILE}.{len(whole)}.torn"
        assert (3, 2, LogGap.CODE) == (gap.seq, gap.boot, gap.ev)
        assert {
            "file": kit.FILE,
            "moved_to": moved_to,
            "size": 40,
            "sha256": hashlib.sha256(tail).hexdigest(),
        } == gap.d
        assert tail == disk.read(moved_to)

    def test_is_declared_once(self, disk, torn):
        """A declared gap is history."""
        kit.opened(disk)
        disk.kill()
        kit.opened(disk)

        assert ["SYSTEM_START", "LOG_GAP"] == kit.said(disk)

    def test_is_declared_though_power_fails_between_cut_and_declaration(self, disk, torn):
        """A torn end that lies aside undeclared is declared at the next start."""
        disk.sync_left = 1
        with pytest.raises(JournalFailed):
            kit.opened(disk)
        disk.sync_left = None
        disk.lose_power()
        assert ["SYSTEM_START"] == kit.said(disk)

        kit.opened(disk)

        assert ["SYSTEM_START", "LOG_GAP"] == kit.said(disk)

    def test_longer_than_any_line_is_broken(self, disk):
        """That is not how a torn line looks."""
        kit.opened(disk).append(Entry(START))
        disk.kill()
        disk.put(kit.FILE, disk.read(kit.FILE) + bytes(9_000))

        with pytest.raises(JournalBroken):
            kit.opened(disk)


@pytest.mark.parametrize("survives", range(LONGER_THAN_THE_ENTRY))
def test_power_lost_at_any_byte_leaves_a_journal(disk, survives):
    """Whatever part of an unacknowledged entry is on disk, the next start works and numbers on."""
    journal = kit.opened(disk)
    journal.append(kit.entry(kit.INTENT))
    disk.sync_left = 0
    with pytest.raises(JournalFailed):
        journal.append(kit.entry(kit.CMD))
    assert disk.unsynced(kit.FILE) < LONGER_THAN_THE_ENTRY
    disk.sync_left = None
    disk.lose_power(survives=survives)

    kit.opened(disk).append(Entry(START))

    seen = [entry.seq for entry in read_entries(disk)]
    assert list(range(1, len(seen) + 1)) == seen
    assert ("INTENT", "SYSTEM_START") == (kit.said(disk)[0], kit.said(disk)[-1])


class TestBroken:
    """Anything that this program cannot have left behind takes the machine out of service."""

    @pytest.fixture
    def lines(self, disk):
        kit.opened(disk).append_all([Entry(START), Entry(PinOk(1)), Entry(CardEjected())])
        disk.kill()
        return disk.read(kit.FILE).splitlines(keepends=True)

    def refused(self, disk, lines):
        disk.put(kit.FILE, b"".join(lines))
        with pytest.raises(JournalBroken) as caught:
            kit.opened(disk)
        return str(caught.value)

    def test_honest_lines_are_accepted(self, disk, lines):
        """The ground that the others stand on."""
        disk.put(kit.FILE, b"".join(lines))

        assert 5 == kit.opened(disk).append(Entry(START))

    def test_missing_line(self, disk, lines):
        """A line taken out leaves a gap in seq."""
        assert "line 3: seq" in self.refused(disk, [*lines[:2], lines[3]])

    def test_swapped_lines(self, disk, lines):
        """Order is part of the journal."""
        assert "line 3: seq" in self.refused(disk, [*lines[:2], lines[3], lines[2]])

    def test_doubled_line(self, disk, lines):
        """Once is once."""
        assert "line 4: seq" in self.refused(disk, [*lines[:3], lines[2]])

    def test_line_that_is_not_canonical(self, disk, lines):
        """A blank more, and the line was not written here."""
        spaced = lines[1].replace(b'"mono":5', b'"mono": 5')

        assert "line 2: the line is not canonical" in self.refused(disk, [lines[0], spaced])

    def test_key_twice(self, disk, lines):
        """A second value for a key is not hidden by the first."""
        doubled = lines[1].replace(b'"mono":5', b'"mono":4,"mono":5')

        assert "line 2: the line is not canonical" in self.refused(disk, [lines[0], doubled])

    def test_other_keys(self, disk, lines):
        """No key more, none less, none elsewhere."""
        fields = json.loads(lines[1])
        fields["extra"] = 1
        extra = json.dumps(fields, separators=(",", ":")).encode() + b"\n"

        assert "line 2: the line has other keys" in self.refused(disk, [lines[0], extra])

    def test_complete_last_line_that_is_damaged(self, disk, lines):
        """With its newline it was acknowledged, so it is not a torn end."""
        damaged = b"\0" * (len(lines[3]) - 1) + b"\n"

        assert "line 4: the line is not JSON" in self.refused(disk, [*lines[:3], damaged])

    def test_fraction(self, disk, lines):
        """Integers only."""
        fraction = lines[2].replace(b'"tries":1', b'"tries":1.0')

        assert "line 3: the line is not JSON" in self.refused(disk, [*lines[:2], fraction])

    def test_newer_version(self, disk, lines):
        """A newer program's journal is not guessed at."""
        newer = lines[1].replace(b'"ver":2', b'"ver":3')

        assert "line 2: the line has another version" in self.refused(disk, [lines[0], newer])

    def test_refusal_names_no_content(self, disk, lines):
        """The message can be shown and logged."""
        assert "tries" not in self.refused(disk, [*lines[:2], lines[2].replace(b"{", b"(")])

    def test_another_machine(self, disk, lines):
        """A foreign journal is not continued."""
        disk.put("EJ_ATM-2_20261122_001.jsonl", lines[0])

        with pytest.raises(JournalBroken, match="two machines"):
            kit.opened(disk)

    def test_seq_goes_on_from_file_to_file(self, disk, lines):
        """A file taken out between two others is noticed."""
        name = "EJ_ATM-1_20261123_001.jsonl"
        other = MemoryDisk()
        clock = kit.Clock()
        clock.day = "20261123"
        journal = kit.opened(other, clock)
        journal.append_all([Entry(START)] * 20)
        disk.put(name, other.read(name))

        with pytest.raises(JournalBroken, match="seq does not follow"):
            kit.opened(disk)


class TestFileThatWasNeverBegun:
    """Killed between making a file and its first entry, and started again on a later day."""

    @pytest.fixture
    def killed(self, disk):
        """The files of a journal of so many writes, of which the last one only made its file."""

        def names(writes):
            clock = kit.Clock()
            journal = kit.opened(disk, clock)
            disk.append_left = writes - 1
            with pytest.raises(JournalFailed):
                [journal.append(Entry(START)) for clock.day in ("20261121", "20261122")]
            disk.append_left = None
            for clock.day in ("20261123", "20261124"):
                disk.kill()
                kit.opened(disk, clock).append(Entry(START))
            return [str(file)[-18:-6] for file in journal_files(disk)]

        return names

    def test_leaves_no_empty_one_before_the_first(self, killed):
        """A journal that begins with an empty file never opens again."""
        assert ["20261123_001", "20261124_001"] == killed(1)

    def test_leaves_no_empty_one_between_two(self, killed):
        """Verifying would call it missing entries."""
        assert ["20261121_001", "20261123_001", "20261124_001"] == killed(3)
