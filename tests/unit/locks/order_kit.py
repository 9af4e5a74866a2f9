"""Rounds to sign for the bench, and what a lock answers to those that it refuses."""

import pytest

from hardware.errors import DeviceError
from hardware.locks.cable import Answer, CableOp, live
from hardware.locks.chains import guest_image
from hardware.locks.order_commands import (
    Open,
    ReadAudit,
    Rekey,
    Resync,
    Revoke,
    SetClock,
    StaffTable,
    masked,
)
from hardware.locks.programmer.results import VisitOutcome
from tests.unit.locks.lock_bench import FREE, HOTEL, KEY, LOCAL, NEXT_KEY, X1, staff

DONE = VisitOutcome.DONE


def OPEN(_lock):
    return [Open()]


def CLOCK_AND_OPEN(_lock):
    return [SetClock(LOCAL), Open()]


def everything(lock):
    return [
        SetClock(LOCAL),
        StaffTable.of(FREE, staff(lock, period=1, first=500)),
        Revoke(frozenset({3, 4, 150})),
        Rekey(1, masked(FREE, KEY, NEXT_KEY, (HOTEL, lock, 0))),
        Resync(0, 1, guest_image(FREE, HOTEL, lock, 1, X1)),
        Open(),
        ReadAudit(),
    ]


def refusal(bench, op, payload=b""):
    """The name by which the lock refuses; and nothing that an order can change has changed."""
    return _refused(bench, lambda: bench.ask(op, payload))


def refused_signature(bench, job, signature, **changes):
    """As refusal, of an order with its path and signature."""
    return _refused(bench, lambda: send(bench, job, signature, **changes))


def send(bench, job, signature, *, path=None, content=None):
    """Order, path and signature, as they are or changed."""
    bench.ask(CableOp.ORDER, live(bench.now()) + (content or job.order.encode()))
    bench.ask(CableOp.PATH, path or job.path.encode())
    for at in range(0, len(signature), 512):
        bench.ask(CableOp.SIGNATURE, at.to_bytes(2, "big") + signature[at : at + 512])


def _refused(bench, act):
    before = bench.agreed()
    with pytest.raises(DeviceError) as caught:
        act()

    assert before == bench.agreed()
    return Answer(caught.value.code)
