"""Item 14: a test alarm to the bank, and the program's end with or without a new start."""

from __future__ import annotations

from typing import Final

from kiosk.domain.staff_page import Action, Line, Mood, StaffPage, Word

ALARM, RESTART, SHUT_DOWN = 1, 2, 3
SURE: Final = 9  # another number than what was chosen: two touches on one place are one
ENDS: Final = {RESTART: "restart", SHUT_DOWN: "shut-down"}


def page(
    asked: int, open_count: int, notice: Word | None, mood: Mood, *, is_sending: bool
) -> StaffPage:
    """asked: which end has to be confirmed; 0 for none. open_count: transactions without DONE."""
    waits = Mood.WARN if open_count else Mood.GOOD
    lines = [Line(Word("status.queue"), (open_count,), waits)]
    if open_count:
        lines.append(Line(Word("power.taken-up"), mood=Mood.FAINT))
    if asked:
        return StaffPage(
            Word("menu.14"),
            lines=tuple(lines),
            actions=(Action(SURE, Word(f"power.really-{ENDS[asked]}")),),
            notice=Word("power.sure"),
            notice_mood=Mood.WARN,
        )
    sending = Word("power.sending") if is_sending else None
    return StaffPage(
        Word("menu.14"),
        lines=tuple(lines),
        actions=(
            Action(ALARM, Word("power.alarm"), sending),
            Action(RESTART, Word("power.restart")),
            Action(SHUT_DOWN, Word("power.shut-down")),
        ),
        notice=notice,
        notice_mood=mood,
    )
