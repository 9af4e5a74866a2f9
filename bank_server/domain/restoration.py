"""The bank's books were put back to an earlier moment: who has not told it what it has forgotten.

Until every ATM has, nobody is served: the books may promise money that was paid out meanwhile.
Source: docs/decisions/0025-restored-from-a-backup.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, unique
from typing import Final

from bank_server.domain.terminals import Atm
from hardware.crypto.record import Record, RecordKind

# So long a withdrawal that its account does not cover waits for what other ATMs have to tell: one
# of them may set money free. After that it lies in suspense.
PATIENCE_MS: Final = 10 * 60_000


@dataclass(frozen=True, slots=True)
class Awaited:
    """
    Attributes:
        acked: up to this entry the restored books have the ATM's journal. What had its end there is
            in the books, and everything after it may be lost.
    """

    atm_id: str
    acked: int


@dataclass(frozen=True, slots=True)
class Restoration:
    """
    Attributes:
        name: 32 hex digits, drawn when the books were put back. An HSM writes them into the
            record that proves its ATM level, so that no older record can.
        at_ms: when that was.
        waiting: ATMs that have not been brought level since, by their ids.
    """

    name: str
    at_ms: int
    waiting: tuple[Awaited, ...]

    @property
    def is_open(self) -> bool:
        return bool(self.waiting)

    def of(self, atm_id: str) -> Awaited | None:
        """What is waited for of this ATM, or None."""
        return next((one for one in self.waiting if one.atm_id == atm_id), None)

    def is_patient(self, atm_id: str, now_ms: int, since_ms: int) -> bool:
        """Whether another ATM may still tell what changes this one's withdrawal.

        since_ms: from then on an ATM could tell anything: the books may have been put back long
            before their bank was started.
        """
        waits_for_others = any(other.atm_id != atm_id for other in self.waiting)
        return waits_for_others and now_ms - max(self.at_ms, since_ms) < PATIENCE_MS

    def without(self, atm_id: str) -> Restoration:
        return replace(self, waiting=tuple(one for one in self.waiting if one.atm_id != atm_id))


@unique
class LevelResult(Enum):
    """What an ATM's proof came to. LEVEL also where nothing is waited for."""

    LEVEL = "level"
    BEHIND = "behind"  # the HSM has moved notes that the bank has not been told of
    RECORD_INVALID = "record-invalid"  # not this HSM's STATUS, or not of after this restoration
    OTHER = "other"  # of another restoration than the one that is open
    ATM_UNKNOWN = "atm-unknown"


def begun(name: str, at_ms: int, atms: Iterable[Atm], acked: Mapping[str, int]) -> Restoration:
    """Every ATM that may have given cash is waited for. acked: of its newest journal."""
    ids = sorted(one.atm_id for one in atms if one.sealed_key is not None)
    return Restoration(name, at_ms, tuple(Awaited(each, acked.get(each, 0)) for each in ids))


def level(open_one: Restoration | None, name: str, atm: Atm, status: Record) -> LevelResult:
    """Whether the bank knows of all notes that this HSM has moved.

    status: its MAC is verified by the caller.
    """
    if open_one is None or open_one.name != name:
        return LevelResult.OTHER
    is_fresh = status.kind is RecordKind.STATUS and status.txid.hex() == name
    if not is_fresh or str(status.hsm) != atm.atm_id:
        return LevelResult.RECORD_INVALID
    return LevelResult.BEHIND if behind(atm, status) else LevelResult.LEVEL


def behind(atm: Atm, status: Record) -> tuple[int, ...]:
    """Canisters of which the HSM has counted more loads or notes than the bank.

    One that the bank knows more of is no question of the backup: its memory was put back.
    """
    books = {book.canister: (book.load, book.next) for book in atm.canisters}
    return tuple(
        line.canister
        for line in status.lines
        if line.load and (line.load, line.next) > books.get(line.canister, (0, 0))
    )
