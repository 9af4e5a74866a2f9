"""Files that only their owner may read, whole and durable or not there at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_MODE: Final = 0o600


def create_private(path: Path, content: bytes) -> None:
    """Write a new file; it survives a loss of power. Raises FileExistsError: none is replaced."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _MODE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    try:
        path.hardlink_to(draft)
    finally:
        draft.unlink()
    _sync_folder(path)


def rename_private(source: Path, target: Path) -> None:
    """Give a file its final name, durably; what had that name is gone."""
    source.replace(target)
    _sync_folder(target)


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
