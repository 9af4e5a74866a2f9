"""A slip of balancing in the machine's own words: each phrase translated, and no line too wide."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bank_server.contract.money import Money
from hardware.protocol.escpos import JOB_SIZE_MAX
from kiosk.domain.maintenance.balancing_causes import Cause, Likely
from kiosk.domain.maintenance.balancing_slip import (
    BankSays,
    BinRow,
    CanisterRow,
    SlipFacts,
    SlipKind,
)
from kiosk.receipts.job import escpos_bytes
from kiosk.receipts.layout import COLUMNS
from kiosk.receipts.slip import SLIP_LINES_MAX, Slip, in_parts, slip_lines
from kiosk.receipts.slip_words import SlipPhrase
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.receipt_words import words_in

QML = Path(__file__).parents[2] / "resources" / "qml" / "Kiosk" / "SlipWords.qml"
AT = datetime(2026, 11, 2, 14, 5, tzinfo=UTC)
MOST = 65_535
LANGUAGES = [words_in(Formats("en_IE"))("en"), words_in(Formats("de"))("de")]


def canister(number, currency="EUR"):
    money = Money(50_000, currency)
    return CanisterRow(number, money, *[MOST] * 8, MOST - 1, BinRow(MOST, 1), BinRow(None, MOST))


def slip(kind=SlipKind.CLOSE, canisters=8):
    money = Money(-(10**9), "EUR")
    causes = tuple(Cause(each, 1, MOST, 8, "0123456789ab" * 2) for each in Likely)
    facts = SlipFacts(
        *(kind, 123, 0, 0, tuple(map(canister, range(1, canisters + 1)))),
        *(money, money, BankSays(money, money), causes, MOST, ("a" * 32, "b" * 32)),
        *(10**9, "0123456789abcdef" * 4),
    )
    return Slip(facts, AT, AT, "ATM-1", "Main Street")


def test_every_phrase_is_where_translators_look():
    """The page of words has those of the code, and no other."""
    text = QML.read_text(encoding="utf-8")

    assert [] == [each for each in SlipPhrase if f'qsTr("{each.value}", "M12 slip")' not in text]
    assert len(SlipPhrase) == text.count("qsTr(")


def test_every_phrase_is_in_german():
    german = words_in(Formats("en_IE"))("de")

    assert [] == [each for each in SlipPhrase if german.phrase(each) == each.value]


@pytest.mark.parametrize("words", LANGUAGES, ids=["en", "de"])
@pytest.mark.parametrize("kind", SlipKind)
def test_no_line_is_wider_than_the_paper(words, kind):
    """Of the largest machine, with all that can differ."""
    found = slip_lines(slip(kind), words)

    assert [] == [line.text for line in found if len(line.text) > COLUMNS]
    assert len(found) <= SLIP_LINES_MAX


@pytest.mark.parametrize("words", LANGUAGES, ids=["en", "de"])
def test_no_label_beside_another_is_cut(words):
    text = "\n".join(line.text for line in slip_lines(slip(), words))
    cut = (SlipPhrase.START, SlipPhrase.REMOVED, SlipPhrase.PRESENTED, SlipPhrase.REJECT_BIN)
    wide = (SlipPhrase.DIFFERENCE, SlipPhrase.COUNTED, SlipPhrase.RETRACT_BIN, SlipPhrase.EXPECTED)

    assert [] == [each for each in (*cut, *wide) if words.phrase(each) not in text]


@pytest.mark.parametrize("words", LANGUAGES, ids=["en", "de"])
def test_each_part_fits_into_the_printers_buffer(words):
    parts = in_parts(slip_lines(slip(), words))

    assert 3 == len(parts)
    assert [] == [part for part in parts if len(escpos_bytes(part)) > JOB_SIZE_MAX]


def test_a_slip_ends_with_what_ties_it_to_the_journal():
    *_, entry, begins = (line.text for line in slip_lines(slip(), LANGUAGES[0]))

    assert (True, True) == (entry.endswith("1000000000"), begins.endswith("0123456789abcdef"))


def test_a_small_slip_is_one_piece():
    assert 1 == len(in_parts(slip_lines(slip(canisters=1), LANGUAGES[0])[:60]))
