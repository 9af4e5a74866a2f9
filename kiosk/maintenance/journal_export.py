"""Copies the journal to a folder of a mounted medium, whole or not at all, with its digests."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.journal.disk import Disk
from kiosk.journal.files import journal_files
from kiosk.journal_tools.lines import LineBad, parse

CHUNK_SIZE: Final = 1_048_576
SPARE_SIZE: Final = 1_048_576  # that stays free on the medium
SUMS: Final = "SHA256SUMS"
PART: Final = ".part"
_MODE: Final = 0o600


class ExportRefused(ValueError):
    """Nothing was left on the medium. Attributes: why: `missing`, `full`, `there` or `failed`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Exported:
    """Attributes: sha256: of the file of digests. first, last: seq."""

    folder: str
    files: int
    first: int
    last: int
    sha256: bytes


def export(disk: Disk, medium: Path, name: str) -> Exported:
    """A new folder `name` on the medium, which must be there. Raises ExportRefused; OSError where
    something may have been left."""
    if not medium.is_dir():
        raise ExportRefused("missing")
    target, part = medium / name, medium / (name + PART)
    try:
        names = [each for each in disk.names() if each.startswith("EJ_")]
        size = sum(disk.size(each) for each in names)
        if shutil.disk_usage(medium).free < size + SPARE_SIZE:
            raise ExportRefused("full")
        if target.exists():
            raise ExportRefused("there")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
    except OSError:
        raise ExportRefused("failed") from None
    try:
        sums = "".join(f"{_copied(disk, each, part).hex()}  {each}\n" for each in names).encode()
        _write(part / SUMS, [sums])
        first, last = _range(disk, part)
        part.rename(target)
        _sync(medium)
    except (OSError, LineBad) as error:
        shutil.rmtree(part)  # if that fails too, nobody knows what is there
        is_full = isinstance(error, OSError) and shutil.disk_usage(medium).free < SPARE_SIZE
        raise ExportRefused("full" if is_full else "failed") from None
    return Exported(name, len(names), first, last, hashlib.sha256(sums).digest())


def _copied(disk: Disk, name: str, folder: Path) -> bytes:
    """Its digest. A file that grows meanwhile is copied up to the last entry that was whole."""
    digest, size, chunks = hashlib.sha256(), disk.size(name), []
    with (folder / name).open("xb") as file:
        os.fchmod(file.fileno(), _MODE)
        for offset in range(0, size, CHUNK_SIZE):
            chunk = disk.read_part(name, offset, min(CHUNK_SIZE, size - offset))
            digest.update(chunk)
            file.write(chunk)
            chunks.append(len(chunk))
        file.flush()
        os.fsync(file.fileno())
    if sum(chunks) != size:
        raise OSError("the file changed")
    return digest.digest()


def _write(path: Path, parts: list[bytes]) -> None:
    with path.open("xb") as file:
        os.fchmod(file.fileno(), _MODE)
        file.writelines(parts)
        file.flush()
        os.fsync(file.fileno())


def _range(disk: Disk, folder: Path) -> tuple[int, int]:
    """seq of the first entry and the last of the copy."""
    files = [str(each) for each in journal_files(disk)]
    firsts: list[int] = []
    last = 0
    for each in files:
        with (folder / each).open("rb") as file:
            line = file.readline()
            if not line:
                continue
            firsts.append(parse(line).seq)
            file.seek(max(0, os.fstat(file.fileno()).st_size - 65_536))
            last = parse(file.read().split(b"\n")[-2] + b"\n").seq
    return (firsts[0] if firsts else 0), last


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
