"""A stolen programmer's orders, taken apart and mixed: refused, or just what they are.

The same attacker is let loose on locks with planted mistakes, and each of them is found.
"""

import pytest

from hardware.locks.firmware import executing, ownership, standing_order, taking, visits
from hardware.locks.firmware.memory_map import STAFF
from hardware.locks.hotel.attack_scene import scene
from hardware.locks.hotel.attack_visits import NotAccepted, try_visits
from hardware.locks.hotel.stolen_visits import HARMLESS, REFUSED
from hardware.locks.staff_table import CHUNK_SIZE

FORMER_TABLE = "a table of another time or door"
OTHER_PLACE = "a chunk in another place"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    scene_made = scene(tmp_path_factory.mktemp("stolen"), 3)
    yield scene_made
    scene_made.close()


def test_nothing_that_a_stolen_programmer_s_thief_makes_of_its_orders_is_taken(made):
    """Each whole order is shown first, and changes its lock."""
    tried = try_visits(made, "102", "105")

    assert {*REFUSED, *HARMLESS, FORMER_TABLE, OTHER_PLACE} == set(tried.made)
    assert 200 < tried.total
    assert not tried.broken


def any_chunk(parts, number, chunk):
    """Planted: a chunk is taken whatever was signed."""
    found = executing._standing(parts)
    if not found.is_done:
        held = found.held | 1 << number
        progress = standing_order.progress(found.done, held)
        parts.memory.commit([STAFF.part(number * CHUNK_SIZE, chunk), progress])
    return 0


def any_door(parts, order):
    """Planted: whose order it is, is not looked at."""


def plant(monkeypatch, what):
    match what:
        case "an order leaves the other's stream":
            monkeypatch.setattr(standing_order, "drop_waiting", lambda _memory: None)
        case "any chunk":
            monkeypatch.setattr(visits.executing, "take_chunk", any_chunk)
        case "any door":
            monkeypatch.setattr(taking, "_want_ours", any_door)
        case "an owned lock is installed":
            monkeypatch.setattr(ownership, "want_factory", lambda _parts: None)
        case "a step may be left out":
            monkeypatch.setattr(taking.StreamingVerifier, "is_good", property(lambda _self: True))


@pytest.mark.parametrize(
    ("what", "family"),
    [
        ("an order leaves the other's stream", "two programmers at one door"),
        ("any chunk", FORMER_TABLE),
        ("any chunk", OTHER_PLACE),
        ("any door", "a fresh order of another door"),
        ("an owned lock is installed", "installed over"),
        ("a step may be left out", "a fresh order changed"),
    ],
)
def test_a_planted_mistake_is_found_by_its_family(made, monkeypatch, what, family):
    plant(monkeypatch, what)

    assert try_visits(made, "101").changed[family]


def test_an_order_that_is_not_taken_proves_nothing(made, monkeypatch):
    monkeypatch.setattr(taking, "_accept", lambda _parts, _content, _order: None)
    with pytest.raises(NotAccepted):
        try_visits(made, "101")
