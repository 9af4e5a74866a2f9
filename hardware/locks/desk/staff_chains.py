"""Staff's chains in time: one value a period, which dies with it."""

from __future__ import annotations

from typing import Final

from hardware.crypto.secret import Secret
from hardware.locks.chains import staff_value
from hardware.locks.desk.store import Store
from hardware.locks.hotel_time import WEEK_S, period, periods_accepted

CHAIN_WEEKS: Final = 1_560  # 29.9 years, as long as a guest's card can be dated


def last_period(period_weeks: int) -> int:
    return CHAIN_WEEKS // period_weeks


def value(store: Store, serial: int, epoch: int, at: int) -> Secret:
    """c of period `at`; up to 1,560 hashes, a few milliseconds."""
    end = store.keys.staff_end(serial, epoch).reveal()
    down = (last_period(store.facts.period_weeks), at)
    return Secret(staff_value(store.crypto, store.facts.hotel, serial, down, end))


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
