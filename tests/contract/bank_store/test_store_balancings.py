"""What every store promises of trials and closes: each entry of an ATM's cash is in one of them."""

import pytest

from bank_server.contract.balancings import EnvelopeTotals, MachineTotals
from bank_server.contract.message import Anchor
from bank_server.contract.operations import EnvelopeResult
from bank_server.domain.balancings import REFUSED_MAX, BalanceResult
from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    Staff,
    StaffRole,
    dispute_body,
    resolution_body,
)
from bank_server.store.steps import balancings as balancing_steps
from hardware.crypto.record import TxnOutcome
from tests.contract.bank_store.balanced import DAY, FIRST, SECOND, asked, balance, counted
from tests.contract.bank_store.store_world import ATM, LOADED, OTHER_ATM, TEN, TWENTY

THIRD = "a3" * 16
IN_IT = LOADED * (TEN + TWENTY)
TAKEN = 3 * TEN + TWENTY


def paid(canister_1=0, canister_2=0, retracted=0):
    return tuple(
        MachineTotals(
            canister=canister,
            presented=count,
            retracted=retracted if canister == 1 else 0,
            unknown=0,
            rejected=0,
            tested=0,
        )
        for canister, count in ((1, canister_1), (2, canister_2))
    )


def cash(reply):
    return [each.minor for each in (reply.loaded, reply.dispensed, reply.corrected, reply.cash)]


class TestTrial:
    def test_the_first_has_all_that_the_ledger_knows(self, world):
        world.settle(world.taken(world.withdraw(world.new_txid())))

        tried = balance(world, asked(world, close=False, machine=paid(3, 1)))

        assert BalanceResult.TRIED is tried.result
        assert [IN_IT, TAKEN, 0, IN_IT - TAKEN] == cash(tried.reply)
        assert (0, 0, 0) == (
            tried.reply.host_difference.minor,
            tried.reply.cash_difference.minor,
            tried.reply.uncertain.minor,
        )

    def test_it_changes_nothing(self, world):
        for _ in range(2):
            assert 1 == balance(world, asked(world, close=False)).reply.number

        assert [] == world.work
        assert None is world.store.balancings.find(ATM, FIRST)

    def test_it_says_what_would_stand_in_the_way_of_a_close(self, world, held):
        status = world.status(FIRST, next=1, left=LOADED - 1)

        reply = balance(world, asked(world, close=False, counted=()), status).reply

        assert (True, False, 1) == (reply.is_held, reply.counters_fit, reply.open)
        assert TAKEN == reply.uncertain.minor
        assert (None, None) == (reply.counted, reply.cash_difference)

    def test_it_tells_where_the_machine_paid_another_sum(self, world):
        world.settle(world.taken(world.withdraw(world.new_txid())))

        reply = balance(world, asked(world, close=False, machine=paid(4, 1))).reply

        assert (-TEN, TAKEN + TEN) == (reply.host_difference.minor, reply.machine_dispensed.minor)


