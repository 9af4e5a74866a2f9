"""What every store promises of the bank's day: closed once, in turn, with each entry in one day."""

import pytest

from bank_server.admin.day_views import day_text
from bank_server.contract.money import Money
from bank_server.domain.people import Confirmation, ConfirmResult, Staff, StaffRole
from bank_server.http.day_messages import Day
from bank_server.service.staff_days import ShownDay
from bank_server.service.staff_words import says
from hardware.crypto.record import TxnOutcome
from tests.contract.bank_store.balanced import (
    FIRST,
    SECOND,
    asked,
    balance,
    close_day,
    counted,
    propose_day,
)
from tests.contract.bank_store.store_world import (
    ATM,
    LOADED,
    OTHER_ATM,
    START_MS,
    TEN,
    TWENTY,
    euros,
)
from tests.contract.bank_store.test_store_balancings import paid

DAY_MS = 24 * 3_600_000
BEGAN = START_MS - DAY_MS // 2
DATES = ("2027-01-15", "2027-01-16", "2027-01-17")
TAKEN = 3 * TEN + TWENTY


@pytest.fixture
def world(world):
    for name in ("alice", "bob"):
        world.store.staff.add(Staff(name, StaffRole.SUPERVISOR, name * 4))
    return world


def span(number):
    return BEGAN + number * DAY_MS, BEGAN + (number + 1) * DAY_MS


def at_day(world, number):
    """Noon of that day."""
    world.now = BEGAN + number * DAY_MS + DAY_MS // 2


def look(world, number):
    return world.store.days.look(DATES[number], *span(number))


def close(world, number, **who):
    return close_day(world, DATES[number], *span(number), f"{number + 1:032x}", **who)


def withdrawn(world, **changes):
    terms = world.withdraw(world.new_txid(), **changes)
    world.settle(world.taken(terms))
    world.tick(130_000)
    return terms


def of_atm(report, atm_id=ATM):
    return next(each for each in report.atms if each.atm_id == atm_id)


class TestReport:
    def test_it_says_what_bank_and_machine_paid_and_who_was_not_balanced(self, world):
        withdrawn(world)
        balance(world, asked(world, machine=paid(3, 1)))
        withdrawn(world, notes=((2, 1),))
        balance(world, asked(world, SECOND, since=FIRST, machine=paid(0, 2),
                             counted=(counted(world, 1, -1), counted(world, 2))))  # fmt: skip

        mine, other = of_atm(look(world, 0)), of_atm(look(world, 0), OTHER_ATM)

        assert (2, 2) == (mine.balancings, mine.number)
        assert (TAKEN + TWENTY, TAKEN + 2 * TWENTY) == (
            mine.dispensed.minor,
            mine.machine_dispensed.minor,
        )
        assert (-TWENTY, -TEN) == (mine.host_difference.minor, mine.cash_difference.minor)
        assert LOADED * (TEN + TWENTY) - TAKEN - TWENTY == mine.cash.minor
        assert (0, None, None) == (other.balancings, other.host_difference, other.cash)

    def test_it_has_the_ledger_of_the_day_and_what_customers_did(self, world):
        withdrawn(world)
        world.transfer(2_000)
        world.report(world.approve().txid)

        report = look(world, 0)

        assert (TAKEN, LOADED * (TEN + TWENTY)) == (
            of_atm(report).booked.minor,
            of_atm(report).loaded.minor,
        )
        assert (1, (euros(2_000),)) == (report.transfer_count, report.transfers)
        assert (0, (), 1) == (report.verified_count, report.verified, report.pending)
        assert (Money(0, "EUR"),) == report.sums

    def test_it_keeps_how_many_atms_a_restored_bank_waits_for(self, world):
        world.restored()
        at_day(world, 1)
        proposal_id = "e" * 32
        propose_day(world, DATES[0], *span(0), proposal_id)
        said = says(world.store.staff.proposal(proposal_id), world.store)
        close(world, 0)
        for atm_id in (ATM, OTHER_ATM):
            status = world.status(atm_id=atm_id)
            world.store.restorations.level(atm_id, "5" * 32, status, world.now)

        closed, later = world.store.days.last().report, look(world, 1)

        assert (2, 0) == (closed.awaited, later.awaited)
        assert said.endswith(", 2 ATMs have not told a restored bank everything yet")
        shown = Day.of(ShownDay(DATES[0], *span(0), has_ended=True, report=closed))
        assert "2 ATMs had not told a restored bank everything" in day_text(shown, "day close")

    def test_a_close_of_another_base_cannot_be_compared(self, world):
        balance(world, asked(world))
        balance(world, asked(world, SECOND))

        assert None is of_atm(look(world, 0)).host_difference


