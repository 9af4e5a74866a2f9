"""Tells the bank what the operator has counted, with the HSM's record, until it has answered.

Both are of one moment, so whenever the bank hears of them they can be compared.
Source: docs/protocols.md, section 6 (cash-loads).
"""

from __future__ import annotations

from typing import Final

from bank_server.contract import CashLoadReply, CashLoadRequest, ProblemCode
from bank_server.contract.cash_loads import OperatorCount
from kiosk.bank.errors import BankRefused
from kiosk.devices.results import Done, NotDone, Result
from kiosk.journal.entry import Out
from kiosk.journal.events import CountReported, CountSet
from kiosk.money.again import Again
from kiosk.money.ports import Ports
from kiosk.visits.count_events import names
from kiosk.visits.supervision import Supervision

RETRY_S: Final = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)


class CountReport:
    """At most one count. Lives in the core thread."""

    def __init__(self, ports: Ports, supervision: Supervision) -> None:
        self._ports = ports
        self._supervision = supervision
        self._untold: tuple[CountSet, ...] = ()
        self._is_telling = False
        self._tries = 0
        self._again = Again(ports.loop)

    def keep(self, counted: tuple[CountSet, ...]) -> None:
        """To be told, with its record; without any, what was kept is not told any more."""
        assert not counted or counted[-1].record, "the bank compares with a record"
        self._untold, self._tries = counted, 0

    @property
    def is_told(self) -> bool:
        """There is nothing that the bank has not answered to."""
        return not self._untold

    def hurry(self) -> None:
        """The link is back, or the last transaction is settled."""
        self._again.hurry()
        self._tell()

    def _tell(self) -> None:
        """Tell the bank, if there is something to tell and nothing that comes first."""
        now = self._supervision.conditions
        if self._untold and not self._is_telling and not now.unsettled and now.link_up:
            self._is_telling = True
            self._send(self._untold)

    def _send(self, told: tuple[CountSet, ...]) -> None:
        request = CashLoadRequest(
            anchor=self._ports.anchor(),
            operator=tuple(OperatorCount(canister=e.canister, count=e.count) for e in told),
            staff=names(told[0].who),
            records=(told[-1].record.hex(),),
        )
        self._ports.bank.submit(request, lambda result: self._heard(told, result))

    def _heard(self, told: tuple[CountSet, ...], result: Result[CashLoadReply]) -> None:
        match result:
            case _ if told is not self._untold:
                self._later()  # another count was made meanwhile
            case Done(reply):
                self._is_told(CountReported(len(reply.differences), ""), Out.OK)
            case NotDone(BankRefused(code=ProblemCode.ATM_BUSY)):
                self._later()  # it waits for a transaction that this machine has not settled
            case NotDone(BankRefused() as error) if error.retry_after_s is None:
                self._is_told(CountReported(0, error.code.value), Out.FAIL)
            case _:
                self._later()

    def _is_told(self, reported: CountReported, out: Out) -> None:
        """With the answer on disk it is over; the next start does not ask again."""
        told = self._untold

        def end(_seq: int) -> None:
            self._is_telling = False
            if self._untold is told:
                self._untold = ()
            self._tell()  # another count was made meanwhile

        self._ports.write([(reported, out)], None, end)

    def _later(self) -> None:
        self._is_telling = False
        if self._untold:
            delay_s = RETRY_S[min(self._tries, len(RETRY_S) - 1)]
            self._tries += 1
            self._again.after(delay_s, self._tell)
