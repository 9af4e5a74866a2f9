"""Logs of any shape are read as whole lines, joined in order of time, in bounded memory."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from bank_server.log_review.line_ends import GAP
from bank_server.log_review.opening import CannotRead
from bank_server.log_review.reading import (
    BLOCK_BYTES,
    LINE_BYTES_MAX,
    TOO_LONG,
    distinct,
    open_log,
)
from bank_server.log_review.rotation import in_order


def lines_of(path: Path) -> list[bytes]:
    log = open_log(str(path))
    lines = [line for block in log.blocks() for line in block.split(b"\n")]
    log.close()
    return lines


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", []),
        (b"a\nb\n", [b"a", b"b"]),
        (b"a\nb", [b"a", b"b"]),
        (b"\n\n", [b"", b""]),
        (b"a\r\nb\r\n", [b"a", b"b"]),
        (b"a\rb\r", [b"a", b"b"]),
        (b"a\0\0b\n\xff\n", [b"a", GAP, b"b", b"\xff"]),
        (b"\xef\xbb\xbfa\n\xef\xbb\xbfb", [b"a", b"\xef\xbb\xbfb"]),
        (b"a\n" + b"x" * (3 * BLOCK_BYTES) + b"\nb\n", [b"a", TOO_LONG, b"b"]),
        (b"x" * (3 * BLOCK_BYTES), [TOO_LONG]),
        (b"x" * LINE_BYTES_MAX, [b"x" * LINE_BYTES_MAX]),
    ],
)
def test_lines_are_what_stands_between_their_ends(
    tmp_path: Path, content: bytes, expected: list[bytes]
) -> None:
    plain = lines_of(written(tmp_path / "plain", content))

    assert expected == plain
    assert expected == lines_of(written(tmp_path / "packed", gzip.compress(content)))


def test_lines_that_lie_across_blocks_are_whole(tmp_path: Path) -> None:
    lines = [b"%d " % number + b"y" * (number % 300) for number in range(6000)]

    assert lines == lines_of(written(tmp_path / "log", b"\n".join(lines) + b"\n"))


def test_a_packed_log_is_known_by_its_bytes_and_not_by_its_name(tmp_path: Path) -> None:
    assert [b"a"] == lines_of(written(tmp_path / "auth.log.2.gz", b"a\n"))
    assert [b"a"] == lines_of(written(tmp_path / "auth.log", gzip.compress(b"a\n")))


def test_packed_logs_behind_one_another_are_one(tmp_path: Path) -> None:
    both = gzip.compress(b"a\n") + gzip.compress(b"b\n")

    assert [b"a", b"b"] == lines_of(written(tmp_path / "log", both))


@pytest.mark.parametrize(("kept", "spoilt"), [(-5, b""), (40, b"\0" * 40), (2, b"")])
def test_a_damaged_log_is_said_to_be_so(tmp_path: Path, kept: int, spoilt: bytes) -> None:
    packed = gzip.compress(b"".join(b"%d" % (number**9) for number in range(400)))
    path = written(tmp_path / "log", packed[:kept] + spoilt)
    log = open_log(str(path))

    with pytest.raises(CannotRead, match="damaged"):
        list(log.blocks())
    log.close()


def test_what_cannot_be_opened_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="directory"):
        open_log(str(tmp_path))
    with pytest.raises(CannotRead, match="not_there"):
        open_log(str(tmp_path / "none"))
    with pytest.raises(CannotRead, match="not_a_file"):
        open_log(os.devnull)
    with pytest.raises(CannotRead, match="not_readable"):
        open_log("a\0b")
    with pytest.raises(CannotRead, match="not_readable"):
        open_log("a" * 5000)


def test_a_file_is_read_once_however_often_it_is_named(tmp_path: Path) -> None:
    log = written(tmp_path / "log", b"")
    (tmp_path / "link").symlink_to(log)

    assert [str(log)] == distinct([str(log), str(tmp_path / "." / "log"), str(tmp_path / "link")])


@pytest.mark.parametrize(
    "first_stamps",
    [
        {"auth.log.2.gz": "Mar  6", "auth.log.1": "Mar 13", "auth.log": "Mar 20"},
        {"auth.log.2": "Dec 18", "auth.log.1": "Dec 25", "auth.log": "Jan  1"},
        {"b": "Dec 25", "c": "Jan  1", "a": "Jan  8"},
        {"auth.log.10": "Mar  6", "auth.log.9": "Mar  6", "auth.log": "Mar  6"},
        {"z": "2016-02-01T00:00:00Z", "a": "2016-03-01T00:00:00Z"},
        {"a": "Mar 20"},
    ],
)
def test_a_rotated_set_is_read_from_its_oldest(
    tmp_path: Path, first_stamps: dict[str, str]
) -> None:
    """The dictionary has the right order; the command line has any."""
    for name, day in first_stamps.items():
        stamp = day if "T" in day else f"{day} 06:25:01"
        written(tmp_path / name, f"broken\n{stamp} cs sshd[1]: x\n".encode())
    for names in (sorted(first_stamps), sorted(first_stamps, reverse=True)):
        logs = [open_log(str(tmp_path / name)) for name in names]
        told = [Path(log.name).name for log in in_order(logs)]
        for log in logs:
            log.close()

        assert list(first_stamps) == told
