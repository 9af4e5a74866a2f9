"""What the attacker comes upon: two hotels after some stays, its cards, and the visits it heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from hardware.locks.desk.rooms import planned_rooms
from hardware.locks.desk.set_up import HotelPlan, Renewal
from hardware.locks.desk.visits import RoundKind
from hardware.locks.firmware.crystal import Crystal
from hardware.locks.firmware.lock import Lock
from hardware.locks.firmware.memory import Memory
from hardware.locks.firmware.visits import Visits
from hardware.locks.hotel.attacker import Attacker, Seen
from hardware.locks.hotel.doors import Door
from hardware.locks.hotel.draws import Draws
from hardware.locks.hotel.hotel import Hotel
from hardware.locks.hotel.passing_time import PassingTime
from hardware.locks.keycard import GuestCard, decode
from hardware.locks.metered import Meter
from hardware.locks.programmer.jobs import OrderJob

START: Final = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY_S: Final = 86_400
QUARTER_S: Final = 900
HOTELS: Final = (0x00A511, 0x00B622)
FIRST_ROOMS: Final = "101-105"
OTHER_ROOMS: Final = "101-102"

_PORT: Final = Visits()


@dataclass(slots=True)
class Heard:
    """One visit: the order as it was loaded, the signature, and all bytes on the cable."""

    number: str
    job: OrderJob
    signature: bytes
    packets: list[bytes]


@dataclass(slots=True)
class Scene:
    """The first hotel is attacked, the other is where the attacker was a guest as well.

    over: cards of the attacker that must not open any longer: revoked, or the next guest is in.
    """

    hotel: Hotel
    other: Hotel
    time: PassingTime
    draws: Draws
    stripes: list[bytes] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    over: list[bytes] = field(default_factory=list)

    def close(self) -> None:
        self.hotel.close()
        self.other.close()

    def doors(self) -> Iterator[Door]:
        yield from self.hotel.doors.values()
        yield from self.other.doors.values()

    def attacker(self) -> Attacker:
        """With what lies in every lock at this moment."""
        locks = tuple(Seen.of(door.lock.ram()) for door in self.doors())
        quarter = self.hotel.now() // QUARTER_S
        period = self.hotel.now() // (7 * DAY_S)
        stripes, over = tuple(self.stripes), tuple(self.over)
        return Attacker(locks, stripes, quarter, period, self.draws, over)

    def is_open_to(self, door: Door, stripe: bytes, before: bytes) -> bool:
        """Whether it opens; the lock is then as it was before."""
        if not door.swipe(stripe).opened:
            return False
        put_back(door, before)
        return True

    def next_guests_enter(self) -> None:
        """Into every room that the attacker had a card for."""
        for hotel in (self.hotel, self.other):
            for number, door in hotel.doors.items():
                if hotel.desk.room(number).stay is not None:
                    hotel.desk.check_out(number)
                hotel.desk.check_in(number, None, hotel.desk.departure("+2"))
                assert door.swipe(hotel.cards.take()).opened
        guests = [each for each in self.stripes if isinstance(decode(each), GuestCard)]
        self.over = list(dict.fromkeys([*self.over, *guests]))


def put_back(door: Door, before: bytes) -> None:
    """The lock as it was when its memory was this."""
    door.memory = Memory(before)
    door.lock = Lock(door.memory, door.crystal, Meter(), None, _PORT)


def scene(folder: Path, seed: int) -> Scene:
    """Set both up, and let the attacker live there for a while.

    101: a former guest, and the next one has entered. 102: a former guest whose card has expired,
    and nobody has entered since. 103: has a card, and another guest who never came got the next.
    104: never was there. 105: a former guest, whose lock has begun another chain since, at index 1.
    101 of the other hotel: is a guest.
    """
    time = PassingTime(START)
    hotels = [
        _hotel(folder / f"{number:06x}", number, rooms, time, seed)
        for number, rooms in zip(HOTELS, (FIRST_ROOMS, OTHER_ROOMS), strict=True)
    ]
    made = Scene(hotels[0], hotels[1], time, Draws(seed, "attacker"))
    first, other = hotels
    for number in ("101", "102"):
        made.stripes.append(_guest(first, number))
        first.desk.lost(number)
        made.stripes.append(first.cards.take())
        assert first.doors[number].swipe(made.stripes[-1]).opened
    made.stripes.append(_guest(first, "105"))
    assert first.doors["105"].swipe(made.stripes[-1]).opened
    made.over += made.stripes[:2] + made.stripes[-1:]
    first.desk.hire("attacker")
    made.stripes.append(first.cards.take())
    first.desk.fire(1)
    for each in first.doors.values():
        assert each.swipe(made.stripes[-1]).opened
    made.over.append(made.stripes[-1])
    other.desk.hire("attacker")
    made.stripes.append(other.cards.take())
    _listen(made, RoundKind.REVOKE)
    time.pass_s(3 * DAY_S)
    for number in ("101", "102", "105"):
        first.desk.check_out(number)
    _listen(made, RoundKind.RESEED, "105")
    assert first.doors["105"].swipe(_guest(first, "105")).opened
    assert first.doors["101"].swipe(_guest(first, "101")).opened
    made.stripes.append(_guest(first, "103"))
    first.desk.check_out("103")
    _guest(first, "103")
    assert first.doors["104"].swipe(_guest(first, "104")).opened
    made.stripes.append(_guest(other, "101"))
    assert other.doors["101"].swipe(made.stripes[-1]).opened
    _listen(made, RoundKind.DST)
    _listen(made, RoundKind.AUDIT, "101", "102")
    return made


def _hotel(folder: Path, number: int, rooms: str, time: PassingTime, seed: int) -> Hotel:
    plan = HotelPlan(
        number, "Attacked", planned_rooms([rooms]), "Europe/Berlin", renewal=Renewal.WEEK,
        signing_height=5,
    )  # fmt: skip
    folder.mkdir()
    made = Hotel(folder, plan, time, Draws(seed, f"hotel {number}").bytes)
    made.round(RoundKind.INSTALL)
    for door in made.doors.values():
        # Fed from elsewhere: it does not die under a hundred thousand cards.
        door.lock = Lock(door.memory, Crystal(time.true_seconds), Meter(), None, _PORT)
    return made


def _guest(hotel: Hotel, number: str) -> bytes:
    hotel.desk.check_in(number, None, hotel.desk.departure("+2"))
    return hotel.cards.take()


def _listen(made: Scene, kind: RoundKind, *numbers: str) -> None:
    """A round, every byte of which the attacker hears."""
    hotel = made.hotel
    hotel.load(kind, numbers)
    signature = hotel.programmer.signature()
    for job in hotel.programmer.jobs():
        assert isinstance(job, OrderJob)
        door = hotel.doors[job.door.name]
        door.told = []
        hotel.visit(job.door.name)
        made.heard.append(Heard(job.door.name, job, signature, door.told))
        door.told = None
    hotel.hand_in()
