"""What every store promises of withdrawals that its books have forgotten and a copy tells of."""

from dataclasses import replace

import pytest

from bank_server.contract.money import Money
from bank_server.contract.operations import DeclineReason, SettlementState
from bank_server.domain.restoration import PATIENCE_MS
from bank_server.domain.transactions import SettleResult
from hardware.crypto.record import LineFlag, TxnOutcome
from tests.contract.bank_store.store_world import (
    ASKED,
    ATM,
    CARD,
    LOADED,
    OPENING_MINOR,
    OTHER_ATM,
    SAVINGS,
    TEN,
    TWENTY,
    declined,
    digest,
    euros,
    with_line,
)

# Where the databases have no part of their own in it, one of them will do.
ON_TWO = pytest.mark.parametrize("world", ["memory", "sqlite"], indirect=True)
NOBODY = "aaaaaaaa-0000-4000-8000-000000000009"


def balance(world, account_id):
    return world.store.accounts.account(account_id).balance.minor


def books(world, suspense=0, dispute=0):
    """Nothing is wrong in the books, and the cash account says what is inside. What is in dispute
    may be, until people have counted."""
    inside = sum(book.inside * book.denomination for book in world.atm.canisters)
    assert (suspense, dispute, inside + dispute) == (
        balance(world, "suspense:EUR"),
        balance(world, "dispute:EUR"),
        -balance(world, f"cash:{ATM}"),
    )
    assert () == world.findings
    return True


@pytest.fixture
def lost(world):
    """The terms of a withdrawal of which the books know nothing."""
    return world.terms(world.new_txid())


class TestEnds:
    def test_taken_is_charged_to_the_account_that_was_chosen(self, world, lost):
        settled = world.settle(world.taken(lost), copy=world.copy(lost))

        assert (SettlementState.CAPTURED, euros(ASKED)) == (settled.state, settled.amount)
        assert (OPENING_MINOR - ASKED, 0) == world.money
        assert [(1, 3, LOADED - 3, 0), (1, 1, LOADED - 1, 0)] == world.counters
        assert 4 == world.atm.num_dispensed_bills
        assert [] == world.work
        assert books(world)

    def test_in_part_only_that_part(self, world, lost):
        receipt = world.receipt(lost, TxnOutcome.TAKEN, {1: 1, 2: 1}, {1: 2})
        settled = world.settle(receipt, copy=world.copy(lost))

        assert euros(TEN + TWENTY) == settled.amount
        assert (OPENING_MINOR - TEN - TWENTY, 0) == world.money
        assert books(world)

    def test_taken_back_is_disputed(self, world, lost):
        receipt = world.receipt(lost, TxnOutcome.RETRACTED, {1: 3, 2: 1})
        settled = world.settle(receipt, copy=world.copy(lost))

        assert SettlementState.CAPTURED is settled.state
        assert ((OPENING_MINOR - ASKED, 0), ["dispute"]) == (world.money, world.work)
        assert books(world, dispute=ASKED)

    def test_suspect_is_held_for_people(self, world, lost):
        receipt = world.receipt(lost, TxnOutcome.SUSPECT, {1: 3, 2: 1})
        receipt = with_line(receipt, 1, flags=LineFlag.NOTES_UNKNOWN, presented=0)
        receipt = with_line(receipt, 2, flags=LineFlag.NOTES_UNKNOWN, presented=0)
        settled = world.settle(receipt, copy=world.copy(lost))

        assert SettlementState.IN_DOUBT is settled.state
        assert ((OPENING_MINOR, ASKED), ["in-doubt"]) == (world.money, world.work)
        assert ("in-doubt", ()) == (world.state(lost.txid), world.findings)

    def test_void_moves_no_money_and_counts_what_was_picked(self, world, lost):
        settled = world.settle(world.void(lost, {1: 2}), copy=world.copy(lost))

        assert (SettlementState.VOID, euros(0)) == (settled.state, settled.amount)
        assert (OPENING_MINOR, 0) == world.money
        assert (1, 2, LOADED - 2, 2) == world.counters[0]
        assert ([], "void") == (world.work, world.state(lost.txid))
        assert books(world)

    def test_the_same_again_is_answered_as_before(self, world, lost):
        first = world.settle(world.taken(lost), copy=world.copy(lost))
        again = world.settle(world.taken(lost), copy=world.copy(lost))

        assert SettleResult.SAME is again.result
        assert (first.state, first.amount) == (again.state, again.amount)
        assert OPENING_MINOR - ASKED == world.money[0]

    def test_of_a_card_issued_since_the_backup_is_booked_all_the_same(self, world):
        unknown = world.terms(world.new_txid(), card=digest("a card of this morning"))
        settled = world.settle(world.taken(unknown), copy=world.copy(unknown))

        assert SettlementState.CAPTURED is settled.state
        assert OPENING_MINOR - ASKED == world.money[0]
        found = world.store.transactions.find(unknown.txid, ATM)
        assert unknown.card_id == found.card_id
        assert books(world)

    def test_of_work_that_the_backup_cut_off_ends_it(self, world):
        """It is what the copy says, in every part, for whoever asks later."""
        terms = world.begin(world.terms(world.new_txid(), notes=((1, 3), (2, 1))))
        copy = world.copy(terms)
        world.tick(60_000)  # nobody can be working on it any more

        world.settle(world.taken(terms), copy=copy)

        found = world.store.transactions.find(terms.txid, ATM)
        assert (copy.terms, copy.started_ms, copy.boot_id) == (
            found.terms,
            found.started_ms,
            found.boot_id,
        )
        assert OPENING_MINOR - ASKED == world.money[0]
        assert books(world)


