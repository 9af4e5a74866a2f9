"""A lock's clock drifts, doubts itself after a loss of power, and shuts no honest guest out."""

import pytest

from hardware.locks.audit_entry import Why
from hardware.locks.firmware.batteries import DEAD_UV, FRESH_UV, WARNING_UV, Batteries
from hardware.locks.firmware.crystal import Crystal
from hardware.locks.firmware.lock import Lock
from hardware.locks.firmware.memory_map import LOCAL_TIME
from hardware.locks.hotel_time import DAY_S, HOUR_S, WEEK_S, week
from hardware.locks.local_time import LocalTime
from hardware.locks.metered import Meter
from hardware.locks.specimen import START_S, Specimen, TrueTime, factory_lock

OWN = Specimen()
WEEK = week(START_S)
INDEX = 50
YEAR_S = 365 * DAY_S


class SetsClock:
    """A programmer's port that takes eight bytes for the time, and tells what the lock thinks."""

    def answer(self, parts, data):
        if data:
            parts.memory.commit(parts.clock.setting(int.from_bytes(data, "big")))
        return bytes((parts.clock.is_doubtful,)) + parts.clock.now().to_bytes(8, "big")


class Bench:
    def __init__(self, drift_ppm=0, staff=None, with_batteries=False):
        self.time = TrueTime()
        self.meter = Meter()
        self.batteries = Batteries(self.time) if with_batteries else None
        lock, self.memory, self.crystal = factory_lock(
            self.time, self.meter, self.batteries, drift_ppm
        )
        lock.install(OWN.installation(INDEX, staff))
        self.lock = Lock(self.memory, self.crystal, self.meter, self.batteries, SetsClock())

    def swipe(self, card):
        return self.lock.swipe(card.encode()).why

    def power_is_away(self, seconds):
        self.lock.power_lost()
        self.time.seconds += seconds
        self.lock.power_back()

    def set_clock(self, now):
        return self.lock.packet(now.to_bytes(8, "big"))


@pytest.mark.parametrize(
    ("ppm", "days"),
    [(-100, 183), (-20, 183), (0, 183), (20, 183), (100, 183), (-85, 238), (85, 238)],
)
def test_a_clock_that_drifts_from_visit_to_visit_refuses_no_honest_card(ppm, days):
    """The guest who checks in this minute, and the one who leaves in the last.

    Half a year, and the 34 weeks of summer time that may lie between two visits.
    """
    bench = Bench(ppm)
    bench.time.seconds += days * DAY_S
    now = bench.time.seconds
    first = OWN.guest(INDEX + 1, now)
    leaving = OWN.guest(INDEX + 2, now - DAY_S)

    assert [Why.OPENED] * 2 == [bench.swipe(first), bench.swipe(leaving)]
    assert days * DAY_S * ppm // 1_000_000 == bench.lock.now - now


def test_the_hour_is_saved_and_the_clock_goes_on_from_it_in_doubt():
    bench = Bench()
    bench.time.seconds += 3 * HOUR_S + 1_234
    bench.power_is_away(2 * HOUR_S)

    assert (START_S + 3 * HOUR_S, True) == (bench.lock.now, bench.lock.is_doubtful)
    bench.time.seconds += 100
    assert START_S + 3 * HOUR_S + 100 == bench.lock.now


def test_the_saved_hours_are_the_same_whether_or_not_somebody_looked():
    looked, left = Bench(), Bench()
    for _ in range(50):
        looked.time.seconds += 700
        looked.swipe(OWN.guest(INDEX - 1))
    left.time.seconds += 50 * 700
    for each in (looked, left):
        each.power_is_away(60)

    assert looked.lock.now == left.lock.now == START_S + 9 * HOUR_S


def test_a_clock_that_is_set_doubts_no_longer():
    bench = Bench()
    bench.power_is_away(5 * HOUR_S)
    told = bench.set_clock(bench.time.seconds)

    assert b"\0" + bench.time.seconds.to_bytes(8, "big") == told
    assert (bench.time.seconds, False) == (bench.lock.now, bench.lock.is_doubtful)


def test_in_doubt_the_guest_in_the_room_opens_whatever_the_date():
    """Nobody is shut out of his own room by a lock that lost its power; he may overstay by it."""
    bench = Bench()
    card = OWN.guest(INDEX, START_S - 3 * DAY_S)

    assert Why.EXPIRED == bench.swipe(card)
    bench.power_is_away(60)
    assert Why.OPENED == bench.swipe(card)
    bench.set_clock(bench.time.seconds)
    assert Why.EXPIRED == bench.swipe(card)


@pytest.mark.parametrize(
    ("days", "why"), [(-3, Why.EXPIRED), (-2, Why.OPENED), (1, Why.OPENED), (40, Why.OPENED)]
)
def test_in_doubt_a_newer_card_is_never_too_early_and_has_a_day_afterwards(days, why):
    bench = Bench()
    bench.power_is_away(60)

    assert why == bench.swipe(OWN.guest(INDEX + 1, START_S + days * DAY_S))


def test_nights_without_batteries_shut_no_next_guest_out():
    """Who stays takes them out each night, and the clock falls days behind."""
    bench = Bench()
    stays = OWN.guest(INDEX, START_S)
    for _ in range(4):
        bench.power_is_away(14 * HOUR_S)
        bench.time.seconds += 10 * HOUR_S
        assert Why.OPENED == bench.swipe(stays)
    behind_s = bench.time.seconds - bench.lock.now
    shown = bench.lock.swipe(stays.encode()).is_doubtful
    comes = OWN.guest(INDEX + 1, bench.time.seconds)

    assert behind_s > 2 * DAY_S
    assert shown
    assert Why.OPENED == bench.swipe(comes)
    assert Why.OLD == bench.swipe(stays)


