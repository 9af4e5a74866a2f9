"""A cash load: LOADING on disk, LOAD, LOADED on disk, then the bank until it acknowledges.

No OPEN before that. Source: docs/protocols.md, section 4 (LOAD) and section 6 (cash-loads).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bank_server.contract import CashLoadReply, CashLoadRequest
from bank_server.contract.cash_loads import OperatorCount
from bank_server.contract.money import Money
from hardware.crypto.record import Record
from hardware.errors import DeviceError
from kiosk.bank.errors import BankRefused
from kiosk.devices.results import Done, NotDone, Result
from kiosk.journal.events import CashAdded, DoneEvent, Loaded, Loading
from kiosk.journal.replay import OpenLoad
from kiosk.money.again import Again
from kiosk.money.ports import Ports

RETRY_S: Final = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
HSM_RETRY_S: Final = 0.5


class CashLoad:
    """One canister's load. Lives in the core thread."""

    def __init__(
        self, ports: Ports, done: Callable[[], None], failed: Callable[[str], None]
    ) -> None:
        """failed: hears why in a sentence; the load then stays open in the journal, or was refused
        before any note was counted."""
        self._ports = ports
        self._done = done
        self._failed = failed
        self._tries = 0
        self._again = Again(ports.loop)

    def hurry(self) -> None:
        """The link is back: ask the bank again now, if that is what this waits for."""
        self._again.hurry()

    def begin(
        self,
        load_id: bytes,
        canister: int,
        load: int,
        count: int,
        denomination: Money | None = None,
    ) -> None:
        """denomination: of this canister, where it is known; for the journal alone."""
        loading = Loading(load_id, canister, load, count, denomination)
        self._ports.write_one(loading, None, lambda: self._load(loading))

    def resume(self, found: OpenLoad) -> None:
        """After a restart: LOAD is repeatable by its id, and so is the bank's call."""
        if found.loaded is None:
            self._load(found.loading)
        else:
            self._report(found.loading, found.loaded.record)

    def _load(self, loading: Loading) -> None:
        self._ports.devices.hsm.submit(
            lambda hsm: hsm.load(loading.load_id, loading.canister, loading.load, loading.count),
            lambda result: self._loaded(loading, result),
        )

    def _loaded(self, loading: Loading, result: Result[Record]) -> None:
        match result:
            case Done(record):
                raw = record.encode()
                self._ports.write_one(
                    Loaded(loading.load_id, raw), None, lambda: self._report(loading, raw)
                )
            case NotDone(DeviceError() as error):
                # Refused before anything was counted: the load is over, and did not happen.
                why = f"the HSM refused the load: {error}"
                refused = DoneEvent(loading.load_id, "refused")
                self._ports.write_one(refused, None, lambda: self._failed(why))
            case _:
                self._ports.loop.after(HSM_RETRY_S, lambda: self._load(loading))

    def _report(self, loading: Loading, raw: bytes) -> None:
        request = CashLoadRequest(
            anchor=self._ports.anchor(),
            operator=(OperatorCount(canister=loading.canister, count=loading.count),),
            staff=(),
            records=(raw.hex(),),
        )
        self._ports.bank.submit(request, lambda result: self._reported(loading, raw, result))

    def _reported(self, loading: Loading, raw: bytes, result: Result[CashLoadReply]) -> None:
        match result:
            case Done():
                added = CashAdded(
                    loading.canister, loading.count, loading.load_id, loading.denomination
                )
                self._ports.note(added, None)
                self._ports.write_one(DoneEvent(loading.load_id, "loaded"), None, self._done)
            case NotDone(BankRefused() as error) if error.retry_after_s is None:
                self._failed(f"the bank refused the load: {error.code.value}")
            case _:
                delay_s = RETRY_S[min(self._tries, len(RETRY_S) - 1)]
                self._tries += 1
                self._again.after(delay_s, lambda: self._report(loading, raw))
