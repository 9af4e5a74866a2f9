"""The file of a whole bank: what is wrong with it is named before anything is done with it."""

import hashlib
import io
import json

import pytest

from bank_server.admin.moving import books_file
from bank_server.admin.moving.books_file import (
    BATCH_COUNT_MAX,
    BooksFileBad,
    batches,
    check_books,
    compare_books,
    write_books,
)
from bank_server.admin.moving.row_order import OutOfOrder, RowOrder
from bank_server.admin.moving.row_text import KINDS, line_of, row_of
from bank_server.contract.money import Money
from bank_server.domain.ledger import Account, AccountKind, Line, PostingKind
from bank_server.store.whole import BookedPosting, Table

MANY = 2_000


def account(number, balance=0):
    eur = Money(balance, "EUR")
    return Account(f"{number:06}", AccountKind.CUSTOMER, f"Nr. {number}", eur, Money(0, "EUR"))


class Books:
    """A store with so many accounts and nothing else."""

    def __init__(self, count=3, *, begin=1):
        self._numbers = range(begin, begin + count)
        self.given = 0

    def count(self, table):
        return len(self._numbers) if table is Table.ACCOUNTS else 0

    def rows(self, table):
        for number in self._numbers if table is Table.ACCOUNTS else ():
            self.given += 1
            yield account(number)


def exported(books):
    file = io.BytesIO()
    write_books(books, file.write)
    return file.getvalue()


def ended(lines):
    """These lines with an end that fits them, as somebody can write who knows how."""
    content = b"".join(lines)
    told = {"lines": len(lines), "sha256": hashlib.sha256(content).hexdigest()}
    return content + json.dumps({"end": told}, separators=(",", ":")).encode() + b"\n"


@pytest.fixture(scope="module")
def lines():
    """A good file: head, three accounts, five lines of proof, end."""
    return exported(Books()).splitlines(keepends=True)


def refused(content):
    with pytest.raises(BooksFileBad) as found:
        check_books(io.BytesIO(content))
    return str(found.value)


def test_a_whole_file_is_good(lines):
    summary = check_books(io.BytesIO(b"".join(lines)))

    assert (3, len(lines) - 1) == (summary.counts[Table.ACCOUNTS], summary.lines)
    assert [[account(1), account(2), account(3)]] == list(
        batches(io.BytesIO(b"".join(lines)), summary)
    )


@pytest.mark.parametrize("kept", range(9))
def test_one_that_is_cut_after_any_line_is_refused(lines, kept):
    assert kept < len(lines)
    said = refused(b"".join(lines[:kept]))

    assert ("cut off after line" if kept else "no export") in said


def test_one_that_is_cut_anywhere_within_its_last_line_is_refused(lines):
    whole = b"".join(lines)
    said = {refused(whole[:-left]) for left in range(1, len(lines[-1]))}

    assert {f"the file is cut off in line {len(lines)}"} == said


def test_any_one_changed_digit_of_a_balance_is_found(lines):
    edited = lines[2].replace(b'"balance":{"minor":0', b'"balance":{"minor":1')

    assert edited != lines[2]
    assert "not as it was written" in refused(b"".join([*lines[:2], edited, *lines[3:]]))


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ((0, 1, 2, 2, 3, 4, 5, 6, 7), "line 4: a row of accounts is there twice"),
        ((0, 1, 3, 2, 4, 5, 6, 7), "line 4: a row of accounts is there twice, or out of order"),
        ((0, 1, 2, 4, 5, 6, 7), "1 accounts fewer than were announced"),
        ((0, 1, 2, 4, 3, 5, 6, 7), "line 5: accounts after the proof"),
        ((1, 0, 2, 3, 4, 5, 6, 7), "no export of a bank's books"),
    ],
)
def test_lines_twice_swapped_or_missing_are_named_even_with_an_end_that_fits(lines, order, reason):
    assert reason in refused(ended([lines[number] for number in order]))


@pytest.mark.parametrize(
    ("was", "now", "reason"),
    [
        (b'"format":"open-atm books"', b'"format":"something"', "no export of a bank's books"),
        (b'"version":1', b'"version":2', "the file has version 2, this program knows 1"),
        (b'"schema":8', b'"schema":9', "the file has schema 9, this program knows 8"),
        (b'"accounts":3', b'"accounts":4', "1 accounts fewer than were announced"),
        (b'"accounts":3', b'"accounts":2', "line 4: more accounts than were announced"),
        (b'"accounts":3', b'"accounts":"3"', "a count is no number"),
        (b'"work_items":0', b'"work":0', "it does not count the tables"),
    ],
)
def test_a_first_line_of_another_kind_is_refused(lines, was, now, reason):
    assert was in lines[0]
    assert reason in refused(ended([lines[0].replace(was, now), *lines[1:-1]]))


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (b'"customer"', b'"nobody"'),
        (b'"held":', b'"hold":'),
        (b'{"accounts":', b'{ "accounts":'),
        (b'{"accounts":', b'{"tables":'),
        (b'"minor":0', b'"minor":"0"'),
        (b'"minor":0', b'"minor":0.0'),
        (b'"minor":0', b'"minor":9' + 400 * b"9"),
        (b'{"accounts":{', b'{"accounts":{"account_id":"000002",'),
    ],
)
def test_what_is_no_row_is_refused_by_its_line_and_no_value_is_told(lines, was, now):
    edited = lines[2].replace(was, now, 1)

    assert edited != lines[2]
    assert "line 3: it is no row of any table" == refused(ended([*lines[:2], edited, *lines[3:-1]]))


