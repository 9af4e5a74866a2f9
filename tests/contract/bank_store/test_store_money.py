"""What every store promises about holds, receipts and txids: the bank's table, row by row."""

from dataclasses import replace
from uuid import UUID

import pytest

from bank_server.contract.operations import DeclineReason, ResolutionState, SettlementState
from bank_server.contract.problems import ProblemCode
from bank_server.domain.transactions import FinishResult, SettleResult, TransactionState
from bank_server.store.base import DailyLimit
from hardware.crypto.record import LineFlag, RecordKind, RecordLine, TxnOutcome
from tests.contract.bank_store.store_world import (
    ATM,
    LOADED,
    MAIN,
    OPENING_MINOR,
    OTHER_ATM,
    OTHER_CARD,
    SAVINGS,
    euros,
    with_line,
)

ASKED = 5_000  # three tens and a twenty


@pytest.fixture
def held(world):
    """The terms of a withdrawal that is held."""
    return world.withdraw(world.new_txid())


class TestHold:
    def test_reserves_the_amount_and_leaves_the_counters(self, world):
        before = world.counters
        terms = world.begin(world.terms(world.new_txid()))

        finish = world.hold(terms)

        assert finish.result is FinishResult.ENDED
        assert finish.transaction.state is TransactionState.HELD
        assert (OPENING_MINOR, ASKED) == world.money
        assert before == world.counters
        assert terms.txid == world.atm.held_txid

    def test_keeps_what_a_receipt_is_compared_with(self, world, held):
        stored = world.store.transactions.find(held.txid, ATM)

        assert held.ticket == stored.ticket
        assert held.lines == stored.open_lines
        assert [(1, 3), (2, 1)] == [(grant.canister, grant.count) for grant in stored.grants]

    def test_repeats_its_reply_byte_by_byte(self, world, held):
        again = world.take(held.txid)

        assert b"approved " + held.txid.encode() == again.reply

    def test_moves_nothing_for_a_txid_that_has_ended(self, world, held):
        before = world.money

        assert world.hold(held).result is FinishResult.NOT_IN_WORK
        assert before == world.money

    def test_declines_more_than_is_available(self, world):
        terms = world.begin(world.terms(world.new_txid(), notes=((2, 26),)))

        finish = world.hold(terms)

        assert finish.transaction.decline is DeclineReason.FUNDS
        assert finish.transaction.reply == b"declined funds"
        assert (OPENING_MINOR, 0) == world.money

    def test_grants_the_last_cent(self, world):
        terms = world.begin(world.terms(world.new_txid(), notes=((2, 25),)))

        assert world.hold(terms).transaction.state is TransactionState.HELD
        assert world.account.available == euros(0)

    def test_declines_an_account_that_the_card_does_not_reach(self, world):
        terms = world.terms(world.new_txid(), card=OTHER_CARD, source=SAVINGS)

        finish = world.hold(world.begin(terms))

        assert finish.transaction.decline is DeclineReason.NOT_LINKED

    def test_declines_above_the_daily_limit(self, world):
        limit = DailyLimit(euros(ASKED), world.now)
        first = world.begin(world.terms(world.new_txid()))
        world.hold(first, limit=limit)
        world.settle(world.taken(first))
        second = world.begin(world.terms(world.new_txid(), notes=((1, 1),)))

        finish = world.hold(second, limit=limit)

        assert finish.transaction.decline is DeclineReason.DAILY_LIMIT

    def test_declines_notes_that_are_not_there(self, world):
        world.load_cash(world.load_record(1, 2, 2))
        terms = world.begin(world.terms(world.new_txid()))

        assert world.hold(terms).transaction.decline is DeclineReason.ATM_CASH

    def test_is_refused_while_the_atm_has_another(self, world):
        first = world.begin(world.terms(world.new_txid()))
        second = world.begin(world.terms(world.new_txid(), card=OTHER_CARD))
        world.hold(first)

        finish = world.hold(second)

        assert finish.transaction.problem is ProblemCode.ATM_BUSY
        assert (OPENING_MINOR, ASKED) == world.money

    def test_is_refused_when_the_counters_have_moved_since_open(self, world):
        terms = world.begin(world.terms(world.new_txid()))
        test = world.terms(world.new_txid(), ticket="0" * 32)
        world.settle(world.void(test, {1: 1}))

        finish = world.hold(terms)

        assert finish.transaction.problem is ProblemCode.COUNTERS_DIFFER

    def test_of_a_card_refuses_a_second_one_for_two_minutes(self, world, held):
        world.tick(119_999)
        early = world.begin(world.terms(world.new_txid(), atm_id=OTHER_ATM))
        assert world.hold(early).transaction.decline is DeclineReason.CARD_BUSY

        world.tick(1)
        later = world.begin(world.terms(world.new_txid(), atm_id=OTHER_ATM))
        assert world.hold(later).transaction.state is TransactionState.HELD

    def test_that_has_ended_refuses_nobody(self, world, held):
        world.settle(world.taken(held))
        terms = world.begin(world.terms(world.new_txid()))

        assert world.hold(terms).transaction.state is TransactionState.HELD


