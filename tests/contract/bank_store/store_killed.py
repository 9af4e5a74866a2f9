"""A process that works on a SQLite store until somebody kills it.

It prints one line for each step that the store has acknowledged: the parent holds the store to
every line that it could read.
"""

import sys
from pathlib import Path

from bank_server.store.sqlite import sqlite_store
from tests.contract.bank_store.store_world import World

ROUNDS_MAX = 100_000


def main(path, way):
    world = World(sqlite_store(Path(path), "boot killed"))
    withdraw = {"steps": by_steps, "groups": by_groups}[way]
    for _ in range(ROUNDS_MAX):
        terms = withdraw(world)
        if terms is None:
            return
        say("held", terms.txid)
        world.settle(world.taken(terms))
        say("captured", terms.txid)


def by_steps(world):
    """The terms of a withdrawal that is held, or None when the account is empty."""
    terms = world.begin(world.terms(world.new_txid(), notes=((1, 1),)))
    say("in-work", terms.txid)
    return terms if is_held(world.hold(terms)) else None


def by_groups(world):
    """The same, in one group."""
    terms = world.terms(world.new_txid(), notes=((1, 1),))

    def work(steps):
        inside = World(steps)
        inside.now = world.now
        inside.begin(terms)
        steps.cards.count_try(terms.txid, terms.atm_id)
        steps.cards.pin_proved(terms.txid, terms.atm_id)
        return inside.hold(terms)

    return terms if is_held(world.store.together(work)) else None


def is_held(finish):
    return finish.transaction.state.value == "held"


def say(state, txid):
    sys.stdout.write(f"{state} {txid}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