class TestClose:
    def test_the_next_one_counts_from_it(self, world):
        world.settle(world.taken(world.withdraw(world.new_txid())))
        first = balance(world, asked(world, machine=paid(3, 1)))
        world.tick(5)
        world.settle(world.taken(world.withdraw(world.new_txid(), notes=((2, 2),))))

        second = balance(world, asked(world, SECOND, since=FIRST, machine=paid(0, 2)))

        assert (1, [IN_IT, TAKEN, 0, IN_IT - TAKEN]) == (first.reply.number, cash(first.reply))
        left = IN_IT - TAKEN - 2 * TWENTY
        assert (2, [0, 2 * TWENTY, 0, left]) == (second.reply.number, cash(second.reply))
        assert (FIRST, first.reply.at_ms) == (second.reply.since, second.reply.since_ms)
        assert 0 == second.reply.host_difference.minor
        assert [] == world.work

    def test_the_same_again_has_the_same_answer(self, world):
        request, status = asked(world), world.status(FIRST)
        closed = balance(world, request, status)
        world.tick(7)
        world.settle(world.taken(world.withdraw(world.new_txid())))
        again = request.model_copy(update={"anchor": Anchor(seq=9, h="1" * 64, m="1" * 32)})

        same = balance(world, again, status)

        assert (BalanceResult.SAME, closed.reply) == (same.result, same.reply)
        assert 2 == balance(world, asked(world, SECOND, since=FIRST)).reply.number

    @pytest.mark.parametrize("changes", [{"staff": ("anna", "carl")}, {"close": False}])
    def test_another_one_of_the_same_id_is_refused(self, world, changes):
        balance(world, asked(world))

        assert BalanceResult.CONFLICT is balance(world, asked(world, **changes)).result

    def test_none_while_a_transaction_is_held(self, world, held):
        assert BalanceResult.ATM_BUSY is balance(world, asked(world)).result
        assert None is world.store.balancings.find(ATM, FIRST)

    @pytest.mark.parametrize("line", [{"next": 1}, {"load": 2}, {"left": LOADED - 1}])
    def test_none_where_the_hsm_has_counted_otherwise(self, world, line):
        came = balance(world, asked(world), world.status(FIRST, **line))

        assert BalanceResult.COUNTERS_DIFFER is came.result

    @pytest.mark.parametrize("of", [{"nonce": SECOND}, {"atm_id": OTHER_ATM}])
    def test_none_by_a_record_of_something_else(self, world, of):
        status = world.status(**({"nonce": FIRST} | of))

        assert BalanceResult.RECORD_INVALID is balance(world, asked(world), status).result

    def test_none_before_each_filling_is_counted(self, world):
        one = asked(world, counted=(counted(world, 1),))
        older = asked(world, counted=(counted(world, 1), counted(world, 2, load=2)))

        assert BalanceResult.NOT_COUNTED is balance(world, one).result
        assert BalanceResult.UNCLEAR is balance(world, older).result

    def test_none_while_a_restored_bank_waits_for_this_atm(self, world):
        world.restored()
        assert BalanceResult.LEVELLING is balance(world, asked(world)).result
        assert BalanceResult.TRIED is balance(world, asked(world, close=False)).result

        world.store.restorations.level(ATM, "5" * 32, world.status(), world.now)

        assert BalanceResult.CLOSED is balance(world, asked(world)).result

    def test_a_restored_bank_that_has_forgotten_a_filling_says_that_it_waits(self, world):
        """Any other refusal would be final for the machine, and the close lost."""
        world.restored()
        later = asked(world, counted=(counted(world, 1, load=2), counted(world, 2)))

        assert BalanceResult.LEVELLING is balance(world, later).result

    def test_none_after_many_on_one_day(self, world, monkeypatch):
        monkeypatch.setattr(balancing_steps, "CLOSES_MAX", 3)
        told = [asked(world, f"{number:032x}") for number in range(4)]
        for each in told[:-1]:
            assert BalanceResult.CLOSED is balance(world, each).result
        trial = asked(world, "f" * 32, close=False)

        assert [BalanceResult.TOO_MANY] * 2 == [
            balance(world, each).result for each in (told[-1], trial)
        ]
        assert BalanceResult.SAME is balance(world, told[0]).result
        tomorrow = world.store.balancings.balance(
            ATM, told[-1], world.status(told[-1].id), "2027-01-16", world.now
        )
        assert BalanceResult.CLOSED is tomorrow.result

    def test_an_unknown_atm_has_none(self, world):
        nobody = "9" * 8 + ATM[8:]
        came = world.store.balancings.balance(
            nobody, asked(world), world.status(FIRST), DAY, world.now
        )

        assert BalanceResult.ATM_UNKNOWN is came.result


