"""A second transaction of one visit begins after the first one's DONE, or is refused in time."""

from __future__ import annotations

import pytest

from kiosk.domain.transactions.withdrawal.job import Denial
from kiosk.runtime.virtual_loop import VirtualLoop
from kiosk.visits.next_one import NextOne


class Waiting:
    def __init__(self):
        self.loop, self.heard = VirtualLoop(), []
        self.next = NextOne(self.loop)
        self.next.waits(lambda: self.heard.append("begun"), self.heard.append)


@pytest.fixture
def waiting():
    return Waiting()


def test_it_begins_once_nothing_is_open(waiting):
    waiting.next.may_begin(is_wanted=True)
    waiting.next.may_begin(is_wanted=True)
    waiting.loop.advance(60)

    assert ["begun"] == waiting.heard


def test_it_is_refused_after_five_seconds(waiting):
    waiting.loop.advance(4.9)
    assert [] == waiting.heard
    waiting.loop.advance(0.2)
    waiting.next.may_begin(is_wanted=True)

    assert [Denial.LINK_DOWN] == waiting.heard


def test_it_is_refused_where_it_is_given_up(waiting):
    waiting.next.give_up(Denial.CANCELLED)
    waiting.next.give_up(Denial.CARD_SILENT)

    assert [Denial.CANCELLED] == waiting.heard


def test_of_a_customer_who_has_gone_nothing_begins_and_nobody_is_told(waiting):
    waiting.next.may_begin(is_wanted=False)
    waiting.loop.advance(60)

    assert [] == waiting.heard
