"""Amounts, lists and the clock as a customer of one locale reads them; the only such place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Final

from PySide6.QtCore import QDate, QLocale, QTime

from bank_server.contract.currencies import minor_digits
from bank_server.contract.money import Money
from kiosk.viewmodels.locales import in_region_of

MINUS: Final = "\N{MINUS SIGN}"
NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
_WEEKDAY: Final = re.compile(r"[,،]?\s*d{4}[,،]?\s*")

# Signs that mean one currency everywhere. A "$" or "kr" abroad would not say whose it is.
UNMISTAKABLE_SIGNS: Final = {"EUR": "€", "GBP": "£", "INR": "₹", "ILS": "₪", "UAH": "₴"}


class Formats:
    """Formatting for one locale. Pure; may be used from any thread."""

    def __init__(self, locale_name: str = "en_IE", zone: tzinfo = UTC) -> None:
        """zone: the machine's, in which moments are told."""
        self._locale = QLocale(locale_name)
        self._zone = zone

    @property
    def locale(self) -> QLocale:
        return QLocale(self._locale)

    @property
    def language(self) -> str:
        return self._locale.name().partition("_")[0]

    def in_language(self, language: str) -> Formats:
        """As a customer who reads another language expects it here."""
        if language == self.language:
            return self
        return Formats(in_region_of(language, self._locale.name()), self._zone)

    def figure(self, money: Money) -> str:
        """The full amount with its minor digits, as on a balance: €1,234.50."""
        return self._with_sign(money, minor_digits(money.currency))

    def price(self, money: Money) -> str:
        """As on a button or in a sentence: minor digits only where they are not zero: €100."""
        return self._with_sign(money, 0 if self.is_whole(money) else minor_digits(money.currency))

    def is_whole(self, money: Money) -> bool:
        """Without minor digits that are not zero."""
        return bool(money.minor % 10 ** minor_digits(money.currency) == 0)

    def face(self, money: Money) -> str:
        """As on a drawn note: with the currency's sign, but without a code of letters."""
        if any(letter.isalpha() for letter in self._symbol(money.currency)):
            digits = 0 if self.is_whole(money) else minor_digits(money.currency)
            return self._number(money.minor, money.currency, digits)
        return self.price(money)

    def prices(self, amounts: Sequence[Money]) -> str:
        """A list as the locale joins it: €10, €20 and €50."""
        return self.listed(self.price(amount) for amount in amounts)

    def listed(self, parts: Iterable[str]) -> str:
        return self._locale.createSeparatedList(list(parts))

    def count(self, number: int) -> str:
        return (self._minus if number < 0 else "") + self._locale.toString(abs(number))

    def signed(self, number: int) -> str:
        """A difference; what is over has a sign too."""
        return (self._locale.positiveSign() if number > 0 else "") + self.count(number)

    def clock(self, now: datetime) -> str:
        return self._locale.toString(QTime(now.hour, now.minute), "HH:mm")

    def date(self, at: datetime) -> str:
        """With the month as a word, so that nobody takes it for the day: 22 November 2026."""
        return self._locale.toString(QDate(at.year, at.month, at.day), self._pattern)

    def moment(self, utc_ms: int) -> str:
        """Date and time in the machine's zone, for staff: 22 Nov 2026 14:03:09."""
        at = datetime.fromtimestamp(utc_ms / 1000, self._zone)
        short = self._pattern.replace("MMMM", "MMM")
        day = self._locale.toString(QDate(at.year, at.month, at.day), short)
        return f"{day} {at:%H:%M:%S}"

    @property
    def _minus(self) -> str:
        """Never a hyphen, which is shorter than a digit and easily overlooked."""
        return self._locale.negativeSign().replace("-", MINUS)

    @property
    def _pattern(self) -> str:
        pattern = self._locale.dateFormat(QLocale.FormatType.LongFormat)
        return _WEEKDAY.sub("", pattern).strip(" ,")

    def _with_sign(self, money: Money, digits: int) -> str:
        # The locale places the symbol around a lone 1, and the exact number replaces the 1: a
        # float would round the cents of very large balances. A debt gets a sign, for few
        # customers know an accountant's brackets.
        pattern = self._locale.toCurrencyString(1, self._symbol(money.currency))
        before, found, after = pattern.partition(self._locale.toString(1))
        assert found, "the locale shows a 1 as something else"
        if before and before[-1].isalpha():
            before += NO_BREAK_SPACE
        if after and after[0].isalpha():
            after = NO_BREAK_SPACE + after
        sign = self._minus if money.minor < 0 else ""
        return sign + before + self._number(abs(money.minor), money.currency, digits) + after

    def _number(self, minor: int, currency: str, digits: int) -> str:
        major, rest = divmod(minor, 10 ** minor_digits(currency))
        whole = self._locale.toString(major)
        if digits == 0:
            return whole
        zero = ord(self._locale.zeroDigit())
        fraction = "".join(chr(zero + int(digit)) for digit in f"{rest:0{digits}d}")
        return whole + self._locale.decimalPoint() + fraction

    def _symbol(self, currency: str) -> str:
        code = QLocale.CurrencySymbolFormat.CurrencyIsoCode
        if self._locale.currencySymbol(code) == currency:
            return self._locale.currencySymbol()
        return UNMISTAKABLE_SIGNS.get(currency, currency)