class TestWork:
    @pytest.mark.parametrize(
        ("off", "item", "minor"), [(2, "cash-over", 2 * TEN), (-1, "cash-short", -TEN)]
    )
    def test_notes_too_many_or_too_few_are_on_the_list(self, world, off, item, minor):
        closed = balance(world, asked(world, counted=(counted(world, 1, off), counted(world, 2))))

        assert (minor, [item]) == (closed.reply.cash_difference.minor, world.work)
        assert [FIRST] == [each.reference for each in world.store.staff.work_items()]

    def test_a_machine_that_paid_another_sum_is(self, world):
        balance(world, asked(world, machine=paid(1)))

        assert ["totals-differ"] == world.work

    def test_a_machine_that_counts_from_another_close_is(self, world):
        balance(world, asked(world))

        closed = balance(world, asked(world, SECOND, since=None))

        assert (None, ["totals-differ"]) == (closed.reply.host_difference, world.work)

    def test_people_close_it_with_their_reason(self, world):
        balance(world, asked(world, counted=(counted(world, 1, 1), counted(world, 2))))
        number = world.store.staff.work_items()[0].number

        world.store.staff.close_work_item(number, "anna", "found under the tray", world.now)

        assert [] == world.work

    def test_what_was_short_in_a_former_filling_is(self, world):
        gone = counted(world, 1, -1)
        world.load_cash(world.load_record(1, 2, 150, closing=(0, 0)))

        closed = balance(world, asked(world, counted=(gone, counted(world, 1), counted(world, 2))))

        assert (-TEN, ["cash-short"]) == (closed.reply.cash_difference.minor, world.work)
        assert 150 * TEN + LOADED * TWENTY == closed.reply.counted.minor == closed.reply.cash.minor


class TestBins:
    """A load books the former filling's rejected notes to the vault, wherever they lie."""

    def rejects_two(self, world):
        terms = world.withdraw(world.new_txid(), notes=((1, 4),))
        world.settle(world.receipt(terms, TxnOutcome.TAKEN, {1: 2}, {1: 2}))
        return paid(2)

    def look(self, world, machine, rejected, expected):
        bins = {"rejected": rejected, "expected_rejected": expected}
        counts = (counted(world, 1, **bins), counted(world, 2))
        reply = balance(world, asked(world, close=False, machine=machine, counted=counts)).reply
        return reply.carried.minor, reply.cash_difference.minor

    @pytest.mark.parametrize(("found", "off"), [(2, 0), (1, -TEN), (0, -2 * TEN), (3, TEN)])
    def test_notes_that_stay_in_the_bin_over_a_load_are_neither_over_nor_short(
        self, world, found, off
    ):
        machine = self.rejects_two(world)
        world.load_cash(world.load_record(1, 2, 150, closing=(4, 2)))

        assert (2 * TEN, off) == self.look(world, machine, found, 2)

    def test_more_than_the_machine_knew_of_that_was_taken_out_is_over(self, world):
        machine = self.rejects_two(world)

        assert (-3 * TEN, TEN) == self.look(world, machine, 0, -1)

    @pytest.mark.parametrize(("found", "off"), [(0, 0), (1, TEN)])
    def test_a_bin_that_was_emptied_without_a_load_is_neither_over_nor_short(
        self, world, found, off
    ):
        machine = self.rejects_two(world)

        assert (-2 * TEN, off) == self.look(world, machine, found, 0)

    def test_where_nobody_can_know_what_must_lie_there_the_books_are_believed(self, world):
        machine = self.rejects_two(world)

        assert (0, 0) == self.look(world, machine, 0, None)

    def test_retracted_notes_that_people_have_decided_may_stay_in_theirs(self, world):
        terms = world.withdraw(world.new_txid(), notes=((1, 2),))
        world.settle(world.receipt(terms, TxnOutcome.RETRACTED, {1: 2}))
        decide(world, terms, found=((1, 2),))
        world.load_cash(world.load_record(1, 2, 150, closing=(2, 0)))

        for found, off in ((2, 0), (0, -2 * TEN)):
            bins = {"retracted": found, "expected_retracted": 2}
            counts = (counted(world, 1, **bins), counted(world, 2))
            reply = balance(world, asked(world, close=False, counted=counts)).reply
            assert (2 * TEN, off) == (reply.carried.minor, reply.cash_difference.minor)


