"""Each word of the supervisor menu has a text on the screen, and each text a use in the code.

Ids are found by reading the sources, for no run comes past all of them.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Final

import pytest

from hardware.protocol.cabinet import LampId, SlotState, Tone
from hardware.protocol.card_reader import CardPosition, CardType
from hardware.protocol.escpos_replies import PaperLevel
from kiosk.domain.bins import Bin
from kiosk.domain.maintenance.balancing_causes import Likely
from kiosk.domain.maintenance.balancing_pages import Bank, Place
from kiosk.domain.maintenance.cash import Ask, Deed
from kiosk.domain.maintenance.device_tests import DeviceTests
from kiosk.domain.maintenance.items import Item
from kiosk.domain.maintenance.note_test import Fate
from kiosk.domain.maintenance.settings_page import Source
from kiosk.domain.maintenance.staff import Role
from kiosk.domain.maintenance.unresolved import Kind
from kiosk.domain.supervisor import Device, Mode, Reason
from kiosk.money.cash_loads import LoadStep

ROOT: Final = Path(__file__).parents[3]
WORDS: Final = ROOT / "resources" / "qml" / "Kiosk" / "staff"
SOURCES: Final = sorted(
    path for part in ("domain", "maintenance") for path in (ROOT / "kiosk" / part).rglob("*.py")
)
TEXT: Final = re.compile(r'^ +"([a-z-]+\.[^"]+)": qsTr\("((?:[^"\\]|\\.)*)", "M\d\d', re.MULTILINE)
# Ids that are made of a beginning and a value: every value that there can be.
FAMILIES: Final = {
    "menu.": [str(item.value) for item in Item],
    "mode.": list(Mode),
    "reason.": list(Reason),
    "device.": list(Device),
    "status.paper-": [each.value for each in PaperLevel],
    "status.printer-": ["jam", "cover"],
    "cash.do-": [str(deed.value) for deed in Deed],
    "cash.confirm-": [str(deed.value) for deed in Deed],
    "cash.ask-": [*Ask],
    "cash.line-": [*Ask],
    "cash.emptied-": [*Bin],
    "cash.load-": [*(step.value for step in LoadStep), "unopened"],
    "cash.is-": [*(step.value for step in LoadStep), "unopened"],
    "cash.": ["no-hsm", "load-open", "unsettled"],
    "unresolved.open-": list(Kind),
    "unresolved.doubt-": ["notes", "envelope"],
    "unresolved.needs-": ["notes", "envelope"],
    "balance.": [
        *("start", "loaded", "given", "binned", "expected", "counted", "difference"),
        *(each.value for each in Bank),
    ],
    "balance.count-": [each.value for each in Place],
    "likely.": list(Likely),
    "journal.export-": ["missing", "full", "there", "failed", "unknown"],
    "tests.": [str(test.value) for test in DeviceTests],
    "tests.card-": [each.name.lower() for each in CardPosition],
    "tests.kind-": [each.name.lower() for each in CardType],
    "tests.key-": [*"ECXH"],
    "tests.slot-": [each.name.lower() for each in SlotState],
    "tests.lamp-": [each.name.lower() for each in LampId],
    "tests.tone-": [each.name.lower() for each in Tone],
    "tests.mirror-": ["same", "none", "missing", "differs"],
    "tests.note-": [each.value for each in Fate],
    "power.really-": ["restart", "shut-down"],
    "settings.from-": list(Source),
    "settings.refused-": ["rule", "broken", "by-hand", "same", "moved", "read-only"],
    "users.role-": list(Role),
    "role.": list(Role),
    "users.do-": [str(number) for number in range(1, 6)],
}


def written() -> list[tuple[str, str]]:
    return [
        found
        for path in sorted(WORDS.glob("*Words.qml"))
        for found in TEXT.findall(path.read_text(encoding="utf-8"))
    ]


def texts() -> dict[str, str]:
    return dict(written())


def groups() -> set[str]:
    """What the ids begin with, such as `menu`."""
    return {each.partition(".")[0] for each in texts()}


def constants() -> set[str]:
    """Strings of the sources that look like an id of a group that there is."""
    known = re.compile(rf"(?:{'|'.join(sorted(groups()))})\.[\w-]+")
    return {each for each in _strings() if known.fullmatch(each)} - FAMILIES.keys()


def families() -> set[str]:
    """What comes before the first place of `Word(f"...")`."""
    return {
        str(first.value) if isinstance(first := call.args[0].values[0], ast.Constant) else ""
        for call in _word_calls()
        if isinstance(call.args[0], ast.JoinedStr)
    }


def test_every_word_has_a_text() -> None:
    """Add it to a file of resources/qml/Kiosk/staff; without one its id would be shown."""
    plain = {
        call.args[0].value
        for call in _word_calls()
        if isinstance(call.args[0], ast.Constant) and call.args[0].value
    }

    assert [] == sorted((plain | constants() | _of_families()) - texts().keys())


def test_every_family_of_words_is_known_here() -> None:
    """Add what is new to FAMILIES above, with every value that it can have."""
    assert sorted(FAMILIES) == sorted(families())


def test_no_text_is_left_of_a_word_that_is_gone() -> None:
    assert [] == sorted(texts().keys() - constants() - _of_families())


def test_no_word_has_two_texts() -> None:
    found = [each for each, _ in written()]

    assert sorted(set(found)) == sorted(found)


@pytest.mark.parametrize("word", sorted(texts()))
def test_places_are_numbered_from_one_on(word: str) -> None:
    places = sorted(set(re.findall(r"%(\w)", texts()[word])))

    assert [str(number) for number in range(1, len(places) + 1)] == places


def _of_families() -> set[str]:
    return {start + str(value) for start, values in FAMILIES.items() for value in values}


def _word_calls() -> list[ast.Call]:
    return [
        node
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id == "Word"
        if node.args
    ]


def _strings() -> set[str]:
    return {
        node.value
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _trees() -> list[ast.Module]:
    return [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES]
