"""How a process of the machine begins: checks in force, files and memory its own, one log."""

from __future__ import annotations

import logging
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

LOG_SIZE_MAX: Final = 10 * 1024 * 1024
LOG_COUNT_MAX: Final = 5

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


class _PlainFormatter(logging.Formatter):
    def formatException(self, ei: object) -> str:  # noqa: N802  # logging's own name
        """An exception's text may quote what it choked on; its type cannot."""
        kind = ei[0] if isinstance(ei, tuple) else None
        return f"exception={getattr(kind, '__name__', 'unknown')}"
