"""The portable programmer: from the desk to the doors and back, and what a thief finds in it."""

import ast
import errno
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hardware.locks.programmer as programmer_package
from hardware.errors import DeviceError, TransportError
from hardware.locks.audit_entry import Deed, Why
from hardware.locks.order_commands import Open, ReadAudit, Rekey, SetClock, StaffTable, masked
from hardware.locks.programmer.desk_end import ProgrammerLine
from hardware.locks.programmer.jobs import BadPackage, Door, InstallationJob, OrderJob, Package
from hardware.locks.programmer.line import LineOp
from hardware.locks.programmer.programmer import Key, Programmer
from hardware.locks.programmer.results import VisitOutcome, decode_results
from hardware.locks.programmer.screen import COLUMNS, LINES
from hardware.locks.programmer.store import FolderStore
from hardware.protocol.link import Link
from hardware.status import Status
from hardware.transport.memory import MemoryTransport
from tests.unit.locks.lock_bench import (
    FREE,
    HOTEL,
    HOUR,
    KEY,
    LOCAL,
    NEXT_KEY,
    START,
    X1,
    Bench,
    installation,
    signed_jobs,
    staff,
)

DONE = VisitOutcome.DONE
FLOORS = {7: Door(7, 2, "Room 210"), 8: Door(8, 1, "Room 12"), 9: Door(9, 1, "Room 9")}


def link(device):
    return Link(MemoryTransport(device), monotonic=lambda: 0.0, first_seq=0)


def package_of_orders(q, commands_of, **changes):
    jobs, signature = signed_jobs(q, commands_of, **changes)
    moved = (OrderJob(FLOORS[n], j.order, j.path, j.table) for n, j in jobs.items())
    return Package(q, signature, tuple(moved))


def package_of_installations():
    jobs = (installation(n) for n in FLOORS)
    moved = (InstallationJob(FLOORS[j.door.lock], j.settings, j.table) for j in jobs)
    return Package(0, b"", tuple(moved))


def a_round(lock):
    return [
        SetClock(LOCAL),
        StaffTable.of(FREE, staff(lock, period=1, first=500)),
        Rekey(1, masked(FREE, KEY, NEXT_KEY, (HOTEL, lock, 0))),
        ReadAudit(),
    ]


class Hands:
    """Somebody with the programmer, in front of the doors."""

    def __init__(self, folder, *, owned=True):
        self.folder = folder
        self.seconds = 0
        self.seen = []
        self.doors = {n: Bench(n, owned=owned) for n in FLOORS}
        self.start()

    def start(self):
        """Made anew on the same flash, as after a power cut."""
        store = FolderStore(self.folder)
        self.programmer = Programmer(store, lambda: self.seconds, shown=self.seen.append)
        self.desk = ProgrammerLine(link(self.programmer))

    def load(self, package):
        self.desk.set_clock(START + self.seconds)
        self.desk.load(package)

    def pass_time(self, seconds):
        self.seconds += seconds
        for each in self.doors.values():
            each.seconds += seconds

    def visit_all(self):
        for _ in FLOORS:
            stops = self.programmer.stops()
            at = next(i for i, each in enumerate(stops) if not each.is_done)
            self.visit(stops[at].job.door.lock)

    def visit(self, lock, device=None):
        """Walk to the door, plug in, press ENTER twice."""
        number = "".join(filter(str.isdigit, FLOORS[lock].name))
        for digit in number:
            self.programmer.press(Key(digit))
        self.programmer.press(Key.ENTER)
        self.programmer.plug_into_lock(link(device or self.doors[lock]))
        shown = self.programmer.press(Key.ENTER)
        self.programmer.plug_into_lock(None)
        self.programmer.press(Key.ENTER)
        return shown

    def flash(self):
        return b"".join(each.read_bytes() for each in sorted(self.folder.iterdir()))


@pytest.fixture
def hands(tmp_path):
    return Hands(tmp_path)


