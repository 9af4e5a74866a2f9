"""A process that works on a SQLite store until somebody kills it.

It prints one line for each step that the store has acknowledged: the parent holds the store to
every line that it could read.
"""

import sys
from pathlib import Path

from bank_server.store.sqlite import sqlite_store
from tests.contract.bank_store.store_world import World

ROUNDS_MAX = 100_000


def main(path):
    world = World(sqlite_store(Path(path), "boot killed"))
    for _ in range(ROUNDS_MAX):
        terms = world.begin(world.terms(world.new_txid(), notes=((1, 1),)))
        say("in-work", terms.txid)
        if world.hold(terms).transaction.state.value != "held":
            return
        say("held", terms.txid)
        world.settle(world.taken(terms))
        say("captured", terms.txid)


def say(state, txid):
    sys.stdout.write(f"{state} {txid}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
