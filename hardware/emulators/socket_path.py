"""Unix sockets in folders with long names: an address may have about 100 bytes, a path more."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def short_address(path: Path) -> Iterator[str]:
    """An address of the socket at `path` that is short however long the path is."""
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def connect(path: Path, *, timeout_s: float) -> socket.socket:
    """A connected stream socket. Raises OSError."""
    connected = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connected.settimeout(timeout_s)
    try:
        with short_address(path) as address:
            connected.connect(address)
    except BaseException:
        connected.close()
        raise
    return connected
