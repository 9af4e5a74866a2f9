"""What a lock should have made of a visit: a model of orders, written without the firmware's code.

A lock takes each order once, none before one that it took, and only in the order's window. An order
that was broken off is taken up by visiting again, or is left as it is by a newer one: what it was
to change is then done or not done, and the model holds both for possible.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hardware.locks.cable import CableOp, LockHello
from hardware.locks.hotel.door_model import DoorModel
from hardware.locks.hotel.doors import Door
from hardware.locks.hotel.judge import GRACE_S, Judge
from hardware.locks.order_commands import Resync, Revoke, StaffTable
from hardware.locks.programmer.jobs import InstallationJob, Job, OrderJob
from hardware.locks.programmer.results import VisitOutcome, VisitResult

OUT_OF_TIME: Final = frozenset({"EXPIRED", "TOO_EARLY", "LIVE_TIME"})


@dataclass(frozen=True, slots=True)
class Before:
    """A lock as it was when somebody plugged in. answers: which it may give."""

    answers: frozenset[str]
    is_taken: bool
    is_doubtful: bool


class VisitJudge:
    """live: what the programmer's clock says, in hotel seconds."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def before(self, door: Door, job: Job, live: int) -> Before:
        """Plug in, and look what the lock ought to answer."""
        door.lock.packet(b"")
        model, is_doubtful = self._judge.doors[door.number], door.lock.is_doubtful
        if isinstance(job, InstallationJob):
            answers = {"OK"} if not door.lock.is_owned else {"OK", "NOT_FACTORY"}
            return Before(frozenset(answers), not door.lock.is_owned, is_doubtful)
        order = job.order
        if not door.lock.is_owned:
            return Before(frozenset({"NOT_OWNED"}), False, is_doubtful)
        if order.q < model.next_leaf - 1:
            return Before(frozenset({"OLD"}), False, is_doubtful)
        if order.q == model.next_leaf - 1 and model.is_finished:
            return Before(frozenset({"OK"}), False, is_doubtful)
        now = door.lock.now
        is_in_time = (
            now <= order.not_after
            and (is_doubtful or order.not_before <= now)
            and order.not_before <= live <= order.not_after
            and not (is_doubtful and live < now - GRACE_S)
        )
        goes = _upwards(door, job) if is_in_time else OUT_OF_TIME
        return Before(goes, is_in_time, is_doubtful)

    def after(self, door: Door, job: Job, before: Before, result: VisitResult, now: int) -> None:
        """Judge a visit that came to its end, and note what it changed."""
        answer = result.answer.name
        if result.outcome is VisitOutcome.OTHER_LOCK:
            answer = "OTHER_LOCK"
        if answer not in before.answers:
            self._judge.violated(
                f"door {door.number}: a visit was answered {answer}, should be "
                f"{' or '.join(sorted(before.answers))}"
            )
        if not before.is_taken:
            if before.is_doubtful and not door.lock.is_doubtful:
                self._judge.violated(f"door {door.number}: set its clock by no order of now")
            return
        if result.outcome is VisitOutcome.DONE:
            self._judge.clock_set(door.number, now)
            self._changed(door, job, perhaps=False)
        else:
            self._broken_off(door, job, result.hello, now)

    def given_up(self, door: Door, job: Job, before: Before, now: int) -> None:
        """Judge a visit of which the programmer has no result: the lock itself tells."""
        hello = LockHello.decode(door.cable().exchange(CableOp.HELLO))
        if isinstance(job, OrderJob):
            self._broken_off(door, job, hello, now)
        elif door.lock.is_owned and before.is_taken:
            self._judge.clock_set(door.number, now)
            self._changed(door, job, perhaps=False)

    def _broken_off(self, door: Door, job: Job, hello: LockHello, now: int) -> None:
        assert isinstance(job, OrderJob)
        model = self._judge.doors[door.number]
        if hello.next_leaf not in (model.next_leaf, max(model.next_leaf, job.order.q + 1)):
            self._judge.violated(f"door {door.number}: took leaf {hello.next_leaf - 1} by itself")
        if hello.next_leaf != job.order.q + 1:
            return
        if model.next_leaf != hello.next_leaf or not model.is_finished:
            if hello.steps_done and not hello.is_doubtful:
                self._judge.clock_set(door.number, now)
            self._changed(door, job, perhaps=hello.steps_done < hello.steps)

    def _changed(self, door: Door, job: Job, *, perhaps: bool) -> None:
        model = self._judge.doors[door.number]
        if isinstance(job, InstallationJob):
            model = DoorModel(used=job.settings.index, set_at=model.set_at)
            self._judge.doors[door.number] = model
            model.next_leaf = job.settings.next_leaf
            model.table_written(job.table)
            return
        model.next_leaf, model.is_finished = job.order.q + 1, not perhaps
        for command in job.order.commands:
            match command:
                case StaffTable():
                    model.table_written(job.table, perhaps=perhaps)
                case Revoke(slots):
                    model.revoked(slots, perhaps=perhaps)
                case Resync():
                    self._resynced(door, model, command, perhaps=perhaps)
                case _:
                    pass

    def _resynced(self, door: Door, model: DoorModel, to: Resync, *, perhaps: bool) -> None:
        if not perhaps or door.lock.index != model.used:
            self._judge.resynced(door, to.index)


def _upwards(door: Door, job: OrderJob) -> frozenset[str]:
    """An index goes up, or the lock says that it is as far already."""
    is_back = any(
        isinstance(each, Resync) and each.index <= door.lock.index for each in job.order.commands
    )
    return frozenset({"BACKWARDS"} if is_back else {"OK"})
