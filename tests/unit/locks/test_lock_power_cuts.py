"""The power may go at any byte that a lock writes: it is what it was, or what it was to be."""

import contextlib

import pytest

from hardware.locks.audit_entry import Deed, Why
from hardware.locks.cable import CableRefusal, State
from hardware.locks.firmware import ownership
from hardware.locks.firmware.crystal import Crystal
from hardware.locks.firmware.lock import Lock
from hardware.locks.firmware.memory import Memory, PowerCut
from hardware.locks.firmware.memory_map import ATTRIBUTE_KEY, HARDWARE_ID, STATE
from hardware.locks.hotel_time import HOUR_S, week
from hardware.locks.metered import Meter
from hardware.locks.specimen import START_S, Specimen, TrueTime, factory_lock

OWN = Specimen()
WEEK = week(START_S)
INDEX = 50
MANY = 10**6
CUTS_MAX = 300


class Cuttable:
    """A lock whose memory is copied, swiped at and cut, again and again."""

    def __init__(self):
        lock, memory, _ = factory_lock(TrueTime(), Meter())
        lock.install(OWN.installation(INDEX, {5: WEEK - 1}))
        lock.swipe(OWN.guest(INDEX).encode())
        self.image = memory.image()

    def restarted(self, image, now=START_S):
        time = TrueTime()
        crystal = Crystal(time)
        time.seconds = now
        memory = Memory(image)
        return Lock(memory, crystal, Meter()), memory

    def cut(self, stripe, count, now=START_S):
        """The lock after its power went so many bytes into a swipe, and came back."""
        lock, memory = self.restarted(self.image, now)
        memory.cut_power_after(count)
        found = lock.swipe(stripe)
        memory.cut_power_after(None)
        lock.power_back()
        return lock, found

    def bytes_written(self, stripe, now=START_S):
        lock, memory = self.restarted(self.image, now)
        memory.cut_power_after(MANY)
        lock.swipe(stripe)
        return MANY - memory.writes_left


@pytest.fixture(scope="module")
def cuttable():
    return Cuttable()


def opens(lock):
    return [each for each in lock.audit() if each.what is Why.OPENED]


def answer(lock, card):
    return lock.swipe(card.encode()).why


def test_a_new_guest_s_first_swipe_leaves_the_old_card_or_the_new(cuttable):
    old, new = OWN.guest(INDEX), OWN.guest(INDEX + 3)
    stripe = new.encode()
    seen = set()
    for count in range(cuttable.bytes_written(stripe)):
        lock, found = cuttable.cut(stripe, count)
        assert (False, Why.NO_POWER) == (found.opened, found.why)
        noted = len(opens(lock))
        if lock.index == INDEX:
            assert (1, Why.OPENED) == (noted, answer(lock, old))
        else:
            assert (2, Why.OLD) == (noted, answer(lock, old))
        assert (Why.OPENED, INDEX + 3) == (answer(lock, new), lock.index)
        assert Why.OLD == answer(lock, old)
        seen.add(noted)

    assert {1, 2} == seen


def test_a_staff_card_s_first_swipe_of_a_week_leaves_it_opening(cuttable):
    old, new = OWN.staff(5, WEEK - 1), OWN.staff(5, WEEK)
    stripe = new.encode()
    seen = set()
    for count in range(cuttable.bytes_written(stripe)):
        lock, _ = cuttable.cut(stripe, count)
        before = answer(lock, old)
        seen.add(before)
        assert Why.OPENED == answer(lock, new)
        assert Why.OLD == answer(lock, old)

    assert {Why.OPENED, Why.OLD} == seen  # in doubt about the time, the older one still serves


def test_a_refusal_that_is_cut_changes_nobody_s_card(cuttable):
    stripe = OWN.guest(INDEX - 1).encode()
    for count in range(cuttable.bytes_written(stripe)):
        lock, found = cuttable.cut(stripe, count)
        assert Why.NO_POWER == found.why
        assert (Why.OPENED, INDEX) == (answer(lock, OWN.guest(INDEX)), lock.index)


