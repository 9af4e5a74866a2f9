"""The attacker by algebra: nothing that it makes opens, and the same attacker opens weak locks."""

import argparse
import re
from dataclasses import replace
from pathlib import Path

import pytest

from hardware.locks.desk.visits import RoundKind
from hardware.locks.hotel import attack
from hardware.locks.hotel.attack import CardsTried, after_the_next_guest, try_cards, try_weak
from hardware.locks.hotel.attack_orders import Forged, send, state_of, try_orders
from hardware.locks.hotel.attack_scene import scene
from hardware.locks.hotel.attacker import Seen
from hardware.locks.hotel.forgeries import FAMILIES, forgeries
from hardware.locks.hotel.weak_locks import Weakness

MOST = 60
PAGE = Path(__file__).parents[3] / "docs" / "hotel-locks.md"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    scene_made = scene(tmp_path_factory.mktemp("attacked"), 1)
    yield scene_made
    scene_made.close()


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    scene_made = scene(tmp_path_factory.mktemp("attacked-later"), 2)
    yield scene_made
    scene_made.close()


def test_an_attacker_with_every_memory_only_dates_its_own_cards_anew(made):
    tried = try_cards(made, MOST)

    assert set(FAMILIES) == {name for name, count in tried.made.items() if count}
    assert not tried.broken
    assert tried.own["own cards at every door"]
    assert tried.dated_anew["own cards dated anew"]


def test_the_page_tells_how_many_cards_and_orders_the_attacker_makes(made):
    """As many at the same doors once the next guests are in. Of those that it has a right to,
    each is tried here; that no other opens is the command's to try."""
    given, attacker = attack_options(), made.attacker()
    cards = anew = 0
    for door in made.doors():
        before = door.memory.image()
        for _, stripe in forgeries(attacker, Seen.of(before), given.most):
            cards += 1
            is_own = stripe in attacker.stripes or not attacker.has_right_to(stripe)
            anew += not is_own and made.is_open_to(door, stripe, before)
    counted = (
        f"{2 * cards:,} cards and {try_orders(made).total} orders that it makes with its defaults "
        f"none does what it should not; {anew} open"
    )

    assert 1 == given.seed
    assert counted in told()


def test_a_card_that_must_not_open_any_longer_is_none_of_its_own(made):
    """Revoked, of a former chain, or of before the next guest: as it is, and dated anew."""
    attacker = made.attacker()
    anew = [replace(each, not_after=each.not_after + 1).encode() for each in attacker.guests]
    tried, again = CardsTried(), CardsTried()
    for stripe in attacker.stripes:
        tried.opened(attacker, "as it is", stripe)
    for stripe in anew:
        again.opened(attacker, "anew", stripe)

    # Of 101 two, of 105 one, and the card of who was fired.
    assert (4, 4) == (tried.broken.total(), len(attacker.over))
    assert len(attacker.stripes) - 4 == tried.own.total()
    assert (3, len(anew) - 3) == (again.broken.total(), again.dated_anew.total())


def test_once_the_next_guest_has_entered_nothing_dated_anew_opens(later):
    tried = after_the_next_guest(later, MOST)

    assert not tried.broken
    assert not tried.dated_anew


def test_no_order_that_it_makes_changes_a_lock(made):
    tried = try_orders(made)

    assert 300 < tried.total
    assert not tried.broken


def test_an_honest_order_does_change_the_lock_that_the_forged_ones_did_not(later):
    hotel = later.hotel
    hotel.load(RoundKind.AUDIT, ("104",))
    (job,) = hotel.programmer.jobs()
    door = hotel.doors["104"]
    before = state_of(door)
    forged = Forged(job.order.encode(), job.path.encode(), hotel.programmer.signature())
    send(door, forged, hotel.now())

    assert before != state_of(door)


@pytest.mark.parametrize(
    ("weakness", "family"),
    [
        (Weakness.SITE_KEY, "own values, other index"),
        (Weakness.LAMPORT, "images, keys, values as value"),
        (Weakness.CODE_24, "images, keys, values as value"),
    ],
)
def test_the_same_attacker_opens_a_weak_lock(weakness, family):
    assert try_weak(weakness, 1, 300).broken[family]


def test_a_weak_lock_refuses_the_former_guest_s_card_as_it_is():
    for weakness in Weakness:
        tried = try_weak(weakness, 1, 5)

        assert 3 == tried.made["own cards at every door"]
        assert not tried.own


def test_what_it_reads_is_what_lies_in_the_lock(made):
    door = made.hotel.doors["101"]
    seen = Seen.of(door.lock.ram())

    assert door.lock.index == seen.used
    assert 192 == len(seen.slots)


def test_the_command_prints_counts_and_ends_well(capsys):
    assert 0 == attack.run(attack_options("--most", "20"))
    out = capsys.readouterr().out
    assert "0 did what they should not" in out
    assert "weak locks opened: 3 of 3" in out
    (visits,) = re.findall(r"and ([\d,]+) visits forged", out)
    assert f"any of {visits} visits with a stolen programmer's orders" in told()


def told():
    return " ".join(PAGE.read_text(encoding="utf-8").split())


def attack_options(*words):
    parser = argparse.ArgumentParser()
    attack.options(parser)
    return parser.parse_args(words)
