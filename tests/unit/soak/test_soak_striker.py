"""The journal's tail, the draws, and the blow that falls once, after its entry."""

from __future__ import annotations

import json
import threading
import time

import pytest

from kiosk.workbench.soak.__main__ import main
from kiosk.workbench.soak.blows import KIOSK, PROCESSES, Blow, BlowDraws
from kiosk.workbench.soak.chance import Chance
from kiosk.workbench.soak.striker import Striker, Struck
from kiosk.workbench.soak.tail import JournalTail
from kiosk.workbench.soak.wishes import Want, WishDraws

WAIT_S = 20.0
DRAWS = 500


def line(code, txn=None, **more):
    return json.dumps({"ev": code, "txn": txn, "d": more}) + "\n"


def codes(tail):
    return [entry.code for entry in tail.look()]


class Target:
    """A process that can be killed once."""

    def __init__(self):
        self.killed = []
        self.fell = threading.Event()

    def kill(self, name):
        self.killed.append(name)
        self.fell.set()
        return len(self.killed) == 1


@pytest.fixture
def journal(tmp_path):
    path = tmp_path / "EJ_ATM-1_20261122_001.jsonl"
    path.write_text(line("JOURNAL_OPEN"))
    return path


def test_the_tail_tells_whole_lines_once(journal):
    tail = JournalTail(journal.parent)
    first = codes(tail)
    with journal.open("a") as file:
        file.write(line("INTENT", "ab", operation="withdrawal") + '{"ev":"CM')
    second = codes(tail)

    assert (["JOURNAL_OPEN"], ["INTENT"], []) == (first, second, codes(tail))


def test_a_torn_end_that_was_moved_aside_is_not_read_twice(journal):
    tail = JournalTail(journal.parent)
    codes(tail)
    whole = journal.read_text()
    journal.write_text(whole + '{"ev":"IN')
    torn = codes(tail)
    journal.write_text(whole + line("LOG_GAP"))

    assert ([], ["LOG_GAP"]) == (torn, codes(tail))


def test_the_tail_goes_on_in_the_next_file(journal):
    tail = JournalTail(journal.parent)
    codes(tail)
    with journal.open("a") as file:
        file.write(line("JOURNAL_CLOSE"))
    journal.with_name("EJ_ATM-1_20261123_001.jsonl").write_text(line("JOURNAL_OPEN"))
    found = [code for _ in range(100) for code in codes(tail)]

    assert ["JOURNAL_CLOSE", "JOURNAL_OPEN"] == found


def test_a_blow_falls_once_after_its_entry_and_names_it(journal):
    target = Target()
    with Striker(JournalTail(journal.parent), target.kill, time.monotonic) as striker:
        striker.arm(Blow((KIOSK,), "CMD", wait_s=WAIT_S))
        with journal.open("a") as file:
            file.write(line("INTENT", "ab") + line("CMD", "ab") + line("CASH_STACKED", "ab"))
        assert target.fell.wait(WAIT_S)

    assert [KIOSK] == target.killed
    assert [Struck((KIOSK,), "CMD", is_planned=True)] == list(striker.struck)
    assert {KIOSK} == striker.doomed
    assert not striker.is_armed


def test_a_blow_whose_entry_is_of_another_operation_waits(journal):
    target = Target()
    blow = Blow((KIOSK,), "AUTH_REQUEST", wait_s=WAIT_S, operation="withdrawal")
    with Striker(JournalTail(journal.parent), target.kill, time.monotonic) as striker:
        striker.arm(blow)
        with journal.open("a") as file:
            file.write(line("AUTH_REQUEST", "ab", operation="accounts"))
            file.write(line("AUTH_REQUEST", "cd", operation="withdrawal"))
        assert target.fell.wait(WAIT_S)

    assert [KIOSK] == target.killed


def test_a_blow_whose_entry_does_not_come_falls_in_the_end(journal):
    target = Target()
    with Striker(JournalTail(journal.parent), target.kill, time.monotonic) as striker:
        striker.arm(Blow((KIOSK,), "LOADING", wait_s=0.0))
        assert target.fell.wait(WAIT_S)

    assert [False] == [struck.is_planned for struck in striker.struck]


def test_one_seed_draws_the_same_visits_and_blows():
    def drawn(seed):
        blows = BlowDraws(seed)
        wishes = WishDraws(Chance(seed, "wishes"), {"alice": 1, "bob": 2})
        return [(blows.next(), blows.rest_s(), wishes.next()) for _ in range(DRAWS)]

    assert drawn(7) == drawn(7)
    assert drawn(7) != drawn(8)


def test_every_process_and_every_want_comes_up():
    blows = [BlowDraws(seed).next() for seed in range(DRAWS)]
    wishes = [WishDraws(Chance(seed, "wishes"), {"alice": 2}).next() for seed in range(DRAWS)]

    assert set(PROCESSES) == {name for blow in blows for name in blow.targets}
    assert set(Want) == {wish.want for wish in wishes}
    assert {True, False} == {wish.is_dirty for wish in wishes}


def test_nobody_with_one_account_transfers():
    draws = WishDraws(Chance(1, "wishes"), {"alice": 1, "bob": 2})
    wishes = [draws.next() for _ in range(DRAWS)]

    assert {"bob"} == {wish.card for wish in wishes if wish.want is Want.TRANSFER}


def test_a_folder_with_something_in_it_is_refused(tmp_path, capsys):
    """A second soak in the state of a first one would prove nothing about either."""
    (tmp_path / "thesis.txt").write_text("years of work")

    assert 2 == main(["--state", str(tmp_path)])
    assert f"{tmp_path} has something in it" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [["--minutes", "0"], ["--kills", "-1"], ["--store", "memory"], ["--store", 'mongodb://"']],
)
def test_wrong_use_is_told_before_anything_is_started(words):
    with pytest.raises(SystemExit, match="2"):
        main(words)
