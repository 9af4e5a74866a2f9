"""An attempt that several lines tell of counts once, in whatever order they stand."""

from __future__ import annotations

from itertools import permutations

import pytest

from bank_server.log_review import connections
from bank_server.log_review.connections import WAITING_MAX
from bank_server.log_review.hosts import is_name
from tests.log_review.reader.hearing import events, failures, heard, sshd

HOST = "192.0.2.7"
FAILED = f"Failed password for ann from {HOST} port 4022 ssh2"
PAM = "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost="
PAM_ANN = f"{PAM}{HOST}  user=ann"
PAM_ANN_BY_NAME = f"{PAM}host.example  user=ann"
CHALLENGE = "error: PAM: Authentication failure for ann from host.example"
CHALLENGED = f"Failed keyboard-interactive/pam for ann from {HOST} port 4022 ssh2"
ACCEPTED = f"Accepted password for ann from {HOST} port 4022 ssh2"
CLOSED = f"Connection closed by {HOST} port 4022 [preauth]"
LATER = "Mar 30 16:54:01"


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ([PAM_ANN, FAILED], 1),
        ([PAM_ANN_BY_NAME, FAILED], 1),
        ([f"{PAM}{HOST} ", FAILED.replace("ann", "invalid user x")], 1),
        ([PAM_ANN, FAILED, FAILED, FAILED], 3),
        ([PAM_ANN, CHALLENGE, CHALLENGED], 1),
        ([PAM_ANN, CHALLENGE, CHALLENGED, CHALLENGE, CHALLENGED], 2),
        ([PAM_ANN, f"message repeated 3 times: [ {FAILED}]"], 3),
        ([PAM_ANN], 1),
        ([PAM_ANN, PAM_ANN], 2),
        ([CHALLENGE], 1),
        ([CHALLENGE, PAM_ANN], 1),
        ([PAM_ANN, ACCEPTED], 0),
        ([PAM_ANN, PAM_ANN, ACCEPTED], 1),
        ([PAM_ANN, ACCEPTED.replace("ann", "bob")], 1),
        ([PAM_ANN, FAILED, ACCEPTED], 1),
    ],
)
def test_lines_of_one_process_tell_of_so_many_attempts(messages: list[str], expected: int) -> None:
    """In each order, as lines of one second may come in each."""
    told = {failures(*map(sshd, order)) for order in permutations(messages)}

    assert {expected} == told


def test_processes_do_not_answer_for_one_another() -> None:
    assert 2 == failures(sshd(PAM_ANN, pid=1001), sshd(FAILED, pid=1002))


def test_a_process_number_that_comes_again_is_another_process() -> None:
    assert 2 == failures(sshd(FAILED), sshd(PAM_ANN, stamp=LATER))


def test_an_early_end_counts_once() -> None:
    goodbye = f"Received disconnect from {HOST} port 4022:11: Bye Bye [preauth]"
    gone = f"Disconnected from {HOST} port 4022 [preauth]"

    assert [("probed", HOST, "", 1)] == heard(sshd(goodbye), sshd(gone))


@pytest.mark.parametrize("more", [FAILED, PAM_ANN, ACCEPTED, f"Invalid user x from {HOST}"])
def test_nothing_that_is_tried_takes_an_early_end_away(more: str) -> None:
    """Or a scanner would be excused by guessing as well."""
    assert ("probed", HOST, "", 1) in heard(sshd(CLOSED), sshd(more))
    assert ("probed", HOST, "", 1) in heard(sshd(more), sshd(CLOSED))


def test_what_waited_is_told_in_order_of_time() -> None:
    told = events(
        sshd(PAM_ANN, pid=1001),
        sshd(FAILED, pid=1002, stamp="Mar 30 15:54:20"),
        sshd(FAILED, pid=1003, stamp="Mar 30 15:54:40"),
    )
    first = told[0].when

    assert [0, 11, 20] == [each.when - first for each in told]


def test_many_that_wait_at_once_are_told_early_rather_than_kept() -> None:
    """Nothing is lost by it."""
    number = WAITING_MAX + 100
    lines = [sshd(f"{PAM}{HOST}  user=u{each}", pid=2 + each % 30000) for each in range(number)]

    assert number == failures(*lines)


def test_one_process_with_many_names_keeps_no_more() -> None:
    number = WAITING_MAX + 100
    lines = [sshd(f"{PAM}{HOST}  user=u{each}") for each in range(number)]

    assert number == failures(*lines)


def test_a_line_more_of_such_a_process_costs_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(source: str) -> bool:
        asked.append(source)
        return is_name(source)

    monkeypatch.setattr(connections, "is_name", counted)
    number = 500
    failures(*(sshd(f"{PAM}{HOST}  user=u{each}") for each in range(number)))

    assert len(asked) < 10 * number


NAMED_CHALLENGE = CHALLENGE.replace("ann", "illegal user x")
NO_USER = f"{PAM}host.example "


