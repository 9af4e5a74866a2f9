"""`python -m tests.simulation.mutations.tool GROUP`: mutmut over one part of the product.

mutmut is no dependency of the project. It stands in an environment of its own and borrows the
packages of this one:

    python3 -m venv /tmp/mutmut && /tmp/mutmut/bin/pip install mutmut==3.8.1
    .venv/bin/python -m tests.simulation.mutations.tool hsm --mutmut /tmp/mutmut/bin/mutmut

The checkout is not changed; the copy in --folder stays, for `mutmut show NAME` there.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tests.simulation.mutations.workshop import PARTS, copy_product


@dataclass(frozen=True, slots=True)
class Group:
    """
    Attributes:
        files: what is mutated. tests: what must notice, the fastest that know these files.
        arguments: for pytest.
    """

    files: tuple[str, ...]
    tests: tuple[str, ...]
    arguments: tuple[str, ...] = ()


GROUPS: Final = MappingProxyType(
    {
        "crypto": Group(("hardware/crypto/*.py",), ("tests/unit/hardware",)),
        "hsm": Group(
            (
                "hardware/emulators/hsm*.py",
                "hardware/emulators/dispenser.py",
                "hardware/emulators/recovery.py",
                "hardware/emulators/vault.py",
            ),
            (
                "tests/unit/emulators/test_emulator_attacks.py",
                "tests/unit/emulators/test_hsm_corners.py",
                "tests/unit/emulators/test_hsm_details.py",
                "tests/contract/test_hsm_conformance.py",
                "tests/contract/test_hsm_service_conformance.py",
            ),
        ),
        "domain": Group(
            ("bank_server/domain/*.py",),
            ("tests/unit/bank_domain", "tests/contract/bank_store"),
            # The same rules again over other engines find nothing more, slowly.
            ("-k", "not sqlite and not twice and not fifty and not machine"),
        ),
        "money": Group(
            ("kiosk/money/*.py",),
            (
                "tests/unit/kiosk_money",
                "tests/world/test_withdrawals.py",
                "tests/world/test_lost_messages.py",
                "tests/world/test_ended_by_people.py",
            ),
        ),
    }
)


def main(arguments: Sequence[str] | None = None) -> int:
    """mutmut's exit code."""
    options = _options(arguments)
    group: Group = GROUPS[options.group]
    folder: Path = options.folder / options.group
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    copy_product(folder)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(_settings(group))
    environment = {**os.environ, "PYTHONPATH": sysconfig.get_paths()["purelib"]}
    command = [str(options.mutmut), "run", "--max-children", str(options.jobs)]
    code = subprocess.run(command, cwd=folder, env=environment, check=False).returncode
    subprocess.run([str(options.mutmut), "results"], cwd=folder, env=environment, check=False)
    return code


def _settings(group: Group) -> str:
    table = {
        "paths_to_mutate": sorted({f"{path.partition('/')[0]}/" for path in group.files}),
        "only_mutate": group.files,
        "tests_dir": group.tests,
        "also_copy": PARTS,
        "pytest_add_cli_args": group.arguments,
    }
    lines = [f"{name} = {json.dumps(list(value))}" for name, value in table.items()]
    return "\n".join(("", "[tool.mutmut]", *lines, ""))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Runs mutmut over one part of the product.")
    parser.add_argument("group", choices=sorted(GROUPS))
    parser.add_argument("--mutmut", type=Path, default=Path("mutmut"), help="its program")
    parser.add_argument("--folder", type=Path, default=Path("build/mutmut"), help="for the copies")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
