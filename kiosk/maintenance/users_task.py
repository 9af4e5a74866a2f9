"""Item 13, users: two administrators add people, give new PINs, change roles, let people go.

One of them opens it, and sees the list; the other comes for each change, when it is clear what it
is.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import Final

from hardware.crypto.secret import Secret
from kiosk.devices.results import Done, NotDone, Result
from kiosk.domain.maintenance import users
from kiosk.domain.maintenance.items import Item
from kiosk.domain.maintenance.staff import (
    NUMBER_SIZES,
    PIN_SIZES,
    Person,
    Role,
    is_weak_pin,
    why_no_number,
)
from kiosk.domain.maintenance.users import ADD, DISABLE, ENABLE, NEW_PIN, ROLE_DIGITS, ROLES, Listed
from kiosk.domain.staff_page import Entry, Mood, StaffPage, Word
from kiosk.journal.entry import Out
from kiosk.journal.events import StaffChanged
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools

_WHAT: Final = {
    ADD: "added",
    NEW_PIN: "pin",
    ROLES: "roles",
    DISABLE: "disabled",
    ENABLE: "enabled",
}
ADMINISTRATORS: Final = frozenset({Role.ADMINISTRATOR})


class _Step(Enum):
    LIST = "list"
    NUMBER = "number"
    ROLES = "roles"
    PIN = "pin"
    AGAIN = "again"


class UsersTask(Task):
    """Each change is on disk in the journal before the list is changed."""

    def __init__(self, tools: Tools, desk: Desk) -> None:
        self._staff = tools.staff
        self._desk = desk
        self._listed: tuple[Listed, ...] = ()
        self._step = _Step.LIST
        self._doing = ADD
        self._person: Person | None = None
        self._pin: Secret | None = None
        self._notice: Word | None = None
        self._mood = Mood.PLAIN
        self._is_busy = False
        self._is_closed = False
        self._unheard: StaffChanged | None = None  # begun, and nobody knows yet
        self._read()

    @property
    def is_busy(self) -> bool:
        return self._is_busy

    @property
    def page(self) -> StaffPage:
        listed = users.page(self._listed, self._notice, self._mood)
        entry = self._entry
        return listed if entry is None else replace(listed, actions=(), entry=entry)

    @property
    def _entry(self) -> Entry | None:
        person = "" if self._person is None else self._person.number
        match self._step:
            case _Step.NUMBER:
                return Entry(Word("users.number"), size_max=NUMBER_SIZES[-1])
            case _Step.ROLES:
                return Entry(Word("users.which-roles", (person,)), size_max=len(ROLE_DIGITS))
            case _Step.PIN | _Step.AGAIN:
                return Entry(
                    Word("users.pin", (person,)),
                    size_max=PIN_SIZES[-1],
                    is_secret=True,
                    is_again=self._step is _Step.AGAIN,
                )
            case _Step.LIST:
                return None

    def act(self, number: int) -> None:
        self._doing = number
        self._tell(None)
        self._step = _Step.NUMBER

    def enter(self, typed: str) -> None:
        if self._step is _Step.NUMBER:
            self._numbered(typed)
        else:
            self._roles_typed(typed)

    def enter_secret(self, typed: Secret) -> None:
        assert self._person is not None, "a PIN is asked for somebody"
        if self._step is _Step.PIN:
            self._first_pin(self._person, typed)
            return
        first, self._pin = self._pin, None
        if first is None or not first.matches(typed.reveal()):
            self._step = _Step.PIN
            self._tell(Word("users.pins-differ"), Mood.BAD)
            return
        self._change(self._person, typed)

    def back(self) -> bool:
        if self._step is _Step.LIST:
            return False
        self._begin_anew(None)
        return True

    def give_up(self) -> None:
        if self._unheard is not None:
            self._desk.ports.note(self._unheard, None, Out.UNKNOWN)

    def close(self) -> None:
        self._pin = None
        self._is_closed = True

    # --- step by step

    def _numbered(self, typed: str) -> None:
        found = next((each for each, _ in self._listed if each.number == typed), None)
        if self._doing == ADD:
            if found is not None or why_no_number(typed):
                self._tell(Word("users.taken" if found else "users.no-number"), Mood.BAD)
                return
            self._person = Person(typed, users.new_name(typed), frozenset())
            self._step = _Step.ROLES
        elif found is None:
            self._tell(Word("users.unknown"), Mood.BAD)
        else:
            self._chosen(found)

    def _chosen(self, person: Person) -> None:
        self._person = person
        self._tell(None)
        match self._doing:
            case users.NEW_PIN:
                self._step = _Step.PIN
            case users.ROLES:
                self._step = _Step.ROLES
            case _:
                is_active = self._doing == ENABLE
                self._change(users.with_activity(person, is_active=is_active), None)

    def _roles_typed(self, typed: str) -> None:
        assert self._person is not None, "roles are asked for somebody"
        roles = users.roles_of(typed)
        if roles is None:
            self._tell(Word("users.no-roles"), Mood.BAD)
            return
        self._person = replace(self._person, roles=roles)
        self._tell(None)
        if self._doing == ADD:
            self._step = _Step.PIN
        else:
            self._change(self._person, None)

    def _first_pin(self, person: Person, typed: Secret) -> None:
        digits = typed.reveal()
        if len(digits) not in PIN_SIZES:
            self._tell(Word("users.pin-short"), Mood.BAD)
        elif is_weak_pin(digits, person.number):
            self._tell(Word("users.pin-weak"), Mood.BAD)
        else:
            self._pin = typed
            self._step = _Step.AGAIN
            self._tell(None)

    # --- the change

    def _change(self, person: Person, pin: Secret | None) -> None:
        """Once it may be made by who is here, the second is asked for it."""
        if not self._is_refused(person):
            self._begin_anew(None)
            what = f"{Item.USERS.value}.{self._doing}"
            self._desk.second(what, ADMINISTRATORS, lambda: self._write(person, pin))

    def _is_refused(self, person: Person) -> bool:
        people = [each for each, _ in self._listed]
        refusal = users.why_not(people, person, self._desk.people())
        if refusal is not None:
            self._begin_anew(refusal, Mood.BAD)
        return refusal is not None

    def _write(self, person: Person, pin: Secret | None) -> None:
        if self._is_refused(person):
            return
        self._is_busy = True
        roles = ",".join(sorted(role.value for role in person.roles))
        event = StaffChanged(self._desk.people().who, person.name, _WHAT[self._doing], roles)
        self._unheard = event
        self._desk.ports.write_one(
            event, None, lambda: self._staff.put(person, pin, lambda r: self._put(event, r))
        )

    def _put(self, event: StaffChanged, result: Result[None]) -> None:
        self._is_busy, self._unheard = False, None
        match result:
            case Done():
                if self._is_closed:
                    self._desk.ports.note(event, None)  # it was not certain for a while
                self._begin_anew(Word("users.done", (event.person,)), Mood.GOOD)
            case NotDone():
                self._desk.ports.note(event, None, Out.FAIL)
                self._begin_anew(Word("users.not-done"), Mood.BAD)
            case _:
                self._desk.ports.note(event, None, Out.UNKNOWN)
                self._begin_anew(Word("users.not-certain"), Mood.BAD)
        self._read()

    def _begin_anew(self, notice: Word | None, mood: Mood = Mood.PLAIN) -> None:
        self._step = _Step.LIST
        self._person, self._pin = None, None
        self._tell(notice, mood)

    def _tell(self, notice: Word | None, mood: Mood = Mood.PLAIN) -> None:
        self._notice, self._mood = notice, mood

    def _read(self) -> None:
        self._staff.people(self._have_read)

    def _have_read(self, result: Result[tuple[Listed, ...]]) -> None:
        if isinstance(result, Done):
            self._listed = result.value
        self._desk.changed()
