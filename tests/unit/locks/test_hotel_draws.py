"""Chance of the simulated hotels: the same for the same name, and shared by no two names."""

from __future__ import annotations

from hardware.locks.desk.rooms import ROOMS_MAX
from hardware.locks.desk.set_up import Renewal
from hardware.locks.hotel.draws import Draws
from hardware.locks.hotel.soak import hotel_plan


def test_the_same_seed_and_name_draw_the_same() -> None:
    first, again = Draws(1, "131"), Draws(1, "131")

    assert [first.number() for _ in range(9)] == [again.number() for _ in range(9)]


def test_the_parts_of_a_whole_hotel_share_no_draw() -> None:
    rooms = [room.number for room in hotel_plan(ROOMS_MAX, Renewal.MONTH, 5).rooms]
    drawn = [Draws(1, number).number() for number in rooms]
    streams = [Draws(1, number) for number in ("131", "401", "14", "41", "5")]
    numbers = [each.number() for each in streams for _ in range(100)]

    assert ROOMS_MAX == len(set(drawn))
    assert 500 == len(set(numbers))