@ON_TWO
class TestIgnored:
    def test_where_the_hold_is_known(self, world):
        terms = world.withdraw(world.new_txid())
        other = world.copy(terms, SAVINGS)

        assert world.settle(world.taken(terms), copy=other).state is SettlementState.CAPTURED
        assert (OPENING_MINOR - ASKED, 0) == world.money
        assert 0 == balance(world, SAVINGS)

    def test_where_it_was_declined(self, world):
        terms = world.begin(world.terms(world.new_txid()))
        copy = world.copy(terms)
        reason = DeclineReason.FUNDS
        world.store.transactions.decline(terms.txid, ATM, reason, declined(reason))

        assert world.settle(world.taken(terms), copy=copy).state is SettlementState.SUSPENSE
        assert OPENING_MINOR == world.money[0]
        assert books(world, suspense=-ASKED)

    def test_where_it_was_void_before(self, world, lost):
        world.store.transactions.resolve(lost.txid, ATM, world.now)

        settled = world.settle(world.taken(lost), copy=world.copy(lost))

        assert SettlementState.SUSPENSE is settled.state
        assert OPENING_MINOR == world.money[0]
        assert books(world, suspense=-ASKED)

    def test_where_it_is_at_work(self, world):
        terms = world.begin(world.terms(world.new_txid()))

        settled = world.settle(world.taken(terms), copy=world.copy(terms))

        assert SettleResult.IN_PROGRESS is settled.result
        assert (OPENING_MINOR, 0) == world.money

    def test_where_the_receipt_is_of_another_ticket(self, world, lost):
        receipt = replace(world.taken(lost), ticket=bytes(16))

        settled = world.settle(receipt, copy=world.copy(lost))

        assert SettlementState.SUSPENSE is settled.state
        assert OPENING_MINOR == world.money[0]
        assert books(world, suspense=-ASKED)

    def test_where_more_came_out_than_was_granted(self, world, lost):
        copy = world.copy(replace(lost, notes=lost.notes[:1], amount=euros(3 * TEN)))

        settled = world.settle(world.taken(lost), copy=copy)

        assert (SettlementState.SUSPENSE, euros(ASKED)) == (settled.state, settled.amount)
        assert OPENING_MINOR == world.money[0]
        assert books(world, suspense=-ASKED)

    @pytest.mark.parametrize("change", [{"currency": "GBP"}, {"denomination": 500}])
    def test_where_the_atm_gives_other_notes_by_now(self, world, lost, change):
        """It was set up again since, in another way than before the backup."""
        copy = world.copy(lost)
        if "currency" in change:
            amount = Money(ASKED, change["currency"])
            copy = replace(copy, terms=replace(copy.terms, amount=amount))
        else:
            grants = tuple(replace(each, **change) for each in copy.grants)
            minor = sum(each.count * each.denomination for each in grants)
            terms = replace(copy.terms, amount=euros(minor))
            copy = replace(copy, terms=terms, grants=grants)

        assert world.settle(world.taken(lost), copy=copy).state is SettlementState.SUSPENSE
        assert OPENING_MINOR == world.money[0]
        assert books(world, suspense=-ASKED)