class TestClose:
    def test_what_comes_later_belongs_to_the_next_day_and_is_named_there(self, world):
        withdrawn(world)
        late = world.withdraw(world.new_txid(), notes=((1, 2),))
        at_day(world, 1)
        assert ConfirmResult.DONE is close(world, 0)
        first = world.store.days.day(DATES[0])
        world.settle(world.taken(late))
        at_day(world, 2)
        assert ConfirmResult.DONE is close(world, 1)

        second = world.store.days.last()

        assert first == world.store.days.day(DATES[0])
        assert ("alice", "bob", START_MS + DAY_MS) == (
            first.proposed_by,
            first.confirmed_by,
            first.closed_ms,
        )
        assert (first.report.head, DATES[1]) == (second.report.after, second.date)
        assert (TAKEN, 2 * TEN) == (
            of_atm(first.report).booked.minor,
            of_atm(second.report).booked.minor,
        )
        assert [(late.txid, ATM, 2 * TEN)] == [
            (each.txid, each.atm_id, each.amount.minor) for each in second.report.late
        ]
        assert (0, 1) == (first.report.late_count, second.report.late_count)

    def test_what_is_in_dispute_is_named_too(self, world):
        late = world.withdraw(world.new_txid(), notes=((1, 2),))
        at_day(world, 1)
        close(world, 0)
        world.settle(world.receipt(late, TxnOutcome.RETRACTED, {1: 2}))

        assert [late.txid] == [each.txid for each in look(world, 1).late]

    def test_a_close_of_an_atm_is_in_one_day(self, world):
        balance(world, asked(world))
        at_day(world, 1)
        close(world, 0)
        balance(world, asked(world, SECOND, since=FIRST))
        at_day(world, 2)
        close(world, 1)

        days = [of_atm(world.store.days.day(date).report) for date in DATES[:2]]

        assert [(1, 1), (1, 2)] == [(each.balancings, each.number) for each in days]
        assert (0, 2) == (of_atm(look(world, 2)).balancings, of_atm(look(world, 2)).number)

    def test_not_before_it_has_ended(self, world):
        assert ConfirmResult.REFUSED is close(world, 0)
        assert None is world.store.days.last()

    def test_not_twice_and_not_before_the_day_before(self, world):
        at_day(world, 3)
        assert ConfirmResult.DONE is close(world, 0)

        assert ConfirmResult.REFUSED is close_day(world, DATES[0], *span(0), "a" * 32)
        assert ConfirmResult.REFUSED is close(world, 2)
        assert ConfirmResult.DONE is close(world, 1)
        assert ConfirmResult.DONE is close_day(world, DATES[2], *span(2), "b" * 32)

    def test_the_first_is_none_of_before_the_ledger_began(self, world):
        at_day(world, 1)

        early = close_day(world, "2027-01-14", *span(-1), "a" * 32)

        assert ConfirmResult.REFUSED is early
        assert ConfirmResult.DONE is close(world, 0)

    def test_the_first_says_which_entries_of_before_are_in_none(self, world):
        withdrawn(world)
        at_day(world, 2)

        told = [self.words(world, number) for number in (0, 1)]
        close(world, 1)
        told.append(self.words(world, 2))

        head = look(world, 0).head
        of_before = f"; it is the first, so entries 1 to {head} are in no business day"
        assert [False, True, False] == [each.endswith(of_before) for each in told]

    def words(self, world, number):
        proposal_id = f"{number + 10:032x}"
        propose_day(world, DATES[number], *span(number), proposal_id)
        return says(world.store.staff.proposal(proposal_id), world.store)

    def test_not_by_one_person_alone(self, world):
        at_day(world, 1)

        assert ConfirmResult.SAME_PERSON is close(world, 0, by="alice")

    def test_not_with_other_entries_than_were_proposed(self, world):
        at_day(world, 1)
        entries = propose_day(world, DATES[0], *span(0))
        yes = Confirmation("d" * 32, "bob")
        other = entries | {"head": entries["head"] - 1}

        for told, result in ((other, ConfirmResult.DIFFERENT), (entries, ConfirmResult.DONE)):
            came = world.store.days.close(DATES[0], **told, confirmation=yes, now_ms=world.now)
            assert result is came

    def test_what_was_before_the_first_day_is_in_none(self, world):
        withdrawn(world)
        at_day(world, 2)

        report = look(world, 1)

        assert (report.after, 0) == (report.head, of_atm(report).booked.minor)
        assert ConfirmResult.DONE is close(world, 1)
        assert ConfirmResult.REFUSED is close(world, 0)
