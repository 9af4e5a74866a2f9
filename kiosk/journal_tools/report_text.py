"""What verifying found, as text for people; its last line is for programs, too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from kiosk.journal_tools.findings import ClockStep, FileReport, FolderReport, Result
from kiosk.journal_tools.silence import Silence

MS_PER_S = 1_000


def lines_of(result: Result) -> Iterator[str]:
    return map(_plain, _lines(result))


def _plain(text: str) -> str:
    """A folder that lies in a journal may be called anything, also what steers a terminal."""
    return "".join(each if each.isprintable() else "?" for each in text)


def _lines(result: Result) -> Iterator[str]:
    for folder in result.folders:
        yield f"{folder.path}:"
        yield from _folder(folder)
    for bad in result.findings:
        yield f"BAD ENTRY {bad}"
    yield f"{result.verdict.value} {result.why}"


def moment(ms: int) -> str:
    """Milliseconds since 1970 as UTC."""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=min(ms, _LATEST_MS))
    return f"{at:%Y-%m-%d %H:%M:%S}"


_LATEST_MS = 253_402_300_799_000  # the last second that a date can say


def _folder(folder: FolderReport) -> Iterator[str]:
    for file in folder.files:
        yield f"  {file.name}"
        if not file.entries:
            yield "    no entries"
            continue
        yield (
            f"    {file.entries:,} entries, seq {file.first}..{file.last}, "
            f"{moment(file.began_ms)} .. {moment(file.ended_ms)} UTC"
        )
        yield f"    {', '.join(_facts(file))}"
        yield from (f"    clock at {_step(step)}" for step in file.steps)
        if file.step_count > len(file.steps):
            yield f"    and {file.step_count - len(file.steps)} more clock steps"
        yield from (f"    silent {_silence(silence)}" for silence in file.silences)
        if file.silence_count > len(file.silences):
            yield f"    and {file.silence_count - len(file.silences)} more silences"
        yield from (f"    gap declared at {gap}" for gap in file.gaps)
    yield from (f"  note: {note}" for note in folder.notes)


def _facts(file: FileReport) -> Iterator[str]:
    yield f"key {file.key}" + ("" if file.is_sealed else " (not known here)")
    yield "boots {}..{}".format(*file.boots)
    yield f"clock steps {file.step_count}"
    yield f"silences {file.silence_count}"
    yield f"gaps {len(file.gaps)}"
    yield f"lost {file.lost}"
    yield "closed" if file.is_closed else "not closed"


def _silence(silence: Silence) -> str:
    span = f"{moment(silence.began_ms)} .. {moment(silence.ended_ms)} UTC"
    return (
        f"between seq {silence.first} and {silence.last}, {span}, {silence.length}: {silence.why}"
    )


def _step(step: ClockStep) -> str:
    told = "as the journal says" if step.is_told else "which the journal does not say"
    return f"seq {step.seq}: {step.ms / MS_PER_S:+,.1f} s, {told}"
