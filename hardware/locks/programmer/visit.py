"""One visit to one lock: whatever was done before is found out by HELLO, and the rest is done.

So a visit that was cut off, by the cable, the power or the staff, is taken up by visiting again. It
keeps nothing of its own. Every request may be sent twice: the lock does nothing twice.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hardware.errors import DeviceError, HardwareError
from hardware.locks.agreed_digest import agreed_digest
from hardware.locks.cable import (
    AUDIT_OPEN,
    AUDIT_PIECE_SIZE,
    AUDIT_SIZE,
    NOTHING_TAKEN,
    PIECE_SIZE_MAX,
    Answer,
    CableOp,
    LockHello,
    State,
    chunk_request,
    live,
)
from hardware.locks.metered import Unmetered
from hardware.locks.order_commands import Decommission, Op, ReadAudit, SetClock, StaffTable
from hardware.locks.orders import Order
from hardware.locks.programmer.jobs import InstallationJob, Job, OrderJob
from hardware.locks.programmer.results import Kind, VisitOutcome, VisitResult
from hardware.locks.staff_table import chunks
from hardware.protocol.link import Link

# A piece of a signature is 16 chains of at most 15 steps of 2 ms, beside the wire's time.
TIMEOUT_S: Final = 3.0
TRIES_MAX: Final = 3

DOING: Final = {
    Op.SET_CLOCK: "setting the clock",
    Op.STAFF_TABLE: "writing staff table",
    Op.REVOKE: "revoking cards",
    Op.REKEY: "replacing the key",
    Op.RESYNC: "raising the index",
    Op.OPEN: "opening",
    Op.READ_AUDIT: "reading the audit",
    Op.DECOMMISSION: "wiping the lock",
}

_KNOWN: Final = frozenset(Answer)


class Interrupted(Exception):
    """The lock was not heard to the end. Visit it again."""


@dataclass(frozen=True, slots=True)
class Told:
    """How far the visit is: words for the display, and parts of the whole."""

    words: str
    done: int
    of: int


class Visit:
    """Drives one lock over its cable.

    now: the programmer's clock in hotel seconds. tell: gets what is going on. keep: gets the result
    and returns when it is in the flash; only then does the lock close an audit that was read.
    """

    def __init__(
        self,
        link: Link,
        *,
        now: Callable[[], int],
        tell: Callable[[Told], None] = lambda _told: None,
        keep: Callable[[VisitResult], None] = lambda _result: None,
    ) -> None:
        self._link = link
        self._now = now
        self._tell = tell
        self._keep = keep

    def carry_out(self, job: Job, signature: bytes) -> VisitResult:
        """Do what is left of this job. Raises Interrupted after TRIES_MAX silent tries."""
        for attempt in range(TRIES_MAX):
            try:
                if isinstance(job, OrderJob):
                    result = _OrderVisit(self, job, signature).run()
                else:
                    result = _Installation(self, job).run()
            except DeviceError as error:
                if error.code not in _KNOWN:
                    raise Interrupted from error
                # Somebody may have left the beginning of another signature in the lock.
                is_spoilt = error.code == Answer.BAD_SIGNATURE and attempt == 0
                if error.code == Answer.OUT_OF_STEP or is_spoilt:
                    continue
                result = self._refused(job, Answer(error.code))
            except (HardwareError, ValueError):
                # Silence, or what is no answer: HELLO says how far it came.
                continue
            self._keep(result)
            self._close_audit(result)
            return result
        raise Interrupted

    def ask(self, op: CableOp, payload: bytes = b"") -> bytes:
        return self._link.exchange(op, payload, timeout_s=TIMEOUT_S)

    def hello(self) -> LockHello:
        return LockHello.decode(self.ask(CableOp.HELLO))

    def tell(self, words: str, done: int = 0, of: int = 0) -> None:
        self._tell(Told(words, done, of))

    def now(self) -> int:
        return self._now()

    def result(
        self,
        job: Job,
        before: LockHello,
        outcome: VisitOutcome,
        *,
        answer: Answer = Answer.OK,
        audit: bytes = b"",
    ) -> VisitResult:
        after = self.hello()
        is_order = isinstance(job, OrderJob)
        return VisitResult(
            kind=Kind.ORDER if is_order else Kind.INSTALLATION,
            lock=job.door.lock,
            q=job.order.q if isinstance(job, OrderJob) else 0,
            outcome=outcome,
            answer=answer,
            steps_done=after.steps_done,
            at=self.now(),
            clock_before=before.clock,
            was_doubtful=before.is_doubtful,
            is_whole=_is_untouched(job, before),
            hello=after,
            audit=audit,
        )

    def _close_audit(self, result: VisitResult) -> None:
        """What is left open closes with the order's window, or at the next visit."""
        if result.audit:
            with contextlib.suppress(HardwareError):
                self.ask(CableOp.AUDIT_END)

    def _refused(self, job: Job, answer: Answer) -> VisitResult:
        try:
            return self.result(job, self.hello(), VisitOutcome.REFUSED, answer=answer)
        except (HardwareError, ValueError) as error:
            raise Interrupted from error


