"""How a process of the machine begins: its folder, checks in force, files its own."""

from __future__ import annotations

import argparse
import os
import resource
import traceback
from pathlib import Path, PurePath
from typing import Final

FRAMES_LOGGED: Final = 4

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


def told(error: BaseException) -> str:
    """An error for the log: its type and place. Its text may quote what it choked on."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_LOGGED:]
    places = ",".join(f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"exception={type(error).__name__} where={places or '-'}"
