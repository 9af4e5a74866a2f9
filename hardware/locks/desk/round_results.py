"""What the programmer brings back: believed where it fits, told where it does not.

A lock's own words (its index, its generations, its digest) are compared with what the desk knows. A
result that comes twice changes nothing the second time; one that was lost is made up for by the
next visit, because HELLO says how far the lock is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from hardware.locks.cable import Answer, LockHello, State
from hardware.locks.desk import boards, claims, slots, stays
from hardware.locks.desk.known_memory import KnownMemory, PlannedVisit, known_after, known_before
from hardware.locks.desk.lock_digest import Agreement, Expected, agreement
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.rooms import RoomRow, room_row, room_rows
from hardware.locks.desk.signing import known_public_key
from hardware.locks.desk.store import Deed, Store
from hardware.locks.desk.visits import RoundKind
from hardware.locks.local_time import LocalTime
from hardware.locks.order_commands import Resync
from hardware.locks.orders import Order
from hardware.locks.programmer.results import Kind, VisitOutcome, VisitResult, decode_results

KEYS_ON_MAX: Final = 16

_OTHER_CHAIN: Final = (
    "; its guests' chain is none that this desk has begun, so no card opens it: `plan reseed`"
)
_WORDS: Final = {
    Answer.BACKWARDS: "the lock is as far already",
    Answer.OLD: "the lock has taken a newer order",
    Answer.EXPIRED: "the order had expired",
    Answer.LIVE_TIME: "the programmer's clock was outside the order's time",
    Answer.NOT_FACTORY: "the lock belongs to somebody already, or holds something else than it got",
    Answer.NOT_OWNED: "the lock is in factory state",
    Answer.BAD_SIGNATURE: "the lock did not take the signature",
}


@dataclass(frozen=True, slots=True)
class VisitTaken:
    """One result, as a clerk sees it.

    Attributes:
        number: the room's; empty for a lock that is not this hotel's.
        is_done: the order or the installation was carried out.
        is_altered: the lock's memory is not what it should be.
    """

    number: str
    kind: RoundKind | None
    is_done: bool
    is_altered: bool
    words: str


def take(store: Store, content: bytes) -> tuple[VisitTaken, ...]:
    """All whole results in the programmer's bytes. Raises DeskRefusal for bytes that are none."""
    try:
        results = decode_results(content)
    except ValueError:
        raise DeskRefusal(Reason.WRONG_INPUT, "These are no results of a programmer") from None
    return tuple(_take(store, result) for result in results)


