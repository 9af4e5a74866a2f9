"""A copy of the product with one rule taken out, and what notices that it is gone.

The checkout itself is never changed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.simulation.mutations.catalogue import Mutation
from tests.simulation.mutations.hunt import Prey

ROOT: Final = Path(__file__).resolve().parents[3]
PARTS: Final = ("hardware", "bank_server", "kiosk", "tests")
LEFT_OUT: Final = ("__pycache__", "golden", ".*")
RUN_S_MAX: Final = 900
PYTEST_FAILED: Final = 1


class CannotTry(Exception):
    """The patch does not apply, or what should notice could not be run."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    Attributes:
        prey: what the simulator found; None if it was not asked.
        failed, passed: the named tests.
    """

    mutation: Mutation
    prey: Prey | None
    failed: tuple[str, ...]
    passed: tuple[str, ...]

    @property
    def is_caught(self) -> bool:
        """By everything that the table names."""
        return not self.passed and (self.prey is None or bool(self.prey.failure))

    @property
    def line(self) -> str:
        by = [f"missed by {test}" for test in self.passed]
        if self.prey is not None:
            by.insert(0, _told(self.prey))
        by += [f"by {test.rpartition('/')[2]}" for test in self.failed]
        return f"{'caught' if self.is_caught else 'SURVIVED'} {self.mutation.name}: {'; '.join(by)}"


def _told(prey: Prey) -> str:
    if not prey.failure:
        return f"missed by the simulator in {prey.tried} transactions"
    faults = f"{len(prey.faults)} faults"
    if prey.faults:
        faults += f" ({', '.join(sorted(prey.faults))})"
    rule = prey.failure.partition(":")[0]
    return (
        f"by the simulator, {rule}, after {prey.tried} transactions, "
        f"shrunk to {prey.transactions} transactions and {faults}"
    )


def applies(patch: Path, root: Path = ROOT) -> str:
    """Empty if the patch applies to the files under `root`, else what git says."""
    return _git("--check", patch, root)


def attempt(mutation: Mutation) -> Verdict:
    """Raises CannotTry."""
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        copy = Path(folder) / "product"
        copy_product(copy)
        said = _git("--verbose", mutation.patch, copy)
        if said:
            raise CannotTry(f"{mutation.name}: the patch no longer applies: {said}")
        prey = None
        if mutation.search is not None:
            prey = _hunted(mutation, copy, Path(folder) / "found.json")
        verdicts = {test: _fails(test, copy) for test in mutation.tests}
    failed = tuple(test for test, is_failed in verdicts.items() if is_failed)
    return Verdict(mutation, prey, failed, tuple(t for t in mutation.tests if t not in failed))


def copy_product(target: Path) -> None:
    target.mkdir()
    for part in PARTS:
        shutil.copytree(ROOT / part, target / part, ignore=shutil.ignore_patterns(*LEFT_OUT))
    shutil.copy(ROOT / "pyproject.toml", target)


def _git(option: str, patch: Path, root: Path) -> str:
    """What `git apply` complains about; nothing if it did it."""
    # A folder inside of another repository: git would pass over what lies outside of it.
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(root.parent)}
    done = subprocess.run(
        ["git", "apply", option, str(patch)],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stderr.strip()


def _hunted(mutation: Mutation, copy: Path, file: Path) -> Prey:
    done = _python(copy, "-m", "tests.simulation.mutations.hunt", mutation.name, str(file))
    if done.returncode != 0:
        raise CannotTry(f"{mutation.name}: the simulator does not run: {_end(done)}")
    found = json.loads(done.stdout)
    prey = Prey(**{**found, "faults": tuple(found["faults"])})
    if prey.failure:
        # Without the patch the very same run must be clean, or it has found something else.
        honest = _python(ROOT, "-m", "tests.simulation", "--replay", str(file))
        if honest.returncode != 0:
            raise CannotTry(f"{mutation.name}: fails without the patch too: {_end(honest)}")
    return prey


def _fails(test: str, copy: Path) -> bool:
    done = _python(copy, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test)
    if done.returncode not in {0, PYTEST_FAILED}:
        raise CannotTry(f"{test} could not be run: {_end(done)}")
    return done.returncode == PYTEST_FAILED


def _python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTHONPATH", None)
    command: Sequence[str] = (sys.executable, *arguments)
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=RUN_S_MAX,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotTry(f"{' '.join(arguments)} took longer than {RUN_S_MAX} s") from error


def _end(done: subprocess.CompletedProcess[str]) -> str:
    """The last lines of what it said."""
    return " | ".join((done.stderr or done.stdout).strip().splitlines()[-3:])
