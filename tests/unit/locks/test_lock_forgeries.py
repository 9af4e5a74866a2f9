"""What somebody makes of a valid card, or of all that a lock holds, opens nothing."""

from dataclasses import replace

import pytest

from hardware.locks import chains, keycard
from hardware.locks.audit_entry import Why
from hardware.locks.firmware.lock import Lock
from hardware.locks.firmware.memory import Memory
from hardware.locks.firmware.memory_map import GUEST_IMAGE, STAFF
from hardware.locks.hotel_time import week
from hardware.locks.metered import Meter, Unmetered
from hardware.locks.specimen import CHAIN_LENGTH, START_S, Specimen, TrueTime, factory_lock
from hardware.locks.staff_table import SLOT_SIZE, StaffSlot

FREE = Unmetered()
OWN = Specimen()
WEEK = week(START_S)
INDEX = 50


class Bench:
    def __init__(self, own=OWN):
        lock, memory, self.crystal = factory_lock(TrueTime(), Meter())
        lock.install(own.installation(INDEX, {5: WEEK - 1, 6: WEEK}))
        self.image = memory.image()

    def swipe(self, stripe):
        """Each time at the same lock as it was, so that no try helps the next."""
        return Lock(Memory(self.image), self.crystal, Meter()).swipe(stripe)


BENCH = Bench()


def flipped(stripe, bit):
    """One of the first 400 bits changed, and the CRC made to fit again."""
    checked = (int.from_bytes(stripe[:50], "big") ^ 1 << 399 - bit).to_bytes(50, "big")
    return checked + keycard.crc16(checked).to_bytes(2, "big")


@pytest.mark.parametrize("card", [OWN.guest(INDEX), OWN.guest(INDEX + 1)])
def test_a_guest_s_card_with_any_bit_changed_is_refused(card):
    """For each bit, the cheapest check that can see it does; all but the value's are seen for 0."""
    stripe = card.encode()
    answers = [BENCH.swipe(flipped(stripe, bit)) for bit in range(400)]

    assert BENCH.swipe(stripe).opened
    assert [] == [bit for bit, each in enumerate(answers) if each.opened]
    assert {Why.UNREADABLE} == {each.why for each in answers[:8] + answers[104:111] + answers[336:]}
    assert {Why.HOTEL} == {each.why for each in answers[8:32]}
    assert {Why.ROOM} == {each.why for each in answers[32:42]}
    assert {Why.OLD, Why.AHEAD, Why.ALTERED} >= {each.why for each in answers[42:60]}
    assert {Why.TOO_EARLY, Why.EXPIRED, Why.ALTERED} >= {each.why for each in answers[60:100]}
    assert {Why.ALTERED} == {each.why for each in answers[100:104] + answers[111:336]}
    assert 2 == max(each.ms for each in answers)


@pytest.mark.parametrize("card", [OWN.staff(6, WEEK), OWN.staff(5, WEEK)])
def test_a_staff_card_with_any_bit_changed_is_refused(card):
    stripe = card.encode()
    answers = [BENCH.swipe(flipped(stripe, bit)) for bit in range(400)]

    assert BENCH.swipe(stripe).opened
    assert [] == [bit for bit, each in enumerate(answers) if each.opened]
    assert {Why.UNREADABLE} == {each.why for each in answers[:8] + answers[80:112] + answers[240:]}
    assert {Why.HOTEL} == {each.why for each in answers[8:32]}
    assert {Why.NO_SLOT} == {each.why for each in answers[32:64]}
    assert {Why.OLD, Why.PERIOD} >= {each.why for each in answers[64:80]}
    assert {Why.CHAIN} == {each.why for each in answers[112:240]}


@pytest.mark.parametrize("card", [OWN.guest(INDEX), OWN.staff(6, WEEK)])
def test_a_bit_changed_without_the_check_is_a_misread_card(card):
    stripe = int.from_bytes(card.encode(), "big")
    answers = [BENCH.swipe((stripe ^ 1 << bit).to_bytes(52, "big")) for bit in range(416)]

    assert {(Why.UNREADABLE, 0)} == {(each.why, each.ms) for each in answers}


