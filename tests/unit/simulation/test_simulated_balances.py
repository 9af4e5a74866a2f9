"""Simulated people count what is there: without a fault nothing differs, at machine or bank."""

from __future__ import annotations

from tests.simulation.run import Task, run

SEED = 11  # three periods are closed


def test_without_a_fault_each_close_balances_at_machine_and_bank():
    outcome = run(Task(SEED, kinds=()))

    assert "" == outcome.failure, outcome.trace
    assert 3 == outcome.coverage["period closed"]
    assert 3 == outcome.coverage["period closed without a difference"]
    assert 3 == outcome.coverage["close told: host agrees"]
