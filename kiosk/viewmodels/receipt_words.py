"""A receipt in the customer's language, with amounts and dates of the one formats module.

The phrases stand in `ReceiptWords.qml`, those of staff's slips in `SlipWords.qml`, where the
translators' tools find them.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QTranslator

from bank_server.contract.money import Money
from kiosk.receipts.slip_words import SlipPhrase
from kiosk.receipts.words import Phrase, WordsOf
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.locales import SOURCE_LANGUAGE, translator

PLACES: Final = {Phrase: ("ReceiptWords", "S15 receipt"), SlipPhrase: ("SlipWords", "M12 slip")}
LANGUAGES_KEPT_MAX: Final = 8


class ReceiptWords:
    """One language. Fulfils `Words`; may be used from any thread."""

    def __init__(self, formats: Formats, phrases: QTranslator | None) -> None:
        """phrases: None for the language that the phrases are written in."""
        self._formats = formats
        self._phrases = phrases

    def phrase(self, phrase: Phrase | SlipPhrase) -> str:
        if self._phrases is None:
            return phrase.value
        context, comment = PLACES[type(phrase)]
        return self._phrases.translate(context, phrase.value, comment) or phrase.value

    def figure(self, money: Money) -> str:
        return self._formats.figure(money)

    def date(self, at: datetime) -> str:
        return self._formats.date(at)

    def time(self, at: datetime) -> str:
        return self._formats.clock(at)


def words_in(formats: Formats) -> WordsOf:
    """By language, for a machine whose own locale is that of formats."""

    @lru_cache(maxsize=LANGUAGES_KEPT_MAX)
    def words_of(language: str) -> ReceiptWords:
        spoken = language or formats.language
        phrases = None if spoken == SOURCE_LANGUAGE else translator(spoken)
        return ReceiptWords(formats.in_language(spoken), phrases)

    return words_of
