"""The simulator itself: one seed is one run, it can fail, and what fails becomes small."""

from __future__ import annotations

import pytest

from bank_server.domain import receipts
from tests.simulation.broken import RULES
from tests.simulation.draws import Draws
from tests.simulation.faults import RATES, Fault, FaultKind, FaultPlan
from tests.simulation.plan import errands
from tests.simulation.replay import ReplayUnreadable, read, write
from tests.simulation.run import Outcome, Task, run
from tests.simulation.shrink import Shrinker, fewest, rule_of
from tests.simulation.tally import Tally

SEEDS = [*range(1, 13), 100]  # the last one keeps its books in SQLite


@pytest.mark.parametrize("seed", SEEDS)
def test_no_fault_moves_a_cent_that_it_should_not(seed):
    outcome = run(Task(seed))

    assert "" == outcome.failure, outcome.trace
    assert 0 < outcome.transactions
    assert outcome.fired


def test_without_faults_nothing_strikes_and_everybody_is_served():
    outcome = run(Task(8, kinds=()))

    assert ("", ()) == (outcome.failure, outcome.fired)
    assert 40 <= outcome.transactions
    assert set(RULES) <= set(outcome.looks), "a rule that finds nothing to look at shows nothing"
    assert {"told: transfer done", "told: deposit done", "deposit verified"} <= set(
        outcome.coverage
    )


def test_the_same_seed_is_the_same_run():
    first, second = run(Task(5)), run(Task(5))

    assert first.fired == second.fired
    assert (first.transactions, first.events) == (second.transactions, second.events)
    assert first.coverage == second.coverage


def test_a_fault_that_is_left_out_leaves_all_draws_before_it_as_they_were():
    whole = run(Task(5)).fired
    kept = whole[: len(whole) // 2]

    assert list(kept) == list(run(Task(5, only=tuple(kept))).fired[: len(kept)])


def test_the_first_transactions_of_a_longer_plan_are_those_of_a_shorter():
    short, long = errands(Draws(9), 10), errands(Draws(9), 30)

    assert short[:-1] == long[: len(short) - 1]


def test_a_bank_that_forgets_a_note_is_found(monkeypatch):
    """Not a check that cannot fail: every capture is one cent less than what came out."""
    honest = receipts.presented_minor
    monkeypatch.setattr(receipts, "presented_minor", lambda *args: max(0, honest(*args) - 1))

    assert "I3" == rule_of(run(Task(3, transactions=5, kinds=())).failure)


def test_a_failure_shrinks_to_the_one_transaction_and_the_two_faults_that_it_needs():
    faults = [Fault(FaultKind.JAM, number, 0) for number in range(1, 9)]

    def fails_by(task):
        fired = [each for each in faults if task.only is None or each in task.only]
        wishes = range(1, 9) if task.wishes is None else task.wishes
        is_bad = {2, 7} <= {fault.transaction for fault in fired} and 7 in wishes
        return Outcome(task, "I3: a cent" if is_bad else "", fired=fired)

    best = Shrinker(fails_by(Task(1, transactions=8)), fails_by).shrink()

    assert {7} == best.task.wishes
    assert {2, 7} == {fault.transaction for fault in best.fired}


def test_a_failure_that_is_written_down_is_the_same_task_again(tmp_path):
    outcome = run(Task(2, transactions=4))
    outcome.task = Task(2, 4, (FaultKind.JAM,), (Fault(FaultKind.JAM, 1, 0),), frozenset({1}))
    path = tmp_path / "seed.json"
    write(path, outcome, "abc")

    assert (outcome.task, "abc") == read(path)
    path.write_text("{}")
    with pytest.raises(ReplayUnreadable, match=r"seed\.json is not a replay file"):
        read(path)


@pytest.mark.parametrize("guilty", [{3}, {0, 9}, {1, 2, 7}, set(range(10))])
def test_only_what_is_needed_to_fail_remains(guilty):
    assert sorted(guilty) == sorted(fewest(range(10), guilty.issubset))


def test_chances_of_a_kind_are_drawn_apart_and_counted():
    plan = FaultPlan(Draws(1), [FaultKind.CASH_LEFT])
    struck = [plan.strikes(FaultKind.CASH_LEFT, 1) is not None for _ in range(2_000)]

    assert plan.strikes(FaultKind.JAM, 1) is None
    assert 0.5 < sum(struck) / (2_000 * RATES[FaultKind.CASH_LEFT]) < 2
    plan.is_over = True
    assert plan.strikes(FaultKind.CASH_LEFT, 1) is None


def test_the_last_line_says_what_was_tried():
    tally = Tally()
    tally.add(run(Task(2, transactions=4, kinds=())))

    assert tally.last_line().startswith("1 seeds, ")
    assert tally.last_line().endswith(" transactions, 0 faults fired, 0 failures")
    assert any(line.split() == ["jam", "0"] for line in tally.table())
    assert any(line.split() == ["I1", f"{tally.looks['I1']:,}"] for line in tally.table())
