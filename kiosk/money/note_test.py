"""One note of a canister to the reject bin: INTENT, TEST, and then the road of every withdrawal.

Whatever the HSM answers but a refusal, CANCEL is asked until there is a final record, which the
journal and then the bank get. A test that the HSM does not know ends by the bank's tombstone.
Source: docs/protocols.md, section 4 (TEST).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.crypto.record import Record
from hardware.errors import DeviceError
from kiosk.devices.results import NotDone, Result
from kiosk.domain.transactions.withdrawal.table import resume
from kiosk.journal.event_base import NoteCount
from kiosk.journal.events import DoneEvent, Intent
from kiosk.money.ports import Ports
from kiosk.money.withdrawal import Withdrawal

OPERATION: Final = "test"
REJECTED: Final = "test"  # why a note lies in the bin, in CASH_REJECTED
REFUSED: Final = "refused"
AWAY: Final = "away"


class NoteTest:
    """Lives in the core thread. Nothing else may be open."""

    def __init__(
        self, ports: Ports, run: Withdrawal, txid: bytes, refused: Callable[[str], None]
    ) -> None:
        """run: takes it from there. refused: DONE is on disk, and no note has moved; hears why."""
        self._ports = ports
        self._run = run
        self._txid = txid
        self._refused = refused

    def begin(self, canister: int) -> None:
        intent = Intent(self._txid, OPERATION, None, (NoteCount(canister, 1),))
        self._ports.write_one(intent, None, lambda: self._command(canister))

    def _command(self, canister: int) -> None:
        txid = self._txid
        self._ports.devices.hsm.submit(lambda hsm: hsm.test(txid, canister), self._answered)

    def _answered(self, result: Result[Record]) -> None:
        if isinstance(result, NotDone):
            code = _code(result.error)
            done = DoneEvent(self._txid, REFUSED)
            self._ports.write_one(done, None, lambda: self._refused(code))
            return
        self._run.start(resume(self._txid, None, commanded=False))


def _code(error: Exception) -> str:
    if isinstance(error, DeviceError) and error.status is not None:
        return error.status.name.lower().replace("_", "-")
    return AWAY
