"""One headless demo from nothing to its verdict, with every cable tapped."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from hardware.emulators.nonvolatile import FileNonVolatile
from kiosk.workbench.changed_pins import ChangedPins
from kiosk.workbench.demo_notes import load_notes
from kiosk.workbench.scripts import SCRIPTS
from tests.end2end.demo_process import ROOT, Run, leftovers, processes_on, run_demo
from tests.end2end.secret_search import forms, search
from tests.end2end.tapped_demo import OF_THE_BANK, left_behind, of_the_machine, run_tapped

PNG = b"\x89PNG\r\n\x1a\n"
AUDIT_S_MAX = 60
SCREENS = {
    *"S00 S02 S04 S05 S07 S07a S10 S11 S12 S13 S14 S15 S16 S17 S20".split(),  # noqa: SIM905 - reads as a row
    *"S21 S21b S21c S22 S23 S23a S30 S30b S32 S90 S91".split(),  # noqa: SIM905 - reads as a row
}


@dataclass(frozen=True)
class Whole:
    """A finished run, and the secrets that went over its cables."""

    run: Run
    folder: Path
    secrets: dict[str, list[bytes]] = field(repr=False)

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    @property
    def tmp(self) -> Path:
        return self.folder / "tmp"

    @property
    def summary(self):
        return json.loads((self.out / "summary.json").read_text())

    def script(self, name):
        return next(each for each in self.summary["scripts"] if each["script"] == name)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    run, secrets = run_tapped(folder)
    return Whole(run, folder, secrets)


# --- what it says and what it leaves


def test_the_journal_names_the_card_whose_pin_was_changed_as_the_notes_do(whole):
    """So the next start knows, without a PIN: the notes went along with bob's one change."""
    cards = load_notes(whole.state).cards
    known, forgotten = (
        ChangedPins(cards),
        ChangedPins({name: replace(card, pin_changes=0) for name, card in cards.items()}),
    )
    for pins in (known, forgotten):
        pins.see_all(whole.state / "kiosk" / "journal")

    assert (frozenset(), {"bob"}) == (known.names, forgotten.names)


def test_demo_ends_good_and_says_so_in_one_line(whole):
    assert (0, f"balanced: {whole.out / 'summary.json'}\n") == (whole.run.code, whole.run.out)


def test_progress_is_told_in_plain_lines_with_times(whole):
    """Not a terminal: no line is written over, and each step says how long it took."""
    lines = whole.run.err.splitlines()

    assert [] == [line for line in lines if "\x1b" in line or "\r" in line]
    assert 13 == len([line for line in lines if ": done in " in line])


def test_nothing_runs_or_lies_about_afterwards(whole):
    assert ([], []) == (processes_on(whole.state), leftovers(whole.state, whole.tmp))
    assert not (whole.state / "run.json").exists()


def test_everything_in_the_state_is_its_owners_alone(whole):
    wide = [path for path in whole.state.rglob("*") if path.stat().st_mode & 0o077]

    assert [] == [path for path in wide if path != whole.state / "settings.toml"]


# --- the summary


def test_every_script_is_played_to_its_end(whole):
    played = [(each["script"], each["failure"]) for each in whole.summary["scripts"]]

    assert [(name, None) for name in SCRIPTS] == played


def test_each_screen_has_a_picture_of_its_own(whole):
    """PNG files, none empty, no two alike, and every screen of the visits is among them."""
    pictures = whole.summary["pictures"]
    contents = [path.read_bytes() for path in sorted((whole.out / "pictures").iterdir())]

    assert {each["file"] for each in pictures} == {
        f"pictures/{path.name}" for path in (whole.out / "pictures").iterdir()
    }
    assert set() == SCREENS - {each["screen"] for each in pictures}
    assert [True] * len(contents) == [content.startswith(PNG) for content in contents]
    assert len(contents) == len(set(contents))


def test_each_picture_names_its_time_and_its_journal_entry(whole):
    pictures = whole.summary["pictures"]
    numbers = [each["journal"]["seq"] for each in pictures]
    cash = next(each for each in pictures if each["screen"] == "S14")

    assert sorted(numbers) == numbers
    assert [] == [each for each in pictures if not each["journal"]["event"]]
    assert [] == [each for each in pictures if not each["time"].endswith("+00:00")]
    assert "withdraw" == cash["script"]
    # The newest entry on disk at that moment; the journal's own thread may be one behind.
    assert cash["journal"]["event"] in {"CMD", "CASH_STACKED", "CASH_PRESENTED"}


