"""Which file may follow which, by what each says in its first entry; and what is not here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from hardware.crypto.sealed_log import ZERO_HASH
from kiosk.journal_tools.findings import Bad, FileReport, Kind
from kiosk.journal_tools.folders import JOURNAL
from kiosk.journal_tools.lines import Line, LineBad, number_of, text_of

_KEY: Final = re.compile(r"[0-9a-f]{16}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Opening:
    """What JOURNAL_OPEN says.

    Attributes:
        after: h of the entry before, zeros where there is none or it is lost.
        lost: entries before this one that the kiosk itself could not find.
    """

    seq: int
    file: str
    key: str
    after: bytes
    lost: int

    @classmethod
    def of(cls, line: Line) -> Opening:
        """Raises LineBad."""
        d = line.d
        file, key, after = (text_of(d, name) for name in ("file", "key", "after"))
        lost = number_of(d, "lost")
        if not _KEY.fullmatch(key) or not _HASH.fullmatch(after):
            raise LineBad("its d has no key or no hash")
        if not 0 <= lost < line.seq:
            raise LineBad("more is lost than there was")
        opening = cls(line.seq, file, key, bytes.fromhex(after), lost)
        if (opening.after == ZERO_HASH) != (line.seq == 1 or lost > 0):
            raise LineBad("it says to follow another entry than its number says")
        return opening


class Succession:
    """Goes from file to file.

    Attributes:
        is_whole: these are all files of a journal.
        file: the name that the file under way gives itself.
        atm: the machine that this name says; empty before the first.
        former_key: name of the first key of the file before; empty if there was none.
        deleted: key name and last seq of each file that the kiosk says it deleted.
        missing: what is not here from the beginning, as (key name, last seq); None if it is whole.
        lost: ranges of seq that the kiosk declared lost, by key name.
    """

    def __init__(self, *, is_whole: bool) -> None:
        self.is_whole = is_whole
        self._last: FileReport | None = None
        self._last_h = ""
        self._ended: set[str] = set()
        self.file = ""
        self.atm = ""
        self.former_key = ""
        self.deleted: set[tuple[str, int]] = set()
        self.missing: tuple[str, int] | None = None
        self.lost: list[tuple[str, int, int]] = []

    def opens(self, name: str, opening: Opening) -> None:
        """Raises Bad, without its place."""
        self._name(name, opening)
        last = self._last
        self.former_key = "" if last is None else last.key
        if opening.lost:
            self.lost.append((opening.key, opening.seq - opening.lost, opening.seq - 1))
        if last is None:
            if opening.seq > 1 + opening.lost:
                self.missing = (opening.key, opening.seq - opening.lost - 1)
            return
        if not last.is_closed and not opening.lost:
            raise _bad(Kind.ORDER, f"it follows {last.name}, which has no end")
        if opening.key != last.key:
            self._ended.add(last.key)
            if opening.key in self._ended:
                raise _bad(Kind.ORDER, "its key was used before, and another one after that")
            if opening.seq != 1 + opening.lost:
                raise _bad(Kind.MISSING, f"entries 1 to {opening.seq - 1} of its key are missing")
            return
        expected = last.last + 1 + opening.lost
        if opening.seq < expected:
            raise _bad(Kind.ORDER, f"its number does not follow {last.last}")
        if opening.seq > expected:
            missing = f"{last.last + 1} to {opening.seq - opening.lost - 1}"
            raise _bad(Kind.MISSING, f"entries {missing} are missing before it")
        if not opening.lost and opening.after.hex() != self._last_h:
            raise _bad(Kind.CHAIN, f"it does not follow the last entry of {last.name}")

    def ends(self, report: FileReport, h: str) -> None:
        """A file with entries was walked to its end; h: of its last one."""
        self._last, self._last_h = report, h

    def _name(self, name: str, opening: Opening) -> None:
        is_ours = JOURNAL.fullmatch(name)
        said = JOURNAL.fullmatch(opening.file)
        if said is None:
            raise _bad(Kind.ORDER, "the file's own name is no name of a journal file")
        if is_ours and opening.file != name:
            raise _bad(Kind.ORDER, f"it says that it is {opening.file}")
        if self.atm and said[1] != self.atm:
            raise _bad(Kind.ORDER, "journals of two machines lie in one folder")
        self.file, self.atm = opening.file, said[1]


def _bad(kind: Kind, why: str) -> Bad:
    return Bad(kind, "", 0, 0, why)
