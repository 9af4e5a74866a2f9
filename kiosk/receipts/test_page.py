"""The page that shows staff how the receipt printer prints: letters, signs, black, the cut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hardware.protocol import escpos
from kiosk.receipts.job import escpos_bytes
from kiosk.receipts.layout import COLUMNS, Line

SHADES: Final = "█▓▒░"  # as dark as it prints, and lighter
LETTERS: Final = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789 .,:;-+*/()%&?!'",
    "ÄÖÜäöüß ÀÉÈÊÇàéèêç ÑñÅåÆæØø €£¥",
)
RULER: Final = "".join(str(at % 10) for at in range(1, COLUMNS + 1))

CUT_ALONE: Final = escpos.INITIALISE + escpos.CUT


def page(machine: str, words: str) -> bytes:
    """As one job, which ends with the cut. words: that this is a test, in staff's language."""
    return escpos_bytes(_lines(machine, words))


def _lines(machine: str, words: str) -> Iterator[Line]:
    yield Line(words[:COLUMNS], is_bold=True, is_tall=True, is_centred=True)
    yield Line(machine[:COLUMNS], is_centred=True)
    yield Line(RULER)
    for text in LETTERS:
        yield Line(text)
        yield Line(text, is_bold=True)
    yield Line(LETTERS[0], is_tall=True)
    for shade in SHADES:
        yield Line(shade * COLUMNS)
    yield Line((SHADES[0] + " ") * (COLUMNS // 2))
    yield Line(RULER)
