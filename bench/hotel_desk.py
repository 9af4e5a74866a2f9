"""What a hotel's desk takes: for a card, for a room's chain, for a round, and for its key, once."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from bench.figures import Figure, Report, beside
from bench.flushed_page import flushed_page
from bench.plan import Plan
from bench.samples import MS_PER_S, Samples, timed_ms
from hardware.locks.desk.database import FILE
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.rooms import planned_rooms
from hardware.locks.desk.set_up import HotelPlan
from hardware.locks.desk.stripe_writer import CardFolder
from hardware.locks.desk.visits import RoundKind
from hardware.locks.keycard import INDEX_MAX

START: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ROOMS: Final = tuple(f"{floor}01-{floor}60" for floor in range(1, 11))
CHAINS: Final = 10
BARE: Final = f"a bare loop of {INDEX_MAX:,} hashes"
FLUSH: Final = "one bare flush of this disk"
_STEP: Final = bytes(25)


class _Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def hotel_desk(folder: Path, plan: Plan) -> Report:
    """A hotel of 600 rooms, whose locks are all believed to be installed."""
    state, clock, cores = folder / "desk", _Clock(), os.cpu_count() or 1
    folder.mkdir(parents=True, exist_ok=True)
    _set_up(state, plan.hotel_signing_height)
    with Desk(state, CardFolder(folder / "cards"), clock, os.urandom, clerk="bench") as desk:
        rooms = [room.number for room in desk.rooms()][:CHAINS]
        chains, bare = _chains(desk, rooms)
        cards, flushes = _cards(desk, clock, rooms * (plan.hotel_cards // CHAINS), folder)
        key_ms = _timed_ms(lambda: desk.prepare_signing(lambda _done, _of: None, processes=cores))
        round_ms = _timed_ms(lambda: desk.package(desk.plan(RoundKind.DST, ()).number))
    return Report(
        "hotel-desk",
        "the encoder of a hotel of 600 rooms, on this disk",
        (
            beside("card at check-in, committed and read back", "ms", cards, FLUSH, flushes),
            beside("room's chain, once", "ms", chains, BARE, bare),
            _once("round of 600: tables, one signature, packed", round_ms, "1"),
            _once(f"signing key of 2^{plan.hotel_signing_height} leaves, once", key_ms, str(cores)),
        ),
    )


def _set_up(state: Path, height: int) -> None:
    hotel = HotelPlan(1, "Bench", planned_rooms(ROOMS), "Europe/Berlin", signing_height=height)
    Desk.set_up(state, hotel, START, os.urandom, clerk="bench")
    with closing(sqlite3.connect(state / FILE)) as sql:
        sql.execute("UPDATE room SET state = 'installed', table_through = 1")
        sql.commit()


def _chains(desk: Desk, rooms: list[str]) -> tuple[Samples, Samples]:
    """A room's first card works its chain out; its second one does not."""
    ours, bare = [], []
    for room in rooms:
        first = _timed_ms(partial(_check_in, desk, room, START + timedelta(days=1)))
        ours.append(first - _timed_ms(partial(desk.duplicate, room)))
        bare.append(_timed_ms(_bare_chain))
        desk.check_out(room)
    return Samples.of(ours), Samples.of(bare)


def _cards(desk: Desk, clock: _Clock, rooms: list[str], folder: Path) -> tuple[Samples, Samples]:
    cards, flushes = [], []
    with flushed_page(folder / "cards.page") as flush:
        for room in rooms:
            clock.now += timedelta(hours=1)
            until = clock.now + timedelta(days=1)
            cards.append(_timed_ms(partial(_check_in, desk, room, until)))
            flushes.append(_timed_ms(flush))
            desk.entered(room)
            desk.check_out(room)
    return Samples.of(cards), Samples.of(flushes)


def _once(label: str, ms: float, processes: str) -> Figure:
    return Figure(label, "s", Samples((ms / MS_PER_S,)), note=f"processes: {processes}")


def _check_in(desk: Desk, room: str, departure: datetime) -> None:
    desk.check_in(room, None, departure)


def _bare_chain() -> None:
    value = _STEP
    for _ in range(INDEX_MAX):
        value = hashlib.sha256(value).digest()


def _timed_ms(act: Callable[[], object]) -> float:
    return timed_ms(act, time.monotonic)
