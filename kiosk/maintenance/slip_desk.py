"""Prints staff's slips, one copy after the other; what became of each is in the journal."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hardware.drivers.receipt_printer import failure_code
from kiosk.devices.results import Done, NotDone, Result
from kiosk.domain.maintenance.balancing_slip import SlipFacts
from kiosk.domain.staff_page import Mood, Word
from kiosk.journal.entry import Out
from kiosk.journal.events import SlipPrinted
from kiosk.money.ports import Ports
from kiosk.receipts.job import escpos_bytes
from kiosk.receipts.slip import Slip, in_parts, slip_lines
from kiosk.visits.receipt_desk import Stationery

MS_PER_S: Final = 1_000


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of it, for the page."""

    notice: Word
    mood: Mood


NO_PRINTER: Final = Printed(Word("slip.no-printer"), Mood.WARN)


class SlipDesk:
    """One slip at a time. Lives in the core thread. The money never waits for it."""

    def __init__(self, ports: Ports, stationery: Stationery) -> None:
        self._ports = ports
        self._stationery = stationery

    def print(self, facts: SlipFacts, copies: int, then: Callable[[Printed], None]) -> None:
        """then: hears how it went, at once where there is no printer."""
        if self._ports.devices.receipt_printer is None:
            then(NO_PRINTER)
            return
        self._print(deque(self._jobs(facts) * copies), facts, copies, then)

    def _print(
        self, jobs: deque[bytes], facts: SlipFacts, copies: int, then: Callable[[Printed], None]
    ) -> None:
        """The first that fails is the last that is tried."""
        job = jobs.popleft()

        def ended(result: Result[None]) -> None:
            if isinstance(result, Done) and jobs:
                self._print(jobs, facts, copies, then)
            else:
                then(self._told(facts, copies, result))

        printer = self._ports.devices.receipt_printer
        assert printer is not None, "it was there for the first copy"
        printer.submit(lambda driver: driver.print(job), ended)

    def _told(self, facts: SlipFacts, copies: int, result: Result[None]) -> Printed:
        kind = facts.kind.value
        match result:
            case Done():
                event = SlipPrinted(kind, facts.number, copies, "")
                self._ports.note(event, None)
                return Printed(Word("slip.printed", (copies,)), Mood.GOOD)
            case NotDone(error):
                code = failure_code(error)
                self._ports.note(SlipPrinted(kind, facts.number, copies, code), None, Out.FAIL)
                return Printed(Word("slip.not-printed", (code,)), Mood.BAD)
            case _:
                code = failure_code(result.error)
                event = SlipPrinted(kind, facts.number, copies, code)
                self._ports.note(event, None, Out.UNKNOWN)
                return Printed(Word("slip.not-certain", (code,)), Mood.WARN)

    def _jobs(self, facts: SlipFacts) -> list[bytes]:
        paper = self._stationery
        at, since = (
            datetime.fromtimestamp(ms / MS_PER_S, paper.zone)
            for ms in (facts.at_ms, facts.since_ms)
        )
        slip = Slip(facts, at, since, paper.machine, paper.place)
        return [escpos_bytes(part) for part in in_parts(slip_lines(slip, paper.words("")))]
