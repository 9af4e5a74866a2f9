"""One command makes the gallery: every screen, in every size, in files that are not large."""

import re
from itertools import pairwise

import pytest
from PySide6.QtGui import QImage

from kiosk.viewmodels import gallery, gallery_page
from kiosk.viewmodels.gallery_pictures import PLACES, SCALE, SHEET
from kiosk.viewmodels.specimens import ALL
from tests.gui.layout_rules import DISPLAY_INCHES

# Of one sheet on average, so that all of them stay under 10 MB.
SHEET_BYTES_MAX = 80_000
LINK = re.compile(r"\(gallery/([^)]+)\)")


@pytest.fixture(scope="module")
def made(qapp, tmp_path_factory):
    """The gallery of one screen, which is shown in every language."""
    docs = tmp_path_factory.mktemp("docs")
    (docs / "gallery").mkdir()
    (docs / "gallery" / "S99-gone.png").touch()
    gallery.main(["--docs", str(docs), "--only", "S10"])
    return docs


def test_every_picture_of_the_page_is_there_and_no_other(made):
    """A picture of a screen that there is no longer goes away."""
    named = LINK.findall((made / "gallery.md").read_text(encoding="utf-8"))
    there = [path.name for path in (made / "gallery").iterdir()]

    assert sorted(named) == sorted(there)
    assert {"S10-confirm.png", "S10-confirm.de.png", "S10-confirm.xx-pseudo.png"} <= set(there)


def test_a_sheet_is_small_enough_to_be_kept(made):
    sizes = [path.stat().st_size for path in (made / "gallery").iterdir()]

    assert sum(sizes) < len(sizes) * SHEET_BYTES_MAX


def test_each_language_is_drawn_in_its_own_words(made):
    """The translation of one sheet does not stay for the next."""
    pictures = [
        QImage(str(made / "gallery" / gallery_page.file_name("S10-confirm", language)))
        for language in gallery.LANGUAGES
    ]

    assert [SHEET] * 3 == [picture.size().toTuple() for picture in pictures]
    assert all(one != other for one, other in pairwise(pictures))


def test_the_sheet_has_room_for_every_size_that_is_promised():
    """Side by side and to scale, none over another."""
    width, height = SHEET
    right = max(x + round(size[0] * SCALE) for size, (x, _) in PLACES.items())
    bottom = max(y + round(size[1] * SCALE) for size, (_, y) in PLACES.items())

    assert set(PLACES) <= set(DISPLAY_INCHES)
    assert (right, bottom) < (width, height)


def test_the_page_has_a_heading_for_every_screen_and_specimen():
    """Each once, so that it can be linked to; and the command that makes it."""
    page = gallery_page.page(ALL, {})
    specimens = re.findall(r"^### (.+)$", page, re.MULTILINE)
    screens = re.findall(r"^## (\S+) ", page, re.MULTILINE)

    assert sorted(ALL) == sorted(specimens)
    assert len(set(screens)) == len(screens)
    assert "\n.venv/bin/python -m kiosk.viewmodels.gallery\n" in page


def test_single_pictures_can_be_had_at_any_size(qapp, tmp_path):
    gallery.main(["--out", str(tmp_path), "--only", "S05-menu", "--size", "1024x768"])
    names = sorted(path.name for path in tmp_path.iterdir())

    assert sorted(f"{name}.png" for name in ALL if name.startswith("S05-menu")) == names
    assert (1024, 768) == QImage(str(tmp_path / "S05-menu.png")).size().toTuple()
