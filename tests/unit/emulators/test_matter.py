"""Where matter is survives a kill at any point of a write, and a power cut after any flush."""

import os
from unittest import mock

import pytest

from hardware.emulators.matter import MatterFile
from hardware.emulators.memories import FolderMemories
from hardware.emulators.nonvolatile import FileNonVolatile

SLOT_SIZE = 256
FLUSH = "hardware.emulators.nonvolatile.os.fdatasync"


class Killed(Exception):
    """Stands for the end of the process."""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "notes.nv"


def matter(path, hook=None):
    return MatterFile(path, slot_size=SLOT_SIZE, hook=hook)


def killing_at(moment):
    def hook(reached):
        if reached == moment:
            raise Killed

    return hook


def damaged(path, slot):
    """What a power cut may leave of a slot that was not flushed."""
    content = bytearray(path.read_bytes().ljust(3 * SLOT_SIZE, b"\0"))
    content[slot * SLOT_SIZE + 5] ^= 0x40
    path.write_bytes(content)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 10])
def test_the_newest_place_is_found_again(path, count):
    written = matter(path)
    for number in range(count):
        written.store({"number": number})

    assert {"number": count - 1} == matter(path).load()


def test_whoever_only_reads_needs_not_know_that_it_is_matter(path):
    written = matter(path)
    for number in range(3):
        written.store({"number": number})

    assert {"number": 2} == FileNonVolatile(path, slot_size=SLOT_SIZE).load()


@pytest.mark.parametrize("already", range(1, 6))
@pytest.mark.parametrize(
    ("moment", "number"), [("before", 2), ("torn", 2), ("unsynced", 3), ("after", 3)]
)
def test_a_write_that_a_kill_cuts_short_costs_itself_only(path, moment, number, already):
    """Also the second and third since the last flush."""
    written = matter(path)
    for _ in range(already):
        written.store({"number": 2})
    with pytest.raises(Killed):
        matter(path, killing_at(moment)).store({"number": 3})

    assert {"number": number} == matter(path).load()


@pytest.mark.parametrize("unflushed", [1, 2, 3, 7])
def test_what_was_flushed_is_never_written_over_before_the_next_flush(path, unflushed):
    """A power cut may spoil every slot written since; the flushed one still stands."""
    written = matter(path)
    written.store({"number": 1})
    written.store({"number": 2})
    written.flush()
    for _ in range(unflushed):
        written.store({"number": 3})
    damaged(path, 0)
    damaged(path, 2)

    assert {"number": 2} == matter(path).load()


def test_a_change_is_not_flushed_and_a_flush_is_done_once(path):
    written = matter(path)
    written.store({"number": 1})
    with mock.patch(FLUSH, wraps=os.fdatasync) as flushed:
        written.store({"number": 2})
        assert (False, 0) == (written.is_flushed, flushed.call_count)
        written.flush()
        written.flush()

        assert (True, 1) == (written.is_flushed, flushed.call_count)


def test_what_a_killed_process_wrote_is_flushed_before_it_is_built_upon(path):
    matter(path).store({"number": 1})
    with mock.patch(FLUSH, wraps=os.fdatasync) as flushed:
        matter(path).load()

        assert 1 == flushed.call_count


def test_notes_envelopes_and_the_world_are_matter_and_the_devices_are_not(tmp_path):
    """A device's memory is flushed before it acts; no haste may change that."""
    memories = FolderMemories(tmp_path)
    names = ("hsm", "pin_pad", "cabinet", "notes", "envelopes", "world")
    kinds = {name: type(memories.device(name)) for name in names}

    assert {
        "hsm": FileNonVolatile,
        "pin_pad": FileNonVolatile,
        "cabinet": FileNonVolatile,
        "notes": MatterFile,
        "envelopes": MatterFile,
        "world": MatterFile,
    } == kinds
    assert 3 == len(memories.matter)