@pytest.mark.parametrize(
    ("period", "why"),
    [
        (WEEK - 4, Why.OLD),
        (WEEK - 3, Why.OPENED),
        (WEEK + 20, Why.OPENED),
        (WEEK + 32, Why.AHEAD),
    ],
)
def test_in_doubt_a_staff_card_opens_unless_a_newer_one_was_here(period, why):
    bench = Bench(staff={5: WEEK - 3})
    bench.power_is_away(60)

    assert why == bench.swipe(OWN.staff(5, period))


def test_without_power_there_is_no_answer_and_nothing_is_lost():
    bench = Bench()
    bench.swipe(OWN.guest(INDEX + 1))
    bench.lock.power_lost()
    before = bench.memory.image()
    found = bench.lock.swipe(OWN.guest(INDEX + 1).encode())

    assert (False, Why.NO_POWER, 0) == (found.opened, found.why, found.ms)
    assert before == bench.memory.image()
    bench.lock.power_back()
    assert [Why.OPENED, Why.OLD] == [bench.swipe(OWN.guest(INDEX + n)) for n in (1, 0)]


@pytest.mark.parametrize(("openings", "days"), [(3, 1_428), (5, 1_333), (20, 888)])
def test_batteries_last_two_to_four_years_and_warn_a_hundred_days_before(openings, days):
    time = TrueTime(0)
    batteries = Batteries(time)
    warned, lived = None, 0
    for day in range(5 * 365):
        time.seconds = day * DAY_S
        if batteries.are_low and warned is None:
            warned = day
        if batteries.are_dead:
            break
        lived = day
        for _ in range(openings):
            batteries.run_motor()

    assert days == lived
    assert 100 <= lived - warned
    assert FRESH_UV > WARNING_UV > DEAD_UV >= batteries.microvolts()


def test_a_low_battery_warns_with_every_card_and_a_dead_one_answers_none():
    bench = Bench(with_batteries=True)
    stripe = OWN.guest(INDEX).encode()
    fresh = bench.lock.swipe(stripe)
    bench.time.seconds += 1_400 * DAY_S
    card = OWN.guest(INDEX, bench.time.seconds)
    low = bench.lock.swipe(card.encode())
    bench.time.seconds += 200 * DAY_S
    dead = bench.lock.swipe(OWN.guest(INDEX, bench.time.seconds).encode())

    assert (True, False) == (fresh.opened, fresh.battery_low)
    assert (True, True) == (low.opened, low.battery_low)
    assert (False, Why.NO_POWER) == (dead.opened, dead.why)


def test_a_dead_lock_stopped_at_its_last_hour_and_new_batteries_make_it_go_on_in_doubt():
    bench = Bench(with_batteries=True)
    bench.time.seconds += 1_700 * DAY_S
    bench.lock.new_batteries()

    assert bench.lock.is_doubtful
    assert START_S + 1_600 * DAY_S == bench.lock.now
    assert Why.OPENED == bench.swipe(OWN.guest(INDEX))


def test_the_programmer_s_cable_feeds_a_dead_lock_from_packet_to_packet():
    """Whoever opens a dead lock sets its clock first; the next packet still finds it set."""
    bench = Bench(with_batteries=True)
    bench.time.seconds += 1_700 * DAY_S
    true_now = bench.time.seconds
    doubting = bench.lock.packet(b"")
    bench.set_clock(true_now)
    bench.time.seconds += 2
    told = bench.lock.packet(b"")

    assert b"\1" + (START_S + 1_600 * DAY_S).to_bytes(8, "big") == doubting
    assert b"\0" + (true_now + 2).to_bytes(8, "big") == told
    assert Why.NO_POWER == bench.swipe(OWN.guest(INDEX, true_now))  # unplugged: dead again
    assert b"\1" == bench.lock.packet(b"")[:1]


def test_local_time_is_for_print_outs_and_opens_nothing():
    bench = Bench()
    told = LocalTime(60, ((START_S, 120), (START_S + 10 * WEEK_S, 60)))

    assert [60, 120, 120, 60] == [
        told.offset_at(START_S + at) for at in (-1, 0, 10 * WEEK_S - 1, 10 * WEEK_S)
    ]
    assert told == LocalTime.from_bytes(told.to_bytes())
    for change in (told, LocalTime(-720, ((0, 840), (1, 0)))):
        bench.memory.commit([LOCAL_TIME.put(change.to_bytes())])
        assert Why.OPENED == bench.swipe(OWN.guest(INDEX))
        assert change == bench.lock._parts.clock.local_time()


def test_a_crystal_counts_from_nothing_each_time_that_it_gets_power():
    time = TrueTime(100)
    crystal = Crystal(time, 1_000)
    time.seconds += 10_000
    counted = crystal.ticks()
    crystal.stop()
    stopped = crystal.ticks(), crystal.running_s(), crystal.has_power
    crystal.start()
    time.seconds += 1

    assert (10_010, (0, 0, False), 1) == (counted, stopped, crystal.ticks())


def test_a_lock_at_the_end_of_all_seconds_stays_there():
    bench = Bench()
    bench.set_clock(2**32 - 10)
    bench.time.seconds += YEAR_S
    bench.swipe(OWN.guest(INDEX))

    assert 2**32 - 1 == bench.lock.now
