"""A stranger chooses user names, and disks cut lines: neither may change what others did."""

import random

import pytest

from bank_server.log_review.evidence import FAILED, NAME_TRIED, PROBED, SUCCEEDED, Event
from bank_server.log_review.reading import LINE_BYTES_MAX
from bank_server.log_review.reviewing import Reviewer
from bank_server.log_review.stamps import Stamps, Timeline
from tests.log_review.traffic.hosts_attacks import INJECTED
from tests.log_review.traffic.local_time import LocalTime
from tests.log_review.traffic.log import Log
from tests.log_review.traffic.server_site import FIRST_MONDAY
from tests.log_review.traffic.sshd import Account, Connection, Ending, Source

ADDRESS = "198.51.100.7"
SOURCE = Source(ADDRESS, ADDRESS)
SAID = {FAILED, SUCCEEDED}
BROKEN = [b"\x00", b"\xff", b"\r", b"\x1b", b"\x80", b" "]
GARBAGE = [
    b"",
    b"\x00" * 4096,
    bytes(range(256)).replace(b"\n", b""),
    b"\xff\xfe" + "Jun  5 00:00:01 cs sshd[7]: Failed".encode("utf-16-le").replace(b"\n", b""),
    b"Jun  5 00:00:01",
    b"Jun  5 00:00:01 cs sshd[7]:",
    b"Jun  5 00:00:01 cs sshd[99999999999999999999]: Failed password for a from 1.2.3.4 port 1",
    b"Jun 31 25:61:61 cs sshd[7]: Failed password for a from 1.2.3.4 port 1 ssh2",
    b"x" * 100_000,
    b"Jun  5 00:00:01 cs sshd[7]: message repeated 99999999999999 times: [ Failed password]",
    b"Jun  5 00:00:01 cs sshd[7]: message repeated -1 times: [ Failed password for a]",
    b"Jun  5 00:00:01 cs sshd[7]: message repeated 2 times: [ message repeated 9 times: [ x]]",
]


def named(told: list[Event]) -> list[Event]:
    """Without the ends of connections, which name nobody."""
    return [each for each in told if each.kind != PROBED]


def lines_of(log: Log) -> list[bytes]:
    made = log.lines(LocalTime(FIRST_MONDAY), reduces=True, seed="")
    return [line.removesuffix(b"\n") for line in made]


def guessed(name: str, account: Account, *, method: str = "password") -> list[bytes]:
    """The lines of a connection in which one name was tried twice."""
    log = Log()
    connection = Connection(log, random.Random(1), SOURCE, name, account, method)
    when_s = connection.begin(1)
    for _ in range(2):
        when_s = connection.fail(when_s + 1)
    connection.end(when_s + 1, Ending.CLOSED)
    return lines_of(log)


def logged_in() -> list[bytes]:
    log = Log()
    connection = Connection(log, random.Random(1), SOURCE, "alice", method="publickey")
    connection.accept(connection.begin(1), 5, 7)
    return lines_of(log)


SPOKEN = {
    *guessed("mallory", Account.UNKNOWN),
    *guessed("mallory", Account.EXISTING),
    *guessed("mallory", Account.DENIED),
    *guessed("mallory", Account.UNKNOWN, method="keyboard-interactive/pam"),
    *logged_in(),
}
PAM = sorted(each for each in SPOKEN if b"authentication failure" in each.lower())
SSHD = sorted(SPOKEN - set(PAM))


def events(lines):
    told = []
    reviewer = Reviewer(Timeline(Stamps(2016)), lambda *said: told.append(Event(*said)))
    reviewer.feed(b"\n".join(lines))
    reviewer.end()
    return told


def tries(told) -> list[tuple[str, str, int]]:
    return [(each.source, each.account, each.count) for each in told if each.kind == FAILED]


@pytest.mark.parametrize("name", INJECTED)
def test_a_name_is_read_whole_and_blames_nobody_else(name) -> None:
    told = events(guessed(name, Account.UNKNOWN))

    assert [(ADDRESS, name, 1)] * 2 == tries(told)
    assert {(ADDRESS, name)} == {(each.source, each.account) for each in named(told)}
    assert {ADDRESS} == {each.source for each in told}
    assert [] == [each for each in told if each.kind == SUCCEEDED]


