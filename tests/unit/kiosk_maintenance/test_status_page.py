"""Each figure of the status page has the mood that makes somebody look at it in time."""

from __future__ import annotations

import pytest

from kiosk.domain.maintenance.status import SideFacts, StatusFacts, certificate, page
from kiosk.domain.staff_page import Mood, Word
from kiosk.domain.supervisor import Conditions, Mode, Service


def mood_of(name, side):
    facts = StatusFacts(Service(Mode.OFF), Conditions(printer=True), (), 40, 0, (), side)
    return next(each.mood for each in page(facts).lines if each.name == Word(name))


@pytest.mark.parametrize(
    ("days", "mood"),
    [
        *((400, Mood.GOOD), (30, Mood.GOOD), (29, Mood.WARN), (7, Mood.WARN)),
        *((6, Mood.BAD), (0, Mood.BAD), (-1, Mood.BAD), (None, Mood.BAD)),
    ],
)
def test_a_certificate_warns_a_month_ahead(days, mood):
    assert mood is certificate("status.certificate", days).mood


@pytest.mark.parametrize(
    ("ahead_s", "mood"),
    [
        *((0, Mood.GOOD), (-60, Mood.GOOD), (61, Mood.WARN)),
        *((-300, Mood.WARN), (301, Mood.BAD), (None, Mood.FAINT)),
    ],
)
def test_a_clock_warns_before_it_closes_the_machine(ahead_s, mood):
    assert mood is mood_of("status.clock", SideFacts(clock_ahead_s=ahead_s))


@pytest.mark.parametrize(
    ("permille", "mood"), [(500, Mood.GOOD), (49, Mood.WARN), (19, Mood.BAD), (None, Mood.FAINT)]
)
def test_a_disk_warns_before_it_closes_the_machine(permille, mood):
    assert mood is mood_of("status.disk", SideFacts(disk_permille=permille))


@pytest.mark.parametrize(
    ("unsent", "mood"), [(0, Mood.GOOD), (500, Mood.GOOD), (501, Mood.WARN), (None, Mood.FAINT)]
)
def test_a_journal_that_the_bank_lacks_is_told(unsent, mood):
    assert mood is mood_of("status.unsent", SideFacts(unsent=unsent))


@pytest.mark.parametrize(
    ("paper", "mood"), [("ok", Mood.GOOD), ("low", Mood.WARN), ("out", Mood.BAD)]
)
def test_paper_is_told_before_it_is_out(paper, mood):
    assert mood is mood_of("status.paper", SideFacts(paper=paper))
