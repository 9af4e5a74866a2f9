"""A command from its start to its end: what it said, how long it took, how much memory it held."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import child_usage

SCRIPT: Final = child_usage.__file__
KIB_PER_MIB: Final = 1024.0


@dataclass(frozen=True, slots=True)
class Ran:
    """
    Attributes:
        processor_s: of the command itself, whatever else the machine does.
    """

    said: str
    seconds: float
    processor_s: float
    peak_mib: float
    code: int


def run(
    folder: Path,
    command: Sequence[str],
    *,
    content: Iterable[bytes] = (),
    environment: Mapping[str, str] | None = None,
) -> Ran:
    """content: its standard input, made while it reads."""
    usage = folder / "usage.json"
    with subprocess.Popen(
        [sys.executable, "-I", "-S", SCRIPT, str(usage), *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        assert process.stdin is not None, "asked for"
        assert process.stdout is not None, "asked for"
        with suppress(BrokenPipeError):  # it may have read enough
            for each in content:
                process.stdin.write(each)
        with suppress(BrokenPipeError):
            process.stdin.close()
        said = process.stdout.read().decode("utf-8", "replace")
    told = json.loads(usage.read_text(encoding="utf-8"))
    return Ran(
        said, told["seconds"], told["processor_s"], told["peak_kib"] / KIB_PER_MIB, told["code"]
    )
