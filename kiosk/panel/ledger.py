"""The bank's books as its auditor sees them: each question is a run of the operators' client.

No Qt in here. A thread asks after something may have changed, and never more than once at a time.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.panel.journal_words import money_text

AUDITOR: Final = "edda"
CHECKOUT: Final = Path(__file__).resolve().parents[2]
ASK_S_MAX: Final = 20.0
SETTLE_S: Final = 0.3  # what changes comes in groups: one look after the last of them
END_S_MAX: Final = 5.0
# What the journal says when the bank has booked something, or may have.
BOOKED: Final = frozenset(
    {"AUTH_APPROVED", "DONE", "SETTLEMENT_CONFIRMED", "RESOLUTION_CONFIRMED", "LOADED", "LINK_UP"}
)

Json = dict[str, "Value"]
Value = Json | list["Value"] | str | int | bool | None


@dataclass(frozen=True, slots=True)
class Account:
    """Attributes: held: empty if nothing is."""

    name: str
    balance: str
    held: str


@dataclass(frozen=True, slots=True)
class Box:
    """A canister as the bank counts it."""

    number: int
    note: str
    left: int


@dataclass(frozen=True, slots=True)
class Books:
    """Attributes: verdict: what the audit says. is_good: it found nothing."""

    accounts: tuple[Account, ...] = ()
    boxes: tuple[Box, ...] = ()
    verdict: str = ""
    is_good: bool = True


class BooksUnreadable(Exception):
    """The bank did not answer its auditor; the text is one line for people."""


def books(accounts: Json, atms: Json, audit: Json) -> Books:
    """The three answers of the operators' client, in words."""
    findings = _list(audit, "findings")
    verdict = (
        f"{len(findings)} things do not agree"
        if findings
        else f"Books balance: {audit.get('entries')} entries agree"
    )
    boxes = [
        Box(_int(box, "canister"), _money(box.get("denomination"), atm), _int(box, "left"))
        for atm in _rows(atms, "atms")
        for box in _rows(atm, "canisters")
    ]
    rows = [
        Account(
            str(each.get("name")),
            _money(each.get("balance"), each),
            _money(each.get("held"), each) if each.get("held") else "",
        )
        for each in _rows(accounts, "accounts")
    ]
    return Books(tuple(rows), tuple(boxes), verdict, not findings)


class BooksWatch:
    """read: called from its thread with the books, or with why there are none."""

    def __init__(self, state: Path, read: Callable[[Books | str], None]) -> None:
        self._state = state
        self._read = read
        self._is_wanted = threading.Event()
        self._is_ending = threading.Event()
        self._child: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="panel-books")

    def start(self) -> None:
        self._thread.start()
        self.want()

    def want(self) -> None:
        """Something may have changed. From any thread; never waits."""
        self._is_wanted.set()

    def close(self) -> None:
        """A client that is asking right now is ended."""
        with self._lock:
            self._is_ending.set()
            if self._child is not None:
                self._child.kill()
        self._is_wanted.set()
        self._thread.join(END_S_MAX)

    def _run(self) -> None:
        while self._is_wanted.wait() and not self._is_ending.is_set():
            while self._is_wanted.is_set() and not self._is_ending.is_set():
                self._is_wanted.clear()
                self._is_ending.wait(SETTLE_S)
            try:
                found: Books | str = books(
                    self._ask("accounts", "list"), self._ask("atms", "list"), self._ask("audit")
                )
            except BooksUnreadable as error:
                found = str(error)
            if not self._is_ending.is_set():
                self._read(found)

    def _ask(self, *words: str) -> Json:
        """Raises BooksUnreadable."""
        options = ("--state", str(self._state), "--operator", AUDITOR, "--json")
        with self._lock:
            if self._is_ending.is_set():
                raise BooksUnreadable("ending")
            self._child = subprocess.Popen(
                [sys.executable, "-m", "bank_server.admin", *options, *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                errors="replace",
                cwd=CHECKOUT,
            )
        with self._child as child:
            try:
                out, _ = child.communicate(timeout=ASK_S_MAX)
            except subprocess.TimeoutExpired:
                child.kill()
                raise BooksUnreadable("The bank's books cannot be read: no answer.") from None
        return _answer(out)


def _answer(out: str) -> Json:
    # The audit ends with 1 where it found something, and is an answer all the same.
    try:
        answer = json.loads(out)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise BooksUnreadable("The bank's books cannot be read. Does the bank run?")
    return answer


def _list(table: Json, name: str) -> list[Value]:
    value = table.get(name)
    return value if isinstance(value, list) else []


def _rows(table: Json, name: str) -> list[Json]:
    return [row for row in _list(table, name) if isinstance(row, dict)]


def _int(table: Json, name: str) -> int:
    value = table.get(name)
    return value if isinstance(value, int) else 0


def _money(minor: Value, of: Json) -> str:
    currency = of.get("currency")
    if not (isinstance(minor, int) and isinstance(currency, str)):
        return "?"
    return money_text({"minor": minor, "currency": currency})
