"""What every store promises about txids that end without a hold, or are asked about."""

import pytest

from bank_server.contract.operations import DeclineReason, ResolutionState, SettlementState
from bank_server.contract.problems import ProblemCode
from bank_server.domain.transactions import FinishResult, SettleResult, TransactionState
from tests.contract.bank_store.store_world import (
    ASKED,
    ATM,
    LOADED,
    OPENING_MINOR,
    OTHER_ATM,
    euros,
    with_line,
)


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
