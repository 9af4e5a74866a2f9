"""What a lock says of itself that the desk can tell to be false, or to be of another lock.

No result is signed: a lock has no key that its reader would not have. What a lock says is believed
only where the desk's own file does not contradict it.
"""

from __future__ import annotations

from typing import Final

from hardware.locks.cable import LockHello
from hardware.locks.desk.rooms import RoomRow
from hardware.locks.desk.store import Deed, Store

UNKNOWN_LEAF: Final = (
    "the lock has taken an order that this desk never signed: this desk is an older copy of "
    "itself, or another one works beside it, or the lock's memory was changed. Make no card before "
    "that is known; `restore` brings a desk back so that no index comes twice"
)


def has_unknown_leaf(store: Store, hello: LockHello) -> bool:
    """Whether it has taken a leaf that this desk still has to sign with."""
    (next_leaf,) = store.reading().execute("SELECT next_leaf FROM hotel").fetchone()
    return bool(hello.next_leaf > next_leaf)


def is_of_other_chain(deed: Deed, row: RoomRow, hello: LockHello) -> bool:
    """Whether its guests' chain is not the one that the desk makes cards of, now."""
    (generation,) = deed.sql.execute(
        "SELECT generation FROM room WHERE lock = :lock", {"lock": row.lock}
    ).fetchone()
    return bool(hello.generation != generation)
