"""Text as the printer can print it: one character of code page 858 for each column, or nothing.

Done before lines are laid out, because a sign that is spelled out is wider than the sign.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from hardware.protocol.escpos import CODE_PAGE

# Signs of currencies that the page lacks, and the typography of QLocale.
_SPELLED: Final = {
    "₹": "INR",
    "₪": "ILS",
    "₴": "UAH",
    "₱": "PHP",
    "₦": "NGN",
    "₾": "GEL",
    "₺": "TRY",
    "₩": "KRW",
    "₽": "RUB",
    "₸": "KZT",
    "₫": "VND",
    "฿": "THB",
    "₡": "CRC",
    "₲": "PYG",
    "₮": "MNT",
    "₵": "S",  # GH₵ is GHS
    "œ": "oe",
    "Œ": "OE",
    "ł": "l",
    "Ł": "L",
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u2013": "-",
    "\u2014": "-",
    "\u2212": "-",
    "\u2022": "*",
    "\u2026": "...",
}
_UNKNOWN: Final = "?"
# More digits in a row than an account's last four, however they are grouped.
_LONG_NUMBER: Final = re.compile(r"\d(?:[\s./-]*\d){4,}")
LAST_SIZE_MAX: Final = 4
MASK: Final = "**"


def printable(text: str) -> str:
    """No control character, no invisible mark, spaces of one kind, only signs of the page."""
    # The page has whole letters only: an accent apart from its letter would be lost.
    return "".join(map(_printable, unicodedata.normalize("NFC", text)))


def without_numbers(text: str) -> str:
    """Whatever looks like an account or card number shows its last four digits only."""
    return _LONG_NUMBER.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    digits = [character for character in found[0] if character.isdigit()]
    return MASK + "".join(digits[-LAST_SIZE_MAX:])


def _printable(character: str) -> str:
    if character in _SPELLED:
        return _SPELLED[character]
    kind = unicodedata.category(character)
    if kind == "Zs":
        return " "
    if kind[0] == "C" or kind == "Zl" or kind == "Zp":
        return " " if character in "\t\n\r" else ""
    if _is_on_page(character):
        return character
    # An accent that the page lacks costs its letter no more than the accent.
    plain = unicodedata.normalize("NFKD", character)
    found = "".join(each for each in plain if _is_on_page(each) and not unicodedata.combining(each))
    return found or ("" if unicodedata.combining(character) else _UNKNOWN)


def _is_on_page(character: str) -> bool:
    try:
        return len(character.encode(CODE_PAGE)) == 1
    except UnicodeEncodeError:
        return False
