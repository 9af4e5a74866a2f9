"""A card at all the doors that are not its own, before and after others, and what it costs them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hardware.locks.audit_entry import Why
from hardware.locks.desk.rooms import ROOMS_MAX
from hardware.locks.firmware.batteries import Batteries
from hardware.locks.firmware.lock import Lock
from hardware.locks.firmware.memory_map import LOCK
from hardware.locks.firmware.swipe import WINDOW
from hardware.locks.hotel_time import week
from hardware.locks.metered import Meter, Unmetered
from hardware.locks.specimen import START_S, Specimen, TrueTime, factory_lock

OWN = Specimen()
WEEK = week(START_S)
INDEX = 50
SERIAL = 6


def installed(own=OWN, batteries=None, time=None):
    lock, memory, crystal = factory_lock(time or TrueTime(), Meter(), batteries)
    lock.install(own.installation(INDEX, {SERIAL: WEEK}))
    return lock, memory, crystal


def test_a_card_is_refused_for_nothing_at_the_other_599_doors():
    lock, memory, crystal = installed()
    stripe = OWN.guest(INDEX).encode()
    others = [number for number in range(1, ROOMS_MAX + 1) if number != OWN.lock]
    own_door = lock.swipe(stripe)
    answers = set()
    for number in others:
        memory.commit([LOCK.number(number)])
        found = Lock(memory, crystal, Meter()).swipe(stripe)
        answers.add((found.opened, found.why, found.ms))

    assert 599 == len(others)
    assert own_door.opened
    assert {(False, Why.ROOM, 0)} == answers


@pytest.mark.parametrize("skipped", [1, 2, WINDOW - 1])
def test_after_a_gap_every_card_from_before_it_is_old_used_or_not(skipped):
    lock, _, _ = installed()
    newest = INDEX + skipped + 1
    former = [OWN.guest(index).encode() for index in range(INDEX, newest)]
    before = lock.swipe(former[0]).why
    entered = lock.swipe(OWN.guest(newest).encode()).why

    assert [Why.OPENED, Why.OPENED] == [before, entered]
    assert {Why.OLD} == {lock.swipe(stripe).why for stripe in former}


def test_a_staff_card_made_over_for_another_hotel_opens_nothing_there():
    """The same serial, slot and period on both sides: as it is HOTEL, with the number changed
    CHAIN, though its value be right at home."""
    there = Specimen(hotel=OWN.hotel + 1)
    lock, _, _ = installed(there)
    card = OWN.staff(SERIAL, WEEK)
    at_home = installed()[0].swipe(card.encode()).why
    honest = lock.swipe(there.staff(SERIAL, WEEK).encode()).why

    assert [Why.OPENED, Why.OPENED] == [at_home, honest]
    assert Why.HOTEL is lock.swipe(card.encode()).why
    assert Why.CHAIN is lock.swipe(replace(card, hotel=there.hotel).encode()).why


def test_no_wrong_card_runs_the_motor_and_an_opening_does():
    time = TrueTime()
    batteries = Batteries(time)
    lock, _, _ = installed(batteries=batteries, time=time)
    forged = replace(OWN.guest(INDEX + 1), x=bytes(16)).sealed(Unmetered(), OWN.attribute_key)
    wrong = [
        bytes(52),
        OWN.guest(INDEX - 1).encode(),
        replace(OWN.guest(INDEX), lock=1).encode(),
        replace(OWN.guest(INDEX), copy=3).encode(),
        replace(OWN.staff(SERIAL, WEEK), c=bytes(16)).encode(),
        forged.encode(),
    ]
    before = batteries.microvolts()
    refused = {lock.swipe(stripe).opened for stripe in wrong * 50}
    after = batteries.microvolts()

    assert {False} == refused
    assert before == after
    assert lock.swipe(OWN.guest(INDEX).encode()).opened
    assert after > batteries.microvolts()
