"""Whether this folder is still the one that it was: one copied back by hand repeats its numbers.

    desk.here   empty, and never touched again
    desk.seen   which file that is: its inode, and when it was last changed (ctime), as text

Every copy has another inode or another ctime, whatever made it and whatever times it kept; a folder
that is renamed has the same. A file system that was set back as a whole (a snapshot, a virtual
machine) has both as they were, and cannot be told.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from hardware.locks.desk.refusals import DeskRefusal, Reason

HERE: Final = "desk.here"
SEEN: Final = "desk.seen"

_MODE: Final = 0o600


def want_same(folder: Path) -> None:
    """Raises DeskRefusal for a copy, and where only some of the desk's files were copied."""
    here, seen = folder / HERE, folder / SEEN
    try:
        is_same = seen.read_text(encoding="ascii") == _seen(here)
    except (OSError, ValueError):
        is_same = False
    if not is_same:
        raise DeskRefusal(
            Reason.COPIED,
            f"{folder} is a copy that somebody made, or brought back. A desk that is older than "
            "its last card makes cards that are somebody's already: `restore` a backup into an "
            "empty folder. Only if this is the newest state, moved here, and no other desk of this "
            "hotel works on: `moved` goes on with it",
        )


def settle(folder: Path) -> None:
    """From now on this folder is the desk's: after set-up, restore or a move.

    Raises DeskRefusal; a cut leaves a copy.
    """
    here, seen = folder / HERE, folder / SEEN
    try:
        # What it was is forgotten first.
        _write(seen, "")
        here.unlink(missing_ok=True)
        _write(here, "")
        _write(seen, _seen(here))
    except OSError as error:
        raise DeskRefusal(Reason.DISK, f"{folder} cannot be written: {error.strerror}") from error


def _seen(here: Path) -> str:
    found = here.stat()
    return f"{found.st_ino} {found.st_ctime_ns}\n"


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, _MODE)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
