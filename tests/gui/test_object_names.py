"""Whatever can be pressed has a stable name, and docs/automation.md has them all.

After a wanted change: `./atm test tests/gui/test_object_names.py --update-golden`.
"""

import inspect
import re
from collections import Counter

import pytest

from kiosk.automation.driver import KioskDriver
from kiosk.automation.window_calls import UI_CALLS
from kiosk.viewmodels.specimens import ALL
from tests.gui import name_table


def seen(kiosk, name):
    """Object names of what is seen of a specimen, in any order, as often as they are there."""
    kiosk.show(ALL[name])
    return [item.objectName() for item in kiosk.items() if item.objectName()]


@pytest.fixture(scope="module")
def all_names(shared_kiosk):
    shared_kiosk.resize((1280, 800))
    return {name for specimen in ALL for name in seen(shared_kiosk, specimen)}


@pytest.mark.parametrize("specimen", ALL)
def test_every_control_has_a_name_of_its_own_screen(kiosk, specimen):
    kiosk.show(ALL[specimen])
    shown = kiosk.vm.screen.id.value
    named = [name_table.NAME.fullmatch(item.objectName()) for item in kiosk.controls()]

    assert [shown] * len(named) == [match and match[1] for match in named]


@pytest.mark.parametrize("specimen", ALL)
def test_no_two_things_on_a_screen_have_the_same_name(kiosk, specimen):
    counts = Counter(seen(kiosk, specimen))

    assert [] == [name for name, count in counts.items() if count > 1]


def test_the_page_has_every_name_that_is_seen_and_no_other(all_names, updates_golden):
    """The names are those of the running window, over every screen and every notice."""
    made = name_table.table(all_names)
    if updates_golden:
        name_table.write(made)

    assert made == name_table.written(), f"write it anew with: {name_table.COMMAND}"


def test_the_page_has_every_call_of_the_window_with_its_arguments(page):
    rows = re.findall(r"^\| `(ui_[a-z_]+)` \|", page, re.MULTILINE)

    assert sorted(UI_CALLS) == sorted(rows)


def test_the_page_names_every_method_of_the_driver(page):
    methods = [name for name, _ in inspect.getmembers(KioskDriver) if not name.startswith("_")]

    assert [] == [name for name in methods if f"`{name}" not in page]


def test_a_name_that_breaks_the_rule_is_refused():
    with pytest.raises(AssertionError, match=r"menu\.title is not scr\.ID\.PART"):
        name_table.table({"scr.S05.title", "menu.title"})
    with pytest.raises(AssertionError, match="no such screens"):
        name_table.table({"scr.S05.title", "scr.S77.title"})


@pytest.fixture(scope="module")
def page():
    return name_table.PAGE.read_text(encoding="utf-8")