class TestRefused:
    """A close that two people made is in the books, or on the list with what they found."""

    SHORT = "by the machine's own records people found -10000 minor units of EUR"

    @pytest.mark.parametrize(
        ("status", "changes", "result"),
        [
            ({"left": LOADED - 1}, {}, "counters-differ"),
            ({"nonce": SECOND}, {}, "record-invalid"),
            ({}, {"machine": paid(1)[:1], "counted": "without the second"}, "not-counted"),
            ({}, {"counted": "of a later filling"}, "unclear"),
        ],
    )
    def test_a_refusal_for_good_is_work_for_people(self, world, status, changes, result):
        short = counted(world, 1, -10)
        counts = {
            "without the second": (short,),
            "of a later filling": (short, counted(world, 2, load=2)),
        }
        said = {"counted": (short, counted(world, 2))} | changes
        said["counted"] = counts.get(said["counted"], said["counted"])

        came = balance(world, asked(world, **said), world.status(**({"nonce": FIRST} | status)))

        assert (result, None) == (came.result.value, came.reply)
        (item,) = world.store.staff.work_items()
        assert ("balancing-refused", FIRST) == (item.kind.value, item.reference)
        assert f"{result}; {self.SHORT}" == item.note

    def test_of_a_trial_nobody_hears(self, world):
        balance(world, asked(world, close=False), world.status(SECOND))

        assert [] == world.work

    def test_another_close_of_the_same_id_is(self, world):
        balance(world, asked(world))

        balance(world, asked(world, staff=("anna", "carl")))

        assert ["balancing-refused"] == world.work

    def test_more_than_people_can_look_at_wait_until_they_have(self, world):
        wrong = world.status(SECOND)
        for number in range(REFUSED_MAX):
            balance(world, asked(world, f"{number:032x}"), wrong)

        assert BalanceResult.TOO_MANY_REFUSED is balance(world, asked(world), wrong).result
        again = balance(world, asked(world, "0" * 32), wrong)
        assert BalanceResult.RECORD_INVALID is again.result
        assert REFUSED_MAX == len(world.work)
        first = world.store.staff.work_items()[0]
        world.store.staff.close_work_item(first.number, "anna", "a broken cable", world.now)
        assert BalanceResult.RECORD_INVALID is balance(world, asked(world), wrong).result

    def test_a_filling_counts_in_one_close(self, world):
        """The one that was in the machine then may be named by the next one, none before it."""
        first = counted(world, 1, -1)
        world.load_cash(world.load_record(1, 2, 150, closing=(0, 0)))
        told = (first, counted(world, 1), counted(world, 2))
        assert -TEN == balance(world, asked(world, counted=told)).reply.cash_difference.minor
        world.load_cash(world.load_record(1, 3, 150, closing=(0, 0), name="third"))
        then = (told[1], counted(world, 1), counted(world, 2))

        again = balance(world, asked(world, SECOND, since=FIRST, counted=(first, *then)))
        once = balance(world, asked(world, THIRD, since=FIRST, counted=then))

        assert (BalanceResult.UNCLEAR, BalanceResult.CLOSED) == (again.result, once.result)
        assert 0 == once.reply.cash_difference.minor


class TestUncertain:
    def test_retracted_notes_may_lie_in_the_bin_or_be_gone(self, world):
        terms = world.withdraw(world.new_txid(), notes=((1, 2),))
        world.settle(world.receipt(terms, TxnOutcome.RETRACTED, {1: 2}))
        machine = paid(2, retracted=2)

        for found, off in ((2, 0), (1, 0), (0, 0), (3, TEN)):
            counts = (counted(world, 1, retracted=found), counted(world, 2))
            reply = balance(world, asked(world, close=False, machine=machine, counted=counts)).reply
            assert (2 * TEN, off) == (reply.uncertain.minor, reply.cash_difference.minor)
            assert (0, 0, 1) == (reply.host_difference.minor, reply.dispensed.minor, reply.open)

    def test_what_people_decide_is_a_correction(self, world):
        terms = world.withdraw(world.new_txid(), notes=((1, 2),))
        world.settle(world.receipt(terms, TxnOutcome.RETRACTED, {1: 2}))
        balance(world, asked(world, machine=paid(2, retracted=2)))
        decide(world, terms, found=((1, 1),))

        reply = balance(world, asked(world, SECOND, since=FIRST)).reply

        assert [0, 0, -TEN, IN_IT - TEN] == cash(reply)
        assert (TEN, 0) == (reply.uncertain.minor, reply.cash_difference.minor)

    def test_a_suspect_record_leaves_its_notes_open(self, world):
        terms = world.withdraw(world.new_txid(), notes=((1, 2),))
        world.settle(world.receipt(terms, TxnOutcome.SUSPECT, {1: 2}))

        reply = balance(world, asked(world)).reply

        assert (1, 2 * TEN, 0) == (reply.open, reply.uncertain.minor, reply.cash_difference.minor)


