"""What a heartbeat says of the kiosk's journal: late ones stop no honest machine, and a journal
that went back stops its machine at once, whatever came late before or after."""

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bank_server.contract.heartbeats import RUN_COUNT_MAX
from bank_server.domain.anchors import (
    NUMBER_STEP,
    RUNS_MAX,
    STILL_UNDER_WAY_MAX,
    heard,
    is_late,
)
from bank_server.domain.terminals import Atm, AtmStatus, Beat, JournalAnchor, KioskRun

ATM = Atm("0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8", AtmStatus.ACTIVE, "EUR", 40, ())
# The last messages that may still be under way: of as many runs as a heartbeat names.
UNDER_WAY = RUN_COUNT_MAX

Said = tuple[int, Beat | None]


def name(run: int) -> str:
    return f"{run:032x}"


def beat(seq: int, number: int, run: int = 1, before: tuple[int, ...] = ()) -> Said:
    return seq, Beat(KioskRun(name(run), number), tuple(map(name, before)))


def after(atm: Atm, *beats: Said) -> Atm:
    """As the store does it."""

    def one(atm: Atm, said: Said) -> Atm:
        seq, run = said
        return atm if is_late(atm, run) else heard(atm, JournalAnchor(seq), run)

    return reduce(one, beats, atm)


steps = st.lists(
    st.tuples(
        st.sampled_from(["grows", "starts", "dies", "beats", "delayed", "late"]),
        st.integers(0, UNDER_WAY),
    ),
    max_size=STILL_UNDER_WAY_MAX,
)


class Honest:
    """A kiosk that loses nothing: its journal only grows, over all its starts, and names them.

    Attributes:
        seq: how far the journal was when a heartbeat last arrived in time.
        sent: all heartbeats, in order.
    """

    def __init__(self) -> None:
        self.seq = 0
        self.sent: list[Said] = []
        self._end = self._run = self._number = 0

    def tells(self, steps: list[tuple[str, int]]) -> Iterator[Said]:
        """What the bank hears, in the order in which it hears it."""
        yield self.starts()
        for what, count in steps:
            match what:
                case "grows":
                    self._end += count
                case "starts":
                    yield self.starts()
                case "dies":
                    self._begins()
                    self._sends()
                case "beats":
                    yield self._arrives()
                case "delayed":
                    self._sends()
                case _:
                    yield self.late(count)

    def starts(self) -> Said:
        self._begins()
        return self._arrives()

    def late(self, back: int) -> Said:
        under_way = self.sent[-UNDER_WAY:]
        return under_way[-1 - back % len(under_way)]

    def _begins(self) -> None:
        self._run, self._number = self._run + 1, 0
        self._end += 2

    def _arrives(self) -> Said:
        self.seq = self._end
        return self._sends()

    def _sends(self) -> Said:
        self._number += 1
        before = tuple(range(max(1, self._run - RUN_COUNT_MAX), self._run))
        self.sent.append(beat(self._end, self._number, self._run, before))
        return self.sent[-1]


@given(steps)
def test_no_order_of_late_and_doubled_heartbeats_stops_an_honest_machine(steps):
    kiosk = Honest()

    atm = after(ATM, *kiosk.tells(steps))

    assert atm.contradiction is None
    assert kiosk.seq <= atm.anchor.seq <= max(seq for seq, _run in kiosk.sent)


@given(steps, st.data())
def test_the_first_word_of_a_journal_that_went_back_stops_it_after_any_late_ones(steps, data):
    atm = after(ATM, *Honest().tells(steps))
    seq = data.draw(st.integers(0, atm.anchor.seq - 1))

    stopped = after(atm, beat(seq, 1, run=999))

    assert JournalAnchor(seq) == stopped.contradiction
    assert atm.anchor == stopped.anchor


@given(steps, st.lists(st.integers(0, UNDER_WAY)))
def test_what_comes_late_neither_releases_a_stopped_machine_nor_changes_what_it_shows(steps, late):
    """The kiosk that ran before the loss was heard; or else nobody can know its word for late."""
    kiosk = Honest()
    stopped = after(ATM, *kiosk.tells([*steps, ("beats", 0)]), beat(1, 1, run=999))

    assert stopped.contradiction == JournalAnchor(1)
    assert stopped == after(stopped, *map(kiosk.late, late))


LATE = {
    "doubled": ([beat(5, 1), beat(6, 2)], beat(5, 1)),
    "delayed": ([beat(6, 2)], beat(5, 1)),
    "of the run before": ([beat(5, 1), beat(7, 1, run=2)], beat(5, 1)),
    "delayed, of the run before": ([beat(5, 1), beat(7, 1, run=2)], beat(6, 2)),
    "of the run before the last": ([beat(5, 1), beat(7, 1, 2), beat(9, 1, 3)], beat(6, 2)),
    "of a run before that was never heard": (
        [beat(5, 1), beat(9, 1, run=3, before=(1, 2))],
        beat(7, 1, run=2, before=(1,)),
    ),
    "the last still under way": (
        [beat(5, 1), beat(7, 1, run=2)],
        beat(6, 1 + STILL_UNDER_WAY_MAX),
    ),
}
NEWS = {
    "without a count": ([beat(6, 1)], (5, None)),
    "of a new run": ([beat(6, 1)], beat(5, 1, run=2)),
    "of a new run, with a number that was heard": ([beat(5, 1), beat(6, 2)], beat(5, 1, run=2)),
    "of a new run that names the one before": ([beat(6, 1)], beat(5, 1, run=2, before=(1,))),
    "of the same run, later": ([beat(6, 1)], beat(5, 2)),
    "of a run that lives beside another": (
        [beat(5, 1), beat(7, 1, run=2)],
        beat(6, 2 + STILL_UNDER_WAY_MAX),
    ),
}


