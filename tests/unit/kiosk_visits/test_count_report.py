"""One count at a time is told, and each is: also one that is made while another is being told."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from bank_server.contract import CashLoadReply
from hardware.crypto.record import RecordKind
from kiosk.devices.results import Done
from kiosk.domain.supervisor import Conditions
from kiosk.journal.events import CountReported, CountSet
from kiosk.visits.count_report import CountReport
from tests.unit.kiosk_money.desk import Desk, record

RECORD = record(RecordKind.STATUS, ticket=bytes(16)).encode()
OLD = (CountSet(1, None, 100, 50, 50, "operator", 0, RECORD),)
NEW = (CountSet(1, None, 50, 50, 0, "operator", 0, RECORD),)
HEARD = Done(CashLoadReply(differences=()))


class ReportDesk(Desk):
    def __init__(self):
        super().__init__()
        self.report = CountReport(self.ports, SimpleNamespace(conditions=Conditions(link_up=True)))

    def makes(self, counted):
        """As CountDesk does with a count: the one before is over, this one is on disk."""
        self.report.keep(())
        self.report.keep(counted)
        self.report.hurry()

    @property
    def told(self):
        return [request.operator[0].count for request in self.bank.asked]

    @property
    def written(self):
        return [each.event for each in self.journal.entries]


@pytest.fixture
def desk():
    return ReportDesk()


def test_it_is_told_once_and_the_answer_is_on_disk(desk):
    desk.makes(OLD)
    desk.bank.deliver(HEARD)
    desk.journal.written()
    desk.report.hurry()
    desk.loop.advance(100)

    assert [100] == desk.told
    assert [CountReported(0, "")] == desk.written


def test_an_answer_to_the_count_before_is_not_taken_for_one_to_this(desk):
    desk.makes(OLD)
    desk.makes(NEW)
    desk.bank.deliver(HEARD)
    assert [] == desk.written

    desk.loop.advance(1)
    desk.bank.deliver(HEARD)
    assert ([100, 50], [CountReported(0, "")]) == (desk.told, desk.written)


def test_a_count_made_while_the_answer_is_being_written_is_told_at_once(desk):
    desk.makes(OLD)
    desk.bank.deliver(HEARD)
    desk.makes(NEW)
    assert [100] == desk.told

    desk.journal.written()
    assert [100, 50] == desk.told


def test_a_count_without_a_record_is_nothing_that_the_bank_can_compare(desk):
    with pytest.raises(AssertionError, match="record"):
        desk.report.keep((CountSet(1, None, 100, None, None, "operator", 0),))
