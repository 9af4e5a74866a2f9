"""A failed run as a file: everything that is needed to see it again."""

from __future__ import annotations

import json
from pathlib import Path

from tests.simulation.faults import Fault, FaultKind
from tests.simulation.run import Outcome, Task


class ReplayUnreadable(Exception):
    """The file is not what `write` has written."""


def write(path: Path, outcome: Outcome, commit: str) -> None:
    task = outcome.task
    content = {
        "seed": task.seed,
        "transactions": task.transactions,
        "kinds": None if task.kinds is None else list(task.kinds),
        "only": None if task.only is None else [[f.kind, f.transaction, f.draw] for f in task.only],
        "wishes": None if task.wishes is None else sorted(task.wishes),
        "failure": outcome.failure,
        "commit": commit,
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> tuple[Task, str]:
    """The task, and the commit that failed. Raises ReplayUnreadable, OSError."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        kinds, only, wishes = content["kinds"], content["only"], content["wishes"]
        task = Task(
            seed=int(content["seed"]),
            transactions=int(content["transactions"]),
            kinds=None if kinds is None else tuple(map(FaultKind, kinds)),
            only=None if only is None else tuple(Fault(FaultKind(k), t, n) for k, t, n in only),
            wishes=None if wishes is None else frozenset(wishes),
        )
        return task, str(content["commit"])
    except (ValueError, KeyError, TypeError) as error:
        raise ReplayUnreadable(f"{path.name} is not a replay file: {error}") from error