def test_nothing_may_follow_the_end(lines):
    assert "last line does not fit" in refused(b"".join([*lines, lines[1]]))


def test_another_proof_than_the_stores_own_is_found_by_its_line(lines):
    told = lines[4].replace(b"balance 0", b"balance 7")
    file = io.BytesIO(ended([*lines[:4], told, *lines[5:-1]]))
    check_books(file)

    assert told != lines[4]
    with pytest.raises(BooksFileBad, match="line 5: the store has something else"):
        compare_books(file, Books())


def test_a_store_with_one_row_more_is_another(lines):
    with pytest.raises(BooksFileBad, match="line 1: the store has something else"):
        compare_books(io.BytesIO(b"".join(lines)), Books(4))


def test_what_an_audit_finds_is_told_and_moved_all_the_same():
    """An account of which the ledger knows nothing."""

    class Wrong(Books):
        def rows(self, table):
            yield from [account(1, 500)] if table is Table.ACCOUNTS else []

    file = io.BytesIO()
    summary = write_books(Wrong(1), file.write)

    assert ("audit: balance 000001",) == summary.findings
    assert summary == check_books(file)


def test_a_store_with_a_row_twice_is_not_exported():
    class Gap(Books):
        def rows(self, table):
            yield from [account(1), account(1)] if table is Table.ACCOUNTS else []

    with pytest.raises(OutOfOrder):
        exported(Gap(2))


@pytest.mark.parametrize(
    ("minors", "currencies"), [((), ()), ((5, -4), ("EUR", "EUR")), ((5, -5), ("EUR", "JPY"))]
)
def test_a_posting_that_does_not_sum_to_zero_is_not_moved(minors, currencies):
    lines = tuple(Line("a", Money(m, c)) for m, c in zip(minors, currencies, strict=True))
    posting = BookedPosting(1, 5, PostingKind.OPENING, "x", lines)
    good = BookedPosting(1, 5, PostingKind.OPENING, "x", (Line("a", Money(0, "EUR")),))

    RowOrder({Table.POSTINGS: 1}).take(Table.POSTINGS, good)
    with pytest.raises(OutOfOrder, match="posting 1 does not sum to zero"):
        RowOrder({Table.POSTINGS: 1}).take(Table.POSTINGS, posting)


@pytest.mark.parametrize("number", [1, 3])
def test_the_ledgers_numbers_have_no_gap(number):
    """The first posting has one entry, so the next one's is number 2."""
    order, lines = RowOrder({Table.POSTINGS: 2}), (Line("a", Money(0, "EUR")),)
    order.take(Table.POSTINGS, BookedPosting(1, 5, PostingKind.OPENING, "x", lines))

    with pytest.raises(OutOfOrder):
        order.take(Table.POSTINGS, BookedPosting(number, 5, PostingKind.OPENING, "x", lines))


class TestMemory:
    def test_an_export_holds_one_row_at_a_time(self):
        books, ahead = Books(MANY), []
        written = 0

        def write(line):
            nonlocal written
            written += line.startswith(b'{"accounts":')
            ahead.append(books.given - written if written < MANY else 0)

        write_books(books, write)

        assert (MANY, 1) == (written, max(ahead[:MANY]) + 1)

    def test_an_import_holds_one_batch_at_a_time(self, monkeypatch):
        file = io.BytesIO(exported(Books(MANY)))
        summary = check_books(file)
        read = 0

        def counted(line):
            nonlocal read
            read += 1
            return row_of(line)

        monkeypatch.setattr(books_file, "row_of", counted)
        ahead, taken = [], 0
        for batch in batches(file, summary):
            ahead.append(read - taken)
            taken += len(batch)

        assert (MANY, BATCH_COUNT_MAX) == (taken, max(ahead))


def test_a_line_is_the_row_again():
    line = line_of(Table.ACCOUNTS, account(7))

    assert (Table.ACCOUNTS, account(7)) == row_of(line)
    assert line.isascii()


def test_every_table_has_its_kind_of_row():
    assert list(Table) == list(KINDS)
