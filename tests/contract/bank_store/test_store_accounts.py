"""What every store promises about accounts, the ledger, and what two people decide."""

import pytest

from bank_server.contract.money import MINOR_MAX
from bank_server.domain.people import (
    ActionKind,
    CloseResult,
    Closing,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    WorkItem,
    WorkKind,
    balance_body,
    resolution_body,
)
from bank_server.store.base import ChangeResult, MakeResult
from hardware.crypto.record import TxnOutcome
from tests.contract.bank_store.store_world import ATM, MAIN, OPENING_MINOR, SAVINGS, euros

PROPOSAL = "p" * 32
ALICE = Staff("alice", StaffRole.SUPERVISOR, "a1")
BOB = Staff("bob", StaffRole.CLERK, "b0b")


@pytest.fixture(autouse=True)
def _staff(world):
    world.store.staff.add(ALICE)
    world.store.staff.add(BOB)


class TestLedger:
    def test_opens_an_account_with_an_entry(self, world):
        (entry,) = world.store.accounts.entries(MAIN, 10)

        assert (euros(OPENING_MINOR), "opening") == (entry.amount, entry.kind.value)
        assert () == world.findings

    @pytest.mark.parametrize("minor", [2**31 - 1, 2**31, MINOR_MAX])
    def test_keeps_the_largest_amounts(self, world, minor):
        world.store.accounts.create("large", "Large", "current", euros(minor), world.now)

        assert euros(minor) == world.store.accounts.account("large").balance
        (entry,) = world.store.accounts.entries("large", 10)
        assert euros(minor) == entry.amount

    def test_opens_an_account_once(self, world):
        again = world.store.accounts.create(MAIN, "Eve", "current", euros(1), world.now)

        assert again is MakeResult.EXISTS
        assert (OPENING_MINOR, 0) == world.money

    def test_names_the_newest_entries_first(self, world):
        terms = world.withdraw(world.new_txid())
        world.settle(world.taken(terms))

        entries = world.store.accounts.entries(MAIN, 1)

        assert [(euros(-5_000), terms.txid)] == [(e.amount, e.reference) for e in entries]


class TestSetBalance:
    def propose(self, world, minor=100, account=MAIN):
        body = balance_body(account, euros(minor))
        staff = world.store.staff
        return staff.propose(PROPOSAL, ActionKind.SET_BALANCE, body, "alice", world.now)

    def confirm(self, world, minor=100, by="bob", account=MAIN):
        confirmation = Confirmation(PROPOSAL, by)
        return world.store.accounts.set_balance(account, euros(minor), confirmation, world.now)

    def test_posts_a_correcting_entry_when_a_second_person_says_so(self, world):
        self.propose(world)

        assert self.confirm(world) is ConfirmResult.DONE
        assert (100, 0) == world.money
        newest = world.store.accounts.entries(MAIN, 1)[0]
        assert (PROPOSAL, "correction") == (newest.reference, newest.kind.value)
        assert () == world.findings
        assert () == world.store.staff.proposals()

    def test_happens_once(self, world):
        self.propose(world)
        self.confirm(world)

        assert self.confirm(world) is ConfirmResult.ALREADY_DONE

    def test_needs_another_person(self, world):
        self.propose(world)

        assert self.confirm(world, by="alice") is ConfirmResult.SAME_PERSON
        assert (OPENING_MINOR, 0) == world.money

    def test_is_exactly_what_was_proposed(self, world):
        self.propose(world)

        assert self.confirm(world, minor=101) is ConfirmResult.DIFFERENT
        assert self.confirm(world, account=SAVINGS) is ConfirmResult.DIFFERENT

    def test_waits_no_longer_than_a_day(self, world):
        self.propose(world)
        world.tick(24 * 3_600_000 + 1)

        assert self.confirm(world) is ConfirmResult.EXPIRED

    def test_never_goes_below_what_is_held(self, world):
        world.withdraw(world.new_txid())
        self.propose(world, 4_999)

        assert self.confirm(world, 4_999) is ConfirmResult.REFUSED
        assert (OPENING_MINOR, 5_000) == world.money

    def test_without_a_proposal_is_unknown(self, world):
        assert self.confirm(world) is ConfirmResult.UNKNOWN


