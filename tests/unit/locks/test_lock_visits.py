"""The programmer's port: what an order does, and that a lock does nothing else for anybody."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.errors import DeviceError, TransportError
from hardware.locks.audit_entry import Deed, Why
from hardware.locks.cable import Answer, CableOp, InitSettings, LockHello, chunk_request, live
from hardware.locks.chains import guest_image
from hardware.locks.firmware import memory_map
from hardware.locks.lms import verify, verify_ms_worst
from hardware.locks.lms_key import randomizer, signed
from hardware.locks.lms_sets import PublicKey
from hardware.locks.orders import (
    Decommission,
    Open,
    ReadAudit,
    Rekey,
    Resync,
    Revoke,
    SetClock,
    StaffTable,
    chunks,
    masked,
)
from hardware.locks.programmer.results import VisitOutcome
from hardware.locks.programmer.visit import Interrupted, Visit
from hardware.locks.rounds import message_of
from hardware.locks.staff_table import SLOT_SIZE
from hardware.protocol.frame import Frame
from hardware.protocol.link import Link
from hardware.transport.memory import MemoryTransport
from tests.unit.locks.lock_bench import (
    FREE,
    HARDWARE_ID,
    HOTEL,
    HOUR,
    KEY,
    LOCAL,
    NEXT_KEY,
    START,
    X1,
    X2,
    Bench,
    installation,
    material,
    order_payload,
    signed_jobs,
    staff,
)
from tests.unit.locks.lock_bench import settings as init_settings

DONE = VisitOutcome.DONE
POWER_CUT_STRIDE = 389
OPEN = lambda _lock: [Open()]  # noqa: E731 - the shortest round there is
CLOCK_AND_OPEN = lambda _lock: [SetClock(LOCAL), Open()]  # noqa: E731


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


@pytest.fixture
def bench():
    return Bench()


def refusal(bench, op, payload=b""):
    """The name by which the lock refuses; and nothing that an order can change has changed."""
    before = bench.agreed()
    with pytest.raises(DeviceError) as caught:
        bench.ask(op, payload)

    assert before == bench.agreed()
    return Answer(caught.value.code)


def send(bench, job, signature, *, path=None, content=None):
    """Order, path and signature, as they are or changed."""
    bench.ask(CableOp.ORDER, live(bench.now()) + (content or job.order.encode()))
    bench.ask(CableOp.PATH, path or job.path.encode())
    send_signature(bench, signature)


def send_signature(bench, signature, first=0):
    for at in range(first, len(signature), 512):
        bench.ask(CableOp.SIGNATURE, at.to_bytes(2, "big") + signature[at : at + 512])


def refused_signature(bench, job, signature, **changes):
    before = bench.agreed()
    with pytest.raises(DeviceError) as caught:
        send(bench, job, signature, **changes)

    assert before == bench.agreed()
    return Answer(caught.value.code)


class TestCommands:
    def test_set_clock_sets_it_and_the_next_changes_of_local_time(self, bench):
        jobs, signature = signed_jobs(0, lambda _: [SetClock(LOCAL)])
        bench.pull_batteries(HOUR)
        result = bench.visit().carry_out(jobs[7], signature)

        assert (DONE, True) == (result.outcome, result.was_doubtful)
        assert bench.now() == bench.lock.now
        assert not bench.lock.is_doubtful

    def test_a_staff_table_is_written_whole(self, bench):
        jobs, signature = signed_jobs(0, lambda lock: [everything(lock)[1]])

        assert DONE is bench.visit().carry_out(jobs[7], signature).outcome
        assert staff(7, period=1, first=500) == bench.memory.read(memory_map.STAFF)

    def test_revoke_clears_the_image_and_keeps_the_serial(self, bench):
        jobs, signature = signed_jobs(0, lambda _: [Revoke(frozenset({3, 150}))])
        before = bench.memory.read(memory_map.STAFF)
        bench.visit().carry_out(jobs[7], signature)
        after = bench.memory.read(memory_map.STAFF)
        at = 3 * SLOT_SIZE

        revoked = before[at : at + 4] + bytes(16) + before[at + 20 : at + 21] + b"\2"
        assert before[:at] + revoked + before[at + SLOT_SIZE :] == after

    def test_after_rekey_a_card_needs_the_new_key(self, bench):
        jobs, signature = signed_jobs(0, lambda lock: [everything(lock)[3]])
        bench.visit().carry_out(jobs[7], signature)

        assert Why.ALTERED is bench.swipe(1, X1, key=KEY)
        assert Why.OPENED is bench.swipe(1, X1, key=NEXT_KEY)

    def test_after_resync_a_lower_card_is_old_and_the_next_one_opens(self, bench):
        jobs, signature = signed_jobs(0, lambda lock: [everything(lock)[4]])
        bench.visit().carry_out(jobs[7], signature)

        assert Why.OPENED is bench.swipe(2, X2)
        assert Why.OLD is bench.swipe(1, X1)

    def test_a_key_of_no_newer_generation_is_refused(self, bench):
        jobs, signature = signed_jobs(0, lambda lock: [everything(lock)[3]])
        bench.visit().carry_out(jobs[7], signature)
        jobs, signature = signed_jobs(1, lambda lock: [everything(lock)[3]])
        result = bench.visit().carry_out(jobs[7], signature)

        assert (VisitOutcome.REFUSED, Answer.BACKWARDS) == (result.outcome, result.answer)
        assert Why.OPENED is bench.swipe(1, X1, key=NEXT_KEY)

    def test_resync_never_goes_down(self, bench):
        assert Why.OPENED is bench.swipe(2, X2)
        jobs, signature = signed_jobs(0, lambda lock: [everything(lock)[4]])
        result = bench.visit().carry_out(jobs[7], signature)

        assert (VisitOutcome.REFUSED, Answer.BACKWARDS) == (result.outcome, result.answer)
        assert Why.OLD is bench.swipe(1, X1)

    def test_open_opens_once(self, bench):
        jobs, signature = signed_jobs(0, OPEN)
        bench.visit().carry_out(jobs[7], signature)
        bench.visit().carry_out(jobs[7], signature)
        bench.ask(CableOp.EXECUTE, b"\0" + live(bench.now()))

        assert [Deed.OPENED_BY_ORDER] == [d for d in bench.deeds() if d is Deed.OPENED_BY_ORDER]

    def test_the_audit_is_read_by_order_alone_and_closed_afterwards(self, bench):
        assert Answer.NO_AUDIT is refusal(bench, CableOp.AUDIT, b"\0\0")
        jobs, signature = signed_jobs(0, lambda _: [ReadAudit()])
        audit = bench.visit().carry_out(jobs[7], signature).audit

        rings = bench.memory.read(memory_map.LASTING) + bench.memory.read(memory_map.REFUSALS)
        assert rings == audit
        assert Answer.NO_AUDIT is refusal(bench, CableOp.AUDIT, b"\0\0")

    def test_decommission_wipes_all_and_the_lock_takes_another_hotel(self, bench):
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

    def test_one_order_may_do_it_all(self, bench):
        jobs, signature = signed_jobs(0, everything)
        result = bench.visit().carry_out(jobs[7], signature)

        assert (DONE, 7, 1, 1) == (
            result.outcome,
            result.steps_done,
            result.hello.index,
            result.hello.key_generation,
        )

    def test_no_packet_of_a_visit_costs_more_than_the_dearest_piece_of_a_signature(self, bench):
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


class TestStrangers:
    """Home-made programmers, stolen ones, and recordings."""

    def test_hello_tells_no_key_and_no_image(self, bench):
        told = bench.ask(CableOp.HELLO)

        assert KEY not in told
        assert bench.memory.read(memory_map.GUEST_IMAGE) not in told

    @pytest.mark.parametrize("at", range(18 + 3 + 14 + 3))
    def test_an_altered_byte_of_a_signed_order_is_refused(self, bench, at):
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
    def test_an_altered_path_is_refused(self, bench, at):
        jobs, signature = signed_jobs(0, OPEN)
        path = bytearray(jobs[7].path.encode())
        path[at] ^= 1

        answer = refused_signature(bench, jobs[7], signature, path=bytes(path))
        assert answer in {Answer.VALUE, Answer.BAD_SIGNATURE}

    @pytest.mark.parametrize("at", [0, 3, 7, 8, 39, 40, 1000, 2183, 2187, 2188, 2347])
    def test_an_altered_signature_is_refused(self, bench, at):
        jobs, signature = signed_jobs(0, OPEN)
        altered = bytearray(signature)
        altered[at] ^= 1

        assert Answer.BAD_SIGNATURE is refused_signature(bench, jobs[7], bytes(altered))

    def test_a_replay_is_old(self, bench):
        jobs, signature = signed_jobs(0, OPEN)
        send(bench, jobs[7], signature)

        assert Answer.OLD is refusal(bench, CableOp.ORDER, order_payload(jobs[7], bench.now()))

    def test_an_older_round_is_old_after_a_newer_one(self, bench):
        older, older_signature = signed_jobs(3, OPEN)
        newer, newer_signature = signed_jobs(4, OPEN)
        assert DONE is bench.visit().carry_out(newer[7], newer_signature).outcome
        result = bench.visit().carry_out(older[7], older_signature)

        assert (VisitOutcome.REFUSED, Answer.OLD) == (result.outcome, result.answer)

    def test_a_gap_in_q_is_no_matter(self, bench):
        jobs, signature = signed_jobs(20, OPEN)

        assert DONE is bench.visit().carry_out(jobs[7], signature).outcome

    def test_another_lock_s_order_is_refused(self, bench):
        jobs, signature = signed_jobs(0, OPEN)

        assert Answer.LOCK is refusal(bench, CableOp.ORDER, order_payload(jobs[8], bench.now()))
        result = bench.visit().carry_out(jobs[8], signature)
        assert VisitOutcome.OTHER_LOCK is result.outcome

    def test_another_hotel_s_order_is_refused(self, bench):
        jobs, _ = signed_jobs(0, OPEN, hotel=HOTEL + 1, name=b"other")

        assert Answer.HOTEL is refusal(bench, CableOp.ORDER, order_payload(jobs[7], bench.now()))

    def test_another_key_s_signature_over_this_hotel_s_order_is_refused(self, bench):
        jobs, signature = signed_jobs(0, OPEN, name=b"other")

        assert Answer.BAD_SIGNATURE is refused_signature(bench, jobs[7], signature)

    def test_a_leaf_signs_for_its_own_q_alone(self, bench):
        jobs, signature = signed_jobs(3, OPEN)
        key = material()
        message = message_of(FREE, jobs[7].order.encode(), HOTEL, 3, jobs[7].path)
        other = signed(key, 2, message, randomizer(key, 2))
        assert verify(FREE, key.public_key, message, other)

        assert Answer.BAD_SIGNATURE is refused_signature(bench, jobs[7], other)
        send(bench, jobs[7], signature)
        assert 4 == bench.hello().next_leaf

    def test_pieces_of_two_honest_rounds_do_not_go_together(self, bench):
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

    def test_an_order_changed_under_its_signature_is_refused(self, bench):
        jobs, signature = signed_jobs(0, lambda _: [ReadAudit()])
        others, _ = signed_jobs(0, OPEN)
        bench.ask(CableOp.ORDER, order_payload(jobs[7], bench.now()))
        bench.ask(CableOp.PATH, jobs[7].path.encode())
        bench.ask(CableOp.ORDER, order_payload(others[7], bench.now()))

        piece = b"\0\0" + signature[:512]
        assert Answer.OUT_OF_STEP is refusal(bench, CableOp.SIGNATURE, piece)

    def test_nothing_unsigned_disturbs_an_order_that_is_being_carried_out(self, bench):
        jobs, signature = signed_jobs(0, everything)
        send(bench, jobs[7], signature)
        bench.ask(CableOp.EXECUTE, b"\0" + live(bench.now()))
        bench.ask(CableOp.CHUNK, chunk_request(0, chunks(jobs[7].table)[0]))
        others, other_signature = signed_jobs(1, OPEN, name=b"other")
        assert Answer.BAD_SIGNATURE is refused_signature(bench, others[7], other_signature)

        assert DONE is bench.visit().carry_out(jobs[7], signature).outcome

    def test_half_a_signature_that_a_stranger_left_does_not_spoil_the_visit(self, bench):
        jobs, signature = signed_jobs(0, OPEN)
        bench.ask(CableOp.ORDER, order_payload(jobs[7], bench.now()))
        bench.ask(CableOp.PATH, jobs[8].path.encode())
        bench.ask(CableOp.SIGNATURE, b"\0\0" + signature[:512])

        assert DONE is bench.visit().carry_out(jobs[7], signature).outcome

    def test_a_chunk_that_was_not_signed_is_refused(self, bench):
        jobs, signature = signed_jobs(0, lambda lock: [everything(lock)[1]])
        send(bench, jobs[7], signature)
        foreign = chunks(jobs[8].table)[0]

        assert Answer.CHUNK_DIFFERS is refusal(bench, CableOp.CHUNK, chunk_request(0, foreign))
        moved = chunks(jobs[7].table)[1]
        assert Answer.CHUNK_DIFFERS is refusal(bench, CableOp.CHUNK, chunk_request(0, moved))
        execute = b"\0" + live(bench.now())
        assert Answer.CHUNKS_MISSING is refusal(bench, CableOp.EXECUTE, execute)

    def test_steps_are_done_in_turn(self, bench):
        execute = b"\1" + live(bench.now())
        assert Answer.NO_ORDER is refusal(bench, CableOp.EXECUTE, execute)
        jobs, signature = signed_jobs(0, CLOCK_AND_OPEN)
        send(bench, jobs[7], signature)

        assert Answer.OUT_OF_STEP is refusal(bench, CableOp.EXECUTE, execute)

    def test_an_owned_lock_takes_no_installation(self, bench):
        payload = init_settings(key=b"thief's key 0123").encode()

        assert Answer.NOT_FACTORY is refusal(bench, CableOp.INIT_BEGIN, payload)
        assert Answer.NOT_FACTORY is refusal(
            bench, CableOp.INIT_CHUNK, chunk_request(0, bytes(528))
        )

    @settings(max_examples=60, deadline=None)
    @given(op=st.integers(0, 255), payload=st.binary(max_size=600))
    def test_whatever_a_stranger_says_changes_nothing(self, op, payload):
        bench = OWNED
        before = bench.agreed()
        answer = bench.receive(Frame(1, op, payload).encode())

        assert answer
        assert before == bench.agreed()

    @settings(max_examples=40, deadline=None)
    @given(noise=st.binary(max_size=2500))
    def test_noise_leaves_the_next_question_unharmed(self, noise):
        OWNED.receive(noise)

        assert 7 == OWNED.hello().lock

    def test_a_frame_that_came_in_halves_is_kept_in_the_memory(self, bench):
        request = Frame(5, CableOp.HELLO).encode()
        assert b"" == bench.receive(request[:4])
        bench.make_lock()

        assert 73 + 8 < len(bench.receive(request[4:]))


OWNED = Bench()


class TestTime:
    @pytest.mark.parametrize(
        ("window", "answer"),
        [((-48 * HOUR, -1), Answer.EXPIRED), ((1, 48 * HOUR), Answer.TOO_EARLY)],
    )
    def test_an_order_outside_its_window_is_refused(self, bench, window, answer):
        jobs, _ = signed_jobs(0, OPEN, window=window)

        assert answer is refusal(bench, CableOp.ORDER, order_payload(jobs[7], bench.now()))

    @pytest.mark.parametrize("window", [(-48 * HOUR, 0), (0, 48 * HOUR)])
    def test_the_window_holds_both_its_ends(self, bench, window):
        jobs, signature = signed_jobs(0, OPEN, window=window)

        assert DONE is bench.visit().carry_out(jobs[7], signature).outcome

    def test_a_live_time_outside_the_window_is_refused(self, bench):
        jobs, signature = signed_jobs(0, CLOCK_AND_OPEN)
        send(bench, jobs[7], signature)
        years = live(START + 10 * 365 * 24 * HOUR)

        assert Answer.LIVE_TIME is refusal(bench, CableOp.EXECUTE, b"\0" + years)

    def test_what_was_accepted_in_time_is_not_carried_out_after_it(self, bench):
        jobs, signature = signed_jobs(0, OPEN)
        send(bench, jobs[7], signature)
        bench.seconds += 49 * HOUR

        execute = b"\0" + live(bench.now())
        assert Answer.EXPIRED is refusal(bench, CableOp.EXECUTE, execute)

    def test_a_doubtful_clock_is_set_before_anything_else(self, bench):
        bench.pull_batteries(10 * HOUR)
        plain, _ = signed_jobs(0, OPEN)
        jobs, signature = signed_jobs(1, CLOCK_AND_OPEN)

        payload = order_payload(plain[7], bench.now())
        assert Answer.CLOCK_DOUBTFUL is refusal(bench, CableOp.ORDER, payload)
        assert DONE is bench.visit().carry_out(jobs[7], signature).outcome

    def test_pulling_the_batteries_revives_no_order_that_ended(self, bench):
        jobs, _ = signed_jobs(0, CLOCK_AND_OPEN, window=(-HOUR, 2 * HOUR))
        bench.seconds += 4 * HOUR
        bench.pull_batteries(HOUR)
        claimed = live(START + HOUR)

        payload = claimed + jobs[7].order.encode()
        assert Answer.EXPIRED is refusal(bench, CableOp.ORDER, payload)

    def test_a_clock_in_doubt_is_not_set_back_before_what_the_lock_has_seen(self, bench):
        long, signature = signed_jobs(0, lambda _: [SetClock(LOCAL)])
        short, _ = signed_jobs(1, CLOCK_AND_OPEN, window=(-HOUR, 2 * HOUR))
        bench.visit().carry_out(long[7], signature)
        bench.seconds += 4 * HOUR
        bench.pull_batteries(HOUR)
        again = b"\0" + live(START + HOUR)

        assert Answer.LIVE_TIME is refusal(bench, CableOp.EXECUTE, again)
        payload = live(START + HOUR) + short[7].order.encode()
        assert Answer.EXPIRED is refusal(bench, CableOp.ORDER, payload)

    def test_a_clock_lost_in_the_middle_is_set_again_and_the_rest_done_once(self, bench):
        jobs, signature = signed_jobs(0, CLOCK_AND_OPEN)
        send(bench, jobs[7], signature)
        bench.ask(CableOp.EXECUTE, b"\0" + live(bench.now()))
        bench.pull_batteries(HOUR)
        execute = b"\1" + live(bench.now())
        assert Answer.CLOCK_DOUBTFUL is refusal(bench, CableOp.EXECUTE, execute)

        assert DONE is bench.visit().carry_out(jobs[7], signature).outcome
        assert bench.now() == bench.lock.now


class TestInstallation:
    def test_a_factory_lock_takes_any_installation_and_shows_it_by_its_digest(self):
        honest, other = Bench(), Bench(owned=False)
        result = other.visit().carry_out(installation(key=b"another key 1234"), b"")

        assert DONE is result.outcome
        assert honest.hello().digest == result.hello.digest  # no key is in it
        changed = Bench(owned=False)
        changed.visit().carry_out(installation(next_leaf=1), b"")
        assert honest.hello().digest != changed.hello().digest

    def test_a_factory_lock_obeys_no_order(self):
        bench = Bench(owned=False)
        jobs, _ = signed_jobs(0, OPEN)

        assert Answer.NOT_OWNED is refusal(
            bench, CableOp.ORDER, order_payload(jobs[7], bench.now())
        )

    def test_a_table_with_a_piece_missing_installs_nothing(self):
        bench = Bench(owned=False)
        bench.ask(CableOp.INIT_BEGIN, init_settings().encode())
        bench.ask(CableOp.INIT_CHUNK, chunk_request(0, bytes(528)))

        assert Answer.CHUNKS_MISSING is refusal(bench, CableOp.INIT_END, live(START))
        assert not bench.lock.is_owned

    def test_an_installation_again_is_told_from_the_digest(self, bench):
        assert DONE is bench.visit().carry_out(installation(), b"").outcome
        result = bench.visit().carry_out(installation(next_leaf=3), b"")

        assert (VisitOutcome.REFUSED, Answer.NOT_FACTORY) == (result.outcome, result.answer)

    def test_settings_and_hello_come_back_as_they_were(self, bench):
        assert init_settings() == InitSettings.decode(init_settings().encode())
        assert bench.hello() == LockHello.decode(bench.hello().encode())
        assert KEY.hex() not in repr(init_settings())


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


class TestCuts:
    @pytest.mark.parametrize("hears_last", [True, False])
    @pytest.mark.parametrize("job_kind", ["order", "installation"])
    def test_a_visit_cut_at_any_packet_is_taken_up_and_done_once(self, job_kind, hears_last):
        jobs, signature = signed_jobs(0, everything)
        job = jobs[7] if job_kind == "order" else installation()
        whole = Bench(owned=job_kind == "order")
        whole.visit().carry_out(job, signature)
        bench = Bench(owned=job_kind == "order")
        for packets in (1, 2, 3, 4, 6, 8, 11, 12, 16, 17, 18, 19, 20, 21, 22, 25, 32, 34):
            if job_kind == "installation":
                bench = Bench(owned=False)
            cable = CutCable(bench, packets, hears_last=hears_last)
            link = Link(MemoryTransport(cable), monotonic=lambda: 0.0, first_seq=0)
            try:
                result = Visit(link, now=bench.now).carry_out(job, signature)
            except Interrupted:
                result = bench.visit().carry_out(job, signature)

            assert DONE is result.outcome
            assert whole.agreed() == bench.agreed()
            assert whole.deeds() == bench.deeds()
            if job_kind == "order":
                bench = Bench()

    def test_a_power_cut_at_any_write_leaves_it_undone_or_done_once(self):
        """A sample of the 12,000 bytes that such a visit writes; all commits have some in it."""
        jobs, signature = signed_jobs(0, everything)
        whole = Bench()
        whole.visit().carry_out(jobs[7], signature)
        done = [each for each in whole.deeds() if each is not Deed.POWER_BACK]
        for count in range(0, 12_000, POWER_CUT_STRIDE):
            bench = Bench()
            bench.memory.cut_power_after(count)
            try:
                result = bench.visit().carry_out(jobs[7], signature)
            except Interrupted:
                bench.memory.cut_power_after(None)
                bench.make_lock()
                bench.lock.power_back()
                result = bench.visit().carry_out(jobs[7], signature)
            deeds = [each for each in bench.deeds() if each is not Deed.POWER_BACK]

            assert DONE is result.outcome
            assert whole.agreed() == bench.agreed()
            assert sorted(set(done)) == sorted(set(deeds))
            assert deeds.count(Deed.OPENED_BY_ORDER) == deeds.count(Deed.REKEYED) == 1
