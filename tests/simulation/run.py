"""One seed, from its number to what came of it; the same number gives the same run."""

from __future__ import annotations

import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.simulation.books import NewEngine, books_of
from tests.simulation.broken import Broken, looks
from tests.simulation.city import City
from tests.simulation.draws import Draws
from tests.simulation.faults import Fault, FaultKind, FaultPlan
from tests.simulation.memo import remember_lines
from tests.simulation.plan import errands

TRANSACTIONS: Final = 40  # of one seed


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be run.

    Attributes:
        kinds: the active faults; None for the seed's own.
        only: of what would strike, these alone do; None for all.
        wishes: which of the plan's transactions are begun; None for all.
        store: what the bank's books are kept in, as `books_of` takes it.
    """

    seed: int
    transactions: int = TRANSACTIONS
    kinds: tuple[FaultKind, ...] | None = None
    only: tuple[Fault, ...] | None = None
    wishes: frozenset[int] | None = None
    store: str | None = field(default=None, repr=False)  # an address may hold a password


@dataclass(slots=True)
class Outcome:
    """What came of it.

    Attributes:
        failure: empty if every invariant held.
        transactions: txids that the bank knows or a journal opened.
        looks: how often each rule was looked at.
        cpu_s: what it cost.
    """

    task: Task
    failure: str = ""
    trace: str = ""
    transactions: int = 0
    events: int = 0
    fired: Sequence[Fault] = ()
    coverage: Counter[str] = field(default_factory=Counter)
    looks: Counter[str] = field(default_factory=Counter)
    cpu_s: float = 0.0
    notes: Sequence[str] = ()


def run(task: Task) -> Outcome:
    """Never raises for what the simulated world does."""
    began_s = time.process_time()
    remember_lines()
    looks.clear()
    with (
        tempfile.TemporaryDirectory() as folder,
        books_of(task.seed, task.store, Path(folder)) as new_engine,
    ):
        outcome = _run(task, new_engine)
    outcome.looks = looks.copy()
    outcome.cpu_s = time.process_time() - began_s
    return outcome


def _run(task: Task, new_engine: NewEngine | None) -> Outcome:
    draws = Draws(task.seed)
    plan = FaultPlan(draws, task.kinds, task.only)
    wanted = errands(draws, task.transactions)
    if task.wishes is not None:
        wanted = [each for each in (one.without(task.wishes) for one in wanted) if each.wishes]
    city = City(task.seed, plan, wanted, new_engine)
    outcome = Outcome(task)
    try:
        city.run()
    except Broken as broken:
        outcome.failure, outcome.trace = str(broken), traceback.format_exc()
    except Exception as error:  # noqa: BLE001  a bug in what is simulated is a finding, too
        outcome.failure = f"{type(error).__name__}: {error}"
        outcome.trace = traceback.format_exc()
    outcome.transactions = len(city.bank.transactions)
    city.bank.engine.close()
    outcome.events, outcome.fired = city.watch.events, tuple(plan.fired)
    outcome.coverage, outcome.notes = city.coverage, city.notes
    return outcome
