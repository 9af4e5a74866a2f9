"""What the journal says about money that is still on its way: the start of every recovery."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.journal.entry import StoredEntry
from kiosk.journal.events_money import Cmd, Intent, Loaded, Loading, Res


@dataclass(frozen=True, slots=True)
class OpenTransaction:
    """A txid that is not DONE. `intent` is None for one that was found in the HSM only."""

    txid: bytes
    visit: str | None
    intent: Intent | None = None
    cmd: Cmd | None = None
    res: Res | None = None


@dataclass(frozen=True, slots=True)
class OpenLoad:
    """A cash load that the bank has not acknowledged."""

    load_id: bytes
    loading: Loading
    loaded: Loaded | None = None


@dataclass(frozen=True, slots=True)
class MoneyState:
    """
    Attributes:
        last_ticket: of the FINAL record stored last, for the next OPEN; 16 zeros if none.
        last_record: that record, b"" if none.
        open: in the order of their first entries, transactions and loads alike.
    """

    last_ticket: bytes
    last_record: bytes
    open: tuple[OpenTransaction | OpenLoad, ...]


def open_money(entries: Iterable[StoredEntry]) -> MoneyState:
    """Raises JournalBroken when the entries contradict one another."""
    raise NotImplementedError
