"""The doctor: one line each, the right verdict, and an exit code that says whether all is well."""

import fcntl
import os
import re
from pathlib import Path

import pytest

from kiosk.workbench import doctor, mirror_check, state_folder_check


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


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Of a kiosk that has written a journal."""
    tmp_path.joinpath("kiosk", "journal").mkdir(parents=True)
    return tmp_path


ELSEWHERE = "/proc/journal-mirror"  # surely another disk than the tests', and it need not exist


def test_a_mirror_on_the_journals_own_disk_is_a_warning_and_no_error(
    state: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(mirror_check.VARIABLE, raising=False)
    code = doctor.main(["--state", str(state)])

    mirror = state / "kiosk" / "journal-mirror"
    assert 0 == code
    assert (
        f"warning journal's mirror  {mirror} is on the journal's own disk, and would die with it; "
        "name a folder on another disk in journal_mirror_dir"
    ) in capsys.readouterr().out.splitlines()


def test_a_mirror_on_another_disk_is_well(state: Path) -> None:
    """By settings.toml, and before it by the variable, as the kiosk takes them."""
    settings = state / "settings.toml"
    settings.write_text(f'[kiosk]\njournal_mirror_dir = "{ELSEWHERE}"\n')

    assert (True, f"{ELSEWHERE}, on a disk of its own") == mirror_check.look(state, {})
    here = {mirror_check.VARIABLE: str(state / "copy")}
    found = mirror_check.look(state, here)
    assert found is not None
    assert not found[0]


def test_no_mirror_at_all_is_a_warning(state: Path) -> None:
    found = mirror_check.look(state, {mirror_check.VARIABLE: "none"})

    assert found is not None
    assert not found[0]
    assert found[1].startswith("none is kept: ")


@pytest.mark.parametrize("content", ["", "kiosk = 1\n", "[kiosk]\njournal_mirror_dir = 1\n", "["])
def test_settings_without_a_word_about_it_are_the_default(state: Path, content: str) -> None:
    state.joinpath("settings.toml").write_text(content)

    assert mirror_check.look(state, {}) == mirror_check.look(
        state, {mirror_check.VARIABLE: str(state / "kiosk" / "journal-mirror")}
    )


def test_a_state_without_a_journal_is_not_asked_for_its_mirror(tmp_path: Path) -> None:
    assert mirror_check.look(tmp_path, {}) is None
