"""Orders that the attacker makes of the visits it heard: sent again, cut up, put together, changed.

A lock is broken into if anything that an order can change has changed: what desk and lock must
agree on, the next leaf, or the count of what lasts in its audit, where every opening is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import product
from typing import Final

from hardware.errors import HardwareError
from hardware.locks.cable import PIECE_SIZE_MAX, CableOp, chunk_request, live
from hardware.locks.firmware import memory_map
from hardware.locks.hotel.attack_scene import Heard, Scene
from hardware.locks.hotel.doors import Door
from hardware.locks.installation import InitSettings
from hardware.locks.lms_key import SigningKey
from hardware.locks.lms_sets import D_MESSAGE, HASH_SIZE, OneTimeSet, PublicKey, TreeSet, digits
from hardware.locks.lms_tree import make_key
from hardware.locks.metered import Unmetered
from hardware.locks.order_commands import Decommission, Open, Resync, SetClock
from hardware.locks.orders import Order
from hardware.locks.rounds import Path, message_of
from hardware.locks.staff_table import CHUNKS

PIECES_CUT: Final = 8
STEPS_TRIED: Final = 4
BYTES_STRIDE: Final = 7

_FREE: Final = Unmetered()
_HEAD_SIZE: Final = 8 + HASH_SIZE  # q, the one-time set's typecode, the randomizer
_KEPT: Final = (
    memory_map.STATE,
    memory_map.HOTEL,
    memory_map.LOCK,
    memory_map.GENERATION,
    memory_map.GUEST_INDEX,
    memory_map.GUEST_IMAGE,
    memory_map.KEY_GENERATION,
    memory_map.ATTRIBUTE_KEY,
    memory_map.LOCAL_TIME,
    memory_map.PUBLIC_KEY,
    memory_map.NEXT_LEAF,
    memory_map.STAFF,
    memory_map.LASTING_WRITTEN,
)


@dataclass(slots=True)
class OrdersTried:
    """By family: tries, and tries after which a lock was another one."""

    made: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    title: str = "orders"

    @property
    def total(self) -> int:
        return self.made.total()

    @property
    def broken(self) -> int:
        return self.changed.total()

    def shown(self) -> str:
        rows = [f"{self.title}:", f"  {'family':34} {'made':>9} {'broken':>19}"]
        rows += [
            f"  {name:34} {count:9,} {self.changed[name]:19,}" for name, count in self.made.items()
        ]
        return "\n".join(rows) + "\n\n"


@dataclass(frozen=True, slots=True)
class Forged:
    """What is sent as an order, its path and its signature."""

    order: bytes
    path: bytes
    signature: bytes


def try_orders(made: Scene) -> OrdersTried:
    """All families at the doors of the first hotel."""
    tried = OrdersTried()
    now = made.hotel.now()
    for name, family in _FAMILIES.items():
        for number, forged in family(made):
            door = made.hotel.doors[number]
            _count(tried, name, door, partial(send, door, forged, now))
    for number, door in made.hotel.doors.items():
        for heard in made.heard:
            _count(tried, "a visit sent again", door, partial(_replay, door, heard))
        for ask in _unsigned(made, number):
            _count(tried, "without any signature", door, partial(_ask, door, *ask))
    return tried


def send(door: Door, forged: Forged, now: int) -> None:
    """As the programmer sends an order, and then asks for each of its steps."""
    try:
        link = door.cable()
        link.exchange(CableOp.ORDER, live(now) + forged.order)
        link.exchange(CableOp.PATH, forged.path)
        for at in range(0, len(forged.signature), PIECE_SIZE_MAX):
            piece = forged.signature[at : at + PIECE_SIZE_MAX]
            link.exchange(CableOp.SIGNATURE, at.to_bytes(2, "big") + piece)
    except HardwareError:
        pass
    for step in range(STEPS_TRIED):
        _ask(door, CableOp.EXECUTE, bytes((step,)) + live(now))


def state_of(door: Door) -> tuple[bytes, ...]:
    """All that an order can change."""
    return tuple(door.memory.read(each) for each in _KEPT)


def _count(tried: OrdersTried, name: str, door: Door, deed: Callable[[], None]) -> None:
    before = state_of(door)
    deed()
    tried.made[name] += 1
    if before != state_of(door):
        tried.changed[name] += 1


def _as_heard(heard: Heard) -> Forged:
    return Forged(heard.job.order.encode(), heard.job.path.encode(), heard.signature)


def _sent_again(made: Scene) -> Iterator[tuple[str, Forged]]:
    """Every order at every door."""
    for heard, number in product(made.heard, made.hotel.doors):
        yield number, _as_heard(heard)


def _put_together(made: Scene) -> Iterator[tuple[str, Forged]]:
    """Order, path and signature of different visits."""
    newest = made.heard[-2:] + made.heard[:2]
    for one, path, signature in product(newest, repeat=3):
        later = replace(one.job.order, q=made.heard[-1].job.order.q + 1)
        for order in (one.job.order, later):
            yield one.number, Forged(order.encode(), path.job.path.encode(), signature.signature)


def _pieces(made: Scene) -> Iterator[tuple[str, Forged]]:
    """Signatures put together of two, cut between chains."""
    last, first = made.heard[-1], made.heard[0]
    order = replace(last.job.order, q=last.job.order.q + 1).encode()
    path = last.job.path.encode()
    for cut in range(_HEAD_SIZE, len(last.signature), HASH_SIZE * PIECES_CUT):
        for one, other in ((first, last), (last, first)):
            joined = one.signature[:cut] + other.signature[cut:]
            yield last.number, Forged(order, path, joined)


def _changed(made: Scene) -> Iterator[tuple[str, Forged]]:
    """A newer number, another door, another time, other commands, single bytes."""
    heard = made.heard[-1]
    order, path = heard.job.order, heard.job.path.encode()
    q = order.q + 1
    for number, door in made.hotel.doors.items():
        lock = door.memory.number(memory_map.LOCK)
        mine = replace(order, q=q, lock=lock)
        local = next(each for each in order.commands if isinstance(each, SetClock))
        image = door.memory.read(memory_map.GUEST_IMAGE)
        for commands in (
            (local, Open()),
            (local, Decommission()),
            (local, Resync(0, 60_000, image)),
            (local,),
        ):
            changed = replace(mine, commands=commands)
            late = replace(changed, not_after=changed.not_after + 10**6)
            for each in (changed, late, replace(changed, q=2**32 - 1)):
                yield number, Forged(each.encode(), path, heard.signature)
    content = replace(order, q=q).encode()
    for at in range(0, len(content), BYTES_STRIDE):
        flipped = content[:at] + bytes((content[at] ^ 1,)) + content[at + 1 :]
        yield heard.number, Forged(flipped, path, heard.signature)


def _hashed_on(made: Scene) -> Iterator[tuple[str, Forged]]:
    """A wanted order under a signature whose chains are climbed on as far as they can be."""
    heard = made.heard[-1]
    door = made.hotel.doors[heard.number]
    key = PublicKey.from_bytes(door.memory.read(memory_map.PUBLIC_KEY))
    order = heard.job.order
    local = next(each for each in order.commands if isinstance(each, SetClock))
    for late in range(20):
        wanted = replace(order, not_after=order.not_after + late, commands=(local, Open()))
        for q in (order.q, order.q + 1):
            content = replace(wanted, q=q).encode()
            signature = _climbed(key, heard, content, q)
            yield heard.number, Forged(content, heard.job.path.encode(), signature)


def _climbed(key: PublicKey, heard: Heard, content: bytes, q: int) -> bytes:
    order, signature = heard.job.order, heard.signature
    old = _digest(key, signature, heard.job.order.encode(), order, heard.job.path)
    new = _digest(key, signature, content, replace(order, q=q), heard.job.path)
    prefix = key.identifier + signature[:4]
    made = bytearray(signature)
    steps = zip(digits(key.one_time, old), digits(key.one_time, new), strict=True)
    for chain, (has, wants) in enumerate(steps):
        at = _HEAD_SIZE + chain * HASH_SIZE
        value = signature[at : at + HASH_SIZE]
        for step in range(has, wants):
            place = prefix + chain.to_bytes(2, "big") + bytes((step,))
            value = _FREE.sha256(place + value)
        made[at : at + HASH_SIZE] = value
    return bytes(made)


def _digest(key: PublicKey, signature: bytes, content: bytes, order: Order, path: Path) -> bytes:
    message = message_of(_FREE, content, order.hotel, order.q, path)
    c = signature[8 : 8 + HASH_SIZE]
    return _FREE.sha256(key.identifier + signature[:4] + D_MESSAGE + c + message)


def _own_key(made: Scene) -> Iterator[tuple[str, Forged]]:
    """Signed properly, with a key of the attacker's own."""
    seed, identifier = made.draws.bytes(32), made.draws.bytes(16)
    material = make_key(TreeSet.H5, OneTimeSet.N32_W4, identifier=identifier, seed=seed)
    heard = made.heard[-1]
    door = made.hotel.doors[heard.number]
    real = PublicKey.from_bytes(door.memory.read(memory_map.PUBLIC_KEY))
    borrowed = make_key(TreeSet.H5, OneTimeSet.N32_W4, identifier=real.identifier, seed=seed)
    for each in (material, borrowed):
        q = heard.job.order.q + 1
        signer = SigningKey(each, next_leaf=q, commit=lambda _leaf: None)
        order = replace(heard.job.order, q=signer.take_leaf(), commands=(Open(),))
        message = message_of(_FREE, order.encode(), order.hotel, q, Path(0, ()))
        yield heard.number, Forged(order.encode(), Path(0, ()).encode(), signer.sign(q, message))


