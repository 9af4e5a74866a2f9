"""Tells a bank that was restored from a backup what it has forgotten, until the HSM's record fits.

Withdrawals, cash loads and envelopes go again in the order of the journal, each as it went the
first time; the bank does again what it lacks, and answers the rest as before. Last comes the HSM's
own count. Transfers are not told again: only the bank knew of them.
Source: docs/decisions/0025-restored-from-a-backup.md.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import assert_never

from pydantic import ValidationError

from bank_server.contract import (
    DepositResultRequest,
    EnvelopeResult,
    LevellingReply,
    LevellingRequest,
    Message,
    Restored,
    SettlementRequest,
)
from hardware.crypto.record import Record
from kiosk.bank.errors import BankRefused
from kiosk.devices.results import Done, NotDone, Result
from kiosk.journal.entry import Out
from kiosk.journal.events import BankLevel, BankRestored
from kiosk.journal.evidence import Ended, Enveloped, Evidence, Filled
from kiosk.money.cash_loads import told_to_bank
from kiosk.money.ports import Ports


class Levelling:
    """Lives in the core thread. A heartbeat's answer begins it, and takes it up where it was."""

    def __init__(
        self, ports: Ports, is_alone: Callable[[], bool], level: Callable[[], None]
    ) -> None:
        """is_alone: nobody is at the machine, and the link is up. level: the bank is level with
        this machine."""
        self._ports = ports
        self._is_alone = is_alone
        self._level = level
        self._name = ""
        self._left: deque[Evidence] | None = None
        self._is_busy = False
        self._noted: dict[str, BankRestored | BankLevel] = {}

    def due(self, restored: Restored | None) -> None:
        """The bank has answered a heartbeat: after this restoration it waits for this machine."""
        if restored is None or self._is_busy or not self._is_alone():
            return
        self._is_busy = True
        if restored.name == self._name and self._left is not None:
            self._next()
            return
        self._name = restored.name
        self._ports.journal.evidence(restored.acked, partial(self._begin, restored))

    def _begin(self, restored: Restored, found: tuple[Evidence, ...]) -> None:
        self._left = deque(found)
        event = BankRestored(bytes.fromhex(restored.name), restored.acked, len(found))
        self._note(event, Out.OK)
        self._next()

    def _next(self) -> None:
        assert self._left is not None, "it has been read what is to be told"
        if not self._is_alone():
            self._is_busy = False  # somebody has come; the next heartbeat goes on
        elif self._left:
            self._tell(self._left[0])
        else:
            nonce = bytes.fromhex(self._name)
            self._ports.devices.hsm.submit(lambda hsm: hsm.status(nonce), self._counted)

    def _tell(self, evidence: Evidence) -> None:
        try:
            match evidence:
                case Ended(txid, record, copy):
                    settlement = SettlementRequest(
                        anchor=self._ports.anchor(),
                        txid=txid.hex(),
                        receipt=record.hex(),
                        hold_copy=copy.hex() or None,
                    )
                    self._ports.bank.submit(settlement, self._told)
                case Filled(loading, record):
                    load = told_to_bank(self._ports, loading, record)
                    self._ports.bank.submit(load, self._told)
                case Enveloped(txid, envelope, number):
                    result = DepositResultRequest(
                        anchor=self._ports.anchor(),
                        txid=txid.hex(),
                        envelope=EnvelopeResult(envelope),
                        number=number,
                    )
                    self._ports.bank.submit(result, self._told)
                case _:
                    assert_never(evidence)
        except ValidationError:
            # The contract cannot carry it, and never did: it is not what the bank has lost.
            self._ports.loop.post(self._gone)

    def _told(self, result: Result[Message]) -> None:
        match result:
            case Done():
                self._gone()
            case NotDone(BankRefused() as error) if error.retry_after_s is None:
                # The bank has said so to its own people; whether it matters the count shows.
                self._gone()
            case _:
                self._is_busy = False

    def _gone(self) -> None:
        assert self._left is not None, "it has been told from this list"
        self._left.popleft()
        self._next()

    def _counted(self, result: Result[Record]) -> None:
        if not isinstance(result, Done):
            self._is_busy = False
            return
        request = LevellingRequest(
            anchor=self._ports.anchor(),
            restoration=self._name,
            status=result.value.encode().hex(),
        )
        self._ports.bank.submit(request, self._answered)

    def _answered(self, result: Result[LevellingReply]) -> None:
        self._is_busy = False
        if not isinstance(result, Done):
            return
        is_level = result.value.is_level
        event = BankLevel(bytes.fromhex(self._name), is_level)
        self._note(event, Out.OK if is_level else Out.FAIL)
        self._left = None  # to be read anew, if the bank still waits
        if is_level:
            self._level()

    def _note(self, event: BankRestored | BankLevel, out: Out) -> None:
        """Once, however often it is tried."""
        if self._noted.get(event.CODE) != event:
            self._noted[event.CODE] = event
            self._ports.note(event, None, out)
