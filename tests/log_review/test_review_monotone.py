"""Whatever an attacker does besides, a log that shows an intrusion goes on showing it."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bank_server.log_review.evidence import (
    EXISTING,
    FAILED,
    NAME_TRIED,
    PROBED,
    SUCCEEDED,
    UNKNOWN,
    Event,
)
from tests.log_review.traffic.judge import verdict_of

SOURCES = ["192.0.2.1", "192.0.2.2", "198.51.100.3", "2001:db8:1:2::/64", "local:ann"]
ACCOUNTS = ["ann", "anne", "bob", "carl", "root", "backup"]
MADE_UP = ["anna", "bobb", "test", "test1", "oracle", ""]
TIMES = st.one_of(
    st.integers(0, 900), st.integers(0, 3 * 86_400), st.integers(0, 14).map(lambda n: n * 60)
)


@st.composite
def tries(draw) -> Event:
    """Something that an attacker writes: a wrong password, a made-up name, an early end."""
    kind = draw(st.sampled_from([FAILED, FAILED, FAILED, NAME_TRIED, PROBED]))
    is_known = kind != NAME_TRIED and draw(st.booleans())
    account = draw(st.sampled_from(ACCOUNTS if is_known else MADE_UP))
    count = draw(st.integers(1, 45)) if kind == FAILED else 1
    source = draw(st.sampled_from(SOURCES))
    return Event(draw(TIMES), kind, source, account, count, EXISTING if is_known else UNKNOWN)


log_ins = st.builds(
    Event,
    TIMES,
    st.just(SUCCEEDED),
    st.sampled_from(SOURCES),
    st.sampled_from(ACCOUNTS),
    st.just(1),
    st.just(EXISTING),
)
logs = st.lists(st.one_of(tries(), tries(), log_ins), min_size=1, max_size=60)


@st.composite
def attacks(draw) -> list[Event]:
    """Tries, and log-ins that come after a failure of the same attacker at the same account."""
    made = draw(st.lists(tries(), min_size=1, max_size=40))
    guesses = [each for each in made if each.kind == FAILED and each.known == EXISTING]
    if not guesses:
        return made
    inside = draw(st.lists(st.tuples(st.sampled_from(guesses), TIMES), max_size=40))
    later = [
        guess._replace(when=guess.when + 1 + after_s, kind=SUCCEEDED, count=1)
        for guess, after_s in inside
    ]
    return made + later


def in_order(events):
    return sorted(events, key=lambda each: each.when)


SPRAYED = [Event(60 * n, FAILED, "192.0.2.1", name, 1, UNKNOWN) for n, name in enumerate(MADE_UP)]
BURST = [Event(9, FAILED, "192.0.2.1", "bob", 45, EXISTING)]


@settings(max_examples=150)
@given(logs, attacks())
@example(SPRAYED, [Event(9, FAILED, "192.0.2.1", name, 1, EXISTING) for name in ACCOUNTS])
@example(BURST, [BURST[0]._replace(when=10 + n, kind=SUCCEEDED, count=1) for n in range(500)])
@example(BURST, [BURST[0]._replace(when=60 * n, count=1) for n in range(500)])
def test_what_an_attacker_adds_never_clears_a_log(log, attack) -> None:
    before = verdict_of(in_order(log)).is_intrusion
    after = verdict_of(in_order([*log, *attack])).is_intrusion

    assert after >= before


@settings(max_examples=100)
@given(logs, st.randoms(use_true_random=False))
def test_any_order_within_a_second_gives_the_same_verdict(log, chance) -> None:
    mixed = sorted(log, key=lambda each: (each.when, chance.random()))

    assert verdict_of(in_order(log)) == verdict_of(mixed)


@settings(max_examples=100)
@given(logs, st.integers(1, 10_000_000))
def test_the_moment_at_which_a_log_begins_does_not_matter(log, shift_s) -> None:
    shifted = [each._replace(when=each.when + shift_s) for each in in_order(log)]
    wanted = verdict_of(in_order(log))

    assert wanted._replace(evidence=()) == verdict_of(shifted)._replace(evidence=())
