"""One simulated seed comes to the same, whatever the bank keeps its books in."""

import pytest

from tests.simulation.run import Task, run

FEW = 6  # transactions


@pytest.fixture(scope="module")
def in_memory():
    return run(Task(5, FEW, store="memory"))


def test_on_sqlite(in_memory):
    assert came_to(in_memory) == came_to(run(Task(5, FEW, store="sqlite")))


def test_on_mongo(in_memory, mongo):
    assert came_to(in_memory) == came_to(run(Task(5, FEW, store=mongo.uri)))


def came_to(outcome):
    assert "" == outcome.failure, outcome.trace
    return outcome.transactions, outcome.events, outcome.fired, outcome.coverage, outcome.notes
