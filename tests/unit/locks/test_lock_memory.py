"""A lock's memory: where everything lies, and that a change is made whole or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.locks.firmware import memory_map
from hardware.locks.firmware.memory import Memory, PowerCut
from hardware.locks.firmware.memory_map import (
    AUDIT_SEQUENCE,
    GUEST_IMAGE,
    GUEST_INDEX,
    MAP,
    MEMORY_SIZE,
    REDO,
    REDO_CHECK,
    REDO_MARK,
    STAFF,
)

OLD_IMAGE, NEW_IMAGE = b"o" * 16, b"n" * 16
OLD = [GUEST_INDEX.number(7), GUEST_IMAGE.put(OLD_IMAGE), STAFF.part(22, b"old old")]
NEW = [GUEST_INDEX.number(8), GUEST_IMAGE.put(NEW_IMAGE), STAFF.part(22, b"new new")]


def fresh():
    memory = Memory.from_factory(bytes(8))
    memory.commit(OLD)
    return memory


def holds(memory):
    """The three places that change together."""
    staff = memory.part(STAFF, 22, 7)
    return memory.number(GUEST_INDEX), memory.read(GUEST_IMAGE), staff


def bytes_written(memory, act):
    memory.cut_power_after(10**6)
    act(memory)
    left = memory.writes_left
    memory.cut_power_after(None)
    return 10**6 - left


def test_every_byte_has_one_name_and_all_of_them_are_16_kib():
    assert [0, *(each.end for each in MAP)] == [*(each.offset for each in MAP), MEMORY_SIZE]
    assert len(MAP) == len({each.name for each in MAP})


def test_nothing_in_the_map_moves():
    """Locks hang in doors for twenty years: an offset that changes needs a new layout number."""
    offsets = {each.name: each.offset for each in MAP}

    assert {
        "layout": 0, "hardware id": 1, "state": 9, "hotel": 10, "lock": 13, "period weeks": 15,
        "generation": 16, "guest index": 18, "guest image": 21, "key generation": 37,
        "attribute key": 39, "clock saved": 87, "clock ticks": 91, "clock doubtful": 95,
        "local time": 96, "public key": 110, "next leaf": 166, "order steps": 170, "order": 172,
        "waiting length": 684, "waiting": 686, "stream": 1198, "frame length": 1454,
        "frame": 1456, "staff": 2492, "audit sequence": 6716,
    }.items() <= offsets.items()  # fmt: skip
    assert 2 == memory_map.LAYOUT_NUMBER


def test_a_memory_of_another_layout_is_refused():
    image = fresh().image()
    assert image == Memory(image).image()

    with pytest.raises(ValueError, match="layout 2"):
        Memory(b"\1" + image[1:])


def test_a_change_is_read_back_and_leaves_the_journal_clear():
    memory = fresh()
    memory.commit(NEW)

    assert (8, NEW_IMAGE, b"new new") == holds(memory)
    assert 0 == memory.number(REDO_MARK)


def test_a_cut_at_any_byte_leaves_old_or_new_and_once_new_it_stays_new():
    total = bytes_written(fresh(), lambda memory: memory.commit(NEW))
    found = []
    for cut in range(total):
        memory = fresh()
        memory.cut_power_after(cut)
        with pytest.raises(PowerCut):
            memory.commit(NEW)
        memory.recover()
        found.append(holds(memory))
    changed = found.index((8, NEW_IMAGE, b"new new"))

    assert [(7, OLD_IMAGE, b"old old")] * changed == found[:changed]
    assert [(8, NEW_IMAGE, b"new new")] * (total - changed) == found[changed:]
    assert 0 < changed < total


def test_a_second_cut_while_the_first_is_made_up_for_leaves_the_new():
    total = bytes_written(fresh(), lambda memory: memory.commit(NEW))
    home = sum(len(data) for _, data in NEW) + 1
    memory = fresh()
    memory.cut_power_after(total - 2)  # all but the end, and the mark
    with pytest.raises(PowerCut):
        memory.commit(NEW)
    cut_image = memory.image()
    found = []
    for cut in range(home):
        again = Memory(cut_image)
        again.cut_power_after(cut)
        with pytest.raises(PowerCut):
            again.recover()
        again.recover()
        found.append(holds(again))

    assert [(8, NEW_IMAGE, b"new new")] * home == found


def test_a_change_that_finds_one_in_the_journal_brings_it_home_first():
    total = bytes_written(fresh(), lambda memory: memory.commit(NEW))
    memory = fresh()
    memory.cut_power_after(total - 20)
    with pytest.raises(PowerCut):
        memory.commit(NEW)
    memory.commit([AUDIT_SEQUENCE.number(1)])

    assert (8, NEW_IMAGE, b"new new") == holds(memory)


def test_a_marked_journal_that_does_not_check_is_not_brought_home():
    memory = fresh()
    memory.write([REDO.part(0, bytes((0, 18, 0, 1, 99))), REDO_MARK.number(1)])
    memory.recover()
    damaged = holds(memory), memory.number(REDO_MARK)
    memory.write([memory_map.REDO_LENGTH.number(65_535), REDO_CHECK.number(5), REDO_MARK.number(1)])
    memory.recover()

    assert ((7, OLD_IMAGE, b"old old"), 0) == damaged == (holds(memory), memory.number(REDO_MARK))


def test_a_change_too_large_for_the_journal_is_refused_before_a_byte_is_written():
    memory = fresh()
    before = memory.image()

    with pytest.raises(ValueError, match="too much"):
        memory.commit([STAFF.part(0, bytes(REDO.size))])
    assert before == memory.image()


@given(st.lists(st.tuples(st.integers(0, 4_200), st.binary(max_size=24)), max_size=12))
def test_any_change_leaves_what_plain_writing_leaves(parts):
    writes = [STAFF.part(start, content) for start, content in parts]
    made, plain = fresh(), fresh()
    made.commit(writes)
    plain.write(writes)

    assert plain.read(STAFF) == made.read(STAFF)


@pytest.mark.parametrize(
    "act",
    [
        lambda: Memory(fresh().image()[1:]),
        lambda: GUEST_IMAGE.put(bytes(15)),
        lambda: STAFF.part(-1, b"x"),
        lambda: STAFF.part(4_224, b"x"),
        lambda: fresh().part(STAFF, 4_220, 5),
        lambda: fresh().write([(MEMORY_SIZE - 1, b"xx")]),
    ],
)
def test_nothing_is_written_or_read_beside_its_place(act):
    with pytest.raises(ValueError, match=r"bytes|outside"):
        act()
