"""Sets each deposit beside its envelope, and each transfer beside what it moved.

Every deposit that the bank has agreed to has one result of the slot. What is in the bin has a
number that no other envelope has. Of what was begun before the first file that is left only the
numbers are judged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from kiosk.journal_tools.choosing import amount_of
from kiosk.journal_tools.lines import Line, number_of, text_of

OPERATIONS: Final = ("deposit", "transfer")
_RESULTS: Final = {
    "DEPOSIT_INSERTED": ("pending", "disputed"),  # the latter of a bank that was restored
    "DEPOSIT_NOT_INSERTED": ("void",),
    "DEPOSIT_FAIL": ("disputed",),
}


@dataclass(slots=True)
class _Begun:
    """What is open.

    Attributes:
        result: the entry that says what became of the envelope, or of the transfer.
        is_approved: the slot may have opened.
    """

    operation: str
    minor: int | None
    result: str = ""
    is_approved: bool = False


@dataclass(slots=True)
class Envelopes:
    """What came of it.

    Attributes:
        numbers: of those that the slot has taken in, in their order.
        doubtful: how many of which nobody knows.
    """

    numbers: list[int] = field(default_factory=list)
    doubtful: int = 0


class EnvelopeBooks:
    """wrong: hears what does not add up."""

    def __init__(self, wrong: Callable[[str], None]) -> None:
        self.found = Envelopes()
        self._wrong = wrong
        self._open: dict[str, _Begun] = {}
        self._known: set[int] = set()

    def take(self, line: Line) -> None:
        match line.ev:
            case "INTENT" if text_of(line.d, "operation") in OPERATIONS:
                begun = _Begun(text_of(line.d, "operation"), amount_of(line.d))
                self._open[text_of(line.d, "txid")] = begun
            case "DEPOSIT_APPROVED":
                self._approved(line)
            case "DEPOSIT_INSERTED" | "DEPOSIT_NOT_INSERTED" | "DEPOSIT_FAIL":
                self._ended(line)
            case "TRANSFER_DONE":
                self._moved(line)
            case "DONE":
                begun_before = self._open.pop(text_of(line.d, "txid"), None)
                if begun_before is not None:
                    self._closed(begun_before, text_of(line.d, "state"))

    def _approved(self, line: Line) -> None:
        begun = self._open.get(text_of(line.d, "txid"))
        if begun is None:
            return
        begun.is_approved = True
        if amount_of(line.d, "claimed") != begun.minor:
            self._wrong("the bank was asked for another amount than the customer typed")

    def _ended(self, line: Line) -> None:
        begun = self._open.get(text_of(line.d, "txid"))
        if begun is not None:
            if begun.result:
                self._wrong("an envelope with two results")
            begun.result = line.ev
        if line.ev == "DEPOSIT_FAIL":
            self.found.doubtful += 1
        if line.ev == "DEPOSIT_INSERTED":
            number = number_of(line.d, "envelope")
            if number in self._known:
                self._wrong(f"two envelopes with number {number}")
            self._known.add(number)
            self.found.numbers.append(number)

    def _moved(self, line: Line) -> None:
        begun = self._open.get(text_of(line.d, "txid"))
        if begun is None:
            return
        begun.result = line.ev
        if amount_of(line.d) != begun.minor:
            self._wrong("another amount was transferred than the customer typed")

    def _closed(self, begun: _Begun, state: str) -> None:
        if begun.operation == "transfer":
            if (state == "done") != bool(begun.result):
                self._wrong(f"a transfer closed as {state}, and other entries say otherwise")
        elif begun.result:
            if state not in _RESULTS[begun.result]:
                self._wrong(f"closed as {state}, and {begun.result} says otherwise")
        elif begun.is_approved:
            self._wrong("the bank agreed to an envelope, and nothing tells what became of it")
        elif state != "void":
            self._wrong(f"a deposit closed as {state}, and no envelope came")
