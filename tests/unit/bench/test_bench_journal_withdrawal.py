"""The withdrawal whose journal is measured is the one that the kiosk plays."""

from dataclasses import replace

import pytest

from bench.journal_withdrawal import journal_withdrawal
from bench.plan import QUICK
from bench.withdrawal_entries import WITHDRAWAL
from kiosk.domain.screens import ScreenId
from kiosk.journal.inline_journal import InlineJournal
from kiosk.journal.journal_worker import LINGER_S
from tests.world.support.scene import Scene

THOUGHT_S = 2.0


class Heard:
    """Entries as the kiosk hands them over, put together as its journal thread would."""

    def __init__(self, now):
        self._now = now
        self._since = None
        self._waiting = []
        self.flushes = []

    def takes(self, entries, is_awaited):
        if self._since is not None and self._now() > self._since + LINGER_S:
            self.flushed(False)
        if not self._waiting:
            self._since = self._now()
        self._waiting += entries
        if is_awaited:
            self.flushed(True)

    def flushed(self, is_awaited):
        if self._waiting:
            self.flushes.append((self._waiting, is_awaited))
        self._waiting, self._since = [], None


@pytest.fixture
def heard(monkeypatch):
    """All that a scene's kiosk writes down from now on."""
    scene = Scene()
    heard = Heard(scene.loop.now)
    write = InlineJournal.submit

    def submit(journal, entries, deliver):
        heard.takes(entries, is_awaited=True)
        write(journal, entries, deliver)

    def note(journal, entries):
        heard.takes(entries, is_awaited=False)
        write(journal, entries, lambda _seq: None)

    monkeypatch.setattr(InlineJournal, "submit", submit)
    monkeypatch.setattr(InlineJournal, "note", note)
    return scene, heard


def think_and(alice, act, then):
    alice.waits(THOUGHT_S)
    act()
    alice.sees(then)


def shapes(flushes):
    """By flush: each event, whether it is of a visit, and whether anything waits for the flush."""
    return [
        ([(type(entry.event), entry.visit is None) for entry in entries], is_awaited)
        for entries, is_awaited in flushes
    ]


def test_the_measured_entries_are_those_of_a_played_withdrawal_flush_for_flush(heard):
    scene, written = heard
    alice = scene.alice
    alice.inserts()
    think_and(alice, alice.types, ScreenId.MENU)
    think_and(alice, lambda: alice.asks_for(50), ScreenId.CONFIRM)
    think_and(alice, alice.confirms, ScreenId.TAKE_CARD)
    think_and(alice, alice.takes_card, ScreenId.TAKE_CASH)
    alice.waits(THOUGHT_S)
    alice.takes_cash()
    alice.goes()
    written.flushed(False)

    measured = [(flush.entries, flush.is_awaited) for flush in WITHDRAWAL]
    assert shapes(written.flushes) == shapes(measured)


def test_a_withdrawals_journal_stands_beside_the_same_lines_merely_flushed(tmp_path):
    report = journal_withdrawal(tmp_path, replace(QUICK, writes=30))

    assert [3] * 4 == [figure.samples.n for figure in report.figures]
    assert all(figure.ratio > 0 for figure in report.figures if figure.peer)
    assert "25 entries" in report.about
    assert "in 10 flushes" in report.about
    assert "a visit waits for 4 of 10 flushes" in report.remarks[0]
