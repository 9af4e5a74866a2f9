"""Home-made programmers and recordings at the port: a lock does nothing else for anybody."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.locks.cable import Answer, CableOp, chunk_request, live
from hardware.locks.firmware import memory_map
from hardware.locks.staff_table import chunks
from hardware.protocol.frame import Frame
from tests.unit.locks.lock_bench import KEY, Bench, order_payload, signed_jobs
from tests.unit.locks.lock_bench import settings as init_settings
from tests.unit.locks.order_kit import (
    CLOCK_AND_OPEN,
    DONE,
    OPEN,
    everything,
    refusal,
    refused_signature,
    send,
)

OWNED = Bench()


def test_hello_tells_no_key_and_no_image(bench):
    told = bench.ask(CableOp.HELLO)

    assert KEY not in told
    assert bench.memory.read(memory_map.GUEST_IMAGE) not in told


def test_nothing_unsigned_disturbs_an_order_that_is_being_carried_out(bench):
    jobs, signature = signed_jobs(0, everything)
    send(bench, jobs[7], signature)
    bench.ask(CableOp.EXECUTE, b"\0" + live(bench.now()))
    bench.ask(CableOp.CHUNK, chunk_request(0, chunks(jobs[7].table)[0]))
    others, other_signature = signed_jobs(1, OPEN, name=b"other")
    assert Answer.BAD_SIGNATURE is refused_signature(bench, others[7], other_signature)

    assert DONE is bench.visit().carry_out(jobs[7], signature).outcome


def test_half_a_signature_that_a_stranger_left_does_not_spoil_the_visit(bench):
    jobs, signature = signed_jobs(0, OPEN)
    bench.ask(CableOp.ORDER, order_payload(jobs[7], bench.now()))
    bench.ask(CableOp.PATH, jobs[8].path.encode())
    bench.ask(CableOp.SIGNATURE, b"\0\0" + signature[:512])

    assert DONE is bench.visit().carry_out(jobs[7], signature).outcome


def test_a_chunk_that_was_not_signed_is_refused(bench):
    jobs, signature = signed_jobs(0, lambda lock: [everything(lock)[1]])
    send(bench, jobs[7], signature)
    foreign = chunks(jobs[8].table)[0]

    assert Answer.CHUNK_DIFFERS is refusal(bench, CableOp.CHUNK, chunk_request(0, foreign))
    moved = chunks(jobs[7].table)[1]
    assert Answer.CHUNK_DIFFERS is refusal(bench, CableOp.CHUNK, chunk_request(0, moved))
    execute = b"\0" + live(bench.now())
    assert Answer.CHUNKS_MISSING is refusal(bench, CableOp.EXECUTE, execute)


def test_steps_are_done_in_turn(bench):
    execute = b"\1" + live(bench.now())
    assert Answer.NO_ORDER is refusal(bench, CableOp.EXECUTE, execute)
    jobs, signature = signed_jobs(0, CLOCK_AND_OPEN)
    send(bench, jobs[7], signature)

    assert Answer.OUT_OF_STEP is refusal(bench, CableOp.EXECUTE, execute)


def test_an_owned_lock_takes_no_installation(bench):
    payload = init_settings(key=b"thief's key 0123").encode()

    assert Answer.NOT_FACTORY is refusal(bench, CableOp.INIT_BEGIN, payload)
    assert Answer.NOT_FACTORY is refusal(bench, CableOp.INIT_CHUNK, chunk_request(0, bytes(528)))


@settings(max_examples=60, deadline=None)
@given(op=st.integers(0, 255), payload=st.binary(max_size=600))
def test_whatever_a_stranger_says_changes_nothing(op, payload):
    bench = OWNED
    before = bench.agreed()
    answer = bench.receive(Frame(1, op, payload).encode())

    assert answer
    assert before == bench.agreed()


@settings(max_examples=40, deadline=None)
@given(noise=st.binary(max_size=2500))
def test_noise_leaves_the_next_question_unharmed(noise):
    OWNED.receive(noise)

    assert 7 == OWNED.hello().lock


def test_a_frame_that_came_in_halves_is_kept_in_the_memory(bench):
    request = Frame(5, CableOp.HELLO).encode()
    assert b"" == bench.receive(request[:4])
    bench.make_lock()

    assert 73 + 8 < len(bench.receive(request[4:]))
