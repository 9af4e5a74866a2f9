"""A copy of the bank's books as they are now, and the way back to it."""

from __future__ import annotations

from bank_server.store.memory import MemoryEngine


class Backup:
    """All tables of books in memory."""

    def __init__(self, books: MemoryEngine) -> None:
        rows = books._rows
        self._tables = {
            name: dict(table._rows) for name, table in vars(rows).items() if hasattr(table, "_rows")
        }
        self._entries = list(rows._entries)

    def restore(self, books: MemoryEngine) -> None:
        """The books are what they were."""
        for name, kept in self._tables.items():
            vars(books._rows)[name]._rows = dict(kept)
        books._rows._entries[:] = self._entries
