"""One lock against a small model: it opens for an index that is at least the largest used."""

import gc
from types import BuiltinFunctionType, FunctionType, ModuleType

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hardware.locks import hotel_time
from hardware.locks.audit_entry import Why
from hardware.locks.firmware.batteries import Batteries
from hardware.locks.firmware.crystal import Crystal
from hardware.locks.firmware.lock import ANSWER_MS_MAX, Lock
from hardware.locks.firmware.memory import Memory
from hardware.locks.firmware.swipe import STAFF_PERIODS_MAX, WINDOW
from hardware.locks.hotel_time import DAY_S, HOUR_S, WEEK_S, week
from hardware.locks.keycard import GuestCard
from hardware.locks.metered import Meter, Unmetered
from hardware.locks.specimen import (
    CHAIN_LENGTH,
    START_S,
    Specimen,
    TrueTime,
    factory_lock,
)

OWN = Specimen()
WEEK = week(START_S)
STAFF = (5, 6)
FREE = Unmetered()
GUEST_CARDS = {}
STAFF_CARDS = {}


def lasting_card(index):
    """One card for each index, for all the time that a machine may run."""
    if index not in GUEST_CARDS:
        card = GuestCard(OWN.hotel, OWN.lock, index, 0, 2**20 - 1, 0, 0, OWN.x(index))
        GUEST_CARDS[index] = card.sealed(FREE, OWN.attribute_key).encode()
    return GUEST_CARDS[index]


def staff_card(serial, period):
    if (serial, period) not in STAFF_CARDS:
        STAFF_CARDS[serial, period] = OWN.staff(serial, period).encode()
    return STAFF_CARDS[serial, period]


class OneLock(RuleBasedStateMachine):
    """Guests and staff come in any order, time passes, the power goes, the Lock is made anew."""

    @initialize(start=st.integers(0, 3))
    def install(self, start):
        self.time = TrueTime()
        self.meter = Meter()
        self.lock, self.memory, self.crystal = factory_lock(self.time, self.meter)
        self.lock.install(OWN.installation(start, dict.fromkeys(STAFF, WEEK)))
        self.used = start
        self.openings = 0
        self.seen = dict.fromkeys(STAFF, WEEK)

    @rule(ahead=st.integers(-3, 34))
    def guest(self, ahead):
        index = max(0, min(self.used + ahead, CHAIN_LENGTH))
        found = self.lock.swipe(lasting_card(index))
        gap = index - self.used
        expected = Why.OLD if gap < 0 else Why.AHEAD if gap > WINDOW else Why.OPENED

        assert expected == found.why
        if expected is Why.OPENED:
            assert (4 + (2 * gap + 2 if gap else 0)) == found.ms
            self.used, self.openings = index, self.openings + 1
        else:
            assert 0 == found.ms

    @rule(ahead=st.integers(0, 34), value=st.binary(min_size=16, max_size=16))
    def guest_who_guesses(self, ahead, value):
        """He has the lock's key for attributes from its memory, and nothing else."""
        card = GuestCard(OWN.hotel, OWN.lock, self.used + ahead, 0, 2**20 - 1, 0, 0, value)
        found = self.lock.swipe(card.sealed(FREE, OWN.attribute_key).encode())

        assert (Why.AHEAD if ahead > WINDOW else Why.CHAIN) == found.why

    @rule(serial=st.sampled_from(STAFF), ahead=st.integers(-2, 2))
    def staff(self, serial, ahead):
        now = self.lock.now
        period = max(0, week(now) + ahead)
        found = self.lock.swipe(staff_card(serial, period))
        gap = period - self.seen[serial]
        if gap < 0:
            expected = Why.OLD
        elif not self.lock.is_doubtful and period not in hotel_time.periods_accepted(now, 1):
            expected = Why.PERIOD
        else:
            expected = Why.AHEAD if gap > STAFF_PERIODS_MAX else Why.OPENED

        assert expected == found.why
        assert found.ms <= ANSWER_MS_MAX
        if expected is Why.OPENED:
            assert (2 + (2 * gap + 2 if gap else 0)) == found.ms
            self.seen[serial], self.openings = period, self.openings + 1

    @rule(index=st.integers(0, CHAIN_LENGTH), cut=st.integers(0, 400))
    def power_goes_in_the_middle(self, index, cut):
        """Old or new: what the model then takes over is one of the two, and nothing else."""
        allowed = {self.used}
        if self.used <= index <= self.used + WINDOW:
            allowed.add(index)
        openings = self.openings
        self.memory.cut_power_after(cut)
        self.lock.swipe(lasting_card(index))
        self.memory.cut_power_after(None)
        self.lock.power_lost()
        self.lock.power_back()

        assert self.lock.index in allowed
        self.openings = sum(each.what is Why.OPENED for each in self.lock.audit())
        assert self.openings in {openings, openings + 1}
        self.used = self.lock.index

    @rule(seconds=st.sampled_from([60, HOUR_S, DAY_S, WEEK_S, 5 * WEEK_S]))
    @precondition(lambda self: self.time.seconds < START_S + 150 * WEEK_S)
    def time_passes(self, seconds):
        self.time.seconds += seconds

    @rule()
    def the_clock_is_set(self):
        parts = self.lock._parts
        parts.memory.commit(parts.clock.setting(self.time.seconds))

    @rule()
    def another_lock_on_the_same_memory(self):
        self.lock = Lock(self.memory, self.crystal, self.meter)

    @invariant()
    def what_it_holds_is_what_the_model_holds(self):
        assert self.used == self.lock.index
        assert self.openings == sum(each.what is Why.OPENED for each in self.lock.audit())


