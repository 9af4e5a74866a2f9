"""The line is one of syslog's, has its word once, and nothing in it is a stranger's choice."""

from __future__ import annotations

import json
import re

import pytest

from bank_server.log_review.evidence import Verdict
from bank_server.log_review.report import (
    ERROR,
    INTRUSION,
    LINE_BYTES_MAX,
    OK,
    Writer,
    as_json,
    error,
    escaped,
    finding,
    line,
    printable,
)
from bank_server.log_review.reviewing import Tally
from tests.log_review.reader.hearing import WRITER

LINE = re.compile(
    r"[A-Z][a-z]{2} [ 1-3]\d \d\d:\d\d:\d\d [!-~]{1,63} authreview\[\d+\]:"
    r' (OK|INTRUSION|ERROR)( [a-z_]+=([!-~]+|"[ -~]*"))*'
)
CALM = Verdict(
    is_intrusion=False, rules=(), users=0, invalid_names=0, sources=0, attempts=0, top="",
    breached=0, failures=27, successes=312, notes=(), evidence=(),
)  # fmt: skip
ATTACKED = CALM._replace(
    is_intrusion=True, rules=("R1", "R3"), users=4, invalid_names=41, sources=128, attempts=1043,
    top="24.151.103.17", notes=("no_known_account",),
)  # fmt: skip


def tally(lines: int = 100, unparsed: int = 0) -> Tally:
    made = Tally()
    made.lines, made.unparsed = lines, unparsed
    made.first, made.last = b"Mar 29 06:25:01", b"Mar 30 17:59:58"
    return made


def test_the_line_of_an_attack() -> None:
    said = finding(["/var/log/auth.log"], tally(), ATTACKED, [])

    assert (
        "Mar 30 18:00:01 cs authreview[4711]: INTRUSION file=/var/log/auth.log"
        ' from="Mar 29 06:25:01" to="Mar 30 17:59:58" users=4 invalid_names=41 sources=128'
        " attempts=1043 top=24.151.103.17 breached=0 rules=R1,R3 note=no_known_account"
    ) == line(WRITER, said)


def test_the_line_of_a_calm_log() -> None:
    said = finding(["/var/log/auth.log"], tally(), CALM, [])

    assert (
        "Mar 30 18:00:01 cs authreview[4711]: OK file=/var/log/auth.log"
        ' from="Mar 29 06:25:01" to="Mar 30 17:59:58" failures=27 successes=312'
    ) == line(WRITER, said)


def test_the_line_of_what_cannot_be_judged() -> None:
    assert "Mar 30 18:00:01 cs authreview[4711]: ERROR file=/tmp reason=directory" == line(
        WRITER, error(["/tmp"], "directory")
    )


@pytest.mark.parametrize(
    ("made", "verdict", "notes", "expected"),
    [
        (tally(lines=0), CALM, [], "note=empty"),
        (tally(unparsed=6), CALM, [], "note=unparsed"),
        (tally(unparsed=5), CALM, [], "successes=312"),
        (tally(), ATTACKED, ["not_all_read"], "note=not_all_read,no_known_account"),
    ],
)
def test_what_somebody_should_know_beside_it_is_noted(
    made: Tally, verdict: Verdict, notes: list[str], expected: str
) -> None:
    assert line(WRITER, finding(["x"], made, verdict, notes)).endswith(f" {expected}")


@pytest.mark.parametrize(
    "name",
    ["BOOK.log", "INTRUSION", "ERROR OK", "OOKK", "INTRUSINTRUSIONION", "a b\"c'\\d", "x\ny",
     "\x1b[2J", "h\u00e9\udcff", "OK" * 400, "=", "", "-", "a" * 5000],
)  # fmt: skip
@pytest.mark.parametrize("verdict", [CALM, ATTACKED])
def test_no_name_of_a_file_or_host_brings_a_word_into_the_line(name: str, verdict: Verdict) -> None:
    writer = Writer((12, 1, 0, 0, 0), name, 1)
    said = finding([name], tally(), verdict, [])
    whole = line(writer, said)
    word = INTRUSION if verdict.is_intrusion else OK

    assert LINE.fullmatch(whole)
    assert len(whole) <= LINE_BYTES_MAX
    assert whole.count(OK) == (word == OK)
    assert whole.count(INTRUSION) == (word == INTRUSION)
    assert whole.count(ERROR) == 0
    assert 1 == len(re.findall("OK|INTRUSION|ERROR", as_json(said)))


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::/64", "2001:db8::/64"),
        ("host.example", "host.example"),
        ("local:ann", "local"),
        ("console", "console"),
        ("BOOK x", "book%20x"),
    ],
)
def test_whom_the_line_names(top: str, expected: str) -> None:
    said = finding(["x"], tally(), ATTACKED._replace(top=top), [])

    assert f" top={expected} " in line(WRITER, said)


def test_several_files_are_counted_and_the_newest_named() -> None:
    said = finding(["auth.log.1", "auth.log"], tally(), CALM, [])

    assert " OK file=auth.log files=2 " in line(WRITER, said)


def test_json_has_the_same_fields() -> None:
    told = json.loads(as_json(finding(["x"], tally(), ATTACKED, [])))

    assert told == {
        "verdict": "INTRUSION", "file": "x", "from": "Mar 29 06:25:01", "to": "Mar 30 17:59:58",
        "users": 4, "invalid_names": 41, "sources": 128, "attempts": 1043, "top": "24.151.103.17",
        "breached": 0, "rules": "R1,R3", "note": "no_known_account",
    }  # fmt: skip


def test_what_is_explained_moves_no_cursor() -> None:
    assert r"a\x1b[2J\x0a\xe9" == printable("a\x1b[2J\n\u00e9")


def test_plain_characters_stay() -> None:
    assert "/var/log/auth.log-20161106.gz" == escaped("/var/log/auth.log-20161106.gz")
