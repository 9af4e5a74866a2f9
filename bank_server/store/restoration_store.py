"""What the bank needs of a store after its books were put back to an earlier moment.

The rules that hold for every step are in `bank_server.store.base`.
"""

from __future__ import annotations

from typing import Protocol

from bank_server.domain.people import Confirmation, ConfirmResult
from bank_server.domain.restoration import LevelResult, Restoration
from hardware.crypto.record import Record


class RestorationStore(Protocol):
    def last(self) -> Restoration | None: ...

    def begin(self, name: str, now_ms: int) -> Restoration:
        """These books are those of a backup: every ATM with a key is waited for, and what was
        under way between customers and ATMs is over. A name that was used before changes nothing.
        Answers the restoration that is in force then."""
        ...

    def level(self, atm_id: str, name: str, status: Record, now_ms: int) -> LevelResult:
        """LEVEL: this ATM is waited for no longer. The caller has verified the record's MAC with
        the key of the ATM that asks. BEHIND is listed for people."""
        ...

    def waive(
        self, atm_id: str, name: str, why: str, confirmation: Confirmation, now_ms: int
    ) -> ConfirmResult:
        """Two people say that nobody waits for this ATM."""
        ...