def test_withdrawal_tells_each_note_and_what_it_cost(whole):
    withdrawal = whole.script("withdraw")
    alice = [withdrawal["balances"][when]["Alice Byrne"] for when in ("before", "after")]

    assert [{"minor": 7_000, "currency": "EUR"}] == withdrawal["asked"]
    assert [
        {"canister": 1, "text": "EUR20 A000001"},
        {"canister": 1, "text": "EUR20 A000002"},
        {"canister": 1, "text": "EUR20 A000003"},
        {"canister": 2, "text": "EUR10 A000001"},
    ] == withdrawal["dispensed"]
    assert [{"balance": 500_000, "held": 0}, {"balance": 493_000, "held": 0}] == alice


def test_other_visits_move_no_money(whole):
    quiet = [whole.script(name) for name in SCRIPTS if name not in {"withdraw", "transfer"}]

    assert [[]] * len(quiet) == [each["dispensed"] for each in quiet]
    assert [each["balances"]["before"] for each in quiet] == [
        each["balances"]["after"] for each in quiet
    ]


def test_a_transfer_is_on_both_accounts(whole):
    told = whole.script("transfer")["balances"]
    dora = [
        [told[when][name]["balance"] for name in ("Dora Nolan", "Dora Nolan, savings")]
        for when in ("before", "after")
    ]

    assert [[80_000, 250_000], [77_500, 252_500]] == dora


def test_steps_are_words_with_milliseconds(whole):
    steps = whole.script("withdraw")["steps"]
    known = [each["step"] for each in steps]

    assert ["inserts the card alice", "is greeted", "presses E", "sees PIN"] == known[:4]
    assert ["types a PIN", "sees MENU"] == known[4:6]
    assert [] == [each for each in steps if type(each["ms"]) is not int or each["ms"] < 0]


# --- the audit


