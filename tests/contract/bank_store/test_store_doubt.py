"""What every store promises about a hold without a receipt: people count, the HSM's next OPEN
record tells where its canisters stand, and no receipt moves the money a second time."""

from dataclasses import replace

import pytest

from bank_server.contract.operations import ResolutionState, SettlementState
from bank_server.domain.challenges import ChallengeRefusal, LiveChallenge
from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    resolution_body,
)
from bank_server.domain.transactions import FinishResult, SettleResult
from hardware.crypto.record import TxnOutcome
from tests.contract.bank_store.store_world import (
    ASKED,
    ATM,
    LOADED,
    OPENING_MINOR,
    euros,
    with_line,
)

DAY_MS = 24 * 3_600_000


def count(world, txid, presented, proposal_id="p" * 32):
    """Two people end the doubt with this count."""
    body = resolution_body(txid, ATM, presented, "counted")
    kind = ActionKind.RESOLVE_IN_DOUBT
    world.store.staff.propose(proposal_id, kind, body, "alice", world.now)
    return world.store.transactions.resolve_in_doubt(
        txid,
        ATM,
        presented=presented,
        why="counted",
        confirmation=Confirmation(proposal_id, "bob"),
        now_ms=world.now,
    )


@pytest.fixture(autouse=True)
def _staff(world):
    world.store.staff.add(Staff("alice", StaffRole.SUPERVISOR, "a1"))
    world.store.staff.add(Staff("bob", StaffRole.SUPERVISOR, "b0b"))


@pytest.fixture
def old(world, held):
    """A hold of three tens and a twenty that a day has made doubtful."""
    world.tick(DAY_MS)
    world.store.transactions.doubt_old_holds(world.now)
    return held


@pytest.fixture
def counted(world, old):
    """Two people found two tens and the twenty paid."""
    assert count(world, old.txid, [(1, 2), (2, 1)]) is ConfirmResult.DONE
    return old


def opened(world, *nexts):
    """The terms of the next withdrawal, by an HSM whose canisters stand here."""
    terms = world.terms(world.new_txid())
    lines = tuple(
        replace(line, next=number, left=LOADED - number)
        for line, number in zip(terms.lines, nexts, strict=True)
    )
    return replace(terms, lines=lines)


class TestNextOpen:
    def test_tells_the_counters_that_no_receipt_has_told(self, world, counted):
        """What was not counted as paid lies in the reject bin."""
        given = world.give(opened(world, 3, 1))

        assert isinstance(given, LiveChallenge)
        assert [(1, 3, LOADED - 3, 1), (1, 1, LOADED - 1, 0)] == world.counters
        assert ["counters-moved"] == world.work
        assert () == world.findings

    def test_is_followed_by_a_withdrawal_like_any_other(self, world, counted):
        terms = opened(world, 3, 1)
        world.give(terms)
        world.take(terms.txid)
        assert world.hold(terms).result is FinishResult.ENDED

        assert world.settle(world.taken(terms)).state is SettlementState.CAPTURED
        assert (OPENING_MINOR - 4_000 - ASKED, 0) == world.money
        assert [(1, 6, LOADED - 6, 1), (1, 2, LOADED - 2, 0)] == world.counters
        assert () == world.findings

    def test_of_an_hsm_that_moved_nothing_leaves_the_counters(self, world, old):
        count(world, old.txid, [])

        assert isinstance(world.give(opened(world, 0, 0)), LiveChallenge)
        assert [(1, 0, LOADED, 0), (1, 0, LOADED, 0)] == world.counters
        assert [] == world.work

    @pytest.mark.parametrize("nexts", [(4, 1), (3, 2), (0, 9)])
    def test_beyond_what_was_granted_differs(self, world, counted, nexts):
        assert world.give(opened(world, *nexts)) is ChallengeRefusal.COUNTERS_DIFFER
        assert [(1, 0, LOADED, 0), (1, 0, LOADED, 0)] == world.counters

    def test_of_another_load_differs(self, world, counted):
        terms = opened(world, 3, 1)
        lines = (replace(terms.lines[0], load=2), terms.lines[1])

        refused = world.give(replace(terms, lines=lines))

        assert refused is ChallengeRefusal.COUNTERS_DIFFER

    def test_before_people_have_counted_differs(self, world, old):
        assert world.give(opened(world, 3, 1)) is ChallengeRefusal.COUNTERS_DIFFER

    def test_is_believed_once(self, world, counted):
        world.give(opened(world, 2, 1))

        assert world.give(opened(world, 3, 1)) is ChallengeRefusal.COUNTERS_DIFFER

    def test_after_a_new_load_of_one_canister_still_tells_of_the_other(self, world, counted):
        world.load_cash(world.load_record(1, 2, 50))
        terms = opened(world, 0, 1)
        lines = (replace(terms.lines[0], left=50), terms.lines[1])

        assert isinstance(world.give(replace(terms, lines=lines)), LiveChallenge)
        assert [(2, 0, 50, 0), (1, 1, LOADED - 1, 0)] == world.counters

    def test_leaves_a_late_receipt_nothing_to_move(self, world, counted):
        world.give(opened(world, 3, 1))
        before = world.counters
        receipt = world.receipt(counted, TxnOutcome.TAKEN, {1: 2, 2: 1}, {1: 1})

        answer = world.settle(receipt)

        assert (SettlementState.CAPTURED, euros(4_000)) == (answer.state, answer.amount)
        assert before == world.counters
        assert ["counters-moved"] == world.work


