"""Six digits that a lock shows after it was closed, and that are others each time."""

import hashlib

from hardware.locks.closing_proof import DIGITS, ClosingProof, closing_proof
from hardware.locks.hotel_time import week
from hardware.locks.metered import Meter, Unmetered
from hardware.locks.specimen import START_S, Specimen, TrueTime, factory_lock

OWN = Specimen()
KEY = bytes(range(16))


def test_the_digits_are_of_place_index_count_and_key():
    message = bytes.fromhex("07abcdef025700126700000102") + KEY
    number = int.from_bytes(hashlib.sha256(message).digest(), "big") % 10**6
    found = closing_proof(Unmetered(), (0xABCDEF, 599), 4_711, 258, KEY)

    assert ClosingProof(4_711, 258, f"{number:06d}") == found
    assert DIGITS == len(found.digits)


def test_digits_keep_their_zeros_in_front():
    found = [closing_proof(Unmetered(), (1, 1), 1, n, KEY).digits for n in range(200)]

    assert {DIGITS} == {len(each) for each in found}
    assert any(each.startswith("0") for each in found)


def test_every_opening_changes_what_the_lock_shows_and_a_refusal_does_not():
    meter = Meter()
    lock, _, _ = factory_lock(TrueTime(), meter)
    lock.install(OWN.installation(5, {7: week(START_S)}))
    shown = []
    for card in (OWN.guest(6), OWN.guest(6), OWN.staff(7, week(START_S)), OWN.guest(5)):
        lock.swipe(card.encode())
        shown.append(lock.closing_proof())

    assert [6] * 4 == [each.index for each in shown]
    assert [2, 3, 4, 4] == [each.openings for each in shown]
    assert shown[2] == shown[3]
    assert 3 == len({each.digits for each in shown})


def test_the_dispatcher_computes_the_same():
    meter = Meter()
    lock, _, _ = factory_lock(TrueTime(), meter)
    lock.install(OWN.installation(5))
    lock.swipe(OWN.guest(6).encode())
    before = meter.ms
    shown = lock.closing_proof()
    place = (OWN.hotel, OWN.lock)
    expected = closing_proof(Unmetered(), place, shown.index, shown.openings, OWN.attribute_key.k)

    assert (expected, 2) == (shown, meter.ms - before)
