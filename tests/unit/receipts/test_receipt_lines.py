"""Every receipt fits on the paper, ends with its reference, and shows no number in full."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bank_server.contract.money import MINOR_MAX, Money
from kiosk.domain.receipt import ReceiptFacts, ReceiptKind
from kiosk.domain.screens import AccountLine
from kiosk.receipts.layout import COLUMNS, LINES_MAX, lines, text_lines
from kiosk.receipts.printable import printable, without_numbers
from kiosk.receipts.receipt import Receipt
from kiosk.receipts.words import PlainWords

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
CURRENT = AccountLine("acc-0001-9999-8888", "Current", "4711")
SAVINGS = AccountLine("acc-0002-9999-7777", "Savings", "0815")
EURO = Money(10_000, "EUR")


def laid(facts, place="12 Main Street, Dublin 8"):
    return lines(Receipt(facts, AT, "ATM-1", place), PlainWords())


def texts(facts, place="12 Main Street, Dublin 8"):
    return [line.text for line in laid(facts, place)]


def row(left, right):
    return left + right.rjust(COLUMNS - len(left))


def test_a_withdrawal_has_all_that_it_must():
    """Place, kind, date, time, account's name and end, amount, fee; the reference comes last."""
    facts = ReceiptFacts(ReceiptKind.WITHDRAWAL, "A123", "en", source=CURRENT, amount=EURO)

    assert [
        "ATM-1",
        "12 Main Street, Dublin 8",
        "",
        "Cash withdrawal",
        "",
        row("Date", "2026-11-22"),
        row("Time", "14:05"),
        row("From account", "Current **4711"),
        row("Amount", "EUR 100.00"),
        row("Fee", "none"),
        "-" * COLUMNS,
        row("Reference", "A123"),
    ] == texts(facts)


def test_a_transfer_names_both_ends():
    facts = ReceiptFacts(
        ReceiptKind.TRANSFER, "A123", "en", source=CURRENT, target=SAVINGS, amount=EURO
    )

    assert row("From account", "Current **4711") in texts(facts)
    assert row("To account", "Savings **0815") in texts(facts)


def test_a_deposit_says_that_nobody_has_looked_into_the_envelope():
    facts = ReceiptFacts(
        ReceiptKind.DEPOSIT, "A123", "en", target=CURRENT, amount=EURO, envelope="7K2M"
    )
    said = texts(facts)

    assert row("Amount as entered", "EUR 100.00") in said
    assert row("Envelope", "7K2M") in said
    assert "Envelope contents not yet checked. Your" in said
    assert not [text for text in said if text.startswith("Fee")]


def test_a_part_says_what_was_asked_for():
    facts = ReceiptFacts(
        ReceiptKind.WITHDRAWAL, "A123", "en", CURRENT, amount=EURO, asked=Money(20_000, "EUR")
    )

    assert row("Amount asked for", "EUR 200.00") in texts(facts)
    assert "Only this part is charged." in " ".join(texts(facts))


def test_a_balance_is_there_only_when_it_was_asked_for():
    silent = ReceiptFacts(ReceiptKind.WITHDRAWAL, "A123", "en", CURRENT, amount=EURO)
    asked = ReceiptFacts(
        ReceiptKind.BALANCE, "A123", "en", CURRENT, available=EURO, balance=Money(-1, "EUR")
    )

    assert "Available" not in " ".join(texts(silent))
    assert row("Available", "EUR 100.00") in texts(asked)
    assert row("Account balance", "-EUR 0.01") in texts(asked)


@pytest.mark.parametrize(
    ("money", "said"),
    [
        (Money(123_456, "JPY"), "JPY 123456"),
        (Money(123_456, "KWD"), "KWD 123.456"),
        (Money(MINOR_MAX, "EUR"), "EUR 90071992547409.91"),
    ],
)
def test_an_amount_has_the_digits_of_its_currency(money, said):
    facts = ReceiptFacts(ReceiptKind.WITHDRAWAL, "A123", "en", CURRENT, amount=money)

    assert row("Amount", said) in texts(facts)


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("Current", "Current"),
        ("Current 20", "Current 20"),
        ("Current 12345678", "Current **5678"),
        ("IE29 AIBK 9311 5212 3456 78", "IE29 AIBK **5678"),
        ("4111-1111-1111-1234 Visa", "**1234 Visa"),
        ("Gold 4111 1111 1111 1111", "Gold **1111"),
    ],
)
def test_a_number_in_an_accounts_name_shows_its_end_only(said, printed):
    assert printed == without_numbers(said)


