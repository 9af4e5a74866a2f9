"""A lock's audit: every opening, refusals counted, in order, and no flood that washes them out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.locks.audit_entry import (
    COUNT_MAX,
    ENTRY_SIZE,
    LASTING,
    NOBODY,
    AuditEntry,
    Deed,
    Who,
    WhoKind,
    Why,
)
from hardware.locks.firmware.audit import MERGED_BACK
from hardware.locks.firmware.memory_map import LASTING_ENTRIES, REFUSAL_ENTRIES
from hardware.locks.metered import Meter
from hardware.locks.specimen import START_S, Specimen, TrueTime, factory_lock

OWN = Specimen()
INDEX = 50


class Bench:
    def __init__(self):
        self.time = TrueTime()
        self.lock, _, _ = factory_lock(self.time, Meter())
        self.lock.install(OWN.installation(INDEX))

    def note(self, what, who=NOBODY):
        parts = self.lock._parts
        parts.memory.commit(parts.audit.noting(what, who))

    def noted(self):
        return [(each.what, each.who, each.count) for each in self.lock.audit()[1:]]


@pytest.fixture
def bench():
    return Bench()


def guest(number):
    return Who(WhoKind.GUEST, number)


whos = st.builds(Who, st.sampled_from(WhoKind), st.integers(0, 2**24 - 1), st.integers(0, 15))
entries = st.builds(
    AuditEntry, st.integers(1, 2**24 - 1), st.integers(0, 2**32 - 1),
    st.sampled_from([*Why, *Deed]), whos, st.booleans(), st.integers(0, 2**16 - 1),
    st.integers(0, 2**16 - 1),
)  # fmt: skip


@given(entries)
def test_an_entry_is_16_bytes_and_comes_back(entry):
    assert (ENTRY_SIZE, entry) == (len(entry.to_bytes()), AuditEntry.from_bytes(entry.to_bytes()))


def test_the_golden_entry_stands():
    """Locks that hang in doors hold such: read by desks for twenty years."""
    entry = AuditEntry(0x010203, 0x04050607, Why.ROOM, Who(WhoKind.GUEST, 0x0A0B0C, 3), True, 7, 9)

    assert "0102030405060786130a0b0c00070009" == entry.to_bytes().hex()


def test_where_nothing_was_written_there_is_no_entry():
    assert AuditEntry.from_bytes(bytes(ENTRY_SIZE)) is None
    with pytest.raises(ValueError, match="16"):
        AuditEntry.from_bytes(bytes(15))


def test_cards_are_noted_with_what_they_say_of_themselves(bench):
    other = Specimen(lock=OWN.lock + 1)
    foreign = Specimen(hotel=OWN.hotel + 1)
    for card in (OWN.guest(INDEX, copy=2), other.guest(5), foreign.guest(5), OWN.staff(300, 7, 9)):
        bench.lock.swipe(card.encode())
    bench.lock.swipe(bytes(52))

    assert [
        (Why.OPENED, Who(WhoKind.GUEST, INDEX, 2), 1),
        (Why.ROOM, guest(OWN.lock + 1), 1),
        (Why.HOTEL, guest(OWN.hotel + 1), 1),
        (Why.NO_SLOT, Who(WhoKind.STAFF, 300 << 8 | 9), 1),
        (Why.UNREADABLE, NOBODY, 1),
    ] == bench.noted()


def test_equal_refusals_are_one_entry_with_their_count_and_how_long_they_went_on(bench):
    for _ in range(5):
        bench.note(Why.OLD, guest(4))
        bench.time.seconds += 600

    entry = bench.lock.audit()[-1]
    assert (START_S, 5, 40) == (entry.at, entry.count, entry.span_minutes)


def test_openings_are_never_merged(bench):
    for _ in range(3):
        bench.note(Why.OPENED, guest(4))

    assert [(Why.OPENED, guest(4), 1)] * 3 == bench.noted()


def test_a_count_or_a_span_that_is_full_begins_a_new_entry():
    again = AuditEntry(2, START_S + 60, Why.OLD, guest(4))
    held = AuditEntry(1, START_S, Why.OLD, guest(4), count=COUNT_MAX - 1)

    assert held.is_again(again)
    assert not held.counted_again(START_S + 60).is_again(again)
    assert not held.is_again(AuditEntry(2, START_S + 66_000 * 60, Why.OLD, guest(4)))
    assert not held.is_again(AuditEntry(2, START_S - 1, Why.OLD, guest(4)))


def test_a_flood_of_refusals_that_all_differ_pushes_out_no_opening(bench):
    bench.note(Why.OPENED, guest(1))
    for number in range(3 * REFUSAL_ENTRIES):
        bench.note(Why.OLD, guest(number))

    assert (Why.OPENED, guest(1), 1) == bench.noted()[0]
    assert Deed.INSTALLED == bench.lock.audit()[0].what
    assert 2 + REFUSAL_ENTRIES == len(bench.lock.audit())


def test_a_flood_of_a_few_cards_in_turn_is_a_few_entries(bench):
    for number in range(1_000):
        bench.note(Why.OLD, guest(number % MERGED_BACK))

    assert [(Why.OLD, guest(n), 1_000 // MERGED_BACK) for n in range(MERGED_BACK)] == bench.noted()


def test_the_newest_openings_are_kept(bench):
    for number in range(LASTING_ENTRIES + 10):
        bench.note(Why.OPENED, guest(number))

    kept = [each.who.number for each in bench.lock.audit()]
    assert list(range(10, LASTING_ENTRIES + 10)) == kept


events = st.tuples(
    st.sampled_from([Why.OPENED, Why.OLD, Why.ALTERED, Deed.ORDER_TAKEN, Deed.ORDER_REFUSED]),
    st.integers(0, 12).map(guest),
    st.integers(0, 4_000),
)


@given(st.lists(events, max_size=60))
def test_what_is_read_is_what_happened(happened):
    """Against a list: lasting ones all there and in order, refusals counted where they began."""
    bench = Bench()
    expected = []
    for what, who, seconds in happened:
        bench.note(what, who)
        recent = [each for each in expected if each[0] not in LASTING][-MERGED_BACK:]
        again = [each for each in recent if what not in LASTING and each[:2] == [what, who]]
        if again:
            again[-1][2] += 1
        else:
            expected.append([what, who, 1])
        bench.time.seconds += seconds

    assert [tuple(each) for each in expected] == bench.noted()


def test_an_entry_says_when_the_clock_was_in_doubt(bench):
    bench.lock.power_lost()
    bench.lock.power_back()
    bench.lock.swipe(OWN.guest(INDEX).encode())
    told = [(each.what, each.doubtful) for each in bench.lock.audit()]

    assert [(Deed.INSTALLED, False), (Deed.POWER_BACK, True), (Why.OPENED, True)] == told


def test_batteries_pulled_again_and_again_are_one_entry(bench):
    for _ in range(9):
        bench.lock.power_lost()
        bench.lock.power_back()

    assert [(Deed.POWER_BACK, NOBODY, 9)] == bench.noted()