class TestDay:
    def test_a_day_of_installations_and_a_round_end_at_the_desk(self, tmp_path):
        hands = Hands(tmp_path, owned=False)
        hands.load(package_of_installations())
        hands.visit_all()
        hands.load(package_of_orders(0, a_round))
        hands.visit_all()
        results = ProgrammerLine.decoded(hands.desk.results())

        assert [DONE] * 6 == [each.outcome for each in results]
        assert [9, 8, 7, 9, 8, 7] == [each.lock for each in results]
        assert [1] * 3 == [each.hello.key_generation for each in results[3:]]
        assert [8192] * 3 == [len(each.audit) for each in results[3:]]

    def test_doors_are_listed_floor_by_floor_and_door_by_door(self, hands):
        hands.load(package_of_orders(0, a_round))

        assert (
            "3 of 3 doors left   ",
            ">Fl. 1 Room 9     --",
            " Fl. 1 Room 12    --",
            "ENTER: visit        ",
        ) == hands.programmer.lines

    def test_what_was_done_is_shown_in_plain_words(self, hands):
        hands.load(package_of_orders(0, a_round))

        assert (
            "Fl. 1 Room 12       ",
            "Done: clock set,    ",
            "staff table, new key",
            "ENTER: go on        ",
        ) == hands.visit(8)
        assert "2 of 3 doors left   " == hands.programmer.lines[0]
        assert any("signature" in each[1] for each in hands.seen)

    def test_a_lock_whose_power_went_after_it_was_done_is_told_to_need_a_round(self, hands):
        hands.load(package_of_orders(0, a_round))
        hands.visit(8)
        hands.doors[8].pull_batteries(HOUR)

        assert ("Done. But its clock ", "needs a new round   ") == hands.visit(8)[1:3]

    def test_the_wrong_door_is_told(self, hands):
        hands.load(package_of_orders(0, a_round))

        assert "This is the lock of " == hands.visit(8, hands.doors[7])[1]
        assert [] == [each for each in hands.programmer.stops() if each.is_done]

    def test_a_refusal_is_told_by_its_reason(self, hands):
        hands.load(package_of_orders(0, lambda _: [Open()]))
        hands.pass_time(49 * HOUR)

        assert "order has ended     " == hands.visit(8)[2]

    def test_a_visit_without_a_lock_says_so_and_is_taken_up(self, hands):
        hands.load(package_of_orders(0, a_round))

        class Loose:
            left = 12

            def receive(self, data):
                self.left -= 1
                if self.left < 0:
                    raise TransportError("the cable is out")
                return hands.doors[8].receive(data)

        assert "Lock not heard.     " == hands.visit(8, Loose())[1]
        assert "Done: clock set,    " == hands.visit(8)[1]
        assert 1 == hands.doors[8].deeds().count(Deed.REKEYED)

    def test_a_door_that_is_not_in_the_round_is_told(self, hands):
        hands.load(package_of_orders(0, a_round))
        for key in (Key.DIGIT_9, Key.DIGIT_9, Key.ENTER):
            shown = hands.programmer.press(key)

        assert "No door 99          " == shown[0]

    def test_without_a_clock_it_visits_nobody(self, hands):
        hands.desk.load(package_of_orders(0, a_round))

        assert "My clock is not set." == hands.visit(8)[0]
        assert 0 == hands.doors[8].hello().next_leaf

    @settings(
        max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.lists(st.sampled_from(Key), max_size=30))
    def test_the_display_is_always_4_lines_of_20(self, tmp_path, keys):
        hands = Hands(tmp_path, owned=True)
        for package in (None, package_of_orders(0, a_round)):
            if package:
                hands.load(package)
            shown = [hands.programmer.lines, *map(hands.programmer.press, keys)]

            assert {(LINES, COLUMNS)} == {(len(each), len(line)) for each in shown for line in each}


class TestCuts:
    def test_made_anew_on_its_flash_it_knows_what_is_done(self, hands):
        hands.load(package_of_orders(0, a_round))
        hands.visit(8)
        hands.start()

        assert [8] == [s.job.door.lock for s in hands.programmer.stops() if s.is_done]
        assert "Done: clock set,    " == hands.visit(7)[1]

    def test_a_key_whose_wiping_was_cut_off_is_wiped_at_the_next_start(self, tmp_path, monkeypatch):
        hands = Hands(tmp_path, owned=False)
        hands.load(package_of_installations())

        def cut(_self, _at, _size):
            raise OSError("power cut")

        with monkeypatch.context() as patched:
            patched.setattr(FolderStore, "wipe", cut)
            with pytest.raises(OSError, match="power cut"):
                hands.visit(8)
        assert 3 == hands.flash().count(KEY)
        hands.start()

        assert 2 == hands.flash().count(KEY)

    def test_a_result_half_written_is_none(self, hands):
        hands.load(package_of_orders(0, a_round))
        hands.visit(8)
        hands.visit(7)
        whole = hands.desk.results()

        assert 2 == len(decode_results(whole))
        assert 1 == len(decode_results(whole[:-1]))
        assert 1 == len(decode_results(whole[:-1] + b"\0"))

    def test_a_package_that_a_power_cut_kept_from_its_place_leaves_no_key(self, tmp_path):
        hands = Hands(tmp_path, owned=False)
        (tmp_path / "package.new").write_bytes(package_of_installations().encode()[:-1])
        assert 3 == hands.flash().count(KEY)
        hands.start()

        assert KEY not in hands.flash()

    def test_a_result_half_written_hides_none_that_comes_after_it(self, hands):
        hands.load(package_of_orders(0, a_round))
        hands.visit(8)
        results = hands.folder / "results"
        results.write_bytes(results.read_bytes()[:-1])
        hands.start()
        hands.visit(8)
        hands.visit(7)

        assert [8, 7] == [each.lock for each in decode_results(hands.desk.results())]

    def test_a_flash_that_is_full_keeps_what_it_holds_and_no_half(self, hands, monkeypatch):
        hands.load(package_of_orders(0, a_round))
        hands.visit(8)
        before = (hands.folder / "results").read_bytes()

        def full(descriptor, content):
            if len(content) < 200:
                raise OSError(errno.ENOSPC, "no space")
            return honest(descriptor, content[:-100])

        honest = os.write
        with monkeypatch.context() as patched:
            patched.setattr(os, "write", full)
            with pytest.raises(OSError, match="no space"):
                hands.visit(7)

        assert before == (hands.folder / "results").read_bytes()

    def test_a_load_cut_off_keeps_the_former_package_and_goes_on_where_it_was(self, hands):
        hands.load(package_of_orders(0, lambda _: [Open()]))
        package = package_of_orders(1, a_round)

        def pull(done, of):
            if done > of / 2:
                raise TransportError("the cable is out")

        with pytest.raises(TransportError):
            hands.desk.load(package, pull)
        assert [0] * 3 == [each.job.order.q for each in hands.programmer.stops()]
        received = hands.desk.status().received
        sent = []
        hands.desk.load(package, lambda done, _: sent.append(done))

        assert 0 < received < sent[0]
        assert [1] * 3 == [each.job.order.q for each in hands.programmer.stops()]

    @pytest.mark.parametrize("op", [LineOp.LOAD_END, LineOp.RESULTS_HELD])
    def test_a_hash_that_does_not_fit_changes_nothing(self, hands, op):
        hands.load(package_of_orders(0, a_round))
        hands.visit(8)
        line = link(hands.programmer)
        line.exchange(LineOp.LOAD_BEGIN, (5).to_bytes(4, "big") + bytes(32))
        with pytest.raises(DeviceError) as caught:
            line.exchange(op, b"" if op is LineOp.LOAD_END else bytes(32))

        assert Status.WRONG_STATE is caught.value.status
        assert 1 == len(decode_results(hands.desk.results()))
        assert 3 == len(hands.programmer.stops())

    def test_results_are_forgotten_when_the_desk_holds_them(self, hands):
        hands.load(package_of_orders(0, a_round))
        hands.visit(8)
        hands.desk.forget_results(hands.desk.results())

        assert b"" == hands.desk.results()
        assert 1 == hands.desk.status().done

    @pytest.mark.parametrize("cut", [0, 3, 9, 30, 1000, -1])
    def test_bytes_that_are_no_package_are_refused(self, cut):
        content = package_of_orders(0, a_round).encode()
        assert content == Package.decode(content).encode()

        with pytest.raises(BadPackage):
            Package.decode(content[:cut])


