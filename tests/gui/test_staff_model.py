"""What staff read is written as their language writes it, and of a PIN nothing is kept."""

import json
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QCoreApplication, QObject

from bank_server.contract.money import Money
from kiosk.domain.screens import KeyPressed, Screen, ScreenId
from kiosk.domain.staff_page import Action, Entry, Line, Moment, Mood, Signed, StaffPage, Word
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.recorder import ScreenRecorder, Shown
from kiosk.viewmodels.specimens import ALL
from kiosk.viewmodels.specimens_staff import SCREENS
from kiosk.viewmodels.staff_model import StaffModel
from kiosk.viewmodels.staff_rows import action_rows, columns, line_rows, shown

FORMATS = Formats("en_IE", ZoneInfo("Europe/Dublin"))
GERMAN = Formats("de_DE", ZoneInfo("Europe/Berlin"))
MINUS = "\N{MINUS SIGN}"


def euro(minor):
    return Money(minor, "EUR")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, "–"),
        (1204, "1,204"),
        (euro(12_000_00), "€12,000"),
        (euro(-5), f"{MINUS}€0.05"),
        (Signed(3), "+3"),
        (Signed(-1_200), f"{MINUS}1,200"),
        (Signed(0), "0"),
        ("hsm TIMEOUT", "hsm TIMEOUT"),
        (Moment(1_783_000_000_000), "2 Jul 2026 14:46:40"),
    ],
)
def test_each_cell_is_written_by_its_type(cell, text):
    """Summer time in Dublin is an hour ahead of UTC."""
    assert text == shown(cell, FORMATS)["text"]


def test_a_time_is_that_of_the_machine_in_the_readers_words():
    assert "2. Juli 2026 15:46:40" == shown(Moment(1_783_000_000_000), GERMAN)["text"]


def test_a_word_stays_an_id_and_its_numbers_are_written_as_the_reader_does():
    made = shown(Word("status.canister", (1200, "A-7")), GERMAN)

    assert ("status.canister", ["1.200", "A-7"], "") == (made["id"], made["args"], made["text"])


TABLE = StaffPage(
    Word("menu.1"),
    columns=(Word("users.name"), Word("users.roles")),
    lines=(
        Line("a", (euro(10_00), "x")),
        Line("b", (euro(5_50), None)),
        Line("c", (Word("status.open"),)),
    ),
)


def test_figures_stand_at_the_right_and_words_at_the_left():
    rows = list(line_rows(TABLE, FORMATS))

    assert [True, False] == [cell["isRight"] for cell in rows[0].cells]
    assert [False] == [cell["isRight"] for cell in rows[2].cells]


def test_amounts_of_a_column_are_all_written_to_the_last_cent_or_none():
    rows = list(line_rows(TABLE, FORMATS))

    assert ["€10.00", "€5.50"] == [row.cells[0]["text"] for row in rows[:2]]


def test_a_lone_value_stands_in_no_column():
    assert [["€10.00", "€5.50"], ["x", "–"]] == [
        [cell["text"] for cell in column] for column in columns(TABLE, FORMATS)
    ]


def test_what_cannot_be_done_has_its_reason_and_nothing_can_while_it_is_busy():
    page = StaffPage(
        Word("menu.title"),
        actions=(Action(1, Word("menu.1")), Action(2, Word("menu.2"), Word("menu.not-yours"))),
    )
    rows = list(action_rows(page, FORMATS))
    busy = list(action_rows(replace(page, is_busy=True), FORMATS))

    assert [(True, ""), (False, "menu.not-yours")] == [(r.isOpen, r.why["id"]) for r in rows]
    assert [False, False] == [row.isOpen for row in busy]
    assert ["action-1", "action-2"] == [row.choiceId for row in rows]


@pytest.fixture
def model(qapp):
    parent = QObject()
    made = StaffModel(FORMATS, Screen(ScreenId.STAFF_LOGIN), parent)
    yield made
    parent.deleteLater()


def told(model, screen):
    """Which signals a screen brings."""
    heard = []
    model.pageChanged.connect(lambda: heard.append("page"))
    model.typedChanged.connect(lambda: heard.append("typed"))
    model.replace(screen)
    return heard


def test_a_digit_changes_what_is_typed_and_nothing_else(model):
    model.replace(SCREENS["M01-login"])
    more = replace(SCREENS["M01-login"].staff, entry=replace(ENTRY, typed="1017", size=4))

    assert ["typed"] == told(model, replace(SCREENS["M01-login"], staff=more))


def test_a_countdown_changes_the_seconds_and_nothing_else(model):
    model.replace(SCREENS["M10-menu"])
    later = replace(SCREENS["M10-menu"].staff, seconds=30)

    assert ["typed"] == told(model, replace(SCREENS["M10-menu"], staff=later))
    assert (30, 30) == (model.seconds, model.secondsSaid)


def test_seconds_are_read_out_every_five(model):
    staff = SCREENS["M10-menu"].staff
    said = []
    for seconds in (0, 3, 5, 24):
        model.replace(replace(SCREENS["M10-menu"], staff=replace(staff, seconds=seconds)))
        said.append(model.secondsSaid)

    assert [0, 1, 5, 20] == said


ENTRY = Entry(Word("login.number"), size_max=8)


