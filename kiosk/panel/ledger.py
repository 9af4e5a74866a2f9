"""The bank's books in words, read anew by a thread after something may have changed. No Qt here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from kiosk.panel.auditor import BooksUnreadable, Json, Value
from kiosk.panel.journal_words import money_text
from kiosk.panel.plain_words import WORK

SETTLE_S: Final = 0.3  # what changes comes in groups: one look after the last of them
END_S_MAX: Final = 5.0
# What the journal says when the bank has booked something, or may have.
BOOKED: Final = frozenset(
    {"AUTH_APPROVED", "DONE", "SETTLEMENT_CONFIRMED", "RESOLUTION_CONFIRMED", "LOADED", "LINK_UP"}
)


class Auditor(Protocol):
    """Whoever may look into all books and change nothing."""

    def ask(self, *words: str) -> Json:
        """Blocks. Raises BooksUnreadable."""

    def close(self) -> None:
        """From any thread: what is asked right now, or later, raises BooksUnreadable."""


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
    """Attributes: work: what people have to look at. verdict: what the audit says. is_good: it
    found nothing."""

    accounts: tuple[Account, ...] = ()
    boxes: tuple[Box, ...] = ()
    work: tuple[str, ...] = ()
    verdict: str = ""
    is_good: bool = True

    @property
    def waits(self) -> str:
        """What may be said of it while nothing else is to be said; empty if nothing waits."""
        count = len(self.work)
        things = "1 thing is" if count == 1 else f"{count} things are"
        words = f"Click a card to begin. {things} to be checked by people: see Ledger."
        return words if count else ""


def books(accounts: Json, atms: Json, work: Json, audit: Json) -> Books:
    """The four answers of the operators' client, in words."""
    findings = _list(audit, "findings")
    wrong = "One thing does" if len(findings) == 1 else f"{len(findings)} things do"
    verdict = (
        f"{wrong} not agree" if findings else f"Books balance: {audit.get('entries')} entries agree"
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
    items = tuple(_item(each) for each in _rows(work, "items"))
    return Books(tuple(rows), tuple(boxes), items, verdict, not findings)


class BooksWatch:
    """read: called from its thread with the books, or with why there are none."""

    def __init__(self, auditor: Auditor, read: Callable[[Books | str], None]) -> None:
        self._auditor = auditor
        self._read = read
        self._is_wanted = threading.Event()
        self._is_ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="panel-books")

    def start(self) -> None:
        self._thread.start()
        self.want()

    def want(self) -> None:
        """Something may have changed. From any thread; never waits."""
        self._is_wanted.set()

    def close(self) -> None:
        """A question that is being asked right now is broken off."""
        self._is_ending.set()
        self._auditor.close()
        self._is_wanted.set()
        self._thread.join(END_S_MAX)

    def _run(self) -> None:
        while self._is_wanted.wait() and not self._is_ending.is_set():
            while self._is_wanted.is_set() and not self._is_ending.is_set():
                self._is_wanted.clear()
                self._is_ending.wait(SETTLE_S)
            try:
                found: Books | str = books(
                    self._auditor.ask("accounts", "list"),
                    self._auditor.ask("atms", "list"),
                    self._auditor.ask("work", "list"),
                    self._auditor.ask("audit"),
                )
            except BooksUnreadable as error:
                found = str(error)
            if not self._is_ending.is_set():
                self._read(found)


def _item(item: Json) -> str:
    """`To be checked: 20 EUR, notes taken back`."""
    kind = item.get("kind")
    words = WORK.get(kind, kind) if isinstance(kind, str) else "?"
    amount = f"{_money(item.get('amount'), item)}, " if item.get("amount") else ""
    return f"To be checked: {amount}{words}"


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
