"""Nothing that was not really read leads to OK, whatever a tool or a power cut did to a log."""

from __future__ import annotations

import gzip
import lzma
from pathlib import Path

import pytest

from bank_server.log_review.reading import LINE_BYTES_MAX
from bank_server.log_review.unread import ALONE_BYTES_MAX, UNREAD_BELIEVED_MAX
from tests.log_review.reader.hearing import Ran, sshd

END = "from 192.0.2.7 port 4022 ssh2"
CALM = [sshd(f"Accepted password for ann {END}", pid=each) for each in range(2, 42)]
FAILED = [sshd(f"Failed password for ann {END}", pid=each) for each in range(42, 82)]
NOISE = sshd("pam_unix(sshd:session): session opened for user ann by (uid=0)")
PAM = sshd(
    "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= "
    "rhost=192.0.2.7  user=ann"
)
LINES = [*CALM, *FAILED]
CALM_TEXT = "\n".join(CALM) + "\n"
HEADLESS = f"Failed password for ann {END}\n"


def said(tmp_path: Path, content: str | bytes) -> str:
    """The line without its head and its file."""
    path = tmp_path / "auth.log"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("latin-1"))
    return Ran(str(path)).out.partition("]: ")[2].replace(f"file={path} ", "").rstrip()


def told(tmp_path: Path, content: str | bytes) -> tuple[str, str]:
    """Its first word and its last."""
    words = said(tmp_path, content).split(" ")
    return words[0], words[-1]


@pytest.mark.parametrize(
    "end", ["\n", "\r", "\r\n", "\n\r", "\r\r\n", " \n", "\t\r\n", "\0", "\0\n"]
)
def test_a_line_ends_with_whatever_a_tool_ends_it(tmp_path: Path, end: str) -> None:
    line = said(tmp_path, "".join(each + end for each in LINES))

    assert line.startswith("INTRUSION ")
    assert " attempts=40 " in line


@pytest.mark.parametrize("begin", [" ", "\t", "\0" * 5000, "\xef\xbb\xbf"])
def test_a_line_begins_behind_what_a_tool_puts_before_it(tmp_path: Path, begin: str) -> None:
    line = said(tmp_path, "".join(f"{begin}{each}\n" for each in LINES))

    assert " attempts=40 " in line


def test_the_first_line_behind_a_byte_order_mark_is_the_first(tmp_path: Path) -> None:
    later = CALM[0].replace("Mar 30", "Mar 31")
    line = said(tmp_path, f"\xef\xbb\xbf{FAILED[0]}\n{later}\n")

    assert line.startswith('INTRUSION from="Mar 30 15:54:01" to="Mar 31 15:54:01"')


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_wide_characters_are_an_error(tmp_path: Path, code: str) -> None:
    assert ("ERROR", "reason=utf_16") == told(tmp_path, CALM_TEXT.encode(code))


