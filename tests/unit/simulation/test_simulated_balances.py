"""Simulated people count what is there: without a fault nothing differs, at machine or bank."""

from __future__ import annotations

from tests.simulation.faults import FaultKind
from tests.simulation.run import Task, run

SEED = 11  # three periods are closed


def test_without_a_fault_each_close_balances_at_machine_and_bank():
    outcome = run(Task(SEED, kinds=()))

    assert "" == outcome.failure, outcome.trace
    assert 3 == outcome.coverage["period closed"]
    assert 3 == outcome.coverage["period closed without a difference"]
    assert 3 == outcome.coverage["close told: host agrees"]


def test_bins_counted_wrong_are_over_at_the_close_by_just_that_at_machine_and_bank():
    kinds = (FaultKind.BAD_NOTE, FaultKind.MISCOUNTED)
    outcome = run(Task(SEED, kinds=kinds, transactions=30))

    assert "" == outcome.failure, outcome.trace
    assert 2 == outcome.coverage["reject bin emptied, with notes in it"]
    assert 1 == outcome.coverage["period closed as wrong as people's counts were"]
    assert 1 == outcome.coverage["close compared with the bank's cash"]
