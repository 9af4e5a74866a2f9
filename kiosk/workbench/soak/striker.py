"""Kills processes at the moment that was drawn, from a thread that does nothing else."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Final

from kiosk.workbench.soak.blows import Blow
from kiosk.workbench.soak.tail import Entry, JournalTail

LOOK_S: Final = 0.001
KEPT_MAX: Final = 100_000


@dataclass(frozen=True, slots=True)
class Struck:
    """A blow that fell.

    Attributes:
        state: code of the journal's last entry at that moment.
        is_planned: whether the entry that it waited for had come, and not the end of its time.
    """

    targets: tuple[str, ...]
    state: str
    is_planned: bool


class Striker:
    """Use as a context. `entries` and `struck` are filled here and emptied by another thread.

    Attributes:
        doomed: names of processes that were killed here and whose end nobody has noticed yet.
    """

    def __init__(
        self, tail: JournalTail, kill: Callable[[str], bool], monotonic: Callable[[], float]
    ) -> None:
        """kill: False where no such process runs."""
        self._tail = tail
        self._kill = kill
        self._monotonic = monotonic
        self._blow: Blow | None = None
        self._falls_s = 0.0
        self._is_due = False
        self._state = "none"
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._watch, name="striker")
        self.entries: deque[Entry] = deque(maxlen=KEPT_MAX)
        self.struck: deque[Struck] = deque(maxlen=KEPT_MAX)
        self.doomed: set[str] = set()

    def __enter__(self) -> Striker:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()

    @property
    def is_armed(self) -> bool:
        return self._blow is not None

    def arm(self, blow: Blow) -> None:
        """Instead of what was armed before."""
        with self._lock:
            self._blow, self._is_due = blow, False
            self._falls_s = self._monotonic() + blow.wait_s

    def disarm(self) -> None:
        with self._lock:
            self._blow = None

    def _watch(self) -> None:
        while not self._ended.wait(LOOK_S):
            fresh = self._tail.look()
            with self._lock:
                blow = self._blow
                if blow is not None and self._come_near(blow, fresh):
                    self._state = blow.after
                elif fresh:
                    self._state = fresh[-1].code
                if blow is not None and self._monotonic() >= self._falls_s:
                    self._strike(blow)
            # Only now: whoever hears of an entry also sees who is doomed by it.
            self.entries.extend(fresh)

    def _come_near(self, blow: Blow, fresh: list[Entry]) -> bool:
        """Whether its entry is here now. What comes in one piece is one moment, named by it."""
        if self._is_due or not any(_is_awaited(blow, entry) for entry in fresh):
            return False
        self._is_due = True
        self._falls_s = self._monotonic() + blow.delay_s
        return True

    def _strike(self, blow: Blow) -> None:
        self.doomed.update(blow.targets)
        hit = tuple(name for name in blow.targets if self._kill(name))
        self.doomed.difference_update(set(blow.targets) - set(hit))
        if hit:
            self._blow = None
            self.struck.append(Struck(hit, self._state, self._is_due or not blow.after))


def _is_awaited(blow: Blow, entry: Entry) -> bool:
    return entry.code == blow.after and blow.operation in {"", entry.operation}
