"""Between card and PIN: the language, what is missing today, and a card that reads badly."""

from __future__ import annotations

import pytest

from kiosk.domain.screens import MoneyWords, Notice, ScreenId
from tests.world.support.scene import Scene

LANGUAGE_S, SERVICE_NOTICE_S = 20, 10


@pytest.fixture
def bilingual():
    return Scene(languages=("en", "de"))


@pytest.fixture
def german(bilingual):
    """Somebody who is asked for a language and has chosen German."""
    bilingual.machine.matter.insert("alice")
    bilingual.alice.sees(ScreenId.LANGUAGE)
    bilingual.alice.chooses("language-de")
    return bilingual.alice


@pytest.fixture
def cashless(scene, machine):
    machine.door(is_open=True)
    scene.alice.sees(ScreenId.NO_CASH)
    machine.matter.insert("alice")
    return scene


def inserts(scene):
    scene.machine.matter.insert("alice")
    return scene.alice.sees(ScreenId.LANGUAGE)


def test_with_one_language_nobody_is_asked(scene, alice, machine):
    alice.inserts()

    assert ScreenId.LANGUAGE not in [screen.id for screen in machine.eyes.shown]
    assert "en" == alice.screen.language


def test_each_language_can_be_chosen_after_the_card_is_read(bilingual):
    shown = inserts(bilingual)

    assert ["language-en", "language-de"] == [choice.id for choice in shown.choices]
    assert ("en", True) == (shown.language, shown.can_cancel)


@pytest.mark.parametrize(
    ("key", "language"), [("1", "en"), ("2", "de"), ("E", "en")], ids=["first", "second", "enter"]
)
def test_the_keypad_alone_chooses_a_language(bilingual, key, language):
    """Enter is the machine's own."""
    inserts(bilingual)
    bilingual.machine.matter.press(key)

    assert language == bilingual.alice.sees(ScreenId.PIN).language


def test_a_language_holds_for_the_visit_and_no_longer(german, bilingual):
    german.sees(ScreenId.PIN)
    german.types()
    german.sees(ScreenId.MENU)
    german.presses("X")
    german.goes()
    shown = bilingual.machine.eyes.shown
    since = [screen.id for screen in shown].index(ScreenId.PIN)

    assert {"de"} == {screen.language for screen in shown[since:-1]}
    assert "" == german.screen.language
    assert {"language": "de"} == bilingual.machine.last_entry("LANGUAGE_SELECTED")
    assert "en" == inserts(bilingual).language


def test_whoever_chooses_no_language_goes_on_in_the_machines_own(bilingual):
    inserts(bilingual)
    bilingual.alice.waits(LANGUAGE_S - 1)
    assert ScreenId.LANGUAGE == bilingual.alice.screen.id
    bilingual.alice.waits(1)

    assert (ScreenId.PIN, "en") == (bilingual.alice.screen.id, bilingual.alice.screen.language)
    assert "LANGUAGE_SELECTED" not in bilingual.machine.entries


@pytest.mark.parametrize("screen", [ScreenId.LANGUAGE, ScreenId.SERVICE_NOTICE])
def test_cancel_before_the_pin_gives_the_card_back(screen):
    scene = Scene(languages=("en", "de"))
    scene.machine.door(is_open=True)
    inserts(scene)
    if screen is ScreenId.SERVICE_NOTICE:
        scene.alice.presses("E")
    scene.alice.sees(screen)
    scene.alice.presses("X")
    shown = scene.alice.sees(ScreenId.TAKE_CARD)

    assert Notice.CANCELLED is shown.notice
    scene.alice.takes_card()
    scene.alice.sees(ScreenId.NO_CASH)


@pytest.mark.parametrize("screen", [ScreenId.LANGUAGE, ScreenId.SERVICE_NOTICE])
@pytest.mark.parametrize(
    ("what", "notice"),
    [("reader", Notice.CARD_HELD), ("link", Notice.BANK_SILENT), ("pulled", Notice.CARD_PULLED)],
)
def test_a_loss_before_the_pin_is_told_at_once(screen, what, notice):
    scene = Scene(languages=("en", "de"))
    scene.machine.door(is_open=True)
    inserts(scene)
    if screen is ScreenId.SERVICE_NOTICE:
        scene.alice.presses("E")
    scene.alice.sees(screen)
    match what:
        case "reader":
            scene.machine.unplug("card_reader")
        case "link":
            scene.machine.bank_line.is_down = True
        case "pulled":
            scene.alice.pulls_card()

    assert MoneyWords.NOTHING_MOVED is scene.alice.is_told(notice, within_s=9).money


def test_that_there_is_no_cash_is_said_before_the_pin(cashless):
    cashless.alice.sees(ScreenId.SERVICE_NOTICE)
    cashless.alice.waits(SERVICE_NOTICE_S - 1)
    assert ScreenId.SERVICE_NOTICE == cashless.alice.screen.id
    cashless.alice.waits(1)

    assert ScreenId.PIN == cashless.alice.screen.id


def test_enter_goes_on_to_the_pin_from_what_is_missing(cashless):
    cashless.alice.sees(ScreenId.SERVICE_NOTICE)
    cashless.machine.matter.press("E")
    cashless.alice.sees(ScreenId.PIN, within_s=1)


def test_where_nothing_is_missing_nothing_is_said(scene, alice, machine):
    alice.inserts()

    assert ScreenId.SERVICE_NOTICE not in [screen.id for screen in machine.eyes.shown]


def reads_badly(scene, times):
    """The reader's answer is lost so many times."""
    line = scene.machine.lines["card_reader"]
    for number in range(1, times + 1):
        scene.at(f"card_reader READ before #{number}", lambda: line.answers_late.add("READ"))
    scene.machine.matter.insert("alice")


def test_a_card_that_reads_badly_is_read_three_times(scene, alice, machine):
    reads_badly(scene, 2)
    alice.sees(ScreenId.PIN)

    assert 2 == machine.entries.count("CARD_READ_FAIL")


def test_a_card_that_cannot_be_read_comes_back_after_three_tries(scene, alice, machine):
    reads_badly(scene, 3)
    shown = alice.is_told(Notice.CARD_UNREADABLE)

    assert (ScreenId.TAKE_CARD, MoneyWords.NOTHING_MOVED) == (shown.id, shown.money)
    assert 3 == machine.last_entry("CARD_READ_FAIL")["tries"]
    alice.takes_card()
    alice.sees(ScreenId.ATTRACT)


def test_automation_takes_the_machines_own_language_by_enter():
    """What it presses at a greeting leads to the PIN."""
    scene = Scene(languages=("en", "de"), needs_request=True)
    scene.machine.matter.insert("alice")
    scene.machine.core.request_visit()
    scene.alice.sees(ScreenId.LANGUAGE)
    scene.alice.presses("E")

    assert "en" == scene.alice.sees(ScreenId.PIN).language