def test_a_secret_is_a_number_of_digits_even_if_the_core_says_more(model):
    """What is a secret is left out here too."""
    entry = Entry(Word("login.pin"), typed="274915", size=6, is_secret=True)
    page = StaffPage(Word("login.title"), entry=entry)
    model.replace(Screen(ScreenId.STAFF_LOGIN, staff=page))

    assert ("", 6, True) == (model.entryTyped, model.entrySize, model.isSecret)


def test_nothing_of_staff_stays_when_they_have_left(kiosk):
    kiosk.show(ALL["M11-status"])
    kiosk.show(ALL["S91-closed"])
    left = kiosk.vm.pageNamed("staff").staff

    assert (0, 0, "", 0) == (left.lineCount, left.actionCount, left.people, left.item)


def test_keys_of_a_keyboard_and_of_the_glass_reach_the_core_alike(kiosk):
    """A staff PIN has no way of its own: the core knows what is a PIN, and wipes it."""
    kiosk.show(ALL["M01-login-pin"])
    kiosk.vm.keyboard("4")
    kiosk.tap("scr.M01.key.7")

    assert [KeyPressed("4"), KeyPressed("7")] == kiosk.posted


def test_a_key_that_was_pressed_is_in_no_text():
    """It could be a digit of a PIN."""
    assert "4" not in repr(KeyPressed("4")) + str(KeyPressed("4"))


def test_no_digit_of_a_staff_pin_is_in_a_property_or_a_signal(kiosk):
    """Whatever is on the page, in words or for the voice, is the same for any PIN of that size."""
    kiosk.show(ALL["M01-login-pin"])
    before = kiosk.accessible(), [item.property("text") for item in kiosk.items()]
    for digit in "381926":
        kiosk.vm.keyboard(digit)

    assert before == (kiosk.accessible(), [item.property("text") for item in kiosk.items()])


def test_a_digit_is_no_new_picture_and_in_no_report(kiosk, tmp_path):
    """While a visit is recorded, what staff type makes no picture of its own."""
    said = []
    recorder = ScreenRecorder(kiosk.window, tmp_path, said.append)
    for typed in ("", "1", "10", "101"):
        page = StaffPage(Word("login.title"), entry=replace(ENTRY, typed=typed, size=len(typed)))
        recorder.record(Shown(Screen(ScreenId.STAFF_LOGIN, staff=page), 7, 8))
    QCoreApplication.processEvents()

    assert 1 == len(list(tmp_path.iterdir()))
    assert {"M01"} == {json.loads(line)["screen"] for line in said}
    assert [] == [line for line in said if "10" in line]


@pytest.mark.parametrize(
    ("name", "control", "posted"),
    [
        ("M10-menu", "scr.M10.btn.action-98", "action-98"),
        ("M11-status", "scr.M11.btn.action-0", "action-0"),
        ("M11-status", "scr.M11.btn.action-1", "action-1"),
        ("S91-closed-staff", "scr.S91.btn.staff", "staff"),
    ],
)
def test_a_touch_does_what_the_number_does(kiosk, name, control, posted):
    kiosk.show(ALL[name])
    kiosk.tap(control)

    assert [posted] == [each.choice for each in kiosk.posted]


@pytest.mark.parametrize(
    ("name", "control", "key"),
    [("M11-status", "scr.M11.btn.cancel", "X"), ("M10-menu-notice", "scr.M10.btn.stay", "H")],
)
def test_back_and_stay_are_keys(kiosk, name, control, key):
    kiosk.show(ALL[name])
    kiosk.tap(control)

    assert [KeyPressed(key)] == kiosk.posted


def test_what_is_not_for_this_person_is_no_control(kiosk):
    kiosk.show(ALL["M10-menu"])
    controls = [item.objectName() for item in kiosk.controls()]

    assert "scr.M10.btn.action-1" in controls
    assert "scr.M10.btn.action-2" not in controls


def test_while_it_is_busy_nothing_can_be_pressed(kiosk):
    kiosk.show(ALL["M23-users-busy"])
    on_users = kiosk.controls()
    kiosk.show(ALL["M01-login-checking"])

    assert ([], []) == (on_users, kiosk.controls())


def test_the_closed_screen_has_no_way_in_where_there_are_no_staff(kiosk):
    kiosk.show(ALL["S91-closed"])

    assert [] == kiosk.controls()


def test_a_word_without_a_text_shows_its_id(kiosk):
    """So that whoever reads it can tell what is missing; and what it was said of."""
    page = StaffPage(Word("not.there", ("x",)), lines=(Line("a", (1,), Mood.BAD),))
    kiosk.show(Screen(ScreenId.STAFF_STATUS, staff=page))

    assert "not.there" == kiosk.named("scr.M11.title").property("text")


def test_a_part_of_a_page_may_have_heads_and_no_line_that_fills_them(kiosk):
    """Its table is on the part before."""
    page = StaffPage(
        Word("menu.2"), columns=(Word("users.name"), Word("users.state")), lines=(Line("a", (1,)),)
    )
    kiosk.show(Screen(ScreenId.STAFF_BALANCING, staff=page))

    assert "scr.M12.title" == kiosk.named("scr.M12.title").objectName()


def test_what_stands_in_a_place_may_itself_look_like_one(kiosk):
    page = StaffPage(Word("users.done", ("%1 100%2",)))
    kiosk.show(Screen(ScreenId.STAFF_STATUS, staff=page))

    assert "Done: %1 100%2" == kiosk.named("scr.M11.title").property("text")