def child(message: str, stamp: str = "Mar 30 15:54:01") -> str:
    return sshd(message, pid=200, stamp=stamp)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([child(PAM_ANN_BY_NAME), sshd(CHALLENGE)], 1),
        ([child(PAM_ANN_BY_NAME), sshd(CHALLENGE), sshd(CHALLENGED)], 1),
        ([child(PAM_ANN_BY_NAME)] * 3 + [sshd(CHALLENGE)] * 3, 3),
        ([child(PAM_ANN_BY_NAME)] * 2 + [sshd(CHALLENGE)], 2),
        ([child(PAM_ANN_BY_NAME), sshd(CHALLENGE), sshd(PAM_ANN_BY_NAME, pid=300)], 2),
        ([child(NO_USER), sshd(NAMED_CHALLENGE)], 1),
        ([child(PAM_ANN), sshd(CHALLENGE)], 2),
        ([child(PAM_ANN_BY_NAME.replace("ann", "bob")), sshd(CHALLENGE)], 2),
        ([child(PAM_ANN_BY_NAME), sshd(FAILED)], 2),
    ],
)
def test_a_child_that_speaks_for_pam_counts_only_what_sshd_did_not_say(
    lines: list[str], expected: int
) -> None:
    """In each order; and of another source or account it is another attempt."""
    told = {failures(*order) for order in permutations(lines)}

    assert {expected} == told


def test_one_challenge_answers_for_one_attempt_and_not_for_a_later_one() -> None:
    minutes = [f"Mar 30 15:{54 + each}:01" for each in range(5)]
    children = [child(PAM_ANN_BY_NAME, stamp=each) for each in minutes]

    assert 5 == failures(sshd(CHALLENGE, stamp=minutes[0]), *children)


def test_a_slow_typist_counts_once_an_attempt() -> None:
    stamps = [f"Mar 30 15:54:{each:02}" for each in (1, 21, 41)]
    lines = [line for at in stamps for line in (child(PAM_ANN, at), sshd(ADDRESSED, at))]

    assert 3 == failures(*lines)


ADDRESSED = f"error: PAM: Authentication failure for ann from {HOST}"


@pytest.mark.parametrize("other", [CHALLENGED, CLOSED, ACCEPTED, PAM_ANN])
def test_the_name_of_a_host_is_the_address_that_the_same_process_said(other: str) -> None:
    for order in permutations([CHALLENGE, other]):
        told = [each for each in heard(*map(sshd, order)) if each[0] == "failed"]

        assert [("failed", HOST, "ann", 1)] == told


def test_the_name_of_a_host_is_remembered() -> None:
    later = sshd(CHALLENGE, stamp=LATER, pid=300)

    assert HOST == events(sshd(CHALLENGE), sshd(CLOSED), later)[-1].source
    assert "host.example" == events(sshd(CHALLENGE))[-1].source


def test_a_name_without_an_address_makes_no_log_in_of_the_account_the_first() -> None:
    """The failure is told after it, but whoever logs in is known to have tried before."""
    told = heard(sshd(CHALLENGE), sshd(ACCEPTED, stamp="Mar 30 15:54:09", pid=300))

    assert [
        ("name", HOST, "ann", 1),
        ("succeeded", HOST, "ann", 1),
        ("failed", "host.example", "ann", 1),
    ] == told


def test_a_challenge_counts_at_its_own_moment() -> None:
    """So that no log-in comes before a failure that was earlier."""
    told = heard(sshd(ADDRESSED), sshd(ACCEPTED, stamp="Mar 30 15:54:09", pid=300))

    assert ["failed", "succeeded"] == [each[0] for each in told]


def by_ldap(second: int, *, knows: bool) -> list[str]:
    """A challenge whose password pam_unix does not know, and LDAP knows or not."""
    stamp = f"Mar 30 15:54:{second:02}"
    said = "Accepted" if knows else "Failed"
    lines = [
        sshd(
            "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= "
            "rhost=192.0.2.7  user=ann",
            stamp,
            pid=201,
        ),
        sshd("error: PAM: Authentication failure for ann from 192.0.2.7", stamp),
        sshd(f"{said} keyboard-interactive/pam for ann from 192.0.2.7 port 4022 ssh2", stamp),
    ]
    return [lines[0], lines[2]] if knows else lines


def test_a_password_that_another_module_of_pam_knows_is_no_failure() -> None:
    """pam_unix speaks in a child of sshd, before that module is asked."""
    later = sshd("Accepted publickey for bob from 192.0.2.8 port 4022 ssh2", "Mar 30 15:55:50")

    assert 1 == failures(by_ldap(1, knows=True)[0], later)
    assert 0 == failures(*by_ldap(1, knows=True), later)
    assert 1 == failures(*by_ldap(1, knows=False), *by_ldap(5, knows=True), later)
