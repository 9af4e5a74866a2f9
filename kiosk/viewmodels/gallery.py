"""`python -m kiosk.viewmodels.gallery`: makes docs/gallery.md with a picture of every screen.

With --out it saves single pictures instead, for looking at.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Final

from kiosk.viewmodels import gallery_page
from kiosk.viewmodels.gallery_pictures import PLACES, scaled, sheet_of, studio
from kiosk.viewmodels.specimens import ALL

DOCS: Final = Path(__file__).resolve().parents[2] / "docs"
SMALLEST: Final = 0  # how Qt calls its best compression of a PNG file

# Shown in further languages too: a question, choices, a countdown, notices, a summary, a message,
# and what staff see.
SAMPLES: Final = (
    "S00-attract",
    "S01-language",
    "S04-notice-E04",
    "S04-notice-P04",
    "S05-menu",
    "S10-confirm",
    "S30-notice-P06",
    "S32-notice-E16",
    "M10-menu",
    "M11-status-second",
)
# Pages of staff that differ from another one in a word or two: they are tested, and not kept.
REPEATED: Final = frozenset(
    {
        "M01-login-cut",
        "M02-work-order-refused",
        "M02-work-order-used",
        "M10-menu-locked",
        "M10-menu-notice",
        "M10-menu-typed",
        "M12-totals-more",
        "M13-cash-emptying",
        "M13-cash-wrong",
        "M14-deposits-confirm",
        "M17-dispenser-refused",
        "M19-unresolved-nothing",
        "M20-settings-number",
        "M23-users-busy",
        "M23-users-done",
        "M23-users-uncertain",
        "M24-power-sure",
    }
)
LANGUAGES: Final = {"en": "en_IE", "de": "de_DE", "xx-pseudo": "en_IE"}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m kiosk.viewmodels.gallery", description=__doc__)
    parser.add_argument(
        "--docs", type=Path, default=DOCS, help="folder for gallery.md and its pictures (docs)"
    )
    parser.add_argument("--only", default="", help="only names that begin with this")
    parser.add_argument("--out", type=Path, help="save single PNG files here, and make no page")
    parser.add_argument("--size", default="1280x800", help="--out: WIDTHxHEIGHT (1280x800)")
    parser.add_argument("--language", default="en", help="--out: such as de, xx-pseudo (en)")
    parser.add_argument("--locale", help="--out: how amounts are written (the language's)")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    names = [name for name in ALL if name.startswith(chosen.only)]
    if chosen.out is None:
        kept = [name for name in names if name not in REPEATED]
        sys.stdout.write(f"{save_gallery(chosen.docs, kept)} sheets in {chosen.docs}\n")
        return 0
    width, height = (int(part) for part in chosen.size.split("x"))
    locale = chosen.locale or LANGUAGES.get(chosen.language, chosen.language)
    save_pictures(chosen.out, names, (width, height), chosen.language, locale)
    sys.stdout.write(f"{len(names)} pictures in {chosen.out}\n")
    return 0


def save_gallery(docs: Path, names: list[str]) -> int:
    """Save the page, and a sheet for each specimen and language; returns how many sheets."""
    folder = docs / gallery_page.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    samples = [name for name in names if name in SAMPLES]
    shown = {language: names if language == "en" else samples for language in LANGUAGES}
    made = set()
    for language, of_language in shown.items():
        with studio(language, LANGUAGES[language]) as drawing:
            # A window that is resized lays out every page that it has: so each size once.
            drawn = {
                size: {name: scaled(drawing.draw(name, size)) for name in of_language}
                for size in PLACES
            }
        for name in of_language:
            path = folder / gallery_page.file_name(name, language)
            sheet_of({size: drawn[size][name] for size in PLACES}).save(str(path), None, SMALLEST)
            made.add(path)
    for old in set(folder.glob("*.png")) - made:
        old.unlink()
    del shown["en"]
    (docs / "gallery.md").write_text(gallery_page.page(names, shown), encoding="utf-8")
    return len(made)


def save_pictures(
    folder: Path, names: list[str], size: tuple[int, int], language: str, locale: str
) -> None:
    """Save one PNG a specimen, as large as the window."""
    folder.mkdir(parents=True, exist_ok=True)
    with studio(language, locale) as drawing:
        for name in names:
            drawing.draw(name, size).save(str(folder / f"{name}.png"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