@pytest.mark.parametrize(
    ("text", "on_paper"),
    [
        ("Größe €5", "Größe €5"),
        ("1\u202f234,50\u00a0€", "1 234,50 €"),
        ("₹100", "INR100"),
        ("Łódź", "Lódz"),
        ("a\x1b@b\u200f", "a@b"),
        ("œuvre “x”", 'oeuvre "x"'),
        ("中", "?"),
        ("₱1,000", "PHP1,000"),
        ("Zoe\u0308 Mu\u0308ller", "Zoë Müller"),
    ],
)
def test_text_is_spelled_with_what_the_printer_has(text, on_paper):
    assert on_paper == printable(text)


ANY_TEXT = st.text(max_size=120)
ANY_MONEY = st.builds(
    Money,
    st.integers(-MINOR_MAX, MINOR_MAX),
    st.sampled_from(["EUR", "JPY", "KWD", "INR", "USD"]),
)
ANY_ACCOUNT = st.builds(
    AccountLine, st.just("acc-1"), st.text("0123456789 -/.aÄ", max_size=60), st.text(max_size=40)
)
ANY_FACTS = st.builds(
    ReceiptFacts,
    kind=st.sampled_from(ReceiptKind),
    reference=st.text("0123456789ABCDEF", min_size=1, max_size=12),
    language=st.just("en"),
    source=st.none() | ANY_ACCOUNT,
    target=st.none() | ANY_ACCOUNT,
    amount=st.none() | ANY_MONEY,
    asked=st.none() | ANY_MONEY,
    available=st.none() | ANY_MONEY,
    balance=st.none() | ANY_MONEY,
    fee=st.none() | ANY_MONEY,
    envelope=ANY_TEXT,
)


@given(facts=ANY_FACTS, machine=ANY_TEXT, place=ANY_TEXT)
def test_nothing_is_wider_than_the_paper_or_longer_than_a_receipt(facts, machine, place):
    """Whatever the bank calls an account, and however large the amount."""
    found = lines(Receipt(facts, AT, machine, place), PlainWords())

    assert [] == [line for line in found if len(line.text) > COLUMNS]
    assert [] == [line for line in found if line.text != printable(line.text)]
    assert len(found) <= LINES_MAX
    assert facts.reference == found[-1].text.split()[-1]
    assert [] == [text for text in text_lines(found) if len(text) > COLUMNS]


def test_a_name_that_spells_long_leaves_room_for_the_accounts_end():
    rupees = AccountLine("acc-1", "₹" * 64, "4711")
    facts = ReceiptFacts(ReceiptKind.BALANCE, "A123", "en", source=rupees)

    assert [text for text in texts(facts) if text.endswith("**4711")]


@given(
    name=st.text("0123456789 -/.aB", max_size=60),
    last=st.text("0123456789", max_size=24),
)
def test_no_account_shows_more_than_four_digits_in_a_row(name, last):
    """By whatever the digits are grouped, in a name or in what should be the last four."""
    account = AccountLine("acc-1", name, last)
    facts = ReceiptFacts(ReceiptKind.BALANCE, "R", "en", source=account)
    found = lines(Receipt(facts, AT, "M"), PlainWords())
    shown = " ".join(line.text for line in found[5:-2]).partition("Account")[2]

    assert [] == re.findall(r"\d(?:[\s./-]*\d){4}", shown)


def test_no_id_of_the_bank_is_printed():
    facts = ReceiptFacts(
        ReceiptKind.TRANSFER, "A123", "en", source=CURRENT, target=SAVINGS, amount=EURO
    )

    assert "acc-" not in " ".join(texts(facts))
