"""The QML keeps its rules: lint clean, one theme, every word translatable, every file listed."""

import re

import pytest

from tests.gui.qml_lint import QML, complaints

FILES = sorted(QML.rglob("*.qml"))
OUTSIDE_THEME = [
    path for path in FILES if path.name not in {"Theme.qml", "PanelTheme.qml", "DeskTheme.qml"}
]
# The panel is a tool for developers: its words are English.
FOR_CUSTOMERS = [path for path in FILES if path.is_relative_to(QML / "Kiosk")]
COLOUR = re.compile(r'"#[0-9A-Fa-f]{3,8}"|"(?:white|black|transparent|red|green|blue|gray)"')
SIZE = re.compile(r"\b(?:pixelSize|radius|margins?|\w+Margin|spacing|duration): *[1-9][0-9]*\b")
WORDS = re.compile(r'\b(?:text|title|detail|name|label|lead|remark|why|todo): *"[^"]*[A-Za-z]{2}')
PHRASE = re.compile(
    r'qsTr\("(?:[^"\\]|\\.)*"(, "(?:[SM]\d\d[a-d]?|Every screen|Every staff page)\b[^"]*")?'
)


def test_qmllint_has_nothing_to_say():
    """Types known, nothing unqualified, nothing stale."""
    assert "" == complaints()


@pytest.mark.parametrize("path", OUTSIDE_THEME, ids=lambda path: path.stem)
def test_no_file_but_the_theme_has_colours_or_sizes(path):
    """Colours, sizes and times are tokens."""
    source = path.read_text(encoding="utf-8")

    assert [] == COLOUR.findall(source) + SIZE.findall(source)


@pytest.mark.parametrize("path", FOR_CUSTOMERS, ids=lambda path: path.stem)
def test_every_word_can_be_translated_and_names_its_screen(path):
    """No words outside qsTr, and each phrase tells the translator where it is shown."""
    source = path.read_text(encoding="utf-8")

    assert [] == WORDS.findall(source)
    assert "" not in PHRASE.findall(source)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_says_what_it_is_for(path):
    """The first line is a sentence about the component."""
    assert path.read_text(encoding="utf-8").startswith("// ")


@pytest.mark.parametrize("module", ["Kiosk", "Panel", "Desk"])
def test_every_component_is_listed_once(module):
    """The module's list and its files agree."""
    listed = re.findall(r"(\w+\.qml)$", (QML / module / "qmldir").read_text(), re.MULTILINE)
    here = [path.name for path in (QML / module).glob("*.qml") if path.name != "Main.qml"]

    assert sorted(here) == sorted(listed)
