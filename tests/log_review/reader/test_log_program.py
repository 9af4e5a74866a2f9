"""One line on standard output whatever happens, the code that goes with it, and no OK unread."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from tests.log_review.reader.hearing import Ran, sshd

CALM = sshd("Accepted password for ann from 192.0.2.7 port 4022 ssh2") + "\n"
FAILED = sshd("Failed password for ann from 192.0.2.7 port 4022 ssh2") + "\n"
NOISE = (
    "Mar 30 15:54:01 cs CRON[9]: pam_unix(cron:session): session opened for user root by (uid=0)\n"
)


def log(tmp_path: Path, *lines: str, name: str = "auth.log") -> str:
    path = tmp_path / name
    path.write_text("".join(lines), encoding="latin-1")
    return str(path)


def said(ran: Ran) -> tuple[int, str]:
    """The exit code, and what stands behind the head of the one line."""
    assert ran.out.endswith("\n")
    assert 1 == ran.out.count("\n")
    head, _, rest = ran.out.partition("]: ")
    assert head == "Mar 30 18:00:01 cs authreview[4711"
    return ran.code, rest.rstrip()


def test_an_attack_is_an_intrusion_and_code_1(tmp_path: Path) -> None:
    code, line = said(Ran(log(tmp_path, CALM, FAILED)))

    assert 1 == code
    assert line.startswith("INTRUSION file=")


def test_a_calm_log_is_ok_and_code_0(tmp_path: Path) -> None:
    code, line = said(Ran(log(tmp_path, CALM, NOISE)))

    assert 0 == code
    assert line.startswith("OK file=")
    assert line.endswith("failures=0 successes=1")


@pytest.mark.parametrize("lines", [[NOISE], [""], ["\n\n"]])
def test_a_log_in_which_nothing_happened_is_ok(tmp_path: Path, lines: list[str]) -> None:
    code, line = said(Ran(log(tmp_path, *lines)))

    assert (0, "OK") == (code, line.split(" ")[0])
    assert line.endswith("note=empty") == (NOISE not in lines)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("hello\nworld\n", "no_auth_lines"),
        ("Mar 30 15:54:01 cs kernel: [1.0] Linux version 4.4.0\n", "no_auth_lines"),
        ("Mar 30 15:54:01 cs CRON[9]: (root) CMD (true)\n", "no_auth_lines"),
        ("\x7fELF\x02\x01\x01" + "\0\xff\n" * 100, "no_auth_lines"),
        ("x" * 100_000, "no_auth_lines"),
        (CALM + "broken\n" * 2, "unparsed"),
        ("\x1f\x8b broken", "damaged"),
        ("\0" * 1000 + "\n", "no_auth_lines"),
    ],
)
def test_what_is_no_log_of_log_ins_cannot_be_judged(
    tmp_path: Path, content: str, reason: str
) -> None:
    code, line = said(Ran(log(tmp_path, content)))

    assert (2, "ERROR") == (code, line.split(" ")[0])
    assert line.endswith(f"reason={reason}")


def test_evidence_stands_whatever_could_not_be_read(tmp_path: Path) -> None:
    """No garbage behind an attack makes it an ERROR, and no missing file."""
    attacked = log(tmp_path, FAILED, "broken\n" * 10)
    code, line = said(Ran(attacked, str(tmp_path / "none")))

    assert (1, "INTRUSION") == (code, line.split(" ")[0])
    assert line.endswith("note=not_all_read,unparsed")


def test_no_log_is_ok_while_another_could_not_be_read(tmp_path: Path) -> None:
    code, line = said(Ran(log(tmp_path, CALM), str(tmp_path)))

    assert 2 == code
    assert line == f"ERROR file={tmp_path} reason=directory"


def test_a_damaged_log_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    packed = gzip.compress((FAILED + NOISE * 5000).encode())
    path = tmp_path / "auth.log.2.gz"
    path.write_bytes(packed[:-20])

    assert "INTRUSION" in Ran(str(path)).out


def test_rotated_logs_are_joined_whatever_their_order(tmp_path: Path) -> None:
    older = log(tmp_path, FAILED.replace("Mar 30", "Mar 23"), name="auth.log.1")
    newer = log(tmp_path, CALM)
    ran = Ran(newer, older)
    whens = [each.when for each in ran.judges[0].events]

    assert [7 * 86_400] == [later - first for first, later in pairwise(whens)]
    assert ' from="Mar 23 15:54:01" to="Mar 30 15:54:01" ' in ran.out
    assert " files=2 " in ran.out


def test_a_line_behind_lost_bytes_is_read_and_is_not_the_last(tmp_path: Path) -> None:
    ran = Ran(log(tmp_path, "\0" * 50 + FAILED, NOISE, NOISE.replace("Mar 30", "Mar 31")))

    assert said(ran)[1].startswith("INTRUSION ")
    assert ' from="Mar 30 15:54:01" to="Mar 31 15:54:01" ' in ran.out
    assert ran.out.endswith(" note=gaps\n")


def test_a_line_that_two_overlapping_files_of_a_machine_have_counts_once(tmp_path: Path) -> None:
    days = [sshd("Accepted password for ann from 192.0.2.7 port 1 ssh2", f"Mar {day} 15:54:01")
            for day in range(10, 30)]  # fmt: skip
    one = log(tmp_path, "\n".join(days), name="one")
    other = log(tmp_path, "\n".join(days[1:]), name="other")

    assert said(Ran(one, other))[1].endswith("failures=0 successes=20 note=counted_once")
    assert said(Ran(one))[1].endswith("failures=0 successes=20")


def test_standard_input_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(FAILED.encode())))  # type: ignore[arg-type] # a raw stream it is
    monkeypatch.setattr("sys.stdin", stream)
    code, line = said(Ran("-", "-"))

    assert 1 == code
    assert line.startswith("INTRUSION file=stdin from=")


@pytest.mark.parametrize(
    "arguments", [[], ["--no-such-option", "x"], ["--users", "none", "x"], ["--users", "0", "x"],
                  ["--logins-per-day", "nan", "x"], ["--passwd"]],
)  # fmt: skip
def test_wrong_use_is_an_error_with_its_line(arguments: list[str]) -> None:
    ran = Ran(*arguments)

    assert (2, "ERROR reason=usage") == said(ran)
    assert ran.err.startswith("usage: authreview ")


def test_the_evidence_is_explained_on_standard_error(tmp_path: Path) -> None:
    ran = Ran("--explain", log(tmp_path, FAILED))

    assert "1 lines, 0 of them not of a log's form\nR1: 192.0.2.7\n" == ran.err
    assert 1 == said(ran)[0]


def test_a_calm_log_is_explained_too(tmp_path: Path) -> None:
    assert Ran("--explain", log(tmp_path, CALM)).err.endswith("no rule fired\n")


def test_the_line_as_json(tmp_path: Path) -> None:
    ran = Ran("--json", log(tmp_path, FAILED))

    assert ("INTRUSION", 1) == (json.loads(ran.out)["verdict"], ran.out.count("\n"))


def test_syslog_gets_what_is_said(tmp_path: Path) -> None:
    ran = Ran("--syslog", log(tmp_path, CALM))

    assert [("OK", said(ran)[1])] == ran.syslog


def test_who_exists_and_how_many_work_here_reach_the_judge(tmp_path: Path) -> None:
    passwd = log(tmp_path, "root:x:0:0::/:/bin/sh\n\n# no\n+::::::\nann:x:1::::\n", name="passwd")
    wanted = ["--users", "7", "--logins-per-day", "2.5", "--passwd", passwd, log(tmp_path, CALM)]
    judge = Ran(*wanted).judges[0]

    assert (7, 2.5) == (judge.options.users, judge.options.logins_per_day)
    assert ["root", "ann"] == list(judge.accounts)


def test_a_missing_list_of_accounts_is_an_error(tmp_path: Path) -> None:
    code, line = said(Ran("--passwd", str(tmp_path / "none"), log(tmp_path, FAILED)))

    assert (2, "reason=not_readable") == (code, line.split(" ")[-1])


def test_a_defect_of_the_program_is_an_error_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bank_server.log_review.program.Join", None)
    ran = Ran(log(tmp_path, FAILED))

    assert 2 == ran.code
    assert ran.out.endswith("reason=internal\n")
    assert "Traceback" in ran.err


def test_the_same_log_whole_split_packed_and_with_noise_tells_the_same(tmp_path: Path) -> None:
    lines = [
        sshd(f"Failed password for u{number} from 192.0.2.{number} port 1 ssh2",
             f"Mar 30 15:{number:02d}:01", 1000 + number) + "\n"
        for number in range(50)
    ]  # fmt: skip
    whole = log(tmp_path, *lines)
    halves = [log(tmp_path, *lines[25:], name="b"), log(tmp_path, *lines[:25], name="a")]
    noisy = log(tmp_path, *[each + NOISE for each in lines], name="noisy")
    packed = tmp_path / "packed"
    packed.write_bytes(gzip.compress("".join(lines).encode()))
    expected = Ran(whole).judges[0].events

    assert expected == Ran(*halves).judges[0].events
    assert expected == Ran(noisy).judges[0].events
    assert expected == Ran(str(packed)).judges[0].events


def test_the_bundle_holds_the_folder_and_how_to_use_it(tmp_path: Path) -> None:
    target = tmp_path / "authlog.zip"
    ran = Ran("--bundle", str(target))
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
        readme = archive.read("README.txt").decode("ascii")

    assert (0, "") == (ran.code, ran.out)
    assert {"README.txt", "authreview/__init__.py", "authreview/reading.py"} <= set(names)
    assert [] == [each for each in names if "__pycache__" in each or ".." in each]
    assert "python3 -m authreview FILE" in readme


def test_the_same_sources_make_the_same_bundle(tmp_path: Path) -> None:
    Ran("--bundle", str(tmp_path / "a"))
    Ran("--bundle", str(tmp_path / "b"))

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_bundle_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    ran = Ran("--bundle", str(tmp_path / "none" / "x.zip"))

    assert 2 == ran.code
    assert "cannot write" in ran.err


@pytest.mark.parametrize(
    ("begins", "reason"),
    [
        (b"BZh91AY", "packed_otherwise"),
        (b"\xfd7zXZ\0", "packed_otherwise"),
        (b"PK\x03\x04", "packed_otherwise"),
        (b"\x28\xb5\x2f\xfd", "packed_otherwise"),
        (gzip.compress(gzip.compress(FAILED.encode())), "packed_otherwise"),
        (FAILED.encode("utf-16"), "utf_16"),
    ],
)
def test_what_is_packed_or_written_otherwise_is_said_to_be_so(
    tmp_path: Path, begins: bytes, reason: str
) -> None:
    path = tmp_path / "log"
    path.write_bytes(begins)

    assert (2, f"ERROR file={path} reason={reason}") == said(Ran(str(path)))
