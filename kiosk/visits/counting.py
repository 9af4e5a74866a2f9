"""Asks the operator for the notes in each canister, and keeps what was said: journal, then bank.

Nobody is served between the key that was turned on and the count on disk. The HSM goes on with its
own number, which nobody is shown before; where it differs, journal and bank are told.
Source: docs/architecture.md, two machines; docs/protocols.md, section 6 (cash-loads).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from bank_server.contract import CashLoadReply, CashLoadRequest, ProblemCode
from bank_server.contract.cash_loads import OperatorCount
from bank_server.contract.money import Money
from hardware.crypto.record import Record
from kiosk.bank.errors import BankRefused
from kiosk.devices.results import Done, NotDone, Result
from kiosk.domain import count_screen, counting
from kiosk.domain.counting import Count
from kiosk.domain.screens import Screen
from kiosk.domain.supervisor import Reason
from kiosk.journal.entry import Out
from kiosk.journal.events import CountReported, CountSet, KeySwitch
from kiosk.journal.replay import MoneyState
from kiosk.money.again import Again
from kiosk.money.ports import Ports
from kiosk.visits.supervision import Supervision

NONCE_SIZE: Final = 16
WHO: Final = "operator"  # nobody logs in at this machine
RETRY_S: Final = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
# Worse than a missing count, or nothing to type it on.
_FIRST: Final = frozenset({Reason.JOURNAL, Reason.PIN_PAD, Reason.CABINET})


class CountDesk:
    """Lives in the core thread.

    Attributes:
        is_settled: the bank knows of the last count, and none is due.
    """

    def __init__(
        self,
        ports: Ports,
        supervision: Supervision,
        denominations: Sequence[Money],
        changed: Callable[[], None],
    ) -> None:
        """denominations: canister 1 first. changed: the screen is another one."""
        self._ports = ports
        self._supervision = supervision
        self._denominations = denominations
        self._changed = changed
        self._count = self._anew()
        self._round = 0  # an answer to a count that was given up is dropped
        self._is_writing = False
        self._differing: tuple[CountSet, ...] = ()
        self._is_due = False
        self._untold: tuple[CountSet, ...] = ()
        self._is_telling = False
        self._tries = 0
        self._again = Again(ports.loop)

    @property
    def is_settled(self) -> bool:
        return not (self._is_due or self._untold)

    # --- when it is due

    def start(self, money: MoneyState) -> None:
        """What the journal says: the key was off, or a count was not finished."""
        self._untold = money.untold
        if money.is_count_due:
            self._is_due = True
            self._supervision.note(uncounted=True)

    def key_turned(self, turned: KeySwitch) -> None:
        """As the journal has it: on again before the customer was gone, it was never off."""
        if turned.is_on and not turned.customer_present:
            return
        self._is_due = not turned.is_on
        if self._is_due:
            self._untold = ()
            self._forget()
        self._supervision.note(uncounted=self._is_due)

    def begins_new(self) -> None:
        """The HSM has got its key: its canisters are loaded, and counted, as part of that."""
        self._end()

    def _end(self) -> None:
        self._is_due = False
        self._forget()
        self._supervision.note(uncounted=False)

    def _forget(self) -> None:
        self._round += 1
        self._is_writing = False
        self._differing = ()
        self._count = self._anew()

    def _anew(self) -> Count:
        return counting.begin(range(1, len(self._denominations) + 1))

    # --- the screen and its keys

    @property
    def screen(self) -> Screen | None:
        """What is asked now; None where nothing is, or something worse is to be shown."""
        reasons = self._supervision.service.reasons
        if Reason.UNCOUNTED not in reasons or _FIRST.intersection(reasons):
            return None
        if self._differing:
            counted = [event.count for event in self._differing]
            recorded = {e.canister: e.expected for e in self._differing if e.expected is not None}
            return count_screen.differing(counted, recorded, self._denominations)
        return count_screen.asking(self._count, self._denominations)

    def press(self, key: str) -> None:
        if self.screen is None or self._is_writing:
            return
        if self._differing:
            if key == "E":
                self._end()
            return
        self._count = counting.press(self._count, key)
        if self._count.canister is None:
            self._compare()
        self._changed()

    # --- the end of a count

    def _compare(self) -> None:
        """With what the HSM has at this moment, before anybody can be paid."""
        self._is_writing = True
        number = self._round
        nonce = self._ports.random_bytes(NONCE_SIZE)
        self._ports.devices.hsm.submit(
            lambda hsm: hsm.status(nonce), lambda result: self._compared(number, result)
        )

    def _compared(self, number: int, result: Result[Record]) -> None:
        if number != self._round:
            return
        record = result.value if isinstance(result, Done) else None
        events = self._events(record)
        told = [(event, Out.FAIL if event.difference else Out.OK) for event in events]
        self._ports.write(told, None, lambda _seq: self._written(number, events))

    def _events(self, record: Record | None) -> tuple[CountSet, ...]:
        left = {} if record is None else {line.canister: line.left for line in record.lines}
        last = len(self._denominations)
        found = []
        for canister, count in enumerate(self._count.counts, start=1):
            expected = left.get(canister)
            found.append(
                CountSet(
                    canister,
                    self._denominations[canister - 1],
                    count,
                    expected,
                    None if expected is None else count - expected,
                    WHO,
                    last - canister,
                    record.encode() if record is not None and canister == last else b"",
                )
            )
        return tuple(found)

    def _written(self, number: int, events: tuple[CountSet, ...]) -> None:
        if number != self._round:
            return
        self._is_writing = False
        self._untold = events
        if any(event.difference for event in events):
            self._differing = events
            self._changed()
        else:
            self._end()
        self.hurry()

    # --- the bank

    def hurry(self) -> None:
        """The link is back, or the last transaction is settled."""
        self._again.hurry()
        self._tell()

    def _tell(self) -> None:
        """Tell the bank, if there is something to tell and nothing that comes first."""
        now = self._supervision.conditions
        if not self._untold or self._is_telling or now.unsettled or not now.link_up:
            return
        self._is_telling = True
        record = self._untold[-1].record
        if record:
            self._send(record)
            return
        # The HSM did not answer then, so it has paid nobody since.
        nonce = self._ports.random_bytes(NONCE_SIZE)
        self._ports.devices.hsm.submit(lambda hsm: hsm.status(nonce), self._looked)

    def _looked(self, result: Result[Record]) -> None:
        if isinstance(result, Done) and self._untold:
            self._send(result.value.encode())
        else:
            self._later()

    def _send(self, record: bytes) -> None:
        told = self._untold
        request = CashLoadRequest(
            anchor=self._ports.anchor(),
            operator=tuple(OperatorCount(canister=e.canister, count=e.count) for e in told),
            staff=(),
            records=(record.hex(),),
        )
        self._ports.bank.submit(request, lambda result: self._heard(told, result))

    def _heard(self, told: tuple[CountSet, ...], result: Result[CashLoadReply]) -> None:
        match result:
            case _ if told is not self._untold:
                self._later()  # the key was turned meanwhile; there may be another count
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
            if self._untold is told:
                self._untold = ()
            self._is_telling, self._tries = False, 0

        self._ports.write([(reported, out)], None, end)

    def _later(self) -> None:
        self._is_telling = False
        if self._untold:
            delay_s = RETRY_S[min(self._tries, len(RETRY_S) - 1)]
            self._tries += 1
            self._again.after(delay_s, self._tell)
