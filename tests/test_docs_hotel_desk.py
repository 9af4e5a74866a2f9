"""docs/hotel-desk.md: what is printed there is typed, line after line, and each line does it."""

from __future__ import annotations

import io
import re
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hardware.locks import __main__ as locks
from hardware.locks.cables import Cables
from hardware.locks.firmware.crystal import Crystal
from hardware.locks.firmware.lock import Lock
from hardware.locks.firmware.memory import Memory
from hardware.locks.firmware.visits import Visits
from hardware.locks.metered import Meter
from hardware.locks.programmer.programmer import Key, Programmer
from hardware.locks.programmer.store import FolderStore
from hardware.protocol.link import Link
from hardware.transport.memory import MemoryTransport

PAGE = (Path(__file__).parents[1] / "docs" / "hotel-desk.md").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DESK, DEVICES = "./atm locks desk ", ("./atm locks programmer ", "./atm locks door ")


def printed() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


class Door:
    """The lock at the other end of the programmer's cable."""

    def __init__(self) -> None:
        memory = Memory.from_factory(bytes(8))
        self.lock = Lock(memory, Crystal(seconds), Meter(), port=Visits())

    def receive(self, data: bytes) -> bytes:
        return self.lock.packet(data)

    def link(self) -> Link:
        return Link(MemoryTransport(self), monotonic=lambda: 0.0, first_seq=0)


def seconds() -> int:
    return int(NOW.timestamp())


def answers_to(line: str, papers: list[str]) -> str:
    """What somebody types who has the papers: two shares, or the key of the log."""
    rows = [paper.splitlines()[1:] for paper in papers]
    match line.split("hotel", 1)[1].split():
        case [_, "restore", *_]:
            return "\n".join([*rows[0], *rows[2]])
        case ["log", "verify", "--with-key"]:
            return "\n".join(rows[3])
    return ""


def test_every_line_of_the_page_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("hardware.locks.desk.command_deeds.now", lambda: NOW)
    # It is the whole process's, and so the other tests', too.
    monkeypatch.setattr("hardware.locks.desk.commands.keep_to_itself", lambda: None)
    Path("flash").mkdir()
    programmer, door = Programmer(FolderStore(Path("flash")), seconds), Door()
    papers: list[str] = []
    lines = [line for line in printed() if line.startswith(DESK)]
    failed = []
    with Cables() as cables:
        Path("programmer.port").symlink_to(cables.lay(programmer))
        for line in lines:
            monkeypatch.setattr(sys, "stdin", io.StringIO(answers_to(line, papers)))
            code = locks.main(shlex.split(line)[2:])
            told = capsys.readouterr()
            if code != 0:
                failed.append((line, code, told.err))
            if " set-up " in line:
                papers = told.out.split("\n\n")[:4]
            if " load " in line:
                programmer.plug_into_lock(door.link())
                programmer.press(Key.ENTER)
                programmer.plug_into_lock(None)
                programmer.press(Key.ENTER)

    assert 30 < len(lines)
    assert [] == failed
    assert door.lock.is_owned


def test_every_line_of_the_page_is_a_command_of_a_device_or_the_desk() -> None:
    assert [] == [line for line in printed() if not line.startswith((DESK, *DEVICES))]


@pytest.mark.parametrize("line", [line for line in printed() if line.startswith(DEVICES)])
def test_the_devices_of_the_page_take_the_options_that_it_gives(line: str) -> None:
    given = locks._parser().parse_args(shlex.split(line)[2:])

    assert given.cable.suffix == ".port"
