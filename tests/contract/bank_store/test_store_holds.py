"""What every store promises about a hold: when it comes, what it moves, how it grows old."""

from bank_server.contract.operations import DeclineReason, SettlementState
from bank_server.contract.problems import ProblemCode
from bank_server.domain.terminals import JournalAnchor
from bank_server.domain.transactions import FinishResult, TransactionState
from bank_server.store.base import DailyLimit
from tests.contract.bank_store.store_world import (
    ASKED,
    ATM,
    MAIN,
    OPENING_MINOR,
    OTHER_ATM,
    OTHER_CARD,
    SAVINGS,
    euros,
)


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

    def test_is_refused_when_the_kiosks_journal_went_back_since_the_challenge(self, world):
        terms = world.begin(world.terms(world.new_txid()))
        for seq in (5, 4):
            world.store.terminals.heartbeat(ATM, JournalAnchor(seq), world.now)

        finish = world.hold(terms)

        assert finish.transaction.problem is ProblemCode.ATM_BUSY
        assert (OPENING_MINOR, 0) == world.money

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
