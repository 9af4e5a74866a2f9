"""Where matter is: notes, cards, doors. It outlives this process at once, the computer a bit later.

Matter needs no memory to be where it is; a file stands for it here. It is written at each change,
so that the process may be killed at any point, and flushed as soon as the devices have nothing to
answer: no device waits for the disk where a real one would not. If the computer itself loses
power in between, matter may be where it was a moment ago, and the HSM, whose memory is always
flushed, finds sensors that contradict it: an outcome that it knows.

The format is that of nonvolatile.py with a third slot: one holds the image that was flushed last,
and the other two take turns, so that neither a kill nor a power cut finds no whole image.
"""

from __future__ import annotations

from typing import Protocol

from hardware.emulators.image import Image
from hardware.emulators.nonvolatile import SLOT_COUNT_MAX, FileNonVolatile


class Flushable(Protocol):
    """What whoever serves the devices flushes."""

    @property
    def is_flushed(self) -> bool:
        """Whether the newest image would survive the loss of power."""

    def flush(self) -> None:
        """Return when it would."""


class MatterFile(FileNonVolatile):
    """`store` returns when the image would survive the end of the process; `flush` flushes."""

    _flushed_slot: int | None = None
    is_flushed = True

    def load(self) -> Image | None:
        """What a killed process wrote may not be flushed, and is about to be built upon."""
        image = super().load()
        if image is not None:
            super()._sync()
            self._flushed_slot, self.is_flushed = self._newest_slot, True
        return image

    def flush(self) -> None:
        if not self.is_flushed:
            super()._sync()
            self._flushed_slot, self.is_flushed = self._newest_slot, True

    def _create(self, record: bytes) -> None:
        super()._create(record)
        self._flushed_slot = self._newest_slot

    def _next_slot(self) -> int:
        kept = {self._newest_slot, self._flushed_slot}
        return next(slot for slot in range(SLOT_COUNT_MAX) if slot not in kept)

    def _sync(self) -> None:
        """Later."""
        self.is_flushed = False
