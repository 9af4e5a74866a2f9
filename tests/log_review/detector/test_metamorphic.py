"""What may be done to a log without changing its verdict, and what an attacker gains: nothing."""

from __future__ import annotations

from hypothesis import assume, event, example, given, settings
from hypothesis import strategies as st

from bank_server.log_review.evidence import (
    EXISTING,
    EXISTS,
    FAILED,
    NAME_TRIED,
    PROBED,
    SUCCEEDED,
    UNKNOWN,
    Event,
)
from tests.log_review.detector.events import LIMITS, exists, fail, judged, log_in, probe, refuse

# So small that a handful of events stands at every threshold.
SMALL = LIMITS._replace(
    burst=3, burst_s=20, day=4, day_s=200, owner_burst=4, owner_day=5, job_period_s=30,
    job_spread_s=5, job_tries=2, spray=2, names=2, names_wait_s=200, site_names=3, focus_sources=2,
    focus=3, focus_week=3, week_s=400, pressed=2, pressed_hour=3, pressed_day=4, hour_s=50,
    system_usual=3, wave=2.0, wave_per_day=864.0, system=2, probes=3, probes_s=20, site_day=9,
)  # fmt: skip
ACCOUNTS = ("root", "alice", "alicf", "bob", "carol")
SOURCES = ("192.0.2.1", "192.0.2.2", "192.0.2.3", "local:bob")
LENGTH_S = 600

MOMENTS = st.integers(0, LENGTH_S)
PLACES = st.sampled_from(SOURCES)
NAMES = st.sampled_from(ACCOUNTS)
TRIES = st.builds(
    Event,
    MOMENTS,
    st.sampled_from((FAILED, FAILED, FAILED, NAME_TRIED)),
    PLACES,
    NAMES,
    st.sampled_from((1, 1, 2)),
    st.sampled_from((EXISTING, EXISTING, UNKNOWN)),
)
PROBES = st.builds(Event, MOMENTS, st.just(PROBED), PLACES, st.just(""), st.just(1), st.just(0))
LOG_INS = st.builds(Event, MOMENTS, st.just(SUCCEEDED), PLACES, NAMES, st.just(1), st.just(1))
PROOFS = st.builds(Event, MOMENTS, st.just(EXISTS), st.just(""), NAMES, st.just(1), st.just(1))
LOGS = st.lists(st.one_of(TRIES, LOG_INS, LOG_INS, PROBES, PROOFS), max_size=25)
ATTACKS = st.lists(st.one_of(TRIES, PROBES), max_size=25)


def first_failures(events: list[Event]) -> dict[tuple[str, str], int]:
    first: dict[tuple[str, str], int] = {}
    for each in events:
        if each.kind == FAILED:
            pair = (each.source, each.account)
            first[pair] = min(each.when, first.get(pair, each.when))
    return first


def later_log_ins(events: list[Event], wanted: list[Event]) -> list[Event]:
    """Those that come after a failure of the same source and account, or within its second."""
    first = first_failures(events)
    return [
        each for each in wanted if each.when >= first.get((each.source, each.account), LENGTH_S + 1)
    ]


def core(kind: int, begin: int) -> list[Event]:
    """As little as each rule needs under these limits."""
    some, strangers = SOURCES[0], [f"198.51.100.{each}" for each in range(3)]
    cores = (
        [fail(begin + each, some, "carol") for each in range(3)],
        [fail(begin + 60 * each, some, "carol") for each in range(4)],
        [log_in(begin, some, "carol"), *(fail(begin + each, some, "carol") for each in range(4))],
        [log_in(begin, some, "carol"),
         *(fail(begin + 1 + 41 * each, some, "carol") for each in range(5))],
        [fail(begin, some, "carol"), fail(begin + 190, some, "bob")],
        [refuse(begin, some, "carol"), refuse(begin + 190, some, "bob")],
        [refuse(begin + each, strangers[each], ACCOUNTS[each]) for each in range(3)],
        [fail(begin + each, strangers[each], "carol", count=2) for each in range(2)],
        [fail(begin + each, strangers[each], ACCOUNTS[each]) for each in range(3)],
        [fail(begin + each, some, "root") for each in range(2)],
        [probe(begin + each, some) for each in range(3)],
        [refuse(begin + each, strangers[each], f"stranger{each}") for each in range(3)]
        + [log_in(begin + 9, SOURCES[0], "carol"), fail(begin + 10, strangers[0], "carol")],
        [fail(begin + 130 * each, strangers[each], "carol") for each in range(3)],
        [log_in(begin, some, name) for name in ACCOUNTS[2:4]]
        + [fail(begin + 1 + 20 * each, some, name) for each in range(3) for name in ACCOUNTS[2:4]],
        [log_in(begin, some, "bob"), *(fail(begin + 1 + each, some, "root") for each in range(3))],
        [log_in(begin, each, name) for each in SOURCES[:3] for name in ACCOUNTS[2:4]]
        + [fail(begin + 9, each, name, count=2) for each in SOURCES[:3] for name in ACCOUNTS[2:4]],
    )  # fmt: skip
    return cores[kind]


