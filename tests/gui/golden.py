"""Golden pictures: how one is compared, kept small, and told about when it does not match.

Fonts are drawn with the system's FreeType, so the edges of letters may differ a little from one
Debian to the next; colours, places and words may not.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "gui" / "golden"
FAILED = ROOT / "build" / "golden"
COMMAND = "./atm test tests/gui/test_golden.py --update-golden"

CHANNEL_OFF_MAX = 24  # of 255: what another FreeType does to an edge
PIXELS_OFF_MAX = 0.001  # share of all pixels that may be off by more than that
FOLDER_SIZE_MAX = 3_000_000

# A golden picture has a palette, for a third of the size; none of its colours is further off.
COLOURS_MAX = 256
PALETTE_OFF_MAX = 8
_PNG_COMPRESSION_MAX = 100
_FADED = QColor(255, 255, 255, 190)
_CLEAR, _RED = 0x00000000, 0xFFE00000
_FORMAT = QImage.Format.Format_RGBX8888


@dataclass(frozen=True)
class Difference:
    """share: of the pixels that are off. marks: one byte a pixel, 1 where it is off."""

    share: float
    marks: bytes

    @property
    def is_too_much(self) -> bool:
        return self.share > PIXELS_OFF_MAX


def difference(actual: QImage, golden: QImage) -> Difference:
    """Of two pictures of the same size."""
    off = golden.convertToFormat(_FORMAT)
    painter = QPainter(off)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, actual.convertToFormat(_FORMAT))
    painter.end()
    is_off = bytes(value > CHANNEL_OFF_MAX for value in range(256))
    channels = bytes(off.constBits()).translate(is_off)
    marked = 0
    for channel in range(3):  # the fourth byte is no colour
        marked |= int.from_bytes(channels[channel::4])
    count = off.width() * off.height()
    return Difference(marked.bit_count() / count, marked.to_bytes(count))


def diff_picture(actual: QImage, found: Difference) -> QImage:
    """The actual picture, faded, with everything that is off in red."""
    width, height = actual.width(), actual.height()
    marks = QImage(found.marks, width, height, width, QImage.Format.Format_Indexed8)
    marks.setColorTable([_CLEAR, _RED])
    picture = actual.convertToFormat(_FORMAT)
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), _FADED)
    painter.drawImage(0, 0, marks)
    painter.end()
    return picture


def complaint(name: str, actual: QImage, golden_folder: Path = FOLDER) -> str:
    """What is wrong with this picture, "" if nothing is; leaves pictures of it to look at."""
    path = golden_folder / f"{name}.png"
    if not path.exists():
        return f"{path} does not exist; make it with: {COMMAND}"
    golden = QImage(str(path))
    if golden.size() != actual.size():
        return f"{path} has another size than {actual.width()}x{actual.height()}"
    found = difference(actual, golden)
    if not found.is_too_much:
        return ""
    FAILED.mkdir(parents=True, exist_ok=True)
    is_, differs = FAILED / f"{name}.png", FAILED / f"{name}-diff.png"
    actual.save(str(is_))
    diff_picture(actual, found).save(str(differs))
    return (
        f"{name}: {found.share:.2%} of the pixels are off, {PIXELS_OFF_MAX:.2%} may be.\n"
        f"golden: {path}\nnow:    {is_}\nwhere:  {differs}\n"
        f"If it is meant to look like this: {COMMAND}"
    )


def keep(name: str, actual: QImage, folder: Path = FOLDER) -> None:
    """Make this the golden picture, as a small PNG; the same bytes for the same pixels."""
    folder.mkdir(parents=True, exist_ok=True)
    writer = QImageWriter(str(folder / f"{name}.png"), QByteArray(b"png"))
    writer.setCompression(_PNG_COMPRESSION_MAX)
    assert writer.write(with_palette(actual)), writer.errorString()


def with_palette(actual: QImage) -> QImage:
    """The same picture in few colours: the frequent ones are kept, a rare one becomes its
    neighbour. A picture that cannot be kept so well stays as it is."""
    plain = actual.convertToFormat(_FORMAT)  # a name of its own: its bits end with it
    pixels = memoryview(bytes(plain.constBits())).cast("I")
    palette: list[tuple[int, int, int]] = []
    index_of: dict[int, int] = {}
    for pixel, _ in sorted(Counter(pixels).items(), key=lambda item: (-item[1], item[0])):
        colour = (pixel & 255, pixel >> 8 & 255, pixel >> 16 & 255)
        off, nearest = min(
            ((_off(colour, other), index) for index, other in enumerate(palette)),
            default=(COLOURS_MAX, 0),
        )
        if off > PALETTE_OFF_MAX:
            if len(palette) == COLOURS_MAX:
                return actual.convertToFormat(QImage.Format.Format_RGB888)
            nearest = len(palette)
            palette.append(colour)
        index_of[pixel] = nearest
    width, height = actual.width(), actual.height()
    data = bytes(map(index_of.__getitem__, pixels))
    reduced = QImage(data, width, height, width, QImage.Format.Format_Indexed8)
    reduced.setColorTable(
        [0xFF000000 | red << 16 | green << 8 | blue for red, green, blue in palette]
    )
    return reduced.copy()  # of its own memory, not of `data`


def _off(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]), abs(one[2] - other[2]))
