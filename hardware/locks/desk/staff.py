"""Staff's master cards: hired, lost, fired, renewed. Nobody else's card is ever touched by it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from hardware.crypto.secret import Secret
from hardware.locks.desk import slots, staff_chains
from hardware.locks.desk.issuing import AGAIN, CardMade, Draft, begun_for_staff, issue
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.rooms import room_rows
from hardware.locks.desk.store import Deed, Store
from hardware.locks.desk.stripe_writer import StripeWriter
from hardware.locks.hotel_time import EARLIER_PERIOD_S
from hardware.locks.keycard import StaffCard

NAME_LENGTH_MAX: Final = 80


class StaffState(Enum):
    WORKS = "works"
    LOST = "lost"  # this card; the person has another serial now
    FIRED = "fired"
    UNKNOWN = "unknown"  # a place that may have been taken after the backup that was restored


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One serial, which is one place in the locks.

    Attributes:
        person: the first serial that this person had.
        opens_until: of the newest card; None if none was made.
        needs_renewal: the newest card does not open any longer.
    """

    serial: int
    person: int
    name: str
    state: StaffState
    began: datetime
    opens_until: datetime | None
    needs_renewal: bool


@dataclass(frozen=True, slots=True)
class _Row:
    serial: int
    slot: int
    epoch: int
    person: int
    name: str
    began: int
    state: str
    period: int | None


_STAFF: Final = "SELECT serial, slot, epoch, person, name, began, state, period FROM staff"


class Staff:
    """What a clerk does for staff. Raises DeskRefusal."""

    def __init__(self, store: Store, writer: StripeWriter) -> None:
        self._store = store
        self.writer = writer

    def hire(self, name: str) -> CardMade:
        """A card that opens every installed lock at once, without a visit."""
        return self._issue(
            "hire",
            lambda deed: _took_place(deed, _name(name), None),
            known="{name} is hired already, with the number {serial}",
        )

    def staff(self) -> tuple[StaffMember, ...]:
        """Everybody who ever had a serial, those who work first."""
        rows = self._store.reading().execute(f"{_STAFF} ORDER BY state != 'works', name, serial")
        return tuple(self._shown(_Row(*row)) for row in rows)

    def staff_card(self, serial: int) -> CardMade:
        """The card again, for the present period: when a writing failed, or a card wore out."""
        row = self._working(serial)
        return self._issue("staff-card", lambda _: row)

    def renew(self, serial: int) -> CardMade:
        """The card for the newest period that locks accept."""
        row = self._working(serial)
        return self._issue("renew", lambda _: row, staff_chains.period_for_renewal(self._store))

    def staff_lost(self, serial: int) -> CardMade:
        """A new card with the next place; the old place is revoked, door by door."""
        row = self._working(serial)

        def replaced(deed: Deed) -> _Row:
            deed.told["lost"] = str(serial)
            try:
                taken = _took_place(deed, row.name, row.person)
            except DeskRefusal as refusal:
                words = f"{refusal.words}. The lost card is not revoked so: `fire {serial}` does it"
                raise DeskRefusal(refusal.reason, words) from None
            _end(deed, row, StaffState.LOST)
            return taken

        advice = (
            f"The lost card {serial} opens every door that nobody has been to yet: `plan revoke` "
            "makes the round"
        )
        if not any(door.state == "installed" for door in room_rows(self._store.reading())):
            advice = f"No lock is installed, so the lost card {serial} opens no door"
        known = f"Card {serial} is revoked already, and {{name}} has the number {{serial}}"
        return self._issue("staff-lost", replaced, advice=(advice,), known=known)

    def fire(self, serial: int) -> StaffMember:
        """The card dies door by door, with the round; or everywhere at the end of its period."""
        row = self._working(serial)
        with self._store.deed("fire", serial=str(serial)) as deed:
            _end(deed, row, StaffState.FIRED)
        return self._shown(_row(self._store.reading(), serial))

    def is_checked(self) -> bool:
        """Whether no restore waits for somebody to look through the list."""
        row = self._store.reading().execute("SELECT staff_unchecked FROM hotel").fetchone()
        return not row[0]

    def checked(self) -> None:
        """After a restore, somebody has looked through the list of staff."""
        with self._store.deed("staff-checked") as deed:
            deed.sql.execute("UPDATE hotel SET staff_unchecked = 0")

    def _issue(
        self,
        name: str,
        whose: Callable[[Deed], _Row],
        period: int | None = None,
        advice: tuple[str, ...] = (),
        known: str = "",
    ) -> CardMade:
        """known: what a card that fails leaves true, as a sentence; then the place is taken, and
        what is done again is the card alone."""
        now = staff_chains.period_now(self._store) if period is None else period
        held: list[_Row] = []

        def drafted(deed: Deed) -> Draft:
            row = whose(deed)
            held.append(row)
            deed.told |= {"serial": str(row.serial), "period": str(now)}
            number = begun_for_staff(deed, serial=row.serial, epoch=row.epoch, period=now)
            return Draft(
                number,
                self._stripe(row, now),
                holder=f"{row.name} ({row.serial})",
                serial=row.serial,
                again=f"make it with `staff-card {row.serial}`" if known else AGAIN,
                known=known.format(name=row.name, serial=row.serial),
            )

        def made(deed: Deed) -> None:
            deed.sql.execute(
                "UPDATE staff SET period = :period WHERE serial = :serial",
                {"period": now, "serial": held[0].serial},
            )

        card = issue(self._store, self.writer, name, drafted, made)
        instant = self._store.facts.time.instant
        return CardMade(
            holder=f"{held[0].name} ({held[0].serial})",
            index=now,
            copy=0,
            opens_from=instant(staff_chains.begins(self._store, now)),
            opens_until=instant(staff_chains.ends(self._store, now) + EARLIER_PERIOD_S),
            card=card,
            advice=advice,
            serial=held[0].serial,
        )

    def _stripe(self, row: _Row, period: int) -> Secret:
        c = staff_chains.value(self._store, row.serial, row.epoch, period)
        hotel = self._store.facts.hotel
        card = StaffCard(hotel, row.serial, row.slot, row.epoch, period, c.reveal())
        return Secret(card.encode())

    def _working(self, serial: int) -> _Row:
        row = _row(self._store.reading(), serial)
        if row.state == StaffState.UNKNOWN.value:
            words = f"The number {serial} is nobody's here: the restore revoked it"
            raise DeskRefusal(Reason.STAFF_ENDED, words)
        if row.state != StaffState.WORKS.value:
            raise DeskRefusal(
                Reason.STAFF_ENDED, f"Card {serial} was ended ({row.state}); `staff` lists all"
            )
        return row

    def _shown(self, row: _Row) -> StaffMember:
        instant = self._store.facts.time.instant
        until = None
        if row.period is not None:
            until = instant(staff_chains.ends(self._store, row.period) + EARLIER_PERIOD_S)
        works = row.state == StaffState.WORKS.value
        return StaffMember(
            serial=row.serial,
            person=row.person,
            name=row.name,
            state=StaffState(row.state),
            began=instant(row.began),
            opens_until=until,
            needs_renewal=works and (until is None or until <= self._store.clock()),
        )


