"""What every store promises about notes that people have counted: each lies in one account, and
what was disputed leaves the dispute account once, by two people, for where it belongs."""

import pytest

from bank_server.domain.disputes import open_disputes
from bank_server.domain.holds import withdrawn_minor
from bank_server.domain.people import (
    ActionKind,
    CloseResult,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    dispute_body,
    resolution_body,
)
from bank_server.domain.transactions import SettleResult
from hardware.crypto.record import LineFlag, TxnOutcome
from tests.contract.bank_store.store_world import (
    ASKED,
    ATM,
    LOADED,
    OPENING_MINOR,
    OTHER_ATM,
    TEN,
    TWENTY,
    euros,
    with_line,
)

DAY_MS = 24 * 3_600_000
FILLED = LOADED * (TEN + TWENTY)


def balance(world, account_id):
    return world.store.accounts.account(account_id).balance.minor


def in_safe(world):
    """What the ledger says lies in the ATM, in minor units."""
    return -balance(world, f"cash:{ATM}")


def by_books(world):
    """What lies in the ATM by the canisters' books, in minor units."""
    return sum(
        (book.left + book.rejected + book.found) * book.denomination for book in world.atm.canisters
    )


def in_bins(world):
    """(rejected, found) of each canister."""
    return [(book.rejected, book.found) for book in world.atm.canisters]


def ends(world, txid, found, *, by="bob", proposed=None, atm=ATM, proposal_id="d" * 32):
    """Two people end the dispute with this count; proposed: what was written down before."""
    body = dispute_body(txid, atm, found if proposed is None else proposed, "counted")
    staff = world.store.staff
    staff.propose(proposal_id, ActionKind.RESOLVE_DISPUTE, body, "alice", world.now)
    return world.store.transactions.resolve_dispute(
        txid,
        atm,
        found=found,
        why="counted",
        confirmation=Confirmation(proposal_id, by),
        now_ms=world.now,
    )


def counts(world, txid, presented, proposal_id="p" * 32):
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
def disputed(world, held):
    """Three tens and a twenty were presented and taken back, nobody knows how many of them."""
    world.settle(world.receipt(held, TxnOutcome.RETRACTED, {1: 3, 2: 1}))
    assert (OPENING_MINOR - ASKED, ASKED) == (world.money[0], balance(world, "dispute:EUR"))
    return held


@pytest.fixture
def suspect(world, held):
    """Two tens and the twenty left their canisters; one ten was rejected, and that is all the HSM
    knows."""
    receipt = world.receipt(held, TxnOutcome.SUSPECT, {1: 1, 2: 1}, {1: 1})
    receipt = with_line(receipt, 1, flags=LineFlag.NOTES_UNKNOWN, presented=0)
    receipt = with_line(receipt, 2, flags=LineFlag.NOTES_UNKNOWN, presented=0)
    assert world.settle(receipt).result is SettleResult.SETTLED
    return held


