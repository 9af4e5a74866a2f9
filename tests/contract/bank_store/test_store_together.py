"""What every store promises about steps that are taken together: one durable step, or none."""

from collections import Counter
from functools import partial

import pytest

from bank_server.contract.operations import DeclineReason
from bank_server.contract.problems import ProblemCode
from bank_server.domain.cards import TryResult
from bank_server.domain.challenges import LiveChallenge
from bank_server.domain.transactions import TransactionState
from tests.contract.bank_store.store_world import ATM, CARD, MAIN, OPENING_MINOR, World, euros
from tests.contract.bank_store.test_store_races import THREADS, TRIES_MAX, at_once, begun_reads


class Broken(Exception):
    """A mistake of ours in the middle of a group."""


def in_group(world, work):
    """Runs `work` with a World whose steps belong to one group."""

    def grouped(steps):
        inside = World(steps)
        inside.now = world.now
        return work(inside)

    return world.store.together(grouped)


@pytest.fixture
def given(world):
    """The terms of a withdrawal whose challenge waits."""
    terms = world.terms(world.new_txid())
    world.give(terms)
    return terms


class TestAGroup:
    def test_answers_what_its_work_answers(self, world, given):
        taken = in_group(world, lambda inside: inside.take(given.txid))

        assert isinstance(taken, LiveChallenge)
        assert "in-work" == world.state(given.txid)

    def test_sees_what_it_has_written_so_far(self, world, given):
        def work(inside):
            inside.take(given.txid)
            seen = inside.state(given.txid)
            inside.hold(given)
            return seen, inside.state(given.txid), inside.money

        assert ("in-work", "held", (OPENING_MINOR, 5_000)) == in_group(world, work)
        assert (OPENING_MINOR, 5_000) == world.money
        assert () == world.findings

    def test_keeps_what_it_wrote_when_it_answers_a_refusal(self, world, given):
        def work(inside):
            inside.take(given.txid)
            finish = inside.store.transactions.refuse(given.txid, ATM, ProblemCode.RESPONSE_WRONG)
            return finish.transaction.problem

        assert ProblemCode.RESPONSE_WRONG is in_group(world, work)
        assert TransactionState.PROBLEM is world.take(given.txid).state

    def test_leaves_nothing_when_its_work_raises(self, world, given):
        before = world.store.accounts.snapshot()

        def work(inside):
            inside.take(given.txid)
            inside.store.cards.count_try(given.txid, ATM)
            inside.hold(given, visit="ab" * 32)
            raise Broken

        with pytest.raises(Broken):
            in_group(world, work)

        assert before == world.store.accounts.snapshot()
        assert 0 == world.store.cards.card(CARD).tries
        assert isinstance(world.take(given.txid), LiveChallenge)

    def test_leaves_nothing_when_a_step_raises_and_its_work_goes_on(self, world, given):
        """Half a step may be written by then; only the whole group can be undone."""

        def fail(_reason):
            raise Broken

        def work(inside):
            inside.take(given.txid)
            card = inside.store.cards.block(CARD)
            with pytest.raises(Broken):
                inside.store.transactions.answer_read(
                    given.txid, ATM, declined=fail, visit=None, now_ms=inside.now
                )
            return card

        with pytest.raises(AssertionError, match="ends its group"):
            in_group(world, work)

        assert world.state(given.txid) is None
        assert not world.store.cards.card(CARD).is_blocked

    def test_is_followed_by_others_after_it_failed(self, world, given):
        def work(inside):
            inside.take(given.txid)
            raise Broken

        with pytest.raises(Broken):
            in_group(world, work)

        assert isinstance(in_group(world, lambda inside: inside.take(given.txid)), LiveChallenge)

    def test_takes_no_step_of_the_store_around_it(self, world):
        def work(_inside):
            return world.store.accounts.account(MAIN)

        with pytest.raises(AssertionError, match="a step asks for a step"):
            in_group(world, work)

        assert euros(OPENING_MINOR) == world.account.balance

    def test_takes_no_group_inside_it(self, world):
        def work(_inside):
            return world.store.together(lambda steps: steps.cards.card(CARD))

        with pytest.raises(AssertionError, match="a step asks for a step"):
            in_group(world, work)

    def test_takes_no_step_after_its_end(self, world):
        leaked = world.store.together(lambda steps: steps)

        with pytest.raises(AssertionError, match="the group has ended"):
            leaked.cards.card(CARD)

    def test_belongs_to_the_same_run_of_the_bank(self, world):
        assert world.store.boot_id == world.store.together(lambda steps: steps.boot_id)


class TestFiftyGroupsAtOnce:
    def test_get_exactly_three_tries_of_a_card(self, world):
        def attempt(txid, steps):
            result = steps.cards.count_try(txid, ATM)
            steps.transactions.decline(txid, ATM, DeclineReason.PIN_WRONG, b"no")
            return result

        groups = [partial(attempt, txid) for txid in begun_reads(world, THREADS)]
        results = Counter(at_once([partial(world.store.together, group) for group in groups]))

        assert {
            TryResult.GRANTED: TRIES_MAX,
            TryResult.CARD_BLOCKED: THREADS - TRIES_MAX,
        } == results
        assert world.store.cards.card(CARD).is_blocked

    def test_take_one_challenge_once(self, world, given):
        def attempt(steps):
            taken = steps.challenges.take(given.txid, ATM, world.now)
            if isinstance(taken, LiveChallenge):
                steps.transactions.refuse(given.txid, ATM, ProblemCode.RESPONSE_WRONG)
            return taken

        results = at_once([lambda: world.store.together(attempt)] * THREADS)

        assert 1 == sum(isinstance(result, LiveChallenge) for result in results)
