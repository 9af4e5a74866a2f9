"""Asks the reviewer, as an administrator would: its command, a file, and the line it prints."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[3]
WAIT_S = 120
EXIT_OF = {"OK": 0, "INTRUSION": 1}


@dataclass(frozen=True)
class Verdict:
    """What the line says: the word, and the accounts that it counts."""

    word: str
    users: int
    line: str


def judge(text: str, end: float, folder: Path) -> Verdict:
    """Write the log where the command finds it, last changed when the week ended."""
    file = folder / "auth.log"
    file.write_text(text, encoding="utf-8", newline="")
    os.utime(file, (end, end))
    done = subprocess.run(
        [sys.executable, "-m", "bank_server.log_review", str(file)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=WAIT_S,
        check=False,
    )
    line = done.stdout.rstrip("\n")
    words = re.findall(r"\b(OK|INTRUSION)\b", line)
    if len(words) != 1 or "\n" in line or done.returncode != EXIT_OF[words[0]]:
        return Verdict("ERROR", 0, line)
    users = re.search(r" users=(\d+)", line)
    return Verdict(words[0], int(users[1]) if users else 0, line)
