"""The folder `keys/` of a state: created private, and refused when anybody else could read it."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

FOLDER_MODE: Final = 0o700
FILE_MODE: Final = 0o600
KEY_FILE_SIZE_MAX: Final = 64 * 1024
DRAFT: Final = ".together.new"  # files of one set, perhaps not all yet: worth nothing
WHOLE: Final = ".together"  # all of them, on their way into place


class KeyFolderError(Exception):
    """A key file is missing, unreadable or open to others. The text names the file and the cure."""


class KeyFolder:
    """Reads and creates key files; never changes one that exists unless told to replace it.

    Raises KeyFolderError when the folder or a file belongs to someone else or has wider modes
    than 0700 and 0600: a key that others could have read is no longer a key.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            found = path.stat(follow_symlinks=False)
        except OSError as error:
            raise KeyFolderError(f"{path}: {error.strerror}") from error
        if not stat.S_ISDIR(found.st_mode):
            raise KeyFolderError(f"{path} is not a folder of its own; remove the link")
        _refuse_wider(path, found, FOLDER_MODE)

    def has(self, name: str) -> bool:
        return (self.path / name).exists()

    def read(self, name: str) -> bytes:
        path = self.path / name
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError as error:
            raise KeyFolderError(f"{path}: {error.strerror}") from error
        with os.fdopen(descriptor, "rb") as file:
            _refuse_wider(path, os.fstat(descriptor), FILE_MODE)
            content = file.read(KEY_FILE_SIZE_MAX + 1)
        if len(content) > KEY_FILE_SIZE_MAX:
            raise KeyFolderError(f"{path} is larger than any key file")
        return content

    def create(self, name: str, content: bytes) -> Path:
        """Write a new file, whole or not at all. Raises KeyFolderError if it exists."""
        self._refuse_existing(name)
        return self.replace(name, content)

    def create_together(self, files: Mapping[str, bytes]) -> None:
        """Write new files that are worth something only together.

        After a kill at any point either `finish` puts all in place, or none is there and this
        may be called again. Raises KeyFolderError, as `create`.
        """
        draft = self.path / DRAFT
        try:
            if draft.exists():
                shutil.rmtree(draft)
            made = KeyFolder(draft)
            for name, content in files.items():
                self._refuse_existing(name)
                made.create(name, content)
            draft.replace(self.path / WHOLE)
            self._sync()
        except OSError as error:
            raise KeyFolderError(f"{draft}: {error.strerror}") from error
        self.finish()

    @property
    def is_unfinished(self) -> bool:
        """A set is whole, and not all of it is in place."""
        return self.has(WHOLE)

    def finish(self) -> None:
        """Put what is left of a whole set in place."""
        whole = KeyFolder(self.path / WHOLE).path
        try:
            for each in sorted(whole.iterdir()):
                self._refuse_existing(each.name)
                each.replace(self.path / each.name)
            self._sync()
            whole.rmdir()
            self._sync()
        except OSError as error:
            raise KeyFolderError(f"{whole}: {error.strerror}") from error

    def replace(self, name: str, content: bytes) -> Path:
        """Put a file in place atomically: after a power cut it is the old or the new one."""
        path = self.path / name
        draft = self.path / f".{name}.new"
        draft.unlink(missing_ok=True)
        try:
            descriptor = os.open(
                draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE
            )
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(descriptor)
            draft.replace(path)
            self._sync()
        except OSError as error:
            raise KeyFolderError(f"{path}: {error.strerror}") from error
        return path

    def _refuse_existing(self, name: str) -> None:
        if self.has(name):
            raise KeyFolderError(f"{self.path / name} exists and is not overwritten")

    def _sync(self) -> None:
        descriptor = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _refuse_wider(path: Path, found: os.stat_result, allowed: int) -> None:
    mode = stat.S_IMODE(found.st_mode)
    if mode & ~allowed:
        raise KeyFolderError(
            f"{path} has mode {mode:04o}, wider than {allowed:04o}: others may have read it. "
            f"If you are sure nobody has: chmod {allowed:04o} {path}"
        )
    if found.st_uid != os.geteuid():
        raise KeyFolderError(f"{path} belongs to user {found.st_uid}, not to you")
