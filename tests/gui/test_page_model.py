"""What one page shows: every property that has changed is announced, and nothing else is."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QObject

from bank_server.contract.money import Money
from kiosk.domain.screens import Choice, Screen, ScreenId
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.page_model import PageModel
from kiosk.viewmodels.specimens import ALL, MENU

SIGNALS = ("placeChanged", "noticeChanged", "pinChanged", "figuresChanged", "factsChanged")


@pytest.fixture
def parent(qapp):
    return QObject()


@pytest.fixture
def model(parent):
    return PageModel(Formats(), MENU, parent)


def properties(model):
    meta = model.metaObject()
    all_of_them = [meta.property(index) for index in range(meta.propertyCount())]
    return [found for found in all_of_them if found.hasNotifySignal()]


def signal_of(found):
    return bytes(found.notifySignal().name().data()).decode()


def heard(model):
    names = []
    for name in SIGNALS:
        getattr(model, name).connect(lambda name=name: names.append(name))
    return names


def test_every_property_has_one_of_the_signals(model):
    """The list in this file is the model's own."""
    assert set(SIGNALS) == {signal_of(p) for p in properties(model)} - {"objectNameChanged"}


@pytest.mark.parametrize("pair", list(pairwise([*ALL, *reversed(ALL)])), ids="-to-".join)
def test_what_changes_is_announced(model, pair):
    """From any screen to the next, QML hears of each property that has another value."""
    before, after = pair
    model.replace(ALL[before])
    values = {p.name(): p.read(model) for p in properties(model)}
    names = heard(model)
    model.replace(ALL[after])
    changed = {signal_of(p) for p in properties(model) if p.read(model) != values[p.name()]}

    assert set() == changed - set(names)


def test_the_same_screen_again_announces_nothing(model):
    """What has not changed is not drawn again."""
    names = heard(model)
    model.replace(MENU)

    assert [] == names


def test_a_digit_typed_announces_no_figure(model):
    """Typing a PIN redraws its dots only."""
    model.replace(Screen(ScreenId.PIN, digits=1))
    names = heard(model)
    model.replace(Screen(ScreenId.PIN, digits=2))

    assert ["pinChanged"] == names


def test_a_page_forgets_its_customer(model):
    """Between visits no figure of the last customer is left in the window."""
    hundred = Money(100_00, "EUR")
    model.replace(
        Screen(
            ScreenId.BALANCE,
            choices=(Choice("continue"),),
            account="Everyday account",
            available=hundred,
            balance=hundred,
            reference="A1",
        )
    )
    model.forget()

    assert ["", "", "", "", 1] == [
        model.account,
        model.available,
        model.balance,
        model.reference,
        model.tiles.rowCount(),
    ]


def test_an_account_s_tile_says_what_is_known_of_it(model):
    """Number and money; one of them where the bank tells no more; or its name alone."""
    model.replace(ALL["S06-account-eight"])
    roles = {bytes(name.data()).decode(): role for role, name in model.tiles.roleNames().items()}
    said = [
        (
            model.tiles.data(model.tiles.index(row), roles["detail"]),
            model.tiles.data(model.tiles.index(row), roles["figure"]),
        )
        for row in (0, 5, 7)
    ]

    assert [("••4407", "€2,450.75"), ("••2283", ""), ("€99.00", "")] == said


def test_an_account_s_tile_goes_with_its_customer(model):
    """Tiles are kept to be used again, but not one with a name on it."""
    model.replace(ALL["S06-account"])
    before = model.tiles.rowCount()
    model.forget()

    assert (3, 0) == (before, model.tiles.rowCount())


def test_an_amount_that_is_typed_to_the_cent_is_shown_to_the_cent(model):
    """On S21b and S22; on S07a whole units are typed."""
    shown = []
    for name in ("S22-deposit-amount", "S07a-other-amount"):
        model.replace(ALL[name])
        shown.append(model.entry)

    assert ["€50.00", "€140"] == shown


def test_the_operator_sees_what_the_notes_would_be_worth(model):
    """Whoever types money instead of notes sees a sum that cannot be."""
    model.replace(ALL["S93-count"])

    assert "€37,000" == model.countWorth


def test_a_menu_of_staff_that_is_left_keeps_nothing_and_stands_on_no_tile(model):
    """It has more choices than there are side keys."""
    menu = ALL["M10-menu"]
    assert len(menu.choices) > 8
    model.replace(menu)
    model.forget()

    assert 0 == model.tiles.rowCount()
