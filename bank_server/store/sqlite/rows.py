"""All rows in SQLite, over one connection that is inside a transaction."""

from __future__ import annotations

import sqlite3

from bank_server.store.sqlite.card_rows import CardRowsMixin
from bank_server.store.sqlite.closing_rows import ClosingRowsMixin
from bank_server.store.sqlite.journal_rows import JournalRowsMixin
from bank_server.store.sqlite.money_rows import MoneyRowsMixin
from bank_server.store.sqlite.people_rows import PeopleRowsMixin
from bank_server.store.sqlite.pin_rows import PinRowsMixin
from bank_server.store.sqlite.restoration_rows import RestorationRowsMixin
from bank_server.store.sqlite.terminal_rows import TerminalRowsMixin


class SqliteRows(
    CardRowsMixin,
    MoneyRowsMixin,
    TerminalRowsMixin,
    JournalRowsMixin,
    PeopleRowsMixin,
    RestorationRowsMixin,
    ClosingRowsMixin,
    PinRowsMixin,
):
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
