"""What a lock answers to a card, and what each answer costs it."""

from dataclasses import replace

import pytest

from hardware.locks.audit_entry import Why
from hardware.locks.firmware.lock import ANSWER_MS_MAX, Lock
from hardware.locks.firmware.memory_map import STAFF
from hardware.locks.hotel_time import DAY_S, HOUR_S, QUARTER_S, WEEK_S, week
from hardware.locks.metered import Meter, Unmetered
from hardware.locks.specimen import START_S, Specimen, TrueTime, factory_lock
from hardware.locks.staff_table import SLOT_SIZE, StaffSlot

FREE = Unmetered()
WEEK = week(START_S)
OWN = Specimen()
INDEX = 50


class Bench:
    """A lock on a bench: its parts, its time, and Lock made anew on them for every card."""

    def __init__(self, index=INDEX, staff=None, now=START_S):
        self.time = TrueTime(now)
        self.meter = Meter()
        lock, self.memory, self.crystal = factory_lock(self.time, self.meter)
        slots = {5: WEEK, 6: WEEK - 30, 7: WEEK - 34, 9: WEEK - 35} if staff is None else staff
        lock.install(OWN.installation(index, slots, now))

    @property
    def lock(self):
        return Lock(self.memory, self.crystal, self.meter)

    def swipe(self, card):
        stripe = card if isinstance(card, bytes) else card.encode()
        found = self.lock.swipe(stripe)
        return found.why, found.ms


@pytest.fixture
def bench():
    return Bench()


