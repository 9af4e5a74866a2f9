"""Reads what the emulated devices keep, without a device: counters, notes, and where they lie."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hardware.emulators.bill_file import BillFile
from hardware.emulators.hsm_state import HsmState
from hardware.emulators.image import Image, ImageInvalid, number, table
from hardware.emulators.nonvolatile import FileNonVolatile, MemoryFault
from hardware.emulators.notes import NoteWorks

BILLS_SLOT_SIZE: Final = 32 * 1024 * 1024


class MemoryUnreadable(Exception):
    """A device's memory is missing or damaged. The text names the file."""


@dataclass(frozen=True, slots=True)
class Note:
    """text: what is printed on it."""

    canister: int
    text: str


def read_hsm(state: Path) -> HsmState:
    """The HSM's counters and its last transaction. Its keys are not looked at."""
    path = state / "devices" / "hsm.nv"
    try:
        return HsmState.restore(table(_image(path), "state"))
    except (ImageInvalid, ValueError) as error:
        raise MemoryUnreadable(f"{path}: {error}") from error


def read_matter(state: Path) -> dict[str, dict[int, int]]:
    """Notes by place and canister: where they really are, whatever anybody believes."""
    path = state / "devices" / "notes.nv"
    image = _image(path)  # before NoteWorks, which would take a missing file for a new machine
    try:
        return NoteWorks(_Kept(image)).whereabouts()
    except (ImageInvalid, ValueError) as error:
        raise MemoryUnreadable(f"{path}: {error}") from error


def envelopes_counted(state: Path) -> int:
    """How many the slot has ever taken hold of, by its own count."""
    path = state / "devices" / "cabinet.nv"
    try:
        return number(_image(path), "envelope_no")
    except (ImageInvalid, ValueError) as error:
        raise MemoryUnreadable(f"{path}: {error}") from error


def notes_presented(state: Path, txid: bytes) -> list[Note]:
    """The notes of the HSM's last transaction, if it is this one, in the order of the canisters."""
    cur = read_hsm(state).cur
    if cur is None or cur.txid != txid:
        return []
    bills = BillFile(_Kept(_image(state / "devices" / "bills.nv", BILLS_SLOT_SIZE)))
    return [
        Note(line.canister, bills.text(line.canister, line.load, place))
        for line in cur.lines
        if line.presented
        for place in line.stacked
    ]


class _Kept:
    """A memory that was read already."""

    def __init__(self, image: Image) -> None:
        self._image = image

    def load(self) -> Image:
        return self._image

    def store(self, image: Image) -> None:
        """An auditor writes nothing."""
        raise AssertionError(f"nothing is written here, not even {len(image)} fields")


def _image(path: Path, slot_size: int = 64 * 1024) -> Image:
    with closing(FileNonVolatile(path, slot_size=slot_size)) as memory:
        try:
            image = memory.load()
        except (MemoryFault, OSError, ValueError) as error:
            raise MemoryUnreadable(f"{path}: {error}") from error
    if image is None:
        raise MemoryUnreadable(f"{path} does not exist")
    return image