def audit(state, *options):
    return subprocess.run(
        [sys.executable, "-m", "kiosk.workbench.audit", "--state", str(state), *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=AUDIT_S_MAX,
    )


@pytest.fixture
def copied(whole, tmp_path):
    """The state of the run, to be spoiled. The texts of the notes are large, and no evidence."""
    state = tmp_path / "spoiled"
    ignored = shutil.ignore_patterns("bills.nv", "run.json")
    shutil.copytree(whole.state, state, ignore=ignored)
    return state


def change_database(state, statement):
    with closing(sqlite3.connect(state / "bank" / "bank.sqlite")) as connection, connection:
        connection.execute(statement)


@contextmanager
def changed_memory(state, name):
    with closing(FileNonVolatile(state / "devices" / f"{name}.nv")) as memory:
        image = memory.load()
        yield image
        memory.store(image)


def test_copy_that_nobody_touched_is_balanced(copied):
    done = audit(copied)

    assert (0, "balanced\n", "") == (done.returncode, done.stdout, done.stderr)


def test_one_cent_in_the_books_is_found(copied):
    change_database(copied, "UPDATE accounts SET balance = balance + 1 WHERE kind = 'customer'")

    done = audit(copied, "--json")

    assert 1 == done.returncode
    assert (
        "balance: Alice Byrne has 493001, its entries sum to 493000"
        in (json.loads(done.stdout)["findings"])
    )


def test_entry_without_its_other_half_is_found(copied):
    change_database(
        copied,
        "INSERT INTO entries (posting_id, at_ms, kind, reference, account_id, minor, currency) "
        "SELECT 9999, 0, 'correction', '', account_id, 5, 'EUR' FROM accounts LIMIT 1",
    )

    done = audit(copied)

    assert 1 == done.returncode
    assert "ledger: posting 9999 sums to 5 EUR, not to zero\n" in done.stdout


def test_counter_in_the_hsms_memory_is_found(copied):
    with changed_memory(copied, "hsm") as image:
        image["state"]["canisters"][0]["left"] -= 1

    done = audit(copied)

    assert 1 == done.returncode
    assert "counters: canister 1: the bank has load 1, next 3, left 197" in done.stdout


def test_note_that_is_not_where_it_should_be_is_found(copied):
    with changed_memory(copied, "notes") as image:
        image["customer"]["2"] += 1

    done = audit(copied)

    assert (1, "notes: canister 2: 2 came out, receipts say 1\n") == (done.returncode, done.stdout)


def test_flipped_byte_of_a_memory_is_a_finding_not_a_crash(copied):
    path = copied / "devices" / "hsm.nv"
    path.write_bytes(bytes(len(path.read_bytes())))

    done = audit(copied)

    assert 1 == done.returncode
    assert done.stdout.startswith("unreadable: ")


def test_folder_that_never_was_a_state_is_wrong_use(tmp_path):
    done = audit(tmp_path / "nowhere")

    assert (2, "") == (done.returncode, done.stdout)
    assert "is the state folder of an ATM?" not in done.stderr.splitlines()[-1:]


def test_demo_on_a_spoiled_state_ends_with_one(copied, tmp_path):
    """The visit itself goes well; only the auditor sees that a note is missing."""
    with changed_memory(copied, "notes") as image:
        image["customer"]["1"] -= 1
    wires = tmp_path / "settings.toml"
    (copied / "settings.toml").rename(wires)
    options = ("--state", str(copied), "--out", str(tmp_path / "out"), "--script", "balance")

    run = run_demo(tmp_path / "tmp", "--headless", "--zero-delay", *options)

    assert (1, "notes: canister 1: 2 came out, receipts say 3") == (
        run.code,
        run.out.splitlines()[0],
    )
    assert f"not balanced: {tmp_path / 'out' / 'summary.json'}" == run.out.splitlines()[-1]


# --- secrets


def test_taps_have_heard_each_kind_of_secret(whole):
    counts = {kind: len(set(values)) for kind, values in whole.secrets.items()}

    assert {
        "PIN": 5,
        "staff PIN": 4,
        "PIN block": 11,
        "card id": 8,
        "device key": 6,
        "key file": 5,
        "private key": 10,
        "key of the journal": 1,
        "challenge answer": 15,
        "challenge": 15,
        "name": 4,
    } == counts


def test_the_search_reads_each_programs_log_and_that_of_the_devices_lines(whole):
    """Where the commands with secrets in them have left a line each."""
    logs = {
        path.name.rpartition("_")[0]: path.read_text()
        for path in left_behind(whole.folder, whole.run)
        if path.parent.name == "logs" and path.name.startswith(("APP_", "DEV_"))
    }
    ops = re.findall(r" device=(\S+) op=(\S+) .* status=OK", logs["DEV_ATM-1"])

    assert {"APP_bank", "APP_devices", "APP_ATM-1", "DEV_ATM-1"} == logs.keys()
    assert {
        ("card_reader", "READ"),
        ("card_reader", "CHALLENGE"),
        ("pin_pad", "PIN_BLOCK"),
        ("hsm", "DISPENSE"),
    } <= {*ops}
    assert "<masked>" not in logs["DEV_ATM-1"]
    assert "queue_full" not in "".join(logs.values())


def test_no_secret_is_left_behind_in_any_form(whole):
    """Everywhere; names of customers and the bank's questions outside its own books."""
    secret = {kind: found for kind, found in whole.secrets.items() if kind not in OF_THE_BANK}
    known = {kind: whole.secrets[kind] for kind in OF_THE_BANK}

    assert [] == search(secret, left_behind(whole.folder, whole.run))
    assert [] == search(known, of_the_machine(whole.folder, whole.run))


@pytest.mark.parametrize(
    "form",
    [
        *("raw", "text", "hex", "HEX", "base64 at 1", "hex in UTF-16", "raw backwards", "decimal"),
        *("hex backwards", "quoted whole", "QUOTED whole", "escaped", "HEX with ':'"),
        "numbers with ', '",
    ],
)
def test_search_finds_one_planted_secret_of_each_kind(whole, tmp_path, form):
    """The proof of the search: the same secrets, planted in this form, are all found."""
    planted = tmp_path / "planted.log"
    written = {
        kind: dict(forms(values[0])).get(form, values[0]) for kind, values in whole.secrets.items()
    }
    planted.write_bytes(b"2026-11-21 INFO x=" + b" y=".join(written.values()) + b"\n")

    found = search(whole.secrets, [*left_behind(whole.folder, whole.run)[:3], planted])

    assert set(whole.secrets) == {line.partition(" as ")[0] for line in found}