def _is_untouched(job: Job, before: LockHello) -> bool:
    """Whether the lock had nothing of this job yet when it was visited."""
    if isinstance(job, OrderJob):
        return before.next_leaf <= job.order.q or not (before.steps_done or before.held)
    return before.state == State.FACTORY


class _OrderVisit:
    def __init__(self, visit: Visit, job: OrderJob, signature: bytes) -> None:
        self._visit = visit
        self._job = job
        self._signature = signature

    def run(self) -> VisitResult:
        visit, order = self._visit, self._job.order
        before = visit.hello()
        if before.state == State.FACTORY:
            # It may be this very order that made it so, whose answer was lost.
            if isinstance(order.commands[-1], Decommission):
                return visit.result(self._job, before, VisitOutcome.DONE)
            return visit.result(self._job, before, VisitOutcome.REFUSED, answer=Answer.NOT_OWNED)
        if (before.hotel, before.lock) != (order.hotel, order.lock):
            return visit.result(self._job, before, VisitOutcome.OTHER_LOCK)
        if before.next_leaf > order.q + 1:
            return visit.result(self._job, before, VisitOutcome.REFUSED, answer=Answer.OLD)
        done = before.steps_done
        held = before.held
        if before.next_leaf <= order.q:
            self._have_it_accepted(before)
            done = held = 0
        elif before.is_doubtful and 0 < done < len(order.commands) and _sets_clock(order):
            # The power went after the clock was set: it is set once more.
            visit.ask(CableOp.EXECUTE, b"\0" + live(visit.now()))
        audit = (
            self._read_audit() if done and self._is_audit(done - 1) and held == AUDIT_OPEN else b""
        )
        for step in range(done, len(order.commands)):
            command = order.commands[step]
            visit.tell(DOING[command.op], step, len(order.commands))
            if isinstance(command, StaffTable):
                self._send_table(held)
            held = 0
            visit.ask(CableOp.EXECUTE, bytes((step,)) + live(visit.now()))
            if isinstance(command, ReadAudit):
                audit = self._read_audit()
        return visit.result(self._job, before, VisitOutcome.DONE, audit=audit)

    def _have_it_accepted(self, before: LockHello) -> None:
        visit, order = self._visit, self._job.order
        taken = before.taken if before.waiting_q == order.q else NOTHING_TAKEN
        if taken == NOTHING_TAKEN:
            visit.ask(CableOp.ORDER, live(visit.now()) + order.encode())
            visit.ask(CableOp.PATH, self._job.path.encode())
            taken = 0
        for at in range(taken, len(self._signature), PIECE_SIZE_MAX):
            visit.tell("showing signature", at, len(self._signature))
            piece = self._signature[at : at + PIECE_SIZE_MAX]
            visit.ask(CableOp.SIGNATURE, at.to_bytes(2, "big") + piece)

    def _send_table(self, held: int) -> None:
        for number, chunk in enumerate(chunks(self._job.table)):
            if not held >> number & 1:
                self._visit.tell(DOING[Op.STAFF_TABLE], number, len(self._job.table) // len(chunk))
                self._visit.ask(CableOp.CHUNK, chunk_request(number, chunk))

    def _is_audit(self, step: int) -> bool:
        return isinstance(self._job.order.commands[step], ReadAudit)

    def _read_audit(self) -> bytes:
        pieces = []
        for at in range(0, AUDIT_SIZE, AUDIT_PIECE_SIZE):
            self._visit.tell(DOING[Op.READ_AUDIT], at, AUDIT_SIZE)
            pieces.append(self._visit.ask(CableOp.AUDIT, at.to_bytes(2, "big")))
        return b"".join(pieces)


def _sets_clock(order: Order) -> bool:
    return isinstance(order.commands[0], SetClock)


class _Installation:
    def __init__(self, visit: Visit, job: InstallationJob) -> None:
        self._visit = visit
        self._job = job

    def run(self) -> VisitResult:
        visit, job = self._visit, self._job
        before = visit.hello()
        if before.state == State.FACTORY:
            visit.ask(CableOp.INIT_BEGIN, job.settings.encode())
            for number, chunk in enumerate(chunks(job.table)):
                visit.tell(DOING[Op.STAFF_TABLE], number, len(job.table) // len(chunk))
                visit.ask(CableOp.INIT_CHUNK, chunk_request(number, chunk))
            visit.ask(CableOp.INIT_END, live(visit.now()))
        # Also where it was this job's before: then its digest says so.
        after = visit.hello()
        expected = agreed_digest(Unmetered(), job.settings, after.hardware_id, job.table)
        if after.digest != expected:
            return visit.result(job, before, VisitOutcome.REFUSED, answer=Answer.NOT_FACTORY)
        return visit.result(job, before, VisitOutcome.DONE)
