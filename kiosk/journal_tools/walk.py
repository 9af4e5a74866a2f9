"""The walk along one journal, entry by entry: numbers, boots, hash chain and seals.

One line is in memory at a time. The first entry that does not fit ends it: what comes after a
broken place proves nothing.
"""

from __future__ import annotations

from typing import Final

from hardware.crypto.sealed_log import chained, mac_of, next_key
from hardware.crypto.secret import Secret
from kiosk.journal_tools.findings import Bad, ClockStep, FileReport, FolderReport, Kind
from kiosk.journal_tools.folders import Folder, raw_lines
from kiosk.journal_tools.key_files import Anchor
from kiosk.journal_tools.lines import Line, LineBad, fields_of, number_of, parse, text_of
from kiosk.journal_tools.silence import Silences
from kiosk.journal_tools.succession import Opening, Succession

CLOCK_STEP_MS: Final = 2_000
SKIP_MAX: Final = 100_000_000  # keys; a machine with 4,000 entries a day needs 68 years for these
OPEN, CLOSE, CLOCK = "JOURNAL_OPEN", "JOURNAL_CLOSE", "CLOCK_CHANGED"
GAP, DELETED = "LOG_GAP", "JOURNAL_DELETED"


class Walk:
    """Along the files of one folder, oldest first.

    Attributes:
        succession: which file may follow which, and what was deleted or lost.
        last: the entry that was passed last.
        gaps: each LOG_GAP with the file and line where it stands.
        boot_starts: by file, the offsets at which a boot of the kiosk began to write.
    """

    def __init__(
        self,
        folder: Folder,
        keys: dict[str, Secret],
        anchors: dict[int, list[Anchor]],
        report: FolderReport,
    ) -> None:
        self._folder = folder
        self._keys = keys
        self._anchors = anchors
        self._report = report
        self.succession = Succession(is_whole=folder.is_whole)
        self.gaps: list[tuple[str, int, Line]] = []
        self.boot_starts: dict[str, set[int]] = {}
        # The next entry's key: bytes, as every verifier of this file had the first one from a file.
        self._key: bytes | None = None
        self._h = b""
        self._file = FileReport("")
        self._before: Line | None = None
        self.last: Line | None = None
        self._base_ms = 0
        self._silences = Silences()

    def file(self, name: str) -> FileReport:
        """Raises Bad, OSError."""
        report = self._file = FileReport(name)
        self._report.files.append(report)
        self.boot_starts[name] = set()
        for number, raw in raw_lines(self._folder.path / name):
            line = self._parsed(number, raw)
            if number == 1:
                self._begin(line)
            else:
                self._follow(number, line)
            self._seal(number, line)
            self._watch(number, line)
            self._before = self.last = line
            report.last, report.ended_ms = line.seq, line.t
            report.entries = number
            report.size += len(raw)
        if report.entries and self.last is not None:
            self._report.lives[report.key] = report.last
            self.succession.ends(report, self.last.h)
        return report

    def _parsed(self, number: int, raw: bytes) -> Line:
        try:
            line = parse(raw)
            fields_of(line.d_text)
        except LineBad as error:
            expected = self._before.seq + 1 if self._before is not None else 0
            raise Bad(Kind.LINE, self._file.name, number, expected, str(error)) from None
        return line

    # --- order

    def _begin(self, line: Line) -> None:
        """The first entry of a file says which file it is, and what it follows."""
        report = self._file
        try:
            if line.ev != OPEN:
                raise LineBad("a journal file begins with JOURNAL_OPEN")
            opening = Opening.of(line)
        except LineBad as error:
            raise Bad(Kind.LINE, report.name, 1, line.seq, str(error)) from None
        try:
            self.succession.opens(report.name, opening)
        except Bad as bad:
            raise Bad(bad.kind, report.name, 1, line.seq, bad.reason) from None
        before = self._before
        if before is None or opening.lost or opening.key != self.succession.former_key:
            self._before = None  # nothing to compare boot and clock with
        elif not before.boot <= line.boot <= before.boot + 1:
            raise self._bad(Kind.ORDER, 1, line, "its boot does not follow the entry before it")
        report.first, report.began_ms = line.seq, line.t
        report.key, report.lost = opening.key, opening.lost
        self._take_up(opening, line)

    def _take_up(self, opening: Opening, line: Line) -> None:
        """The chain as it must stand before this entry."""
        self._h = opening.after
        first = self._keys.get(opening.key)
        self._file.is_sealed = first is not None
        if first is None:
            self._key = None
            return
        if line.seq > SKIP_MAX:
            raise self._bad(Kind.ORDER, 1, line, "no machine has written so many entries")
        if self._key is None or opening.key != self.succession.former_key:
            self._key, skipped = first.reveal(), line.seq - 1
        else:
            skipped = opening.lost  # no other number may follow under one key
        for _ in range(skipped):
            self._key = next_key(self._key)

    def _follow(self, number: int, line: Line) -> None:
        before = self._before
        assert before is not None, "the first line came first"
        if self._file.is_closed:
            raise self._bad(Kind.ORDER, number, line, "it stands after the end of a closed file")
        if line.seq != before.seq + 1:
            why = f"its number does not follow {before.seq}"
            raise self._bad(Kind.ORDER, number, line, why)
        if line.boot != before.boot and line.boot != before.boot + 1:
            raise self._bad(Kind.ORDER, number, line, "its boot does not follow the entry before")
        if line.boot == before.boot and line.mono < before.mono:
            why = "its time since the start is before that of the entry before"
            raise self._bad(Kind.ORDER, number, line, why)
        if line.ev == OPEN:
            raise self._bad(Kind.ORDER, number, line, "JOURNAL_OPEN within a file")

    # --- seals

    def _seal(self, number: int, line: Line) -> None:
        atm = self.succession.atm
        if atm and line.atm != atm:
            raise self._bad(Kind.ORDER, number, line, "it is of another machine")
        h = self._h = chained(self._h, line.body)
        if h.hex() != line.h:
            raise self._bad(Kind.CHAIN, number, line, "it is not chained to the entry before")
        if self._key is None:
            return
        m, self._key = mac_of(self._key, h), next_key(self._key)
        if m.hex() != line.m:
            why = "its seal was not made with this machine's key"
            raise self._bad(Kind.SEAL, number, line, why)

    # --- what is worth telling

    def _watch(self, number: int, line: Line) -> None:
        report, before = self._file, self._before
        report.boots = (report.boots[0] or line.boot, line.boot)
        if line.visit or line.txn:
            report.has_customers = True
        silence = self._silences.take(line)
        if silence is not None:
            report.silence(silence)
        now_ms = line.t - line.mono
        if before is None or line.boot != before.boot:
            self.boot_starts[report.name].add(report.size)
            if before is not None and line.t < before.t - CLOCK_STEP_MS:
                report.step(ClockStep(line.seq, line.t - before.t, is_told=False))
            self._base_ms = now_ms
        elif abs(now_ms - self._base_ms) > CLOCK_STEP_MS:
            is_told = line.ev == CLOCK
            report.step(ClockStep(line.seq, now_ms - self._base_ms, is_told))
            self._base_ms = now_ms
        if line.seq in self._anchors:
            self._meet(number, line)
        match line.ev:
            case "JOURNAL_CLOSE":
                self._close(number, line)
            case "LOG_GAP":
                self.gaps.append((report.name, number, line))
            case "JOURNAL_DELETED":
                self._deleted(number, line)

    def _meet(self, number: int, line: Line) -> None:
        for anchor in self._anchors[line.seq]:
            if anchor.key in ("", self._file.key):
                if (anchor.h, anchor.m) == (line.h, line.m):
                    anchor.is_met = True
                else:
                    anchor.differs.append((self._file.name, number))

    def _close(self, number: int, line: Line) -> None:
        report = self._file
        report.is_closed = True
        try:
            count, file = number_of(line.d, "count"), text_of(line.d, "file")
        except LineBad as error:
            raise self._bad(Kind.LINE, number, line, str(error)) from None
        if count != number or file != self.succession.file:
            raise self._bad(Kind.ORDER, number, line, "the end of the file says another file")

    def _deleted(self, number: int, line: Line) -> None:
        try:
            self.succession.deleted.add((text_of(line.d, "key"), number_of(line.d, "last")))
        except LineBad as error:
            raise self._bad(Kind.LINE, number, line, str(error)) from None

    def _bad(self, kind: Kind, number: int, line: Line, why: str) -> Bad:
        return Bad(kind, self._file.name, number, line.seq, why)
