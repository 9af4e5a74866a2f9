"""The texts of single notes, where a bank has given them; all others are named by their number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hardware.emulators.image import Image, ImageInvalid, JsonValue, require_format, stamped, table
from hardware.emulators.nonvolatile import NonVolatile
from hardware.protocol.hsm_notes import NOTE_SIZE

FORMAT: Final = 1
LOADS_KEPT: Final = 2  # the last transaction may still be of the former load


class BillFile:
    """Texts by canister, load and note number, in a memory of their own."""

    def __init__(self, memory: NonVolatile) -> None:
        self._memory = memory
        self._texts: dict[tuple[int, int], list[str]] = {}
        image = memory.load()
        if image is not None:
            require_format(image, FORMAT)
            inner = table(image, "texts")
            self._texts = {_key(name): _texts(inner[name]) for name in inner}

    def put(self, canister: int, load: int, index: int, notes: Sequence[str]) -> bool:
        """Write texts from index on; False, and nothing written, if that would leave a gap."""
        texts = self._texts.get((canister, load), [])
        if index > len(texts):
            return False
        changed = [*texts[:index], *notes, *texts[index + len(notes) :]]
        self._texts = {
            key: kept
            for key, kept in self._texts.items()
            if key[0] != canister or key[1] > load - LOADS_KEPT
        } | {(canister, load): changed}
        self._memory.store(stamped({"texts": self._image()}, FORMAT))
        return True

    def text(self, canister: int, load: int, number: int) -> str:
        """What is printed on this note."""
        texts = self._texts.get((canister, load), [])
        if number < len(texts):
            return texts[number]
        return f"C{canister}L{load}N{number}"[:NOTE_SIZE]

    def _image(self) -> Image:
        return {f"{canister}:{load}": [*texts] for (canister, load), texts in self._texts.items()}


def _key(name: str) -> tuple[int, int]:
    canister, _, load = name.partition(":")
    try:
        return int(canister), int(load)
    except ValueError as error:
        raise ImageInvalid("texts has a key that names no load") from error


def _texts(value: JsonValue) -> list[str]:
    if not isinstance(value, list):
        raise ImageInvalid("texts of a load are not a list")
    return [str(item) for item in value]