def _took_place(deed: Deed, name: str, person: int | None) -> _Row:
    slot = slots.take(deed)
    row = _Row(
        slot.serial, slot.slot, slot.epoch, person or slot.serial, name, deed.now, "works", None
    )
    deed.sql.execute(
        """INSERT INTO staff (serial, slot, epoch, person, name, began, state)
        VALUES (:serial, :slot, :epoch, :person, :name, :began, 'works')""",
        {
            "serial": row.serial,
            "slot": row.slot,
            "epoch": row.epoch,
            "person": row.person,
            "name": row.name,
            "began": row.began,
        },
    )
    return row


def _end(deed: Deed, row: _Row, state: StaffState) -> None:
    version = slots.revoke(deed, row.serial)
    deed.sql.execute(
        "UPDATE staff SET state = :state, revoked = :version WHERE serial = :serial",
        {"state": state.value, "version": version, "serial": row.serial},
    )


def _row(sql: sqlite3.Connection, serial: int) -> _Row:
    row = sql.execute(f"{_STAFF} WHERE serial = :serial", {"serial": serial}).fetchone()
    if row is None:
        raise DeskRefusal(Reason.NO_STAFF, f"Nobody has the number {serial}; `staff` lists all")
    return _Row(*row)


def _name(name: str) -> str:
    found = " ".join(name.split())
    if not found or len(found) > NAME_LENGTH_MAX or not found.isprintable():
        raise DeskRefusal(
            Reason.WRONG_INPUT, f"A name has 1 to {NAME_LENGTH_MAX} printable characters"
        )
    return found
