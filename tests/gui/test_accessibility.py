"""What assistive technology hears and what weak eyes can see."""

import pytest
from PySide6.QtGui import QAccessible

from kiosk.viewmodels.specimens import ALL
from tests.gui.contrast import SHAPE_CONTRAST_MIN, TEXT_CONTRAST_MIN, contrast
from tests.gui.kiosk_driver import is_text

# Words on their ground, by token.
TEXT_PAIRS = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "tilePressed"),
    ("ink", "tint"),
    ("ink", "sand"),
    ("ink", "clear"),
    ("ink", "clearPressed"),
    ("softInk", "paper"),
    ("softInk", "card"),
    ("softInk", "tilePressed"),
    ("noticeInk", "notice"),
    ("brandInk", "brand"),
    ("brandInk", "brandDeep"),
    ("brandInk", "brandRise"),
    ("brandInk", "brandPressed"),
    ("brandInk", "cancel"),
    ("brandInk", "cancelPressed"),
    ("brandInk", "enter"),
    ("brandInk", "enterPressed"),
    ("softBrandInk", "brand"),
    ("softBrandInk", "brandDeep"),
    ("softBrandInk", "brandRise"),
    ("sand", "brandDeep"),
    ("sand", "brandRise"),
    ("sand", "brand"),
]
# Edges, signs and rings by which a control or a state is known.
SHAPE_PAIRS = [
    ("mark", "paper"),
    ("mark", "card"),
    ("mark", "tint"),
    ("mark", "notice"),
    ("edge", "paper"),
    ("edge", "card"),
    ("brand", "paper"),
    ("brand", "card"),
    ("cancel", "paper"),
    ("enter", "paper"),
    ("brandInk", "brandDeep"),
    ("softInk", "card"),
    ("softBrandInk", "brand"),
]


@pytest.fixture
def theme(shared_kiosk):
    return shared_kiosk.theme


@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_words_can_be_read(theme, pair):
    """Every text colour has at least 4.5 to 1 on each ground that it is used on."""
    ratio = contrast(theme.property(pair[0]), theme.property(pair[1]))

    assert ratio >= TEXT_CONTRAST_MIN


@pytest.mark.parametrize("pair", SHAPE_PAIRS, ids="-on-".join)
def test_controls_and_focus_can_be_seen(theme, pair):
    """Edges, ticks and the focus ring have at least 3 to 1 against what is beside them."""
    ratio = contrast(theme.property(pair[0]), theme.property(pair[1]))

    assert ratio >= SHAPE_CONTRAST_MIN


@pytest.mark.parametrize("name", ALL)
def test_every_control_and_word_speaks(kiosk, name):
    """Each control is a button with a name; each word outside a control is spoken text."""
    kiosk.show(ALL[name])
    heard = kiosk.accessible()
    buttons = [name for role, name in heard if role == QAccessible.Role.Button]
    control_names = sorted(control.property("name") for control in kiosk.controls())
    names = {name for _, name in heard}
    own_words = {
        word
        for control in kiosk.controls()
        for word in kiosk.items()
        if is_text(word) and control.isAncestorOf(word)
    }
    silent = [
        word.property("text")
        for word in kiosk.items()
        if is_text(word) and word.isEnabled() and word not in own_words
        if not is_on_a_drawn_note(word) and spoken_name(word) not in names - {""}
    ]

    assert "" not in control_names
    assert control_names == sorted(set(buttons) & set(control_names))
    assert [] == silent


def spoken_name(word):
    return QAccessible.queryAccessibleInterface(word).text(QAccessible.Text.Name)


def is_on_a_drawn_note(word):
    """The words beside a drawn note say how many of which there are."""
    return word.parentItem().property("value") == word.property("text")


def test_the_heading_comes_as_a_heading(kiosk):
    """A screen reader can jump to what to do."""
    kiosk.show(ALL["S05-menu"])

    assert (QAccessible.Role.Heading, "What would you like to do?") in kiosk.accessible()


def test_a_tile_can_be_pressed_by_assistive_technology(kiosk):
    """The accessible press does what a touch does."""
    kiosk.show(ALL["S05-menu"])
    tile = QAccessible.queryAccessibleInterface(kiosk.named("scr.S05.btn.balance"))
    tile.actionInterface().doAction("Press")

    assert ["balance"] == [pressed.choice for pressed in kiosk.posted]


def test_what_lies_under_more_time_is_not_read_out(kiosk):
    """While S18 asks, only its own two buttons can be pressed."""
    kiosk.show(ALL["S18-more-time"])

    assert ["scr.S18.btn.yes", "scr.S18.btn.no"] == [c.objectName() for c in kiosk.controls()]


@pytest.mark.parametrize("name", ["S04-pin-touch", "S04-pin-twelve", "S30-pin-again"])
def test_a_pin_is_a_count_and_nothing_else(kiosk, name):
    """What is heard of an entry is how many digits it has."""
    kiosk.show(ALL[name])
    field = [name for _, name in kiosk.accessible() if "entered" in name]

    assert [f"{ALL[name].digits} digits entered"] == field
