"""Every screen looks as it was approved: pictures of the real window, clock stopped, no motion.

After a wanted change: `./atm test tests/gui/test_golden.py --update-golden`, then look at them.
"""

from dataclasses import dataclass

import pytest
from PySide6.QtGui import QColor, QImage

from kiosk.viewmodels.specimens import ALL, MENU
from tests.gui import golden
from tests.gui.kiosk_driver import Kiosk


@dataclass(frozen=True)
class Look:
    """How the window was when its pictures were taken. prefix: of the pictures' names."""

    prefix: str
    size: tuple[int, int]
    language: str = "en"
    locale: str = "en_IE"


LANDSCAPE = Look("", (1280, 800))
PORTRAIT = Look("portrait-", (1080, 1920))
GERMAN = Look("de-", (1280, 800), "de", "de_DE")
SOME = ("S04-pin-touch", "S05-menu", "S10-confirm", "S14-take-cash")
# They differ from E11-funds in their words alone, which the spoken order has; or from another
# picture in the number of tiles.
ALIKE = {f"S32-notice-E11-{why}" for why in ("amount", "busy", "cash", "limit")}
ALIKE.add("S06-account-eight")
ALIKE |= {"S91-notice-D02", "S91-notice-D03", "S93-notice-C03", "S93-notice-C04"}
ALIKE.add("S93-notice-C05")
# Of the supervisor menu so much that each of its parts is there, on the smallest display.
STAFF = Look("", (1024, 768))
OF_STAFF = ("M10-menu", "M23-users-pin-again")
FOR_STAFF = {name for name in ALL if name.startswith("M")} | {"S91-closed-staff"}
PICTURES = (
    *((LANDSCAPE, name) for name in ALL if name not in ALIKE | FOR_STAFF),
    *((STAFF, name) for name in OF_STAFF),
    *((look, name) for look in (PORTRAIT, GERMAN) for name in SOME),
)


@pytest.fixture(scope="module")
def taken(qapp):
    """taken(look, name): the picture of a specimen as it is drawn now."""
    pictures = {look: drawn(look) for look in (LANDSCAPE, STAFF, PORTRAIT, GERMAN)}
    return lambda look, name: pictures[look][name]


def drawn(look):
    """Every picture of this look, from one window."""
    kiosk = Kiosk(look.size, locale=look.locale, language=look.language)
    try:
        return {name: shown(kiosk, name) for each, name in PICTURES if each is look}
    finally:
        kiosk.close()


def shown(kiosk, name):
    kiosk.show(ALL[name])
    return grab(kiosk)


@pytest.mark.parametrize(("look", "name"), PICTURES, ids=[f"{p.prefix}{n}" for p, n in PICTURES])
def test_each_screen_looks_like_its_golden_picture(taken, updates_golden, look, name):
    actual = taken(look, name)
    if updates_golden:
        golden.keep(look.prefix + name, actual)

    assert "" == golden.complaint(look.prefix + name, actual)


def test_no_golden_picture_is_left_of_a_screen_that_is_gone(updates_golden):
    wanted = {f"{look.prefix}{name}" for look, name in PICTURES}
    left = [path for path in golden.FOLDER.glob("*") if path.stem not in wanted]
    if updates_golden:
        for path in left:
            path.unlink()
        left = []

    assert [] == left


def test_golden_pictures_stay_small():
    sizes = [path.stat().st_size for path in golden.FOLDER.iterdir()]

    assert sum(sizes) < golden.FOLDER_SIZE_MAX


# --- the comparison itself


@pytest.fixture
def complaint(tmp_path, monkeypatch):
    """complaint(golden, actual) of two pictures; what is left to look at goes elsewhere."""
    monkeypatch.setattr(golden, "FAILED", tmp_path / "failed")

    def told(expected, actual):
        golden.keep("it", expected, tmp_path / "golden")
        return golden.complaint("it", actual, tmp_path / "golden")

    return told


def grab(kiosk):
    return kiosk.window.grab()


def test_a_screen_that_is_the_same_passes(kiosk, complaint):
    """Though its golden picture has fewer colours."""
    kiosk.show(MENU)

    assert "" == complaint(grab(kiosk), grab(kiosk))


