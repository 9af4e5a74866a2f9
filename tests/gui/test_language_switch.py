"""A visit in another language: every page speaks it at once, and the next visit does not."""

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication

from kiosk.domain.screens import Screen, ScreenId
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.kiosk_view_model import KioskViewModel
from kiosk.viewmodels.locales import in_region_of, own_name
from kiosk.viewmodels.specimens import ALL
from kiosk.viewmodels.window import open_window
from tests.gui.kiosk_driver import is_text, visible

SWITCH_S_MAX = 0.5  # ten times what it takes; a customer would notice more
IDLE = ALL["S00-attract"]


def in_german(name):
    return replace(ALL[name], language="de")


class Bilingual:
    """A window whose machine speaks English, and what can be read in it."""

    def __init__(self, locale):
        self.vm = KioskViewModel(
            lambda pressed: None,
            formats=Formats(locale),
            now=lambda: datetime(2026, 11, 21, 12, 5, tzinfo=UTC),
        )
        self.window = open_window(self.vm, reduce_motion=True)

    def reads(self, screen):
        self.vm.show(screen)
        QCoreApplication.processEvents()
        self.window.grab()
        root = self.window.window.contentItem()
        return [item.property("text") for item in visible(root) if is_text(item)]


@pytest.fixture
def bilingual(qapp):
    opened = Bilingual("en_IE")
    yield opened
    opened.window.close()


def test_words_and_amounts_are_in_the_customers_language(bilingual):
    assert "100\N{NO-BREAK SPACE}€ abheben?" in bilingual.reads(in_german("S10-confirm"))


def test_a_page_that_was_seen_before_speaks_the_new_language(bilingual):
    """Pages are kept; none keeps the words of another customer's language."""
    bilingual.reads(ALL["S05-menu"])
    bilingual.reads(IDLE)
    words = bilingual.reads(in_german("S05-menu"))

    assert "Bargeld abheben" in words
    assert "2.450,75\N{NO-BREAK SPACE}€" in words


def test_after_the_visit_the_machine_speaks_its_own_language(bilingual):
    before = bilingual.reads(IDLE)
    bilingual.reads(in_german("S05-menu"))

    assert before == bilingual.reads(IDLE)
    assert "Withdraw cash" in bilingual.reads(ALL["S05-menu"])


def test_plurals_follow_the_language(bilingual):
    words = bilingual.reads(in_german("S04-notice-E04"))

    assert any("2 Versuche" in word for word in words)
    assert any("2 tries" in word for word in bilingual.reads(ALL["S04-notice-E04"]))


def test_more_time_is_asked_for_in_the_customers_language(bilingual):
    bilingual.reads(in_german("S05-menu"))
    words = bilingual.reads(Screen(ScreenId.MORE_TIME, seconds=20, language="de"))

    assert "Brauchen Sie mehr Zeit?" in words


def test_a_switch_is_not_noticed(bilingual):
    """With every page built and kept."""
    for screen in ALL.values():
        bilingual.reads(screen)
    began_s = time.monotonic()
    bilingual.reads(in_german("S04-pin-touch"))

    assert SWITCH_S_MAX > time.monotonic() - began_s


def test_a_window_that_opens_after_a_german_visit_speaks_its_own_language(qapp):
    first = Bilingual("en_IE")
    first.reads(in_german("S05-menu"))
    first.window.close()
    second = Bilingual("en_IE")
    words = second.reads(ALL["S05-menu"])
    second.window.close()

    assert "Withdraw cash" in words


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "English"),
        ("de", "Deutsch"),
        ("es", "Español"),
        ("fr", "Français"),
        ("nl", "Nederlands"),
        ("ja", "日本語"),
    ],
)
def test_a_language_is_named_in_its_own_words(language, name):
    assert name == own_name(language)


@pytest.mark.parametrize(
    ("language", "locale", "form"),
    [("de", "de_AT", "de_AT"), ("en", "de_AT", "en_AT"), ("de", "en_IE", "de"), ("de", "en", "de")],
)
def test_amounts_keep_the_machines_region_where_both_go_together(language, locale, form):
    assert form == in_region_of(language, locale)
