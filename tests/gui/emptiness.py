"""The largest rectangle of a picture in which nothing is drawn, as a share of the whole."""

from collections import Counter

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage

# Fine enough for a line of words; coarse enough to be quick.
CELL_COUNT = 96
# Its paper, a card, a stage: colours that may stand empty.
GROUND_COUNT = 3


def largest_empty(picture: QImage) -> tuple[float, QRect]:
    """Its share of the picture, and where it is.

    A cell is empty where it has one of the picture's commonest colours, exactly: anything drawn
    in it would have changed its average.
    """
    size = picture.size().scaled(QSize(CELL_COUNT, CELL_COUNT), Qt.AspectRatioMode.KeepAspectRatio)
    small = picture.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_RGBX8888)
    cells = memoryview(small.constBits()).cast("I")
    width, height = size.width(), size.height()
    rows = [cells[row * width : (row + 1) * width].tolist() for row in range(height)]
    found = QRect()
    for ground, count in Counter(cells.tolist()).most_common(GROUND_COUNT):
        if count > _area(found):  # else there is no room in it for a larger one
            found = max(found, _largest(rows, ground), key=_area)
    scale = picture.width() / width
    place = QRect(*(round(edge * scale) for edge in found.getRect()))
    return _area(found) / (width * height), place


def _area(place: QRect) -> int:
    return place.width() * place.height()


def _largest(rows: list[list[int]], ground: int) -> QRect:
    """The largest rectangle of one colour: over each row, as high as the columns stand there."""
    best, most = (0, 0, 0, 0), 0
    heights = [0] * len(rows[0])
    for bottom, row in enumerate(rows):
        heights = [
            height + 1 if cell == ground else 0 for height, cell in zip(heights, row, strict=True)
        ]
        open_bars = [(0, -1)]
        for column, height in enumerate([*heights, 0]):
            left = column
            while open_bars[-1][1] > height:
                left, tall = open_bars.pop()
                if tall * (column - left) > most:
                    most = tall * (column - left)
                    best = (left, bottom + 1 - tall, column - left, tall)
            if open_bars[-1][1] < height:
                open_bars.append((left, height))
    return QRect(*best)
