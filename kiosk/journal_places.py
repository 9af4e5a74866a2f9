"""Where a kiosk's journal lies: its folder, and a second one on another disk if there is one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.journal.disk import Disk
from kiosk.journal.disk_folder import FolderDisk
from kiosk.journal.disk_mirrored import TROUBLE_LOST, MirroredDisk
from kiosk.journal.entry import Entry, Out
from kiosk.journal.events import DeviceFault
from kiosk.journal.mirror_thread import MirrorThread
from kiosk.settings import Settings

MIRROR: Final = "journal-mirror"
NO_MIRROR: Final = "none"
_LOG: Final = logging.getLogger("kiosk.journal")


def journal_disk(state: Path, settings: Settings, on_trouble: Callable[[Entry], None]) -> Disk:
    """The folder with its mirror. on_trouble: hears what is to be written of the mirror."""
    folder = state / "kiosk" / "journal"
    first = FolderDisk(folder)
    mirror = mirror_folder(state, settings)
    if mirror is None:
        return first

    def told(code: str) -> None:
        _LOG.warning("journal_mirror code=%s", code)
        on_trouble(Entry(DeviceFault(MIRROR, code, "go-on"), out=Out.FAIL))

    try:
        second = FolderDisk(mirror)
        if mirror.stat().st_dev == folder.stat().st_dev:
            _LOG.info("journal_mirror_on_the_same_disk")
    except OSError:
        told(TROUBLE_LOST)
        return first
    return MirroredDisk(first, second, told, settings.atm_name, MirrorThread())


def mirror_folder(state: Path, settings: Settings) -> Path | None:
    """Where the journal's copy lies; None where there is to be none."""
    if settings.journal_mirror_dir == NO_MIRROR:
        return None
    return Path(settings.journal_mirror_dir or state / "kiosk" / MIRROR)
