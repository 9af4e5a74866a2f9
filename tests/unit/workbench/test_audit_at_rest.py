"""The audit of books, memory and notes reads only a folder on which nothing runs."""

import fcntl

import pytest

from kiosk.workbench.at_rest import StateInUse, at_rest
from kiosk.workbench.audit import main


@pytest.fixture
def state(tmp_path):
    for kind in ("launcher", "bank", "devices", "kiosk"):
        (tmp_path / f"{kind}.lock").write_text("4711\n")
    (tmp_path / "bank").mkdir()
    return tmp_path


@pytest.fixture
def held(state):
    """Takes the lock of a kind, as its process does, until the test ends."""
    files = []

    def hold(kind):
        files.append((state / f"{kind}.lock").open("r+"))
        fcntl.flock(files[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)

    yield hold
    for file in files:
        file.close()


@pytest.mark.parametrize("kind", ["bank", "devices", "kiosk"])
def test_a_folder_in_use_is_not_audited_and_its_holder_named(state, held, capsys, kind):
    assert 1 == main(["--state", str(state)])
    assert "unreadable" in capsys.readouterr().out
    held(kind)

    assert 2 == main(["--state", str(state)])
    told = capsys.readouterr().err
    assert f"{state} is in use by {kind} (process 4711); end that first." in told
    assert f"./atm admin --state {state} audit" in told


def test_all_holders_are_named_at_once(state, held):
    held("bank")
    held("kiosk")

    with pytest.raises(StateInUse, match=r"bank \(process 4711\), kiosk \(process 4711\)"):
        at_rest(state).__enter__()


def test_the_launcher_may_have_the_folder_that_it_lets_be_audited(state, held):
    held("launcher")

    with at_rest(state):
        pass


def test_nothing_starts_while_the_folder_is_read_and_readers_share_it(state, held):
    with at_rest(state), at_rest(state), pytest.raises(BlockingIOError):
        held("bank")
    held("bank")


def test_a_copy_without_locks_is_at_rest(tmp_path):
    with at_rest(tmp_path):
        assert [] == list(tmp_path.iterdir())
