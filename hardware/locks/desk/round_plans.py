"""Rounds: which doors are visited for what, signed once for all, and what is still to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from hardware.locks.desk import signing, visits
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.rooms import RoomRow, room_row, room_rows, stay_row
from hardware.locks.desk.store import Deed, Store
from hardware.locks.desk.tables_under_way import Confirmations
from hardware.locks.desk.visits import OPEN_WINDOW_S, WINDOW_S, RoundKind
from hardware.locks.installation import InitSettings
from hardware.locks.lms_key import KeyMaterial
from hardware.locks.orders import Order
from hardware.locks.programmer.jobs import Door, InstallationJob, Job, OrderJob, Package
from hardware.locks.rounds import Path, SignedRound, signed_round

# A lock that nobody has been to for half a year may be late by 26 minutes, and the programmer by a
# little; an order begins so long before it is signed.
SKEW_S: Final = 3_600

_EVERYWHERE: Final = frozenset({RoundKind.INSTALL, RoundKind.DST, RoundKind.REVOKE})
_NO_KEY: Final = bytes(16)


@dataclass(frozen=True, slots=True)
class Round:
    """
    Attributes:
        number: by which load, results and lists name it.
        open_rooms: still to be visited, by floor. done, failed: how many were.
        advice: what the clerk should know, in sentences.
    """

    number: int
    kind: RoundKind
    made: datetime
    good_until: datetime
    open_rooms: tuple[str, ...]
    done: int
    failed: int
    advice: tuple[str, ...] = ()


def plan(
    store: Store,
    kind: RoundKind,
    numbers: Sequence[str],
    said: Callable[[int, int], None],
    processes: int,
) -> Round:
    """Make and sign a round. numbers: rooms; none means all that the kind is for, where it may.

    Raises DeskRefusal. A leaf that was taken before something failed is burnt, which costs nothing.
    """
    rows, advice = _chosen(store, kind, numbers)
    _want_staff_checked(store, kind)
    material = signing.key_material(store, said, processes)
    if kind is RoundKind.INSTALL:
        public_key = signing.public_key(store, material).to_bytes()
        number = _note_installations(store, rows, public_key)
    else:
        signing.want_leaves(store, is_last=kind is RoundKind.DECOMMISSION)
        number = _note_orders(store, kind, rows, material)
        advice += signing.advice(store)
    return replace(shown(store, number), advice=advice)


def shown(store: Store, number: int) -> Round:
    sql, instant = store.reading(), store.facts.time.instant
    row = sql.execute(
        "SELECT kind, made, not_after FROM round WHERE round = :round", {"round": number}
    ).fetchone()
    if row is None:
        raise DeskRefusal(Reason.NO_ROUND, f"There is no round {number}; `plan` lists them")
    kind, made, not_after = row
    counted = dict(
        sql.execute(
            "SELECT state, count(*) FROM visit WHERE round = :round GROUP BY state",
            {"round": number},
        ).fetchall()
    )
    rooms = sql.execute(
        """SELECT number FROM visit JOIN room USING (lock)
        WHERE round = :round AND visit.state = 'open' ORDER BY floor, number""",
        {"round": number},
    )
    return Round(
        number,
        RoundKind(kind),
        instant(made),
        instant(not_after),
        tuple(name for (name,) in rooms),
        counted.get("done", 0),
        counted.get("failed", 0),
    )


def rounds(store: Store) -> tuple[Round, ...]:
    """All of them, the newest first."""
    rows = store.reading().execute("SELECT round FROM round ORDER BY round DESC").fetchall()
    return tuple(shown(store, number) for (number,) in rows)


def package(store: Store, number: int) -> Package:
    """What is loaded into the programmer: the visits that are still open.

    That of an installation holds K_L of its locks, in clear: hand it to the programmer alone.
    """
    found = shown(store, number)
    if not found.open_rooms:
        raise DeskRefusal(Reason.NOTHING_TO_DO, f"Nothing is left to do in round {number}")
    if found.good_until <= store.clock():
        raise DeskRefusal(
            Reason.NOTHING_TO_DO,
            f"Round {number} was good until {store.facts.hours.shown(found.good_until)}: plan a "
            "new one",
        )
    rows = store.reading().execute(
        """SELECT room.lock, floor, number, orders, path, visit.staff_table FROM visit
        JOIN room USING (lock) WHERE round = :round AND visit.state = 'open'
        ORDER BY floor, number""",
        {"round": number},
    )
    jobs = tuple(_job(store, found.kind, Door(*row[:3]), *row[3:]) for row in rows)
    leaf, signature = (
        store.reading()
        .execute("SELECT leaf, signature FROM round WHERE round = :round", {"round": number})
        .fetchone()
    )
    with store.deed("load", round=str(number), doors=str(len(jobs))):
        return Package(leaf or 0, signature or b"", jobs)


def _chosen(
    store: Store, kind: RoundKind, numbers: Sequence[str]
) -> tuple[tuple[RoomRow, ...], tuple[str, ...]]:
    sql = store.reading()
    rows = tuple(
        room_row(sql, number) for number in dict.fromkeys(each.strip() for each in numbers)
    )
    if not numbers:
        if kind not in _EVERYWHERE:
            raise DeskRefusal(Reason.WRONG_INPUT, f"Name the rooms for `plan {kind.value}`")
        rows = _all_for(store, kind)
        if not rows:
            raise DeskRefusal(Reason.NOTHING_TO_DO, f"No door waits for `plan {kind.value}`")
    advice: tuple[str, ...] = ()
    if kind is RoundKind.INSTALL:
        again = [row.number for row in rows if row.state == "installed"]
        if again:
            advice = (f"{', '.join(again)} had a lock before: this is for a new board",)
        return rows, advice
    missing = [row.number for row in rows if row.state != "installed"]
    if missing:
        raise DeskRefusal(Reason.NOT_INSTALLED, f"No lock is installed yet in {', '.join(missing)}")
    if kind in (RoundKind.REKEY, RoundKind.RESEED):
        taken = [row.number for row in rows if stay_row(sql, row.lock) is not None]
        if taken:
            raise DeskRefusal(
                Reason.OCCUPIED,
                f"Guests stay in {', '.join(taken)}, and their cards would stop opening. Do it "
                "when they have checked out",
            )
    return tuple(sorted(rows, key=lambda row: (row.floor, row.number))), advice


def _want_staff_checked(store: Store, kind: RoundKind) -> None:
    (unchecked,) = store.reading().execute("SELECT staff_unchecked FROM hotel").fetchone()
    if unchecked and kind in (RoundKind.DST, RoundKind.INSTALL):
        raise DeskRefusal(
            Reason.STAFF_UNCHECKED,
            "This desk was restored, and does not know who left or lost a card since the backup. "
            "Look through `staff`, `fire` and `staff-lost` those, then `staff --checked`",
        )


def _all_for(store: Store, kind: RoundKind) -> tuple[RoomRow, ...]:
    rows = room_rows(store.reading())
    if kind is RoundKind.INSTALL:
        return tuple(row for row in rows if row.state != "installed")
    installed = tuple(row for row in rows if row.state == "installed")
    if kind is RoundKind.DST:
        return installed
    (version,) = store.reading().execute("SELECT max(revoked) FROM slot").fetchone()
    confirmed = Confirmations.read(store.reading())
    return tuple(row for row in installed if version and not confirmed.has(row, version))


def _note_orders(
    store: Store, kind: RoundKind, rows: Sequence[RoomRow], material: KeyMaterial
) -> int:
    now = store.now()
    window = OPEN_WINDOW_S if kind is RoundKind.OPEN else WINDOW_S
    local = visits.local_time(store, now)
    staff = visits.staff_values(store, now) if kind is RoundKind.DST else None
    tables: dict[int, bytes | None] = {}

    def orders_for(q: int) -> list[Order]:
        made = []
        for row in rows:
            what = visits.told(store, kind, row, q, local, staff)
            tables[row.lock] = what.staff_table
            made.append(
                Order(store.facts.hotel, row.lock, q, now - SKEW_S, now + window, what.commands)
            )
        return made

    signing_key = signing.signer(store, material)
    signed = signed_round(store.crypto, signing_key, store.facts.hotel, orders_for)
    store.step("plan: signed")
    with store.deed("plan", kind=kind.value, leaf=str(signed.q), doors=str(len(rows))) as deed:
        number = _round(deed, kind, signed, now + window)
        for each in signed.orders:
            _visit(
                deed,
                number,
                each.order.lock,
                each.order.encode(),
                each.path.encode(),
                tables[each.order.lock],
            )
        deed.told["round"] = str(number)
    return number


def _note_installations(store: Store, rows: Sequence[RoomRow], public_key: bytes) -> int:
    now = store.now()
    local, staff = visits.local_time(store, now), visits.staff_values(store, now)
    (next_leaf,) = store.reading().execute("SELECT next_leaf FROM hotel").fetchone()
    told = [
        (
            row.lock,
            visits.init_settings(store, row, local, public_key, next_leaf),
            visits.staff_table(store, row.lock, staff),
        )
        for row in rows
    ]
    with store.deed("plan", kind=RoundKind.INSTALL.value, doors=str(len(rows))) as deed:
        number = _round(deed, RoundKind.INSTALL, None, now + WINDOW_S)
        for lock, settings, table in told:
            # K_L is derived when it is loaded, and rests in no row.
            kept = replace(settings, key=_NO_KEY).encode()
            _visit(deed, number, lock, kept, None, table)
        deed.told["round"] = str(number)
    return number


def _round(deed: Deed, kind: RoundKind, signed: SignedRound | None, not_after: int) -> int:
    (version,) = deed.sql.execute("SELECT staff_version FROM hotel").fetchone()
    row = deed.sql.execute(
        """INSERT INTO round (kind, leaf, made, not_before, not_after, staff_version, signature)
        VALUES (:kind, :leaf, :made, :not_before, :not_after, :version, :signature)
        RETURNING round""",
        {
            "kind": kind.value,
            "leaf": None if signed is None else signed.q,
            "made": deed.now,
            "not_before": deed.now - SKEW_S,
            "not_after": not_after,
            "version": version,
            "signature": None if signed is None else signed.orders[0].signature,
        },
    ).fetchone()
    return int(row[0])


def _visit(
    deed: Deed, number: int, lock: int, orders: bytes, path: bytes | None, table: bytes | None
) -> None:
    deed.sql.execute(
        """INSERT INTO visit (round, lock, orders, path, staff_table)
        VALUES (:round, :lock, :orders, :path, :staff_table)""",
        {"round": number, "lock": lock, "orders": orders, "path": path, "staff_table": table},
    )


def _job(
    store: Store, kind: RoundKind, door: Door, orders: bytes, path: bytes, table: bytes | None
) -> Job:
    if kind is not RoundKind.INSTALL:
        return OrderJob(door, Order.decode(orders), Path.decode(path), table or b"")
    settings = InitSettings.decode(orders)
    key = store.keys.attribute_key(door.lock, settings.key_generation).reveal()
    assert table is not None
    return InstallationJob(door, replace(settings, key=key), table)