def test_a_lock_s_memory_holds_no_value_of_any_chain():
    """Everything that was ever issued, and all older values that follow from it."""
    lock, memory, _ = factory_lock(TrueTime(), Meter())
    lock.install(OWN.installation(INDEX, {5: WEEK - 1, 6: WEEK - 3}))
    for card in (OWN.guest(INDEX), OWN.guest(INDEX + 9), OWN.staff(5, WEEK), OWN.staff(6, WEEK)):
        assert lock.swipe(card.encode()).opened
    dump = lock.ram()
    values = [OWN.x(k) for k in range(CHAIN_LENGTH + 1)]
    values += [OWN.c(serial, p) for serial in (5, 6) for p in range(WEEK - 5, WEEK + 5)]

    assert [] == [each for each in values if each in dump]
    assert memory.read(GUEST_IMAGE) in dump


def images(bench):
    memory = Memory(bench.image)
    slot = StaffSlot.from_bytes(memory.part(STAFF, 6 * SLOT_SIZE, SLOT_SIZE))
    return memory.read(GUEST_IMAGE), slot.image


def test_what_a_lock_holds_is_no_card_for_it():
    """Its images and its key for attributes, put into cards in every way that the layouts allow."""
    guest_image, staff_image = images(BENCH)
    card, master = OWN.guest(INDEX + 1), OWN.staff(6, WEEK)

    assert BENCH.swipe(card.encode()).opened
    assert BENCH.swipe(master.encode()).opened
    for value in (guest_image, staff_image, OWN.attribute_key.k, bytes(16)):
        for index in range(INDEX, INDEX + 33):
            forged = replace(card, index=index, x=value).sealed(FREE, OWN.attribute_key)
            assert Why.CHAIN == BENCH.swipe(forged.encode()).why
        assert Why.CHAIN == BENCH.swipe(replace(master, c=value).encode()).why


def test_who_has_read_a_lock_out_can_re_date_the_card_he_holds_and_no_more():
    """The honest limit: his own card, at his own door, until the next guest enters."""
    card = OWN.guest(INDEX, START_S - 20 * 86_400)
    altered = replace(card, not_after=card.not_after + 4_000)
    forged = altered.sealed(FREE, OWN.attribute_key)
    ahead = replace(forged, index=INDEX + 1).sealed(FREE, OWN.attribute_key)
    answers = [BENCH.swipe(each.encode()).why for each in (card, altered, forged, ahead)]

    assert [Why.EXPIRED, Why.ALTERED, Why.OPENED, Why.CHAIN] == answers


def test_older_values_follow_from_a_card_and_open_nothing():
    x = OWN.x(INDEX)
    older = chains.guest_step(FREE, OWN.hotel, OWN.lock, INDEX, x)

    assert OWN.x(INDEX - 1) == older
    for index in (INDEX - 1, INDEX, INDEX + 1):
        forged = replace(OWN.guest(INDEX), index=index, x=older).sealed(FREE, OWN.attribute_key)
        assert BENCH.swipe(forged.encode()).why in {Why.OLD, Why.CHAIN}


def test_a_guest_s_value_is_no_staff_value_and_the_other_way_round():
    """Lock number and serial the same, index and period the same: the domains keep them apart."""
    own = Specimen(lock=6)
    bench = Bench(own)
    as_staff = replace(own.staff(6, WEEK), c=own.x(WEEK))
    as_guest = replace(own.guest(INDEX), x=own.c(6, INDEX)).sealed(FREE, own.attribute_key)

    assert bench.swipe(own.staff(6, WEEK).encode()).opened
    assert bench.swipe(own.guest(INDEX).encode()).opened
    assert Why.CHAIN == bench.swipe(as_staff.encode()).why
    assert Why.CHAIN == bench.swipe(as_guest.encode()).why


@pytest.mark.parametrize("other", [Specimen(lock=OWN.lock + 1), Specimen(hotel=OWN.hotel + 1)])
def test_a_card_made_over_for_another_door_fails_there(other):
    """Same secrets on both sides, even: place and hotel are in every hash."""
    bench = Bench(other)
    card = other.guest(INDEX)
    foreign = replace(card, x=OWN.x(INDEX)).sealed(FREE, other.attribute_key)

    assert bench.swipe(card.encode()).opened
    assert Why.CHAIN == bench.swipe(foreign.encode()).why
    guest_image, staff_image = images(BENCH)
    assert (guest_image, staff_image) != images(bench)
    assert guest_image not in bench.image
    assert staff_image not in bench.image
