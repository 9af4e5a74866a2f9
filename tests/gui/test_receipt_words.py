"""A receipt in the customer's own words: each phrase translated, and no line too wide."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from bank_server.contract.money import MINOR_MAX, Money
from kiosk.domain.receipt import ReceiptFacts, ReceiptKind
from kiosk.domain.screens import AccountLine
from kiosk.receipts.layout import COLUMNS, lines
from kiosk.receipts.printable import printable
from kiosk.receipts.receipt import Receipt
from kiosk.receipts.words import Phrase
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.receipt_words import words_in
from kiosk.workbench.pseudo_language import pseudo

QML = Path(__file__).parents[2] / "resources" / "qml" / "Kiosk" / "ReceiptWords.qml"
AT = datetime(2026, 11, 2, 14, 5, tzinfo=UTC)
SAVINGS = AccountLine("acc-1", "Savings of the household and of everybody in it", "0815")


def facts(kind, currency="EUR", minor=10_000):
    money = Money(minor, currency)
    return ReceiptFacts(
        kind, "A123", "", SAVINGS, SAVINGS, money, money.times(1), money, money, money, "7K2M"
    )


class PseudoWords:
    """Every phrase 40 % longer."""

    def __init__(self):
        self._words = words_in(Formats("de"))("de")
        self.figure, self.date, self.time = self._words.figure, self._words.date, self._words.time

    def phrase(self, phrase):
        return pseudo(self._words.phrase(phrase))


def test_every_phrase_is_where_translators_look():
    """The page of words has those of the code, and no other."""
    text = QML.read_text(encoding="utf-8")

    assert [] == [
        phrase for phrase in Phrase if f'qsTr("{phrase.value}", "S15 receipt")' not in text
    ]
    assert len(Phrase) == text.count("qsTr(")


def test_every_phrase_is_in_german():
    german = words_in(Formats("en_IE"))("de")
    alike = [phrase for phrase in Phrase if german.phrase(phrase) == phrase.value]

    assert [] == alike


def test_a_german_receipt_has_german_words_amounts_and_dates():
    german = lines(Receipt(facts(ReceiptKind.WITHDRAWAL), AT, "ATM-1"), words_in(Formats("de"))(""))
    text = "\n".join(line.text for line in german)

    assert "Bargeldauszahlung" in text
    assert "2. November 2026" in text
    assert "100,00 €" in text
    assert "Vorgangsnummer" + " " * 24 + "A123" == german[-1].text


def test_the_machines_own_words_are_for_whoever_has_chosen_none():
    words_of = words_in(Formats("de_AT"))

    assert "Bargeldauszahlung" == words_of("").phrase(Phrase.WITHDRAWAL)
    assert "Cash withdrawal" == words_of("en").phrase(Phrase.WITHDRAWAL)


@pytest.mark.parametrize("language", [QLocale.Language.English, QLocale.Language.German])
def test_the_printer_can_print_the_sign_of_every_currency_that_a_locale_brings(language):
    anywhere = QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    codes = QLocale.CurrencySymbolFormat.CurrencyIsoCode
    own = [
        printable(Formats(locale.name()).figure(Money(100, locale.currencySymbol(codes))))
        for locale in QLocale.matchingLocales(language, *anywhere)
        if locale.currencySymbol(codes)
    ]

    assert [] == [said for said in own if "?" in said]
    assert own


@pytest.mark.parametrize("kind", ReceiptKind)
@pytest.mark.parametrize(
    "words",
    [words_in(Formats("en_IE"))("en"), words_in(Formats("en_IE"))("de"), PseudoWords()],
    ids=["en", "de", "pseudo"],
)
@pytest.mark.parametrize("currency", ["EUR", "JPY", "KWD", "INR", "XTS"])
def test_no_language_is_wider_than_the_paper(kind, words, currency):
    """With the largest amounts, and accounts with long names."""
    receipt = Receipt(facts(kind, currency, MINOR_MAX), AT, "A machine of that name", "Somewhere")
    found = lines(receipt, words)

    assert [] == [line.text for line in found if len(line.text) > COLUMNS]
    assert found[-1].text.endswith("A123")
