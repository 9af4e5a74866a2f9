"""A day over real pseudo-terminals: desk, programmer, two locks, and back to the desk."""

import os
import time

import pytest

from hardware.locks import __main__ as command
from hardware.locks import played_round
from hardware.locks.audit_entry import Why
from hardware.locks.desk.round_results import VisitTaken
from hardware.locks.desk.visits import RoundKind
from hardware.locks.lms import verify_ms_worst
from hardware.locks.lms_sets import OneTimeSet, PublicKey, TreeSet
from hardware.locks.played_round import Played, play


def test_rounds_go_from_the_desk_to_two_locks_and_back_over_pseudo_terminals(tmp_path):
    said = []
    played = play(tmp_path, said.append, time.monotonic, os.urandom)

    kinds = [RoundKind.INSTALL, RoundKind.DST, RoundKind.REKEY, RoundKind.AUDIT]
    assert [(kind, room) for kind in kinds for room in ("104", "311")] == [
        (each.kind, each.number) for each in played.taken
    ]
    assert [True] * 8 == [each.is_done and not each.is_altered for each in played.taken]
    assert (Why.OPENED, Why.ROOM) == (played.opened, played.refused)
    assert "/dev/pts/" in said[0]
    assert any("|Fl. 3 311 " in each for each in said)
    largest = PublicKey(TreeSet.H15, OneTimeSet.N32_W4, bytes(16), bytes(32))
    assert verify_ms_worst(largest, 32) + 600 > played.order_ms


@pytest.mark.parametrize(
    ("next_door", "code"), [(Why.ROOM, 0), (Why.OPENED, 1)], ids=["refused", "opened"]
)
def test_the_command_says_how_the_day_ended(monkeypatch, capsys, next_door, code):
    taken = (VisitTaken("104", RoundKind.DST, is_done=True, is_altered=False, words="done"),)
    day = Played(taken, 1_250, Why.OPENED, next_door)
    monkeypatch.setattr(played_round, "play", lambda *_: day)

    assert code == command.main(["round", "--quiet"])
    said = capsys.readouterr().out
    assert "dst at 104: done" in said
    assert f"the guest's card: OPENED; next door: {next_door.name}" in said
