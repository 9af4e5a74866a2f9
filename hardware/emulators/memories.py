"""Where the memories of all devices and cards are: in a folder, or in the process for tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from hardware.emulators.matter import Flushable, MatterFile
from hardware.emulators.nonvolatile import FileNonVolatile, MemoryNonVolatile, NonVolatile

BILLS: Final = "bills"
# A text for each note of two full loads of eight canisters; the file is sparse.
_BILLS_SLOT_SIZE: Final = 32 * 1024 * 1024
_MATTER: Final = frozenset({"notes", "envelopes", "paper", "world"})
_CARDS: Final = "cards"
_SUFFIX: Final = ".nv"


class Memories(Protocol):
    """One memory a name, one a card; asked for once each."""

    def device(self, name: str) -> NonVolatile:
        """hsm, bills, pin_pad, cabinet, door_lock; or notes, envelopes, paper and world, which
        keep matter."""

    def card(self, name: str) -> NonVolatile:
        """The memory of a card, new or not."""

    def card_names(self) -> list[str]:
        """Every card that was ever made."""


class MemoryMemories:
    """Survive the world's objects, not the process."""

    def __init__(self) -> None:
        self.devices: dict[str, MemoryNonVolatile] = {}
        self.cards: dict[str, MemoryNonVolatile] = {}

    def device(self, name: str) -> MemoryNonVolatile:
        return self.devices.setdefault(name, MemoryNonVolatile())

    def card(self, name: str) -> MemoryNonVolatile:
        return self.cards.setdefault(name, MemoryNonVolatile())

    def card_names(self) -> list[str]:
        return sorted(self.cards)


class FolderMemories:
    """Files in DIR/devices, which this makes if need be; nobody else may read them.

    hook: as for FileNonVolatile, told the file's name too.

    Attributes:
        matter: what is to be flushed by whoever serves the devices, when they are at rest.
    """

    def __init__(self, folder: Path, *, hook: Callable[[str, str], None] | None = None) -> None:
        self._folder = folder
        self._hook = hook
        self.matter: list[Flushable] = []
        (folder / _CARDS).mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)

    def device(self, name: str) -> NonVolatile:
        path = self._folder / (name + _SUFFIX)
        if name == BILLS:
            return FileNonVolatile(path, slot_size=_BILLS_SLOT_SIZE, hook=self._hook_of(name))
        if name in _MATTER:
            matter = MatterFile(path, hook=self._hook_of(name))
            self.matter.append(matter)
            return matter
        return FileNonVolatile(path, hook=self._hook_of(name))

    def card(self, name: str) -> NonVolatile:
        return FileNonVolatile(self._folder / _CARDS / (name + _SUFFIX))

    def card_names(self) -> list[str]:
        return sorted(path.stem for path in (self._folder / _CARDS).glob("*" + _SUFFIX))

    def _hook_of(self, name: str) -> Callable[[str], None] | None:
        hook = self._hook
        return None if hook is None else lambda moment: hook(name, moment)
