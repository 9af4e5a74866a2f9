"""A room's chain at the desk: every 256th value is kept, the rest hashed when wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.crypto.secret import Secret
from hardware.locks.chains import VALUE_SIZE, guest_step, guest_value
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
    checkpoints = prepare(store, lock, generation).reveal() if found is None else found[0]
    place = k // CHECKPOINT_STEP
    nearest = min(place * CHECKPOINT_STEP + CHECKPOINT_STEP - 1, INDEX_MAX)
    known = checkpoints[place * VALUE_SIZE : (place + 1) * VALUE_SIZE]
    return Secret(guest_value(store.crypto, store.facts.hotel, lock, (nearest, k), known))


def prepare(store: Store, lock: int, generation: int) -> Secret:
    """Walk the whole chain once, about 0.2 s, and keep its checkpoints: 4 KiB."""
    hotel, x = store.facts.hotel, store.keys.guest_end(lock, generation).reveal()
    kept = [x]
    for k in range(INDEX_MAX, 0, -1):
        x = guest_step(store.crypto, hotel, lock, k, x)
        if k % CHECKPOINT_STEP == 0:
            kept.append(x)  # x is of index k - 1 now
    checkpoints = b"".join(reversed(kept))
    with store.database.transaction() as sql:
        sql.execute(
            """INSERT OR REPLACE INTO chain (lock, generation, checkpoints)
            VALUES (:lock, :generation, :checkpoints)""",
            {"lock": lock, "generation": generation, "checkpoints": checkpoints},
        )
    return Secret(checkpoints)


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
