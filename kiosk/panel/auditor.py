"""The bank's auditor: each question is a run of the operators' client, with his certificate."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

NAME: Final = "edda"  # one of the operators that a new state has
CHECKOUT: Final = Path(__file__).resolve().parents[2]
ASK_S_MAX: Final = 20.0

Json = dict[str, "Value"]
Value = Json | list["Value"] | str | int | bool | None


class BooksUnreadable(Exception):
    """The bank did not answer its auditor; the text is one line for people."""


class OperatorsClient:
    """Fulfils `Auditor`. Questions come from one thread, `close` from any."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._lock = threading.Lock()
        self._is_over = False
        self._asking: subprocess.Popen[str] | None = None

    def ask(self, *words: str) -> Json:
        """What `./atm admin --json WORDS` answers. Raises BooksUnreadable."""
        options = ("--state", str(self._state), "--operator", NAME, "--json")
        with self._lock:
            if self._is_over:
                raise BooksUnreadable("The panel is ending.")
            asking = self._asking = subprocess.Popen(
                [sys.executable, "-m", "bank_server.admin", *options, *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                errors="replace",
                cwd=CHECKOUT,
            )
        with asking:
            try:
                out, _ = asking.communicate(timeout=ASK_S_MAX)
            except subprocess.TimeoutExpired:
                asking.kill()
                raise BooksUnreadable("The bank does not answer its auditor.") from None
        return _answer(out)

    def close(self) -> None:
        with self._lock:
            self._is_over = True
            if self._asking is not None:
                self._asking.kill()


def _answer(out: str) -> Json:
    # The audit ends with 1 where it found something, and is an answer all the same.
    try:
        answer = json.loads(out)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise BooksUnreadable("The books cannot be read. Does the bank run?")
    return answer
