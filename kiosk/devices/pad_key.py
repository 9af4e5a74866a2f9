"""The software pad's key, in a file of the state folder that nobody else may read.

One line: 64 lower-case hex digits, the pad's AES_KEY as the bank was given it at provisioning.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Final

from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.secret import Secret
from kiosk.private_files import create_private

KEY_SIZE: Final = 32
_MODE: Final = 0o600
_LINE: Final = re.compile(rb"[0-9a-f]{64}\n?")


class PadKeyRefused(ValueError):
    """The file is missing, open to others, or holds no key. The text never has its content."""


def load_pad_key(path: Path) -> Secret:
    """The key that `SoftwarePad` wants. Raises PadKeyRefused."""
    with load_aes_key(path) as aes_key:
        return subkey(aes_key, KeyName.PIN)


def load_aes_key(path: Path) -> Secret:
    """What `store_pad_key` stored. Raises PadKeyRefused."""
    raw = _read_private(path)
    if not _LINE.fullmatch(raw):
        raise PadKeyRefused(f"{path} does not hold a key")
    return Secret(bytes.fromhex(raw.decode("ascii")))


def store_pad_key(path: Path, aes_key: Secret) -> None:
    """Write a new key file, durably. Raises FileExistsError: a key is never replaced."""
    if len(aes_key) != KEY_SIZE:
        raise ValueError("aes_key is not 32 bytes")
    create_private(path, aes_key.reveal().hex().encode("ascii") + b"\n")


def _read_private(path: Path) -> bytes:
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise PadKeyRefused(f"{path} cannot be opened: {error.strerror}") from error
    with os.fdopen(fd, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid():
            raise PadKeyRefused(f"{path} is not this user's file")
        if stat.S_IMODE(status.st_mode) != _MODE:
            raise PadKeyRefused(f"{path} is open to others; its mode must be 0600")
        return file.read(2 * KEY_SIZE + 2)
