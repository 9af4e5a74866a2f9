"""The bank as a process on MongoDB: one address is all that it is told, and it tells nobody."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bank_server.__main__ import main as bank
from bank_server.admin.__main__ import main as admin

ROOT = Path(__file__).resolve().parents[3]
WAIT_S = 30


def start(state, *more):
    command = [sys.executable, "-m", "bank_server", "--state", str(state)]
    process = subprocess.Popen(
        [*command, "--port", "0", "--admin-port", "0", *more],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    line = process.stdout.readline()
    return process, json.loads(line) if line else None


def stop(process, number=signal.SIGTERM):
    process.send_signal(number)
    _, err = process.communicate(timeout=WAIT_S)
    return process.returncode, err


@pytest.fixture
def address(mongo):
    return mongo.address(mongo.new_name())


def test_what_was_acknowledged_outlives_a_killed_bank(tmp_path, address, capsys, monkeypatch):
    process, ready = start(tmp_path, "--store", address)
    assert ready["ready"]
    assert 0 == admin(["--state", str(tmp_path), "accounts", "create", "kept", "42.00"])
    stop(process, signal.SIGKILL)

    process, _ = start(tmp_path, "--store", address)
    capsys.readouterr()
    shown = admin(["--state", str(tmp_path), "--json", "accounts", "show", "kept"])
    balance = json.loads(capsys.readouterr().out)["balance"]
    code, err = stop(process)

    assert (0, 4200) == (shown, balance)
    assert (0, "") == (code, err)
    assert not (tmp_path / "bank" / "bank.sqlite").exists()

    monkeypatch.setenv("ATM_BANK_STORE", address)
    assert 0 == admin(["--state", str(tmp_path), "audit", "--offline"])


def test_nothing_that_the_bank_writes_tells_the_address(tmp_path, address, monkeypatch):
    monkeypatch.setenv("ATM_BANK_STORE", address)
    (tmp_path / "settings.toml").write_text('[logs]\nlevel = "debug"\n')
    process, ready = start(tmp_path)
    assert ready["ready"]
    code, err = stop(process)

    name = address.rpartition("/")[2].partition("?")[0].encode()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    told = [path.name for path in files if name in path.read_bytes()]
    assert (0, "") == (code, err)
    assert any(path.name.startswith("APP_bank") for path in files)
    assert [] == told


def test_a_bank_that_cannot_reach_it_says_so_without_the_password(tmp_path, monkeypatch):
    monkeypatch.setenv(
        "ATM_BANK_STORE", "mongodb://bank:pass-word@127.0.0.1:1/?serverSelectionTimeoutMS=50"
    )
    process, ready = start(tmp_path)
    out, err = process.communicate(timeout=WAIT_S)

    assert (2, None, "") == (process.returncode, ready, out)
    assert err.startswith("bank: no primary of the replica set answers")
    assert "pass-word" not in err


def test_a_bank_moves_to_it_with_everything_and_does_not_go_back_by_mistake(
    tmp_path, address, capsys
):
    state, file = tmp_path / "state", tmp_path / "books.jsonl"
    process, _ = start(state)
    assert 0 == admin(["--state", str(state), "accounts", "create", "moved", "42.00"])
    stop(process)
    assert 0 == admin(["--state", str(state), "export", str(file)])
    assert 0 == admin(["--state", str(state), "import", str(file), "--store", address])
    keys = {key.name: key.read_text().strip() for key in (state / "keys").glob("bank-*.key")}
    assert {"bank-master.key", "bank-pepper.key"} <= keys.keys()
    assert [] == [name for name, key in keys.items() if key in file.read_text()]

    process, _ = start(state, "--store", address)
    capsys.readouterr()
    shown = admin(["--state", str(state), "--json", "accounts", "show", "moved"])
    balance = json.loads(capsys.readouterr().out)["balance"]
    code, err = stop(process)
    mask = os.umask(0o077)
    back = bank(["--state", str(state), "--port", "0", "--admin-port", "0"])
    os.umask(mask)

    assert (0, 4200) == (shown, balance)
    assert (0, "") == (code, err)
    assert 2 == back
    assert "are in a MongoDB store; give its address" in capsys.readouterr().err
