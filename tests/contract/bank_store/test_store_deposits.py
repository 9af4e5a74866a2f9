"""Every store moves money between accounts in one step, and credits what people found, once."""

import pytest

from bank_server.contract.operations import DeclineReason, EnvelopeResult
from bank_server.domain.deposits import ReportResult
from bank_server.domain.open_deposits import AloneLimits, VerifyResult
from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    deposit_body,
)
from bank_server.domain.transactions import SettleResult
from tests.contract.bank_store.store_world import ASKED, ATM, OPENING_MINOR, SAVINGS, digest, euros

DAY_MS = 24 * 3_600_000


def saved(world):
    return world.store.accounts.account(SAVINGS).balance.minor


def verify(world, txid, minor=ASKED, by="anna"):
    return world.store.deposits.verify(
        txid,
        ATM,
        found=euros(minor),
        limits=AloneLimits(euros(ASKED), euros(2 * ASKED), world.now - DAY_MS),
        why="counted",
        by=by,
        now_ms=world.now,
    )


def end(world, txid, minor, account_id=SAVINGS, by="bob"):
    """Proposed by anna."""
    propose(world, txid, minor, account_id)
    return confirm(world, txid, minor, account_id, by)


def propose(world, txid, minor, account_id=SAVINGS):
    told = world.store.transactions.find(txid, ATM).envelope
    body = deposit_body(txid, ATM, account_id, euros(minor), "counted", told)
    named = f"{minor:032x}", ActionKind.END_DEPOSIT, body, "anna", world.now
    world.store.staff.propose(*named)


def confirm(world, txid, minor, account_id=SAVINGS, by="bob"):
    proposal_id, found = f"{minor:032x}", euros(minor)
    return world.store.deposits.end(
        txid,
        ATM,
        account_id=account_id,
        found=found,
        why="counted",
        confirmation=Confirmation(proposal_id, by),
        now_ms=world.now,
    )


@pytest.fixture(autouse=True)
def _the_books_add_up(world):
    for name in ("anna", "bob"):
        world.store.staff.add(Staff(name, StaffRole.SUPERVISOR, digest(name)[:20]))
    yield
    assert () == world.findings


def test_a_transfer_is_one_step_with_its_reply(world):
    done = world.transfer().transaction

    assert ("done", b"%d %d" % (OPENING_MINOR - ASKED, ASKED)) == (done.state.value, done.reply)
    assert ((OPENING_MINOR - ASKED, 0), ASKED) == (world.money, saved(world))
    answer = world.store.transactions.resolve(done.txid, ATM, world.now)
    assert ("done", done) == (answer.state.value, answer.transaction)


def test_a_transfer_that_is_not_covered_moves_nothing(world):
    world.withdraw(world.new_txid())
    declined = world.transfer(OPENING_MINOR - ASKED + 1).transaction

    assert (DeclineReason.FUNDS, b"declined funds") == (declined.decline, declined.reply)
    assert ((OPENING_MINOR, ASKED), 0) == (world.money, saved(world))


def test_an_envelope_is_credited_when_one_person_found_the_claim_in_it(world):
    txid = world.approve().txid
    first = world.report(txid)
    pending = (world.state(txid), saved(world), world.work)

    assert (ReportResult.BOOKED, "pending") == (first[0], first[1].value)
    assert ("pending", 0, ["deposit"]) == pending
    assert (ReportResult.SAME, first[1]) == world.report(txid)
    assert VerifyResult.CREDITED is verify(world, txid)
    assert VerifyResult.REFUSED is verify(world, txid)
    assert ("verified", ASKED, []) == (world.state(txid), saved(world), world.work)
    assert (ReportResult.SAME, first[1]) == world.report(txid)


def test_another_amount_takes_two_people_and_is_what_is_credited(world):
    txid = world.approve().txid
    world.report(txid)

    assert VerifyResult.NEEDS_TWO is verify(world, txid, ASKED - 1_000)
    assert ConfirmResult.SAME_PERSON is end(world, txid, ASKED - 1_000, by="anna")
    assert 0 == saved(world)
    assert ConfirmResult.DONE is end(world, txid, ASKED - 1_000)
    assert ASKED - 1_000 == saved(world)
    assert ConfirmResult.REFUSED is end(world, txid, ASKED - 2_000)
    assert [] == world.work


def test_what_was_proposed_before_the_slot_spoke_is_confirmed_by_nobody(world):
    """Rejected for want of a word; then the envelope is in the bin after all."""
    txid = world.approve().txid
    world.tick(DAY_MS)
    world.store.deposits.list_overdue(world.now)
    propose(world, txid, 0, None)
    world.report(txid)
    late = confirm(world, txid, 0, None)

    assert (ConfirmResult.DIFFERENT, "pending") == (late, world.state(txid))
    assert ConfirmResult.DONE is end(world, txid, ASKED)
    assert ASKED == saved(world)


