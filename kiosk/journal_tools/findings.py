"""What verifying finds: the first thing that is wrong in a journal, and what is worth knowing."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from kiosk.journal_tools.silence import Silence

STEPS_MAX: Final = 50  # clock steps that are listed, and silences; all are counted
NOTES_MAX: Final = 200


class Kind(StrEnum):
    """Who noticed, so that callers need not read sentences."""

    LINE = "line"  # no line of a journal
    ORDER = "order"  # numbers, boots, names, beginnings and ends of files
    CHAIN = "chain"  # not chained to the entry before it
    SEAL = "seal"  # chained, and not sealed by the key
    COMPANION = "companion"  # a .seal or .torn file
    MISSING = "missing"  # entries or files that were here
    LOST = "lost"  # the same, and the kiosk said so itself when it started
    ANCHOR = "anchor"  # the bank knows otherwise
    COPY = "copy"  # two copies differ


class Bad(Exception):
    """What is wrong, and where. line and seq are 0 where a whole file is meant."""

    def __init__(self, kind: Kind, file: str, line: int, seq: int, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.file = file
        self.line = line
        self.seq = seq
        self.reason = reason

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f" line {self.line}"
        if self.seq:
            place += f", seq {self.seq}"
        return f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ClockStep:
    """The time of day moved against the time that only goes on.

    Attributes:
        ms: by how much; negative is backwards.
        is_told: a CLOCK_CHANGED entry says so.
    """

    seq: int
    ms: int
    is_told: bool


@dataclass(slots=True)
class FileReport:
    """
    Attributes:
        first, last: seq.
        began_ms, ended_ms: `t` of the first and the last entry.
        boots: of the first and the last entry.
        gaps: declared torn ends, as text.
        lost: entries before this file that the kiosk itself declared lost.
        is_closed: it ends with JOURNAL_CLOSE.
        is_sealed: every seal was checked with its key.
        has_customers: an entry is about a visit or a transaction.
    """

    name: str
    size: int = 0
    entries: int = 0
    first: int = 0
    last: int = 0
    began_ms: int = 0
    ended_ms: int = 0
    key: str = ""
    boots: tuple[int, int] = (0, 0)
    steps: list[ClockStep] = field(default_factory=list)
    step_count: int = 0
    silences: list[Silence] = field(default_factory=list)
    silence_count: int = 0
    gaps: list[str] = field(default_factory=list)
    lost: int = 0
    is_closed: bool = False
    is_sealed: bool = False
    has_customers: bool = False

    def step(self, found: ClockStep) -> None:
        self.step_count += 1
        if len(self.steps) < STEPS_MAX:
            self.steps.append(found)

    def silence(self, found: Silence) -> None:
        self.silence_count += 1
        if len(self.silences) < STEPS_MAX:
            self.silences.append(found)


@dataclass(slots=True)
class FolderReport:
    """One copy of a journal.

    Attributes:
        findings: what is wrong; the first one ended the walk through the entries.
        notes: what a reader should know and what is nobody's fault.
        lives: last seq by the name of each first key, in their order.
    """

    path: Path
    files: list[FileReport] = field(default_factory=list)
    findings: list[Bad] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lives: dict[str, int] = field(default_factory=dict)

    def note(self, text: str) -> None:
        if len(self.notes) < NOTES_MAX:
            self.notes.append(text)


class Verdict(StrEnum):
    GOOD = "GOOD"
    BAD = "BAD"
    CHAIN_ONLY = "CHAIN ONLY"


@dataclass(frozen=True, slots=True)
class Result:
    """All copies, the verdict, and the one sentence that says why."""

    folders: tuple[FolderReport, ...]
    verdict: Verdict
    why: str

    @property
    def findings(self) -> list[Bad]:
        return [bad for folder in self.folders for bad in folder.findings]