def _take(store: Store, result: VisitResult) -> VisitTaken:
    rows = {row.lock: row for row in room_rows(store.reading())}
    row, visit = rows.get(result.lock), _visit(store, result)
    if row is None or visit is None:
        return VisitTaken("", None, False, False, "this desk knows nothing of such a visit")
    hello = result.hello
    if result.outcome is VisitOutcome.OTHER_LOCK:
        words = "another lock is in this door"
        _note_failure(store, row, visit, words)
        return VisitTaken(row.number, visit.kind, False, False, words)
    is_left = visit.kind is RoundKind.DECOMMISSION and hello.state == State.FACTORY
    if not is_left and (hello.hotel, hello.lock) != (store.facts.hotel, row.lock):
        words = _WORDS.get(result.answer, "the lock is not this hotel's")
        _note_failure(store, row, visit, words)
        return VisitTaken(row.number, visit.kind, False, False, words)
    is_done = result.outcome is VisitOutcome.DONE
    if not is_left and claims.has_unknown_leaf(store, hello):
        _note_unbelieved(store, row, visit, claims.UNKNOWN_LEAF)
        return VisitTaken(row.number, visit.kind, False, True, claims.UNKNOWN_LEAF)
    if boards.is_other_board(row, visit, hello):
        words = (
            "another board than the one known is in this door, or was: if it is a new one, "
            "`plan install` says so"
        )
        _note_failure(store, row, visit, words)
        return VisitTaken(row.number, visit.kind, False, False, words)
    is_anew = boards.is_installed_anew(row, visit, result)
    heard_of = result.q if is_left else hello.next_leaf
    if heard_of < row.last_leaf and not is_anew:
        # Of before a visit that is known: what the lock said then is no news.
        words = "an older result: a later visit is known"
        _note_late(store, row, visit, "done" if is_done else "failed", words)
        return VisitTaken(row.number, visit.kind, is_done, False, words)
    found, is_other_chain = Agreement.UNKNOWN, False
    if not is_done and visit.kind is RoundKind.INSTALL:
        words = _not_installed(store, row, visit, result)
        return VisitTaken(row.number, visit.kind, False, False, words)
    with store.deed("result", room=row.number, kind=visit.kind.value) as deed:
        if is_left:
            _left(deed, row)
        else:
            if is_anew:
                boards.note_installed(deed, row, hello)
                row = room_row(deed.sql, row.number)
            # A lock that did not take this order counts the steps of the one before.
            done = result.steps_done if hello.next_leaf == result.q + 1 else 0
            given = known_before(deed, row, result)
            known = known_after(deed, visit, row, given, done, is_done=is_done)
            if not result.is_whole:
                # What was done in a visit before, people may have used since.
                known = replace(known, is_fresh=False)
            _adopt(deed, row, hello, result.at if visit.state == "open" else None)
            is_other_chain = claims.is_of_other_chain(deed, row, hello)
            found = Agreement.DIFFERS if is_other_chain else _compared(store, row, known, result)
            if visit.kind is RoundKind.INSTALL and found is Agreement.DIFFERS:
                # Of an older package, it may be: then its table does not know who was revoked.
                known = replace(known, table_through=0, revoked_through=0)
            _note_known(deed, row, known, hello, found)
        if result.audit:
            _keep_audit(deed, row, result)
        words = "done" if is_done else _WORDS.get(result.answer, result.answer.name)
        if found is Agreement.UNKNOWN and visit.kind is RoundKind.AUDIT and is_done:
            words += "; whether its memory was changed cannot be told for certain"
        if found is Agreement.DIFFERS:
            words += "; the lock's memory is not what it should be: have it looked at"
        if is_other_chain:
            words += _OTHER_CHAIN
        elif is_anew:
            words += boards.begins_behind(row, hello)
        if is_done and hello.is_doubtful:
            words += "; its power was away since, and its clock has to be set: `plan dst`"
        _note(deed, row, visit, "done" if is_done else "failed", words)
        if freed := slots.refill(deed):
            deed.told["places-freed"] = str(freed)
    return VisitTaken(row.number, visit.kind, is_done, found is Agreement.DIFFERS, words)


def _not_installed(store: Store, row: RoomRow, visit: PlannedVisit, result: VisitResult) -> str:
    """Ours already, as after a restore, or somebody else's: what it holds is not known."""
    words = _WORDS.get(result.answer, f"the lock answered {result.answer.name}")
    if row.state == "installed" and row.hardware_id in (None, result.hello.hardware_id):
        _note_failure(store, row, visit, words)
        return words
    words = (
        "the lock has this hotel's number already; `plan dst` gives it what it should hold. If it "
        "refuses that, somebody else set it up: exchange the board"
    )
    with store.deed("result", room=row.number, kind=visit.kind.value) as deed:
        boards.note_unknown(deed, row, result.hello)
        _note(deed, row, visit, "failed", words)
    return words


def _visit(store: Store, result: VisitResult) -> PlannedVisit | None:
    """By the leaf; an installation has none, and is the newest of this lock."""
    is_order = result.kind is Kind.ORDER
    row = (
        store.reading()
        .execute(
            """SELECT round, kind, orders, staff_table, staff_version, state FROM visit
            JOIN round USING (round) WHERE lock = :lock
            AND (CASE WHEN :is_order THEN leaf = :leaf ELSE leaf IS NULL END)
            ORDER BY round DESC LIMIT 1""",
            {"lock": result.lock, "is_order": is_order, "leaf": result.q},
        )
        .fetchone()
    )
    return None if row is None else PlannedVisit(row[0], RoundKind(row[1]), *row[2:])


def _compared(store: Store, row: RoomRow, known: KnownMemory, result: VisitResult) -> Agreement:
    hello = result.hello
    # A chain that was just begun has given out no index.
    issued = row.issued if hello.generation == row.generation else 0
    if hello.index > issued:
        return Agreement.DIFFERS
    (root_known,) = store.reading().execute("SELECT public_root FROM hotel").fetchone()
    if known.local is None or known.staff_table is None or root_known is None:
        return Agreement.UNKNOWN
    expected = Expected(
        lock=row.lock,
        local=LocalTime.from_bytes(known.local),
        public_key=known_public_key(store, root_known).to_bytes(),
        staff_table=known.staff_table,
        is_fresh=known.is_fresh,
        audit=result.audit,
    )
    return agreement(store, expected, hello)


