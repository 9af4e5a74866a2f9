"""Asks the operator for the notes in each canister, and writes down what was said.

Nobody is served between the key that was turned on and the count on disk. The HSM goes on with its
own number, which nobody is shown before; where it differs, journal and bank are told. Where it does
not answer, nobody is paid before it does: a count is compared with its own moment and no other.
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
from kiosk.runtime.loop import Action
from kiosk.visits.count_events import compared, typed
from kiosk.visits.count_report import CountReport
from kiosk.visits.supervision import Supervision

NONCE_SIZE: Final = 16
HSM_RETRY_S: Final = 0.5
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
        self._is_after_cut = False
        self._report = CountReport(ports, supervision)

    # --- when it is due

    def start(self, money: MoneyState) -> None:
        """What the journal says: the key was off, or a count was not finished, or not told."""
        if money.is_count_due:
            self._supervision.note(uncounted=True)
        if money.untold and money.untold[-1].record:
            self._report.keep(money.untold)
        elif money.untold:
            self._compare_later(money.untold)

    def hurry(self) -> None:
        """The link is back, or the last transaction is settled."""
        self._report.hurry()

    def key_turned(self, turned: KeySwitch) -> None:
        """As the journal has it. With a customer there, nothing is done to the canisters yet."""
        if turned.was_never_off:
            self._supervision.note(uncounted=False)
        elif turned.may_have_been_off:
            self._is_after_cut = self._is_after_cut and turned.is_on
            if not turned.customer_present:
                self._forget()
                self._supervision.note(uncompared=False)
            self._supervision.note(uncounted=True)
            self._changed()

    def staff_were_cut(self) -> None:
        """The key has logged somebody out: whoever stands here now is told."""
        self._is_after_cut = True
        self._changed()

    def begins_new(self) -> None:
        """The HSM has got its key: its canisters are loaded, and counted, as part of that."""
        self._report.keep(())
        self._end()

    def _end(self, *, uncompared: bool = False) -> None:
        self._forget()
        self._supervision.note(uncounted=False, uncompared=uncompared)

    def _forget(self) -> None:
        self._round += 1
        self._is_writing = False
        self._differing = ()
        self._count = self._anew()

    def _anew(self) -> Count:
        return counting.begin(range(1, len(self._denominations) + 1))

    # --- a count at the menu

    def takes(self, counts: Sequence[int], who: str, then: Callable[[bool], None]) -> None:
        """Two people have counted, with the key off: what the HSM has now stands beside it, and
        journal and bank are told. The key asks all the same. then: whether the HSM answered."""
        counted = typed(self._denominations, counts, who)
        nonce = self._ports.random_bytes(NONCE_SIZE)

        def answered(result: Result[Record]) -> None:
            if not isinstance(result, Done):
                then(False)
                return
            told = compared(counted, result.value)
            self._report.keep(())
            self._ports.write(_outcomes(told), None, lambda _seq: written(told))

        def written(told: tuple[CountSet, ...]) -> None:
            self._report.keep(told)
            self._report.hurry()
            then(True)

        self._ports.devices.hsm.submit(lambda hsm: hsm.status(nonce), answered)

    @property
    def is_told(self) -> bool:
        """The bank has answered to the newest count."""
        return self._report.is_told

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
        return count_screen.asking(
            self._count,
            self._denominations,
            is_after_cut=self._is_after_cut,
            is_safe_open=self._supervision.conditions.door_open,
        )

    def press(self, key: str) -> None:
        if self.screen is None or self._is_writing:
            return
        self._is_after_cut = False
        if self._differing:
            if key == "E":
                self._end()
            elif key == "X":
                # What was said first stays in the journal, and the bank is told of both.
                self._forget()
                self._changed()
            return
        self._count = counting.press(self._count, key)
        if self._count.canister is None:
            self._compare()
        self._changed()

    # --- the end of a count

    def _compare(self) -> None:
        """With what the HSM has at this moment, before anybody can be paid."""
        self._is_writing = True
        counted = typed(self._denominations, self._count.counts)
        self._ask(lambda record: self._write(compared(counted, record), self._written))

    def _ask(self, then: Callable[[Record | None], None]) -> None:
        """What the HSM has. None: it does not say."""
        nonce = self._ports.random_bytes(NONCE_SIZE)
        number = self._round

        def answered(result: Result[Record]) -> None:
            if number == self._round:
                then(result.value if isinstance(result, Done) else None)

        self._ports.devices.hsm.submit(lambda hsm: hsm.status(nonce), answered)

    def _write(
        self, counted: tuple[CountSet, ...], then: Callable[[tuple[CountSet, ...]], None]
    ) -> None:
        """From now on an answer of the bank is about this count, and about no earlier one."""
        self._report.keep(())
        number = self._round

        def written(_seq: int) -> None:
            if counted[-1].record:
                self._report.keep(counted)
                self._report.hurry()
            if number == self._round:
                then(counted)

        self._ports.write(_outcomes(counted), None, written)

    def _written(self, counted: tuple[CountSet, ...]) -> None:
        self._is_writing = False
        if any(event.difference for event in counted):
            self._differing = counted
            self._changed()
            return
        is_bare = not counted[-1].record
        self._end(uncompared=is_bare)
        if is_bare:
            self._compare_later(counted)

    # --- a count that the HSM was away from

    def _compare_later(self, counted: tuple[CountSet, ...]) -> None:
        """Nobody is paid meanwhile, so what the HSM says first is what it had then."""
        self._supervision.note(uncompared=True)
        self._ask(lambda record: self._looked(counted, record))

    def _looked(self, counted: tuple[CountSet, ...], record: Record | None) -> None:
        now = self._supervision.conditions
        if now.uncounted and not now.customer:
            # The key was turned off in a visit that is over: it is another moment.
            self._supervision.note(uncompared=False)
        elif record is None:
            again = self._unless_forgotten(lambda: self._compare_later(counted))
            self._ports.loop.after(HSM_RETRY_S, again)
        else:
            self._write(compared(counted, record), self._written_later)

    def _unless_forgotten(self, act: Action) -> Action:
        number = self._round
        return lambda: act() if number == self._round else None

    def _written_later(self, _counted: tuple[CountSet, ...]) -> None:
        """The operator is gone; the journal and the bank know."""
        self._supervision.note(uncompared=False)


def _outcomes(counted: Sequence[CountSet]) -> list[tuple[CountSet, Out]]:
    return [(event, Out.FAIL if event.difference else Out.OK) for event in counted]