@pytest.mark.parametrize("method", ["password", "keyboard-interactive/pam"])
@pytest.mark.parametrize("account", list(Account))
def test_each_try_counts_once_whatever_else_tells_of_it(account, method) -> None:
    """pam_unix, PAM's challenge and repeated messages tell of the same two tries."""
    told = events(guessed("mallory", account, method=method))

    assert 2 == sum(count for _, _, count in tries(told))
    assert {"mallory"} == {each.account for each in named(told)}


@pytest.mark.parametrize("line", SSHD, ids=str)
def test_a_line_cut_at_any_byte_tells_the_truth_or_nothing(line) -> None:
    """sshd's own words end with something that must stand there."""
    told = [each for size in range(len(line)) for each in events([line[:size]])]
    proven = {(each.kind, each.account, each.source) for each in told if each.kind in SAID}

    assert proven <= {(each.kind, each.account, each.source) for each in events([line])}
    assert {each.account for each in named(told)} <= {"mallory", "alice"}


@pytest.mark.parametrize("line", PAM, ids=str)
def test_a_line_of_pam_cut_at_any_byte_tells_no_more_than_it_says(line) -> None:
    """Nothing ends these lines: what is left of an address or a name is all that can be known."""
    told = [each for size in range(len(line)) for each in events([line[:size]])]

    assert all(ADDRESS.startswith(each.source) for each in told)
    assert all("mallory".startswith(each.account) for each in told)
    assert {1} >= {each.count for each in told}
    assert SUCCEEDED not in {each.kind for each in told}


@pytest.mark.parametrize("byte", BROKEN)
def test_a_byte_broken_anywhere_breaks_no_more_than_its_line(byte) -> None:
    """The lines before and after say what they said, and nobody seems to have logged in."""
    lines = guessed("mallory", Account.EXISTING)
    before, after = guessed("before", Account.EXISTING), guessed("after", Account.EXISTING)
    for line in lines:
        for at in range(len(line)):
            broken = line[:at] + byte + line[at + 1 :]
            told = events([*before, broken, *after])

            assert {("before", 2), ("after", 2)} <= summed(told)
            assert SUCCEEDED not in {each.kind for each in told}


@pytest.mark.parametrize("line", GARBAGE, ids=lambda line: repr(line[:40]))
def test_garbage_between_lines_changes_nothing_that_they_say(line) -> None:
    before, after = guessed("before", Account.EXISTING), guessed("after", Account.UNKNOWN)
    told = events([*before, line, *after])

    assert {("before", 2), ("after", 2)} <= summed(told)


def test_a_line_that_is_too_long_says_nothing_wherever_it_stands() -> None:
    """Its name is short: what is long is the machine's, which comes before all that is read."""
    line = guessed("mallory", Account.EXISTING)[-2]
    room = LINE_BYTES_MAX - len(line)
    whole, longer = (line.replace(b" cs ", b" cs%b " % (b"x" * size)) for size in (room, room + 1))

    assert events([line]) == events([whole])
    assert [] == events([longer])


def test_lines_after_a_hole_of_nuls_are_read() -> None:
    """A file system that lost its power fills the end of a file with them."""
    lines = guessed("mallory", Account.EXISTING)
    held = [lines[0], b"\x00" * 3000 + lines[1], *lines[2:]]

    assert tries(events(lines)) == tries(events(held))


def test_a_name_of_any_bytes_is_told_as_it_is() -> None:
    every = bytes(byte for byte in range(32, 256) if byte != 127).decode("latin-1")[:100]
    told = events(guessed(every, Account.UNKNOWN))

    assert {every} == {each.account for each in told if each.kind in {FAILED, NAME_TRIED}}


def summed(told) -> set[tuple[str, int]]:
    counts: dict[str, int] = {}
    for _, account, count in tries(told):
        counts[account] = counts.get(account, 0) + count
    return set(counts.items())
