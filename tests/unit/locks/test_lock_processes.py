"""Programmer and door as processes of their own: serial ports between them, words typed to each."""

import os
import time
from datetime import UTC, datetime, timedelta

import pytest

from hardware.locks.__main__ import main
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.stripe_writer import CardFolder
from hardware.locks.desk.visits import RoundKind
from hardware.locks.played_round import PLAN
from tests.unit.locks.typed_process import device, plugged


def test_desk_programmer_and_door_work_as_three_processes(tmp_path):
    now = datetime.fromtimestamp(time.time_ns() // 1_000_000_000, UTC)
    Desk.set_up(tmp_path / "desk", PLAN, now, os.urandom, clerk="clerk")
    writer = CardFolder(tmp_path / "cards")
    with (
        Desk(tmp_path / "desk", writer, lambda: now, os.urandom, clerk="clerk") as desk,
        device(tmp_path, "door", "--memory", "104.memory", "--cable", "104.port") as door,
        device(tmp_path, "programmer", "--flash", "flash", "--cable", "desk.port") as programmer,
    ):
        programmer("d", "Nothing to do")  # it has shown itself, so its port is there
        door("help", "swipe")
        number = desk.plan(RoundKind.INSTALL, ("104",), lambda _done, _of: None).number
        with plugged(tmp_path / "desk.port") as line:
            assert 1 == desk.load_programmer(line, number)
        assert "Done: installed" in programmer("plug=104.port e", "Done")
        programmer("unplug e", "0 of 1")
        with plugged(tmp_path / "desk.port") as line:
            assert [True] == [each.is_done for each in desk.take_from_programmer(line)]
        card = desk.check_in("104", None, now + timedelta(days=1)).card

        assert "OPENED in 8 ms" == door(f"swipe=cards/{card}.card", " in ")
    with device(tmp_path, "door", "--memory", "104.memory", "--cable", "104.port") as door:
        assert "OPENED in 4 ms" == door(f"swipe=cards/{card}.card", " in ")
        assert door("audit", "POWER_BACK").endswith("POWER_BACK 1")


@pytest.mark.parametrize(
    ("device_name", "option", "words"),
    [
        ("door", "--memory", "cannot be used: a lock's memory is 16,384 bytes"),
        ("programmer", "--flash", "cannot be used: the package is cut short"),
    ],
)
def test_a_device_whose_memory_is_none_says_so_and_leaves_it(
    tmp_path, capsys, device_name, option, words
):
    folder = tmp_path / "flash"
    folder.mkdir()
    (folder / "package").write_bytes(b"no")
    given = folder if device_name == "programmer" else folder / "package"

    assert 2 == main([device_name, option, str(given), "--cable", str(tmp_path / "port")])
    assert words in capsys.readouterr().err
    assert b"no" == (folder / "package").read_bytes()
