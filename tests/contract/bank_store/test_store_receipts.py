"""What every store promises about receipts: each outcome of a hold, and what no receipt may do."""

from dataclasses import replace
from uuid import UUID

import pytest

from bank_server.contract.operations import SettlementState
from bank_server.domain.transactions import SettleResult
from hardware.crypto.record import LineFlag, RecordKind, RecordLine, TxnOutcome
from tests.contract.bank_store.store_world import (
    ASKED,
    LOADED,
    OPENING_MINOR,
    OTHER_ATM,
    euros,
    with_line,
)


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
