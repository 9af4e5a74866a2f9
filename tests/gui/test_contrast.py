"""What weak eyes can see, measured in the picture of every screen."""

import pytest
from PySide6.QtGui import QColor

from kiosk.viewmodels.specimens import ALL
from tests.gui.contrast import contrast, faint_edges, faint_focus, unreadable
from tests.gui.sight import look

# Colours are the same at every size, places are not: one lying screen, one standing.
SIZES = [(1024, 768), (1080, 1920)]


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def sized(shared_kiosk, request):
    shared_kiosk.resize(request.param)
    return shared_kiosk


def test_contrast_is_computed_as_wcag_does():
    """Black on white is 21 to 1."""
    assert 21.0 == pytest.approx(contrast(QColor("black"), QColor("white")))


@pytest.mark.parametrize("name", ALL)
def test_words_and_controls_stand_out_from_what_is_under_them(sized, name):
    """Letters have 4.5 to 1 against what is drawn beneath them; edges 3 to 1 against their side."""
    sized.show(ALL[name])
    sight = look(sized)

    assert [] == unreadable(sized, sight)
    assert [] == faint_edges(sized, sight)


@pytest.mark.parametrize("name", ALL)
def test_the_focus_can_be_seen_on_every_control(kiosk, name):
    """Its ring has 3 to 1 against the control's side and against what lies around."""
    kiosk.show(ALL[name])

    assert [] == faint_focus(kiosk, look(kiosk))


def test_words_that_fade_into_their_ground_are_named(kiosk):
    """The measure finds what it looks for."""
    kiosk.show(ALL["S05-menu"])
    title = kiosk.named("scr.S05.title")
    colour = title.property("color")
    title.setProperty("color", kiosk.theme.property("line"))
    kiosk.picture = kiosk.window.grab()
    said = unreadable(kiosk, look(kiosk))
    title.setProperty("color", colour)

    assert ["What would you like to do?"] == [one.partition(":")[0] for one in said]