class TestThief:
    """Everything in the programmer's flash, and the programmer itself."""

    def test_after_installations_no_key_is_left_in_it(self, tmp_path):
        hands = Hands(tmp_path, owned=False)
        hands.load(package_of_installations())
        assert 3 == hands.flash().count(KEY)
        hands.visit_all()

        assert 0 == hands.flash().count(KEY)
        assert [DONE] * 3 == [each.outcome for each in decode_results(hands.desk.results())]

    def test_a_key_that_was_not_used_goes_with_the_next_package(self, tmp_path):
        hands = Hands(tmp_path, owned=False)
        hands.load(package_of_installations())
        with (tmp_path / "package").open("rb") as former:
            hands.load(package_of_orders(0, a_round))

            assert KEY not in former.read()  # where it lay, not only under its name
        assert KEY not in hands.flash()

    def test_a_dump_after_a_round_lets_nobody_re_date_a_card(self, hands):
        hands.load(package_of_orders(0, a_round))
        hands.visit_all()
        flash = hands.flash()
        windows = {flash[at : at + 16] for at in range(len(flash) - 15)}

        assert Why.OPENED is hands.doors[7].swipe(1, X1, key=NEXT_KEY)
        assert not {KEY, NEXT_KEY} & windows
        travelled = masked(FREE, KEY, NEXT_KEY, (HOTEL, 7, 0))
        assert Why.ALTERED is hands.doors[7].swipe(1, X1, key=travelled)

    def test_a_stolen_one_opens_nothing_after_its_orders_have_ended(self, hands):
        hands.load(package_of_orders(0, lambda _: [SetClock(LOCAL), Open()]))
        hands.pass_time(49 * HOUR)
        shown = {lock: hands.visit(lock)[1] for lock in FLOORS}

        assert dict.fromkeys(FLOORS, "Refused. The lock   ") == shown
        assert not any(Deed.OPENED_BY_ORDER in each.deeds() for each in hands.doors.values())

    def test_a_stolen_one_opens_no_door_twice(self, hands):
        hands.load(package_of_orders(0, lambda _: [Open()]))
        hands.visit_all()
        for lock in FLOORS:
            hands.start()
            hands.visit(lock)

        opened = [each.deeds().count(Deed.OPENED_BY_ORDER) for each in hands.doors.values()]
        assert [1, 1, 1] == opened

    def test_it_draws_no_chance(self):
        folder = Path(programmer_package.__file__).parent
        for path in folder.glob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            named = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
            named |= {each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute)}
            for each in ast.walk(tree):
                if isinstance(each, ast.ImportFrom | ast.Import):
                    named |= {alias.name for alias in each.names} | {getattr(each, "module", "")}

            assert not named & {"random", "secrets", "urandom", "get_random_bytes", "uuid4"}