@ON_TWO
class TestUncovered:
    def test_no_account_any_more_is_suspense_with_the_accounts_name(self, world, lost):
        settled = world.settle(world.taken(lost), copy=world.copy(lost, NOBODY))

        assert (SettlementState.SUSPENSE, euros(ASKED)) == (settled.state, settled.amount)
        found = world.store.transactions.find(lost.txid, ATM)
        assert (NOBODY, CARD, None) == (found.terms.source, found.card_id, found.account_id)
        assert ["suspense"] == world.work
        assert books(world, suspense=-ASKED)

    def test_an_account_in_another_currency_is_suspense(self, world, lost):
        dollars = "aaaaaaaa-0000-4000-8000-000000000003"
        world.store.accounts.create(dollars, "D", "current", Money(90_000, "USD"), world.now)

        settled = world.settle(world.taken(lost), copy=world.copy(lost, dollars))

        assert SettlementState.SUSPENSE is settled.state
        assert 90_000 == balance(world, dollars)

    def test_too_little_waits_for_the_others_and_then_is_suspense(self, world, lost):
        world.restored()
        receipt, copy = world.taken(lost), world.copy(lost, SAVINGS)

        assert world.settle(receipt, copy=copy).result is SettleResult.LEVELLING
        assert world.state(lost.txid) is None
        assert [(1, 0, LOADED, 0)] * 2 == world.counters
        world.tick(PATIENCE_MS - 1)
        assert world.settle(receipt, copy=copy).result is SettleResult.LEVELLING
        world.tick(1)
        assert world.settle(receipt, copy=copy).state is SettlementState.SUSPENSE
        assert SAVINGS == world.store.transactions.find(lost.txid, ATM).terms.source
        assert books(world, suspense=-ASKED)

    def test_the_others_have_as_long_where_the_bank_was_started_late(self, world, lost):
        world.restored()
        receipt, copy = world.taken(lost), world.copy(lost, SAVINGS)
        world.tick(6 * PATIENCE_MS)
        since = world.now

        world.tick(PATIENCE_MS - 1)
        waiting = world.settle(receipt, copy=copy, since=since)
        assert waiting.result is SettleResult.LEVELLING
        world.tick(1)
        ended = world.settle(receipt, copy=copy, since=since)
        assert ended.state is SettlementState.SUSPENSE

    def test_what_another_atm_sets_free_covers_it(self, world, lost):
        """A hold of the backup's moment has ended since, and its ATM has not told yet."""
        held = world.withdraw(world.new_txid(), notes=((2, 23),), atm_id=OTHER_ATM)
        assert (OPENING_MINOR, 23 * TWENTY) == world.money
        world.restored()
        receipt, copy = world.taken(lost), world.copy(lost)
        assert world.settle(receipt, copy=copy).result is SettleResult.LEVELLING

        world.settle(world.void(held), atm_id=OTHER_ATM)

        assert world.settle(receipt, copy=copy).state is SettlementState.CAPTURED
        assert (OPENING_MINOR - ASKED, 0) == world.money

    def test_nobody_else_is_waited_for_once_the_others_are_level(self, world, lost):
        world.restored()
        status = world.status(atm_id=OTHER_ATM)
        world.store.restorations.level(OTHER_ATM, "5" * 32, status, world.now)

        settled = world.settle(world.taken(lost), copy=world.copy(lost, SAVINGS))

        assert SettlementState.SUSPENSE is settled.state


@ON_TWO
class TestInTurn:
    @pytest.fixture
    def two(self, world):
        """Two withdrawals, one after the other, of which the books know nothing."""
        first = world.terms(world.new_txid())
        lines = tuple(
            replace(line, next=line.next + asked.count, left=line.left - asked.count)
            for line, asked in zip(first.lines, first.notes, strict=True)
        )
        return first, replace(world.terms(world.new_txid()), lines=lines)

    def test_the_later_one_comes_later(self, world, two):
        first, second = two
        copies = {one.txid: world.copy(one) for one in two}
        world.restored()
        before = world.store.accounts.snapshot(), world.store.staff.work_items()

        early = world.settle(world.taken(second), copy=copies[second.txid])

        assert SettleResult.LEVELLING is early.result
        assert before == (world.store.accounts.snapshot(), world.store.staff.work_items())
        world.settle(world.taken(first), copy=copies[first.txid])
        late = world.settle(world.taken(second), copy=copies[second.txid])
        assert SettlementState.CAPTURED is late.state
        assert (OPENING_MINOR - 2 * ASKED, 0) == world.money
        assert [(1, 6, LOADED - 6, 0), (1, 2, LOADED - 2, 0)] == world.counters
        assert books(world)

    def test_one_that_moved_no_note_comes_later_too(self, world, two):
        """Its counters are past what the former one has thrown into the reject bin."""
        first, second = two
        thrown = {asked.canister: asked.count for asked in first.notes}
        world.restored()

        early = world.settle(world.void(second))

        assert SettleResult.LEVELLING is early.result
        world.settle(world.void(first, thrown))
        late = world.settle(world.void(second))
        assert SettlementState.VOID is late.state
        assert [(1, 3, LOADED - 3, 3), (1, 1, LOADED - 1, 1)] == world.counters
        assert books(world)

    def test_one_of_a_later_load_waits_for_the_load(self, world, lost):
        world.restored()
        load = world.load_record(1, 2, 150)
        lines = tuple(
            replace(line, load=2, next=0, left=150) if line.canister == 1 else line
            for line in lost.lines
        )
        later = replace(lost, lines=lines)
        copy = world.copy(later)

        early = world.settle(world.taken(later), copy=copy)

        assert (SettleResult.LEVELLING, None) == (early.result, world.state(later.txid))
        world.load_cash(load)
        late = world.settle(world.taken(later), copy=copy)
        assert SettlementState.CAPTURED is late.state
        assert (2, 3, 147, 0) == world.counters[0]
        assert books(world)

    def test_a_bank_that_waits_for_nobody_takes_it_as_ever(self, world, two):
        _, second = two

        settled = world.settle(world.taken(second), copy=world.copy(second))

        assert SettlementState.CAPTURED is settled.state
