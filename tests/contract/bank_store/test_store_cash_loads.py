"""What every store promises about the notes that people put in."""

from dataclasses import replace
from uuid import UUID

import pytest

from bank_server.contract.cash_loads import CountDifference
from bank_server.store.base import LoadResult
from hardware.crypto.record import LineFlag, RecordKind, RecordLine
from tests.contract.bank_store.store_world import ATM, LOADED, OTHER_ATM, TEN, TWENTY, euros


class TestLoad:
    def test_begins_a_new_load_and_books_the_notes(self, world):
        cash = f"cash:{ATM}"
        before = world.store.accounts.account(cash).balance

        load = world.load_cash(world.load_record(1, 2, 150), operator=[(1, 150)])

        assert load.result is LoadResult.BOOKED
        assert () == load.differences
        assert (2, 0, 150, 0) == world.counters[0]
        assert before + euros(50 * TEN) == world.store.accounts.account(cash).balance
        assert LOADED + 150 == world.atm.num_bills
        assert [] == world.work
        assert () == world.findings

    def test_books_what_the_machine_holds_after_a_withdrawal(self, world):
        terms = world.withdraw(world.new_txid())
        world.settle(world.taken(terms))
        world.load_cash(world.load_record(1, 2, LOADED, closing=(3, 0)))

        cash = world.store.accounts.account(f"cash:{ATM}").balance
        assert euros(-(LOADED * TEN + (LOADED - 1) * TWENTY)) == cash
        assert [] == world.work

    def test_again_is_booked_once(self, world):
        record = world.load_record(1, 2, 150)
        world.load_cash(record)
        before = world.atm

        assert world.load_cash(record).result is LoadResult.BOOKED
        assert before == world.atm

    def test_tells_where_people_counted_otherwise(self, world):
        load = world.load_cash(world.load_record(1, 2, 150), operator=[(1, 149), (2, 7)])

        difference = CountDifference(canister=1, operator=149, recorded=150)
        assert (difference,) == load.differences

    def test_waits_for_the_hold(self, world):
        world.withdraw(world.new_txid())

        assert world.load_cash(world.load_record(1, 2, 9)).result is LoadResult.ATM_BUSY
        assert (1, 0, LOADED, 0) == world.counters[0]

    def test_passes_over_a_canister_more_while_it_was_never_loaded(self, world):
        """A STATUS record tells of every canister that is fitted."""
        record = world.load_record(1, 2, 150)
        empty = RecordLine(3, LineFlag(0), 0, 0, 0, 0, 0, 0, 0)
        status = replace(record, kind=RecordKind.STATUS, lines=(*record.lines, empty))
        stranger = replace(record, lines=(*record.lines, replace(empty, load=1, left=9)))

        assert world.load_cash(stranger).result is LoadResult.RECORD_INVALID
        assert world.load_cash(status).result is LoadResult.BOOKED
        assert (2, 0, 150, 0) == world.counters[0]

    def test_sets_num_bills_to_what_is_in_the_machine(self, world):
        """Document A: how many notes remain; it starts with the notes of the first load."""
        assert 2 * LOADED == world.atm.num_bills
        assert world.load_cash(world.load_record(1, 2, 7)).result is LoadResult.BOOKED

        assert LOADED + 7 == world.atm.num_bills

    @pytest.mark.parametrize(
        "change",
        [{"hsm": UUID(OTHER_ATM)}, {"kind": RecordKind.PICKING}, {"lines": ()}],
        ids=["hsm", "kind", "lines"],
    )
    def test_refuses_a_record_that_is_no_load_of_this_atm(self, world, change):
        record = replace(world.load_record(1, 2, 9), **change)

        assert world.load_cash(record).result is LoadResult.RECORD_INVALID
        assert (1, 0, LOADED, 0) == world.counters[0]

    def test_books_nothing_of_a_bundle_with_one_bad_record(self, world):
        good = world.load_record(1, 2, 9)
        bad = replace(good, hsm=UUID(OTHER_ATM))

        assert world.load_cash(good, bad).result is LoadResult.RECORD_INVALID
        assert (1, 0, LOADED, 0) == world.counters[0]

    @pytest.mark.parametrize(("load", "closing"), [(3, (0, 0)), (2, (4, 0)), (2, (0, 1))])
    def test_that_does_not_follow_from_the_book_is_listed(self, world, load, closing):
        world.load_cash(world.load_record(1, load, 9, closing=closing))

        assert (load, 0, 9, 0) == world.counters[0]
        assert ["load-differs"] == world.work

    def test_of_an_older_load_moves_nothing(self, world):
        old = world.load_record(1, 2, 50)
        world.load_cash(world.load_record(1, 3, 60))

        world.load_cash(old)

        assert (3, 0, 60, 0) == world.counters[0]

    def test_by_status_moves_only_an_unused_newer_load(self, world):
        load = world.load_record(1, 2, 60)
        lines = tuple(replace(line, flags=LineFlag(0)) for line in load.lines)
        status = replace(load, kind=RecordKind.STATUS, lines=lines)
        used = replace(status, lines=(replace(lines[0], next=1), lines[1]))

        world.load_cash(used)
        assert (1, 0, LOADED, 0) == world.counters[0]
        world.load_cash(status)
        assert (2, 0, 60, 0) == world.counters[0]
