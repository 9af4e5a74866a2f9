"""A thief with the current key writes entries for whoever will read them: the tools say so, and
no terminal does what he wants."""

from __future__ import annotations

import pytest
from sealing_kit import FIRST, Machine, save_keys

from kiosk.journal_tools.__main__ import main

TXN = "0" * 32
CLEARED = "\x1b[2J\x1b[8m"
CANNOT_BE = 253_402_300_800_000


@pytest.fixture
def machine():
    machine = Machine()
    machine.open()
    return machine


@pytest.fixture
def run(machine, tmp_path, capsys):
    """Exit code and all output of a command over what the machine wrote."""

    def run(*words):
        machine.save(tmp_path / "journal")
        at = words.index("PATH")
        code = main([*words[:at], str(tmp_path / "journal"), *words[at + 1 :]])
        out, err = capsys.readouterr()
        return code, out + err

    return run


@pytest.mark.parametrize(
    "why", [CLEARED, "\x9b2J", "\u202eGOOD", "line\nGOOD 1 file, every seal verified"]
)
@pytest.mark.parametrize("command", ["show", "verify"])
def test_text_that_steers_a_terminal_is_no_kiosks(machine, run, tmp_path, command, why):
    machine.write("SERVICE_HALTED", {"why": why})
    key = ("--key", str(save_keys(tmp_path / "keys", FIRST)))

    code, said = run(command, "PATH", *(key if command == "verify" else ()))

    assert 1 == code
    assert "line 2" in said
    assert "text that no kiosk writes" in said
    assert why not in said


def test_a_quote_and_a_backslash_are_text_like_any_other(machine, run):
    machine.write("SERVICE_HALTED", {"why": 'a "b" \\n\\\\u001b \\"'})

    code, said = run("show", "PATH")

    assert 0 == code
    assert '"b"' in said


@pytest.mark.parametrize("command", [("show", "PATH"), ("export", "PATH", "--csv")])
def test_a_time_that_no_clock_says_is_named(machine, run, command):
    machine.write("LINK_UP", {"down_ms": 1}, t=CANNOT_BE)

    code, said = run(*command)

    assert 1 == code
    assert "line 2: its time is none that a clock says" in said


def test_a_record_that_is_none_is_named_by_a_dispute(machine, run, tmp_path):
    machine.write("RES", {"txid": TXN, "record": "00"}, txn=TXN)

    code, said = run("dispute", TXN, "PATH", "--out", str(tmp_path / "pack"))

    assert (1, True) == (code, said.startswith("journal: seq 2: "))


def test_a_folder_with_such_a_name_is_shown_without_it(machine, run, tmp_path):
    machine.save(tmp_path / "journal" / f"a{CLEARED}")

    _, said = run("verify", "PATH")

    assert "\x1b" not in said
    assert "a?[2J?[8m:" in said
