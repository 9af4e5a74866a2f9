"""A file is read as far as it reached when it was opened, and some more; a pipe to its end."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path

import pytest

from bank_server.log_review import opening
from bank_server.log_review.opening import GROWN_BYTES_MAX, CannotRead
from bank_server.log_review.reading import BLOCK_BYTES, open_log
from tests.log_review.reader.hearing import Ran, sshd

LINE = sshd("Accepted password for ann from 192.0.2.7 port 4022 ssh2") + "\n"
FAILED = sshd("Failed password for ann from 192.0.2.7 port 4022 ssh2") + "\n"
MANY = LINE * (BLOCK_BYTES // len(LINE))


def test_a_file_that_grows_faster_than_it_is_read_has_an_end(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text(MANY)
    log = open_log(str(path))
    size = 0
    with path.open("a") as grows:
        for number, block in enumerate(log.blocks()):
            size += len(block) + 1
            grows.write(MANY * 2)
            grows.flush()
            assert number < 3 * GROWN_BYTES_MAX // BLOCK_BYTES
    is_growing = log.is_growing()
    log.close()

    assert is_growing
    assert 0 == size % len(LINE)  # no half of a line
    assert len(MANY) + GROWN_BYTES_MAX - len(LINE) < size <= len(MANY) + GROWN_BYTES_MAX


def test_what_is_written_meanwhile_is_read_up_to_the_bound(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text(LINE)
    log = open_log(str(path))
    with path.open("a") as grows:
        grows.write(MANY)
    blocks = list(log.blocks())
    is_growing = log.is_growing()
    log.close()

    assert (LINE + MANY).splitlines() == b"\n".join(blocks).decode().splitlines()
    assert not is_growing


def test_a_growing_log_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log"
    path.write_text(LINE)
    assert "note=" not in Ran(str(path)).out

    monkeypatch.setattr(opening, "GROWN_BYTES_MAX", -len(LINE))
    path.write_text(LINE * 3)

    assert Ran(str(path)).out.endswith(" successes=2 note=still_growing\n")


def test_a_file_that_was_shortened_meanwhile_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text(MANY * 3)
    log = open_log(str(path))
    blocks = log.blocks()
    next(blocks)
    path.write_text("")

    with pytest.raises(CannotRead, match="damaged"):
        list(blocks)
    log.close()


@pytest.fixture
def pipe(tmp_path: Path) -> str:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return str(path)


def test_a_pipe_that_nobody_writes_to_is_an_error(
    pipe: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "PIPE_WAIT_MS", 1)
    ran = Ran(pipe)

    assert 2 == ran.code
    assert ran.out.endswith(" reason=nobody_writes\n")


def test_a_pipe_is_read_to_its_end(pipe: str) -> None:
    held = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # so that somebody may write before
    with Path(pipe).open("w") as end:
        end.write(LINE + FAILED)
    ran = Ran(pipe)
    os.close(held)

    assert 1 == ran.code
    assert ran.out.endswith(" rules=R1\n")


def test_a_pipe_that_somebody_has_opened_is_waited_for(
    pipe: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long what he writes takes him."""
    monkeypatch.setattr(opening, "PIPE_WAIT_MS", 0)
    held = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    end = os.open(pipe, os.O_WRONLY)
    os.close(held)

    def write() -> None:
        os.write(end, FAILED.encode())
        os.close(end)

    writer = threading.Thread(target=write)
    set_blocking = os.set_blocking
    monkeypatch.setattr(os, "set_blocking", lambda *given: (set_blocking(*given), writer.start()))
    ran = Ran(pipe)
    writer.join()

    assert 1 == ran.code


@pytest.mark.parametrize("content", [b"", FAILED.encode()])
def test_a_pipe_from_which_nothing_came_is_no_empty_log(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command before it that failed says nothing either."""
    stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(content)))  # type: ignore[arg-type] # a raw stream it is
    monkeypatch.setattr("sys.stdin", stream)
    ran = Ran("-")

    assert (1 if content else 2) == ran.code
    assert content or ran.out.endswith("ERROR file=stdin reason=nothing_came\n")


def test_an_empty_file_as_standard_input_is_an_empty_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "log").write_bytes(b"")
    with (tmp_path / "log").open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        ran = Ran("-")

    assert 0 == ran.code
    assert ran.out.endswith(" note=empty\n")