def test_what_the_slot_says_of_an_unknown_txid_stays(world):
    void = world.report("f" * 32, EnvelopeResult.REFUSED, None)
    unknown = world.report("e" * 32)

    assert (ReportResult.BOOKED, "void") == (void[0], void[1].value)
    assert ("void", None) == (world.state("f" * 32), world.state("e" * 32))
    assert (ReportResult.DEPOSIT_UNKNOWN, None) == unknown
    world.restored()
    assert "disputed" == world.report("e" * 32)[1].value
    assert SettleResult.RECEIPT_INVALID is world.settle(world.taken(world.terms("e" * 32))).result
    assert "pending" == world.state("e" * 32)
    assert ConfirmResult.DONE is end(world, "e" * 32, 3_000)
    assert 3_000 == saved(world)


def test_a_number_that_comes_again_at_one_atm_is_an_alarm(world):
    for number in (7, 8, 7):
        world.report(world.approve().txid, number=number)

    assert ["deposit", "deposit", "deposit", "envelope-repeated"] == world.work


def test_a_slot_that_says_nothing_for_a_day_is_listed(world):
    txid = world.approve().txid
    world.tick(DAY_MS - 1)
    early = world.store.deposits.list_overdue(world.now)
    world.tick(1)

    assert (0, 1, 0) == (early, *(world.store.deposits.list_overdue(world.now) for _ in "12"))
    assert ("pending", ["deposit-disputed"]) == (world.state(txid), world.work)
    assert "void" == world.report(txid, EnvelopeResult.REFUSED)[1].value
    assert [] == world.work


def test_an_envelope_that_turns_up_after_it_was_ended_with_nothing_is_credited_by_two(world):
    txid = world.approve().txid
    world.tick(DAY_MS)
    world.store.deposits.list_overdue(world.now)
    assert ConfirmResult.DONE is end(world, txid, 0, None)

    assert VerifyResult.NEEDS_TWO is verify(world, txid)
    assert 0 == saved(world)
    assert ConfirmResult.DONE is end(world, txid, ASKED)
    assert ConfirmResult.REFUSED is end(world, txid, ASKED - 1_000)
    assert ("verified", ASKED, []) == (world.state(txid), saved(world), world.work)
    assert "pending" == world.report(txid)[1].value
    assert ("verified", ASKED, []) == (world.state(txid), saved(world), world.work)


def test_the_slots_late_word_opens_a_deposit_that_people_ended_with_nothing(world):
    txid = world.approve().txid
    world.tick(DAY_MS)
    world.store.deposits.list_overdue(world.now)
    end(world, txid, 0, None)
    world.report(txid)

    assert ("pending", ["deposit", "settled-differently"]) == (world.state(txid), world.work)
    assert VerifyResult.NEEDS_TWO is verify(world, txid)
    assert ConfirmResult.DONE is end(world, txid, ASKED - 1_000)
    assert ("verified", ASKED - 1_000) == (world.state(txid), saved(world))
    assert ["settled-differently"] == world.work


def test_who_credited_alone_and_when_is_written_in_the_step_that_credits(world):
    """A bank that is killed before its audit line still knows who it was."""
    alone, together = (world.approve().txid for _ in "12")
    for number, txid in enumerate((alone, together)):
        world.report(txid, number=number)
    verify(world, alone)
    end(world, together, ASKED - 1_000)

    said = [world.store.transactions.find(txid, ATM).envelope for txid in (alone, together)]
    assert [("anna", world.now), (None, world.now)] == [(one.alone, one.ended_ms) for one in said]
    closed = world.store.staff.closed_work_items(9)
    assert {alone: "anna", together: "bob"} == {each.reference: each.closed.by for each in closed}


def test_one_person_alone_credits_no_more_than_the_sum_of_a_day(world):
    """Of this person and of this day; what two people credit is not in it."""
    first, second, third, fourth = (world.approve().txid for _ in "1234")
    for number, txid in enumerate((first, second, third, fourth)):
        world.report(txid, number=number)
    assert [VerifyResult.CREDITED] * 2 == [verify(world, txid) for txid in (first, second)]

    assert VerifyResult.NEEDS_TWO is verify(world, third)
    assert VerifyResult.CREDITED is verify(world, third, by="bob")
    world.tick(DAY_MS)
    assert VerifyResult.NEEDS_TWO is verify(world, fourth)
    world.tick(1)
    assert VerifyResult.CREDITED is verify(world, fourth)
    assert 4 * ASKED == saved(world)