class TestResolveInDoubt:
    @pytest.fixture
    def doubted(self, world):
        terms = world.withdraw(world.new_txid())
        world.settle(world.receipt(terms, TxnOutcome.SUSPECT, {}))
        return terms.txid

    def resolve(self, world, txid, presented):
        body = resolution_body(txid, ATM, presented, "counted")
        staff = world.store.staff
        staff.propose(PROPOSAL, ActionKind.RESOLVE_IN_DOUBT, body, "alice", world.now)
        return world.store.transactions.resolve_in_doubt(
            txid,
            ATM,
            presented=presented,
            why="counted",
            confirmation=Confirmation(PROPOSAL, "bob"),
            now_ms=world.now,
        )

    def test_takes_what_was_counted_and_frees_the_rest(self, world, doubted):
        assert self.resolve(world, doubted, [(1, 2)]) is ConfirmResult.DONE
        assert (OPENING_MINOR - 2_000, 0) == world.money
        assert "resolved" == world.state(doubted)
        assert () == world.findings

    @pytest.mark.parametrize("presented", [[(1, 4)], [(3, 1)], [(1, -1)]])
    def test_refuses_a_count_that_cannot_be(self, world, doubted, presented):
        assert self.resolve(world, doubted, presented) is ConfirmResult.REFUSED
        assert (OPENING_MINOR, 5_000) == world.money

    def test_is_for_what_is_in_doubt_only(self, world):
        held = world.withdraw(world.new_txid())

        assert self.resolve(world, held.txid, [(1, 2)]) is ConfirmResult.REFUSED
        assert "held" == world.state(held.txid)

    def test_leaves_a_late_receipt_without_effect_on_money(self, world):
        terms = world.withdraw(world.new_txid())
        world.tick(24 * 3_600_000)
        world.store.transactions.doubt_old_holds(world.now)
        self.resolve(world, terms.txid, [(1, 2)])

        answer = world.settle(world.taken(terms))

        assert euros(2_000) == answer.amount
        assert (OPENING_MINOR - 2_000, 0) == world.money
        assert "settled-differently" in world.work
        assert () == world.findings


class TestPeople:
    def test_are_known_by_their_certificate_until_they_are_revoked(self, world):
        staff = world.store.staff
        assert ALICE == staff.by_serial("a1")
        assert staff.by_serial("ff") is None

        assert staff.revoke("alice") is ChangeResult.CHANGED
        assert not staff.by_serial("a1").is_allowed
        assert staff.revoke("nobody") is ChangeResult.UNKNOWN

    @pytest.mark.parametrize(
        "same", [Staff("alice", StaffRole.CLERK, "c1"), Staff("carol", StaffRole.CLERK, "a1")]
    )
    def test_have_one_name_and_one_certificate_each(self, world, same):
        assert world.store.staff.add(same) is MakeResult.EXISTS
        assert (ALICE, BOB) == world.store.staff.staff()

    def test_find_a_work_item_once_and_close_it_once(self, world):
        item = WorkItem(WorkKind.DISPUTE, ATM, "1" * 32, "count")
        staff = world.store.staff
        staff.report(item, world.now)
        staff.report(item, world.now)

        assert (item,) == staff.work_items()
        number = staff.work_items()[0].number
        assert staff.close_work_item(number, "bob", "counted", world.now) is CloseResult.CLOSED
        again = staff.close_work_item(number, "alice", "twice", world.now + 1)
        assert again is CloseResult.CLOSED_BEFORE
        assert () == staff.work_items()
        assert Closing("bob", world.now, "counted") == staff.closed_work_items(5)[0].closed

    def test_have_a_work_item_again_after_it_was_closed(self, world):
        item, staff = WorkItem(WorkKind.DISPUTE, ATM, "1" * 32, "count"), world.store.staff
        staff.report(item, world.now)
        first = staff.work_items()[0]
        staff.close_work_item(first.number, "bob", "counted", world.now)
        staff.report(item, world.now + 5)

        second = staff.work_items()[0]
        assert (item, world.now + 5) == (second, second.since_ms)
        assert second.number != first.number
        assert (first,) == staff.closed_work_items(5)
        assert staff.close_work_item(99, "bob", "x", world.now) is CloseResult.UNKNOWN
