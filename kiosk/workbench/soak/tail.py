"""The journal as it grows, read by somebody who stands beside the kiosk."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LOOKS_PER_LISTING: Final = 50
READ_SIZE_MAX: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """
    Attributes:
        txn: the transaction or cash load that it is about; empty for none.
        operation, reference, state: what it says of them; empty for nothing.
    """

    code: str
    txn: str
    operation: str = ""
    reference: str = ""
    state: str = ""


class JournalTail:
    """Each look tells the whole lines that were added since the last one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: Path | None = None
        self._place = 0
        self._looks = 0

    def look(self) -> list[Entry]:
        found = list(self._grown())
        self._looks += 1
        if self._looks % LOOKS_PER_LISTING == 0 or self._file is None:
            # The old file is read to its end before anybody turns to the new one.
            while (later := self._later()) is not None:
                found += self._grown()
                self._file, self._place = later, 0
                found += self._grown()
        return found

    def _later(self) -> Path | None:
        names = sorted(self._folder.glob("EJ_*.jsonl"))
        return next((each for each in names if self._file is None or each > self._file), None)

    def _grown(self) -> Iterator[Entry]:
        if self._file is None:
            return
        with contextlib.suppress(FileNotFoundError):
            if self._file.stat().st_size <= self._place:
                return
            with self._file.open("rb") as file:
                file.seek(self._place)
                content = file.read(READ_SIZE_MAX)
            whole = content[: content.rfind(b"\n") + 1]
            self._place += len(whole)
            yield from map(_entry, whole.splitlines())


def _entry(line: bytes) -> Entry:
    content = json.loads(line)
    more = content["d"]
    return Entry(
        str(content["ev"]),
        str(content["txn"] or more.get("txid") or more.get("load_id") or ""),
        *(str(more.get(name, "")) for name in ("operation", "reference", "state")),
    )
