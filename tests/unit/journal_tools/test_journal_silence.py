"""A time in which nothing was written is told by every tool that people read, and why."""

from __future__ import annotations

import pytest
from sealing_kit import FIRST, Machine, save_keys

from kiosk.journal_tools.__main__ import main
from kiosk.journal_tools.lines import parse
from kiosk.journal_tools.silence import LATE_MS, Silent, with_silences

MINUTE = 60_000
TXN = "0f070e" + "ab" * 13


def after(machine, minutes, ev="LINK_UP", **fields):
    """An entry so many minutes after the one before."""
    machine.t += minutes * MINUTE - 1_000
    machine.mono += minutes * MINUTE - 1_000
    machine.write(ev, {"down_ms": 0}, **fields)


def opened():
    machine = Machine()
    machine.open()
    return machine


def off(machine, minutes, *, stopped):
    """The program ends, and begins again so much later."""
    if stopped:
        machine.write("SYSTEM_STOP", {"who": "system", "why": "end"})
    machine.boot += 1
    machine.t += minutes * MINUTE - 1_000
    machine.mono = 0
    machine.write("SYSTEM_START", {"version": "1", "settings_hash": "", "why": "start"})


def found(machine):
    raw = b"".join(machine.files[name] for name in sorted(machine.files) if name.endswith("jsonl"))
    lines = map(parse, raw.splitlines(keepends=True))
    return [(each.why, each.length) for each, _ in with_silences(lines) if each is not None]


def test_a_kiosk_that_says_that_it_lives_is_not_silent():
    """Each quarter of an hour, and up to a minute late."""
    machine = opened()
    for _ in range(4):
        after(machine, 15, "HEARTBEAT")
    after(machine, 15 + LATE_MS // MINUTE, "HEARTBEAT")

    assert [] == found(machine)


def test_a_run_that_wrote_nothing_is_silent():
    machine = opened()
    after(machine, 5)
    after(machine, 200)

    assert [(Silent.MUTE, "3 h 20 min")] == found(machine)


def test_a_run_that_wrote_without_a_heartbeat_is_named_once_in_each_quarter():
    machine = opened()
    for _ in range(5):
        after(machine, 7)

    assert [(Silent.NO_BEAT, "21 min")] == found(machine)


@pytest.mark.parametrize(("stopped", "why"), [(True, Silent.STOPPED), (False, Silent.LOST)])
def test_a_kiosk_that_was_off_is_silent(stopped, why):
    machine = opened()
    off(machine, 3_000, stopped=stopped)

    assert [(why, "2 d 2 h")] == found(machine)


def test_a_restart_is_no_silence():
    machine = opened()
    off(machine, 2, stopped=False)

    assert [] == found(machine)


def test_a_clock_that_was_moved_is_no_silence():
    """Within a run the time counts that nobody can move."""
    machine = opened()
    machine.t += 10_000 * MINUTE
    machine.write("CLOCK_CHANGED", {"before_ms": 1, "after_ms": 2, "source": "system"})

    assert [] == found(machine)


def test_what_is_lost_was_not_silent():
    """Entries are missing there, which is told otherwise."""
    machine = opened()
    machine.t += 600 * MINUTE
    machine.mono += 600 * MINUTE
    machine.open(lost=3)

    assert [] == found(machine)


class TestCommands:
    @pytest.fixture
    def folder(self, tmp_path):
        """A visit, two hours without a word, and the same transaction after a night off."""
        machine = opened()
        machine.write("VISIT_START", {}, visit="1-1")
        machine.write("INTENT", {}, visit="1-1", txn=TXN)
        after(machine, 120, "CMD", visit="1-1", txn=TXN)
        machine.write("VISIT_END", {"why": "done"}, visit="1-1")
        off(machine, 600, stopped=False)
        machine.write("DONE", {"state": "void"}, txn=TXN)
        off(machine, 60, stopped=True)
        return machine.save(tmp_path / "journal")

    @pytest.fixture
    def run(self, folder, capsys):
        def run(*words):
            name, *options = words
            assert 0 == main([name, str(folder), *options])
            return capsys.readouterr().out

        return run

    def test_verify_lists_each_and_the_journal_is_good(self, run, tmp_path):
        told = run("verify", "--key", str(save_keys(tmp_path / "keys", FIRST)))

        assert "silences 3" in told
        assert "silent between seq 3 and 4, 2026-11-21 10:00:03 .. 2026-11-21 12:00:03 UTC" in told
        assert "2 h: it ran, and wrote nothing" in told
        assert "10 h: off, not stopped in order" in told
        assert "1 h: off, stopped in order" in told
        assert told.splitlines()[-1].startswith("GOOD")

    def test_show_tells_them_where_they_were(self, run):
        told = run("show")

        assert [
            "10:00:03        SILENT FOR 2 H: IT RAN,",
            "12:00:04        SILENT FOR 10 H: OFF,",
            "22:00:06        SILENT FOR 1 H: OFF,",
        ] == [row for row in told.splitlines() if "SILENT" in row]
        assert 40 >= max(map(len, told.splitlines()))
        assert "SILENT FOR 10 H: OFF, NOT STOPPED IN ORDER" in run("show", "--wide")

    def test_of_a_visit_show_tells_what_is_beside_its_entries(self, run):
        assert 2 == run("show", "--visit", "1-1").count("SILENT")
        assert 0 == run("show", "--visit", "1-2").count("SILENT")

    def test_a_time_of_which_there_is_nothing_else_shows_that_much(self, run):
        told = run("show", "--from", "2026-11-21T15:00", "--to", "2026-11-21T16:00")

        assert 2 == len(told.replace("\n" + " " * 16, " ").splitlines())
        assert "SILENT FOR 10 H" in told

    def test_a_dispute_pack_tells_those_around_its_transaction(self, folder, tmp_path, capsys):
        out = tmp_path / "pack"
        assert 0 == main(["dispute", TXN[:6], str(folder), "--out", str(out)])

        own, near = ((out / name).read_text() for name in ("transaction.txt", "neighbours.txt"))
        assert (2, 3) == (own.count("SILENT"), near.count("SILENT"))
        assert "silences 3" in (out / "seals.txt").read_text()
