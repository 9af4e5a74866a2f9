"""The desk's signing key: its tree is made once and kept, its leaves are committed before use.

The tree's nodes lie in signing.nodes, 2 MiB for a hotel: they are public, and made again from the
master key if the file is gone. What signs is derived and rests nowhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final

from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.store import Store
from hardware.locks.lms_key import KeyMaterial, SigningKey
from hardware.locks.lms_sets import HASH_SIZE, OneTimeSet, PublicKey, TreeSet
from hardware.locks.lms_tree import make_key

NODES_FILE: Final = "signing.nodes"
LEAVES_SINCE_BACKUP_MAX: Final = 16
# They sign nothing but DECOMMISSION: a lock takes another key only once it was given back, and one
# that no order can reach any longer wants a new board.
LEAVES_KEPT: Final = 4
# From so small a part of all leaves on, each plan says how many are left.
TOLD_FROM: Final = 32

_SETS: Final = {tree.height: tree for tree in TreeSet}
_MODE: Final = 0o600


def key_material(store: Store, said: Callable[[int, int], None], processes: int) -> KeyMaterial:
    """The hotel's key; makes the tree if nobody has. said: leaves made, of how many."""
    tree = _SETS[store.facts.signing_height]
    seed, identifier = store.keys.signing_seed().reveal(), store.keys.signing_identifier()
    (root,) = store.reading().execute("SELECT public_root FROM hotel").fetchone()
    nodes = _kept(store)
    if root is not None and nodes is not None and len(nodes) == 2 * tree.leaves * HASH_SIZE:
        found = KeyMaterial(tree, OneTimeSet.N32_W4, identifier, seed, nodes)
        if found.public_key.root == root:
            return found
    made = make_key(
        tree,
        OneTimeSet.N32_W4,
        identifier=identifier,
        seed=seed,
        processes=processes,
        progress=said,
    )
    _keep(store, made)
    return made


def public_key(store: Store, material: KeyMaterial) -> PublicKey:
    """What every lock is given. Raises DeskRefusal if it is not the one that locks have."""
    (root,) = store.reading().execute("SELECT public_root FROM hotel").fetchone()
    if root is not None and root != material.public_key.root:
        raise DeskRefusal(Reason.DAMAGED, "The signing key is not the one that the locks know")
    return material.public_key


def known_public_key(store: Store, root: bytes) -> PublicKey:
    """The same, without the tree: for comparing."""
    tree, identifier = _SETS[store.facts.signing_height], store.keys.signing_identifier()
    return PublicKey(tree, OneTimeSet.N32_W4, identifier, root)


def signer(store: Store, material: KeyMaterial) -> SigningKey:
    """Signs; each leaf is on the disk as taken before it does."""
    (next_leaf,) = store.reading().execute("SELECT next_leaf FROM hotel").fetchone()

    def commit(leaf: int) -> None:
        with store.deed("leaf-taken", leaf=str(leaf - 1)) as deed:
            deed.sql.execute(
                """UPDATE hotel SET next_leaf = :leaf,
                rounds_since_backup = rounds_since_backup + 1""",
                {"leaf": leaf},
            )

    return SigningKey(material, next_leaf=next_leaf, commit=commit)


def want_leaves(store: Store, *, is_last: bool = False) -> None:
    """Raises DeskRefusal where a leaf must not be taken. is_last: for giving locks back."""
    (backups, since) = (
        store.reading().execute("SELECT backups, rounds_since_backup FROM hotel").fetchone()
    )
    if backups and since >= LEAVES_SINCE_BACKUP_MAX:
        raise DeskRefusal(
            Reason.BACKUP_DUE,
            f"No round is signed before a backup: {LEAVES_SINCE_BACKUP_MAX} were since the last "
            "one, or this desk was restored. `backup` makes one; a restored desk could otherwise "
            "sign with a leaf a second time",
        )
    left = leaves_left(store)
    if left <= (0 if is_last else LEAVES_KEPT):
        raise DeskRefusal(
            Reason.SIGNATURES_END,
            f"All signatures of this hotel are used up but {left}, which are kept for `plan "
            "decommission`: locks that were given back take the key of a hotel set up anew",
        )


def leaves_left(store: Store) -> int:
    (next_leaf,) = store.reading().execute("SELECT next_leaf FROM hotel").fetchone()
    return (1 << store.facts.signing_height) - int(next_leaf)


def advice(store: Store) -> tuple[str, ...]:
    """What a clerk should know, once few leaves are left."""
    left = leaves_left(store) - LEAVES_KEPT
    if left > (1 << store.facts.signing_height) // TOLD_FROM:
        return ()
    words = (
        f"Signatures for {max(0, left)} further rounds are left; afterwards locks take nothing "
        "but `plan decommission`"
    )
    return (words,)


def _kept(store: Store) -> bytes | None:
    try:
        return (store.folder / NODES_FILE).read_bytes()
    except OSError:
        return None


def _keep(store: Store, made: KeyMaterial) -> None:
    path = store.folder / NODES_FILE
    beside = path.with_suffix(".new")
    try:
        descriptor = os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, _MODE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(made.nodes)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise DeskRefusal(Reason.DISK, f"{path} cannot be written: {error.strerror}") from error
    with store.deed("signing-key") as deed:
        deed.sql.execute(
            "UPDATE hotel SET public_root = coalesce(public_root, :root)",
            {"root": made.public_key.root},
        )