CORES = st.builds(core, st.integers(0, 15), st.integers(0, 400))


@settings(max_examples=300)
@given(CORES, LOGS, ATTACKS, st.lists(LOG_INS, max_size=8))
def test_attack_lines_never_turn_an_intrusion_into_ok(least, log, attack, log_ins) -> None:
    """Failures, probes, and log-ins of a source and account after a failure of the two."""
    log = least + log
    before = judged(log, SMALL)
    assume(before.is_intrusion)
    event(before.rules[0])

    after = judged([*log, *attack, *later_log_ins([*log, *attack], log_ins)], SMALL)

    assert after.is_intrusion
    assert set(before.rules) - {"R8"} <= set(after.rules)


@settings(max_examples=80)
@given(LOGS, st.lists(LOG_INS, max_size=20))
def test_no_log_in_launders_what_came_before_it(log, log_ins) -> None:
    """Not of the same account, and no other of that source either, by any rule that has fired."""
    before = judged(log, SMALL)
    shared = {"R2", "R3", "R5"}  # ask how many began well behind an address, whenever
    after = [each._replace(when=each.when + LENGTH_S + 1) for each in log_ins]

    assert set(before.rules) - shared <= set(judged([*log, *after], SMALL).rules)


@settings(max_examples=80)
@given(LOGS, st.randoms(use_true_random=False))
def test_the_order_of_lines_of_one_second_does_not_matter(log, random) -> None:
    coarse = [each._replace(when=each.when // 30 * 30) for each in log]
    mixed = coarse[:]
    random.shuffle(mixed)

    assert judged(coarse, SMALL) == judged(mixed, SMALL)


@settings(max_examples=50)
@given(LOGS, st.integers(1, 10**11))
def test_another_time_does_not_matter(log, later_s) -> None:
    later = [each._replace(when=each.when + later_s) for each in log]

    assert judged(log, SMALL) == judged(later, SMALL)


@settings(max_examples=50)
@given(LOGS)
def test_names_of_people_and_hosts_do_not_matter(log) -> None:
    names = {"root": "root", "alice": "zvxwu", "alicf": "zvxwt", "bob": "yny", "carol": "qwert"}
    sources = {"192.0.2.1": "host.example", "192.0.2.2": "console", "192.0.2.3": "2001:db8::/64",
               "local:bob": "local:yny"}  # fmt: skip
    other = [
        each._replace(source=sources.get(each.source, ""), account=names.get(each.account, ""))
        for each in log
    ]
    one, another = judged(log, SMALL), judged(other, SMALL)

    assert one._replace(top="", evidence=()) == another._replace(top="", evidence=())


@settings(max_examples=50)
@given(LOGS, st.lists(PROOFS, max_size=5))
def test_a_name_proven_to_exist_changes_no_verdict(log, proofs) -> None:
    assert judged(log, SMALL).rules == judged([*log, *proofs], SMALL).rules


@settings(max_examples=50)
@given(LOGS)
def test_repeated_messages_are_the_same_as_single_ones(log) -> None:
    single = [each._replace(count=1) for each in log for _ in range(each.count)]

    assert judged(log, SMALL) == judged(single, SMALL)


def test_a_job_cannot_be_made_of_guesses() -> None:
    """Whatever is added between irregular failures, they do not become regular."""
    guesses = [fail(100 + 300 * each + 97 * (each % 3)) for each in range(50)]
    more = [fail(100 + 20 * each) for each in range(15 * 60)]

    assert judged([log_in(0), *guesses]).is_intrusion
    assert judged([log_in(0), *guesses, *more]).is_intrusion


def test_a_shared_address_is_not_widened_by_log_ins_after_failures() -> None:
    spray = [fail(each, account=f"user{each}") for each in range(8)]
    found = [log_in(100 + each, account=f"user{each}") for each in range(8)]

    assert ("R2",) == judged(spray).rules
    assert "R2" in judged([*spray, *found]).rules


@example(1)
@example(5)
@given(st.integers(0, 12))
def test_a_success_between_guesses_does_not_buy_the_owners_patience(after) -> None:
    """Whoever guessed before he was in is measured as a stranger from then on, too."""
    guesses = [fail(10 * each) for each in range(LIMITS.burst)]

    assert "R1" in judged([*guesses, log_in(10 * after), exists(0, "alice")]).rules


def test_the_order_within_a_second_does_not_decide_who_is_usual() -> None:
    """One log-in stands for one account that was tried, whichever line of the second came first."""
    begin = log_in(0, account="own")
    root, bob = fail(1, account="root", count=LIMITS.system), fail(1, account="bob")

    assert judged([begin, root, bob]) == judged([begin, bob, root])


def test_an_early_guess_does_not_make_later_ones_a_job() -> None:
    """Its source was usual then, and is not any more when the others come."""
    begin = [log_in(0, account="own"), fail(20, account="bob"), fail(21, account="carol")]
    guesses = [fail(300 + 300 * each) for each in range(LIMITS.day)]

    assert "R1" in judged([*begin, *guesses]).rules
    assert "R1" in judged([*begin, fail(1), *guesses]).rules