def _adopt(deed: Deed, row: RoomRow, hello: LockHello, at: int | None) -> None:
    """A key or a chain that the lock has taken, in this visit or in one whose result was lost.

    at: when it said so; None where that was told before.
    """
    place = {"lock": row.lock}
    kinds = {
        kind
        for (kind,) in deed.sql.execute(
            "SELECT kind FROM visit JOIN round USING (round) WHERE lock = :lock", place
        )
    }
    # A restored desk has forgotten its newest rounds.
    was_rekeyed = RoundKind.REKEY.value in kinds or row.jumped
    keys_on = hello.key_generation - row.attribute_generation
    if was_rekeyed and 0 < keys_on <= KEYS_ON_MAX:
        deed.sql.execute(
            "UPDATE room SET attribute_generation = :key_generation WHERE lock = :lock",
            place | {"key_generation": hello.key_generation},
        )
        deed.told["rekeyed"] = "yes"
    if hello.generation > row.generation and _reseeded_to(deed, row.lock, hello.generation):
        deed.sql.execute(
            """UPDATE room SET generation = :generation, issued = 0, believed = 0, presumed = 0,
            jumped = 0, at_backup = 0 WHERE lock = :lock""",
            place | {"generation": hello.generation},
        )
        deed.told["reseeded"] = "yes"
    elif hello.generation == row.generation and hello.index <= row.issued:
        stays.heard(deed, row.lock, hello.index, at)


def _reseeded_to(deed: Deed, lock: int, generation: int) -> bool:
    """Whether this desk ordered it. A chain that it did not begin may be in use already."""
    rows = deed.sql.execute(
        "SELECT orders FROM visit JOIN round USING (round) WHERE lock = :lock AND kind = :kind",
        {"lock": lock, "kind": RoundKind.RESEED.value},
    )
    commands = (each for (orders,) in rows for each in Order.decode(orders).commands)
    return any(isinstance(each, Resync) and each.generation == generation for each in commands)


def _note_known(
    deed: Deed, row: RoomRow, known: KnownMemory, hello: LockHello, found: Agreement
) -> None:
    altered = {Agreement.AGREES: 0, Agreement.DIFFERS: 1, Agreement.UNKNOWN: row.altered}[found]
    deed.sql.execute(
        """UPDATE room SET local_time = :local, staff_table = :staff_table,
        table_through = :through, revoked_through = :revoked, altered = :altered,
        hardware_id = :hardware_id, last_leaf = max(last_leaf, :next_leaf) WHERE lock = :lock""",
        {
            "local": known.local,
            "staff_table": known.staff_table,
            "through": known.table_through,
            "revoked": known.revoked_through,
            "altered": altered,
            "hardware_id": hello.hardware_id,
            "next_leaf": hello.next_leaf,
            "lock": row.lock,
        },
    )
    if found is Agreement.DIFFERS:
        deed.told["altered"] = "yes"


def _left(deed: Deed, row: RoomRow) -> None:
    deed.sql.execute(
        """UPDATE room SET state = 'gone', table_through = 0, revoked_through = 0, altered = 0,
        local_time = NULL, staff_table = NULL WHERE lock = :lock""",
        {"lock": row.lock},
    )


def _keep_audit(deed: Deed, row: RoomRow, result: VisitResult) -> None:
    deed.sql.execute(
        """INSERT OR REPLACE INTO audit (lock, read, rings) VALUES (:lock, :read, :rings)""",
        {"lock": row.lock, "read": result.at, "rings": result.audit},
    )


def _note_failure(store: Store, row: RoomRow, visit: PlannedVisit, words: str) -> None:
    _note_late(store, row, visit, "failed", words)


def _note_late(store: Store, row: RoomRow, visit: PlannedVisit, state: str, words: str) -> None:
    if visit.state == "open":
        with store.deed("result", room=row.number, kind=visit.kind.value) as deed:
            _note(deed, row, visit, state, words)


def _note_unbelieved(store: Store, row: RoomRow, visit: PlannedVisit, words: str) -> None:
    with store.deed("result", room=row.number, kind=visit.kind.value) as deed:
        deed.sql.execute("UPDATE room SET altered = 1 WHERE lock = :lock", {"lock": row.lock})
        _note(deed, row, visit, "failed", words)
        deed.told["altered"] = "yes"


def _note(deed: Deed, row: RoomRow, visit: PlannedVisit, state: str, words: str) -> None:
    deed.sql.execute(
        """UPDATE visit SET state = CASE WHEN state = 'done' THEN 'done' ELSE :state END,
        told = :told WHERE round = :round AND lock = :lock""",
        {"state": state, "told": words, "round": visit.number, "lock": row.lock},
    )
    deed.told |= {"round": str(visit.number), "told": words}
