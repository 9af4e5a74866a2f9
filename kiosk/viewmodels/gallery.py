"""`python -m kiosk.viewmodels.gallery --out DIR`: a picture of every screen, clock stopped."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication

from kiosk.domain.screens import CustomerInput, ScreenId
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.kiosk_view_model import KioskViewModel
from kiosk.viewmodels.specimens import ALL, MENU
from kiosk.viewmodels.window import make_application, open_window

NOON: Final = datetime(2026, 11, 21, 12, 5, tzinfo=UTC)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m kiosk.viewmodels.gallery", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the PNG files")
    parser.add_argument("--size", default="1280x800", help="pixels, WIDTHxHEIGHT (1280x800)")
    parser.add_argument("--only", default="", help="only names that begin with this")
    parser.add_argument("--language", default="en", help="two letters (en)")
    parser.add_argument("--locale", default="en_IE", help="how amounts are written (en_IE)")
    chosen = parser.parse_args(arguments)
    width, height = (int(part) for part in chosen.size.split("x"))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    count = save_pictures(
        chosen.out,
        (width, height),
        only=chosen.only,
        language=chosen.language,
        locale=chosen.locale,
    )
    sys.stdout.write(f"{count} pictures in {chosen.out}\n")
    return 0


def save_pictures(
    folder: Path,
    size: tuple[int, int],
    *,
    only: str = "",
    language: str = "en",
    locale: str = "en_IE",
) -> int:
    """Save one PNG a specimen whose name begins with `only`; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    make_application()
    view_model = KioskViewModel(
        _ignore, formats=Formats(locale), now=lambda: NOON, monotonic=lambda: 0.0
    )
    window = open_window(view_model, size=size, reduce_motion=True, language=language)
    count = 0
    for name, screen in ALL.items():
        if not name.startswith(only):
            continue
        if screen.id is ScreenId.MORE_TIME:
            view_model.show(MENU)
        view_model.show(screen)
        QCoreApplication.processEvents()
        window.grab().save(str(folder / f"{name}.png"))
        count += 1
    window.close()
    return count


def _ignore(_pressed: CustomerInput) -> None:
    """Nobody presses anything in a picture."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
