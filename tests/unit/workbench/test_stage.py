"""Waiting for screens: each is seen once, and one that does not come is told with what did."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from kiosk.workbench.children import Line
from kiosk.workbench.machine import report_of
from kiosk.workbench.stage import WAIT_S_MAX, NotSeen, Stage


class Kiosk:
    """Says its lines one after the other; then time passes."""

    def __init__(self, *lines):
        self._lines = [Line("kiosk", 1, json.dumps(line)) for line in lines]
        self.now = 0.0

    def next(self, timeout_s):
        if self._lines:
            return self._lines.pop(0)
        self.now += timeout_s
        return None


def shown(screen, *, notice=None, prompt="current"):
    return {
        "screen": screen,
        "notice": notice,
        "reason": None,
        "prompt": prompt,
        "digits": 0,
        "time_ms": 1,
        "journal_seq": 2,
        "picture": None,
    }


def page(title, *, asks="", notice="", can=()):
    return {
        **shown("M13"),
        "staff": {
            "title": title,
            "asks": asks,
            "notice": notice,
            "again": False,
            "busy": False,
            "can": [*can],
        },
    }


def stage(*lines):
    kiosk = Kiosk(*lines)
    machine = SimpleNamespace(children=kiosk, state=Path("/there"))
    return Stage(machine, lambda: kiosk.now)


def test_screens_are_seen_in_their_order_and_once():
    seen = stage(shown("S00"), shown("S02"), shown("S00"))
    seen.wait_screen("S00")
    seen.wait_screen("S00")

    with pytest.raises(NotSeen):
        seen.wait_screen("S00")


def test_notice_and_prompt_tell_one_screen_from_another():
    seen = stage(shown("S04"), shown("S04", notice="E04"), shown("S30", prompt="again"))

    assert "E04" == seen.wait_screen("S04", notice="E04").notice
    assert "again" == seen.wait_screen("S30", prompt="again").prompt


def test_screen_that_does_not_come_is_told_with_what_came():
    seen = stage(shown("S00"), shown("S04", notice="E04"))

    with pytest.raises(NotSeen) as missed:
        seen.wait_screen("S05")

    assert (
        f"waited {WAIT_S_MAX:.0f} s for screen S05; the kiosk showed: S00, then S04 E04.\n"
        "The logs are in /there/logs, the journal in /there/kiosk/journal"
    ) == str(missed.value)


def test_acknowledged_withdrawal_is_waited_for_by_its_txid():
    seen = stage(shown("S17"), {"cash_ended": "0a0b", "outcome": "taken"})

    assert "0a0b" == seen.wait_cash_ended()


@pytest.mark.parametrize("text", ["", "not JSON", "[1]", "7"])
def test_line_that_is_no_report_is_nothing(text):
    assert {} == report_of(Line("kiosk", 1, text))


def test_a_page_of_staff_is_there_as_long_as_nothing_else_is():
    """Until something is typed, which makes what was shown before no answer."""
    seen = stage(page("menu.title"), page("menu.3", can=(1, 2)))
    for _ in range(2):
        assert (1, 2) == seen.wait_page(lambda each: each.title == "menu.3", "menu.3").can
    seen.forgets()

    with pytest.raises(NotSeen, match=r"the page menu.3; the kiosk showed: .*M13 menu.3\."):
        seen.wait_page(lambda each: each.title == "menu.3", "menu.3")


def test_a_page_that_was_gone_before_anybody_looked_is_not_seen():
    seen = stage(page("menu.3"), page("menu.title"))
    seen.looks_around(1.0)

    with pytest.raises(NotSeen):
        seen.wait_page(lambda each: each.title == "menu.3", "menu.3")


def test_what_the_kiosk_asked_and_said_is_in_the_words_of_what_was_not_seen():
    seen = stage(page("cash.do-1", asks="cash.ask-out:1", notice="cash.differs-again"))

    with pytest.raises(NotSeen, match=r"cash.do-1 asks cash.ask-out:1 says cash.differs-again"):
        seen.wait_screen("S00")
