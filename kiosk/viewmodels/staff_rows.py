"""The supervisor menu's lines, heads and actions as QML draws them: each cell by its type.

A translated word stays an id with what stands in its places; `StaffWords.qml` finds its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.staff_page import Action, Cell, Moment, Signed, StaffPage, Word
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.rows import Shown, StaffActionRow, StaffLineRow

DASH: Final = "–"
ACTION: Final = "action-"
WAY_IN: Final = "staff"  # the choice of the closed screen

NOTHING: Final[Shown] = {"id": "", "args": [], "text": "", "isRight": False}


def shown(cell: Cell, formats: Formats, *, is_right: bool = False, is_exact: bool = False) -> Shown:
    """is_exact: an amount with its minor digits, whatever they are."""
    made = dict(NOTHING, isRight=is_right)
    match cell:
        case None:
            made["text"] = DASH
        case Word(word_id, args):
            made["id"] = word_id
            made["args"] = [_in_place(each, formats) for each in args]
        case Money():
            made["text"] = formats.figure(cell) if is_exact else formats.price(cell)
        case Moment(utc_ms):
            made["text"] = formats.moment(utc_ms)
        case Signed(value):
            made["text"] = formats.signed(value)
        case int():
            made["text"] = formats.count(cell)
        case str():
            made["text"] = cell
    return made


def _in_place(arg: str | int | Word, formats: Formats) -> str | Shown:
    if isinstance(arg, Word):
        return shown(arg, formats)
    return formats.count(arg) if isinstance(arg, int) else arg


def shown_or_nothing(cell: Word | Money | None, formats: Formats) -> Shown:
    """Empty where there is none; in a table that would be a dash."""
    return dict(NOTHING) if cell is None else shown(cell, formats)


def heads(page: StaffPage, formats: Formats) -> list[Shown]:
    return [
        shown(head, formats, is_right=_has_figures(page, at))
        for at, head in enumerate(page.columns)
    ]


def line_rows(page: StaffPage, formats: Formats) -> Iterator[StaffLineRow]:
    count = column_count(page)
    are_right = [_has_figures(page, at) for at in range(count)]
    are_exact = [_has_small_change(page, at, formats) for at in range(count)]
    for line in page.lines:
        is_alone = len(line.cells) < count  # it has all the columns for itself
        yield StaffLineRow(
            shown(line.name, formats),
            [
                shown(
                    cell,
                    formats,
                    is_right=not is_alone and are_right[at],
                    is_exact=are_exact[at],
                )
                for at, cell in enumerate(line.cells)
            ],
            line.mood.value,
        )


def columns(page: StaffPage, formats: Formats) -> list[list[Shown]]:
    """The cells of each column; a line's lone value stands in none of them, if not all are lone."""
    count = column_count(page)
    told = [row.cells for row in line_rows(page, formats) if row.cells]
    rows = [cells for cells in told if len(cells) == count]
    if told and not rows:
        return [[cells[0] for cells in told]]
    return [[cells[at] for cells in rows] for at in range(count)]


def column_count(page: StaffPage) -> int:
    return max([len(page.columns), *(len(line.cells) for line in page.lines)], default=0)


def action_rows(page: StaffPage, formats: Formats) -> Iterator[StaffActionRow]:
    for action in page.actions:
        yield _action_row(action, formats, is_busy=page.is_busy)


def _action_row(action: Action, formats: Formats, *, is_busy: bool) -> StaffActionRow:
    return StaffActionRow(
        action.number,
        f"{ACTION}{action.number}",
        shown(action.text, formats),
        shown_or_nothing(action.why, formats),
        isOpen=action.why is None and not is_busy,
    )


def _column(page: StaffPage, at: int) -> list[Cell] | None:
    """What stands there, but for dashes and for lines that are not of columns. None where no line
    of this part of the page is."""
    count = column_count(page)
    full = [line for line in page.lines if len(line.cells) == count]
    return [cell for line in full if (cell := line.cells[at]) is not None] if full else None


def _has_figures(page: StaffPage, at: int) -> bool:
    """Figures, and dashes in their places, stand below each other by their last digit."""
    cells = _column(page, at)
    return cells is not None and all(isinstance(cell, int | Money | Signed) for cell in cells)


def _has_small_change(page: StaffPage, at: int, formats: Formats) -> bool:
    return any(
        isinstance(cell, Money) and not formats.is_whole(cell) for cell in _column(page, at) or ()
    )
