"""Trials and closes of ATMs, and the bank's days."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from bank_server.contract.balancings import (
    BalancingRequest,
    CountedCanister,
    EnvelopeTotals,
    MachineTotals,
)
from bank_server.contract.message import Anchor
from bank_server.domain.people import day_body
from bank_server.store.steps.days import day_report
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from tests.store_histories.drawing import draws
from tests.store_histories.operation import NOW
from tests.store_histories.store_scene import DAY_MS, START_MS

STAFF = ("anna", "ben", "carl")
WRONG = 0.08
FIRST_DAY = date(2027, 1, 15)
U32_MAX = 2**32 - 1


@draws("balancings.balance", 2.5)
def balance(scene):
    """Most often of an ATM that can be balanced; seldom of one that nobody knows."""
    atm = scene.active_atm() if scene.happens(0.5) else scene.rows.atm(scene.atm_id())
    if atm is None:
        atm = replace(scene.one(scene.rows._atms.all()), atm_id=scene.uuid("no atm"))
    return ask_balance(scene, atm)


def ask_balance(scene, atm):
    known = [each.balancing_id for each in scene.rows.balancings(atm.atm_id, 0)]
    balancing_id = scene.new("balancing")[:32]
    if known and scene.happens(0.1):
        balancing_id = scene.one(known)
    request = BalancingRequest(
        anchor=Anchor.zero(),
        id=balancing_id,
        close=scene.happens(0.75),
        staff=tuple(scene.chance.sample(STAFF, 2)),
        since=scene.one((None, *known[-1:], *known[-1:])),
        status="0" * 180,
        machine=tuple(_machine(scene, atm)),
        counted=tuple(_counted(scene, atm)),
        envelopes=_envelopes(scene),
    )
    day = _date(_today(scene))
    return scene.ask(
        "balancings.balance", atm.atm_id, request, _status(scene, atm, balancing_id), day, NOW
    )


def _machine(scene, atm):
    names = ("unknown", "rejected", "tested")
    for book in atm.canisters:
        presented = scene.one((0, 1, scene.below(200), U32_MAX if scene.happens(0.02) else 2))
        told = {name: scene.below(4) for name in names}
        retracted = scene.below(min(presented, 3) + 1)
        yield MachineTotals(
            canister=book.canister, presented=presented, retracted=retracted, **told
        )
    if scene.happens(0.04):
        yield MachineTotals(canister=8, presented=0, retracted=0, unknown=0, rejected=0, tested=0)


def _counted(scene, atm):
    for book in atm.canisters:
        for load in (book.load - 1, book.load):
            is_now = load == book.load
            if load < 1 or not scene.happens(0.95 if is_now else 0.1):
                continue
            left = max(0, book.left + scene.one((0, 0, 1, -1)))
            yield CountedCanister(
                canister=book.canister,
                load=load,
                left=left,
                rejected=scene.one((None, book.rejected)),
                retracted=scene.one((None, book.found, 1)),
                expected_left=book.left,
                expected_rejected=book.rejected,
                expected_retracted=book.found or None,
            )


def _envelopes(scene):
    if scene.happens(0.3):
        return None
    first = scene.one((None, scene.below(6)))
    last = None if first is None else first + scene.below(6)
    return EnvelopeTotals(
        accepted=scene.below(4), first=first, last=last, counted=scene.one((None, scene.below(4)))
    )


def _status(scene, atm, nonce):
    lines = tuple(
        RecordLine(each.canister, LineFlag(0), each.load, each.next, each.left, 0, 0, 0, 0)
        for each in atm.canisters
    )
    nothing = (bytes(16), TxnOutcome.NONE)
    hsm = UUID(atm.atm_id)
    status = Record(RecordKind.STATUS, hsm, bytes.fromhex(nonce), *nothing, lines, bytes(16))
    if not scene.happens(WRONG):
        return status
    first, *others = lines
    return replace(
        status,
        **scene.one(
            (
                {"txid": bytes(16)},
                {"hsm": UUID(int=7)},
                {"kind": RecordKind.LOAD},
                {"lines": (replace(first, next=first.next + 1), *others)},
                {"lines": (replace(first, load=first.load + 1, next=0), *others)},
            )
        ),
    )


@draws("balancings.find", 0.7)
def find(scene):
    known = [(each.atm_id, each.balancing_id) for each in scene.rows._balancings.all()]
    return scene.ask("balancings.find", *scene.known(known, (scene.atm_id(), "0" * 32)))


@draws("days.last", 0.5)
def last(scene):
    return scene.ask("days.last")


@draws("days.day", 0.8)
def day(scene):
    known = (each.date for each in scene.rows._days.all())
    return scene.ask("days.day", scene.known(known, "2026-01-01"))


@draws("days.look", 0.7)
def look(scene):
    number = _today(scene) + scene.one((-1, 0, 0, 1))
    return scene.ask("days.look", _date(number), *_span(number))


def plan_day(scene, _about):
    """Most often the next that may be closed."""
    closed = scene.rows.last_day()
    number = _today(scene) - 1
    if closed is not None:
        number = 1 + (date.fromisoformat(closed.date) - FIRST_DAY).days
    if scene.happens(0.15):
        number += scene.one((-1, 1, 2))
    began_ms, ended_ms = _span(number)
    name = _date(number)
    report = day_report(scene.rows, name, began_ms, ended_ms)
    entries = (began_ms, ended_ms, report.after, report.head)
    named = dict(zip(("began_ms", "ended_ms", "after", "head"), entries, strict=True))
    return "days.close", (name,), named, day_body(name, *entries), ()


def _today(scene):
    return (scene.now - START_MS) // DAY_MS


def _date(number):
    return (FIRST_DAY + timedelta(days=number)).isoformat()


def _span(number):
    return START_MS + number * DAY_MS, START_MS + (number + 1) * DAY_MS
