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