class TestDispute:
    def test_upheld_gives_the_customer_everything_and_leaves_the_notes_in_the_safe(
        self, world, disputed
    ):
        assert ends(world, disputed.txid, [(1, 3), (2, 1)]) is ConfirmResult.DONE

        assert (OPENING_MINOR, 0) == (world.money[0], balance(world, "dispute:EUR"))
        assert FILLED == in_safe(world)
        assert [(0, 3), (0, 1)] == in_bins(world)
        assert ([], ()) == (world.work, world.findings)

    def test_rejected_takes_the_notes_out_of_the_atms_cash(self, world, disputed):
        assert ends(world, disputed.txid, []) is ConfirmResult.DONE

        assert (OPENING_MINOR - ASKED, 0) == (world.money[0], balance(world, "dispute:EUR"))
        assert FILLED - ASKED == in_safe(world)
        assert [(0, 0), (0, 0)] == in_bins(world)
        assert ([], ()) == (world.work, world.findings)

    def test_upheld_in_part_splits_what_was_disputed_by_the_count(self, world, disputed):
        assert ends(world, disputed.txid, [(1, 2)]) is ConfirmResult.DONE

        returned = 2 * TEN
        assert OPENING_MINOR - ASKED + returned == world.money[0]
        assert FILLED - ASKED + returned == in_safe(world)
        assert euros(returned) == world.store.transactions.find(disputed.txid, ATM).returned
        lines = {(e.reference, e.kind.value) for e in world.store.accounts.entries(None, 3)}
        assert {("d" * 32, "dispute")} == lines
        assert () == world.findings

    def test_ends_once(self, world, disputed):
        ends(world, disputed.txid, [(1, 2)])
        before = world.store.accounts.snapshot()

        again = ends(world, disputed.txid, [(1, 1)], proposal_id="e" * 32)

        assert again is ConfirmResult.REFUSED
        assert before == world.store.accounts.snapshot()

    @pytest.mark.parametrize(
        "found", [[(1, 4)], [(2, 2)], [(3, 1)], [(1, -1)], [(1, 1), (1, 2)]], ids=str
    )
    def test_gives_no_more_than_the_transaction_put_into_it(self, world, disputed, found):
        assert ends(world, disputed.txid, found) is ConfirmResult.REFUSED
        assert ASKED == balance(world, "dispute:EUR")
        assert ends(world, disputed.txid, [(1, 3)], proposal_id="e" * 32) is ConfirmResult.DONE

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"by": "alice"}, ConfirmResult.SAME_PERSON),
            ({"proposed": [(1, 2)]}, ConfirmResult.DIFFERENT),
            ({"atm": OTHER_ATM}, ConfirmResult.REFUSED),
        ],
    )
    def test_is_ended_by_two_people_who_say_the_same_of_this_txid(
        self, world, disputed, changes, refusal
    ):
        assert refusal is ends(world, disputed.txid, [(1, 3)], **changes)
        assert ASKED == balance(world, "dispute:EUR")
        assert ends(world, disputed.txid, [(1, 3)], proposal_id="e" * 32) is ConfirmResult.DONE

    @pytest.mark.parametrize("outcome", [TxnOutcome.TAKEN, TxnOutcome.VOID, TxnOutcome.SUSPECT])
    def test_exists_only_where_notes_were_taken_back(self, world, held, outcome):
        presented = {1: 3, 2: 1} if outcome is TxnOutcome.TAKEN else {}
        world.settle(world.receipt(held, outcome, presented))
        before = world.money

        assert ends(world, held.txid, []) is ConfirmResult.REFUSED
        assert before == world.money

    def test_keeps_its_work_item_until_two_people_have_ended_it(self, world, disputed):
        (item,) = world.store.staff.work_items()
        closed = world.store.staff.close_work_item(item.number, "alice", "in a hurry", world.now)
        assert closed is CloseResult.NOT_YET

        ends(world, disputed.txid, [])
        (item,) = world.store.staff.closed_work_items(1)
        assert ("bob", "counted") == (item.closed.by, item.closed.because)

    def test_leaves_the_answer_to_its_receipt_as_it_was(self, world, disputed):
        receipt = world.receipt(disputed, TxnOutcome.RETRACTED, {1: 3, 2: 1})
        first = world.settle(receipt)
        ends(world, disputed.txid, [(1, 3), (2, 1)])

        assert first == world.settle(receipt)
        assert OPENING_MINOR == world.money[0]

    def test_that_is_older_is_listed_first(self, world, disputed):
        world.tick(DAY_MS)
        other = world.withdraw(world.new_txid(), notes=((1, 1),))
        world.settle(world.receipt(other, TxnOutcome.RETRACTED, {1: 1}))

        found = open_disputes(reversed(world.store.accounts.snapshot().transactions))

        assert [(disputed.txid, euros(ASKED)), (other.txid, euros(TEN))] == [
            (each.txid, each.amount) for each in found
        ]

    def test_that_was_upheld_leaves_its_amount_of_the_daily_limit_free(self, world, disputed):
        ends(world, disputed.txid, [(1, 2)])

        books = world.store.accounts.snapshot()
        assert ASKED - 2 * TEN == withdrawn_minor(books.transactions)

    def test_sends_what_was_found_to_the_vault_with_the_next_load(self, world, disputed):
        ends(world, disputed.txid, [(1, 2)])
        world.load_cash(
            world.load_record(1, 2, 50, closing=(3, 0)), world.load_record(2, 2, 50, closing=(1, 0))
        )

        assert [(0, 0), (0, 0)] == in_bins(world)
        assert 50 * (TEN + TWENTY) == in_safe(world)
        assert ([], ()) == (world.work, world.findings)


