"""What a clerk does for guests: who gets which index of a room, and which date.

A new guest, a lost card and a stay that had expired take the room's next index; a duplicate and an
extension in time take the present one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hardware.locks.desk import stays
from hardware.locks.desk.guest_cards import PlannedCard, drafted, next_card
from hardware.locks.desk.issuing import CardMade, issue
from hardware.locks.desk.orders_under_way import cards_may_end_until
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.rooms import (
    COPIES_MAX,
    ESCORT_GOES,
    ESCORT_WENT,
    RoomRow,
    StayRow,
    room_row,
    stay_row,
)
from hardware.locks.desk.store import Deed, Store
from hardware.locks.desk.stripe_writer import StripeWriter
from hardware.locks.hotel_time import DAY_S, QUARTER_S, quarter_begun, quarter_ended

NAME_LENGTH_MAX: Final = 80
STAY_S_MAX: Final = 366 * DAY_S


@dataclass(frozen=True, slots=True)
class StayEnded:
    """opens_until: until then the old card opens, unless the next guest enters before."""

    number: str
    opens_until: datetime


class Guests:
    """What a clerk does for guests. Raises DeskRefusal, and has then changed nothing but said."""

    def __init__(self, store: Store, writer: StripeWriter) -> None:
        self._store = store
        self.writer = writer

    def check_in(self, number: str, guest: str | None, departure: datetime) -> CardMade:
        row = self._room(number)
        guest = _name(guest)
        now = self._store.now()
        departs = self._departs(departure, now)
        self._want_vacant(row)
        card = next_card(row, self._backups(), now, departs)

        def made(deed: Deed) -> None:
            stays.begin(deed, row, guest, card.k, departs)

        return self._issue("check-in", row, card, made, _not_known_to_be_free(row))

    def duplicate(self, number: str) -> CardMade:
        row = self._room(number)
        stay = self._stay(row)
        now = self._store.now()
        _want_not_over(row, stay, now)
        _want_present_chain(row, stay)
        if stay.copies >= COPIES_MAX:
            raise DeskRefusal(
                Reason.TOO_MANY_COPIES,
                f"{COPIES_MAX} duplicates were made for room {number}. `lost` makes one new card, "
                "and all of these stop working",
            )
        card = PlannedCard(stay.k, stay.copies + 1, stay.arrived, stay.departs, is_new=False)
        return self._issue("duplicate", row, card, lambda _: None)

    def extend(self, number: str, departure: datetime) -> CardMade:
        """Before the card has expired it is dated anew; afterwards it is a new one."""
        row = self._room(number)
        stay = self._stay(row)
        now = self._store.now()
        departs = self._departs(departure, now)
        if departs <= stay.departs:
            raise DeskRefusal(
                Reason.DEPARTURE,
                f"Room {number} is booked until {self._shown(stay.departs)} already. A card keeps "
                "the date that is on it: to end a stay earlier, check out",
            )
        if stay.departs > now and stay.generation == row.generation:
            card = PlannedCard(stay.k, 0, stay.arrived, departs, is_new=False)
            advice = _others(stay, "keep the old date: bring them, too")
        else:
            card = next_card(row, self._backups(), now, departs)
            advice = _others(stay, "open no longer")

        def made(deed: Deed) -> None:
            if card.is_new:
                stays.presume(deed, row.lock, stay)
            stays.redate(deed, row, stay, card.k, card.departs, keeps_first=not card.is_new)

        return self._issue("extend", row, card, made, advice)

    def lost(self, number: str) -> CardMade:
        row = self._room(number)
        stay = self._stay(row)
        now = self._store.now()
        _want_not_over(row, stay, now)
        card = next_card(row, self._backups(), now, stay.departs)
        words = (
            "The lost card opens until the new one has opened the door once. If it may have been "
            "stolen, go along now"
        )
        advice = (words, *_others(stay, "stop working then, too"))

        def made(deed: Deed) -> None:
            stays.redate(deed, row, stay, card.k, card.departs, keeps_first=True)

        return self._issue("lost", row, card, made, advice)

    def move(self, number: str, to: str) -> CardMade:
        if number.strip() == to.strip():
            raise DeskRefusal(Reason.WRONG_INPUT, f"The guest is in room {number} already")
        source, target = self._room(number), self._room(to)
        stay = self._stay(source)
        now = self._store.now()
        _want_not_over(source, stay, now)
        self._want_vacant(target)
        card = next_card(target, self._backups(), now, stay.departs)
        words = (
            f"Take the old card back: it opens {number} until {self._shown(stay.departs)}, or "
            "until the next guest there has entered"
        )

        def made(deed: Deed) -> None:
            stays.end(deed, stay)
            stays.begin(deed, target, stay.guest, card.k, stay.departs)
            deed.told["from"] = number

        advice = (words, *_not_known_to_be_free(target))
        return self._issue("move", target, card, made, advice)

    def check_out(self, number: str) -> StayEnded:
        row = self._room(number)
        stay = self._stay(row)
        with self._store.deed("check-out", room=number) as deed:
            stays.forget_names(deed)
            stays.presume(deed, row.lock, stay)
            stays.end(deed, stay)
        return StayEnded(number, self._store.facts.time.instant(stay.departs))

    def entered(self, number: str) -> None:
        """The present guest was seen in the room: a card of the stay has opened it, the first one.

        Who went along with the newest card, after `escort`, has seen that one open.
        """
        row = self._room(number)
        stay = self._stay(row)
        _want_present_chain(row, stay)
        has_seen_newest = row.escort == ESCORT_WENT and stay.k == row.issued
        k = stay.k if has_seen_newest else stay.first_k
        with self._store.deed("entered", room=number, index=str(k)) as deed:
            stays.believe(deed, row.lock, k)

    def escort(self, number: str) -> None:
        """Somebody goes along with the next card, and sees whether it opens the door."""
        row = self._room(number)
        with self._store.deed("escort", room=number) as deed:
            deed.sql.execute(
                "UPDATE room SET escort = :goes WHERE lock = :lock",
                {"goes": ESCORT_GOES, "lock": row.lock},
            )

    def _issue(
        self,
        name: str,
        row: RoomRow,
        card: PlannedCard,
        made: Callable[[Deed], None],
        advice: tuple[str, ...] = (),
    ) -> CardMade:
        draft = drafted(self._store, row, card)
        written = issue(self._store, self.writer, name, draft, made)
        instant = self._store.facts.time.instant
        return CardMade(
            holder=row.number,
            index=card.k,
            copy=card.copy,
            opens_from=instant(quarter_begun(card.arrived) * QUARTER_S),
            opens_until=instant(quarter_ended(card.departs) * QUARTER_S),
            card=written,
            advice=(*advice, *_door_advice(row, card), *self._ends_early(row)),
        )

    def _ends_early(self, row: RoomRow) -> tuple[str, ...]:
        end = cards_may_end_until(self._store, row)
        if end is None:
            return ()
        until = self._store.facts.hours.shown(end)
        words = (
            f"An order that ends the cards of {row.number} is on its way until {until}: leave "
            "that door out. If it was carried out, take the results and make the card again by "
            "`lost`"
        )
        return (words,)

    def _room(self, number: str) -> RoomRow:
        return room_row(self._store.reading(), number)

    def _stay(self, row: RoomRow) -> StayRow:
        stay = stay_row(self._store.reading(), row.lock)
        if stay is None:
            raise DeskRefusal(Reason.NOT_OCCUPIED, f"Nobody stays in room {row.number}")
        return stay

    def _want_vacant(self, row: RoomRow) -> None:
        stay = stay_row(self._store.reading(), row.lock)
        if stay is not None:
            raise DeskRefusal(
                Reason.OCCUPIED,
                f"Somebody stays in room {row.number} until {self._shown(stay.departs)}. "
                "Check out first; for the same guest it is `duplicate`, `lost` or `extend`",
            )

    def _departs(self, departure: datetime, now: int) -> int:
        shown = self._store.facts.hours.shown(departure)
        if departure <= self._store.facts.time.instant(now):
            raise DeskRefusal(Reason.DEPARTURE, f"{shown} has passed: when does the guest leave?")
        if departure > self._store.facts.time.instant(now + STAY_S_MAX):
            raise DeskRefusal(
                Reason.DEPARTURE, f"{shown} is more than a year ahead. Is the year right?"
            )
        return self._store.seconds(departure)

    def _backups(self) -> int:
        return int(self._store.reading().execute("SELECT backups FROM hotel").fetchone()[0])

    def _shown(self, seconds: int) -> str:
        return self._store.facts.hours.shown(self._store.facts.time.instant(seconds))


def _name(guest: str | None) -> str | None:
    name = " ".join((guest or "").split())
    if len(name) > NAME_LENGTH_MAX or not name.isprintable():
        raise DeskRefusal(
            Reason.WRONG_INPUT, f"A name has at most {NAME_LENGTH_MAX} printable characters"
        )
    return name or None


def _want_not_over(row: RoomRow, stay: StayRow, now: int) -> None:
    if stay.departs <= now:
        raise DeskRefusal(
            Reason.DEPARTURE, f"The stay in {row.number} is over. `extend` it, or check out"
        )


def _want_present_chain(row: RoomRow, stay: StayRow) -> None:
    """The same index of the new chain may lie far ahead: who held it would hold all before it."""
    if stay.generation != row.generation:
        raise DeskRefusal(
            Reason.CHAIN_ENDS,
            f"The lock of {row.number} has new indexes since this guest's card was made: `lost` "
            "makes one that opens",
        )


def _others(stay: StayRow, what: str) -> tuple[str, ...]:
    return (f"Its duplicates ({stay.copies}) {what}",) if stay.copies else ()


def _not_known_to_be_free(row: RoomRow) -> tuple[str, ...]:
    """After a restore, until the room has shown how far it is: who came since is not known."""
    if not row.jumped:
        return ()
    words = (
        f"This desk was restored, and does not know who has come to {row.number} since its "
        "backup: make sure that nobody stays there before you hand this card out"
    )
    return (words,)


def _door_advice(row: RoomRow, card: PlannedCard) -> tuple[str, ...]:
    found = []
    if row.state != "installed":
        found.append(f"The lock of {row.number} is not installed yet, as far as the desk knows")
    if row.altered:
        found.append(f"The memory of {row.number}'s lock was changed: have it looked at first")
    if card.is_new and row.is_far_ahead:
        found.append(
            "Go along. If the door opens, tell the desk `entered`; if the lock says AHEAD, "
            "`plan resync` makes an order for it"
        )
    return tuple(found)
