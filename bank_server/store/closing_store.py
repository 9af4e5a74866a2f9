"""What the bank needs of a store where something ends for ever: an ATM's period, the bank's day.

The rules that hold for every step are in `bank_server.store.base`.
"""

from __future__ import annotations

from typing import Protocol

from bank_server.contract.balancings import BalancingRequest
from bank_server.domain.balancings import Balanced, Balancing
from bank_server.domain.business_days import BusinessDay, DayReport
from bank_server.domain.people import Confirmation, ConfirmResult
from hardware.crypto.record import Record


class BalancingStore(Protocol):
    """Balancings of ATMs. Totals are taken from the ledger, from the last close on."""

    def balance(
        self, atm_id: str, request: BalancingRequest, status: Record | None, day: str, now_ms: int
    ) -> Balanced:
        """The bank's side of a trial, which changes nothing, or of a close, which is kept with what
        people have to look at because of it. A close that is refused for good is a work
        item. status: None if its MAC is not this HSM's. day: the
        business day of this moment."""
        ...

    def find(self, atm_id: str, balancing_id: str) -> Balancing | None: ...


class DayStore(Protocol):
    """The bank's days, each closed once and in their order."""

    def last(self) -> BusinessDay | None:
        """The latest that was closed."""
        ...

    def day(self, date: str) -> BusinessDay | None: ...

    def look(self, date: str, began_ms: int, ended_ms: int) -> DayReport:
        """What this day, which nobody has closed, has come to by now."""
        ...

    def close(
        self,
        date: str,
        *,
        began_ms: int,
        ended_ms: int,
        after: int,
        head: int,
        confirmation: Confirmation,
        now_ms: int,
    ) -> ConfirmResult:
        """The day is closed, with what it came to. REFUSED if it has not ended or is not the next,
        if it would be the first and nothing was booked by its end,
        or if its entries are not those from `after` to `head`. The proposal's body is
        `people.day_body`."""
        ...
