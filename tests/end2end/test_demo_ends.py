"""Demos that run side by side, are started twice, stopped, killed, and started again."""

from __future__ import annotations

import json
import signal
import socket
import time
import xmlrpc.client
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.workbench.demo_options import MORE_NAMES, NAMES
from kiosk.workbench.new_state import PEOPLE
from kiosk.workbench.scripts import WRONG_PIN
from tests.end2end.demo_process import (
    Demo,
    Run,
    control_of,
    journal_codes,
    leftovers,
    processes_on,
    run_demo,
    running,
    wait_for,
)

END_S_MAX = 5.0
NOTE_MS = 4_000  # the dispense takes 16 s, longer than it takes to be seen and stopped
NOTHING = ([], [])
ALICE_PIN = PEOPLE["alice"].pin


@dataclass(frozen=True)
class Place:
    """A demo's folders."""

    folder: Path

    @property
    def state(self):
        return self.folder / "state"

    @property
    def out(self):
        return self.folder / "out"

    @property
    def tmp(self):
        return self.folder / "tmp"

    def demo(self, *options):
        return Demo(self.tmp, "--state", str(self.state), "--out", str(self.out), *options)

    def remains(self):
        """Processes, and sockets, links and temporary files."""
        return processes_on(self.state), leftovers(self.state, self.tmp)

    def is_counting(self):
        """Notes are on their way, and more are to come."""
        if "CMD" not in journal_codes(self.state):
            return False
        return sum(control_of(self.state).call("state")["notes"]["canisters"].values()) < 400


@dataclass(frozen=True)
class Story:
    """Two demos side by side. The first is stopped while it counts notes, and then started again;
    the second serves XML-RPC until it is killed.

    Attributes: serving: run.json of both. told: a second start on the first one's state.
    """

    first: Place
    second: Place
    serving: tuple[dict, dict]
    told: Run
    called: list
    killed_s: float
    after_kill: tuple
    stopped: Run
    after_stop: tuple
    journal_at_stop: list[str]
    again: Run
    after_again: tuple

    @property
    def balances(self):
        summary = json.loads((self.first.out / "summary.json").read_text())
        return summary["scripts"][0]["balances"]["after"]


def _called(state, demo):
    """What document A's calls answer, with alice's card kept in the slot."""
    wait_for(lambda: not _unfinished(state), "the second demo to be whole", demo)
    port = running(state, demo)["kiosk"]["automation_port"]
    control_of(state).call("insert", card="alice")
    with xmlrpc.client.ServerProxy(f"http://127.0.0.1:{port}") as atm:
        return [
            atm.check_balance(ALICE_PIN),
            atm.withdraw(ALICE_PIN, 50),
            atm.check_balance(WRONG_PIN),
            atm.check_balance(ALICE_PIN),
        ]


def _unfinished(state):
    """Whether something still waits for its provisioning, or for the kiosk that stays."""
    atm = json.loads((state / "keys" / "demo.json").read_text())
    world = control_of(state).call("state")
    return atm["cards"]["carol"]["token"] or not world["key_on"] or not world["hands"]["keep_card"]


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    folder = tmp_path_factory.mktemp("story")
    first, second = Place(folder / "first"), Place(folder / "second")
    counting = first.demo("--headless", "--script", "withdraw")
    serving = second.demo("--headless", "--automation", "--zero-delay")
    try:
        control_of(first.state, counting).call("delays", note_ms=NOTE_MS)
        told = run_demo(first.tmp, "--headless", "--state", str(first.state))
        wait_for(first.is_counting, "the dispense", counting)
        both = running(first.state, counting), running(second.state, serving)
        stopped = counting.send(signal.SIGINT)
        after_stop, journal_at_stop = first.remains(), journal_codes(first.state)
        called = _called(second.state, serving)
        killed = serving.send(signal.SIGKILL)
        wait_for(lambda: second.remains() == NOTHING, "the children of a killed demo to end")
        killed_s, after_kill = time.monotonic() - serving.began_s, second.remains()
    finally:
        for demo in (counting, serving):
            demo.end()
    assert -signal.SIGKILL == killed.code
    again = first.demo("--headless", "--zero-delay", "--script", "balance").wait()
    return Story(
        first,
        second,
        both,
        told,
        called,
        killed_s,
        after_kill,
        stopped,
        after_stop,
        journal_at_stop,
        again,
        first.remains(),
    )


def test_two_demos_on_two_states_share_no_port(story):
    ports = [
        port
        for run in story.serving
        for place in run.values()
        for name, port in place.items()
        if name.endswith("port")
    ]

    assert 5 == len(set(ports)) == len(ports)