class TestCountByPeople:
    def test_books_under_an_id_of_its_own(self, world, counted):
        newest = world.store.accounts.entries(None, 2)

        assert {("p" * 32, "resolution")} == {(e.reference, e.kind.value) for e in newest}
        assert (OPENING_MINOR - 4_000, 0) == world.money
        assert 3 == world.atm.num_dispensed_bills

    def test_works_once(self, world, counted):
        assert count(world, counted.txid, [(1, 1)], "q" * 32) is ConfirmResult.REFUSED
        assert (OPENING_MINOR - 4_000, 0) == world.money

    def test_is_done_for_the_kiosk_with_the_first_answer(self, world, counted):
        resolution = world.store.transactions.resolve(counted.txid, ATM, world.now)

        assert resolution.state is ResolutionState.DONE
        assert resolution.transaction.reply == world.hold(counted).transaction.reply
        assert "resolved" == world.state(counted.txid)

    def test_stands_against_the_same_receipt_however_often(self, world, counted):
        receipt = world.receipt(counted, TxnOutcome.TAKEN, {1: 2, 2: 1}, {1: 1})
        first = world.settle(receipt)

        again = world.settle(receipt)

        assert again.result is SettleResult.SAME
        assert (first.state, first.amount) == (again.state, again.amount)
        assert (OPENING_MINOR - 4_000, 0) == world.money

    def test_after_a_suspect_receipt_leaves_its_answer(self, world, held):
        suspect = world.receipt(held, TxnOutcome.SUSPECT, {})
        first = world.settle(suspect)
        count(world, held.txid, [(1, 1)])

        again = world.settle(suspect)

        assert (SettleResult.SAME, first.state) == (again.result, SettlementState.IN_DOUBT)
        assert (OPENING_MINOR - 1_000, 0) == world.money
        assert 1 == world.atm.num_dispensed_bills


class TestOldHold:
    @pytest.mark.parametrize(
        ("outcome", "presented", "state", "money"),
        [
            (TxnOutcome.TAKEN, {1: 3, 2: 1}, "captured", (OPENING_MINOR - ASKED, 0)),
            (TxnOutcome.RETRACTED, {1: 3, 2: 1}, "captured", (OPENING_MINOR - ASKED, 0)),
            (TxnOutcome.VOID, {}, "void", (OPENING_MINOR, 0)),
            (TxnOutcome.SUSPECT, {}, "in-doubt", (OPENING_MINOR, ASKED)),
        ],
    )
    def test_ends_by_its_receipt_as_a_young_one(self, world, old, outcome, presented, state, money):
        world.settle(world.receipt(old, outcome, presented))

        assert (state, money) == (world.state(old.txid), world.money)
        assert () == world.findings

    def test_is_never_ended_by_time(self, world, old):
        world.tick(365 * DAY_MS)
        world.store.transactions.doubt_old_holds(world.now)
        world.store.transactions.resolve(old.txid, ATM, world.now)

        assert ("in-doubt", (OPENING_MINOR, ASKED)) == (world.state(old.txid), world.money)


@pytest.mark.parametrize("end", ["suspense", "resolved"])
def test_another_receipt_after_the_last_word_stops_the_atm(world, end, request):
    """Whatever ended the txid, its HSM has now said two things about one ticket."""
    if end == "suspense":
        terms = world.terms(world.new_txid())
    else:
        terms = request.getfixturevalue("counted")
    receipt = world.taken(terms)
    world.settle(receipt)
    assert end == world.state(terms.txid)
    before = world.money

    answer = world.settle(replace(receipt, outcome=TxnOutcome.RETRACTED))

    assert answer.result is SettleResult.SETTLED_DIFFERENTLY
    assert "suspended" == world.atm.status.value
    assert before == world.money


def test_notes_that_no_receipt_may_name_end_no_old_hold(world, old):
    receipt = with_line(world.taken(old), 1, picked=4, presented=4, next=4)

    assert world.settle(receipt).result is SettleResult.RECEIPT_INVALID
    assert (OPENING_MINOR, ASKED) == world.money
