"""The dispatch office of the emulated service door: a desk of the hotel locks, its rooms doors.

It stands for a firm that is elsewhere: nothing of it is in the machine. What it adds to the desk
is which door this is, what is written on a card, and the way of the office's own programmer there.
The desk is opened for each deed, so that `./atm locks desk` may be used on the same folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from hardware.emulators.lock_cards import guest_card
from hardware.emulators.world_error import WorldError
from hardware.locks.desk.database import FILE
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.refusals import DeskRefusal
from hardware.locks.desk.rooms import DoorState, PlannedRoom, Stay
from hardware.locks.desk.set_up import HotelPlan
from hardware.locks.desk.stripe_writer import CardFolder, WriterFault
from hardware.locks.desk.visits import RoundKind
from hardware.locks.hotel_time import QUARTER_S
from hardware.locks.programmer.desk_end import ProgrammerLine
from hardware.locks.programmer.programmer import Key, Programmer
from hardware.locks.programmer.store import FolderStore
from hardware.protocol.link import Link
from hardware.transport.memory import Device, MemoryTransport

CLERK: Final = "dispatcher"
CARDS: Final = "cards"
PROGRAMMER: Final = "programmer"  # its flash
DOORS_MIN: Final = 20  # the firm looks after other machines, too
CARDS_KEPT_MAX: Final = 8

_NAME: Final = "Dispatch office"
_ZONE: Final = "UTC"
_MIDNIGHT: Final = 24 * 60 - 1  # of the minutes of a day: a work order has no hour of check-out
_DISTRICT: Final = 1
_HEIGHT: Final = 5  # 32 rounds; the key is made in some 30 ms
_SUFFIX: Final = ".card"
_ORDER: Final = "order-"
_MODE: Final = 0o700


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """card: its name, as it is written on it. index: of the door's chain. until: aware UTC."""

    card: str
    technician: str
    until: datetime
    index: int


