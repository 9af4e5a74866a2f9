"""Going on in a folder that is a copy, because its owner says that it was moved here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from hardware.locks.desk import whereabouts
from hardware.locks.desk.store import Store, hold


def moved(folder: Path, clock: Callable[[], datetime], *, clerk: str) -> None:
    """It has to be the newest state, and no other desk of the hotel works on. Raises DeskRefusal.

    Nothing is skipped, unlike after a restore: of a folder that was really moved nothing is newer.
    """
    lock = hold(folder)
    try:
        whereabouts.settle(folder)
    finally:
        lock.release()
    store = Store(folder, clock, clerk=clerk)
    try:
        with store.deed("moved"):
            pass
    finally:
        store.close()
