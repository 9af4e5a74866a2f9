"""Orders that were not signed for this lock and this moment are refused by name."""

import pytest

from hardware.locks.cable import Answer, CableOp
from hardware.locks.lms import verify
from hardware.locks.lms_key import randomizer, signed
from hardware.locks.order_commands import ReadAudit
from hardware.locks.programmer.results import VisitOutcome
from hardware.locks.rounds import message_of
from tests.unit.locks.lock_bench import FREE, HOTEL, material, order_payload, signed_jobs
from tests.unit.locks.order_kit import CLOCK_AND_OPEN, DONE, OPEN, refusal, refused_signature, send


@pytest.mark.parametrize("at", range(18 + 3 + 14 + 3))
def test_an_altered_byte_of_a_signed_order_is_refused(bench, at):
    jobs, signature = signed_jobs(1, CLOCK_AND_OPEN)
    content = bytearray(jobs[7].order.encode())
    content[at] ^= 1

    assert refused_signature(bench, jobs[7], signature, content=bytes(content)) in {
        Answer.BAD_ORDER,
        Answer.HOTEL,
        Answer.LOCK,
        Answer.TOO_EARLY,
        Answer.EXPIRED,
        Answer.BAD_SIGNATURE,
    }
    send(bench, jobs[7], signature)
    assert 2 == bench.hello().next_leaf


@pytest.mark.parametrize("at", [0, 1, 2, 3, 20, 34, 35, 66])
def test_an_altered_path_is_refused(bench, at):
    jobs, signature = signed_jobs(0, OPEN)
    path = bytearray(jobs[7].path.encode())
    path[at] ^= 1

    answer = refused_signature(bench, jobs[7], signature, path=bytes(path))
    assert answer in {Answer.VALUE, Answer.BAD_SIGNATURE}


@pytest.mark.parametrize("at", [0, 3, 7, 8, 39, 40, 1000, 2183, 2187, 2188, 2347])
def test_an_altered_signature_is_refused(bench, at):
    jobs, signature = signed_jobs(0, OPEN)
    altered = bytearray(signature)
    altered[at] ^= 1

    assert Answer.BAD_SIGNATURE is refused_signature(bench, jobs[7], bytes(altered))


def test_a_replay_is_old(bench):
    jobs, signature = signed_jobs(0, OPEN)
    send(bench, jobs[7], signature)

    assert Answer.OLD is refusal(bench, CableOp.ORDER, order_payload(jobs[7], bench.now()))


def test_an_older_round_is_old_after_a_newer_one(bench):
    older, older_signature = signed_jobs(3, OPEN)
    newer, newer_signature = signed_jobs(4, OPEN)
    assert DONE is bench.visit().carry_out(newer[7], newer_signature).outcome
    result = bench.visit().carry_out(older[7], older_signature)

    assert (VisitOutcome.REFUSED, Answer.OLD) == (result.outcome, result.answer)


def test_a_gap_in_q_is_no_matter(bench):
    jobs, signature = signed_jobs(20, OPEN)

    assert DONE is bench.visit().carry_out(jobs[7], signature).outcome


def test_another_lock_s_order_is_refused(bench):
    jobs, signature = signed_jobs(0, OPEN)

    assert Answer.LOCK is refusal(bench, CableOp.ORDER, order_payload(jobs[8], bench.now()))
    result = bench.visit().carry_out(jobs[8], signature)
    assert VisitOutcome.OTHER_LOCK is result.outcome


def test_another_hotel_s_order_is_refused(bench):
    jobs, _ = signed_jobs(0, OPEN, hotel=HOTEL + 1, name=b"other")

    assert Answer.HOTEL is refusal(bench, CableOp.ORDER, order_payload(jobs[7], bench.now()))


def test_another_key_s_signature_over_this_hotel_s_order_is_refused(bench):
    jobs, signature = signed_jobs(0, OPEN, name=b"other")

    assert Answer.BAD_SIGNATURE is refused_signature(bench, jobs[7], signature)


def test_a_leaf_signs_for_its_own_q_alone(bench):
    jobs, signature = signed_jobs(3, OPEN)
    key = material()
    message = message_of(FREE, jobs[7].order.encode(), HOTEL, 3, jobs[7].path)
    other = signed(key, 2, message, randomizer(key, 2))
    assert verify(FREE, key.public_key, message, other)

    assert Answer.BAD_SIGNATURE is refused_signature(bench, jobs[7], other)
    send(bench, jobs[7], signature)
    assert 4 == bench.hello().next_leaf


def test_pieces_of_two_honest_rounds_do_not_go_together(bench):
    one, one_signature = signed_jobs(0, OPEN)
    two, two_signature = signed_jobs(1, lambda _: [ReadAudit()])

    assert Answer.BAD_SIGNATURE is refused_signature(bench, one[7], two_signature)
    assert Answer.BAD_SIGNATURE is refused_signature(
        bench, two[7], two_signature, path=one[7].path.encode()
    )
    for cut in (4, 40, 40 + 32 * 30, 2188):
        mixed = one_signature[:cut] + two_signature[cut:]
        assert Answer.BAD_SIGNATURE is refused_signature(bench, one[7], mixed)
    send(bench, one[7], one_signature)
    assert 1 == bench.hello().next_leaf


def test_an_order_changed_under_its_signature_is_refused(bench):
    jobs, signature = signed_jobs(0, lambda _: [ReadAudit()])
    others, _ = signed_jobs(0, OPEN)
    bench.ask(CableOp.ORDER, order_payload(jobs[7], bench.now()))
    bench.ask(CableOp.PATH, jobs[7].path.encode())
    bench.ask(CableOp.ORDER, order_payload(others[7], bench.now()))

    piece = b"\0\0" + signature[:512]
    assert Answer.OUT_OF_STEP is refusal(bench, CableOp.SIGNATURE, piece)
