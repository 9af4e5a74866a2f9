"""Desk, lock and cards walked whole: three guests, three cards each, in every order there is.

What a real lock answers to each card at each index is measured first; then every play of issuing
and swiping is walked on those answers. Nipkow's theorem: a guest who has entered with the newest
card shares the room with nobody until the desk makes another card for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from hardware.locks.firmware.lock import Lock
from hardware.locks.firmware.memory import Memory
from hardware.locks.metered import Meter
from hardware.locks.specimen import Specimen, TrueTime, factory_lock

GUESTS = 3
CARDS_EACH = 3
NEWEST = GUESTS * CARDS_EACH
OWN = Specimen()


@cache
def moved(used: int, index: int) -> int | None:
    """Where a real lock at `used` is after a card with this index; None where it stays closed."""
    lock, memory, crystal = factory_lock(TrueTime(), Meter())
    lock.install(OWN.installation(used))
    opened = Lock(memory, crystal, Meter()).swipe(OWN.guest(index).encode()).opened
    reached = Lock(Memory(memory.image()), crystal, Meter()).index
    assert opened or used == reached
    return reached if opened else None


# Whose each issued card is, in the order of the indexes; the lock's index; who is safe.
State = tuple[tuple[int, ...], int, int | None]
Answer = Callable[[int, int], int | None]


def issued(state: State) -> list[State]:
    holders, used, _ = state
    return [
        ((*holders, guest), used, None)
        for guest in range(GUESTS)
        if holders.count(guest) < CARDS_EACH
    ]


def swiped(state: State, answer: Answer) -> tuple[list[State], int]:
    """What follows from each card at the door, and how many others entered a safe guest's room."""
    holders, used, safe = state
    found, intruders = [], 0
    for index, whose in enumerate(holders, 1):
        reached = answer(used, index)
        if reached is None:
            continue
        intruders += safe is not None and safe != whose
        found.append((holders, reached, whose if index == len(holders) else safe))
    return found, intruders


def walk(answer: Answer) -> tuple[int, int]:
    """States met, and intruders in them. answer: where a lock at an index is after a card."""
    met: set[State] = set()
    ahead: list[State] = [((), 0, None)]
    intruders = 0
    while ahead:
        state = ahead.pop()
        if state in met:
            continue
        met.add(state)
        after, count = swiped(state, answer)
        intruders += count
        ahead += after + issued(state)
    return len(met), intruders


def test_a_lock_opens_to_the_largest_used_index_and_above_and_goes_on_to_it():
    answers = {(i, k): moved(i, k) for i in range(NEWEST + 1) for k in range(1, NEWEST + 1)}

    assert {(i, k): (k if k >= i else None) for i, k in answers} == answers


def test_no_play_of_three_guests_and_nine_cards_puts_anybody_beside_a_safe_guest():
    met, intruders = walk(moved)

    assert 20_000 < met
    assert 0 == intruders


def test_the_same_walk_finds_intruders_at_a_lock_that_opens_and_stays_where_it_was():
    assert 0 < walk(lambda used, index: used if index >= used else None)[1]
