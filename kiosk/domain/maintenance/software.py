"""Item 12: what runs here, as somebody elsewhere asks for it; and the same as a text to keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kiosk.domain.staff_page import Action, Line, Moment, Mood, StaffPage, Word
from kiosk.domain.supervisor import Device

LOOK, SAVE = 1, 2


@dataclass(frozen=True, slots=True)
class SoftwareFacts:
    """
    Attributes:
        journal_format, staff_format: numbers of what is kept here.
        firmware: of each device that has answered.
        started_ms: of this run; None where the journal cannot be read.
    """

    version: str
    settings_hash: str
    journal_format: int
    staff_format: int
    python: str
    qt: str
    system: str
    firmware: Mapping[Device, int] = field(default_factory=dict)
    started_ms: int | None = None
    boot: int = 0


def page(facts: SoftwareFacts, notice: Word | None, mood: Mood) -> StaffPage:
    return StaffPage(
        Word("menu.12"),
        lines=tuple(_lines(facts)),
        actions=(Action(LOOK, Word("status.again")), Action(SAVE, Word("software.save"))),
        notice=notice,
        notice_mood=mood,
    )


def text(facts: SoftwareFacts, atm: str, at: str) -> str:
    """For a file, in English: names and values, a line each."""
    rows: dict[str, object] = {
        "machine": atm,
        "written": at,
        "version": facts.version,
        "settings": facts.settings_hash,
        "journal format": facts.journal_format,
        "staff format": facts.staff_format,
        "start": facts.boot,
        "python": facts.python,
        "qt": facts.qt,
        "system": facts.system,
        **{f"firmware {device.value}": number for device, number in facts.firmware.items()},
    }
    return "".join(f"{name}: {value}\n" for name, value in rows.items())


def _lines(facts: SoftwareFacts) -> Iterator[Line]:
    yield Line(Word("software.version"), (facts.version,))
    yield Line(Word("software.settings"), (facts.settings_hash,))
    started = None if facts.started_ms is None else Moment(facts.started_ms)
    yield Line(Word("software.started"), (started,))
    yield Line(Word("software.boot"), (facts.boot,))
    yield Line(Word("software.journal"), (facts.journal_format,))
    yield Line(Word("software.staff"), (facts.staff_format,))
    yield Line(Word("software.python"), (facts.python,))
    yield Line(Word("software.qt"), (facts.qt,))
    yield Line(Word("software.system"), (facts.system,))
    for device in Device:
        if device in facts.firmware:
            firmware = Word("software.firmware", (facts.firmware[device],))
            yield Line(Word(f"device.{device.value}"), (firmware,))
