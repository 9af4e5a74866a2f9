"""Runs inside a mutated copy: seeds of the simulator until one fails, made as small as it goes.

`python -m tests.simulation.mutations.hunt NAME FILE` prints what it found as one line of JSON, and
writes the shrunk run to FILE for whoever wants to replay it on the unmutated product.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from tests.simulation.mutations.catalogue import Search, read_table
from tests.simulation.replay import write
from tests.simulation.run import Outcome, Task, run
from tests.simulation.shrink import Shrinker

SHRINK_CPU_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Prey:
    """What the simulator found.

    Attributes:
        failure: empty if every seed was clean.
        tried: transactions until the failure, of all seeds together.
        transactions, faults: what the shrunk run still has.
    """

    failure: str = ""
    seed: int = 0
    tried: int = 0
    transactions: int = 0
    faults: tuple[str, ...] = ()


def hunt(search: Search, file: Path, run_one: Callable[[Task], Outcome] = run) -> Prey:
    tried = 0
    for seed in range(search.first_seed, search.first_seed + search.seeds):
        outcome = run_one(Task(seed, search.transactions, search.kinds))
        tried += outcome.transactions
        if outcome.failure:
            best = Shrinker(outcome, _within(SHRINK_CPU_S, run_one)).shrink()
            write(file, best, "mutated")
            kinds = tuple(fault.kind.value for fault in best.fired)
            return Prey(best.failure, seed, tried, best.transactions, kinds)
    return Prey(tried=tried)


def _within(cpu_s: float, run_one: Callable[[Task], Outcome]) -> Callable[[Task], Outcome]:
    """As run_one, until so much time is used up; then nothing fails, and shrinking ends."""
    end_s = time.process_time() + cpu_s

    def bounded(task: Task) -> Outcome:
        return run_one(task) if time.process_time() < end_s else Outcome(task)

    return bounded


def main(arguments: list[str]) -> int:
    name, file = arguments
    search = next(each.search for each in read_table() if each.name == name)
    assert search is not None, "only what the simulator is to find is hunted"
    sys.stdout.write(json.dumps(asdict(hunt(search, Path(file)))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
