"""The words and the forms of amounts that a receipt needs of a language, and who provides them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from bank_server.contract.currencies import minor_digits
from bank_server.contract.money import Money
from kiosk.domain.receipt import ReceiptKind
from kiosk.receipts.slip_words import SlipPhrase


class Phrase(StrEnum):
    """Everything that is printed but names, amounts and times; the values are English."""

    WITHDRAWAL = "Cash withdrawal"
    BALANCE_INQUIRY = "Balance"
    TRANSFER = "Transfer"
    DEPOSIT = "Envelope deposit"
    DATE = "Date"
    TIME = "Time"
    FROM = "From account"
    TO = "To account"
    ACCOUNT = "Account"
    AMOUNT = "Amount"
    CLAIMED = "Amount as entered"
    ASKED = "Amount asked for"
    FEE = "Fee"
    NO_FEE = "none"
    AVAILABLE = "Available"
    BALANCE = "Account balance"
    ENVELOPE = "Envelope"
    UNCHECKED = "Envelope contents not yet checked. Your account is credited afterwards."
    PART = "The machine could give only this part. Only this part is charged."
    REFERENCE = "Reference"


TITLES: Final = {
    ReceiptKind.WITHDRAWAL: Phrase.WITHDRAWAL,
    ReceiptKind.BALANCE: Phrase.BALANCE_INQUIRY,
    ReceiptKind.TRANSFER: Phrase.TRANSFER,
    ReceiptKind.DEPOSIT: Phrase.DEPOSIT,
}


class Words(Protocol):
    """One language in one region. May be used from any thread."""

    def phrase(self, phrase: Phrase | SlipPhrase) -> str:
        """In this language."""

    def figure(self, money: Money) -> str:
        """An amount with all its minor digits."""

    def date(self, at: datetime) -> str: ...

    def time(self, at: datetime) -> str: ...


WordsOf = Callable[[str], Words]  # by a language's two letters; "" is the machine's own


class PlainWords:
    """English, ISO dates and currency codes: for whoever draws no screen. Fulfils `Words`."""

    def phrase(self, phrase: Phrase | SlipPhrase) -> str:
        return phrase.value

    def figure(self, money: Money) -> str:
        digits = minor_digits(money.currency)
        major, rest = divmod(abs(money.minor), 10**digits)
        fraction = f".{rest:0{digits}d}" if digits else ""
        return f"{'-' if money.minor < 0 else ''}{money.currency} {major}{fraction}"

    def date(self, at: datetime) -> str:
        return at.strftime("%Y-%m-%d")

    def time(self, at: datetime) -> str:
        return at.strftime("%H:%M")


def plain_words(_language: str = "") -> PlainWords:
    """Fulfils `WordsOf`."""
    return PlainWords()
