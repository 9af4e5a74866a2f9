"""The rows of a page's lists: a screen's choices, notes and canisters, as QML draws them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kiosk.domain.screens import Choice, CountLine, MixLine, NoteLine, Screen
from kiosk.domain.visit.greeting import LANGUAGE
from kiosk.viewmodels.account_names import number_end, shown_name
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.locales import own_name
from kiosk.viewmodels.placement import Tile, pad_key, placed
from kiosk.viewmodels.rows import CountRow, NoteRow, TileRow

# What the ids of such choices begin with.
OF_ACCOUNT: Final = "account-"
OF_MIX: Final = "notes-"


def tile_rows(screen: Screen, formats: Formats) -> Iterator[TileRow]:
    for index, tile in enumerate(placed(screen)):
        said, detail, figure = _words(screen, tile.choice, formats)
        yield TileRow(
            choiceId=tile.choice.id,
            said=said,
            amount="" if tile.choice.amount is None else formats.price(tile.choice.amount),
            detail=detail,
            figure=figure,
            column=tile.column,
            row=float(tile.row),
            span=float(tile.span),
            padKey=pad_key(screen, index),
            sideKeys=tile.keys,
            firstKeyRow=_first_key_row(tile),
        )


def note_rows(lines: Iterable[NoteLine], formats: Formats) -> Iterator[NoteRow]:
    for line in lines:
        yield NoteRow(
            formats.price(line.denomination),
            formats.face(line.denomination),
            line.count,
            formats.count(line.count),
        )


def count_rows(screen: Screen, formats: Formats) -> Iterator[CountRow]:
    for line in screen.counts:
        over = (line.counted or 0) - line.recorded if line.recorded is not None else 0
        yield CountRow(
            line.canister,
            formats.price(line.denomination),
            formats.face(line.denomination),
            _number(line.counted, formats),
            _number(line.recorded, formats),
            _number(over if over > 0 else None, formats),
            _number(-over if over < 0 else None, formats),
            isNow=_is_now(line, screen),
        )


def _words(screen: Screen, choice: Choice, formats: Formats) -> tuple[str, str, str]:
    """What a tile says without a translator: its label, and the second line."""
    for account in screen.accounts:
        if choice.id == OF_ACCOUNT + account.id:
            available = account.available
            figure = "" if available is None else formats.figure(available)
            known = [each for each in (number_end(account), figure) if each]
            detail, *more = (*known, "")
            return shown_name(account.name), detail, more[0] if more else ""
    for mix in screen.mixes:
        if choice.id == OF_MIX + mix.id:
            return "", mix_words(mix, formats), ""
    language = choice.id.removeprefix(LANGUAGE)
    # A language is called the same whatever is spoken now.
    return ("" if language == choice.id else own_name(language)), "", ""


def mix_words(mix: MixLine, formats: Formats) -> str:
    """Such as 1 × €50, 2 × €20 and 1 × €10."""
    return formats.listed(
        f"{formats.count(line.count)} × {formats.price(line.denomination)}" for line in mix.notes
    )


def _first_key_row(tile: Tile) -> int:
    return tile.first_key_row if tile.keys else 0


def _is_now(line: CountLine, screen: Screen) -> bool:
    return line.canister == screen.canister and line.recorded is None


def _number(count: int | None, formats: Formats) -> str:
    return "" if count is None else formats.count(count)
