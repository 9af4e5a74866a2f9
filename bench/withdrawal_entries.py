"""What the kiosk writes down of one withdrawal, as it goes to disk: flush after flush.

Of a customer who takes a second or more for each step, at a bank that answers within the time that
a note waits for company. A test plays that withdrawal and compares.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from bank_server.contract.money import Money
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from kiosk.journal.entry import Entry
from kiosk.journal.event_base import Event, NoteCount, NoteMove
from kiosk.journal.events import (
    AuthApproved,
    AuthRequest,
    CardChallenge,
    CardEjected,
    CardIdentified,
    CardInserted,
    CardTaken,
    CashPresented,
    CashStacked,
    CashTaken,
    ChallengeResult,
    Cmd,
    DoneEvent,
    HoldCopy,
    Intent,
    PinOk,
    Res,
    SettlementConfirmed,
    SettlementQueued,
    SettlementSent,
    TxnSelected,
    VisitEnd,
    VisitStart,
)

VISIT: Final = "1-204"
EUROS_50: Final = Money(50_00, "EUR")
NOTES: Final = (NoteCount(1, 1), NoteCount(2, 2))
_PIN_CHECK: Final = bytes(range(16))
_TXID: Final = bytes(range(16, 32))
_TICKET: Final = bytes(range(32, 48))
_TOKEN: Final = bytes(range(48, 64))
_MS: Final = 212


@dataclass(frozen=True, slots=True)
class Flush:
    """
    Attributes:
        is_awaited: nothing moves before it is on disk; the others nobody waits for.
    """

    entries: tuple[Entry, ...]
    is_awaited: bool


def _flush(*events: Event, awaited: bool = False) -> Flush:
    entries = [Entry(event, None if isinstance(event, CardInserted) else VISIT) for event in events]
    return Flush(tuple(entries), awaited)


def _record() -> bytes:
    """As long as the HSM's, of two canisters; nobody checks it here."""
    lines = (
        RecordLine(1, LineFlag(0), 1, 1, 99, 1, 0, 1, 0),
        RecordLine(2, LineFlag(0), 1, 2, 98, 2, 0, 2, 0),
    )
    outcome = TxnOutcome.TAKEN
    return Record(RecordKind.FINAL, UUID(int=1), _TXID, _TICKET, outcome, lines, bytes(16)).encode()


WITHDRAWAL: Final = (
    _flush(CardInserted("chip"), VisitStart("chip", "en"), CardIdentified("fb1c", _TOKEN)),
    _flush(
        AuthRequest(_PIN_CHECK, "accounts", None, ""),
        CardChallenge(_PIN_CHECK, ChallengeResult.OK),
        AuthApproved(_PIN_CHECK, _MS),
        PinOk(1),
    ),
    _flush(TxnSelected("withdraw")),
    _flush(Intent(_TXID, "withdrawal", EUROS_50, NOTES), awaited=True),
    _flush(
        AuthRequest(_TXID, "withdrawal", EUROS_50, "547f"),
        CardChallenge(_TXID, ChallengeResult.OK),
        AuthApproved(_TXID, _MS),
        HoldCopy(_TXID, bytes(158)),
        CardEjected(),
    ),
    _flush(CardTaken(_MS), Cmd(_TXID, _TICKET, NOTES), awaited=True),
    _flush(
        CashStacked(_TXID, (NoteMove(1, 1, 0), NoteMove(2, 2, 0))),
        CashPresented(_TXID, EUROS_50, NOTES),
    ),
    _flush(
        Res(_TXID, _record()),
        CashTaken(_TXID, _MS, NOTES),
        SettlementQueued(_TXID, "taken"),
        awaited=True,
    ),
    _flush(
        SettlementSent(_TXID, 1),
        SettlementConfirmed(_TXID, "captured", EUROS_50, 1),
        DoneEvent(_TXID, "taken"),
        awaited=True,
    ),
    _flush(VisitEnd("done", 16_000, 1)),
)
