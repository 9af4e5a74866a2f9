"""docs/hotel-locks.md: the protocols as they are narrated are those that go over the cable."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

from hardware.locks.cable import CableOp
from hardware.locks.order_commands import ReadAudit, SetClock
from hardware.locks.programmer.jobs import Job
from hardware.locks.programmer.visit import Visit
from hardware.protocol.frame import FrameDecoder
from hardware.protocol.link import Link
from hardware.transport.memory import MemoryTransport
from tests.unit.locks.lock_bench import LOCAL, Bench, installation, signed_jobs
from tests.unit.locks.order_kit import everything

PAGE = (Path(__file__).parents[1] / "docs" / "hotel-locks.md").read_text(encoding="utf-8")


def narration(section: str) -> str:
    return PAGE.partition(section)[2].partition("```\n")[2].partition("```")[0]


def asked(bench: Bench, job: Job, signature: bytes) -> list[str]:
    """What the programmer asks a lock for, in turn; the same again and again is once."""
    names: list[str] = []

    class Tapped:
        def receive(self, data: bytes) -> bytes:
            names.extend(CableOp(frame.op).name for frame in FrameDecoder().feed(data))
            return bench.receive(data)

    link = Link(MemoryTransport(Tapped()), monotonic=lambda: 0.0, first_seq=0)
    Visit(link, now=bench.now).carry_out(job, signature)
    return [name for name, _ in groupby(names)]


def test_an_installation_asks_in_the_order_of_its_narration() -> None:
    told = re.findall(r"P -> L : ([A-Z_]+)", narration("### Installation"))

    assert told == asked(Bench(owned=False), installation(), b"")


def test_an_order_is_brought_in_the_order_of_its_narration() -> None:
    jobs, signature = signed_jobs(0, lambda _: [SetClock(LOCAL), ReadAudit()])
    told = re.findall(r"P -> L : (?:for one[^:]*: )?([A-Z_]+)", narration("### Every later"))

    assert told == asked(Bench(), jobs[7], signature)


def test_every_request_to_a_lock_has_its_place_in_a_narration() -> None:
    jobs, signature = signed_jobs(0, everything)
    used = {*asked(Bench(), jobs[7], signature), *asked(Bench(owned=False), installation(), b"")}
    told = narration("### Installation") + narration("### Every later")

    assert {each.name for each in CableOp} == used
    assert [] == [name for name in used if not re.search(rf"\b{name}\b", told)]
