"""The programmer on its way through the simulated hotel: one package, visits, results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.locks.programmer.jobs import Job, Package
from hardware.locks.programmer.results import VisitResult
from hardware.locks.programmer.visit import Interrupted, Visit
from hardware.protocol.link import Link

TRIES_MAX: Final = 4


class Carried:
    """now: its clock in hotel seconds, which was set at the desk."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._package = Package(0, b"", ())
        self._results: dict[int, VisitResult] = {}

    def load(self, content: bytes) -> None:
        """A package as the desk hands it over. Raises BadPackage."""
        self._package = Package.decode(content)
        self._results.clear()

    def jobs(self) -> tuple[Job, ...]:
        return self._package.jobs

    def job(self, name: str) -> Job | None:
        """For the door of this name."""
        return next((each for each in self._package.jobs if each.door.name == name), None)

    def visit(
        self, job: Job, cable: Callable[[], Link], again: Callable[[], None] = lambda: None
    ) -> VisitResult:
        """Until it comes to an end. again: before each further try. Raises Interrupted."""
        for left in reversed(range(TRIES_MAX)):
            try:
                visit = Visit(cable(), now=self._now)
                result = visit.carry_out(job, self._package.signature)
            except Interrupted:
                if not left:
                    raise
                again()
                continue
            self._results[job.door.lock] = result
            return result
        raise Interrupted

    def visited(self) -> tuple[VisitResult, ...]:
        """What came of the visits since it was loaded, each door's last one."""
        return tuple(self._results.values())

    def results(self) -> bytes:
        """All since it was loaded, as the desk takes them."""
        return b"".join(each.encode() for each in self._results.values())

    def signature(self) -> bytes:
        """Over the round that is loaded; no secret."""
        return self._package.signature