class TestReceipt:
    def test_captures_what_was_presented_and_frees_the_rest(self, world, held):
        receipt = world.receipt(held, TxnOutcome.TAKEN, {1: 2, 2: 1}, {1: 1})

        answer = world.settle(receipt)

        assert answer.result is SettleResult.SETTLED
        assert (SettlementState.CAPTURED, euros(4_000)) == (answer.state, answer.amount)
        assert (OPENING_MINOR - 4_000, 0) == world.money
        assert [(1, 3, LOADED - 3, 1), (1, 1, LOADED - 1, 0)] == world.counters
        assert world.atm.num_dispensed_bills == 3
        assert world.atm.held_txid is None
        assert () == world.findings

    def test_lowers_num_bills_by_every_note_that_left_its_canister(self, world, held):
        """Two were presented, one went to the reject bin: document A's two numbers differ by it."""
        before = world.atm.num_bills
        receipt = world.receipt(held, TxnOutcome.TAKEN, {1: 2}, {1: 1})
        assert before == world.atm.num_bills

        assert world.settle(receipt).result is SettleResult.SETTLED
        assert (before - 3, 2) == (world.atm.num_bills, world.atm.num_dispensed_bills)

    def test_that_is_void_frees_everything(self, world, held):
        answer = world.settle(world.void(held, {1: 3}))

        assert (SettlementState.VOID, euros(0)) == (answer.state, answer.amount)
        assert (OPENING_MINOR, 0) == world.money
        assert [(1, 3, LOADED - 3, 3), (1, 0, LOADED, 0)] == world.counters
        assert "void" == world.state(held.txid)

    def test_of_retracted_notes_debits_and_opens_a_dispute(self, world, held):
        receipt = world.receipt(held, TxnOutcome.RETRACTED, {1: 3, 2: 1})

        answer = world.settle(receipt)

        assert (SettlementState.CAPTURED, euros(ASKED)) == (answer.state, answer.amount)
        assert ["dispute"] == world.work
        assert euros(ASKED) == world.store.accounts.account("dispute:EUR").balance
        assert () == world.findings

    def test_that_is_suspect_moves_counters_and_keeps_the_hold(self, world, held):
        suspect = world.receipt(held, TxnOutcome.SUSPECT, {})
        suspect = with_line(
            suspect, 1, flags=LineFlag.NOTES_UNKNOWN, picked=2, next=2, left=LOADED - 2
        )

        answer = world.settle(suspect)

        assert (SettlementState.IN_DOUBT, euros(0)) == (answer.state, answer.amount)
        assert (OPENING_MINOR, ASKED) == world.money
        assert 2 == world.counters[0][1]
        assert ["in-doubt"] == world.work
        assert world.atm.held_txid is None
        assert () == world.findings

    @pytest.mark.parametrize("outcome", [TxnOutcome.TAKEN, TxnOutcome.SUSPECT, TxnOutcome.VOID])
    def test_again_is_answered_as_before_and_moves_nothing(self, world, held, outcome):
        presented = {} if outcome is TxnOutcome.VOID else {1: 3, 2: 1}
        receipt = world.receipt(held, outcome, presented)
        first = world.settle(receipt)
        before = world.money, world.counters

        again = world.settle(receipt)

        assert again.result is SettleResult.SAME
        assert (first.state, first.amount) == (again.state, again.amount)
        assert before == (world.money, world.counters)

    @pytest.mark.parametrize("outcome", [TxnOutcome.TAKEN, TxnOutcome.SUSPECT, TxnOutcome.VOID])
    def test_that_contradicts_the_first_alarms_and_suspends_the_atm(self, world, held, outcome):
        world.settle(world.receipt(held, outcome, {}))
        before = world.money

        answer = world.settle(world.receipt(held, TxnOutcome.RETRACTED, {1: 1}))

        assert answer.result is SettleResult.SETTLED_DIFFERENTLY
        assert before == world.money
        assert "settled-differently" in world.work
        assert "suspended" == world.atm.status.value

    def test_of_another_load_captures_without_moving_the_counters(self, world, held):
        world.tick(24 * 3_600_000)
        world.store.transactions.doubt_old_holds(world.now)
        world.load_cash(world.load_record(1, 2, 50))

        answer = world.settle(world.taken(held))

        assert answer.state is SettlementState.CAPTURED
        assert [(2, 0, 50, 0), (1, 1, LOADED - 1, 0)] == world.counters
        assert (OPENING_MINOR - ASKED, 0) == world.money


