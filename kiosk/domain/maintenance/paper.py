"""What the receipt printer says of its paper, line by line; items 5 and 7."""

from __future__ import annotations

from typing import Final

from hardware.protocol.escpos_replies import PaperLevel, PrinterStatus
from kiosk.domain.staff_page import Action, Line, Mood, Word

_PAPER: Final = {
    PaperLevel.OK: (Word("paper.ok"), Mood.GOOD),
    PaperLevel.LOW: (Word("paper.low"), Mood.WARN),
    PaperLevel.OUT: (Word("paper.out"), Mood.BAD),
}

PRINT, CUT, LOADED = 1, 2, 3
TESTS: Final = (Action(PRINT, Word("tests.print")), Action(CUT, Word("tests.cut")))
ACTIONS: Final = (*TESTS, Action(LOADED, Word("paper.loaded")))  # of item 5


def paper_lines(printer: PrinterStatus | None) -> tuple[Line, ...]:
    """None where it has said nothing, or is away."""
    if printer is None:
        return (Line(Word("device.receipt_printer"), (Word("status.away"),), Mood.BAD),)
    paper, mood = _PAPER[printer.paper]
    return (
        Line(Word("device.receipt_printer"), (Word("status.answers"),), Mood.GOOD),
        Line(Word("paper.roll"), (paper,), mood),
        _line("paper.cover", "status.open", "status.closed", holds=printer.cover_open),
        _line("paper.way", "paper.jammed", "paper.free", holds=printer.is_jammed),
        Line(Word("paper.slot"), (_slot(printer.has_receipt),)),
    )


def _line(name: str, bad: str, good: str, *, holds: bool) -> Line:
    return Line(Word(name), (Word(bad if holds else good),), Mood.BAD if holds else Mood.GOOD)


def _slot(has_receipt: bool | None) -> Word:  # noqa: FBT001 (a sensor's three answers)
    if has_receipt is None:
        return Word("paper.no-sensor")
    return Word("paper.in-slot" if has_receipt else "paper.slot-empty")
