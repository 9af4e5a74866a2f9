"""The bare limit of every durable step: a page overwritten, and the disk waited for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

PAGE: Final = bytes(4096)


@contextmanager
def flushed_page(path: Path) -> Iterator[Callable[[], None]]:
    """One call is one such step, on the disk that the path lies on."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def flush() -> None:
        os.pwrite(file, PAGE, 0)
        os.fdatasync(file)

    try:
        flush()
        yield flush
    finally:
        os.close(file)
