"""The journal's only way to files, as a port: the real folder, or the simulator's memory."""

from __future__ import annotations

from typing import Protocol


class AppendFile(Protocol):
    """A file that only grows. Every method may raise OSError."""

    def append(self, data: bytes) -> None:
        """Hand all bytes to the system; not durable yet."""

    def sync(self) -> None:
        """Make everything appended durable. After an OSError never call it again."""

    def close(self) -> None: ...


class Disk(Protocol):
    """One folder. Names are plain file names. Every method may raise OSError."""

    def lock(self) -> None:
        """Hold the folder for this process until `unlock` or its end. JournalBusy if held."""

    def unlock(self) -> None: ...

    def names(self) -> list[str]:
        """All files, sorted."""

    def read(self, name: str) -> bytes: ...

    def read_part(self, name: str, offset: int, size: int) -> bytes:
        """At most so many bytes from there on; fewer only where the file ends."""

    def size(self, name: str) -> int: ...

    def create(self, name: str, data: bytes) -> None:
        """A new file with this content, durable under its name when this returns.

        An existing file of that name is replaced.
        """

    def open_append(self, name: str) -> AppendFile:
        """Make the file if needed, its name durable."""

    def cut(self, name: str, size: int) -> None:
        """Shorten the file to `size`, durably."""

    def remove(self, name: str) -> None:
        """The file is gone, durably."""

    def settle(self) -> None:
        """Nothing else is to be written now: time for what may wait."""

    def free_permille(self) -> int:
        """Free space in thousandths of the whole."""
