"""What every use case works with; made once at start and passed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from bank_server.service.audit import AuditEntry, AuditOutcome, AuditTrail
from bank_server.service.event_log import EventLog
from bank_server.service.identifiers import RandomBytes
from bank_server.service.outcome import Refusal
from bank_server.service.pin_hash import PinHasher
from bank_server.service.sealing import KeySealer
from bank_server.store.base import Store
from hardware.crypto.secret import Secret

DEPOSIT_ALONE_MAX: Final = 500
DEPOSIT_ALONE_DAY_MAX: Final = 2_500


@dataclass(frozen=True, slots=True)
class BankParts:
    """
    Attributes:
        now_ms: the bank's clock; never steps back.
        pepper: for stripe codes; the hasher holds it too.
        currency: for accounts and ATMs created without one.
        zone, day_ends_minute: when a business day ends, for daily limits.
        deposit_alone_max: what one person alone may credit from an envelope, in whole units.
        deposit_alone_day_max: the same, of all envelopes of a business day.
    """

    store: Store
    sealer: KeySealer
    hasher: PinHasher
    pepper: Secret
    now_ms: Callable[[], int]
    random_bytes: RandomBytes
    audit: AuditTrail
    log: EventLog
    currency: str
    zone: ZoneInfo
    day_ends_minute: int
    deposit_alone_max: int = DEPOSIT_ALONE_MAX
    deposit_alone_day_max: int = DEPOSIT_ALONE_DAY_MAX

    def done(
        self, who: str, what: str, *, txid: str | None = None, subject: str | None = None
    ) -> None:
        self.audit.append(AuditEntry(who, what, AuditOutcome.DONE, txid, subject))

    def refused(self, who: str, what: str, refusal: Refusal, *, txid: str | None = None) -> Refusal:
        """Write a refusal down and hand it back."""
        code = refusal.code.value
        self.audit.append(AuditEntry(who, what, AuditOutcome.REFUSED, txid, None, code))
        self.log.info("refused", what=what, where=who, code=code, txid=txid)
        return refusal

    def alarm(self, who: str, what: str, reason: str, *, txid: str | None = None) -> None:
        """Something that cannot happen with honest parts; a person should look."""
        self.audit.append(AuditEntry(who, what, AuditOutcome.ALARM, txid, None, reason))
        self.log.warning("alarm", what=what, where=who, reason=reason, txid=txid)


def atm_name(atm_id: str) -> str:
    """How an ATM is named in audit and log."""
    return f"atm:{atm_id}"


def staff_name(name: str) -> str:
    return f"staff:{name}"
