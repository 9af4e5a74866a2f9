"""Work that ends only when a test lets it: a slow disk below the journal, a chore that hangs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from kiosk.devices.results import Done, Result
from kiosk.journal.entry import Entry
from kiosk.money.ports import JournalPort

T = TypeVar("T")
Post = Callable[[Callable[[], None]], None]


class SlowJournal:
    """In front of another one. From `holds` on nothing is written; with `let_go` all, in order."""

    def __init__(self, journal: JournalPort) -> None:
        self._journal = journal
        self._held: list[tuple[Sequence[Entry], Callable[[int], None]]] = []
        self.holds = False

    def submit(self, entries: Sequence[Entry], deliver: Callable[[int], None]) -> None:
        if self.holds:
            self._held.append((entries, deliver))
        else:
            self._journal.submit(entries, deliver)

    def note(self, entries: Sequence[Entry]) -> None:
        self.submit(entries, lambda _seq: None)

    def let_go(self) -> None:
        self.holds = False
        held, self._held = self._held, []
        for entries, deliver in held:
            self._journal.submit(entries, deliver)

    def __getattr__(self, name: str) -> object:
        return getattr(self._journal, name)


class HeldChores:
    """From `holds` on each chore waits for `let_go`."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._held: list[Callable[[], None]] = []
        self.holds = False

    def do(self, call: Callable[[], T], deliver: Callable[[Result[T]], None]) -> None:
        def job() -> None:
            result = Done(call())
            self._post(lambda: deliver(result))

        if self.holds:
            self._held.append(job)
        else:
            job()

    apart = do

    def tell(self, news: Callable[[], None]) -> None:
        self._post(news)

    def let_go(self) -> None:
        self.holds = False
        held, self._held = self._held, []
        for job in held:
            job()
