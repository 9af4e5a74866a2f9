"""The letter of the key beside the screen stands at its tile, where there are such keys."""

from datetime import UTC, datetime

import pytest

from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.kiosk_view_model import KioskViewModel
from kiosk.viewmodels.pages import PAGES
from kiosk.viewmodels.placement import choice_beside, placed
from kiosk.viewmodels.specimens import ALL
from kiosk.viewmodels.window import open_window
from tests.gui.contrast import SHAPE_CONTRAST_MIN, TEXT_CONTRAST_MIN, contrast
from tests.gui.kiosk_driver import is_text, rect, visible
from tests.gui.sight import is_a, within

SIZES = [(1024, 768), (1280, 800), (1920, 1080), (1080, 1920)]


def arrangement(name):
    """What the letters' places depend on: the page, and where its tiles stand."""
    screen = ALL[name]
    return PAGES[screen.id], tuple((tile.column, tile.row, tile.span) for tile in placed(screen))


# One specimen of each arrangement: another with the same tiles has the same letters.
WITH_TILES = sorted({arrangement(name): name for name in ALL if placed(ALL[name])}.values())
NOON = datetime(2026, 11, 21, 12, 5, tzinfo=UTC)


def ticks(root):
    return [item for item in visible(root) if is_a(item, "SideTick")]


def letters(kiosk):
    """{letter: its words}, as they are drawn."""
    found = [item for item in kiosk.items() if is_text(item) and within(item, "SideTick")]
    return {item.property("text"): item for item in found}


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def sized(shared_kiosk, request):
    shared_kiosk.resize(request.param)
    return shared_kiosk


@pytest.mark.parametrize("name", WITH_TILES)
def test_each_key_beside_a_tile_has_a_tick_with_its_letter(sized, name):
    """At the height of that key's row, and clear of the tile and of the window's edge."""
    kiosk = sized
    kiosk.show(ALL[name])
    screen = kiosk.vm.screen
    drawn = letters(kiosk)
    beside = {
        letter: kiosk.named(f"scr.{screen.id.value}.btn.{choice_beside(screen, letter)}")
        for letter in drawn
    }

    keys = [key for tile in placed(screen) for key in tile.keys]
    assert keys == list(drawn)
    assert len(keys) == len(ticks(kiosk.window.window.contentItem()))
    for letter, tile in beside.items():
        place, box = rect(drawn[letter]), rect(tile)
        assert box.top() <= place.center().y() <= box.bottom()
        assert not place.intersects(box)
        assert 0 <= place.left() < place.right() <= kiosk.size[0]


def test_keys_in_the_same_row_stand_at_the_same_height(kiosk):
    """As they do on the machine, however tall the tile is."""
    kiosk.show(ALL["S07-amount"])
    height = {letter: rect(item).center().y() for letter, item in letters(kiosk).items()}

    assert [height[each] for each in "ABCD"] == [height[each] for each in "FGHI"]


def test_the_letters_of_a_tall_tile_stand_about_its_middle(kiosk):
    """One for each of its keys, as far above the middle as below it."""
    kiosk.show(ALL["S16-another"])
    middle = rect(kiosk.named("scr.S16.btn.yes")).center().y()
    heights = [rect(letters(kiosk)[each]).center().y() for each in "FG"]

    assert pytest.approx(middle, abs=1) == sum(heights) / 2


def test_a_letter_and_its_tick_stand_out(kiosk):
    kiosk.show(ALL["S05-menu"])
    paper, ink = (kiosk.theme.property(name) for name in ("paper", "mark"))

    assert ink == letters(kiosk)["A"].property("color")
    assert TEXT_CONTRAST_MIN <= contrast(ink, paper)
    assert SHAPE_CONTRAST_MIN <= contrast(ink, paper)


def test_a_letter_is_not_read_out(kiosk):
    """The tile is spoken by its name; the letter is for whoever sees the key."""
    kiosk.show(ALL["S05-menu"])

    assert [] == [one.name for one in kiosk.said() if one.name in {"A", "B", "C", "D"}]


def test_a_machine_without_side_keys_has_no_letters_and_no_ticks(qapp):
    view_model = KioskViewModel(
        lambda pressed: None, formats=Formats("en_IE"), now=lambda: NOON, side_keys=False
    )
    window = open_window(view_model, reduce_motion=True)
    view_model.show(ALL["S05-menu"])
    window.grab()
    found = ticks(window.window.contentItem())
    window.close()

    assert [] == found