class TestForgedReceipt:
    """Each begins with a genuine receipt that `TestReceipt` shows accepted; one thing differs."""

    @pytest.mark.parametrize(
        "change",
        [
            {"ticket": bytes(16)},
            {"txid": bytes(16)},
            {"hsm": UUID(OTHER_ATM)},
            {"kind": RecordKind.STACKED, "outcome": TxnOutcome.NONE},
            {"lines": ()},
            {"lines": (RecordLine(3, LineFlag(0), 1, 1, 9, 1, 0, 1, 0),)},
        ],
        ids=["ticket", "txid", "hsm", "kind", "lines", "canister"],
    )
    def test_is_refused_by_its_header(self, world, held, change):
        forged = replace(world.taken(held), **change)

        answer = world.settle(forged, txid=held.txid)

        assert answer.result is SettleResult.RECEIPT_INVALID
        assert (OPENING_MINOR, ASKED) == world.money
        assert ["receipt-invalid"] == world.work

    @pytest.mark.parametrize(
        "change",
        [
            {"load": 2},
            {"next": 4},
            {"picked": 4, "presented": 4, "next": 4},
            {"presented": 2},
            {"presented": 4},
        ],
        ids=["load", "next", "more-than-granted", "lost-note", "made-up-note"],
    )
    def test_is_refused_by_one_line(self, world, held, change):
        honest = world.taken(held)
        forged = with_line(honest, 1, **change)

        assert world.settle(forged).result is SettleResult.RECEIPT_INVALID
        assert (OPENING_MINOR, ASKED) == world.money
        assert world.settle(honest).result is SettleResult.SETTLED

    def test_that_says_void_but_shows_notes_is_refused(self, world, held):
        forged = world.receipt(held, TxnOutcome.VOID, {1: 1})

        assert world.settle(forged).result is SettleResult.RECEIPT_INVALID

    def test_of_the_other_atm_cannot_end_this_ones_hold(self, world, held):
        stolen = world.taken(held)

        answer = world.settle(stolen, atm_id=OTHER_ATM)

        assert answer.result is SettleResult.RECEIPT_INVALID
        assert "held" == world.state(held.txid)


