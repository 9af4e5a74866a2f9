"""A log being written: entries in any order, which come out as rsyslog would have written them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from tests.log_review.traffic.local_time import LocalTime

PID_MAX: Final = 32768
PID_FIRST: Final = 300
PID_STEP_MAX: Final = 9
REPEATED_MAX: Final = 800  # bytes of a repeated message that rsyslog shows


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """
    Attributes:
        process: which process wrote it; it gets its pid when it first writes. 0 = no pid is shown.
        is_attack: whether an attack caused it, which no line says.
    """

    when_s: float
    number: int
    program: str
    process: int
    text: str
    is_attack: bool = False


@dataclass(slots=True)
class Log:
    """Texts are characters of one byte each (latin-1), so a name may be any bytes."""

    host: str = "cs"
    entries: list[Entry] = field(default_factory=list)
    _processes: count[int] = field(default_factory=lambda: count(1))
    is_attack: bool = False

    def process(self) -> int:
        return next(self._processes)

    def write(self, when_s: float, program: str, process: int, text: str) -> None:
        entry = Entry(when_s, len(self.entries), program, process, text, self.is_attack)
        self.entries.append(entry)

    def lines(self, local_time: LocalTime, *, reduces: bool, seed: str) -> list[bytes]:
        """All lines with their line feeds, in order of time."""
        return [line for line, _ in self.told_lines(local_time, reduces=reduces, seed=seed)]

    def told_lines(
        self, local_time: LocalTime, *, reduces: bool, seed: str
    ) -> list[tuple[bytes, bool]]:
        """The same, each with whether an attack wrote it."""
        written = self._with_pids(random.Random(f"pids {seed}"))
        if reduces:
            written = _reduced(written)
        words: dict[int, str] = {}
        lines = []
        for when_s, tag, text, is_attack in written:
            whole = int(when_s)
            if whole not in words:
                words[whole] = local_time.words(whole)
            line = f"{words[whole]} {self.host} {tag}: {text}\n"
            lines.append((line.encode("latin-1"), is_attack))
        return lines

    def _with_pids(self, rng: random.Random) -> Iterator[tuple[float, str, str, bool]]:
        pids: dict[int, int] = {}
        latest = rng.randrange(PID_FIRST, PID_MAX)
        for entry in sorted(self.entries):
            tag = entry.program
            if entry.process:
                pid = pids.get(entry.process)
                if pid is None:
                    latest += rng.randint(1, PID_STEP_MAX)
                    if latest >= PID_MAX:
                        latest = PID_FIRST + rng.randrange(PID_STEP_MAX)
                    pid = pids[entry.process] = latest
                tag = f"{tag}[{pid}]"
            yield entry.when_s, tag, entry.text, entry.is_attack


def _reduced(
    written: Iterator[tuple[float, str, str, bool]],
) -> Iterator[tuple[float, str, str, bool]]:
    """Equal messages of one process in a row: the first, and how often it came again."""
    kept: tuple[float, str, str, bool] | None = None
    again = 0
    for each in written:
        if kept is not None and each[1:] == kept[1:]:
            again += 1
            kept = each
            continue
        if kept is not None:
            yield from _repeats(kept, again)
        yield each
        kept, again = each, 0
    if kept is not None:
        yield from _repeats(kept, again)


def _repeats(
    kept: tuple[float, str, str, bool], again: int
) -> Iterator[tuple[float, str, str, bool]]:
    when_s, tag, text, is_attack = kept
    if again == 1:
        yield kept
    elif again:
        shown = f"message repeated {again} times: [ {text[:REPEATED_MAX]}]"
        yield when_s, tag, shown, is_attack
