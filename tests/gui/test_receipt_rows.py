"""A receipt on the screen has every word of the one on paper, set in the screen's own type."""

from datetime import UTC, datetime

import pytest

from bank_server.contract.money import Money
from kiosk.domain.receipt import ReceiptFacts, ReceiptKind
from kiosk.domain.screens import AccountLine
from kiosk.receipts import layout
from kiosk.receipts.receipt import Receipt
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.receipt_rows import receipt_rows
from kiosk.viewmodels.receipt_words import words_in
from kiosk.viewmodels.rows import ReceiptRow


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("Amount" + "€60.00".rjust(36), ReceiptRow("Amount", "€60.00", "", False)),
        ("Savings **4407".rjust(42), ReceiptRow("", "Savings **4407", "", False)),
        ("Only this part is charged.", ReceiptRow("Only this part is charged.", "", "", False)),
        ("-" * 42, ReceiptRow("", "", "", False, isRule=True)),
    ],
)
def test_a_line_is_taken_apart_where_the_paper_holds_it_apart(line, row):
    assert [row] == list(receipt_rows([line]))


def test_the_machine_and_what_was_done_are_titles():
    roll = ["Duneport 12".center(42), "Strand Road".center(42), "", "Transfer".center(42), "", "x"]
    rows = list(receipt_rows(roll))

    assert [("Duneport 12", True), ("Strand Road", False), ("Transfer", True)] == [
        (row.middleText, row.isTitle) for row in rows if row.middleText
    ]


def test_empty_lines_are_one_and_none_ends_the_receipt():
    rows = list(receipt_rows(["", "a", "", "", "b", "", ""]))

    assert [True, False, True] == [row.hasWords for row in rows]


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_word_of_a_printed_receipt_is_missing_on_the_screen(language):
    """Nor is there any other."""
    facts = ReceiptFacts(
        ReceiptKind.DEPOSIT,
        "7QK2M4",
        language,
        target=AccountLine("id", "Household account of Aurelia and Bartholomew", "0071"),
        amount=Money(50_00, "EUR"),
        envelope="E41077",
    )
    at = datetime(2026, 11, 22, 14, 3, tzinfo=UTC)
    receipt = Receipt(facts, at, "Duneport 12", "Strand Road 4")
    printed = layout.text_lines(layout.lines(receipt, words_in(Formats())(language)))
    rows = receipt_rows(printed)
    shown = [(row.leftText, row.rightText, row.middleText) for row in rows if not row.isRule]

    assert (
        " ".join(printed).replace("-" * 42, "").split()
        == " ".join(" ".join(texts) for texts in shown).split()
    )