@pytest.mark.parametrize(("before", "said"), LATE.values(), ids=LATE)
def test_a_late_heartbeat_changes_nothing(before, said):
    atm = after(ATM, *before)

    assert is_late(atm, said[1])
    assert atm == after(atm, said)


@pytest.mark.parametrize(("before", "said"), NEWS.values(), ids=NEWS)
def test_a_lower_anchor_that_is_news_stops_the_machine(before, said):
    atm = after(ATM, *before)

    assert JournalAnchor(said[0]) == after(atm, said).contradiction


def test_a_copy_of_the_newest_heartbeat_changes_nothing():
    atm = after(ATM, beat(5, 1), beat(6, 2))

    assert atm == after(atm, beat(6, 2))


def test_a_count_alone_is_written_down_now_and_then():
    """So that an idle kiosk costs the bank's disk nothing."""
    atm = after(ATM, beat(5, 1))

    assert atm == after(atm, beat(5, NUMBER_STEP))
    assert (KioskRun(name(1), 1 + NUMBER_STEP),) == after(atm, beat(5, 1 + NUMBER_STEP)).runs


def test_a_run_that_ended_after_an_idle_time_is_known_as_far_as_it_may_have_come():
    """Its last heartbeats were not written down; they and what was under way are late."""
    assert NUMBER_STEP < STILL_UNDER_WAY_MAX
    idle = [beat(5, number) for number in range(1, 100)]
    atm = after(ATM, *idle, beat(7, 1, run=2))

    assert all(is_late(atm, run) for _seq, run in [*idle, beat(6, 100), beat(6, 120)])


def test_so_many_runs_are_known_and_no_more():
    atm = after(ATM, *[beat(run, 1, run) for run in range(1, 100)])

    assert RUNS_MAX == len(atm.runs)
    assert KioskRun(name(99), 1) == atm.runs[-1]


# --- under which key

OLD, NEW, NEVER = "a" * 16, "b" * 16, "f" * 16
KEPT = JournalAnchor(900, "a" * 64, "b" * 32, OLD)


def under(key: str, seq: int) -> JournalAnchor:
    return JournalAnchor(seq, "c" * 64, "d" * 32, key)


@pytest.mark.parametrize("seq", [0, 1, 40, 900, 901])
def test_a_journal_may_begin_anew_under_a_key_that_was_given_later(seq):
    atm = heard(replace(ATM, anchor=KEPT), under(NEW, seq), None, [OLD, NEW])

    assert (None, under(NEW, seq)) == (atm.contradiction, atm.anchor)


@pytest.mark.parametrize(
    ("said", "issued"),
    [
        (under(NEW, 1), [NEW, OLD]),
        (under(NEVER, 901), [OLD, NEW]),
        (under(OLD, 899), [OLD, NEW]),
        (under(OLD, 900), [OLD, NEW]),
        (under("", 899), [OLD, NEW]),
        (JournalAnchor(), [OLD]),
        (under(OLD, 1), [OLD]),
    ],
    ids=[
        "under an older key",
        "under nobody's key",
        "shorter",
        "another entry",
        "shorter, and it does not say",
        "nothing, and no key was given since",
        "begun anew under the same key",
    ],
)
def test_anything_else_that_goes_back_is_a_contradiction(said, issued):
    assert heard(replace(ATM, anchor=KEPT), under(OLD, 901), None, issued).contradiction is None

    assert said == heard(replace(ATM, anchor=KEPT), said, None, issued).contradiction


@pytest.mark.parametrize("seq", [1, 900, 5_000])
def test_an_anchor_under_the_old_key_after_one_under_the_new_is_a_contradiction(seq):
    atm = heard(replace(ATM, anchor=KEPT), under(OLD, 5_000), None, [OLD, NEW])
    atm = heard(atm, under(NEW, 1), None, [OLD, NEW])
    assert atm.contradiction is None

    assert under(OLD, seq) == heard(atm, under(OLD, seq), None, [OLD, NEW]).contradiction


def test_late_heartbeats_of_the_old_key_are_no_news_after_the_new_one():
    """The last words of the machine that was replaced, and a copy of them."""
    atm = heard(replace(ATM, anchor=KEPT), KEPT, Beat(KioskRun(name(1), 7)), [OLD, NEW])
    atm = heard(atm, under(NEW, 3), Beat(KioskRun(name(2), 1)), [OLD, NEW])

    assert is_late(atm, Beat(KioskRun(name(1), 7)))
    assert is_late(atm, Beat(KioskRun(name(1), 8)))


def test_a_machine_without_a_key_says_nothing_while_a_new_one_waits_for_it():
    """The answer with its key may be lost; what was known of the old journal stays known."""
    atm = heard(replace(ATM, anchor=KEPT), JournalAnchor(), None, [OLD, NEW])

    assert (None, KEPT) == (atm.contradiction, atm.anchor)
    atm = heard(heard(atm, under(NEW, 3), None, [OLD, NEW]), JournalAnchor(), None, [OLD, NEW])
    assert JournalAnchor() == atm.contradiction


def test_a_kiosk_that_does_not_say_is_taken_to_go_on_under_the_key_that_is_known():
    atm = heard(replace(ATM, anchor=KEPT), under("", 901), None, [OLD])

    assert (None, under(OLD, 901)) == (atm.contradiction, atm.anchor)
