"""From a run that failed to the smallest one that still fails in the same way.

Draws are keyed by place, so leaving one transaction or one fault out leaves all others as they
were. First the fewest transactions, then the fewest faults (Zeller's ddmin).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from tests.simulation.faults import Fault
from tests.simulation.run import Outcome, Task, run

T = TypeVar("T")

RUNS_MAX: Final = 400
CPU_S_MAX: Final = 120.0


class Shrinker:
    """
    Attributes:
        best: the smallest outcome so far that fails by the same rule.
        runs: how many were tried.
    """

    def __init__(self, failed: Outcome, run_one: Callable[[Task], Outcome] = run) -> None:
        self.best = failed
        self.runs = 0
        self._cpu_s = 0.0
        self._run = run_one
        self._rule = rule_of(failed.failure)

    def shrink(self) -> Outcome:
        self._fewer_faults()
        self._fewer_wishes()
        self._fewer_faults()
        return self.best

    def _still_fails(self, task: Task) -> bool:
        if self.runs >= RUNS_MAX or self._cpu_s > CPU_S_MAX:
            return False
        self.runs += 1
        outcome = self._run(task)
        self._cpu_s += outcome.cpu_s
        if rule_of(outcome.failure) != self._rule:
            return False
        self.best = outcome
        return True

    def _fewer_wishes(self) -> None:
        task = self.best.task
        everyone = range(1, task.transactions + 1)
        numbers = sorted(everyone if task.wishes is None else task.wishes)

        def fails(kept: Sequence[int]) -> bool:
            return self._still_fails(replace(self.best.task, wishes=frozenset(kept)))

        fewest(numbers, fails)

    def _fewer_faults(self) -> None:
        def fails(kept: Sequence[Fault]) -> bool:
            return self._still_fails(replace(self.best.task, only=tuple(kept)))

        fewest(sorted(set(self.best.fired)), fails)


def rule_of(failure: str) -> str:
    """What failed, without the numbers of this one run."""
    return failure.partition(":")[0]


def fewest(items: Sequence[T], fails: Callable[[Sequence[T]], bool]) -> Sequence[T]:
    """A part of `items` that fails and of which no chunk can be left out; `items` if none does."""
    kept, parts = list(items), 2
    while kept:
        size = max(1, len(kept) // parts)
        chunks = [kept[at : at + size] for at in range(0, len(kept), size)]
        for number in range(len(chunks)):
            rest = [item for n, chunk in enumerate(chunks) if n != number for item in chunk]
            if fails(rest):
                kept, parts = rest, max(2, parts - 1)
                break
        else:
            if size == 1:
                return kept
            parts = min(len(kept), parts * 2)
    return kept