class TestWithoutHold:
    def test_a_void_receipt_makes_a_tombstone_that_no_authorisation_passes(self, world):
        terms = world.terms(world.new_txid())
        world.give(terms)

        answer = world.settle(world.void(terms))

        assert (SettlementState.VOID, euros(0)) == (answer.state, answer.amount)
        assert world.take(terms.txid).state is TransactionState.VOID
        assert [] == world.work

    def test_a_tombstone_stops_an_authorisation_that_is_at_work(self, world):
        terms = world.begin(world.terms(world.new_txid()))
        world.tick(30_000)
        world.settle(world.void(terms))

        finish = world.hold(terms)

        assert finish.result is FinishResult.NOT_IN_WORK
        assert finish.transaction.state is TransactionState.VOID
        assert (OPENING_MINOR, 0) == world.money

    def test_a_receipt_waits_for_an_authorisation_at_work(self, world):
        terms = world.begin(world.terms(world.new_txid()))
        world.tick(29_999)

        assert world.settle(world.void(terms)).result is SettleResult.IN_PROGRESS

    def test_a_declined_txid_takes_its_void_receipt_quietly(self, world):
        terms = world.begin(world.terms(world.new_txid(), notes=((2, 26),)))
        world.hold(terms)

        answer = world.settle(world.void(terms))

        assert answer.state is SettlementState.VOID
        assert "declined" == world.state(terms.txid)
        assert [] == world.work

    def test_a_technicians_test_note_moves_the_counters(self, world):
        terms = world.terms(world.new_txid(), ticket="0" * 32)

        world.settle(world.void(terms, {1: 1}))

        assert (1, 1, LOADED - 1, 1) == world.counters[0]
        assert ["counters-moved"] == world.work

    def test_counters_that_do_not_fit_stay_where_they_are(self, world):
        terms = world.terms(world.new_txid())
        receipt = with_line(world.void(terms, {1: 1}), 1, next=9)

        world.settle(receipt)

        assert (1, 0, LOADED, 0) == world.counters[0]
        assert ["counters-moved"] == world.work

    @pytest.mark.parametrize("begun", ["unknown", "declined", "tombstone", "problem"])
    def test_notes_that_came_out_go_to_suspense(self, world, begun):
        terms = world.terms(world.new_txid())
        if begun == "tombstone":
            world.store.transactions.resolve(terms.txid, ATM, world.now)
        elif begun != "unknown":
            world.begin(terms)
            if begun == "declined":
                reason = DeclineReason.PIN_WEAK
                world.store.transactions.decline(terms.txid, ATM, reason, b"no")
            else:
                code = ProblemCode.RESPONSE_WRONG
                world.store.transactions.refuse(terms.txid, ATM, code)

        answer = world.settle(world.taken(terms))

        assert (SettlementState.SUSPENSE, euros(ASKED)) == (answer.state, answer.amount)
        assert euros(-ASKED) == world.store.accounts.account("suspense:EUR").balance
        assert (OPENING_MINOR, 0) == world.money
        assert 3 == world.counters[0][1]
        assert ["suspense"] == world.work
        assert () == world.findings
        assert world.settle(world.taken(terms)).result is SettleResult.SAME


class TestResolution:
    def test_of_an_unknown_txid_makes_a_tombstone(self, world):
        terms = world.terms(world.new_txid())
        world.give(terms)

        resolution = world.store.transactions.resolve(terms.txid, ATM, world.now)

        assert resolution.state is ResolutionState.VOID
        assert world.take(terms.txid).state is TransactionState.VOID

    def test_never_releases_a_hold(self, world, held):
        resolution = world.store.transactions.resolve(held.txid, ATM, world.now + 10**9)

        assert resolution.state is ResolutionState.HELD
        assert (OPENING_MINOR, ASKED) == world.money

    def test_tells_a_decline_as_first_sent(self, world):
        terms = world.begin(world.terms(world.new_txid()))
        world.store.transactions.decline(terms.txid, ATM, DeclineReason.PIN_WEAK, b"first")

        resolution = world.store.transactions.resolve(terms.txid, ATM, world.now)

        assert resolution.state is ResolutionState.DECLINED
        assert resolution.transaction.reply == b"first"

    def test_waits_for_an_authorisation_at_work_and_then_ends_it(self, world):
        terms = world.begin(world.terms(world.new_txid()))
        resolve = world.store.transactions.resolve

        assert resolve(terms.txid, ATM, world.now + 29_999).state is ResolutionState.IN_PROGRESS
        assert resolve(terms.txid, ATM, world.now + 30_000).state is ResolutionState.VOID
        assert world.hold(terms).result is FinishResult.NOT_IN_WORK

    def test_of_one_atm_never_touches_anothers_txid(self, world, held):
        resolution = world.store.transactions.resolve(held.txid, OTHER_ATM, world.now)

        assert resolution.state is ResolutionState.VOID
        assert "held" == world.state(held.txid, ATM)


class TestAge:
    def test_puts_a_hold_of_a_day_on_the_work_list_and_keeps_it(self, world, held):
        world.tick(24 * 3_600_000 - 1)
        assert world.store.transactions.doubt_old_holds(world.now) == 0
        world.tick(1)
        assert world.store.transactions.doubt_old_holds(world.now) == 1

        assert "in-doubt" == world.state(held.txid)
        assert (OPENING_MINOR, ASKED) == world.money
        assert ["in-doubt"] == world.work

    def test_does_not_spoil_the_receipt(self, world, held):
        world.tick(24 * 3_600_000)
        world.store.transactions.doubt_old_holds(world.now)

        assert world.settle(world.taken(held)).state is SettlementState.CAPTURED
        assert (OPENING_MINOR - ASKED, 0) == world.money
        assert MAIN == world.account.account_id
