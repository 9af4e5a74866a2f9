"""Many outcomes added up, and the table that says what has really been tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from tests.simulation.broken import RULES
from tests.simulation.faults import FaultKind
from tests.simulation.run import Outcome

WIDTH: Final = 52


class Tally:
    """
    Attributes:
        failed: the outcomes of the seeds that failed.
    """

    def __init__(self) -> None:
        self.seeds = 0
        self.transactions = 0
        self.events = 0
        self.cpu_s = 0.0
        self.fired: Counter[FaultKind] = Counter()
        self.coverage: Counter[str] = Counter()
        self.looks: Counter[str] = Counter()
        self.failed: list[Outcome] = []

    def add(self, outcome: Outcome) -> None:
        self.seeds += 1
        self.transactions += outcome.transactions
        self.events += outcome.events
        self.cpu_s += outcome.cpu_s
        self.fired.update(fault.kind for fault in outcome.fired)
        self.coverage.update(outcome.coverage)
        self.looks.update(outcome.looks)
        if outcome.failure:
            self.failed.append(outcome)

    @property
    def fault_count(self) -> int:
        return sum(self.fired.values())

    def table(self) -> Iterator[str]:
        """A line for each kind of fault, each rule, and each state that was interrupted."""
        yield "faults fired"
        for kind in FaultKind:
            yield f"  {kind.value:{WIDTH}}{self.fired[kind]:>10,}"
        yield "looked at"
        for rule in (*RULES, *sorted(self.looks.keys() - set(RULES))):
            yield f"  {rule:{WIDTH}}{self.looks[rule]:>10,}"
        yield "interrupted in, lied, killed at"
        for what, count in sorted(self.coverage.items()):
            yield f"  {what:{WIDTH}}{count:>10,}"
        rate = self.transactions / self.cpu_s if self.cpu_s else 0.0
        yield f"{self.events:,} events checked; {rate:,.0f} transactions per CPU second"

    def last_line(self) -> str:
        return (
            f"{self.seeds:,} seeds, {self.transactions:,} transactions, "
            f"{self.fault_count:,} faults fired, {len(self.failed):,} failures"
        )