class TestSuspect:
    """The hold stays until people have counted; every note is in one account before and after."""

    @pytest.mark.parametrize(
        ("presented", "found"),
        [
            ([], [(1, 1), (0, 1)]),
            ([(2, 1)], [(1, 1), (0, 0)]),
            ([(1, 1), (2, 1)], [(1, 0), (0, 0)]),
        ],
        ids=["none paid", "one paid", "all paid"],
    )
    def test_notes_that_were_not_paid_are_booked_as_found(self, world, suspect, presented, found):
        assert FILLED == in_safe(world)

        assert counts(world, suspect.txid, presented) is ConfirmResult.DONE

        value = {1: TEN, 2: TWENTY}
        paid = sum(count * value[canister] for canister, count in presented)
        assert found == in_bins(world)
        assert FILLED - paid == in_safe(world) == by_books(world)
        assert () == world.findings

    def test_the_next_load_takes_them_back_and_finds_no_difference(self, world, suspect):
        counts(world, suspect.txid, [])
        world.load_cash(
            world.load_record(1, 2, 50, closing=(2, 1)), world.load_record(2, 2, 50, closing=(1, 0))
        )

        assert 50 * (TEN + TWENTY) == in_safe(world) == by_books(world)
        assert [] == world.work

    def test_a_load_before_the_count_changes_nothing_of_it(self, world, suspect):
        world.load_cash(world.load_record(1, 2, 50, closing=(2, 1)))
        counts(world, suspect.txid, [(2, 1)])

        assert [(0, 1), (0, 0)] == in_bins(world)
        assert by_books(world) == in_safe(world)
        assert () == world.findings

    def test_a_canister_named_twice_ends_nothing(self, world, suspect):
        assert counts(world, suspect.txid, [(1, 1), (1, 0)]) is ConfirmResult.REFUSED
        assert (OPENING_MINOR, ASKED) == world.money

    def test_a_suspect_receipt_after_the_count_books_the_same(self, world, held):
        """The hold was old, people counted first, and then the machine's disk was found."""
        world.tick(DAY_MS)
        world.store.transactions.doubt_old_holds(world.now)
        counts(world, held.txid, [(2, 1)])
        receipt = world.receipt(held, TxnOutcome.SUSPECT, {1: 1, 2: 1}, {1: 1})
        receipt = with_line(receipt, 1, flags=LineFlag.NOTES_UNKNOWN, presented=0)
        receipt = with_line(receipt, 2, flags=LineFlag.NOTES_UNKNOWN, presented=0)

        world.settle(receipt)

        assert [(1, 1), (0, 0)] == in_bins(world)
        assert FILLED - TWENTY == in_safe(world) == by_books(world)


class TestOldHold:
    """A canister may be filled while a hold is in doubt by its age; its receipt comes after."""

    @pytest.mark.parametrize("outcome", [TxnOutcome.TAKEN, TxnOutcome.RETRACTED])
    def test_notes_that_the_load_seemed_to_bring_back_are_put_right(self, world, held, outcome):
        world.tick(DAY_MS)
        world.store.transactions.doubt_old_holds(world.now)
        world.load_cash(world.load_record(1, 2, 50, closing=(3, 1)))

        world.settle(world.receipt(held, outcome, {1: 2, 2: 1}, {1: 1}))

        disputed = balance(world, "dispute:EUR")
        assert by_books(world) + disputed == in_safe(world)
        assert () == world.findings

    def test_and_so_are_those_of_a_suspect_receipt(self, world, held):
        world.tick(DAY_MS)
        world.store.transactions.doubt_old_holds(world.now)
        world.load_cash(world.load_record(1, 2, 50, closing=(3, 1)))
        receipt = world.receipt(held, TxnOutcome.SUSPECT, {1: 2, 2: 1}, {1: 1})
        world.settle(with_line(receipt, 1, flags=LineFlag.NOTES_UNKNOWN, presented=0))

        counts(world, held.txid, [(1, 1), (2, 1)])

        assert [(0, 1), (0, 0)] == in_bins(world)
        assert by_books(world) == in_safe(world)
