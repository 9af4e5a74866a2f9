"""Over the listeners: two people let a machine begin a new journal, it gets another certificate,
and a clerk verifies its files with what the bank was told."""

import json
import secrets
import shutil

import pytest

from bank_server.admin.__main__ import main
from hardware.crypto.sealed_log import key_name
from hardware.crypto.secret import Secret
from kiosk.journal.disk_folder import FolderDisk
from kiosk.journal.entry import Entry
from kiosk.journal.events import SystemStart
from kiosk.journal.seals_folder import FolderSeals
from kiosk.journal.writer import Journal, JournalClocks
from kiosk.journal_tools.__main__ import main as journal_tool
from tests.unit.bank_domain.sealed_lines import anchor, lines

ENTRY = Entry(SystemStart("0.1.0", "", "start"))
GOOD, BAD = 0, 1


@pytest.fixture
def atm(world):
    return world.new_atm()


@pytest.fixture
def admin(world, capsys):
    """The operators' client: exit code, standard output."""

    def run(*words):
        code = main(["--state", str(world.state.path), *words])
        return code, capsys.readouterr().out

    return run


def beats(atm, said):
    body = {"state": "in-service", "reasons": [], "counters": [], "software": "1"}
    return atm.call("heartbeats", **body, anchor=said).body


def first_key(atm):
    """Of the journal that began with the HSM's key."""
    counts = [{"canister": number, "count": 200} for number in (1, 2)]
    again = atm.provision("hsm", atm.uuid, atm.tokens[0], atm.hsm.key, counts=counts)
    return Secret(bytes.fromhex(again.body["journal_key"]))


def agreed(admin, atm):
    """The token that anna was shown and ben has agreed to."""
    words = ["atms", "new-journal", atm.uuid, "--because", "PC replaced"]
    code, out = admin("--json", *words)
    proposed = json.loads(out)
    assert 0 == code
    assert "begin a new one under a key of its own" in proposed["says"]
    told = admin("--operator", "ben", "confirmations", "confirm", proposed["id"])
    assert 0 == told[0]
    return proposed["token"]


def test_a_token_that_two_people_agreed_to_gives_one_key(admin, atm):
    token = agreed(admin, atm)

    given = atm.call("new-journals", token=token).body["journal_key"]

    assert given == atm.call("new-journals", token=token).body["journal_key"]
    first = Secret(bytes.fromhex(given))
    (line,) = lines(1, key=first)
    said = anchor(line, 1, key_name(first))
    assert [] == beats(atm, said)["commands"]
    sent = {"key": key_name(first), "from_seq": 1, "lines": [line.decode()], "anchor": said}
    assert {"acked_seq": 1} == atm.call("journal-entries", **sent).body
    assert (403, "token-used") == atm.call("new-journals", token=token).problem


@pytest.mark.parametrize("token", ["x" * 32, "x" * 31, "ö" * 32, 7])
def test_what_is_no_token_gives_nothing(admin, atm, token):
    assert atm.call("new-journals", token=token).status in (400, 403)
    assert 200 == atm.call("new-journals", token=agreed(admin, atm)).status


def test_another_atms_token_gives_nothing(world, admin, atm):
    token = agreed(admin, world.new_atm())
    assert (403, "token-invalid") == atm.call("new-journals", token=token).problem


def test_one_person_alone_opens_nothing(world, admin, atm):
    proposed = world.admin("atms/new-journal", uuid=atm.uuid, why="PC replaced").body
    assert 403 == world.admin("confirmations", by="anna", id=proposed["id"]).status

    token = proposed["token"]
    assert (403, "token-unconfirmed") == atm.call("new-journals", token=token).problem
    assert 403 == world.admin("atms/new-journal", by="carla", uuid=atm.uuid, why="x").status


def test_an_atm_whose_hsm_never_had_a_key_has_no_journal_to_lose(world):
    atm = world.new_atm(provisioned=False)
    assert (409, "not-possible") == world.admin(
        "atms/new-journal", uuid=atm.uuid, why="PC replaced"
    ).problem
    missing = world.admin("atms/new-journal", uuid="0" * 8 + atm.uuid[8:], why="x")
    assert (404, "not-found") == missing.problem


def test_the_token_is_in_no_audit_and_no_list(world, admin, atm):
    token = agreed(admin, atm)
    given = atm.call("new-journals", token=token).body["journal_key"]

    texts = json.dumps(world.admin("confirmations/list").body) + repr(world.audit.entries)
    assert token not in texts
    assert given not in texts
    assert "new-journal" in texts


def test_people_read_what_to_do_with_the_token(admin, atm):
    out = admin("atms", "new-journal", atm.uuid, "--because", "PC replaced")[1]

    assert "--operator ben confirmations confirm" in out
    assert "token" in out
    assert "safe door open" in out


