"""A hotel's desk on a folder of its own, with a clock that the test owns and chance of its own."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from hardware.locks.desk import room_chains, signing, staff_chains, whereabouts
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.rooms import planned_rooms
from hardware.locks.desk.set_up import HotelPlan, Paper, Renewal
from hardware.locks.desk.store import Store
from hardware.locks.desk.stripe_writer import CardFolder
from hardware.locks.keycard import GuestCard, StaffCard, decode

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOTEL = 0x00A511
LAID = (1, 2, 4)  # the chains of 101, 102 and 201


class Clock:
    """Aware UTC that goes on when it is told to."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **how_long: float) -> None:
        self.now += timedelta(**how_long)


def chance(name: str) -> Callable[[int], bytes]:
    """Bytes that are the same in every run, and other for each name."""
    counter = iter(range(1_000_000))

    def random_bytes(size: int) -> bytes:
        return hashlib.shake_256(f"{name} {next(counter)}".encode()).digest(size)

    return random_bytes


def plan(**changed: object) -> HotelPlan:
    given: dict = {
        "hotel": HOTEL,
        "name": "Linden",
        "rooms": planned_rooms(["101-103,201-202"]),
        "zone": "Europe/Berlin",
        "renewal": Renewal.WEEK,
        "signing_height": 5,
    }
    return HotelPlan(**(given | changed))


@cache
def made_hotel() -> tuple[TemporaryDirectory[str], tuple[Paper, ...]]:
    """The kit's own hotel as set up, with three chains worked out: once for all tests."""
    folder = TemporaryDirectory()
    papers = Desk.set_up(Path(folder.name), plan(), MONDAY, chance("hotel"), clerk="owner")
    store = Store(Path(folder.name), Clock(), clerk="owner")
    for lock in LAID:
        room_chains.prepare(store, lock, 0)
    staff_chains.prepare(store, ((serial, 0) for serial in range(1, 193)))
    signing.key_material(store, lambda _done, _of: None, 1)
    store.close()
    return folder, papers


def refused(act: Callable[[], object]) -> DeskRefusal:
    with pytest.raises(DeskRefusal) as caught:
        act()
    return caught.value


def reason_of(act: Callable[[], object]) -> Reason:
    return refused(act).reason


class Hotel:
    """A folder with a hotel in it, and the desk that is open on it."""

    def __init__(self, folder: Path, *, like: Path | None = None, **changed: object) -> None:
        """like: a folder with the kit's hotel in it, to go on from."""
        self.folder = folder / "desk"
        self.cards = folder / "cards"
        self.clock = Clock()
        self.chance = chance("this hotel")
        self.papers: tuple[Paper, ...]
        if changed or self.folder.exists():
            self.papers = Desk.set_up(
                self.folder, plan(**changed), self.clock(), chance("hotel"), clerk="owner"
            )
        else:
            made, self.papers = made_hotel()
            shutil.copytree(like or made.name, self.folder)
            whereabouts.settle(self.folder)
        self.desk = self.opened()

    def opened(self, **how: object) -> Desk:
        given: dict = {"clerk": "anna"} | how
        writer = given.pop("writer", CardFolder(self.cards))
        return Desk(self.folder, writer, self.clock, self.chance, **given)

    def reopen(self, **how: object) -> Desk:
        self.desk.close()
        self.desk = self.opened(**how)
        return self.desk

    def nights(self, count: int) -> datetime:
        return self.desk.departure(f"+{count}")

    def stripe(self, name: str) -> bytes:
        return (self.cards / f"{name}.card").read_bytes()

    def guest_card(self, name: str) -> GuestCard:
        card = decode(self.stripe(name))
        assert isinstance(card, GuestCard)
        return card

    def staff_card(self, name: str) -> StaffCard:
        card = decode(self.stripe(name))
        assert isinstance(card, StaffCard)
        return card


def papers(hotel: Hotel, *numbers: int) -> tuple[str, str]:
    one, other = ("\n".join(hotel.papers[number - 1].rows) for number in numbers)
    return one, other


def restored(hotel: Hotel, path: Path, newest: int | None = None) -> None:
    """The desk is lost, and another PC goes on from the backup."""
    hotel.desk.close()
    shutil.rmtree(hotel.folder)
    Desk.restore(hotel.folder, path, papers(hotel, 1, 3), hotel.clock, clerk="owner", newest=newest)
    hotel.chance = chance("another PC")
    hotel.desk = hotel.opened()
