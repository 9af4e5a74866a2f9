"""What becomes of an envelope: each report in each state, and what people may say of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.contract.money import MINOR_MAX, Money
from bank_server.contract.operations import (
    DeclineReason,
    DepositState,
    EnvelopeResult,
    Operation,
)
from bank_server.domain.cards import CardStatus
from bank_server.domain.changes import NOTHING
from bank_server.domain.deposits import (
    Report,
    ReportResult,
    awaited,
    deposit_refusal,
    overdue,
    reference_of,
    report,
)
from bank_server.domain.envelopes import Envelope
from bank_server.domain.ledger import Account, AccountKind, Line, Posting, PostingKind
from bank_server.domain.open_deposits import (
    AloneLimits,
    DepositRefusal,
    end,
    needs_two,
    open_deposits,
    refusal,
    rejected_deposits,
)
from bank_server.domain.people import WorkItem, WorkKind, deposit_body
from bank_server.domain.settlement import settle
from bank_server.domain.transactions import (
    HELD_MAX_MS,
    SettleResult,
    Transaction,
    TransactionState,
)
from tests.unit.bank_domain.small_bank import (
    ATM,
    ATM_ID,
    BOOT,
    CARD,
    HELD,
    IN_WORK,
    NOW_MS,
    START_MS,
    TAKEN,
    TERMS,
    TXID,
    VOID,
    euros,
)

State = TransactionState
ACCEPTED, REFUSED, UNKNOWN = EnvelopeResult
PENDING, NOT_INSIDE, DISPUTED = DepositState
CLAIMED = euros(50_00)
ASKED = replace(
    IN_WORK,
    terms=replace(
        TERMS,
        operation=Operation.DEPOSIT,
        target="savings",
        amount=CLAIMED,
        notes=(),
        ticket=None,
        lines=(),
    ),
)
SAVINGS = Account("savings", AccountKind.CUSTOMER, "Alice", euros(7_00), euros(0))
AWAITED = awaited(ASKED, "savings", b"reply")
ABANDONED = replace(IN_WORK, boot_id="boot 1")
STRANGER = Transaction(TXID, ATM_ID, State.IN_WORK, BOOT, NOW_MS)


def told(result, number=7, found=None):
    answers = {ACCEPTED: PENDING, REFUSED: NOT_INSIDE, UNKNOWN: DISPUTED}
    return Envelope(result, number, answers[result], found)


def pending(result=ACCEPTED):
    return replace(AWAITED, state=State.PENDING, envelope=told(result))


def verified(minor, envelope=None, ended_ms=NOW_MS):
    found = replace(envelope or Envelope(), found=euros(minor), ended_ms=ended_ms)
    return replace(AWAITED, state=State.VERIFIED, envelope=found)


def says(found, result, number=7, **changes):
    named = {"now_ms": NOW_MS, "has_forgotten": False, "is_repeated": False} | changes
    return report(found, result, number, STRANGER, **named)


def kinds(change):
    return [item.kind for item in change.work]


class TestApproval:
    def test_the_slot_may_open_and_nothing_moves(self):
        assert deposit_refusal(ASKED, CARD, SAVINGS) is None
        assert (State.AWAITED, "savings", Envelope()) == (
            AWAITED.state,
            AWAITED.account_id,
            AWAITED.envelope,
        )

    @pytest.mark.parametrize(
        ("card", "account", "reason"),
        [
            (replace(CARD, status=CardStatus.BLOCKED), SAVINGS, DeclineReason.CARD_BLOCKED),
            (CARD, None, DeclineReason.NOT_LINKED),
            (CARD, replace(SAVINGS, balance=Money(0, "USD")), DeclineReason.CURRENCY),
            (CARD, replace(SAVINGS, balance=euros(MINOR_MAX)), DeclineReason.AMOUNT),
        ],
    )
    def test_each_rule_stands_alone(self, card, account, reason):
        assert reason is deposit_refusal(ASKED, card, account)

    def test_the_reference_is_that_of_atm_and_txid(self):
        assert reference_of(TXID, ATM_ID) == reference_of(TXID, ATM_ID)
        assert reference_of(TXID, ATM_ID) != reference_of("2" * 32, ATM_ID)
        assert 10 == len(reference_of(TXID, ATM_ID))


class TestReport:
    @pytest.mark.parametrize(
        ("result", "answer", "state", "work"),
        [
            (ACCEPTED, PENDING, State.PENDING, [WorkKind.DEPOSIT]),
            (REFUSED, NOT_INSIDE, State.VOID, []),
            (UNKNOWN, DISPUTED, State.PENDING, [WorkKind.DEPOSIT_DISPUTED]),
        ],
    )
    def test_of_an_approved_deposit_is_booked_and_nothing_is_credited(
        self, result, answer, state, work
    ):
        came, change = says(AWAITED, result)

        assert Report(ReportResult.BOOKED, answer) == came
        assert replace(AWAITED, state=state, envelope=told(result)) == change.transaction
        assert work == kinds(change)
        assert () == change.postings

    @pytest.mark.parametrize("result", EnvelopeResult)
    @pytest.mark.parametrize("state", [State.PENDING, State.VOID, State.VERIFIED])
    def test_that_came_before_gets_the_same_answer(self, result, state):
        found = replace(AWAITED, state=state, envelope=told(result))
        came, change = says(found, result)

        assert Report(ReportResult.SAME, told(result).answer) == came
        assert NOTHING == change

    @pytest.mark.parametrize(
        ("before", "result", "number"),
        [(ACCEPTED, REFUSED, 7), (ACCEPTED, ACCEPTED, 8), (REFUSED, ACCEPTED, 7)],
    )
    def test_that_is_another_is_an_alarm(self, before, result, number):
        found = replace(AWAITED, state=State.PENDING, envelope=told(before))
        came, change = says(found, result, number)

        alarm = WorkKind.SETTLED_DIFFERENTLY
        assert Report(ReportResult.SETTLED_DIFFERENTLY, alarms=(alarm,)) == came
        assert ([WorkKind.SETTLED_DIFFERENTLY], None) == (kinds(change), change.transaction)

    def test_of_what_is_not_in_the_bin_needs_no_number(self):
        came, _ = says(replace(AWAITED, state=State.VOID, envelope=told(REFUSED)), REFUSED, None)

        assert ReportResult.SAME is came.result

    @pytest.mark.parametrize("found", [None, replace(ASKED, started_ms=NOW_MS - 30_000)])
    def test_that_nothing_is_inside_makes_a_tombstone(self, found):
        came, change = says(found, REFUSED)

        assert Report(ReportResult.BOOKED, NOT_INSIDE) == came
        assert (State.VOID, told(REFUSED)) == (
            change.transaction.state,
            change.transaction.envelope,
        )

    @pytest.mark.parametrize("state", [State.DECLINED, State.PROBLEM, State.VOID])
    def test_that_nothing_is_inside_changes_no_refusal(self, state):
        came, change = says(replace(ASKED, state=state), REFUSED)

        assert NOT_INSIDE is came.state
        assert replace(ASKED, state=state, envelope=told(REFUSED)) == change.transaction

    @pytest.mark.parametrize("result", [ACCEPTED, UNKNOWN])
    @pytest.mark.parametrize(
        "found", [None, *(replace(ASKED, state=s) for s in (State.DECLINED, State.VOID))]
    )
    def test_of_an_envelope_that_was_never_approved_is_refused(self, found, result):
        came, change = says(found, result)

        alarm = WorkKind.DEPOSIT_UNKNOWN
        assert Report(ReportResult.DEPOSIT_UNKNOWN, alarms=(alarm,)) == came
        assert ([WorkKind.DEPOSIT_UNKNOWN], None) == (kinds(change), change.transaction)

    @pytest.mark.parametrize("result", EnvelopeResult)
    @pytest.mark.parametrize("withdrawal", [replace(IN_WORK, state=State.VOID), HELD, ABANDONED])
    def test_of_another_kind_of_transaction_is_refused_and_leaves_it(self, withdrawal, result):
        came, change = says(withdrawal, result, has_forgotten=True)

        assert ReportResult.DEPOSIT_UNKNOWN is came.result
        assert change.transaction is None

    @pytest.mark.parametrize("result", [ACCEPTED, UNKNOWN])
    @pytest.mark.parametrize("found", [None, replace(ABANDONED, terms=None)])
    def test_of_an_envelope_that_a_restored_bank_has_forgotten_is_for_people(self, found, result):
        """It may lie in the bin, and whose it is can be found by its reference alone."""
        came, change = says(found, result, has_forgotten=True)

        assert Report(ReportResult.BOOKED, DISPUTED) == came
        assert [WorkKind.DEPOSIT_DISPUTED] == kinds(change)
        (lost,) = open_deposits([change.transaction])
        assert (None, None, result, reference_of(TXID, ATM_ID)) == (
            lost.account_id,
            lost.claimed,
            lost.result,
            lost.reference,
        )

    def test_of_what_a_restored_bank_was_once_asked_for_keeps_what_was_asked(self):
        """The backup was made while the approval was at work: the claim is known, its end not."""
        _, change = says(replace(ASKED, boot_id="boot 1"), ACCEPTED, has_forgotten=True)

        (lost,) = open_deposits([change.transaction])
        assert ("savings", CLAIMED) == (lost.account_id, lost.claimed)
        assert change.transaction.account_id is None  # so two people say whose it is
        assert needs_two(change.transaction, CLAIMED, limits(CLAIMED.minor), ())

    def test_while_its_authorisation_is_at_work_comes_again(self):
        assert (Report(ReportResult.IN_PROGRESS), NOTHING) == says(ASKED, REFUSED)

    @pytest.mark.parametrize(
        ("found", "answer", "work"),
        [
            (AWAITED, PENDING, [WorkKind.DEPOSIT]),
            (verified(50_00), PENDING, []),
            (None, DISPUTED, [WorkKind.DEPOSIT_DISPUTED]),
        ],
    )
    def test_of_a_number_that_was_there_before_counts_and_is_an_alarm(self, found, answer, work):
        alarm = WorkKind.ENVELOPE_REPEATED
        came, change = says(found, ACCEPTED, is_repeated=True, has_forgotten=found is None)

        assert Report(ReportResult.BOOKED, answer, (alarm,)) == came
        assert [*work, alarm] == kinds(change)
        assert () == says(found or AWAITED, REFUSED, is_repeated=True)[0].alarms[1:]

    @pytest.mark.parametrize(
        ("minor", "result", "work"),
        [
            (50_00, ACCEPTED, []),
            (50_00, UNKNOWN, []),
            (0, REFUSED, []),
            (50_00, REFUSED, [WorkKind.SETTLED_DIFFERENTLY]),
        ],
    )
    def test_that_comes_after_people_have_ended_it_is_evidence(self, minor, result, work):
        came, change = says(verified(minor), result)

        assert verified(minor, told(result)) == change.transaction
        assert (work, (), tuple(work)) == (kinds(change), change.postings, came.alarms)

    @pytest.mark.parametrize(
        ("result", "work"),
        [
            (ACCEPTED, [WorkKind.DEPOSIT, WorkKind.SETTLED_DIFFERENTLY]),
            (UNKNOWN, [WorkKind.DEPOSIT_DISPUTED]),
        ],
    )
    def test_that_it_may_be_inside_opens_what_people_ended_with_nothing(self, result, work):
        came, change = says(verified(0), result)
        again = change.transaction

        assert (told(result).answer, work, ()) == (came.state, kinds(change), change.postings)
        assert replace(verified(0, told(result)), state=State.PENDING) == again
        assert [True] == [each.was_rejected for each in open_deposits([again])]
        assert needs_two(again, CLAIMED, limits(CLAIMED.minor), ())
        assert refusal(again, SAVINGS, CLAIMED) is None
        assert NOTHING == says(again, result)[1]

    @pytest.mark.parametrize("receipt", [VOID, TAKEN])
    @pytest.mark.parametrize("found", [AWAITED, pending(), verified(50_00)])
    def test_is_the_only_thing_that_ends_a_deposit_at_the_atm(self, found, receipt):
        """A receipt of the HSM for its txid is an alarm, and the envelope still waits."""
        settled, change = settle(TXID, found, ATM, receipt, BOOT, NOW_MS)

        assert SettleResult.RECEIPT_INVALID is settled.result
        assert ([WorkKind.RECEIPT_INVALID], None) == (kinds(change), change.transaction)


class TestADayWithoutAWord:
    def test_puts_it_on_the_list_and_leaves_it_open_to_the_slot(self):
        old = START_MS + HELD_MAX_MS
        change = overdue(AWAITED, old)
        came, later = says(change.transaction, REFUSED, now_ms=old)

        assert [WorkKind.DEPOSIT_DISPUTED] == kinds(change)
        assert (NOT_INSIDE, State.VOID) == (came.state, later.transaction.state)
        assert NOTHING == overdue(AWAITED, old - 1)

    @pytest.mark.parametrize("result", [ACCEPTED, REFUSED])
    def test_is_off_the_list_when_the_slot_has_spoken(self, result):
        silent = overdue(AWAITED, START_MS + HELD_MAX_MS).transaction
        _, change = says(silent, result)

        assert (WorkItem(WorkKind.DEPOSIT_DISPUTED, ATM_ID, TXID),) == tuple(
            replace(each, note="") for each in change.settled
        )
        assert () == says(AWAITED, result)[1].settled


class TestTheEnd:
    def test_credits_what_was_found_in_one_posting(self):
        change = end(pending(), "savings", euros(40_00), NOW_MS)

        lines = (Line("envelopes:EUR", euros(-40_00)), Line("savings", euros(40_00)))
        assert (Posting(PostingKind.DEPOSIT, TXID, lines),) == change.postings
        assert verified(40_00, told(ACCEPTED)) == change.transaction

    def test_of_an_empty_envelope_moves_nothing(self):
        change = end(pending(), None, euros(0), NOW_MS)

        assert (verified(0, told(ACCEPTED)), ()) == (change.transaction, change.postings)

    def test_with_nothing_may_be_followed_by_a_credit_when_the_envelope_turns_up(self):
        change = end(verified(0), "savings", euros(40_00), NOW_MS + 1)

        lines = (Line("envelopes:EUR", euros(-40_00)), Line("savings", euros(40_00)))
        assert (Posting(PostingKind.DEPOSIT, TXID, lines),) == change.postings
        assert verified(40_00, ended_ms=NOW_MS + 1) == change.transaction
        assert needs_two(verified(0, told(ACCEPTED)), CLAIMED, limits(CLAIMED.minor), ())

    def test_with_nothing_makes_an_earlier_proposal_worthless(self):
        """Else what was proposed before the rejection could be confirmed after it."""
        before, after = pending().envelope, verified(0, told(ACCEPTED)).envelope
        bodies = {
            deposit_body(TXID, ATM_ID, "savings", CLAIMED, "", each) for each in (before, after)
        }

        assert 2 == len(bodies)

    def test_with_nothing_is_listed_the_last_one_first(self):
        ended = [replace(verified(0, ended_ms=at), txid=f"{at:032x}") for at in (5, 7, 6)]

        listed = rejected_deposits([*ended, verified(50_00), pending(), AWAITED])
        assert [7, 6, 5] == [int(each.txid, 16) for each in listed]

    @pytest.mark.parametrize(
        ("found", "account", "minor", "reason"),
        [
            (pending(), SAVINGS, 40_00, None),
            (verified(0), SAVINGS, 40_00, None),
            (verified(50_00), SAVINGS, 40_00, DepositRefusal.ENDED_BEFORE),
            (verified(0), None, 40_00, DepositRefusal.NO_ACCOUNT),
            (pending(), None, 0, None),
            (AWAITED, SAVINGS, 40_00, DepositRefusal.NOT_DEPOSIT),
            (replace(AWAITED, state=State.VOID), SAVINGS, 40_00, DepositRefusal.NOT_DEPOSIT),
            (verified(0), None, 0, DepositRefusal.ENDED_BEFORE),
            (pending(), None, 40_00, DepositRefusal.NO_ACCOUNT),
            (
                replace(pending(), account_id=None),
                replace(SAVINGS, kind=AccountKind.CASH),
                40_00,
                DepositRefusal.NO_ACCOUNT,
            ),
            (pending(), replace(SAVINGS, account_id="bob"), 40_00, DepositRefusal.ACCOUNT_KNOWN),
            (replace(pending(), account_id=None), SAVINGS, 40_00, None),
            (
                pending(),
                replace(SAVINGS, balance=Money(0, "USD")),
                40_00,
                DepositRefusal.CURRENCY,
            ),
            (pending(), SAVINGS, MINOR_MAX - 6_99, DepositRefusal.TOO_MUCH),
            (pending(), SAVINGS, MINOR_MAX - 7_00, None),
        ],
    )
    def test_is_refused_where_the_books_do_not_allow_it(self, found, account, minor, reason):
        assert reason is refusal(found, account, euros(minor))

    @pytest.mark.parametrize(
        ("found", "minor", "alone_minor", "is_so"),
        [
            (pending(), 50_00, 50_00, False),
            (pending(), 50_00, 49_99, True),
            (pending(), 40_00, 50_00, True),
            (pending(), 50_01, 60_00, True),
            (pending(UNKNOWN), 50_00, 50_00, True),
            (replace(pending(), terms=None), 50_00, 50_00, True),
            (replace(pending(), account_id=None), 50_00, 50_00, True),
        ],
    )
    def test_needs_two_people_unless_it_is_the_claim_and_small(
        self, found, minor, alone_minor, is_so
    ):
        assert is_so is needs_two(found, euros(minor), limits(alone_minor), ())

    @pytest.mark.parametrize(
        ("alone", "is_so"),
        [
            ((), False),
            ((euros(30_00), euros(20_00)), False),
            ((euros(30_00), euros(20_01)), True),
            ((Money(90_00, "USD"),), False),
        ],
    )
    def test_needs_two_people_above_what_one_person_credits_alone_in_a_day(self, alone, is_so):
        assert is_so is needs_two(pending(), CLAIMED, limits(50_00, day_minor=100_00), alone)


def limits(minor, day_minor=1_000_00):
    return AloneLimits(euros(minor), euros(day_minor), START_MS)
