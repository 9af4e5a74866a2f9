"""Each wrong password of a challenge counts once, however many hosts are asked at a time."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bank_server.log_review.evidence import FAILED
from tests.log_review.reader.hearing import events

HOSTS = {"192.0.2.7": "one.example", "192.0.2.8": "two.example"}

# When it begins, from which host, whether sshd looks names up, as whom, the seconds before each
# wrong password, and how it ends.
visits = st.tuples(
    st.integers(0, 300),
    st.sampled_from(sorted(HOSTS)),
    st.sampled_from(["ann", "bob"]),
    st.lists(st.integers(0, 20), min_size=1, max_size=6),
    st.sampled_from(["closed", "accepted"]),
)


def written(pid: int, visit, *, by_name: bool) -> list[tuple[int, str]]:
    """What sshd and its child write of a visit; the child has the number after its parent's."""
    at, host, name, pauses, end = visit
    source = HOSTS[host] if by_name else host
    pam = "authentication failure; logname= uid=0 euid=0 tty=ssh ruser="
    lines = []
    for number, pause in enumerate(pauses):
        at += pause
        lines.append((at, pid + 1, f"pam_unix(sshd:auth): {pam} rhost={source}  user={name}"))
        at += 2
        lines.append((at, pid, f"error: PAM: Authentication failure for {name} from {source}"))
        if number >= 3:
            failed = f"Failed keyboard-interactive/pam for {name} from {host} port 7 ssh2"
            lines.append((at, pid, failed))
    last = f"Connection closed by {host} port 7 [preauth]"
    if end == "accepted":
        last = f"Accepted keyboard-interactive/pam for {name} from {host} port 7 ssh2"
    return [(each, f"cs sshd[{by}]: {text}") for each, by, text in [*lines, (at + 1, pid, last)]]


def counted(every, *, by_name: bool) -> Counter[tuple[str, str]]:
    """Wrong passwords by host and account, as the reviewer tells of them."""
    lines = sorted(
        line for number, each in enumerate(every)
        for line in written(1000 + 2 * number, each, by_name=by_name)
    )  # fmt: skip
    stamped = [f"Mar 30 15:{at // 60:02}:{at % 60:02} {text}" for at, text in lines]
    told: Counter[tuple[str, str]] = Counter()
    for each in events(*stamped):
        if each.kind == FAILED:
            told[each.source, each.account] += each.count
    return told


def made(every) -> Counter[tuple[str, str]]:
    told: Counter[tuple[str, str]] = Counter()
    for _, host, name, pauses, _ in every:
        told[host, name] += len(pauses)
    return told


@settings(max_examples=60)
@given(st.lists(visits, min_size=1, max_size=12))
def test_each_wrong_password_of_a_challenge_counts_once_for_its_host(every) -> None:
    assert made(every) == counted(every, by_name=False)


@settings(max_examples=60)
@given(st.lists(visits, min_size=1, max_size=12))
def test_with_names_of_hosts_as_many_count_and_none_for_another_host(every) -> None:
    """A name whose address was not said in time stays the name; it is never somebody else's."""
    told: Counter[tuple[str, str]] = Counter()
    names = {name: host for host, name in HOSTS.items()}
    for (source, account), count in counted(every, by_name=True).items():
        told[names.get(source, source), account] += count

    assert made(every) == told


@settings(max_examples=60)
@given(st.lists(visits, min_size=1, max_size=6), st.lists(visits, min_size=1, max_size=6))
def test_further_attempts_take_no_counted_one_away(first, more) -> None:
    before, after = counted(first, by_name=True), counted([*first, *more], by_name=True)

    assert sum(before.values()) + sum(made(more).values()) == sum(after.values())
