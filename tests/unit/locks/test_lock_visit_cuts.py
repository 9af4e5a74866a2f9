"""A visit that is cut anywhere is taken up and done once: a lock keeps nothing but its memory."""

from contextlib import suppress

import pytest

from hardware.errors import DeviceError, TransportError
from hardware.locks.audit_entry import Deed, Why
from hardware.locks.cable import Answer, CableOp
from hardware.locks.firmware import standing_order
from hardware.locks.firmware.batteries import Batteries
from hardware.locks.firmware.lock import Lock
from hardware.locks.firmware.memory import Memory, PowerCut
from hardware.locks.firmware.memory_map import MEMORY_SIZE, ORDER_STEPS
from hardware.locks.lms import STATE_BYTES
from hardware.locks.order_commands import Decommission, Open, ReadAudit, SetClock
from hardware.locks.programmer.results import VisitOutcome
from hardware.locks.programmer.visit import Interrupted, Visit
from hardware.protocol.link import Link
from hardware.transport.memory import MemoryTransport
from tests.unit.locks.lock_bench import HOUR, LOCAL, X1, Bench, installation, signed_jobs
from tests.unit.locks.order_kit import DONE, everything

STRIDE = 1_999
POWER_CUT_STRIDE = 389
MANY = 10**6


class Forgetful:
    """A lock made anew on its memory for every few bytes of the cable."""

    def __init__(self, bench, size):
        self.bench, self.size = bench, size

    def receive(self, data):
        answers = []
        for at in range(0, len(data), self.size):
            self.bench.make_lock()
            answers.append(self.bench.receive(data[at : at + self.size]))
            assert MEMORY_SIZE == len(self.bench.lock.ram())
        return b"".join(answers)


@pytest.mark.parametrize("size", [1, 97, 2_000])
def test_a_visit_goes_on_through_locks_made_anew_for_every_few_bytes(size):
    whole, bench = Bench(), Bench()
    jobs, signature = signed_jobs(0, everything if size > 1 else lambda _: [Open()])
    whole.visit().carry_out(jobs[7], signature)
    link = Link(MemoryTransport(Forgetful(bench, size)), monotonic=lambda: 0.0, first_seq=0)

    assert DONE is Visit(link, now=bench.now).carry_out(jobs[7], signature).outcome
    assert whole.agreed() == bench.agreed()
    assert whole.deeds() == bench.deeds()


class CutCable:
    """A lock behind a cable of which so many packets pass; the lock is made anew at the cut."""

    def __init__(self, bench, packets, *, hears_last):
        self.bench, self.left, self.hears_last = bench, packets, hears_last

    def receive(self, data):
        self.left -= 1
        if self.left > 0:
            return self.bench.receive(data)
        if self.left == 0 and self.hears_last:
            self.bench.receive(data)
        self.bench.make_lock()
        raise TransportError("the cable is out")


def packets_of(whole, job, signature):
    """How many a visit has that nobody cuts."""
    cable = CutCable(whole, MANY, hears_last=True)
    link = Link(MemoryTransport(cable), monotonic=lambda: 0.0, first_seq=0)
    Visit(link, now=whole.now).carry_out(job, signature)
    return MANY - cable.left


@pytest.mark.parametrize("hears_last", [True, False])
@pytest.mark.parametrize("job_kind", ["order", "installation"])
def test_a_visit_cut_at_any_packet_is_taken_up_and_done_once(job_kind, hears_last):
    jobs, signature = signed_jobs(0, everything)
    job = jobs[7] if job_kind == "order" else installation()
    whole = Bench(owned=job_kind == "order")
    for packets in range(1, packets_of(whole, job, signature) + 1):
        bench = Bench(owned=job_kind == "order")
        cable = CutCable(bench, packets, hears_last=hears_last)
        link = Link(MemoryTransport(cable), monotonic=lambda: 0.0, first_seq=0)
        with suppress(Interrupted):
            Visit(link, now=bench.now).carry_out(job, signature)
        result = bench.visit().carry_out(job, signature)

        assert DONE is result.outcome
        assert whole.agreed() == bench.agreed()
        assert whole.deeds() == bench.deeds()


