"""What a page says of accounts, receipts, envelopes and counts, as typed properties for QML."""

# Names that QML reads follow QML's habit, not ours.

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from bank_server.contract.money import Money
from kiosk.domain.screens import AccountLine, CountLine, Missing, Screen
from kiosk.viewmodels.account_names import full, number_end, shown_name
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.receipt_rows import receipt_rows

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PageFacts(QObject):
    """GUI thread only. Texts are formatted, and empty where the screen has nothing to say."""

    factsChanged = Signal()

    def __init__(self, formats: Formats, first: Screen, parent: QObject) -> None:
        super().__init__(parent)
        self._formats = formats
        self._screen = first

    # -- accounts: a short name, the end of a number, what is in it --

    @Property(str, notify=factsChanged)
    def account(self) -> str:
        """The one that is meant; with the end of its number where that is known."""
        return full(self._screen.source) or shown_name(self._screen.account)

    @Property(str, notify=factsChanged)
    def sourceName(self) -> str:
        return _name(self._screen.source)

    @Property(str, notify=factsChanged)
    def sourceEnd(self) -> str:
        return _end(self._screen.source)

    @Property(str, notify=factsChanged)
    def sourceAvailable(self) -> str:
        return self._available(self._screen.source)

    @Property(str, notify=factsChanged)
    def targetName(self) -> str:
        return _name(self._screen.target)

    @Property(str, notify=factsChanged)
    def targetEnd(self) -> str:
        return _end(self._screen.target)

    @Property(str, notify=factsChanged)
    def targetAvailable(self) -> str:
        return self._available(self._screen.target)

    @Property(str, notify=factsChanged)
    def target(self) -> str:
        return full(self._screen.target)

    @Property(bool, notify=factsChanged)
    def showsSums(self) -> bool:
        """What is in one of the accounts stands beside it."""
        return any(account.available is not None for account in self._screen.accounts)

    @Property(int, notify=factsChanged)
    def part(self) -> int:
        """Of more accounts than keys; 0 where all are shown."""
        return self._screen.part

    @Property(int, notify=factsChanged)
    def parts(self) -> int:
        return self._screen.parts

    @Property(bool, notify=factsChanged)
    def cardIn(self) -> bool:
        return self._screen.card_in

    # -- notes and receipt --

    @Property(str, notify=factsChanged)
    def mixId(self) -> str:
        return self._screen.mix_id

    @Property(str, notify=factsChanged)
    def receipt(self) -> str:
        """What becomes of it: printed, screen or none."""
        return "" if self._screen.receipt is None else self._screen.receipt.value

    @Property(bool, notify=factsChanged)
    def printing(self) -> bool:
        return self._screen.printing

    @Property(float, notify=factsChanged)
    def receiptHeight(self) -> float:
        """In lines; an empty one, and a rule, are half as high."""
        rows = receipt_rows(self._screen.receipt_lines)
        return sum(1.0 if row.hasWords else 0.5 for row in rows)

    @Property(bool, notify=factsChanged)
    def missesCash(self) -> bool:
        return Missing.CASH in self._screen.missing

    @Property(bool, notify=factsChanged)
    def missesReceipts(self) -> bool:
        return Missing.RECEIPTS in self._screen.missing

    @Property(bool, notify=factsChanged)
    def takesEnvelopes(self) -> bool:
        return self._screen.takes_envelopes

    @Property(bool, notify=factsChanged)
    def prints(self) -> bool:
        return self._screen.prints

    @Property(bool, notify=factsChanged)
    def hadReceipt(self) -> bool:
        return self._screen.had_receipt

    @Property(bool, notify=factsChanged)
    def pinRepeated(self) -> bool:
        return self._screen.pin_repeated

    @Property(str, notify=factsChanged)
    def envelope(self) -> str:
        return self._screen.envelope

    # -- the operator's count --

    @Property(int, notify=factsChanged)
    def canister(self) -> int:
        return self._screen.canister

    @Property(str, notify=factsChanged)
    def countEntry(self) -> str:
        return self._screen.count_entry

    @Property(bool, notify=factsChanged)
    def countAgain(self) -> bool:
        return self._screen.count_again

    @Property(str, notify=factsChanged)
    def countDenomination(self) -> str:
        """Of the canister that is counted."""
        line = self._counted()
        return "" if line is None else self._formats.price(line.denomination)

    @Property(str, notify=factsChanged)
    def countWorth(self) -> str:
        """What so many notes are worth, so that a sum of money that was typed is noticed."""
        line = self._counted()
        if line is None or not self._screen.count_entry.isdecimal():
            return ""
        worth = replace(
            line.denomination, minor=line.denomination.minor * int(self._screen.count_entry)
        )
        return self._formats.price(worth)

    def _counted(self) -> CountLine | None:
        found = (line for line in self._screen.counts if line.canister == self._screen.canister)
        return next(found, None)

    def _available(self, account: AccountLine | None) -> str:
        return "" if account is None else self._figure(account.available)

    def _figure(self, money: Money | None) -> str:
        return "" if money is None else self._formats.figure(money)


def facts(screen: Screen) -> Hashable:
    """What these properties are made of."""
    accounts = screen.account, screen.source, screen.target, screen.accounts, screen.card_in
    parts = screen.part, screen.parts
    counts = screen.counts, screen.canister, screen.count_entry, screen.count_again
    paper = screen.mix_id, screen.receipt, screen.printing, screen.missing, screen.envelope
    offered = screen.takes_envelopes, screen.prints, screen.had_receipt
    return accounts, parts, counts, paper, offered, screen.receipt_lines, screen.pin_repeated


def _name(account: AccountLine | None) -> str:
    return "" if account is None else shown_name(account.name)


def _end(account: AccountLine | None) -> str:
    return "" if account is None else number_end(account)
