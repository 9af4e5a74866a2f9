"""What the visit logs, as journal events; the domain itself knows no journal."""

from __future__ import annotations

from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.visit.effects import Log
from kiosk.journal.event_base import Event
from kiosk.journal.events import (
    AmountRefused,
    CardNotTaken,
    LanguageSelected,
    ScreenTimeout,
    TimeExtended,
    TxnCancelled,
    TxnSelected,
)
from kiosk.visits.pad_entry import PAD_PATIENCE_S

RULES: Final = {
    "amount-refused": "no mix of notes makes it",
    "amount-not-there": "more than the account has",
}
# What a visit logs with a transaction's reference as its detail.
RECEIPT_DECLINED: Final = "receipt-declined"


def event_of(log: Log, screen: str, currency: str, waited_ms: int) -> Event:
    """The journal's event for a Log effect. Raises ValueError for one it does not know."""
    match log.what:
        case "time-extended":
            return TimeExtended(screen, int(log.detail))
        case "timeout":
            return ScreenTimeout(screen, int(log.detail or PAD_PATIENCE_S * 1000))
        case "cancelled":
            return TxnCancelled(screen, log.detail)
        case "card-pulled":
            return TxnCancelled(screen, "card")
        case "language":
            return LanguageSelected(log.detail)
        case "selected":
            return TxnSelected(log.detail)
        case "amount-refused" | "amount-not-there":
            asked, *choices = (Money(int(minor), currency) for minor in log.detail.split())
            return AmountRefused(asked, RULES[log.what], tuple(choices))
        case "card-not-taken":
            return CardNotTaken(waited_ms)
    raise ValueError(f"no event for {log.what}")
