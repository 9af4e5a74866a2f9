"""Asks the list of staff away from the core thread, since Argon2 and the disk take their time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Protocol, TypeVar

from hardware.crypto.secret import Secret
from kiosk.devices.results import Done, NotDone, Result, Unknown
from kiosk.domain.maintenance.staff import Person
from kiosk.maintenance.staff_book import Checked, StaffBook

T = TypeVar("T")
Post = Callable[[Callable[[], None]], None]
Listed = tuple[Person, bool]  # a person, and whether no try is left


class StaffPort(Protocol):
    """The list of staff as the core uses it. `deliver` runs in the core thread.

    A failure of the disk is Unknown: what is on it now nobody can say.
    """

    def people(self, deliver: Callable[[Result[tuple[Listed, ...]]], None]) -> None:
        """Everybody, by number."""

    def check(
        self, number: str, pin: Secret, deliver: Callable[[Result[Checked]], None]
    ) -> None: ...

    def let_in(self, number: str) -> None:
        """As `StaffBook.let_in`. Where the disk fails, the tries stay as they were."""

    def put(
        self, person: Person, pin: Secret | None, deliver: Callable[[Result[None]], None]
    ) -> None:
        """As `StaffBook.put`; NotDone where the list does not take it."""


class InlineStaff:
    """At once, in the caller's thread: for tests and the simulator."""

    def __init__(self, book: StaffBook, post: Post) -> None:
        self._book = book
        self._post = post

    def people(self, deliver: Callable[[Result[tuple[Listed, ...]]], None]) -> None:
        self._do(lambda: _listed(self._book), deliver)

    def check(self, number: str, pin: Secret, deliver: Callable[[Result[Checked]], None]) -> None:
        self._do(lambda: self._book.check(number, pin), deliver)

    def let_in(self, number: str) -> None:
        self._do(lambda: self._book.let_in(number), lambda _result: None)

    def put(
        self, person: Person, pin: Secret | None, deliver: Callable[[Result[None]], None]
    ) -> None:
        self._do(lambda: self._book.put(person, pin), deliver)

    def _do(self, call: Callable[[], T], deliver: Callable[[Result[T]], None]) -> None:
        result = _result(call)
        self._post(lambda: deliver(result))


class StaffWorker(InlineStaff):
    """In a thread of its own. `start` once, `close` once."""

    def __init__(self, book: StaffBook, post: Post) -> None:
        super().__init__(book, post)
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="staff")

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """What has been asked for is done first."""
        self._jobs.put(None)
        self._thread.join()

    def _do(self, call: Callable[[], T], deliver: Callable[[Result[T]], None]) -> None:
        def job() -> None:
            result = _result(call)
            self._post(lambda: deliver(result))

        self._jobs.put(job)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()


def _listed(book: StaffBook) -> tuple[Listed, ...]:
    locked = book.locked()
    return tuple((each, each.number in locked) for each in book.people)


def _result(call: Callable[[], T]) -> Result[T]:
    try:
        return Done(call())
    except ValueError as error:
        return NotDone(error)
    except OSError as error:
        return Unknown(error)
