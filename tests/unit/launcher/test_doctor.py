"""The doctor: one line each, the right verdict, and an exit code that says whether all is well."""

import fcntl
import os
import re
from pathlib import Path

import pytest

from kiosk.workbench import doctor, state_folder_check


def test_every_line_has_its_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = doctor.main(["--state", str(tmp_path / "none")])
    lines = capsys.readouterr().out.splitlines()

    assert 0 == code
    assert [] == [each for each in lines if not re.match(r"(ok|later) +\S.*  \S", each)]


def test_missing_thing_makes_the_exit_code_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A key that others may read needs a person, who is told what to type."""
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o755)

    code = doctor.main(["--state", str(tmp_path)])

    assert 1 == code
    assert f"MISSING keys              others may read {keys}; type: chmod -R go= {keys}" in (
        capsys.readouterr().out.splitlines()
    )


def test_private_keys_are_well(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o700)
    keys.joinpath("bank.key").touch(mode=0o600)

    assert [] == state_folder_check.wide_open(keys)


def test_wide_key_file_is_named(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o700)
    keys.joinpath("bank.key").touch(mode=0o600)
    keys.joinpath("bank.key").chmod(0o640)

    assert [keys / "bank.key"] == state_folder_check.wide_open(keys)


def test_holder_of_the_state_folder_is_named(tmp_path: Path) -> None:
    """Who holds the folder is read from the kernel, so that looking never takes a lock."""
    for kind in ("bank", "kiosk"):
        tmp_path.joinpath(f"{kind}.lock").touch()
    with tmp_path.joinpath("bank.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        held = state_folder_check.holders(tmp_path)

    assert {"bank": os.getpid()} == held
    assert {} == state_folder_check.holders(tmp_path)


def test_broken_attempt_is_bad_and_says_what_to_do() -> None:
    def refused() -> None:
        raise PermissionError(1, "Operation not permitted")

    finding = doctor.works("loopback", refused, "Allow it.")

    assert doctor.Verdict.BAD is finding.verdict
    assert "Operation not permitted. Allow it." == finding.text
