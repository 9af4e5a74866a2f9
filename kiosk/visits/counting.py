"""Asks the operator for the notes in each canister, and writes down what was said.

Nobody is served between the key that was turned on and the count on disk. The HSM goes on with its
own number, which nobody is shown before; where it differs, journal and bank are told.
Source: docs/architecture.md, two machines; docs/protocols.md, section 6 (cash-loads).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from bank_server.contract.money import Money
from hardware.crypto.record import Record
from kiosk.devices.results import Done, Result
from kiosk.domain import count_screen, counting
from kiosk.domain.counting import Count
from kiosk.domain.screens import Screen
from kiosk.domain.supervisor import Reason
from kiosk.journal.entry import Out
from kiosk.journal.events import CountSet, KeySwitch
from kiosk.journal.replay import MoneyState
from kiosk.money.ports import Ports
from kiosk.visits.count_report import NONCE_SIZE, CountReport
from kiosk.visits.supervision import Supervision

WHO: Final = "operator"  # nobody logs in at this machine
# Worse than a missing count, or nothing to type it on.
_FIRST: Final = frozenset({Reason.JOURNAL, Reason.PIN_PAD, Reason.CABINET})


class CountDesk:
    """Lives in the core thread."""

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
        self._report = CountReport(ports, supervision)

    # --- when it is due

    def start(self, money: MoneyState) -> None:
        """What the journal says: the key was off, or a count was not finished."""
        self._report.keep(money.untold)
        if money.is_count_due:
            self._supervision.note(uncounted=True)

    def hurry(self) -> None:
        """The link is back, or the last transaction is settled."""
        self._report.hurry()

    def key_turned(self, turned: KeySwitch) -> None:
        """As the journal has it: on again before the customer was gone, it was never off."""
        if turned.is_on and not turned.customer_present:
            return
        if not turned.is_on:
            self._report.keep(())
            self._forget()
        self._supervision.note(uncounted=not turned.is_on)

    def begins_new(self) -> None:
        """The HSM has got its key: its canisters are loaded, and counted, as part of that."""
        self._end()

    def _end(self) -> None:
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
        self._report.keep(events)
        if any(event.difference for event in events):
            self._differing = events
            self._changed()
        else:
            self._end()
        self._report.hurry()