@pytest.mark.parametrize(
    ("ahead", "ms"), [(0, 4), (1, 8), (2, 10), (3, 12), (16, 38), (31, 68), (32, 70)]
)
def test_a_guest_s_card_opens_as_fast_as_few_were_skipped(bench, ahead, ms):
    assert (Why.OPENED, ms) == bench.swipe(OWN.guest(INDEX + ahead))
    assert (Why.OPENED, 4) == bench.swipe(OWN.guest(INDEX + ahead))
    assert ANSWER_MS_MAX >= ms


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"index": INDEX - 1}, Why.OLD),
        ({"index": 0}, Why.OLD),
        ({"index": INDEX + 33}, Why.AHEAD),
        ({"index": 2**18 - 1}, Why.AHEAD),
        ({"lock": OWN.lock + 1}, Why.ROOM),
        ({"hotel": OWN.hotel + 1}, Why.HOTEL),
        ({"not_before": START_S // QUARTER_S + 3}, Why.TOO_EARLY),
        ({"not_after": START_S // QUARTER_S - 3}, Why.EXPIRED),
    ],
)
def test_what_shows_on_the_card_itself_costs_nothing(bench, change, why):
    card = OWN.guest(INDEX)

    assert (Why.OPENED, 4) == bench.swipe(card)
    assert (why, 0) == bench.swipe(replace(card, **change).sealed(FREE, OWN.attribute_key))


def test_a_card_with_the_right_tag_and_another_value_fails_at_the_chain(bench):
    """Who has read the lock out knows its key: dates can be forged with it, and nothing else."""
    forged = replace(OWN.guest(INDEX + 1), x=bytes(16)).sealed(FREE, OWN.attribute_key)

    assert (Why.CHAIN, 6) == bench.swipe(forged)
    assert (Why.OPENED, 8) == bench.swipe(OWN.guest(INDEX + 1))


def test_an_altered_card_costs_two_milliseconds(bench):
    card = OWN.guest(INDEX + 1)

    assert (Why.ALTERED, 2) == bench.swipe(replace(card, not_after=card.not_after + 1))
    assert (Why.OPENED, 8) == bench.swipe(card)


def test_junk_costs_nothing(bench):
    assert (Why.UNREADABLE, 0) == bench.swipe(bytes(52))
    assert (Why.UNREADABLE, 0) == bench.swipe(b"")


@pytest.mark.parametrize(
    ("serial", "period", "found"),
    [
        (5, WEEK, (Why.OPENED, 2)),
        (6, WEEK, (Why.OPENED, 64)),
        (7, WEEK, (Why.OPENED, 72)),
        (9, WEEK, (Why.AHEAD, 0)),
        (5, WEEK - 1, (Why.OLD, 0)),
        (6, WEEK - 1, (Why.PERIOD, 0)),
        (6, WEEK + 1, (Why.PERIOD, 0)),
        (8, WEEK, (Why.NO_SLOT, 0)),
    ],
)
def test_a_staff_card_opens_in_its_week(bench, serial, period, found):
    assert found == bench.swipe(OWN.staff(serial, period))


def test_the_first_swipe_of_a_week_costs_six_and_the_others_two():
    bench = Bench(staff={5: WEEK - 1})
    card = OWN.staff(5, WEEK)

    assert [(Why.OPENED, 6), (Why.OPENED, 2)] == [bench.swipe(card), bench.swipe(card)]
    assert (Why.OLD, 0) == bench.swipe(OWN.staff(5, WEEK - 1))


@pytest.mark.parametrize("change", [{"serial": 6}, {"slot": 6}, {"slot": 192}, {"epoch": 1}])
def test_a_staff_card_is_looked_up_once_and_never_searched_for(bench, change):
    card = OWN.staff(5, WEEK)

    assert (Why.OPENED, 2) == bench.swipe(card)
    assert (Why.NO_SLOT, 0) == bench.swipe(replace(card, **change))


def test_a_staff_card_with_another_value_fails_at_the_chain(bench):
    assert (Why.CHAIN, 2) == bench.swipe(replace(OWN.staff(5, WEEK), c=bytes(16)))
    assert (Why.CHAIN, 62) == bench.swipe(replace(OWN.staff(6, WEEK), c=bytes(16)))


def test_a_revoked_slot_refuses_at_no_cost_and_the_others_open(bench):
    card = OWN.staff(5, WEEK)

    assert (Why.OPENED, 2) == bench.swipe(card)
    at = 5 * SLOT_SIZE
    slot = StaffSlot.from_bytes(bench.memory.part(STAFF, at, SLOT_SIZE))
    bench.memory.commit([STAFF.part(at, slot.revoked().to_bytes())])
    assert (Why.REVOKED, 0) == bench.swipe(card)
    assert (Why.OPENED, 64) == bench.swipe(OWN.staff(6, WEEK))


def test_a_factory_lock_refuses_every_card():
    lock, _, _ = factory_lock(TrueTime(), Meter())
    swipes = [lock.swipe(each.encode()) for each in (OWN.guest(0), OWN.staff(5, WEEK))]

    assert [(False, Why.NOT_OWNED, 0)] * 2 == [(s.opened, s.why, s.ms) for s in swipes]


@pytest.mark.parametrize(
    ("edge", "inside", "outside"),
    [
        ("not_before", -2 * QUARTER_S, -2 * QUARTER_S - 1),
        ("not_after", 2 * QUARTER_S, 2 * QUARTER_S + 1),
    ],
)
def test_the_grace_ends_to_the_second(bench, edge, inside, outside):
    later = START_S + 2 * DAY_S
    card = OWN.guest(INDEX, later)
    at = getattr(card, edge) * QUARTER_S
    bench.time.seconds = at + inside
    within = bench.swipe(card)
    bench.time.seconds = at + outside

    assert (Why.OPENED, 4) == within
    assert (Why.TOO_EARLY if edge == "not_before" else Why.EXPIRED, 0) == bench.swipe(card)


@pytest.mark.parametrize(
    ("at", "period", "why"),
    [
        (DAY_S - 1, WEEK - 1, Why.OPENED),
        (DAY_S, WEEK - 1, Why.PERIOD),
        (WEEK_S - 12 * HOUR_S - 1, WEEK + 1, Why.PERIOD),
        (WEEK_S - 12 * HOUR_S, WEEK + 1, Why.OPENED),
    ],
)
def test_staff_cards_of_the_weeks_beside_open_around_the_change_alone(at, period, why):
    bench = Bench(staff={5: WEEK - 2}, now=WEEK * WEEK_S + at)

    assert why == bench.swipe(OWN.staff(5, period))[0]