def cuts_in_commits(monkeypatch, bench, job, signature):
    """Of each change that a visit makes whole: its first byte, its middle and its last one."""
    spans = []
    honest = Memory.commit

    def commit(memory, writes):
        before = memory.writes_left
        honest(memory, writes)
        spans.append((MANY - before, MANY - memory.writes_left))

    with monkeypatch.context() as patched:
        patched.setattr(Memory, "commit", commit)
        bench.memory.cut_power_after(MANY)
        bench.visit().carry_out(job, signature)
    bench.memory.cut_power_after(None)
    return [at for first, end in spans for at in (first, (first + end) // 2, end - 1)]


def test_a_power_cut_in_any_change_of_a_visit_leaves_it_undone_or_done_once(monkeypatch):
    """In each of its commits, and here and there where an order or a signature comes in."""
    jobs, signature = signed_jobs(0, everything)
    whole = Bench()
    cuts = cuts_in_commits(monkeypatch, whole, jobs[7], signature)
    done = [each for each in whole.deeds() if each is not Deed.POWER_BACK]
    for count in (*range(0, cuts[0], POWER_CUT_STRIDE), *cuts):
        bench = Bench()
        bench.memory.cut_power_after(count)
        with suppress(Interrupted):
            bench.visit().carry_out(jobs[7], signature)
        bench.memory.cut_power_after(None)
        bench.make_lock()
        bench.lock.power_back()
        result = bench.visit().carry_out(jobs[7], signature)
        deeds = [each for each in bench.deeds() if each is not Deed.POWER_BACK]

        assert DONE is result.outcome
        assert whole.agreed() == bench.agreed()
        assert sorted(set(done)) == sorted(set(deeds))
        assert deeds.count(Deed.OPENED_BY_ORDER) == deeds.count(Deed.REKEYED) == 1


@pytest.mark.parametrize("kind", ["installation", "decommission"])
def test_a_power_cut_in_an_installation_or_a_wiping_leaves_no_half(kind):
    if kind == "installation":
        job, signature = installation(), b""
    else:
        jobs, signature = signed_jobs(0, lambda _: [SetClock(LOCAL), Decommission()])
        job = jobs[7]
    is_owned = kind == "decommission"
    whole = Bench(owned=is_owned)
    whole.visit().carry_out(job, signature)
    for count in range(0, 34_000, STRIDE):
        bench = Bench(owned=is_owned)
        bench.memory.cut_power_after(count)
        try:
            bench.visit().carry_out(job, signature)
        except Interrupted:
            bench.memory.cut_power_after(None)
            bench.make_lock()
            bench.lock.power_back()
            assert bench.hello().state in {0, 1}
            result = bench.visit().carry_out(job, signature)

            assert DONE is result.outcome
        assert whole.agreed() == bench.agreed()


def test_a_power_cut_in_a_signature_s_state_leaves_the_old_one_the_new_one_or_none():
    old, new = b"o" * STATE_BYTES, b"n" * STATE_BYTES
    found = []
    memory = Bench().memory
    for count in range(STATE_BYTES + 2):
        standing_order.hold_stream(memory, old)
        memory.cut_power_after(count)
        with pytest.raises(PowerCut):
            standing_order.hold_stream(memory, new)
        found.append(standing_order.stream(memory))

    assert [old] + [b""] * (STATE_BYTES + 1) == found


class TestDeadBattery:
    """The cable feeds the lock, and the order brings the time."""

    @pytest.fixture
    def bench(self):
        made = Bench()
        made.batteries = Batteries(lambda: made.seconds)
        made.lock = Lock(made.memory, made.crystal, made.meter, made.batteries)
        made.seconds = 6 * 365 * 24 * HOUR
        return made

    def test_a_lock_with_dead_batteries_is_opened_by_an_order_that_sets_its_clock(self, bench):
        assert Why.NO_POWER is bench.swipe(1, X1)
        now = bench.seconds
        jobs, signature = signed_jobs(
            0, lambda _: [SetClock(LOCAL), Open()], window=(now - HOUR, now + HOUR)
        )

        assert DONE is bench.visit().carry_out(jobs[7], signature).outcome
        assert 1 == bench.deeds().count(Deed.OPENED_BY_ORDER)
        assert bench.now() == bench.lock.now

    def test_an_order_that_brings_no_time_does_not_open_it(self, bench):
        now = bench.seconds
        jobs, signature = signed_jobs(0, lambda _: [Open()], window=(-HOUR, now + HOUR))
        result = bench.visit().carry_out(jobs[7], signature)

        assert (VisitOutcome.REFUSED, Answer.CLOCK_DOUBTFUL) == (result.outcome, result.answer)
        assert 0 == bench.deeds().count(Deed.OPENED_BY_ORDER)


def test_a_question_longer_than_any_frame_is_dropped_and_the_next_is_answered():
    bench = Bench()
    bench.receive(b"\1" * 5_000)

    assert 7 == bench.hello().lock
    assert b"" != bench.ask(CableOp.HELLO)


class TestAudit:
    """It is in the programmer's flash before the lock closes it."""

    def test_an_audit_whose_visit_was_cut_off_is_read_again(self, bench):
        jobs, signature = signed_jobs(0, lambda _: [ReadAudit()])

        def cut(_result):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            Visit(bench.link(), now=bench.now, keep=cut).carry_out(jobs[7], signature)
        again = bench.visit().carry_out(jobs[7], signature)

        assert 8_192 == len(again.audit)
        assert 1 == bench.deeds().count(Deed.AUDIT_READ)
        assert b"" == bench.visit().carry_out(jobs[7], signature).audit

    def test_an_audit_left_open_closes_with_the_order_s_window(self, bench):
        jobs, signature = signed_jobs(0, lambda _: [ReadAudit()])
        bench.visit().carry_out(jobs[7], signature)
        bench.memory.write([ORDER_STEPS.put(b"\1\1")])  # as if its end had been lost
        assert 960 == len(bench.ask(CableOp.AUDIT, b"\0\0"))
        bench.seconds += 49 * HOUR
        with pytest.raises(DeviceError) as caught:
            bench.ask(CableOp.AUDIT, b"\0\0")

        assert Answer.EXPIRED == caught.value.code
