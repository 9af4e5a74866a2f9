"""A receipt as a picture, 576 dots wide: what the emulated printer has on its roll.

The lines are those that are printed, each at the edge that it has on paper, in the kiosk's type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from PySide6.QtCore import QBuffer, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QImageWriter, QPainter, QPen

from kiosk.receipts.layout import COLUMNS, Line

WIDTH: Final = 576  # dots of 72 mm at 203 dpi
MARGIN: Final = 32
LINE_HEIGHT: Final = 32
FONT_PIXELS: Final = 22
TALL_PIXELS: Final = 34
FAMILY: Final = "Inter"
RULE: Final = "-"
SLIPS_KEPT_MAX: Final = 4
Slip: TypeAlias = "tuple[tuple[str, str], ...]"  # of each line its text and its style
PAPER: Final = QColor("#FDFCF8")
INK: Final = QColor("#26231E")
SOFT_INK: Final = QColor("#8A857A")
_RUN: Final = re.compile(r"\S+(?: \S+)*")  # words with no more than one space between them


@lru_cache(maxsize=SLIPS_KEPT_MAX)
def source(slip: Slip) -> str:
    """What an Image of QML shows: the picture itself, as an address; empty for no slip."""
    if not slip:
        return ""
    png = QBuffer()
    png.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(png, b"png").write(picture([_line(text, style) for text, style in slip]))
    return "data:image/png;base64," + bytes(png.data().toBase64().data()).decode("ascii")


def height(lines: Sequence[Line]) -> int:
    """Of the picture in dots."""
    return 2 * MARGIN + sum(_line_height(line) for line in lines)


def picture(lines: Sequence[Line]) -> QImage:
    """GUI thread or any other; the application's fonts must have been loaded."""
    image = QImage(WIDTH, height(lines), QImage.Format.Format_RGB32)
    image.fill(PAPER)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    top = float(MARGIN)
    for line in lines:
        draw_line(painter, line, top)
        top += _line_height(line)
    painter.end()
    return image


def draw_line(painter: QPainter, line: Line, top: float) -> None:
    """One line below `top`, in dots."""
    if line.text and set(line.text) == {RULE}:
        painter.setPen(QPen(SOFT_INK, 2, Qt.PenStyle.DashLine))
        middle = top + LINE_HEIGHT / 2
        painter.drawLine(QPointF(MARGIN, middle), QPointF(WIDTH - MARGIN, middle))
        return
    font = QFont(FAMILY)
    font.setPixelSize(TALL_PIXELS if line.is_tall else FONT_PIXELS)
    font.setWeight(QFont.Weight.DemiBold if line.is_bold else QFont.Weight.Medium)
    painter.setFont(font)
    painter.setPen(INK)
    baseline = top + (_line_height(line) + QFontMetricsF(font).capHeight()) / 2
    for found in _RUN.finditer(line.text):
        _draw_run(painter, line, found, baseline)


def _draw_run(painter: QPainter, line: Line, found: re.Match[str], baseline: float) -> None:
    """Words that stand together: at the edge that they have on paper, and never beyond it."""
    column = (WIDTH - 2 * MARGIN) / COLUMNS
    width = QFontMetricsF(painter.font()).horizontalAdvance(found[0])
    has_company = found.start() > 0 or found.end() < len(line.text)
    room = (len(found[0]) + 1) * column if has_company else WIDTH - 2 * MARGIN
    narrowed = min(1.0, room / width)
    left = MARGIN + found.start() * column
    if line.is_centred:
        left = (WIDTH - width * narrowed) / 2
    elif found.start() > 0 and found.end() == COLUMNS:
        left = WIDTH - MARGIN - width * narrowed
    painter.save()
    painter.translate(left, baseline)
    painter.scale(narrowed, 1.0)
    painter.drawText(QPointF(0, 0), found[0])
    painter.restore()


def _line(text: str, style: str) -> Line:
    said = style.split()
    return Line(text, "bold" in said, "tall" in said, "centred" in said)


def _line_height(line: Line) -> int:
    return LINE_HEIGHT * (2 if line.is_tall else 1)
