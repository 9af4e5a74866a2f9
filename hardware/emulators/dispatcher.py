"""The dispatch centre of an emulated service door: it installs the lock and issues work orders.

It stands for a desk that is elsewhere: nothing of it is in the machine, which has neither its keys
nor its line. A work order is a guest's card of the hotel locks: good at one door, for some hours,
and only until a newer one has been used there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.crypto.secret import Secret
from hardware.emulators.image import (
    Image,
    JsonValue,
    number,
    raw,
    require_format,
    stamped,
    table,
    text,
)
from hardware.emulators.nonvolatile import NonVolatile
from hardware.emulators.world_error import WorldError
from hardware.locks import chains
from hardware.locks.attributes import AttributeKey
from hardware.locks.desk.keys import HotelKeys
from hardware.locks.hotel_time import HOUR_S, quarter_begun, quarter_ended
from hardware.locks.installation import InitSettings, Installation
from hardware.locks.keycard import GuestCard
from hardware.locks.lms_sets import PUBLIC_KEY_SIZE
from hardware.locks.local_time import LocalTime
from hardware.locks.metered import Unmetered
from hardware.locks.staff_table import table as staff_table

FORMAT: Final = 1
HOURS_MAX: Final = 4  # for longer work there is a further work order
WORK_ORDERS_MAX: Final = 256  # the length of this door's chain
CARDS_KEPT_MAX: Final = 8
PERIOD_WEEKS: Final = 1
_MASTER_SIZE: Final = 32
_FREE: Final = Unmetered()


class Dispatcher:
    """Owned by the world's thread. place: owner and number of the lock."""

    def __init__(
        self,
        memory: NonVolatile,
        place: tuple[int, int] | None,
        random_bytes: Callable[[int], bytes],
    ) -> None:
        """place: None for one that has installed its lock already."""
        self._memory = memory
        image = memory.load()
        if image is None:
            assert place is not None, "a new one is told which lock"
            self.place = place
            self._master = Secret(random_bytes(_MASTER_SIZE))
            self._orders_key = random_bytes(PUBLIC_KEY_SIZE)  # nobody signs orders for this lock
            self._issued = 0
            self._cards: dict[str, str] = {}
            self._store()
            return
        require_format(image, FORMAT)
        self.place = number(image, "owner"), number(image, "lock")
        self._master = Secret(raw(image, "master"))
        self._orders_key = raw(image, "orders_key")
        self._issued = number(image, "issued")
        cards = table(image, "cards")
        self._cards = {name: text(cards, name) for name in cards}

    @property
    def cards(self) -> list[str]:
        """Names of the newest work orders, oldest first."""
        return [*self._cards]

    def installation(self, now: int) -> Installation:
        """What makes a factory lock this door's. now: the owner's seconds."""
        owner, lock = self.place
        image = chains.guest_image(_FREE, owner, lock, 0, self._value(0))
        settings = InitSettings(
            hotel=owner,
            lock=lock,
            period_weeks=PERIOD_WEEKS,
            generation=0,
            index=0,
            image=image,
            key_generation=0,
            key=self._attribute_key().k,
            local=LocalTime(0, ((0, 0), (0, 0))),
            public_key=self._orders_key,
            next_leaf=0,
        )
        return Installation(settings, staff_table({}), now)

    def issue(self, now: int, hours: int) -> str:
        """The next work order, from now on. Its name; the index is spent even if nobody uses it."""
        if self._issued >= WORK_ORDERS_MAX:
            raise WorldError(f"{WORK_ORDERS_MAX} work orders were issued, which is the most")
        owner, lock = self.place
        index = self._issued + 1
        card = GuestCard(
            hotel=owner,
            lock=lock,
            index=index,
            not_before=quarter_begun(now),
            not_after=quarter_ended(now + hours * HOUR_S),
            copy=0,
            flags=0,
            x=self._value(index),
        )
        stripe = card.sealed(_FREE, self._attribute_key()).encode()
        self._issued = index
        name = f"order-{index}"
        self._cards[name] = stripe.hex()
        while len(self._cards) > CARDS_KEPT_MAX:
            del self._cards[next(iter(self._cards))]
        self._store()
        return name

    def stripe(self, name: str) -> bytes:
        """What is on this card, which anybody can copy."""
        if name not in self._cards:
            known = ", ".join(self._cards) or "none"
            raise WorldError(f"no work order has this name; work orders: {known}")
        return bytes.fromhex(self._cards[name])

    def _value(self, index: int) -> bytes:
        owner, lock = self.place
        end = HotelKeys(self._master, owner).guest_end(lock, 0).reveal()
        return chains.guest_value(_FREE, owner, lock, (WORK_ORDERS_MAX, index), end)

    def _attribute_key(self) -> AttributeKey:
        owner, lock = self.place
        key = HotelKeys(self._master, owner).attribute_key(lock, 0)
        return AttributeKey.of(_FREE, key.reveal())

    def _store(self) -> None:
        owner, lock = self.place
        cards: dict[str, JsonValue] = dict(self._cards)
        image: Image = {
            "owner": owner,
            "lock": lock,
            "master": self._master.reveal().hex(),
            "orders_key": self._orders_key.hex(),
            "issued": self._issued,
            "cards": cards,
        }
        self._memory.store(stamped(image, FORMAT))
