"""A lock on a bench with a programmer's cable, orders signed by the hotel's key, and power cuts."""

from functools import cache

from hardware.locks import orders, rounds
from hardware.locks.attributes import AttributeKey
from hardware.locks.cable import CableOp, LockHello, live
from hardware.locks.chains import guest_image, guest_step
from hardware.locks.firmware.crystal import Crystal
from hardware.locks.firmware.lock import Lock
from hardware.locks.firmware.memory import Memory
from hardware.locks.firmware.memory_map import MAP
from hardware.locks.firmware.visits import Visits
from hardware.locks.installation import InitSettings
from hardware.locks.keycard import GuestCard
from hardware.locks.lms_key import KeyMaterial, SigningKey
from hardware.locks.lms_sets import OneTimeSet, TreeSet
from hardware.locks.lms_tree import make_key
from hardware.locks.local_time import LocalTime
from hardware.locks.metered import Meter, Unmetered
from hardware.locks.orders import Order
from hardware.locks.programmer.jobs import Door, InstallationJob, OrderJob
from hardware.locks.programmer.visit import Visit
from hardware.locks.staff_table import StaffSlot, table
from hardware.protocol.link import Link
from hardware.transport.memory import MemoryTransport

FREE = Unmetered()
HOTEL = 0xABCDEF
HARDWARE_ID = bytes(range(8))
START = 1_000_000
HOUR = 3_600
KEY, NEXT_KEY = b"K" * 16, b"L" * 16
LOCAL = LocalTime(60, ((2_000_000, 120), (3_000_000, 60)))
X2 = b"x" * 16  # of index 2
X1 = guest_step(FREE, HOTEL, 7, 2, X2)
X0 = guest_step(FREE, HOTEL, 7, 1, X1)


@cache
def material(name: bytes = b"hotel") -> KeyMaterial:
    return make_key(
        TreeSet.H5,
        OneTimeSet.N32_W4,
        identifier=name.ljust(16, b"."),
        seed=name.ljust(32, b"."),
    )


def staff(lock, *, period=0, first=1):
    slots = {i: StaffSlot(first + i, period, bytes((lock,)) * 16, 0) for i in range(100)}
    return table(slots)


def settings(lock=7, *, next_leaf=0, hotel=HOTEL, key=KEY):
    image = guest_image(FREE, hotel, lock, 0, X0)
    public_key = material().public_key.to_bytes()
    return InitSettings(hotel, lock, 1, 0, 0, image, 0, key, LOCAL, public_key, next_leaf)


def installation(lock=7, **changes):
    return InstallationJob(
        Door(lock, lock // 100, f"Room {lock}"), settings(lock, **changes), staff(lock)
    )


class Bench:
    """One lock, its programmer's clock, and the hotel's signing key (or another's)."""

    def __init__(self, lock=7, *, owned=True):
        self.seconds = 0
        self.memory = Memory.from_factory(HARDWARE_ID)
        self.crystal = Crystal(lambda: self.seconds)
        self.meter = Meter()
        self.number = lock
        self.make_lock()
        if owned:
            self.visit().carry_out(installation(lock), b"")
            assert self.lock.is_owned

    def make_lock(self):
        self.lock = Lock(self.memory, self.crystal, self.meter, port=Visits())

    def receive(self, data):
        return self.lock.packet(data)

    def now(self):
        return START + self.seconds

    def link(self):
        return Link(MemoryTransport(self), monotonic=lambda: 0.0, first_seq=0)

    def visit(self):
        return Visit(self.link(), now=self.now)

    def ask(self, op, payload=b""):
        return self.link().exchange(op, payload)

    def hello(self):
        return LockHello.decode(self.ask(CableOp.HELLO))

    def swipe(self, index, x, *, key=KEY):
        """A guest's card of this lock, with dates that are right now."""
        quarter = self.now() // 900
        card = GuestCard(HOTEL, self.number, index, quarter - 4, quarter + 96, 0, 0, x, bytes(12))
        return self.lock.swipe(card.sealed(FREE, AttributeKey.of(FREE, key)).encode()).why

    def agreed(self):
        """All that an order can change, and nothing of an order on its way."""
        names = {
            "state", "hotel", "lock", "generation", "guest index", "guest image", "key generation",
            "attribute key", "local time", "public key", "next leaf", "staff",
        }  # fmt: skip
        return {each.name: self.memory.read(each) for each in MAP if each.name in names}

    def deeds(self):
        return [each.what for each in self.lock.audit()]

    def pull_batteries(self, away_s=0):
        self.lock.power_lost()
        self.seconds += away_s
        self.lock.power_back()


def signed_jobs(
    q, commands_of, *, locks=(7, 8, 9), name=b"hotel", window=(-HOUR, 48 * HOUR), hotel=HOTEL
):
    """Jobs by lock and the signature of a round. commands_of: gets the lock."""
    key = SigningKey(material(name), next_leaf=q, commit=lambda _: None)

    def orders_for(leaf):
        start, end = START + window[0], START + window[1]
        return [Order(hotel, each, leaf, start, end, tuple(commands_of(each))) for each in locks]

    made = rounds.signed_round(FREE, key, hotel, orders_for)
    jobs = {
        each.order.lock: OrderJob(
            Door(each.order.lock, 0, f"Room {each.order.lock}"),
            each.order,
            each.path,
            staff(each.order.lock, period=1, first=500)
            if any(c.op is orders.Op.STAFF_TABLE for c in each.order.commands)
            else b"",
        )
        for each in made.orders
    }
    return jobs, made.orders[0].signature


def order_payload(job, at):
    return live(at) + job.order.encode()
