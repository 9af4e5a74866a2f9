"""Draws the specimens for the gallery: one by one, or all sizes of one on a sheet, to scale."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from kiosk.domain.screens import CustomerInput, ScreenId
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.kiosk_view_model import KioskViewModel
from kiosk.viewmodels.locales import TRANSLATIONS
from kiosk.viewmodels.specimens import ALL, MENU
from kiosk.viewmodels.window import KioskWindow, make_application, open_window

NOON: Final = datetime(2026, 11, 21, 12, 5, tzinfo=UTC)
PSEUDO: Final = "xx-pseudo"
PSEUDO_S_MAX: Final = 60

# Where each size stands on a sheet: three lying ones beside the standing one, as high as it.
SCALE: Final = 0.4
GAP: Final = 16
PLACES: Final = {
    (1920, 1080): (GAP, GAP),
    (1280, 800): (GAP, 2 * GAP + 432),
    (1024, 768): (2 * GAP + 512, 2 * GAP + 432),
    (1080, 1920): (3 * GAP + 922, GAP),
}
SHEET: Final = (4 * GAP + 922 + 432, 3 * GAP + 752)
SHEET_GROUND: Final = "#B9BDBB"
PALETTE_SIZE: Final = 256
OPAQUE: Final = 0xFF000000


class Studio:
    """One open window in one language, in which one specimen after the other is drawn."""

    def __init__(self, window: KioskWindow, view_model: KioskViewModel) -> None:
        self._window = window
        self._view_model = view_model

    def draw(self, name: str, size: tuple[int, int]) -> QImage:
        """The specimen `name`, in a window of this size."""
        if self._window.window.size().toTuple() != size:
            self._window.window.resize(*size)
            QCoreApplication.processEvents()
        if ALL[name].id is ScreenId.MORE_TIME:
            self._view_model.show(MENU)
        self._view_model.show(ALL[name])
        QCoreApplication.processEvents()
        self._window.grab()  # a whole frame, so that positioners have done their work
        return self._window.grab()


@contextmanager
def studio(language: str, locale: str) -> Iterator[Studio]:
    """A window with the clock stopped. Languages are the application's: one at a time."""
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        view_model = KioskViewModel(
            _ignore, formats=Formats(locale), now=lambda: NOON, monotonic=lambda: 0.0
        )
        translations = _made(Path(folder)) if language == PSEUDO else TRANSLATIONS
        window = open_window(
            view_model, reduce_motion=True, language=language, translations=translations
        )
        yield Studio(window, view_model)
        window.close()


def scaled(picture: QImage) -> QImage:
    """As it stands on a sheet."""
    return picture.scaled(
        round(picture.width() * SCALE),
        round(picture.height() * SCALE),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def sheet_of(drawn: dict[tuple[int, int], QImage]) -> QImage:
    """All sizes of one specimen, each scaled; with a palette, for a third of the size in a file."""
    sheet = QImage(*SHEET, QImage.Format.Format_RGB32)
    sheet.fill(QColor(SHEET_GROUND))
    painter = QPainter(sheet)
    for size, small in drawn.items():
        painter.drawImage(QRect(*PLACES[size], small.width(), small.height()), small)
    painter.end()
    commonest = Counter(memoryview(sheet.constBits()).cast("I").tolist()).most_common(PALETTE_SIZE)
    return sheet.convertToFormat(
        QImage.Format.Format_Indexed8,
        [OPAQUE | colour for colour, _ in commonest],
        Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither,
    )


def _made(folder: Path) -> Path:
    """The pseudo-language, made now; another layer's command knows how."""
    subprocess.run(
        [sys.executable, "-m", "kiosk.workbench.translations", "--pseudo", str(folder)],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        timeout=PSEUDO_S_MAX,
    )
    return folder


def _ignore(_pressed: CustomerInput) -> None:
    """Nobody presses anything in a picture."""
