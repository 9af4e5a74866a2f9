"""Where every envelope physically is, apart from what the cabinet has written down about it.

Kept in a memory of its own, because matter stays where it is when power fails. An envelope is in
the slot's transport, in the bin, or was taken out by people.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hardware.emulators.image import (
    Image,
    flag,
    number,
    optional_table,
    require_format,
    rows,
    stamped,
    text,
)
from hardware.emulators.nonvolatile import NonVolatile

FORMAT: Final = 1
ENVELOPES_MAX: Final = 100  # more do not fit into the bin


@dataclass(frozen=True, slots=True)
class Envelope:
    """One envelope and what the slot has printed on it."""

    number: int
    text: str

    def image(self) -> Image:
        return {"number": self.number, "text": self.text}

    @classmethod
    def restore(cls, image: Image) -> Envelope:
        return cls(number(image, "number"), text(image, "text"))


class EnvelopeWorks:
    """The transport and the bin, as matter.

    Attributes:
        moving: the envelope in the transport. bin: those that fell into it, oldest first.
        is_jammed: what is in the transport goes neither on nor back.
        removed_count: envelopes that people have taken out of bin and transport, ever.
        on_change: told after each change.
    """

    def __init__(self, memory: NonVolatile) -> None:
        self._memory = memory
        self.on_change: Callable[[str], None] = lambda _: None
        self.moving: Envelope | None = None
        self.bin: list[Envelope] = []
        self.is_jammed = False
        self.removed_count = 0
        image = memory.load()
        if image is not None:
            self._restore(image)

    @property
    def is_full(self) -> bool:
        return len(self.bin) >= ENVELOPES_MAX

    # The slot's motor.

    def grip(self, envelope: Envelope) -> None:
        """Out of the customer's hand into the transport."""
        self.moving = envelope
        self._changed("grip")

    def drop(self) -> None:
        """Out of the transport into the bin."""
        assert self.moving is not None
        self.bin.append(self.moving)
        self.moving = None
        self._changed("drop")

    # People.

    def jam(self) -> None:
        self.is_jammed = True
        self._changed("jam")

    def clear(self) -> None:
        """Somebody opens the transport, and takes out what is in it."""
        self.is_jammed = False
        self.removed_count += self.moving is not None
        self.moving = None
        self._changed("clear")

    def remove(self) -> list[Envelope]:
        """Somebody empties the bin. What was in it."""
        taken, self.bin = self.bin, []
        self.removed_count += len(taken)
        self._changed("remove")
        return taken

    def image(self) -> Image:
        """As kept, and as seen by whoever opens the doors."""
        return {
            "bin": [envelope.image() for envelope in self.bin],
            "moving": None if self.moving is None else self.moving.image(),
            "jammed": self.is_jammed,
            "removed": self.removed_count,
        }

    def _changed(self, change: str) -> None:
        self._memory.store(stamped(self.image(), FORMAT))
        self.on_change(change)

    def _restore(self, image: Image) -> None:
        require_format(image, FORMAT)
        moving = optional_table(image, "moving")
        self.bin = [Envelope.restore(row) for row in rows(image, "bin")]
        self.moving = None if moving is None else Envelope.restore(moving)
        self.is_jammed = flag(image, "jammed")
        self.removed_count = number(image, "removed")
