"""One login: number, PIN, and what the list of staff says; for the first person or the second."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.crypto.secret import Secret
from kiosk.devices.results import Done, Result
from kiosk.domain.maintenance import login as logging_in
from kiosk.domain.maintenance.items import may_as
from kiosk.domain.maintenance.login import Login, Second
from kiosk.domain.maintenance.staff import Person
from kiosk.domain.staff_page import StaffPage, Word
from kiosk.journal.entry import Out
from kiosk.journal.event_base import Event
from kiosk.journal.events import DualOk, StaffFail, StaffLocked, StaffLogin, StaffLogout
from kiosk.maintenance.staff_book import Checked, Locked, Right, Wrong
from kiosk.maintenance.staff_worker import StaffPort
from kiosk.money.ports import Ports

WRONG: Final = Word("login.wrong")


class LoginDesk:
    """Lives in the core thread, as long as one login lasts.

    Whoever turns away before the answer has come is not logged in by it; that number and PIN were
    typed is written down all the same.
    """

    def __init__(
        self,
        ports: Ports,
        staff: StaffPort,
        second: Second | None,
        come: Callable[[Person], None],
        changed: Callable[[], None],
    ) -> None:
        """come: hears who it is, once the journal has it. changed: the page is another one."""
        self._ports = ports
        self._staff = staff
        self._second = second
        self._come = come
        self._changed = changed
        self._over = ""  # why nobody waits for it any more
        self._is_proven = False
        self._login = Login(second)

    @property
    def page(self) -> StaffPage:
        return logging_in.page(self._login)

    @property
    def is_second(self) -> bool:
        return self._second is not None

    @property
    def is_proven(self) -> bool:
        """Number and PIN were right; the journal is about to have it."""
        return self._is_proven

    def number(self, typed: str) -> None:
        """ENTER after the number."""
        self._login = logging_in.numbered(self._login, typed)

    def pin(self, typed: Secret) -> None:
        """ENTER after the PIN."""
        number = self._login.number
        self._login = logging_in.checking(self._login)
        self._staff.check(number, typed, self._checked)

    def give_up(self, why: str) -> None:
        """Nobody is waiting for it any more. why: as STAFF_LOGOUT has it."""
        self._over = why

    def _checked(self, result: Result[Checked]) -> None:
        match result:
            case Done(Right() as right):
                self._right(right)
            case Done(Wrong(name, left)):
                events: list[tuple[Event, Out]] = [(StaffFail(name, left), Out.FAIL)]
                if name and not left:
                    events.append((StaffLocked(name), Out.FAIL))
                # On disk before anybody sees that it was wrong.
                self._ports.write(events, None, lambda _seq: self._again(WRONG))
            case Done(Locked(name)):
                locked = [(StaffLocked(name), Out.FAIL)]
                self._ports.write(locked, None, lambda _seq: self._again(WRONG))
            case _:
                self._again(Word("login.cannot"))

    def _right(self, right: Right) -> None:
        person, second = right.person, self._second
        if self._over:
            self._refused(right, "turned-away")
        elif second is None:
            roles = ",".join(sorted(role.value for role in person.roles))
            self._prove(StaffLogin(person.name, roles), person)
        elif person.name in second.first.names:
            self._refused(right, "same", Word("login.same"))
        elif not may_as(person, second.roles):
            self._refused(right, "not-allowed", logging_in.not_allowed(second))
        else:
            self._prove(DualOk(second.first.first.name, person.name, second.what), person)

    def _prove(self, event: StaffLogin | DualOk, person: Person) -> None:
        self._is_proven = True
        self._ports.write_one(event, None, lambda: self._proven(event, person))

    def _proven(self, event: StaffLogin | DualOk, person: Person) -> None:
        if not self._over:
            self._staff.let_in(person.number)
            self._come(person)
        elif isinstance(event, DualOk):
            self._ports.note(event, None, Out.FAIL)  # it came to nothing
        else:
            self._ports.note(StaffLogout(person.name, self._over), None)

    def _refused(self, right: Right, why: str, notice: Word = WRONG) -> None:
        """The PIN was right, and it does not help: on disk before anybody sees that. Wrong ones
        before it stay counted; whoever made them may be somebody else."""
        events = [(StaffFail(right.person.name, right.left, why), Out.FAIL)]
        self._ports.write(events, None, lambda _seq: self._again(notice))

    def _again(self, notice: Word) -> None:
        if not self._over:
            self._login = logging_in.again(self._login, notice)
            self._changed()
