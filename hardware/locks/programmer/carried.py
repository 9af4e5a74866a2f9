"""What the programmer carries: its jobs by floor and door, which are done, and which keys it has.

A result is flushed before the key of its lock is wiped; whoever starts it after a power cut between
the two wipes then.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hardware.locks.attributes import KEY_SIZE
from hardware.locks.programmer.jobs import InstallationJob, Job, OrderJob, Package
from hardware.locks.programmer.results import (
    Kind,
    VisitOutcome,
    VisitResult,
    decode_results,
    whole_results,
)
from hardware.locks.programmer.store import Store


@dataclass(frozen=True, slots=True)
class Stop:
    """One door of the way. result: what came of it last, None before the first visit."""

    job: Job
    result: VisitResult | None

    @property
    def is_done(self) -> bool:
        return self.result is not None and self.result.outcome is VisitOutcome.DONE


class Carried:
    """The programmer's jobs, kept in its store. ticks: of its crystal, in seconds.

    Attributes:
        loads: packages loaded since it was made.
    """

    def __init__(self, store: Store, ticks: Callable[[], int]) -> None:
        self._store = store
        self._ticks = ticks
        self._package = _package(store)
        self._results: dict[tuple[Kind, int, int], VisitResult] = {}
        held = store.results()
        whole = whole_results(held)
        if whole != held:
            # The power went while it was written; nobody would read on behind a half.
            store.put_results(whole)
        for each in decode_results(whole):
            self._results[each.kind, each.lock, each.q] = each
        self._wipe_confirmed_keys()
        self.loads = 0

    @property
    def signature(self) -> bytes:
        return self._package.signature

    @property
    def has_clock(self) -> bool:
        return self._store.clock_offset() is not None

    def now(self) -> int:
        """Hotel seconds; those since it was made, before the desk has set its clock."""
        return (self._store.clock_offset() or 0) + self._ticks()

    def set_clock(self, now: int) -> None:
        self._store.put_clock_offset(now - self._ticks())

    def stops(self) -> tuple[Stop, ...]:
        """All doors, floor by floor."""
        jobs = sorted(self._package.jobs, key=_place)
        return tuple(Stop(each, self._results.get(_key(each))) for each in jobs)

    def load(self, content: bytes) -> None:
        """In place of the former package. Raises BadPackage and keeps the former one."""
        package = Package.decode(content)
        former = self._store.package()
        if former:
            for at in Package.key_places(former).values():
                self._store.wipe(at, KEY_SIZE)
        self._store.put_package(content)
        self._package = package
        self.loads += 1

    def keep(self, result: VisitResult) -> None:
        """Flush it; then a lock that has shown its digest needs its key here no longer."""
        self._store.add_result(result.encode())
        self._results[result.kind, result.lock, result.q] = result
        self._wipe_confirmed_keys()

    def results(self) -> bytes:
        return self._store.results()

    def forget_results(self) -> None:
        """The desk has them all. Which doors were done stays known until the next package."""
        self._store.put_results(b"")

    def _wipe_confirmed_keys(self) -> None:
        content = self._store.package()
        if not content:
            return
        for lock, at in Package.key_places(content).items():
            result = self._results.get((Kind.INSTALLATION, lock, 0))
            is_confirmed = result is not None and result.outcome is VisitOutcome.DONE
            if is_confirmed and any(content[at : at + KEY_SIZE]):
                self._store.wipe(at, KEY_SIZE)
                self._package = _package(self._store)


def _package(store: Store) -> Package:
    content = store.package()
    return Package.decode(content) if content else Package(0, b"", ())


def _key(job: Job) -> tuple[Kind, int, int]:
    match job:
        case OrderJob():
            return Kind.ORDER, job.door.lock, job.order.q
        case InstallationJob():
            return Kind.INSTALLATION, job.door.lock, 0


def _place(job: Job) -> tuple[int, list[tuple[int, str]]]:
    """By floor, then by door as people count: 9 before 10."""
    parts = re.findall(r"\d+|\D+", job.door.name)
    return job.door.floor, [(int(each), "") if each.isdigit() else (-1, each) for each in parts]