class DispatchOffice:
    """Owned by the world's thread. Whatever the desk refuses is raised as WorldError, in its words.

    Attributes:
        place: owner and number of the lock. door: what its door is called at the desk.
        newest: the newest work order; None before the first.
    """

    def __init__(
        self,
        folder: Path,
        place: tuple[int, int],
        clock: Callable[[], datetime],
        random_bytes: Callable[[int], bytes],
    ) -> None:
        """folder: the desk's, with cards and programmer in it; made where it is wanted."""
        self.place = place
        self.door = door_name(place[1])
        self.newest: WorkOrder | None = None
        self._folder = folder
        self._clock = clock
        self._random_bytes = random_bytes
        self._cards = folder / CARDS

    def look_after(self, socket: Device, *, is_owned: bool) -> None:
        """Have the lock behind this socket installed, unless it is or was given back by an order.

        May be repeated, also after an end in the middle of it. A lock that has an owner works
        without its office: what is wrong there is said when a work order is wanted.
        """
        try:
            self._look_after(socket, is_owned=is_owned)
        except WorldError:
            if not is_owned:
                raise

    @property
    def cards(self) -> list[str]:
        """Names of the newest cards, oldest first: those that the desk's own commands made, too."""
        made = sorted(self._cards.glob(f"*{_SUFFIX}"), key=_age)
        return [path.name.removesuffix(_SUFFIX) for path in made][-CARDS_KEPT_MAX:]

    def work_order(self, technician: str, hours: int) -> WorkOrder:
        """The next one, from now on; it ends the former one as soon as it is used.

        Its index is spent even if nobody uses it.
        """
        with self._desk(f"{_ORDER}{self._next_number()}") as desk:
            if desk.room(self.door).stay is not None:
                desk.check_out(self.door)
            until = desk.now() + timedelta(hours=hours)
            made = desk.check_in(self.door, technician, until)
        self.newest = WorkOrder(made.card, technician, made.opens_until, made.index)
        for old in self._orders()[:-CARDS_KEPT_MAX]:
            self._path(old).unlink()
        return self.newest

    def stripe(self, name: str) -> bytes:
        """What is on this card, which anybody can copy."""
        if name not in self.cards:
            known = ", ".join(self.cards) or "none"
            raise WorldError(f"no work order has this name; work orders: {known}")
        return self._path(name).read_bytes()

    def _look_after(self, socket: Device, *, is_owned: bool) -> None:
        if not is_owned and not self._is_set_up:
            self._set_up()
        with self._desk() as desk:
            room = desk.room(self.door)
            if room.door is DoorState.PLANNED or (
                room.door is DoorState.INSTALLED and not is_owned
            ):
                self._install(desk, socket)
            self.newest = self._found(desk, room.stay)

    @property
    def _is_set_up(self) -> bool:
        return (self._folder / FILE).exists()

    def _set_up(self) -> None:
        owner, number = self.place
        doors = max(number, DOORS_MIN)
        plan = HotelPlan(
            hotel=owner,
            name=_NAME,
            rooms=tuple(PlannedRoom(door_name(each), _DISTRICT) for each in range(1, doors + 1)),
            zone=_ZONE,
            check_out_minute=_MIDNIGHT,
            signing_height=_HEIGHT,
        )
        with _in_words():
            # The papers are for the safe of a firm that nobody would restore.
            Desk.set_up(self._folder, plan, self._clock(), self._random_bytes, clerk=CLERK)

    def _want_hotel(self, desk: Desk) -> None:
        owner, number = self.place
        known = [room.number for room in desk.rooms()]
        if desk.hotel.hotel != owner or self.door not in known:
            raise WorldError(
                f"the dispatch office in {self._folder} is owner {desk.hotel.hotel} with "
                f"{len(known)} doors, and issues nothing for lock {owner}:{number}"
            )

    def _install(self, desk: Desk, socket: Device) -> None:
        """As it is done at any door: a round, the programmer, its visit, its results."""
        flash = self._folder / PROGRAMMER
        flash.mkdir(mode=_MODE, exist_ok=True)
        programmer = Programmer(FolderStore(flash), lambda: int(self._clock().timestamp()))
        line = ProgrammerLine(_cable(programmer))
        desk.load_programmer(line, desk.plan(RoundKind.INSTALL, [self.door]).number)
        programmer.plug_into_lock(_cable(socket))
        shown = programmer.press(Key.ENTER)
        taken = desk.take_from_programmer(line)
        if not taken or not taken[-1].is_done:
            told = taken[-1].words if taken else " ".join(each.strip() for each in shown)
            raise WorldError(f"the lock of {self.door} could not be installed: {told}")

    @contextmanager
    def _desk(self, card: str | None = None) -> Iterator[Desk]:
        """card: what is written on the one that lies in the writer."""
        if not self._is_set_up:
            owner, number = self.place
            raise WorldError(
                f"lock {owner}:{number} has an owner, and the office that installed it is not in "
                f"{self._folder}: nobody else issues work orders for it"
            )
        with _in_words():
            writer = CardFolder(self._cards, card)
            with Desk(self._folder, writer, self._clock, self._random_bytes, clerk=CLERK) as desk:
                self._want_hotel(desk)
                yield desk

    def _orders(self) -> list[str]:
        """Names of this office's own, oldest first."""
        found = (path.name.removesuffix(_SUFFIX) for path in self._cards.glob(f"{_ORDER}*"))
        return sorted((name for name in found if _number(name)), key=_number)

    def _found(self, desk: Desk, stay: Stay | None) -> WorkOrder | None:
        """The one that was issued before this process, unless the desk has issued another since."""
        if stay is None or not self._orders():
            return None
        name = self._orders()[-1]
        card = guest_card(self._path(name).read_bytes())
        if card is None or card.index != stay.index:
            return None
        until = desk.hotel.time.instant(card.not_after * QUARTER_S)
        return WorkOrder(name, stay.guest or "", until, card.index)

    def _next_number(self) -> int:
        return _number(self._orders()[-1]) + 1 if self._orders() else 1

    def _path(self, name: str) -> Path:
        return self._cards / (name + _SUFFIX)


def door_name(number: int) -> str:
    """Of the cabinet with this lock."""
    return f"ATM-{number}"


def _number(name: str) -> int:
    """Of a work order; 0 where it is none."""
    digits = name.removeprefix(_ORDER)
    return int(digits) if name.startswith(_ORDER) and digits.isdecimal() else 0


def _age(path: Path) -> tuple[int, int, str]:
    """By the time of writing, and by number where two share it."""
    name = path.name.removesuffix(_SUFFIX)
    return path.stat().st_mtime_ns, _number(name), name


def _cable(device: Device) -> Link:
    return Link(MemoryTransport(device), monotonic=lambda: 0.0, first_seq=0)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except DeskRefusal as refusal:
        raise WorldError(f"dispatch office: {refusal.words}") from refusal
    except WriterFault as fault:
        raise WorldError(f"dispatch office: {fault}") from fault
