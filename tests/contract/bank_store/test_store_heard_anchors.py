"""What an ATM says of its journal beside its heartbeats outlives a bank that ends in order, on
every store."""

from zoneinfo import ZoneInfo

import pytest

from bank_server.contract.journal_entries import JournalEntriesReply, JournalEntriesRequest
from bank_server.contract.message import Anchor
from bank_server.contract.problems import ProblemCode
from bank_server.service.event_log import EventLog
from bank_server.service.journal_keys import new_journal
from bank_server.service.journals import Journals
from bank_server.service.parts import BankParts
from bank_server.service.sealing import KeySealer
from hardware.crypto.sealed_line import seal_of
from hardware.crypto.secret import Secret
from tests.contract.bank_http.bank_world import AuditList
from tests.contract.bank_store.store_world import ATM
from tests.unit.bank_domain.sealed_lines import FIRST, NAME, anchor, lines

SEALER = KeySealer(Secret(b"m" * 32), lambda size: b"r" * size)
TRUE = lines(12)
# From entry 7 on it is another one, under the same key.
ANEW = [*TRUE[:6], *lines(6, first=7, h=seal_of(TRUE[5]).h, text="y")]


class Bank:
    """One process of it: what it was told and did not write ends with it."""

    def __init__(self, world):
        self.audit = AuditList()
        self.journals = Journals(
            BankParts(
                store=world.store,
                sealer=SEALER,
                hasher=None,
                pepper=None,
                now_ms=lambda: world.now,
                random_bytes=None,
                audit=self.audit,
                log=EventLog(),
                currency="EUR",
                zone=ZoneInfo("UTC"),
                day_ends_minute=0,
            )
        )

    def hears(self, written, *numbers):
        for seq in numbers:
            self.journals.heard(ATM, Anchor(**anchor(written[seq - 1], seq, NAME)))

    def keeps(self, written, first, last):
        said = Anchor(**anchor(written[last - 1], last, NAME))
        texts = tuple(line.decode() for line in written[first - 1 : last])
        request = JournalEntriesRequest(anchor=said, key=NAME, from_seq=first, lines=texts)
        return self.journals.keep(ATM, request)


@pytest.fixture
def told(world):
    """The books of a bank that keeps four lines, was told of more, and has ended in order."""
    world.store.journals.keep(new_journal(SEALER, ATM, FIRST), [])
    bank = Bank(world)
    assert JournalEntriesReply(acked_seq=4) == bank.keeps(TRUE, 1, 4)
    bank.hears(TRUE, 8, 9)
    bank.journals.write_heard()
    assert [] == bank.audit.alarms()
    return world


def test_the_same_journal_goes_on(told):
    bank = Bank(told)

    assert JournalEntriesReply(acked_seq=12) == bank.keeps(TRUE, 5, 12)
    assert [] == bank.audit.alarms()


def test_lines_that_were_written_anew_are_refused(told, expect_log):
    expect_log("alarm what=journal-entries")
    bank = Bank(told)

    assert ProblemCode.JOURNAL_DIFFERS is bank.keeps(ANEW, 5, 12).code

    assert [("journal-entries", "journal-differs at entry 8")] == bank.audit.alarms()
    assert told.atm.contradiction is not None


def test_a_word_that_fits_no_line_stops_the_atm_at_the_end(told, expect_log):
    """What is kept by then is compared at once."""
    expect_log("alarm what=journal-entries")
    bank = Bank(told)
    assert JournalEntriesReply(acked_seq=9) == bank.keeps(TRUE, 5, 9)
    bank.hears(ANEW, 9)

    bank.journals.write_heard()

    assert [("journal-entries", "journal-differs at entry 9")] == bank.audit.alarms()
    assert told.atm.contradiction is not None


def test_it_is_written_once(told):
    bank = Bank(told)
    bank.hears(TRUE, 9, 10)
    bank.journals.write_heard()
    bank.journals.write_heard()

    assert [8, 9, 10] == [each.seq for each in told.store.journals.said(ATM) if each.seq > 4]