def test_an_item_that_has_moved_by_a_few_pixels_fails(kiosk, complaint):
    kiosk.show(MENU)
    before, tile = grab(kiosk), kiosk.named("scr.S05.btn.balance")
    tile.setX(tile.x() + 4)
    try:
        moved = grab(kiosk)
    finally:
        tile.setX(tile.x() - 4)

    assert "of the pixels are off" in complaint(before, moved)
    assert "" == complaint(before, grab(kiosk))


def test_an_item_of_another_colour_fails(kiosk, complaint):
    """Words in another grey are few pixels, and yet too many."""
    kiosk.show(MENU)
    before, title = grab(kiosk), kiosk.named("scr.S05.title")
    colour = title.property("color")
    title.setProperty("color", QColor("#808080"))
    try:
        recoloured = grab(kiosk)
    finally:
        title.setProperty("color", colour)

    assert "of the pixels are off" in complaint(before, recoloured)


def test_a_failure_leaves_the_picture_and_one_that_shows_where(complaint, tmp_path):
    """The picture of the differences is red there and only there, and the text names both."""
    before, after = grey(128), grey(128)
    spoil(after, 3, 255)
    told = complaint(before, after)
    actual = QImage(str(tmp_path / "failed" / "it.png"))
    differs = QImage(str(tmp_path / "failed" / "it-diff.png"))

    assert str(tmp_path / "failed" / "it-diff.png") in told
    assert golden.COMMAND in told
    assert QColor(255, 255, 255) == actual.pixelColor(0, 0)
    assert [True, True, True, False] == [differs.pixelColor(x, 0).red() == 224 for x in range(4)]


def test_a_missing_golden_fails_with_the_command_that_makes_it(tmp_path):
    told = golden.complaint("S05-none", grey(128), tmp_path)

    assert f"{tmp_path / 'S05-none.png'} does not exist; make it with: {golden.COMMAND}" == told


def test_another_size_is_told_as_such(complaint):
    assert "another size than 50x40" in complaint(grey(128), grey(128).scaled(50, 40))


@pytest.mark.parametrize(
    ("count", "value", "passes"),
    [(2000, 128 + 24, True), (2, 128 + 25, True), (2, 255, True), (3, 128 + 25, False)],
)
def test_a_few_pixels_may_be_off_and_all_a_little(complaint, count, value, passes):
    """Of 2,000 pixels two may be off by more than 24, and every one by 24."""
    after = grey(128)
    spoil(after, count, value)

    assert passes is (complaint(grey(128), after) == "")


@pytest.mark.parametrize("channel", [0, 1, 2])
def test_each_colour_counts_by_itself(complaint, channel):
    after = grey(128)
    colour = [128, 128, 128]
    colour[channel] = 128 - 25
    for x in range(3):
        after.setPixelColor(x, 0, QColor(*colour))

    assert "" != complaint(grey(128), after)


def test_few_colours_are_close_to_the_many(kiosk):
    """No pixel of a golden picture is further off than a third of what is allowed."""
    kiosk.show(ALL["S10-confirm"])
    actual = grab(kiosk)
    kept = golden.with_palette(actual).convertToFormat(QImage.Format.Format_RGBX8888)
    pairs = set(zip(bytes(actual.constBits()), bytes(kept.constBits()), strict=True))

    assert golden.PALETTE_OFF_MAX >= max(abs(one - other) for one, other in pairs)
    assert golden.COLOURS_MAX < len(set(memoryview(bytes(actual.constBits())).cast("I")))


def test_a_picture_of_another_format_is_kept_as_well(kiosk):
    """Such as one that was read from a file."""
    kiosk.show(MENU)
    actual = grab(kiosk)
    other = actual.convertToFormat(QImage.Format.Format_RGB32)

    assert golden.with_palette(actual) == golden.with_palette(other)


def grey(value):
    """40 x 50 pixels."""
    picture = QImage(40, 50, QImage.Format.Format_RGBX8888)
    picture.fill(QColor(value, value, value))
    return picture


def spoil(picture, count, value):
    for place in range(count):
        picture.setPixelColor(place % 40, place // 40, QColor(value, value, value))
