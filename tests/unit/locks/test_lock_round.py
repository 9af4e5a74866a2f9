"""One round over real pseudo-terminals: desk, programmer, two locks, and back to the desk."""

import time

from hardware.locks import __main__ as command
from hardware.locks.played_round import play
from hardware.locks.programmer.results import Kind, VisitOutcome


def test_a_round_goes_from_the_desk_to_two_locks_and_back_over_pseudo_terminals(tmp_path):
    said = []
    played = play(tmp_path, said.append, time.monotonic)

    kinds = [Kind.INSTALLATION, Kind.INSTALLATION, Kind.ORDER, Kind.ORDER]
    assert kinds == [each.kind for each in played.results]
    assert [VisitOutcome.DONE] * 4 == [each.outcome for each in played.results]
    assert (True,) * 4 == played.agreed
    assert [0, 0, 4, 4] == [each.steps_done for each in played.results]
    assert any("/dev/pts/" in each for each in said)
    assert "  |Fl. 3 Room 311      |" in said


def test_the_command_ends_well(capsys):
    assert 0 == command.main(["round", "--quiet"])

    told = capsys.readouterr().out.splitlines()
    assert "lock 212: order done, holds what the desk meant" in told
    assert told[-1].endswith("keys left behind: 0")
