"""A factory lock becomes a hotel's, and shows by its digest that it holds what was given."""

from hardware.locks.cable import Answer, CableOp, InitSettings, LockHello, chunk_request, live
from hardware.locks.programmer.results import VisitOutcome
from tests.unit.locks.lock_bench import KEY, START, Bench, installation, order_payload, signed_jobs
from tests.unit.locks.lock_bench import settings as init_settings
from tests.unit.locks.order_kit import DONE, OPEN, refusal


def test_a_factory_lock_takes_any_installation_and_shows_it_by_its_digest():
    honest, other = Bench(), Bench(owned=False)
    result = other.visit().carry_out(installation(key=b"another key 1234"), b"")

    assert DONE is result.outcome
    assert honest.hello().digest == result.hello.digest  # no key is in it
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


def test_an_installation_again_is_told_from_the_digest(bench):
    assert DONE is bench.visit().carry_out(installation(), b"").outcome
    result = bench.visit().carry_out(installation(next_leaf=3), b"")

    assert (VisitOutcome.REFUSED, Answer.NOT_FACTORY) == (result.outcome, result.answer)


def test_settings_and_hello_come_back_as_they_were(bench):
    assert init_settings() == InitSettings.decode(init_settings().encode())
    assert bench.hello() == LockHello.decode(bench.hello().encode())
    assert KEY.hex() not in repr(init_settings())