def test_another_certificate_speaks_for_the_atm_beside_the_lost_one(world, admin, atm, tmp_path):
    folder = tmp_path / "stick"

    code, out = admin("--json", "certificates", "issue", atm.uuid, "--out", str(folder))

    assert 0 == code
    issued = json.loads(out)
    assert [f"atm-{atm.uuid}.key", f"atm-{atm.uuid}.pem"] == sorted(
        p.name for p in folder.iterdir()
    )
    assert 0o600 == (folder / f"atm-{atm.uuid}.key").stat().st_mode & 0o777
    assert world.store.terminals.is_allowed(issued["serial"], atm.uuid)
    assert world.store.terminals.is_allowed(atm.serial, atm.uuid)
    assert 2 == admin("certificates", "issue", atm.uuid, "--out", str(folder))[0]
    other = ["--operator", "carla", "certificates", "issue", atm.uuid]
    assert 2 == admin(*other, "--out", str(tmp_path / "other"))[0]


@pytest.fixture
def files(atm, admin, tmp_path):
    """A machine's journal of six entries, of which the bank keeps two and was told of all; with
    what a clerk takes from the bank."""
    first, folder = first_key(atm), tmp_path / "machine"
    seals = FolderSeals(tmp_path / "journal.seal")
    clocks = JournalClocks(lambda: 0, lambda: 0, lambda: "20261122")
    journal = Journal(FolderDisk(folder), "ATM-1", clocks, seals, secrets.token_bytes)
    journal.use_key(first)
    for _ in range(5):
        journal.append(ENTRY)
    said = journal.anchor().model_dump()
    _, whole = journal.lines(0, 99)
    journal.close()
    sent = {"key": said["key"], "from_seq": 1, "lines": [line.decode() for line in whole[:2]]}
    assert {"acked_seq": 2} == atm.call("journal-entries", **sent, anchor=said).body
    assert [] == beats(atm, said)["commands"]
    key, anchors = tmp_path / "first.key", tmp_path / "anchors.jsonl"
    assert 0 == admin("journal-key", atm.uuid, "--out", str(key))[0]
    words = ["--operator", "carla", "journal-anchors", atm.uuid, "--out", str(anchors)]
    assert 0 == admin(*words)[0]
    return folder, key, anchors


def verify(folder, key, anchors=None):
    known = [] if anchors is None else ["--anchors", str(anchors)]
    return journal_tool(["verify", str(folder), "--key", str(key), *known])


def test_a_journal_cut_at_its_end_is_found_with_what_the_bank_was_told(files, capsys):
    folder, key, anchors = files
    assert (GOOD, GOOD) == (verify(folder, key), verify(folder, key, anchors))
    cut = shutil.copytree(folder, folder.with_name("cut"))
    (name,) = cut.glob("*.jsonl")
    name.write_bytes(b"".join(name.read_bytes().splitlines(keepends=True)[:-2]))
    assert GOOD == verify(cut, key)
    capsys.readouterr()

    assert BAD == verify(cut, key, anchors)
    assert "the journal ends here, and the bank knows of entry 6" in capsys.readouterr().out


def test_what_the_bank_was_told_is_exported_with_the_keys_name(files, atm, admin):
    _, _, anchors = files
    found = [json.loads(line) for line in anchors.read_text().splitlines()]

    assert [2, 6] == [each["seq"] for each in found]
    assert 1 == len({each["key"] for each in found})
    assert 0o600 == anchors.stat().st_mode & 0o777
    assert 2 == admin("journal-anchors", atm.uuid, "--out", str(anchors))[0]
    assert anchors.read_text() == admin("journal-anchors", atm.uuid)[1]


def test_what_was_told_of_a_former_journal_stays_and_can_be_left_out(files, atm, admin):
    """The lost one may turn up; whoever cut it first has not reckoned with that."""
    first = Secret(
        bytes.fromhex(atm.call("new-journals", token=agreed(admin, atm)).body["journal_key"])
    )
    (line,) = lines(1, key=first)
    assert [] == beats(atm, anchor(line, 1, key_name(first)))["commands"]

    told = [json.loads(each) for each in admin("journal-anchors", atm.uuid)[1].splitlines()]
    newest = admin("journal-anchors", atm.uuid, "--newest")[1].splitlines()

    assert [2, 6, 1] == [each["seq"] for each in told]
    assert [key_name(first)] == [json.loads(each)["key"] for each in newest]


def test_of_an_atm_that_was_never_heard_nothing_is_exported(atm, admin):
    assert (2, "") == admin("journal-anchors", atm.uuid)
