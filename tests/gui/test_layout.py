"""Every screen at every size and in every language, as a demanding designer would look at it."""

from pathlib import Path

import pytest
from PySide6.QtQml import QQmlProperty

from kiosk.viewmodels import specimens_balancing, specimens_items
from kiosk.viewmodels.locales import TRANSLATIONS
from kiosk.viewmodels.specimens import ALL
from kiosk.workbench import pseudo_language, translations
from tests.gui.kiosk_driver import Kiosk, rect
from tests.gui.layout_rules import empty_corner, faults, reach
from tests.gui.sight import look

SIZES = [(1024, 768), (1280, 800), (1920, 1080), (1080, 1920)]
# Wider or narrower than what the machine is sold with, and still whole.
ODD_SIZES = [(1280, 720), (768, 1024)]
SHIPPED = {"en": "en_IE", "de": "de_DE"}

# Specimens that a rule does not hold for: the rule, and why. None needs it today.
EXEMPT: dict[str, dict[str, str]] = {}
# The menu's items and the operator's table need no room for a language longer than German: what
# is too long there ends in dots, and is read out whole. Their parts have that room.
LONG_TABLES = {"S93-notice-C02", *specimens_items.SCREENS, *specimens_balancing.SCREENS}
NOT_LONGER = {"cut", "too many lines", "too small to read", "across an edge"}


@pytest.fixture(scope="module")
def longer_language(tmp_path_factory) -> Path:
    """Where the pseudo-language is."""
    return translations.write_pseudo(tmp_path_factory.mktemp("i18n")).parent


@pytest.fixture(scope="module", params=[*SHIPPED, pseudo_language.NAME])
def speaking(qapp, request, longer_language):
    """One window for each language; translations are the application's, so one at a time."""
    language = request.param
    kiosk = Kiosk(
        SIZES[0],
        locale=SHIPPED.get(language, "en_IE"),
        language=language,
        translations=TRANSLATIONS if language in SHIPPED else longer_language,
    )
    kiosk.is_longer = language == pseudo_language.NAME
    yield kiosk
    kiosk.close()


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def sized(speaking, request):
    speaking.resize(request.param)
    return speaking


# One size after the other: a window that is resized lays out every page that it has.
@pytest.fixture(scope="module", params=ODD_SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def odd(shared_kiosk, request):
    shared_kiosk.resize(request.param)
    return shared_kiosk


@pytest.mark.parametrize("name", ALL)
def test_every_screen_is_laid_out_well(sized, name):
    """Nothing is cut, covered, off its card or off the window, too small, or empty."""
    sized.show(ALL[name])
    found = faults(look(sized)) | {"an empty corner": empty_corner(sized)}
    exempt = set(EXEMPT.get(name, ()))
    if sized.is_longer and name in LONG_TABLES:
        exempt |= NOT_LONGER

    assert {} == {rule: said for rule, said in found.items() if said and rule not in exempt}


@pytest.mark.parametrize("name", ALL)
def test_every_screen_is_whole_at_odd_sizes(odd, name):
    """What is drawn is stretched to the window, whatever its proportions."""
    odd.show(ALL[name])

    assert {} == faults(look(odd))


@pytest.mark.parametrize("size", [(800, 600), (1023, 768), (1024, 719), (767, 1024)])
def test_a_screen_below_the_least_size_says_so(kiosk, size):
    """A display that cannot hold readable words shows one message and no control."""
    kiosk.resize(size)
    kiosk.show(ALL["S05-menu"])

    assert ([], ["too-small"]) == (
        kiosk.controls(),
        [word.item.objectName() for word in look(kiosk).words],
    )


@pytest.mark.parametrize("size", SIZES)
def test_the_dots_of_the_longest_pin_stay_within_their_field(kiosk, size):
    kiosk.resize(size)
    kiosk.show(ALL["S04-pin-twelve"])
    field = kiosk.named("scr.S04.dots")
    dots = [rect(item) for item in kiosk.items() if is_within(item, field) and is_round(item)]

    assert 12 == len(dots)
    assert all(rect(field).contains(dot) for dot in dots)


def is_within(item, field):
    return item is not field and field.isAncestorOf(item)


def is_round(item):
    radius = item.property("radius")
    return radius is not None and radius == item.width() / 2 == item.height() / 2


def test_a_finger_beside_a_tile_presses_it(kiosk):
    """A control is felt as far as it reaches, which is beyond the edge that is drawn."""
    kiosk.show(ALL["S05-menu"])
    tile = kiosk.named("scr.S05.btn.balance")
    edge = reach(tile).bottomLeft().toPoint()
    kiosk.touch(edge.x() + 2, edge.y() - 2)

    assert not rect(tile).contains(edge.x() + 2, edge.y() - 2)
    assert ["balance"] == [pressed.choice for pressed in kiosk.posted]


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("cut", {"height": 10}),
        ("outside the window", {"x": -90}),
        ("over each other", {"height": 300}),
        ("too small to read", {"font.pixelSize": 20, "minimumPixelSize": 10}),
    ],
)
def test_a_rule_names_what_breaks_it(qapp, rule, wrong):
    """The measures find what they look for."""
    broken = Kiosk((1280, 800))
    broken.show(ALL["S05-menu"])
    title = broken.named("scr.S05.title")
    for name, value in wrong.items():
        assert QQmlProperty.write(title, name, value)
    found = faults(look(broken))
    broken.close()

    assert "What would you like to do?" in " ".join(found[rule])
