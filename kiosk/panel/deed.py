"""One command to the emulated world, or a word why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hardware.emulators.image import JsonValue


@dataclass(frozen=True, slots=True)
class Deed:
    """One command: its name and its fields."""

    do: str
    fields: Mapping[str, JsonValue] = field(default_factory=dict)


class NotNow(Exception):
    """The click means nothing as things are; the text says what to do instead."""