def _replay(door: Door, heard: Heard) -> None:
    for packet in heard.packets:
        door.receive(packet)


def _unsigned(made: Scene, number: str) -> Iterator[tuple[CableOp, bytes]]:
    """Every request that changes something, to a lock that waits for nothing."""
    door, now = made.hotel.doors[number], made.hotel.now()
    heard = made.heard[0]
    local = next(each for each in heard.job.order.commands if isinstance(each, SetClock)).local
    settings = InitSettings(
        0xE711, 1, 1, 0, 0, bytes(16), 0, bytes(16), local,
        door.memory.read(memory_map.PUBLIC_KEY), 0,
    )  # fmt: skip
    yield CableOp.INIT_BEGIN, settings.encode()
    for chunk in range(CHUNKS):
        yield CableOp.INIT_CHUNK, chunk_request(chunk, bytes(528))
        yield CableOp.CHUNK, chunk_request(chunk, bytes(528))
    yield CableOp.INIT_END, live(now)
    for step in range(STEPS_TRIED):
        yield CableOp.EXECUTE, bytes((step,)) + live(now)
    yield CableOp.AUDIT, b"\0\0"
    yield CableOp.AUDIT_END, b""


def _ask(door: Door, op: CableOp, payload: bytes) -> None:
    try:
        door.cable().exchange(op, payload)
    except HardwareError:
        return


_FAMILIES: Final[dict[str, Callable[[Scene], Iterator[tuple[str, Forged]]]]] = {
    "an order sent again": _sent_again,
    "parts of several visits": _put_together,
    "pieces of two signatures": _pieces,
    "orders changed": _changed,
    "signatures hashed on": _hashed_on,
    "signed with the attacker's key": _own_key,
}
