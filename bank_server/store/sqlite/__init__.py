"""The embedded store: one SQLite file that loses nothing it acknowledged."""

from bank_server.store.sqlite.engine import sqlite_store

__all__ = ["sqlite_store"]
