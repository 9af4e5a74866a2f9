"""A receipt as the lines of a roll, 42 columns wide: label on the left, value on the right.

Nothing is ever wider than the paper: what does not fit beside its label goes below it, and a text
that does not fit into a line is broken.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.domain.receipt import ReceiptFacts, ReceiptKind
from kiosk.domain.screens import AccountLine
from kiosk.receipts.printable import LAST_SIZE_MAX, MASK, printable, without_numbers
from kiosk.receipts.receipt import Receipt
from kiosk.receipts.words import TITLES, Phrase, Words

COLUMNS: Final = 42  # Font A of 12 dots on 72 mm at 180 dpi
GAP: Final = 2  # columns between a label and its value
NAME_SIZE_MAX: Final = 64  # of an account, as at the bank; its end must have room after it
LINES_EACH_MAX: Final = 4  # of one text; what is longer has lost its end
LINES_MAX: Final = 64  # of a receipt, as large as any can be
_MOVES_MONEY: Final = frozenset({ReceiptKind.WITHDRAWAL, ReceiptKind.TRANSFER})


@dataclass(frozen=True, slots=True)
class Line:
    """At most COLUMNS characters of code page 858. tall: twice as high, and as wide as ever."""

    text: str
    is_bold: bool = False
    is_tall: bool = False
    is_centred: bool = False


def lines(receipt: Receipt, words: Words) -> tuple[Line, ...]:
    """The whole receipt; its last line is the reference. At most LINES_MAX."""
    facts = receipt.facts
    return (
        *_head(receipt, words),
        *row(words.phrase(Phrase.DATE), words.date(receipt.at)),
        *row(words.phrase(Phrase.TIME), words.time(receipt.at)),
        *_accounts(facts, words),
        *_figures(facts, words),
        *_remarks(facts, words),
        Line("-" * COLUMNS),
        *row(words.phrase(Phrase.REFERENCE), facts.reference, is_bold=True),
    )


def text_lines(laid: Iterable[Line]) -> tuple[str, ...]:
    """As they stand on paper, for whoever shows them in one style."""
    return tuple(line.text.center(COLUMNS) if line.is_centred else line.text for line in laid)


def _head(receipt: Receipt, words: Words) -> Iterator[Line]:
    for text in wrapped(receipt.machine):
        yield Line(text, is_bold=True, is_centred=True)
    for text in wrapped(receipt.place):
        yield Line(text, is_centred=True)
    yield Line("")
    for text in wrapped(words.phrase(TITLES[receipt.facts.kind])):
        yield Line(text, is_bold=True, is_tall=True, is_centred=True)
    yield Line("")


def _accounts(facts: ReceiptFacts, words: Words) -> Iterator[Line]:
    if facts.source is not None:
        is_balance = facts.kind is ReceiptKind.BALANCE
        label = Phrase.ACCOUNT if is_balance else Phrase.FROM
        yield from row(words.phrase(label), _account(facts.source))
    if facts.target is not None:
        yield from row(words.phrase(Phrase.TO), _account(facts.target))


def _figures(facts: ReceiptFacts, words: Words) -> Iterator[Line]:
    if facts.amount is not None:
        is_deposit = facts.kind is ReceiptKind.DEPOSIT
        label = Phrase.CLAIMED if is_deposit else Phrase.AMOUNT
        yield from row(words.phrase(label), words.figure(facts.amount), is_bold=True)
    if facts.asked is not None and facts.asked != facts.amount:
        yield from row(words.phrase(Phrase.ASKED), words.figure(facts.asked))
    if facts.fee is not None and facts.fee.minor:
        yield from row(words.phrase(Phrase.FEE), words.figure(facts.fee))
    elif facts.kind in _MOVES_MONEY:
        yield from row(words.phrase(Phrase.FEE), words.phrase(Phrase.NO_FEE))
    if facts.available is not None:
        yield from row(words.phrase(Phrase.AVAILABLE), words.figure(facts.available))
    if facts.balance is not None:
        yield from row(words.phrase(Phrase.BALANCE), words.figure(facts.balance))
    if facts.envelope:
        yield from row(words.phrase(Phrase.ENVELOPE), facts.envelope)


def _remarks(facts: ReceiptFacts, words: Words) -> Iterator[Line]:
    remarks = []
    if facts.kind is ReceiptKind.DEPOSIT:
        remarks.append(Phrase.UNCHECKED)
    if facts.asked is not None and facts.asked != facts.amount:
        remarks.append(Phrase.PART)
    for remark in remarks:
        yield Line("")
        yield from map(Line, wrapped(words.phrase(remark)))


def _account(account: AccountLine) -> str:
    """The bank's word for it, in which a number has no place, and its end."""
    name = without_numbers(printable(account.name))[:NAME_SIZE_MAX].strip()
    last = printable(account.last4)[-LAST_SIZE_MAX:].strip()
    return f"{name} {MASK}{last}".strip() if last else name


def row(label: str, value: str, *, is_bold: bool = False) -> Iterator[Line]:
    """Side by side where both fit, one below the other where they do not."""
    left, right = wrapped(label), wrapped(value)
    if len(left) == len(right) == 1 and len(left[0]) + GAP + len(right[0]) <= COLUMNS:
        yield Line(left[0] + right[0].rjust(COLUMNS - len(left[0])), is_bold=is_bold)
        return
    yield from (Line(text, is_bold=is_bold) for text in left)
    yield from (Line(text.rjust(COLUMNS), is_bold=is_bold) for text in right)


def wrapped(text: str) -> list[str]:
    """By words; a word that is longer than a line is broken. No line for no text."""
    return textwrap.wrap(printable(text), COLUMNS, break_on_hyphens=False)[:LINES_EACH_MAX]
