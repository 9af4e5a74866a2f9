"""A room's chain at the desk: every 256th value is kept, the rest hashed when wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from hardware.crypto.secret import Secret
from hardware.locks.chains import guest_value
from hardware.locks.desk import checkpoints
from hardware.locks.desk.store import Store
from hardware.locks.keycard import INDEX_MAX

CHECKPOINT_STEP: Final = 256


def value(store: Store, lock: int, generation: int, k: int) -> Secret:
    """x of index k; prepares the chain if nobody has."""
    row = store.reading().execute(
        "SELECT checkpoints FROM chain WHERE lock = :lock AND generation = :generation",
        {"lock": lock, "generation": generation},
    )
    found = row.fetchone()
    kept = prepare(store, lock, generation).reveal() if found is None else found[0]
    walk = _walk(store, lock)
    return Secret(checkpoints.value(walk, INDEX_MAX, CHECKPOINT_STEP, kept, k))


def prepare(store: Store, lock: int, generation: int) -> Secret:
    """Walk the whole chain once, about 0.2 s, and keep its checkpoints: 4 KiB."""
    end = store.keys.guest_end(lock, generation).reveal()
    kept = checkpoints.walked(_walk(store, lock), INDEX_MAX, CHECKPOINT_STEP, end)
    with store.database.transaction() as sql:
        sql.execute(
            """INSERT OR REPLACE INTO chain (lock, generation, checkpoints)
            VALUES (:lock, :generation, :checkpoints)""",
            {"lock": lock, "generation": generation, "checkpoints": kept},
        )
    return Secret(kept)


def prepare_all(store: Store, said: Callable[[int, int], None]) -> None:
    """Every room's present chain, so that no guest waits; said: how many of how many are done."""
    missing = (
        store.reading()
        .execute(
            """SELECT lock, generation FROM room WHERE NOT EXISTS (SELECT 1 FROM chain
            WHERE chain.lock = room.lock AND chain.generation = room.generation) ORDER BY lock"""
        )
        .fetchall()
    )
    for done, (lock, generation) in enumerate(missing, 1):
        prepare(store, lock, generation)
        said(done, len(missing))


def _walk(store: Store, lock: int) -> checkpoints.Walk:
    return partial(guest_value, store.crypto, store.facts.hotel, lock)
