"""The bank as a process: ready line, lock, ports, signals, keys, restarts."""

import contextlib
import io
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bank_server.__main__ import main
from bank_server.admin.__main__ import main as admin
from bank_server.certificates.key_folder import KeyFolder

ROOT = Path(__file__).resolve().parents[3]
END_S = 5.0  # two seconds are promised; a busy machine is given more
WAIT_S = 20


def command(state, *more):
    ports = [] if more else ["--port", "0", "--admin-port", "0"]
    return [sys.executable, "-m", "bank_server", "--state", str(state), *ports, *more]


def start(state):
    process = subprocess.Popen(
        command(state), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    return process, json.loads(process.stdout.readline())


def stop(process, number=signal.SIGTERM):
    """Exit code, seconds, standard error."""
    process.send_signal(number)
    began = time.monotonic()
    _, err = process.communicate(timeout=WAIT_S)
    return process.returncode, time.monotonic() - began, err


def refused(state, *more):
    """Exit code, standard output and error of a start that must fail."""
    out, err, mask = io.StringIO(), io.StringIO(), os.umask(0o077)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(command(state, *more)[3:])
    finally:
        os.umask(mask)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    """A state that a bank has served and left."""
    path = tmp_path_factory.mktemp("process")
    process, ready = start(path)
    assert ready["ready"], ready
    assert 0 == admin(["--state", str(path), "accounts", "create", "kept", "42.00"])
    assert (2, "") == refused(path)[:2]
    assert f"held by process {process.pid}" in refused(path)[2]
    limits = Path(f"/proc/{process.pid}/limits").read_text()
    assert "Max core file size        1                    1 " in limits
    code, took_s, err = stop(process)
    assert (0, "") == (code, err)
    assert took_s < END_S
    return path


def test_what_was_acknowledged_is_there_after_a_restart(state, capsys):
    process, _ = start(state)
    shown = admin(["--state", str(state), "--json", "accounts", "show", "kept"])
    out = capsys.readouterr().out
    code, _, err = stop(process, signal.SIGINT)

    assert (0, 4200) == (shown, json.loads(out)["balance"])
    assert (130, "") == (code, err)


def test_everything_that_it_makes_is_private(state):
    wide = [path.name for path in state.rglob("*") if path.stat().st_mode & 0o077]

    assert [] == wide
    assert not (state / "bank" / "serving.json").exists()


@pytest.mark.parametrize("module", ["bank_server", "bank_server.admin"])
def test_without_asserts_nothing_starts(tmp_path, module):
    """python -O would remove the checks that guard the books."""
    done = subprocess.run(
        [sys.executable, "-O", "-m", module, "--state", str(tmp_path), "accounts", "list"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=WAIT_S,
    )

    assert (2, "") == (done.returncode, done.stdout)
    assert "python -O" in done.stderr
    assert [] == list(tmp_path.iterdir())


def test_the_log_tells_of_start_and_stop(state):
    (log,) = (state / "logs").glob("APP_bank_*.log")
    text = log.read_text()

    assert " INFO bank bank_ready port=" in text
    assert " INFO bank bank_stopped" in text


def test_the_audit_log_counts_on_after_a_restart(state):
    lines = [json.loads(line) for line in (state / "bank/audit.jsonl").read_text().splitlines()]

    assert list(range(1, len(lines) + 1)) == [line["seq"] for line in lines]
    assert ("staff:anna", "account-create", "kept", "done") in [
        (line["who"], line["what"], line["subject"], line["outcome"]) for line in lines
    ]


def test_a_port_that_is_taken_names_its_setting(state):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, out, err = refused(state, "--port", "0", "--admin-port", str(port))

    assert (2, "") == (code, out)
    assert f"port {port}: Address already in use" in err
    assert "setting admin_port of [bank]" in err
    assert "Traceback" not in err


def test_a_key_that_others_may_read_stops_the_start(state):
    key = state / "keys" / "atm-ca.key"
    key.chmod(0o644)
    code, _, err = refused(state)
    key.chmod(0o600)

    assert 2 == code
    assert "atm-ca.key has mode 0644, wider than 0600" in err


@pytest.mark.parametrize("name", [".", "bank", "bank/bank.sqlite"])
def test_books_that_others_may_write_stop_the_start(state, name):
    """The module's bank has served this state; one mode is wider, and it is named with a cure."""
    path = state / name
    before = stat.S_IMODE(path.stat().st_mode)
    path.chmod(before | 0o022)
    code, _, err = refused(state)
    path.chmod(before)

    assert 2 == code
    assert f"{path} may be written by others" in err
    assert f"chmod go-w {path}" in err


def test_a_missing_authority_stops_the_start(state):
    folder = KeyFolder(state / "keys")
    certificate = folder.read("admin-ca.pem")
    (folder.path / "admin-ca.pem").unlink()
    code, _, err = refused(state)
    folder.create("admin-ca.pem", certificate)

    assert 2 == code
    assert "admin-ca.pem: No such file" in err


def test_an_unknown_setting_stops_the_start(state):
    (state / "settings.toml").write_text("[bank]\nprot = 1\n")
    code, _, err = refused(state)
    (state / "settings.toml").unlink()

    assert 2 == code
    assert "did you mean port?" in err


def test_the_audit_log_is_verified_beside_it_and_elsewhere(state, tmp_path, capsys):
    log, key = state / "bank/audit.jsonl", state / "keys/bank-audit.key"

    def verify(*words):
        code = admin(["--state", str(state), "audit-log", "verify", *words])
        return code, capsys.readouterr().out.partition(" ")[0]

    assert (0, "GOOD") == verify()
    copy, away = tmp_path / "copy.jsonl", tmp_path / "bank-audit.key"
    copy.write_bytes(log.read_bytes())
    assert (0, "GOOD") == verify("--log", str(copy))
    copy.write_bytes(log.read_bytes().replace(b"kept", b"lost", 1))
    assert (1, "BAD") == verify("--log", str(copy))
    key.rename(away)
    assert (3, "CHAIN") == verify()
    assert (0, "GOOD") == verify("--key", str(away))
    assert (2, "") == verify("--key", str(copy))
    away.rename(key)


def test_books_that_somebody_put_back_by_hand_are_noticed_at_the_start(tmp_path, capsys):
    """The audit log stays, and tells of an account that they do not have."""
    state, ask = tmp_path / "state", ("--state", str(tmp_path / "state"))
    stop(start(state)[0])
    books = (state / "bank" / "bank.sqlite").read_bytes()
    process, _ = start(state)
    admin([*ask, "accounts", "create", "later", "1.00"])
    stop(process)
    (state / "bank" / "bank.sqlite").write_bytes(books)
    process, _ = start(state)
    capsys.readouterr()
    admin([*ask, "restoration", "show"])
    shown = capsys.readouterr().out
    stop(process)
    (log,) = (state / "logs").glob("APP_bank_*.log")

    assert "account-create  later" in shown
    assert "alarm what=books-older where=bank reason=" in log.read_text()
