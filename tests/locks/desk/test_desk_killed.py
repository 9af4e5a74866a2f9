"""Killed at any step of an issue, the desk gives no index twice and knows every card there is."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from hardware.locks.desk import whereabouts
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.stripe_writer import CardFolder
from hardware.locks.keycard import BadStripe, GuestCard, decode
from tests.locks.desk.desk_killed import ALIVE
from tests.locks.desk.desk_kit import Clock, Hotel, chance

STEPS = 8
CHILD_S_MAX = 60


def killed(folder: Path, *fatal: str) -> dict[str, int]:
    """How each child ended: the signal's negative number, or ALIVE and its steps."""
    script = [sys.executable, "-m", "tests.locks.desk.desk_killed", str(folder), *fatal]
    done = subprocess.run(script, capture_output=True, text=True, timeout=CHILD_S_MAX, check=True)
    return {name: int(code) for name, code in map(str.split, done.stdout.splitlines())}


def cards_in(folder: Path) -> list[tuple[int, int]]:
    """Index and copy of each card file that a lock would read."""
    found = []
    for path in sorted(folder.glob("*.card")):
        try:
            card = decode(path.read_bytes())
        except BadStripe:
            continue
        assert isinstance(card, GuestCard)
        found.append((card.index, card.copy))
    return found


def known(folder: Path) -> set[tuple[int, int]]:
    with closing(sqlite3.connect(folder / "desk.sqlite3")) as sql:
        return set(sql.execute("SELECT k, copy FROM card").fetchall())


def test_killed_at_each_step_no_index_comes_twice_and_no_card_is_unknown(tmp_path: Path) -> None:
    hotel = Hotel(tmp_path / "whole")
    hotel.desk.close()
    fatal = [*(str(step) for step in range(STEPS)), "torn", "none"]
    folders = {each: tmp_path / each for each in fatal}
    for folder in folders.values():
        shutil.copytree(tmp_path / "whole", folder)
        whereabouts.settle(folder / "desk")
    ends = killed(tmp_path, *fatal)
    before = {each: cards_in(folder / "cards") for each, folder in folders.items()}
    after = {each: goes_on(folder) for each, folder in folders.items()}

    assert ALIVE + STEPS == ends.pop("none")
    assert {-signal.SIGKILL} == set(ends.values())
    for each, folder in folders.items():
        cards = cards_in(folder / "cards")
        assert len(set(cards)) == len(cards), each
        assert set(cards) <= known(folder / "desk"), each
        assert all(after[each] > index for index, _ in before[each]), each


def goes_on(folder: Path) -> int:
    """Opens the desk again and makes the room's next card; its index."""
    with Desk(
        folder / "desk", CardFolder(folder / "cards"), Clock(), chance("on"), clerk="bo"
    ) as desk:
        if desk.room("101").stay is not None:
            desk.check_out("101")
        index = desk.check_in("101", None, desk.departure("+1")).index
        assert desk.log_verified(None).is_good
        return index


def test_a_card_that_may_have_been_made_is_shown_until_the_next_one(tmp_path: Path) -> None:
    hotel = Hotel(tmp_path / "3")
    hotel.desk.close()
    killed(tmp_path, "3")
    desk = hotel.opened()
    shown = desk.room("101").has_unknown_card
    desk.check_in("101", None, desk.departure("+1"))
    healed = desk.room("101").has_unknown_card
    deeds = [entry.deed for entry in desk.log_tail(9)]
    desk.close()

    assert (True, False) == (shown, healed)
    assert "cut-off" in deeds
