"""A bank is killed and restored from a backup that was made while it served; its ATM tells it the
rest. Real bank, devices and kiosk, each a process; nobody tells the kiosk anything."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from pathlib import Path

import pytest

from kiosk.domain.screens import ScreenId
from kiosk.workbench.audit import audit
from kiosk.workbench.children import Children
from kiosk.workbench.customer import Customer
from kiosk.workbench.demo_notes import load_notes
from kiosk.workbench.machine import Machine, make_folder
from kiosk.workbench.new_state import NewState
from kiosk.workbench.operator_desk import OperatorDesk
from kiosk.workbench.scripts import pin_change, withdraw
from kiosk.workbench.stage import Stage

ADMIN_S_MAX = 30.0


def free_ports():
    """Two that nobody has now; the bank comes back on the same ones, as a real one does."""
    with socket.socket() as one, socket.socket() as two:
        for each in (one, two):
            each.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


class Branch:
    """A bank, its machine and who goes there."""

    def __init__(self, state: Path, children: Children) -> None:
        port, admin_port = free_ports()
        (state / "settings.toml").write_text(f"[bank]\nport = {port}\nadmin_port = {admin_port}\n")
        self.state, self._children = state, children
        self.machine = Machine(state, children, time.monotonic)
        self.machine.start_bank()
        self.machine.start_devices(zero_delay=True)
        self.notes = load_notes(state)
        self.desk = OperatorDesk(state, children, admin_port)
        NewState(self.machine, self.desk, self.notes, notes_per_canister=20).complete()
        self.stage = Stage(self.machine, time.monotonic)
        options = self.machine.house_options
        self.machine.start_kiosk(self.notes.atm.uuid, *options, offscreen=True)

    def visits(self, card, script):
        customer = Customer(self.stage, self.notes, card, time.monotonic)
        script(customer, self.desk)

    def admin(self, *words):
        done = self._children.run(
            *("bank_server.admin", "--state", str(self.state), *map(str, words)),
            timeout_s=ADMIN_S_MAX,
        )
        return done.code, done.out + done.err

    def kills_bank(self):
        os.kill(self._children.pids["bank"], signal.SIGKILL)
        self._children.end("bank")
        self.desk.close()

    def starts_bank(self):
        self.machine.start_bank()
        self.desk = OperatorDesk(self.state, self._children, self.machine.admin_port)

    def is_level(self):
        return not self.desk.ask("restorations/show")["waiting"]


@pytest.fixture
def branch(tmp_path):
    state = tmp_path / "state"
    make_folder(state)
    with Children(state / "logs", time.monotonic) as children:
        made = Branch(state, children)
        try:
            yield made
        finally:
            made.machine.end()


def comes_in_vain(branch):
    """By which the kiosk notices that the bank is away, and asks for it every two seconds."""
    carol = Customer(branch.stage, branch.notes, "carol", time.monotonic)
    carol.inserts_card()
    carol.sees(ScreenId.OUT_OF_SERVICE).takes_card()


def test_a_bank_restored_from_a_backup_is_told_by_its_atm_what_it_lacks(branch, tmp_path):
    file = tmp_path / "books.jsonl"
    branch.visits("alice", withdraw)
    backed_up = branch.admin("backup", file)
    branch.visits("alice", withdraw)
    branch.visits("bob", pin_change)
    branch.visits("alice", withdraw)
    before = branch.desk.balances()
    branch.kills_bank()
    comes_in_vain(branch)

    restored = branch.admin("restore", file, "--replace")
    branch.stage.forgets()
    branch.starts_bank()
    early = branch.admin("restoration", "show")[1]
    branch.stage.wait_until(branch.is_level, "the bank to be level")
    shown = json.loads(branch.admin("--json", "restoration", "show")[1])
    after = branch.desk.balances()
    audited = branch.admin("audit")
    branch.stage.wait_screen("S00")
    branch.visits("alice", withdraw)
    last = branch.desk.balances()
    branch.machine.end()

    assert (0, 0, 0) == (backed_up[0], restored[0], audited[0]), restored[1]
    assert branch.notes.atm.uuid in restored[1]
    assert "books were put back at" in early
    assert before == after
    assert {"captured": 2} == {each["what"]: each["count"] for each in shown["told"]}
    assert ["pin-change"] == [each["what"] for each in shown["acts"]]
    assert before["Alice Byrne"]["balance"] - 7_000 == last["Alice Byrne"]["balance"]
    assert [] == audit(branch.state)