def test_a_clock_that_is_cut_while_it_saves_the_hour_says_one_hour_or_the_next(cuttable):
    now = START_S + HOUR_S + 5
    stripe = bytes(52)
    found = set()
    for count in range(cuttable.bytes_written(stripe, now)):
        lock, _ = cuttable.cut(stripe, count, now)
        assert lock.is_doubtful
        found.add(lock.now)

    assert {START_S, START_S + HOUR_S} == found


def test_power_that_goes_again_while_it_comes_back_is_made_up_for(cuttable):
    new = OWN.guest(INDEX + 1)
    total = cuttable.bytes_written(new.encode())
    lock, memory = cuttable.restarted(cuttable.image)
    memory.cut_power_after(total - 30)
    lock.swipe(new.encode())
    image = memory.image()
    cuts = 0
    for count in range(CUTS_MAX):
        lock, memory = cuttable.restarted(image)
        lock.power_lost()
        memory.cut_power_after(count)
        lock.power_back()
        was_cut = memory.writes_left is None
        memory.cut_power_after(None)
        assert was_cut == (answer(lock, OWN.guest(0)) is Why.NO_POWER)
        lock.power_back()
        assert (Why.OPENED, INDEX + 1) == (answer(lock, new), lock.index)
        cuts += was_cut

    assert 50 < cuts < CUTS_MAX  # until the power lasted to the end


def lock_in_state(image):
    """A lock that gets its power back with this in its memory."""
    memory = Memory(image)
    crystal = Crystal(TrueTime())
    crystal.stop()
    lock = Lock(memory, crystal, Meter())
    lock.power_back()
    return lock, memory


WHOLE = OWN.installation(INDEX, {190: WEEK})  # a slot that is written late


def installed_until(count):
    lock, memory, _ = factory_lock(TrueTime(), Meter())
    memory.cut_power_after(count)
    with contextlib.suppress(PowerCut):
        lock.install(WHOLE)
    left = memory.writes_left
    memory.cut_power_after(None)
    return memory.image(), left


INSTALLED, _left = installed_until(MANY)
INSTALLING = MANY - _left


@pytest.mark.parametrize(
    "count", [*range(0, INSTALLING, 997), *range(INSTALLING - 140, INSTALLING)]
)
def test_an_installation_that_is_cut_leaves_a_factory_lock_or_the_hotel_s(count):
    lock, memory = lock_in_state(installed_until(count)[0])
    if memory.number(STATE) == State.FACTORY:
        assert Why.NOT_OWNED == answer(lock, OWN.guest(INDEX))
        lock.install(WHOLE)
    whole = Memory(INSTALLED)
    for each in (*ownership.AGREED, ATTRIBUTE_KEY):
        assert whole.read(each) == memory.read(each)
    assert Why.OPENED == answer(lock, OWN.guest(INDEX))


def test_a_lock_that_has_an_owner_takes_no_other_installation():
    lock, memory, _ = factory_lock(TrueTime(), Meter())
    lock.install(WHOLE)
    before = memory.image()

    with pytest.raises(CableRefusal, match="NOT_FACTORY"):
        lock.install(Specimen(seed=b"mine").installation(INDEX))
    assert before == memory.image()


def decommissioned_until(count):
    lock, memory, _ = factory_lock(TrueTime(), Meter())
    lock.install(OWN.installation(INDEX))
    memory.cut_power_after(count)
    with contextlib.suppress(PowerCut):
        ownership.decommission(lock._parts)
    left = memory.writes_left
    memory.cut_power_after(None)
    return memory.image(), left


LEAVING = MANY - decommissioned_until(MANY)[1]


@pytest.mark.parametrize("count", [*range(40), *range(40, LEAVING, 997), LEAVING - 1, LEAVING])
def test_a_decommission_that_is_cut_leaves_the_hotel_s_lock_or_an_empty_one(count):
    lock, memory = lock_in_state(decommissioned_until(count)[0])
    if memory.number(STATE) == State.OWNED:
        assert Why.OPENED == answer(lock, OWN.guest(INDEX))
        assert Deed.INSTALLED == lock.audit()[0].what
    else:
        left = memory.image().replace(OWN.attribute_key.k, b"?")
        assert (State.FACTORY, memory.image()) == (memory.number(STATE), left)
        assert () == lock.audit()
        assert bytes(range(8)) == memory.read(HARDWARE_ID)
        assert Why.NOT_OWNED == answer(lock, OWN.guest(INDEX))
