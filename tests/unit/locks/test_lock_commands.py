"""What each command of an accepted order does to a lock, once."""

from hardware.locks.audit_entry import Deed, Why
from hardware.locks.cable import Answer, CableOp, live
from hardware.locks.firmware import memory_map
from hardware.locks.lms import verify_ms_worst
from hardware.locks.lms_sets import PublicKey
from hardware.locks.order_commands import Decommission, ReadAudit, Revoke, SetClock
from hardware.locks.programmer.results import VisitOutcome
from hardware.locks.programmer.visit import Visit
from hardware.locks.staff_table import SLOT_SIZE
from tests.unit.locks.lock_bench import (
    HARDWARE_ID,
    HOUR,
    KEY,
    LOCAL,
    NEXT_KEY,
    X1,
    X2,
    installation,
    signed_jobs,
    staff,
)
from tests.unit.locks.order_kit import DONE, OPEN, everything, refusal


def test_set_clock_sets_it_and_the_next_changes_of_local_time(bench):
    jobs, signature = signed_jobs(0, lambda _: [SetClock(LOCAL)])
    bench.pull_batteries(HOUR)
    result = bench.visit().carry_out(jobs[7], signature)

    assert (DONE, True) == (result.outcome, result.was_doubtful)
    assert bench.now() == bench.lock.now
    assert not bench.lock.is_doubtful


def test_a_staff_table_is_written_whole(bench):
    jobs, signature = signed_jobs(0, lambda lock: [everything(lock)[1]])

    assert DONE is bench.visit().carry_out(jobs[7], signature).outcome
    assert staff(7, period=1, first=500) == bench.memory.read(memory_map.STAFF)


def test_revoke_clears_the_image_and_keeps_the_serial(bench):
    jobs, signature = signed_jobs(0, lambda _: [Revoke(frozenset({3, 150}))])
    before = bench.memory.read(memory_map.STAFF)
    bench.visit().carry_out(jobs[7], signature)
    after = bench.memory.read(memory_map.STAFF)
    at = 3 * SLOT_SIZE

    revoked = before[at : at + 4] + bytes(16) + before[at + 20 : at + 21] + b"\2"
    assert before[:at] + revoked + before[at + SLOT_SIZE :] == after


def test_after_rekey_a_card_needs_the_new_key(bench):
    jobs, signature = signed_jobs(0, lambda lock: [everything(lock)[3]])
    bench.visit().carry_out(jobs[7], signature)

    assert Why.ALTERED is bench.swipe(1, X1, key=KEY)
    assert Why.OPENED is bench.swipe(1, X1, key=NEXT_KEY)


def test_after_resync_a_lower_card_is_old_and_the_next_one_opens(bench):
    jobs, signature = signed_jobs(0, lambda lock: [everything(lock)[4]])
    bench.visit().carry_out(jobs[7], signature)

    assert Why.OPENED is bench.swipe(2, X2)
    assert Why.OLD is bench.swipe(1, X1)


def test_a_key_of_no_newer_generation_is_refused(bench):
    jobs, signature = signed_jobs(0, lambda lock: [everything(lock)[3]])
    bench.visit().carry_out(jobs[7], signature)
    jobs, signature = signed_jobs(1, lambda lock: [everything(lock)[3]])
    result = bench.visit().carry_out(jobs[7], signature)

    assert (VisitOutcome.REFUSED, Answer.BACKWARDS) == (result.outcome, result.answer)
    assert Why.OPENED is bench.swipe(1, X1, key=NEXT_KEY)


def test_resync_never_goes_down(bench):
    assert Why.OPENED is bench.swipe(2, X2)
    jobs, signature = signed_jobs(0, lambda lock: [everything(lock)[4]])
    result = bench.visit().carry_out(jobs[7], signature)

    assert (VisitOutcome.REFUSED, Answer.BACKWARDS) == (result.outcome, result.answer)
    assert Why.OLD is bench.swipe(1, X1)


def test_open_opens_once(bench):
    jobs, signature = signed_jobs(0, OPEN)
    bench.visit().carry_out(jobs[7], signature)
    bench.visit().carry_out(jobs[7], signature)
    bench.ask(CableOp.EXECUTE, b"\0" + live(bench.now()))

    assert [Deed.OPENED_BY_ORDER] == [d for d in bench.deeds() if d is Deed.OPENED_BY_ORDER]


def test_the_audit_is_read_by_order_alone_and_closed_afterwards(bench):
    assert Answer.NO_AUDIT is refusal(bench, CableOp.AUDIT, b"\0\0")
    jobs, signature = signed_jobs(0, lambda _: [ReadAudit()])
    audit = bench.visit().carry_out(jobs[7], signature).audit

    rings = bench.memory.read(memory_map.LASTING) + bench.memory.read(memory_map.REFUSALS)
    assert rings == audit
    assert Answer.NO_AUDIT is refusal(bench, CableOp.AUDIT, b"\0\0")


def test_decommission_wipes_all_and_the_lock_takes_another_hotel(bench):
    jobs, signature = signed_jobs(0, lambda _: [Decommission()])

    assert DONE is bench.visit().carry_out(jobs[7], signature).outcome
    kept = (memory_map.LAYOUT, memory_map.HARDWARE_ID)
    journal = (memory_map.REDO, memory_map.REDO_CHECK, memory_map.REDO_LENGTH)
    assert HARDWARE_ID == bench.memory.read(memory_map.HARDWARE_ID)
    assert not any(
        any(bench.memory.read(each)) for each in memory_map.MAP if each not in kept + journal
    )
    assert KEY not in bench.lock.ram()
    assert DONE is bench.visit().carry_out(installation(hotel=1), b"").outcome


def test_one_order_may_do_it_all(bench):
    jobs, signature = signed_jobs(0, everything)
    result = bench.visit().carry_out(jobs[7], signature)

    assert (DONE, 7, 1, 1) == (
        result.outcome,
        result.steps_done,
        result.hello.index,
        result.hello.key_generation,
    )


def test_no_packet_of_a_visit_costs_more_than_the_dearest_piece_of_a_signature(bench):
    jobs, signature = signed_jobs(0, everything)
    worst = 0

    def tell(_told):
        nonlocal worst
        worst, bench.meter.ms = max(worst, bench.meter.ms), 0

    bench.meter.ms = 0
    Visit(bench.link(), now=bench.now, tell=tell).carry_out(jobs[7], signature)

    assert 16 * 15 * 2 + 71 + 60 >= worst
    key = PublicKey.from_bytes(bench.memory.read(memory_map.PUBLIC_KEY))
    assert 2100 > verify_ms_worst(key, 32)
