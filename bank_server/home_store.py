"""Which store a state folder's books are in, so that it is never started with another one.

`bank/store.json` has the kind, and of a MongoDB the name that the database was given when it was
made: never its address, which may change and may hold a password.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

from bank_server.state import StateFolder
from bank_server.store.base import StoreRefused
from bank_server.store.opening import MONGODB, SQLITE, is_address, mongo_name

FILE: Final = "store.json"
VERSION: Final = 1
FILE_MODE: Final = 0o600
_KIND: Final = MONGODB[0].removesuffix("://")


class StoreElsewhere(StoreRefused):
    """The books of this state are in another store. The text says where, and what to do."""


def check_home(state: StateFolder, setting: str) -> None:
    """Raises StoreElsewhere, and StoreRefused for a store that cannot be asked."""
    known = _known(state)
    if known is None:
        return
    if known["kind"] == SQLITE and is_address(setting):
        raise StoreElsewhere(
            f"the books of {state.path} are in {state.database}, and another store is asked for; "
            "move them with ./atm admin export and import, or name no other store"
        )
    if known["kind"] != SQLITE and not is_address(setting):
        raise StoreElsewhere(
            f"the books of {state.path} are in a MongoDB store; give its address, as --store or as "
            "a setting"
        )
    if known != _of(setting):
        raise StoreElsewhere(
            f"the books of {state.path} are in another MongoDB database than this one; if they are "
            f"to begin anew, take away {_file_of(state)}"
        )


def keep_home(state: StateFolder, setting: str) -> None:
    """From now on the books are in this store, which is there. Raises OSError."""
    now = _of(setting)
    if now == _read(state):
        return
    file = _file_of(state)
    draft = file.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, FILE_MODE)
    with os.fdopen(descriptor, "w", encoding="ascii") as text:
        text.write(json.dumps(now) + "\n")
        text.flush()
        os.fsync(descriptor)
    draft.replace(file)


def _known(state: StateFolder) -> dict[str, object] | None:
    """A state of a bank that wrote nothing of this down has its books in its file, if any."""
    found = _read(state)
    if found is None and state.database.is_file():
        return _of(SQLITE)
    return found


def _of(setting: str) -> dict[str, object]:
    if is_address(setting):
        return {"version": VERSION, "kind": _KIND, "name": mongo_name(setting)}
    return {"version": VERSION, "kind": SQLITE}


def _read(state: StateFolder) -> dict[str, object] | None:
    file = _file_of(state)
    try:
        found: object = json.loads(file.read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except ValueError:
        found = None
    if not isinstance(found, dict) or found.get("version") != VERSION:
        raise StoreElsewhere(f"{file} is not what a bank of this version writes")
    return found


def _file_of(state: StateFolder) -> Path:
    return state.database.with_name(FILE)
