"""The journal goes to the bank in batches, when nobody waits, and from where the bank says."""

from __future__ import annotations

import pytest

from bank_server.contract import Anchor, JournalEntriesReply, ProblemCode
from bank_server.contract.json_text import dump
from bank_server.contract.message import BODY_SIZE_MAX
from hardware.errors import Outcome
from kiosk.bank.errors import BankRefused, BankUnreachable
from kiosk.bank.journal_upload import REFUSED_REST_S, WAITING_MAX, JournalUpload, fitting
from kiosk.devices.results import Done, NotDone, Unknown

KEY = "0123456789abcdef"


class Kiosk:
    """A journal of `count` lines, a bank that answers when it is told, and a clock."""

    def __init__(self, count=0):
        self.count = count
        self.name = KEY
        self.idle = True
        self.now_s = 0.0
        self.asked = []
        self.sent = []
        self.upload = JournalUpload(
            self,
            self,
            anchor=lambda: Anchor(seq=self.count, h="0" * 64, m="0" * 32),
            is_idle=lambda: self.idle,
            now=lambda: self.now_s,
        )

    def key(self):
        return self.name

    def lines(self, after, count_max, deliver):
        """Answered by `reads`."""
        last = min(self.count, after + count_max)
        self.asked.append((deliver, after + 1, [b"%d\n" % n for n in range(after + 1, last + 1)]))

    def submit(self, request, deliver):
        self.sent.append((request, deliver))

    def reads(self):
        deliver, first, lines = self.asked.pop(0)
        deliver(first, lines)

    def goes_up(self, result=None):
        """Reads and sends the next batch; its first number and how many. The bank takes it."""
        self.reads()
        request, deliver = self.sent.pop(0)
        last = request.from_seq + len(request.lines) - 1
        deliver(result or Done(JournalEntriesReply(acked_seq=last)))
        return request.from_seq, len(request.lines)

    @property
    def is_quiet(self):
        return not self.asked and not self.sent


@pytest.fixture
def kiosk():
    return Kiosk(30)


def test_what_there_is_goes_up_after_a_heartbeat_from_where_the_bank_says(kiosk):
    kiosk.upload.beaten(10, KEY)

    assert (11, 20) == kiosk.goes_up()
    assert (30, True) == (kiosk.upload.acked, kiosk.is_quiet)


def test_nothing_goes_when_nothing_is_new(kiosk):
    kiosk.upload.beaten(30, KEY)
    assert kiosk.is_quiet


def test_many_entries_do_not_wait_for_a_heartbeat_and_go_one_batch_after_the_other(kiosk):
    kiosk.upload.look()
    assert kiosk.is_quiet

    kiosk.count = 430
    kiosk.upload.look()

    assert [(1, 200), (201, 200)] == [kiosk.goes_up(), kiosk.goes_up()]
    assert kiosk.is_quiet
    assert kiosk.count - kiosk.upload.acked <= WAITING_MAX


def test_one_request_at_a_time(kiosk):
    kiosk.upload.beaten(0, KEY)
    kiosk.upload.beaten(0, KEY)
    kiosk.reads()
    kiosk.upload.beaten(0, KEY)

    assert ([], 1) == (kiosk.asked, len(kiosk.sent))


def test_nothing_goes_while_somebody_is_at_the_machine(kiosk):
    kiosk.idle = False
    kiosk.upload.beaten(0, KEY)
    assert kiosk.is_quiet

    kiosk.idle = True
    kiosk.upload.beaten(0, KEY)
    kiosk.idle = False
    kiosk.reads()
    assert kiosk.is_quiet

    kiosk.idle = True
    kiosk.upload.beaten(0, KEY)
    assert (1, 30) == kiosk.goes_up()


@pytest.mark.parametrize("lost", [Unknown, NotDone])
def test_after_a_failure_the_next_heartbeat_says_where_to_go_on(kiosk, lost):
    kiosk.upload.beaten(0, KEY)
    kiosk.goes_up(lost(BankUnreachable("cut", Outcome.UNKNOWN)))
    assert kiosk.is_quiet

    kiosk.upload.beaten(30, KEY)
    assert (30, True) == (kiosk.upload.acked, kiosk.is_quiet)


def test_a_journal_that_does_not_fit_rests_until_people_have_looked(kiosk):
    refused = NotDone(BankRefused(ProblemCode.JOURNAL_SEAL))
    kiosk.upload.beaten(10, KEY)
    kiosk.goes_up(refused)
    kiosk.upload.beaten(10, KEY)
    assert kiosk.is_quiet

    kiosk.now_s = REFUSED_REST_S
    kiosk.upload.beaten(10, KEY)
    kiosk.goes_up(refused)
    kiosk.upload.beaten(20, KEY)  # accepted: the bank goes on from another place
    assert (21, 10) == kiosk.goes_up()


def test_a_busy_bank_is_asked_again_with_the_next_heartbeat(kiosk):
    kiosk.upload.beaten(0, KEY)
    kiosk.goes_up(NotDone(BankRefused(ProblemCode.OVERLOADED)))
    kiosk.upload.beaten(0, KEY)
    assert (1, 30) == kiosk.goes_up()


def test_a_kiosk_without_a_key_of_the_bank_sends_nothing(kiosk):
    kiosk.name = None
    kiosk.upload.beaten(0, None)
    kiosk.count = 500
    kiosk.upload.look()
    assert kiosk.is_quiet


def test_what_was_read_or_said_under_another_key_does_not_count(kiosk):
    kiosk.upload.beaten(0, KEY)
    kiosk.name = "f" * 16
    kiosk.reads()
    kiosk.upload.beaten(25, KEY)
    assert (0, True) == (kiosk.upload.acked, kiosk.is_quiet)


def test_a_zeroed_sector_goes_up_as_damage_and_not_as_a_message_too_large(kiosk):
    """Each of its bytes would be six in a message, which the bank then would not read at all."""
    kiosk.upload.beaten(0, KEY)
    deliver, first, lines = kiosk.asked.pop(0)
    deliver(first, [*lines[:2], b"\0" * 8_000 + b"\n", *lines[3:]])

    ((request, _),) = kiosk.sent

    assert ("1\n", "2\n", "damaged\n", "4\n") == request.lines[:4]
    assert 30 == len(request.lines)


def test_a_batch_fits_into_one_request():
    kiosk = Kiosk()
    line = b'{"' + b'\\"' * 4_000 + b'"}\n'
    assert 7 > len(fitting([line] * 200)) > 1
    kiosk.count = 200
    kiosk.upload.beaten(0, KEY)
    deliver, first, _ = kiosk.asked.pop()
    deliver(first, [line] * 200)

    assert len(dump(kiosk.sent[0][0])) <= BODY_SIZE_MAX