OneLock.TestCase.settings = settings(max_examples=40, stateful_step_count=40)
TestOneLock = OneLock.TestCase


def play(lock_at):
    """A fixed story of many answers; lock_at is asked for the lock before each of them."""
    answers = []
    for step in range(60):
        card = OWN.guest(3 + step // 7) if step % 3 else OWN.staff(5, WEEK)
        answers.append(lock_at(step).swipe(card.encode()))
        if step % 17 == 16:
            lock_at(step).power_lost()
            lock_at(step).power_back()
    return answers


def bench():
    time = TrueTime()
    lock, memory, crystal = factory_lock(time, Meter())
    lock.install(OWN.installation(0, {5: WEEK - 1}))
    return lock, memory, crystal


def test_a_lock_made_anew_on_the_same_bytes_after_every_step_answers_the_same():
    """The bytes are copied out and in; nothing else is handed on."""
    lasting, memory, _ = bench()
    _, copied, crystal = bench()
    images = [copied]

    def anew(_):
        images.append(Memory(images[-1].image()))
        return Lock(images[-1], crystal, Meter())

    answers = play(lambda _: lasting)

    assert answers == play(anew)
    assert memory.image() == images[-1].image()
    assert {Why.OPENED, Why.AHEAD, Why.OLD} & {each.why for each in answers}


IMMUTABLE = (int, str, bytes, tuple, frozenset, float, bool, type(None))
CODE = (type, FunctionType, BuiltinFunctionType, ModuleType)


def reached(start, parts):
    """Every object that a lock holds, its declared parts left out, as the collector sees it."""
    found, waiting = {}, [start]
    while waiting:
        each = waiting.pop()
        if id(each) in found or isinstance(each, CODE) or any(each is part for part in parts):
            continue
        found[id(each)] = each
        waiting.extend(gc.get_referents(each))
    return list(found.values())


def test_a_lock_holds_nothing_that_changes_but_its_parts():
    """Memory, crystal, meter and batteries are parts; no other list, table or attribute changes."""
    time, meter = TrueTime(), Meter()
    batteries = Batteries(time)
    lock, memory, crystal = factory_lock(time, meter, batteries)
    lock.install(OWN.installation(0, {5: WEEK}))
    parts = (memory, crystal, meter, batteries)
    before = {id(each): repr(type(each)) for each in reached(lock, parts)}
    for card in (OWN.guest(1), OWN.guest(0), OWN.staff(5, WEEK), OWN.staff(9, WEEK)):
        lock.swipe(card.encode())
    held = reached(lock, parts)

    assert before == {id(each): repr(type(each)) for each in held}
    containers = [each for each in held if isinstance(each, list | dict | set | bytearray)]
    assert [] == containers
    own = {type(each).__name__ for each in held if not isinstance(each, IMMUTABLE)}
    assert {"Lock", "Parts", "Clock", "Audit", "Primitives", "Visits"} == own


def test_the_crystal_and_the_batteries_hold_no_card():
    """What the parts beside the memory keep are numbers of time and of use."""
    lock, _, crystal = bench()
    before = {each: getattr(crystal, each) for each in Crystal.__slots__}
    lock.swipe(OWN.guest(1).encode())

    assert before == {each: getattr(crystal, each) for each in Crystal.__slots__}
    assert {"_fitted", "_openings", "_true_seconds"} == set(Batteries.__slots__)