@pytest.mark.parametrize("code", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_characters_behind_a_log_are_an_error_unless_it_shows_an_attack(
    tmp_path: Path, code: str
) -> None:
    wide = "\n".join(FAILED).encode(code)

    assert ("ERROR", "reason=utf_16") == told(tmp_path, CALM_TEXT.encode() + wide)
    assert ("INTRUSION", "note=not_all_read") == told(
        tmp_path, f"{CALM_TEXT}{FAILED[0]}\n".encode() + wide
    )


@pytest.mark.parametrize("hole", [1, 4096, 1_000_000])
@pytest.mark.parametrize("cut", ["", "Mar 3", "Mar 30 15:54:01 cs sshd[7]: Acce"])
def test_a_power_cut_leaves_a_gap_and_its_neighbours_are_read(
    tmp_path: Path, hole: int, cut: str
) -> None:
    calm = f"{CALM_TEXT}{cut}{chr(0) * hole}{NOISE}\n"

    assert ("OK", "note=gaps") == told(tmp_path, calm)
    assert ("INTRUSION", "note=gaps") == told(tmp_path, calm.replace(NOISE, FAILED[0]))


def test_a_log_that_is_one_hole_is_no_log(tmp_path: Path) -> None:
    assert ("ERROR", "reason=no_auth_lines") == told(tmp_path, b"\0" * 600_000)


def test_lines_that_are_torn_by_gaps_are_not_believed(tmp_path: Path) -> None:
    torn = "".join(f"{each[:30]}\0\0{each[30:]}\n" for each in FAILED)

    assert ("ERROR", "reason=unparsed") == told(tmp_path, CALM_TEXT + torn)


@pytest.mark.parametrize(("count", "word"), [(UNREAD_BELIEVED_MAX, "OK"), (3, "ERROR")])
@pytest.mark.parametrize("line", [HEADLESS, f"<38>{FAILED[0]}\n", f"{FAILED[0][:-3]}\n"])
def test_fewer_lines_than_an_attack_has_are_believed_unread(
    tmp_path: Path, line: str, count: int, word: str
) -> None:
    first, last = told(tmp_path, CALM_TEXT + line * count)

    assert word == first
    assert last.endswith("=unparsed")


def test_a_line_that_is_said_often_counts_as_often(tmp_path: Path) -> None:
    repeated = f"sshd[7]: message repeated 3 times: [ Failed password for ann {END}]\n"

    assert ("ERROR", "reason=unparsed") == told(tmp_path, CALM_TEXT + repeated)


def test_words_that_are_no_trace_of_a_log_in_are_passed_over(tmp_path: Path) -> None:
    assert "OK" == told(tmp_path, CALM_TEXT + "-- MARK --\nhello\n")[0]


@pytest.mark.parametrize(
    "unreadable",
    [
        gzip.compress("\n".join(FAILED).encode()),
        lzma.compress("\n".join(FAILED).encode()),
        b"\x1b[0mhello",
        b"x" * 10_000_000,
        b"x" * (LINE_BYTES_MAX + 1),
    ],
    ids=["gzip", "xz", "control", "10 MB", "too long"],
)
def test_what_may_hold_anything_is_an_error_within_a_log(tmp_path: Path, unreadable: bytes) -> None:
    calm = CALM_TEXT.encode()

    assert ("ERROR", "reason=unparsed") == told(tmp_path, calm + unreadable + b"\n" + calm)


@pytest.mark.parametrize("between", ["", " ", "\t", "\v", "\f", "\x1e", "\x85", "#012"])
def test_many_entries_on_one_line_are_an_error(tmp_path: Path, between: str) -> None:
    joined = between.join([NOISE, *FAILED])
    assert len(joined) > ALONE_BYTES_MAX

    assert ("ERROR", "reason=unparsed") == told(tmp_path, f"{CALM_TEXT}{joined}\n")


@pytest.mark.parametrize("between", [" ", "\t", ""])
def test_a_log_whose_lines_hold_two_entries_each_is_an_error(tmp_path: Path, between: str) -> None:
    pairs = "".join(f"{NOISE}{between}{each}\n" for each in LINES)

    assert ("ERROR", "reason=unparsed") == told(tmp_path, pairs)


def test_what_follows_an_attempt_that_pam_told_is_not_lost(tmp_path: Path) -> None:
    pairs = "".join(f"{PAM}\t{each}\n" for each in FAILED[: UNREAD_BELIEVED_MAX + 1])

    assert ("ERROR", "reason=unparsed") == told(tmp_path, CALM_TEXT * 10 + pairs)


def test_a_name_that_holds_an_entry_stays_a_name(tmp_path: Path) -> None:
    """Nobody outside can make the log an error by what he calls himself."""
    name = FAILED[0][:95]
    lines = "".join(sshd(f"Invalid user {name} from 192.0.2.9") + "\n" for _ in range(20))

    assert ("OK", "successes=40") == told(tmp_path, CALM_TEXT + lines)


def test_a_long_command_is_a_line(tmp_path: Path) -> None:
    sudo = f"Mar 30 15:54:01 cs sudo:      ann : TTY=pts/0 ; COMMAND=/bin/echo {'x' * 8000}\n"

    assert ("OK", "successes=40") == told(tmp_path, CALM_TEXT + sudo * 3)


def test_a_tape_archive_is_packed(tmp_path: Path) -> None:
    header = b"auth.log".ljust(257, b"\0") + b"ustar\x0000".ljust(255, b"\0")

    assert ("ERROR", "reason=packed_otherwise") == told(tmp_path, header + CALM_TEXT.encode())