def test_run_json_names_the_process_of_each_kind(story):
    kinds = [{name: type(place["pid"]) for name, place in run.items()} for run in story.serving]

    assert [dict.fromkeys(("launcher", "bank", "devices", "kiosk"), int)] * 2 == kinds


def test_second_demo_on_one_state_is_told_who_holds_it(story):
    holder = story.serving[0]["launcher"]["pid"]

    assert 2 == story.told.code
    assert (
        f"demo: {story.first.state} is in use: launcher.lock is held by process {holder}. "
        "End that one first, or choose another folder with --state DIR\n"
    ) == story.told.err


def test_automation_serves_document_as_calls_on_the_real_kiosk(story):
    """A wrong PIN is refused, and the right one finds the card in the slot again."""
    assert [
        5_000,
        ["EUR20 A000001", "EUR20 A000002", "EUR10 A000001"],
        False,
        4_950,
    ] == story.called


def test_ctrl_c_ends_everything_within_five_seconds(story):
    assert (130, NOTHING) == (story.stopped.code, story.after_stop)
    assert story.stopped.seconds < END_S_MAX
    assert "Stopped; everything has ended." == story.stopped.err.splitlines()[-1]


def test_dispense_that_ran_at_ctrl_c_is_in_the_journal(story):
    codes = story.journal_at_stop

    assert ["INTENT", "CMD"] == [code for code in codes if code in {"INTENT", "CMD", "RES"}]
    assert "SYSTEM_STOP" == codes[-1]


def test_restart_finishes_the_dispense_and_balances(story):
    """The notes that were counted lie in the reject bin, and the hold is gone."""
    codes = journal_codes(story.first.state)
    left = codes[len(story.journal_at_stop) :]
    money = [code for code in left if code in {"RECOVERY_DECISION", "RES", "DONE"}]

    assert (0, NOTHING) == (story.again.code, story.after_again)
    assert ["RES", "DONE"] == [code for code in money if code != "RECOVERY_DECISION"]
    assert {"balance": 500_000, "held": 0} == story.balances["Alice Byrne"]


def test_kept_state_goes_on_where_it_was(story):
    """Nothing is made or provisioned a second time."""
    steps = [line for line in story.again.err.splitlines() if line.startswith("Making")]

    assert [] == steps


def test_killed_launcher_takes_everything_with_it(story):
    assert NOTHING == story.after_kill
    assert story.killed_s < END_S_MAX


def test_taken_configured_port_names_its_setting(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        run = run_demo(
            tmp_path / "tmp",
            "--headless",
            *("--state", str(tmp_path / "state"), "--out", str(tmp_path / "out")),
            environment={"ATM_BANK_PORT": port},
        )

    assert 2 == run.code
    assert f"  bank: port {port}: Address already in use; " in run.err
    assert f"change setting port of [bank] in {tmp_path / 'state' / 'settings.toml'}" in run.err
    assert f"Its log is {tmp_path / 'state' / 'logs' / 'bank-errors.log'}" in run.err
    assert "Traceback" not in run.err


def test_without_a_display_the_first_line_says_so(tmp_path):
    """And it runs headless: here only until it finds a folder that it will not replace."""
    state = tmp_path / "out" / "state"
    state.mkdir(parents=True)
    state.joinpath("thesis.txt").write_text("years of work")

    run = run_demo(tmp_path / "tmp", "--out", str(tmp_path / "out"))

    assert (
        "No display can be used here (QT_QPA_PLATFORM=offscreen): running headless."
        == run.err.splitlines()[0]
    )
    assert 2 == run.code
    assert f"demo: {state} is not of an earlier demo, so it is not replaced;" in run.err
    assert ["thesis.txt"] == [path.name for path in state.iterdir()]


def test_list_names_every_script_with_one_line_each(tmp_path):
    run = run_demo(tmp_path / "tmp", "--list")

    assert (0, "") == (run.code, run.err)
    assert [*NAMES, *MORE_NAMES, "journal-round"] == [
        line.split()[0] for line in run.out.splitlines()
    ]


def test_the_round_is_not_played_beside_visits(tmp_path):
    run = run_demo(tmp_path / "tmp", "--headless", "--script", "balance", "journal-round")

    assert 2 == run.code
    assert "journal-round is played alone" in run.err


def test_unknown_script_is_wrong_use(tmp_path):
    run = run_demo(tmp_path / "tmp", "--headless", "--script", "withdrawal")

    assert 2 == run.code
    assert "invalid choice: 'withdrawal'" in run.err
