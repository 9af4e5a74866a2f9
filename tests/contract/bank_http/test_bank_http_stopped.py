"""A bank that is told to end writes down what it alone knows; a real process, a real SIGTERM."""

import json
import secrets
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

from bank_server.certificates.key_folder import KeyFolder
from bank_server.state import StateFolder
from hardware.crypto.sealed_line import seal_of
from tests.contract.bank_http.bank_journal import Journal
from tests.contract.bank_http.bank_world import Clock, World
from tests.unit.bank_domain.sealed_lines import anchor, lines

ROOT = Path(__file__).resolve().parents[3]
WAIT_S = 20


@contextmanager
def serving(path):
    """The world of a bank that serves this state until the end of the block, and then is told."""
    state = StateFolder(path)
    command = [sys.executable, "-m", "bank_server", "--state", str(path)]
    with subprocess.Popen(
        [*command, "--port", "0", "--admin-port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        ready = json.loads(process.stdout.readline())
        unseen = dict.fromkeys(("keys", "hasher", "audit", "store", "admission", "queue"))
        ports, folder = (ready["port"], ready["admin_port"]), KeyFolder(state.keys)
        world = World(state, *ports, folder, clock=Clock(), **unseen)
        try:
            yield world
        finally:
            for client in world.clients:
                client.close()
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=WAIT_S)
    assert (0, "") == (process.returncode, err)


def says(journal, seq):
    """The kiosk asks something, and says by the way how long its journal is."""
    said = anchor(journal.lines[seq - 1], seq)
    assert 200 == journal.atm.call("resolutions", txid=secrets.token_hex(16), anchor=said).status


def test_a_journal_that_was_cut_while_the_bank_was_stopped_is_noticed(tmp_path):
    """The honest one goes on. One whose last entries, of which no heartbeat told, were cut off and
    written anew is refused where the bank was told of them."""
    with serving(tmp_path) as world:
        honest, cut = Journal(world.new_atm()), Journal(world.new_atm())
        for journal in (honest, cut):
            assert {"acked_seq": 4} == journal.sends(1, 4, anchor=_end(journal, 4)).body
            assert [] == journal.beats(6)["commands"]
            says(journal, 9)

    cut.lines[6:] = lines(6, first=7, h=seal_of(cut.lines[5]).h, key=cut.first, text="y")
    with serving(tmp_path) as world:
        for journal in (honest, cut):
            journal.atm.client = world.client(f"atm-{journal.atm.uuid}")
            assert [] == journal.beats(10)["commands"]

        assert {"acked_seq": 10} == honest.sends(5, 10).body
        assert [] == honest.beats(10)["commands"]
        assert (409, "journal-differs") == cut.sends(5, 12).problem
        assert ["stop-service"] == cut.beats(12)["commands"]
    alarms = [
        each["who"]
        for each in map(json.loads, (tmp_path / "bank/audit.jsonl").read_text().splitlines())
        if each["outcome"] == "alarm"
    ]
    assert [f"atm:{cut.atm.uuid}"] == alarms


def test_books_that_cannot_be_written_do_not_hold_up_its_end(tmp_path):
    memory = sqlite3.connect(":memory:", isolation_level=None)
    with closing(memory) as other, serving(tmp_path) as world:
        says(Journal(world.new_atm()), 9)
        other.execute("ATTACH ? AS books", [str(world.state.database)])
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE books.atms SET atm_id = atm_id")

    (log,) = (tmp_path / "logs").glob("APP_bank_*.log")
    assert " WARNING bank store_unavailable what=heard" in log.read_text()
    assert " INFO bank bank_stopped" in log.read_text()


def _end(journal, seq):
    return anchor(journal.lines[seq - 1], seq, journal.key)
