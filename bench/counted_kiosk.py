"""The real kiosk, its flushes counted: `python -m bench.counted_kiosk KIOSK_OPTIONS`.

The journal is the one file that it flushes during a visit. The count lies in memory that is shared
through a file, so that it can be read at any moment from outside.
"""

from __future__ import annotations

import mmap
import os
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.__main__ import main

FLUSHES_OUT: Final = "BENCH_FLUSHES_OUT"
_COUNT: Final = struct.Struct("=Q")


def flush_count(path: Path) -> int:
    """How often the kiosk that was told of this file has flushed."""
    (count,) = _COUNT.unpack(path.read_bytes())
    assert isinstance(count, int), "as the format says"
    return count


def count_flushes(path: Path) -> None:
    """From now on, every flush of this process by Python code."""
    path.write_bytes(bytes(_COUNT.size))
    with path.open("r+b") as file:
        shared = mmap.mmap(file.fileno(), _COUNT.size)

    def counting(flush: Callable[[int], None]) -> Callable[[int], None]:
        def counted(descriptor: int) -> None:
            flush(descriptor)
            (count,) = _COUNT.unpack_from(shared)
            _COUNT.pack_into(shared, 0, count + 1)

        return counted

    for name in ("fsync", "fdatasync"):
        setattr(os, name, counting(getattr(os, name)))


if __name__ == "__main__":
    count_flushes(Path(os.environ[FLUSHES_OUT]))
    sys.exit(main())
