"""The file of a whole bank: JSON lines, the same bytes for the same books.

    {"format":"open-atm books","version":1,"schema":2,"counts":{TABLE:N,…}}
    {TABLE:ROW}            every row, tables and rows in their order
    {"proof":TEXT}         what an audit of them says
    {"end":{"lines":N,"sha256":HEX}}   of everything before

The digest shows damage. Against somebody who makes another file it is no protection.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from bank_server.admin.moving.proof import FOUND, NOTHING, proof
from bank_server.admin.moving.row_order import OutOfOrder, RowOrder
from bank_server.admin.moving.row_text import RowMalformed, line_of, row_of
from bank_server.store.whole import Row, Table, WholeReader

FORMAT: Final = "open-atm books"
VERSION: Final = 1  # of the file
SCHEMA: Final = 8  # of its rows; a new one with every field that comes or goes
LINE_SIZE_MAX: Final = 1 << 20
BATCH_COUNT_MAX: Final = 200
_PROOF: Final = b'{"proof":'
_END: Final = b'{"end":'


class BooksFileBad(Exception):
    """The file is not a whole export. The text says where and what, and no value."""


@dataclass(frozen=True, slots=True)
class Summary:
    """
    Attributes:
        lines: before the last one.
        proof: how many of these say what an audit says.
        newest_ms: when the newest of its rows was written that say so; 0 if none does.
        findings: what the audit found, one line each.
    """

    counts: Mapping[Table, int]
    lines: int
    proof: int
    sha256: str
    newest_ms: int
    findings: tuple[str, ...]


def write_books(reader: WholeReader, write: Callable[[bytes], object]) -> Summary:
    """Raises OutOfOrder if the store's own numbers have a gap."""
    counting = _Counting(write)
    counts = {table: reader.count(table) for table in Table}
    counting.write(_line({**_head(), "counts": counts}))
    order = RowOrder(counts)
    for table in Table:
        for row in reader.rows(table):
            order.take(table, row)
            counting.write(line_of(table, row))
    order.end()
    told, findings = 0, []
    for text in proof(reader):
        told += 1
        findings += [text] if _is_finding(text) else []
        counting.write(_line({"proof": text}))
    summary = Summary(
        counts, counting.lines, told, counting.sha256, order.newest_ms, tuple(findings)
    )
    write(_line({"end": {"lines": summary.lines, "sha256": summary.sha256}}))
    return summary


def check_books(file: BinaryIO) -> Summary:
    """Every line of it, before anything is done with one. Raises BooksFileBad."""
    file.seek(0)
    digest, number = hashlib.sha256(), 0
    counts = _counts(_read(file, 1))
    order, told, findings = RowOrder(counts), 0, []
    file.seek(0)
    while line := _read(file, number + 1):
        if line.startswith(_END):
            break
        number += 1
        digest.update(line)
        if line.startswith(_PROOF):
            text = _proof_text(line, number)
            told += 1
            findings += [text] if _is_finding(text) else []
        elif number > 1:
            _take(order, line, number, is_late=told > 0)
    else:
        raise BooksFileBad(f"the file is cut off after line {number}")
    end = _line({"end": {"lines": number, "sha256": digest.hexdigest()}})
    if line != end or _read(file, number + 2):
        raise BooksFileBad("the file is not as it was written: its last line does not fit")
    try:
        order.end()
    except OutOfOrder as error:
        raise BooksFileBad(str(error)) from None
    return Summary(counts, number, told, digest.hexdigest(), order.newest_ms, tuple(findings))


def batches(file: BinaryIO, summary: Summary) -> Iterator[Sequence[Row]]:
    """The rows of a file that was checked, some at a time."""
    file.seek(0)
    file.readline(LINE_SIZE_MAX)
    batch: list[Row] = []
    for _ in range(sum(summary.counts.values())):
        batch.append(row_of(file.readline(LINE_SIZE_MAX))[1])
        if len(batch) == BATCH_COUNT_MAX:
            yield batch
            batch = []
    if batch:
        yield batch


def compare_books(file: BinaryIO, reader: WholeReader) -> None:
    """That a store would be written as this very file, line for line. Raises BooksFileBad."""
    file.seek(0)
    number = 0

    def compare(line: bytes) -> None:
        nonlocal number
        number += 1
        if file.readline(LINE_SIZE_MAX) != line:
            raise BooksFileBad(f"line {number}: the store has something else than the file says")

    try:
        write_books(reader, compare)
    except OutOfOrder as error:
        raise BooksFileBad(f"the store has something else than the file says: {error}") from None


class _Counting:
    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write
        self._digest = hashlib.sha256()
        self.lines = 0

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def write(self, line: bytes) -> None:
        assert len(line) < LINE_SIZE_MAX, "a row is small"
        self._digest.update(line)
        self.lines += 1
        self._write(line)


def _head() -> dict[str, str | int]:
    return {"format": FORMAT, "version": VERSION, "schema": SCHEMA}


def _line(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, separators=(",", ":")).encode() + b"\n"


def _read(file: BinaryIO, number: int) -> bytes:
    line = file.readline(LINE_SIZE_MAX)
    if line and not line.endswith(b"\n"):
        raise BooksFileBad(f"the file is cut off in line {number}")
    return line


def _counts(line: bytes) -> dict[Table, int]:
    try:
        head = json.loads(line)
        if head["format"] != FORMAT:
            raise ValueError
    except (ValueError, KeyError, TypeError):
        raise BooksFileBad("the file is no export of a bank's books") from None
    for name, known in (("version", VERSION), ("schema", SCHEMA)):
        if head.get(name) != known:
            raise BooksFileBad(
                f"the file has {name} {json.dumps(head.get(name))}, this program knows {known}"
            )
    counts = head.get("counts")
    if not isinstance(counts, dict) or [str(table) for table in Table] != list(counts):
        raise BooksFileBad("line 1: it does not count the tables that this program knows")
    if any(type(count) is not int or count < 0 for count in counts.values()):
        raise BooksFileBad("line 1: a count is no number")
    return {Table(name): count for name, count in counts.items()}


def _take(order: RowOrder, line: bytes, number: int, *, is_late: bool) -> None:
    try:
        table, row = row_of(line)
        if is_late:
            raise OutOfOrder(f"{table} after the proof")
        order.take(table, row)
    except RowMalformed:
        raise BooksFileBad(f"line {number}: it is no row of any table") from None
    except OutOfOrder as error:
        raise BooksFileBad(f"line {number}: {error}") from None


def _proof_text(line: bytes, number: int) -> str:
    try:
        text = json.loads(line)["proof"]
    except (ValueError, KeyError, TypeError):
        raise BooksFileBad(f"line {number}: it says nothing of the audit") from None
    return str(text)


def _is_finding(text: str) -> bool:
    return text.startswith(FOUND) and text != NOTHING
