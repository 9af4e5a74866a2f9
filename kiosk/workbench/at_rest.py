"""Holds a state folder still while it is read: nothing runs on it, and nothing starts meanwhile."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

# The launcher changes nothing itself, and has this folder while it lets it be audited.
WRITERS: Final = ("bank", "devices", "kiosk")
HOLDER_SIZE_MAX: Final = 32


class StateInUse(Exception):
    """Somebody works on the folder. The text says who."""


@contextmanager
def at_rest(state: Path, kinds: Sequence[str] = WRITERS) -> Iterator[None]:
    """Raises StateInUse. Shared locks, so several readers do not disturb each other."""
    with ExitStack() as held:
        busy = [found for kind in kinds if (found := _hold(state / f"{kind}.lock", held))]
        if busy:
            raise StateInUse(", ".join(busy))
        yield


def _hold(lock: Path, held: ExitStack) -> str | None:
    """Take it until `held` closes; or say who has it. A lock that was never made holds nothing."""
    try:
        descriptor = os.open(lock, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    held.callback(os.close, descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.read(descriptor, HOLDER_SIZE_MAX).decode("ascii", "replace").strip()
        return f"{lock.stem} (process {holder or 'unknown'})"
    return None
