"""What is heard of each screen, in which order; the words agreed are in tests/gui/accessibility.

Written anew with `./atm test tests/gui/test_spoken_order.py --update-golden`.
"""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from kiosk.viewmodels.specimens import ALL
from tests.gui.kiosk_driver import Said

AGREED = Path(__file__).parent / "accessibility"
ROLES = {
    QAccessible.Role.Heading: "heading",
    QAccessible.Role.AlertMessage: "alert",
    QAccessible.Role.StaticText: "text",
    QAccessible.Role.ProgressBar: "progress",
    QAccessible.Role.Grouping: "group",
    QAccessible.Role.Button: "button",
}
# The order of what is said: what to do, what is wrong, what is so, what can be done, who speaks.
RANKS = {"heading": 0, "alert": 1, "text": 2, "progress": 2, "group": 3, "button": 3}


def lines(said: list[Said]) -> list[str]:
    return [f"{ROLES[one.role]}: {one.name}" for one in said]


def agreed_in(name: str) -> tuple[Path, dict[str, str]]:
    """The file of a screen, and its sections by specimen."""
    path = AGREED / f"{name.partition('-')[0]}.txt"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    return path, dict(zip(parts[1::2], parts[2::2], strict=True))


def write_agreed(name: str, section: str) -> None:
    path, sections = agreed_in(name)
    sections |= {name: section}
    path.parent.mkdir(exist_ok=True)
    kept = {each: sections[each] for each in ALL if each in sections}
    path.write_text("".join(f"## {each}\n{kept[each]}" for each in kept), encoding="utf-8")


@pytest.mark.parametrize("name", ALL)
def test_a_screen_is_spoken_as_agreed(kiosk, name, updates_golden):
    """Role, name and order of all that is heard; nothing of hidden pages, and no drawing."""
    kiosk.show(ALL[name])
    heard = "".join(f"{line}\n" for line in lines(kiosk.said())) + "\n"
    if updates_golden:
        write_agreed(name, heard)

    assert agreed_in(name)[1].get(name, "").splitlines() == heard.splitlines()


def test_nothing_is_agreed_on_that_is_no_longer_shown():
    files = sorted(AGREED.glob("*.txt"))
    agreed = {
        line.removeprefix("## ")
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("## ")
    }

    assert set(ALL) == agreed


@pytest.mark.parametrize("name", ALL)
def test_what_to_do_comes_first_and_cancel_last(kiosk, name):
    """The title, what is wrong, how things are, the choices, Cancel; then the frame around it."""
    kiosk.show(ALL[name])
    said = [one for one in kiosk.said() if not one.is_frame]
    roles = [ROLES[one.role] for one in said]
    buttons = [one.object_name for one in said if one.role == QAccessible.Role.Button]
    cancels = [each for each in buttons if each.endswith((".cancel", ".key.X"))]

    assert "heading" == roles[0]
    assert sorted(roles, key=RANKS.__getitem__) == roles
    assert cancels == buttons[len(buttons) - len(cancels) :]


@pytest.mark.parametrize("name", ALL)
def test_the_tab_key_goes_where_the_voice_goes(kiosk, name):
    """Every control once, in the order in which they are spoken, and round again."""
    kiosk.show(ALL[name])
    spoken = [one.object_name for one in kiosk.said() if one.role == QAccessible.Role.Button]
    # From the last one on, so that the round is closed.
    for last in spoken[-1:]:
        kiosk.named(last).forceActiveFocus()
    visited = []
    for _ in spoken:
        kiosk.press(Qt.Key.Key_Tab)
        visited += [item.objectName() for item in kiosk.controls() if item.hasActiveFocus()]

    assert spoken == visited
