"""How a process of the machine begins: its folder, checks in force, files its own, one log."""

from __future__ import annotations

import argparse
import logging
import os
import resource
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path, PurePath
from typing import Final

LOG_SIZE_MAX: Final = 10 * 1024 * 1024
LOG_COUNT_MAX: Final = 5
FRAMES_LOGGED: Final = 4

_FOLDER_MODE: Final = 0o700
_OTHERS: Final = 0o077
# Not 0: a system that pipes core files into a program of its own does so in spite of 0, not of 1.
_CORE_SIZE: Final = 1


class ChecksRemoved(Exception):
    """Python was told to leave out asserts."""


def keep_to_itself() -> None:
    """What this process makes is its user's alone, and a crash leaves no memory with keys and PINs.

    Call it before anything else. Raises ChecksRemoved under python -O.
    """
    if not __debug__:
        raise ChecksRemoved("python -O removes the checks that protect money; start without it")
    os.umask(_OTHERS)
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    size = hard if hard == 0 else _CORE_SIZE
    resource.setrlimit(resource.RLIMIT_CORE, (size, size))


def state_folder(text: str) -> Path:
    """The value of an option --state, for argparse: a folder, or nothing yet."""
    path = Path(text)
    if path.exists() and not path.is_dir():
        raise argparse.ArgumentTypeError(f"{path} is a file, and a state folder is meant")
    return path


@contextmanager
def logging_to(path: Path) -> Iterator[None]:
    """All loggers write to one bounded file. Raises OSError where it cannot be made."""
    path.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        path, maxBytes=LOG_SIZE_MAX, backupCount=LOG_COUNT_MAX, encoding="utf-8"
    )
    handler.setFormatter(_PlainFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
        handler.close()


def told(error: BaseException) -> str:
    """An error for the log: its type and place. Its text may quote what it choked on."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_LOGGED:]
    places = ",".join(f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"exception={type(error).__name__} where={places or '-'}"


class _PlainFormatter(logging.Formatter):
    """Times are UTC, as the journal's and the bank's are."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def formatException(self, ei: object) -> str:  # noqa: N802  # logging's own name
        error = ei[1] if isinstance(ei, tuple) else None
        return told(error) if isinstance(error, BaseException) else "exception=unknown"
