"""`./atm locks attack`: an attacker with every memory and many cards, on our locks and weak ones.

Two hotels are set up by real desks; in the first the attacker was a guest in several rooms and a
member of staff who was fired. It reads every lock's memory, and listens to every visit. Exit 1: a
card or an order did what it should not, or a weak lock was not opened.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hardware.locks.hotel.attack_orders import try_orders
from hardware.locks.hotel.attack_scene import Scene, scene
from hardware.locks.hotel.attack_visits import try_visits
from hardware.locks.hotel.attacker import Attacker, Seen
from hardware.locks.hotel.draws import Draws
from hardware.locks.hotel.forgeries import FAMILIES, forgeries
from hardware.locks.hotel.weak_locks import Weakness, weak_hotel

GOOD, BROKEN = 0, 1
WEAK_QUARTER: Final = 40_000
WEAK_ROOMS: Final = (1, 2, 3)
MOST_MAX: Final = 1_000_000


@dataclass(slots=True)
class CardsTried:
    """By family: cards made, and those that opened: its own as they are, its own dated anew (the
    one known limit), and all others."""

    made: Counter[str] = field(default_factory=Counter)
    own: Counter[str] = field(default_factory=Counter)
    dated_anew: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)

    def opened(self, attacker: Attacker, family: str, stripe: bytes) -> None:
        if not attacker.has_right_to(stripe):
            self.broken[family] += 1
        elif stripe in attacker.stripes:
            self.own[family] += 1
        else:
            self.dated_anew[family] += 1


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=1, help="of all chance (1)")
    words = "cards of a family for each lock, at most (20,000)"
    parser.add_argument("--most", type=int, default=20_000, help=words)


def run(given: argparse.Namespace) -> int:
    most = max(1, min(given.most, MOST_MAX))
    with tempfile.TemporaryDirectory() as folder:
        made = scene(Path(folder), given.seed)
        try:
            cards = try_cards(made, most)
            later = after_the_next_guest(made, most)
            orders = try_orders(made)
            visits = try_visits(made)
        finally:
            made.close()
    weak = {each: try_weak(each, given.seed, most) for each in Weakness}
    _print("every lock of two hotels", cards)
    _print("the same, once the next guests have entered", later)
    sys.stdout.write(orders.shown())
    sys.stdout.write(visits.shown())
    for weakness, tried in weak.items():
        _print(f"planted weak lock: {weakness.value}", tried)
    broken = cards.broken.total() + later.broken.total() + orders.broken + visits.broken
    is_broken = bool(broken or later.dated_anew.total())
    unopened = [each.value for each, tried in weak.items() if not tried.broken.total()]
    total = cards.made.total() + later.made.total()
    sys.stdout.write(
        f"{total:,} cards, {orders.total:,} orders and {visits.total:,} visits forged: "
        f"{broken} did what they should not; "
        f"{cards.dated_anew.total()} opened as cards that the attacker holds and only dated anew\n"
        f"weak locks opened: {len(weak) - len(unopened)} of {len(weak)}\n"
    )
    return BROKEN if is_broken or unopened else GOOD


def try_cards(made: Scene, most: int) -> CardsTried:
    """All families at all locks of both hotels. A lock that opened is put back as it was."""
    tried = CardsTried()
    attacker = made.attacker()
    for door in made.doors():
        before = door.memory.image()
        for family, stripe in forgeries(attacker, Seen.of(before), most):
            tried.made[family] += 1
            if made.is_open_to(door, stripe, before):
                tried.opened(attacker, family, stripe)
    return tried


def after_the_next_guest(made: Scene, most: int) -> CardsTried:
    """Goal 1: once the next guest of each room has entered, no card of the attacker's is good."""
    made.next_guests_enter()
    return try_cards(made, most)


def try_weak(weakness: Weakness, seed: int, most: int) -> CardsTried:
    """The same attacker's families at a hotel of weak locks."""
    tried = CardsTried()
    draws = Draws(seed, weakness.name)
    hotel = weak_hotel(weakness, draws, WEAK_QUARTER, WEAK_ROOMS)
    seen = {lock: Seen.of(each.ram()) for lock, each in hotel.locks.items()}
    attacker = Attacker(tuple(seen.values()), (hotel.held,), WEAK_QUARTER, 0, draws)
    for number, lock in hotel.locks.items():
        for family, stripe in forgeries(attacker, seen[number], most):
            tried.made[family] += 1
            if lock.opens(stripe, WEAK_QUARTER):
                tried.opened(attacker, family, stripe)
    return tried


def _print(title: str, tried: CardsTried) -> None:
    rows = [f"{title}:", f"  {'family':34} {'made':>9} {'own':>7} {'dated anew':>11} {'broken':>7}"]
    rows += [
        f"  {name:34} {tried.made[name]:9,} {tried.own[name]:7,} {tried.dated_anew[name]:11,} "
        f"{tried.broken[name]:7,}"
        for name in FAMILIES
        if tried.made[name]
    ]
    sys.stdout.write("\n".join(rows) + "\n\n")
