"""Sets up the logs of one process: everything through one masked outlet, frames through another.

DIR/logs/APP_<atm or part>_<yyyymmdd>.log   what the program says
DIR/logs/DEV_<atm>_<yyyymmdd>.log           the frames between kiosk and devices
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from hardware.logs.daily_file import DailyFile
from hardware.logs.outlet import Outlet
from hardware.logs.settings import BYTES_PER_MB, LogSettings
from hardware.logs.unhandled import faults_follow, say, unhandled_told

FRAMES: Final = "frames"  # the logger of what passes on the devices' lines
PARTS: Final = ("bank", "devices", "kiosk", "panel")
OUR_LOGGERS: Final = (*PARTS, FRAMES, "qt")


@contextmanager
def logging_in(
    folder: Path, part: str, settings: LogSettings | None = None, *, atm: str = ""
) -> Iterator[None]:
    """All loggers of this process write to the logs in `folder`, which need not exist yet.

    part: one of PARTS. atm: the name of the ATM, of the process that has its devices.
    Never raises for a disk: without a place to write, the program runs without its logs.
    """
    settings = settings or LogSettings()
    program = _outlet(folder, f"APP_{_name(part, atm)}", part, settings, settings.program_days)
    with ExitStack() as stack:
        stack.enter_context(_level(settings.level))
        stack.enter_context(_attached(logging.getLogger(), program))
        if atm:
            frames = _outlet(folder, f"DEV_{atm}", part, settings, settings.device_days)
            stack.enter_context(_alone(logging.getLogger(FRAMES)))
            stack.enter_context(_attached(logging.getLogger(FRAMES), frames))
        stack.enter_context(unhandled_told(part))
        yield


def _name(part: str, atm: str) -> str:
    """The ATM's, unless it is called like a part of the system."""
    return f"{part}-{atm}" if atm.lower() in PARTS else atm or part


def _outlet(folder: Path, stem: str, part: str, settings: LogSettings, days: int) -> Outlet:
    file = DailyFile(
        folder,
        stem,
        days=days,
        size_max=settings.size_mb * BYTES_PER_MB,
        monotonic=time.monotonic,
        complain=lambda words: say(part, words),
        writes_to=faults_follow() if stem.startswith("APP") else lambda _file: None,
    )
    return Outlet(file)


@contextmanager
def _attached(logger: logging.Logger, outlet: Outlet) -> Iterator[None]:
    outlet.start()
    logger.addHandler(outlet)
    try:
        yield
    finally:
        logger.removeHandler(outlet)
        outlet.close()


@contextmanager
def _alone(logger: logging.Logger) -> Iterator[None]:
    """Its lines go nowhere else."""
    propagates, logger.propagate = logger.propagate, False
    try:
        yield
    finally:
        logger.propagate = propagates


@contextmanager
def _level(name: str) -> Iterator[None]:
    """Debugging is for our own loggers: what libraries say of their insides is not ours to keep."""
    level = logging.getLevelNamesMapping()[name.upper()]
    levels = {logging.getLogger(): max(level, logging.INFO)} | {
        logging.getLogger(each): level for each in OUR_LOGGERS
    }
    before = {logger: logger.level for logger in levels}
    for logger, wanted in levels.items():
        logger.setLevel(wanted)
    try:
        yield
    finally:
        for logger, was in before.items():
            logger.setLevel(was)