class TestEnvelopes:
    def told(self, accepted, first, last, found=None):
        return EnvelopeTotals(accepted=accepted, first=first, last=last, counted=found)

    def test_the_bank_knows_those_that_it_was_told_of(self, world):
        for number in (7, 8, 9):
            world.report(world.approve().txid, number=number)
        world.report(world.approve().txid, EnvelopeResult.UNKNOWN, None)

        reply = balance(world, asked(world, envelopes=self.told(2, 8, 9, 2))).reply

        assert (2, 4) == (reply.envelopes_known, reply.envelopes_pending)
        assert "envelopes-differ" not in world.work

    def test_those_of_a_slot_that_was_replaced_are_not_counted_again(self, world):
        world.report(world.approve().txid, number=7)
        world.tick(1)
        balance(world, asked(world, envelopes=self.told(1, 7, 7)))
        world.report(world.approve().txid, number=6)

        said = asked(world, SECOND, since=FIRST, envelopes=self.told(1, 6, 7))

        assert 1 == balance(world, said).reply.envelopes_known

    @pytest.mark.parametrize("told", [(2, 7, 8, None), (1, 7, 7, 2), (1, None, None, 1)])
    def test_others_are_on_the_list(self, world, told):
        world.report(world.approve().txid, number=7)

        balance(world, asked(world, envelopes=self.told(*told)))

        assert ["deposit", "envelopes-differ"] == world.work


def test_the_record_may_tell_what_people_have_ended_without_a_receipt(world):
    terms = world.withdraw(world.new_txid(), notes=((1, 3),))
    world.tick(25 * 3_600_000)
    world.store.transactions.doubt_old_holds(world.now)
    for name in ("anna", "ben"):
        world.store.staff.add(Staff(name, StaffRole.SUPERVISOR, name * 4))
    resolve(world, terms, ((1, 2),))
    status = world.status(FIRST, next=3, left=LOADED - 3)
    counts = (
        counted(
            world, 1, left=LOADED - 3, rejected=1, expected_left=LOADED - 3, expected_rejected=1
        ),
        counted(world, 2),
    )

    closed = balance(world, asked(world, counted=counts), status)

    assert BalanceResult.CLOSED is closed.result
    assert [IN_IT, 0, -2 * TEN, IN_IT - 2 * TEN] == cash(closed.reply)
    assert 0 == closed.reply.cash_difference.minor
    assert (1, 3, LOADED - 3, 1) == world.counters[0]
    assert ["counters-moved"] == world.work


def resolve(world, terms, presented):
    body = resolution_body(terms.txid, ATM, presented, "counted")
    world.store.staff.propose("7" * 32, ActionKind.RESOLVE_IN_DOUBT, body, "anna", world.now)
    world.store.transactions.resolve_in_doubt(
        terms.txid,
        ATM,
        presented=presented,
        why="counted",
        confirmation=Confirmation("7" * 32, "ben"),
        now_ms=world.now,
    )


def decide(world, terms, found):
    for name in ("anna", "ben"):
        world.store.staff.add(Staff(name, StaffRole.SUPERVISOR, name * 4))
    body = dispute_body(terms.txid, ATM, found, "counted")
    world.store.staff.propose("7" * 32, ActionKind.RESOLVE_DISPUTE, body, "anna", world.now)
    world.store.transactions.resolve_dispute(
        terms.txid,
        ATM,
        found=found,
        why="counted",
        confirmation=Confirmation("7" * 32, "ben"),
        now_ms=world.now,
    )
