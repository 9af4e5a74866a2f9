"""What the bank needs of a store for ATMs, their devices' keys, notes and journals.

The rules that hold for every step are in `bank_server.store.base`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bank_server.contract.cash_loads import OperatorCount
from bank_server.domain.people import Confirmation, ConfirmResult
from bank_server.domain.terminals import (
    Atm,
    AtmStatus,
    Beat,
    Heartbeat,
    JournalAnchor,
    ProvisioningToken,
    ProvisionResult,
)
from bank_server.store.results import CashLoad, ChangeResult, MakeResult, Provisioning
from hardware.crypto.record import Record


class TerminalStore(Protocol):
    """ATMs, their certificates, devices' keys and canisters."""

    def create(
        self, atm: Atm, tokens: Sequence[ProvisioningToken], serial: str | None = None
    ) -> MakeResult:
        """The ATM exists, with its tokens, and the certificate of this serial speaks for it."""
        ...

    def atm(self, atm_id: str) -> Atm | None: ...

    def atms(self) -> tuple[Atm, ...]: ...

    def set_status(self, atm_id: str, status: AtmStatus) -> ChangeResult: ...

    def allow_certificate(self, serial: str, atm_id: str) -> MakeResult:
        """This serial may speak for this ATM. EXISTS also for a revoked one: it never returns."""
        ...

    def revoke_certificate(self, serial: str) -> ChangeResult: ...

    def is_allowed(self, serial: str, atm_id: str) -> bool: ...

    def token(self, token_hash: str) -> ProvisioningToken | None: ...

    def provision(self, device: Provisioning, now_ms: int) -> ProvisionResult:
        """STORED: the device's key is kept, its token is used with this key's hash, and a card or
        an ATM is ACTIVE. SAME: the same key came before; nothing changed, the PIN neither."""
        ...

    def load_cash(
        self, atm_id: str, records: Sequence[Record], operator: Sequence[OperatorCount], now_ms: int
    ) -> CashLoad:
        """Each LOAD (or newer STATUS) record has moved its canister to the new load, with an
        entry for the notes. The caller has verified the MACs."""
        ...

    def heartbeat(
        self, atm_id: str, anchor: JournalAnchor, now_ms: int, beat: Beat | None = None
    ) -> Heartbeat | None:
        """The anchor is kept unless it cannot follow the one that is kept; then work item and
        command, from now on with every heartbeat, whatever it says. One that `beat` shows to be
        late changes nothing. None for an unknown ATM."""
        ...

    def contradict(self, atm_id: str, said: JournalAnchor, note: str, now_ms: int) -> bool:
        """The ATM is stopped over its journal, which shows `said` now, as after a heartbeat that
        went back. Whether it was not before. note: why, for the work item."""
        ...

    def accept_journal(
        self,
        atm_id: str,
        *,
        kept: JournalAnchor,
        said: JournalAnchor,
        why: str,
        confirmation: Confirmation,
        now_ms: int,
    ) -> ConfirmResult:
        """The journal that the ATM shows now is the new base, also of what the bank keeps of it,
        and its work item is closed. What was said of entries to come is forgotten. REFUSED
        unless the ATM is stopped over `kept` and shows `said` or what may follow it. The
        proposal's body is `people.journal_body`."""
        ...
