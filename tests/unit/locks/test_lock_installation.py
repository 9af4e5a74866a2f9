"""A factory lock becomes a hotel's, and shows by its digest that it holds what was given."""

import pytest

from hardware.errors import DeviceError, DeviceTimeout
from hardware.locks.cable import Answer, CableOp, LockHello, chunk_request, live
from hardware.locks.firmware.memory import Memory
from hardware.locks.installation import InitSettings
from hardware.locks.programmer.results import VisitOutcome
from hardware.locks.staff_table import chunks
from tests.unit.locks.lock_bench import (
    KEY,
    START,
    Bench,
    installation,
    order_payload,
    signed_jobs,
    staff,
)
from tests.unit.locks.lock_bench import settings as init_settings
from tests.unit.locks.order_kit import DONE, OPEN, refusal


def test_a_factory_lock_takes_any_installation_and_shows_it_by_its_digest():
    honest, other = Bench(), Bench(owned=False)
    result = other.visit().carry_out(installation(key=b"another key 1234"), b"")

    assert DONE is result.outcome
    assert honest.hello().digest != result.hello.digest  # its key is another
    again = Bench(owned=False)
    again.visit().carry_out(installation(), b"")
    assert honest.hello().digest == again.hello().digest
    changed = Bench(owned=False)
    changed.visit().carry_out(installation(next_leaf=1), b"")
    assert honest.hello().digest != changed.hello().digest


def test_a_factory_lock_obeys_no_order():
    bench = Bench(owned=False)
    jobs, _ = signed_jobs(0, OPEN)

    assert Answer.NOT_OWNED is refusal(bench, CableOp.ORDER, order_payload(jobs[7], bench.now()))


def test_a_table_with_a_piece_missing_installs_nothing():
    bench = Bench(owned=False)
    bench.ask(CableOp.INIT_BEGIN, init_settings().encode())
    bench.ask(CableOp.INIT_CHUNK, chunk_request(0, bytes(528)))

    assert Answer.CHUNKS_MISSING is refusal(bench, CableOp.INIT_END, live(START))
    assert not bench.lock.is_owned


def test_an_installation_begun_anew_and_cut_cannot_be_ended_with_the_former_one_s_table():
    bench = Bench(owned=False)
    bench.ask(CableOp.INIT_BEGIN, init_settings().encode())
    for number, chunk in enumerate(chunks(staff(7))):
        bench.ask(CableOp.INIT_CHUNK, chunk_request(number, chunk))
    complete = bench.memory.image()
    assert DONE is ended(bench)
    answers = []
    for count in range(1, 200, 3):
        bench.memory = Memory(complete)
        bench.make_lock()
        bench.memory.cut_power_after(count)
        with pytest.raises(DeviceTimeout):
            bench.ask(CableOp.INIT_BEGIN, init_settings(hotel=1).encode())
        bench.lock.power_back()
        answers.append(ended(bench))

    assert {Answer.OUT_OF_STEP} == set(answers)


def ended(bench):
    """What INIT_END comes to."""
    try:
        bench.ask(CableOp.INIT_END, live(START))
    except DeviceError as refusal:
        return Answer(refusal.code)
    return DONE


def test_an_installation_again_is_told_from_the_digest(bench):
    assert DONE is bench.visit().carry_out(installation(), b"").outcome
    result = bench.visit().carry_out(installation(next_leaf=3), b"")

    assert (VisitOutcome.REFUSED, Answer.NOT_FACTORY) == (result.outcome, result.answer)


def test_settings_and_hello_come_back_as_they_were(bench):
    assert init_settings() == InitSettings.decode(init_settings().encode())
    assert bench.hello() == LockHello.decode(bench.hello().encode())
    assert KEY.hex() not in repr(init_settings())
