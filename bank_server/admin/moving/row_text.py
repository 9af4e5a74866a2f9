"""A row as one line of JSON, the same for the same row wherever it comes from, and back.

Bytes are base64 (URL and file name safe); what the bank has sealed stays as it is sealed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import ConfigDict, TypeAdapter

from bank_server.domain.balancings import Balancing
from bank_server.domain.business_days import BusinessDay
from bank_server.domain.cards import Card, Visit
from bank_server.domain.challenges import LiveChallenge
from bank_server.domain.journals import JournalBook
from bank_server.domain.ledger import Account
from bank_server.domain.people import Proposal, Staff, WorkItem
from bank_server.domain.pin_results import PinResult
from bank_server.domain.restoration import Restoration
from bank_server.domain.terminals import Atm, ProvisioningToken
from bank_server.domain.transactions import Transaction
from bank_server.store.rows import Certificate
from bank_server.store.whole import BookedPosting, JournalLine, JournalSaid, Row, Table

KINDS: Final[Mapping[Table, type[Row]]] = {
    Table.ACCOUNTS: Account,
    Table.POSTINGS: BookedPosting,
    Table.STAFF: Staff,
    Table.ATMS: Atm,
    Table.CERTIFICATES: Certificate,
    Table.TOKENS: ProvisioningToken,
    Table.CARDS: Card,
    Table.VISITS: Visit,
    Table.CHALLENGES: LiveChallenge,
    Table.TRANSACTIONS: Transaction,
    Table.BALANCINGS: Balancing,
    Table.BUSINESS_DAYS: BusinessDay,
    Table.PIN_RESULTS: PinResult,
    Table.JOURNALS: JournalBook,
    Table.JOURNAL_LINES: JournalLine,
    Table.JOURNAL_SAID: JournalSaid,
    Table.PROPOSALS: Proposal,
    Table.RESTORATIONS: Restoration,
    Table.WORK_ITEMS: WorkItem,
}
_BYTES: Final = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")


def _adapter(kind: type[Row]) -> TypeAdapter[tuple[Row]]:
    # Of a tuple: a setting reaches a dataclass only from outside of it.
    return TypeAdapter(tuple[kind], config=_BYTES)  # type: ignore[arg-type, valid-type]  # each kind in turn


_ADAPTERS: Final = {table: _adapter(kind) for table, kind in KINDS.items()}


class RowMalformed(Exception):
    """A line is no row of any table. The text tells no value."""


def line_of(table: Table, row: Row) -> bytes:
    """`{"TABLE":{…}}` and its end of line."""
    body = _ADAPTERS[table].dump_json((row,), ensure_ascii=True)[1:-1]
    return b'{"%s":%s}\n' % (table.value.encode(), body)


def row_of(line: bytes) -> tuple[Table, Row]:
    """Raises RowMalformed, also for a line that could have been written in another way."""
    name, _, body = line[2:].partition(b'":')
    try:
        table = Table(name.decode())
        (row,) = _ADAPTERS[table].validate_json(b"[%s]" % body[:-2], strict=True)
        same = line_of(table, row)
    except (ValueError, AssertionError):
        raise RowMalformed from None
    if same != line:
        raise RowMalformed
    return table, row
