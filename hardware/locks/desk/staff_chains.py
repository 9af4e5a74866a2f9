"""Staff's chains in time: one value a period, which dies with it; every 64th is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import partial
from typing import Final

from hardware.crypto.secret import Secret
from hardware.locks.chains import staff_value
from hardware.locks.desk import checkpoints
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.store import Store
from hardware.locks.hotel_time import WEEK_S, period, periods_accepted

CHAIN_WEEKS: Final = 1_560  # 29.9 years, as long as a guest's card can be dated
CHECKPOINT_STEP: Final = 64

_FIND: Final = "SELECT checkpoints FROM staff_chain WHERE serial = :serial AND epoch = :epoch"


def last_period(period_weeks: int) -> int:
    return CHAIN_WEEKS // period_weeks


def value(store: Store, serial: int, epoch: int, at: int) -> Secret:
    """c of period `at`. Raises DeskRefusal after the last one: no value would be new there."""
    last = last_period(store.facts.period_weeks)
    if at > last:
        end = store.facts.time.instant(ends(store, last))
        raise DeskRefusal(
            Reason.CLOCK,
            f"The values of staff cards end {store.facts.hours.shown(end)}: no card and no staff "
            "table is made for later. Is the PC's clock right?",
        )
    row = store.reading().execute(_FIND, {"serial": serial, "epoch": epoch}).fetchone()
    kept = _walked(store, serial, epoch).reveal() if row is None else row[0]
    return Secret(checkpoints.value(_walk(store, serial), last, CHECKPOINT_STEP, kept, at))


def prepare(store: Store, places: Iterable[tuple[int, int]]) -> None:
    """Walk the chains of these serials and epochs that nobody has walked: 4 ms each."""
    missing = [
        (serial, epoch)
        for serial, epoch in places
        if store.reading().execute(_FIND, {"serial": serial, "epoch": epoch}).fetchone() is None
    ]
    if missing:
        with store.database.transaction() as sql:
            for serial, epoch in missing:
                _keep(sql, serial, epoch, _walked(store, serial, epoch))


def period_now(store: Store) -> int:
    return period(store.now(), store.facts.period_weeks)


def period_for_renewal(store: Store) -> int:
    """The newest that locks accept now: the next one, from 12 hours before it begins."""
    return periods_accepted(store.now(), store.facts.period_weeks)[-1]


def begins(store: Store, at: int) -> int:
    """Hotel seconds."""
    return at * store.facts.period_weeks * WEEK_S


def ends(store: Store, at: int) -> int:
    """Hotel seconds; locks go on for another 24 hours, see hotel_time."""
    return begins(store, at + 1)


def _walked(store: Store, serial: int, epoch: int) -> Secret:
    """The values of periods 63, 127, … and of the last one, in this order."""
    end = store.keys.staff_end(serial, epoch).reveal()
    last = last_period(store.facts.period_weeks)
    return Secret(checkpoints.walked(_walk(store, serial), last, CHECKPOINT_STEP, end))


def _walk(store: Store, serial: int) -> checkpoints.Walk:
    return partial(staff_value, store.crypto, store.facts.hotel, serial)


def _keep(sql: sqlite3.Connection, serial: int, epoch: int, kept: Secret) -> None:
    sql.execute(
        """INSERT OR REPLACE INTO staff_chain (serial, epoch, checkpoints)
        VALUES (:serial, :epoch, :checkpoints)""",
        {"serial": serial, "epoch": epoch, "checkpoints": kept.reveal()},
    )
