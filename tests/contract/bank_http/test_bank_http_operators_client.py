"""The operators' command line and document A's XML-RPC, against the bank that serves."""

import http.client
import json
import os
import re
import shutil
import threading
import xmlrpc.client

import pytest

from bank_server.admin import xmlrpc as rpc
from bank_server.admin.__main__ import main
from bank_server.admin.client import AdminClient, AdminError
from bank_server.admin.naming import named, shortened
from bank_server.domain.people import WorkItem, WorkKind
from bank_server.domain.terminals import JournalAnchor


@pytest.fixture
def admin(world, capsys):
    """Runs a command: (exit code, standard output, standard error)."""

    def run(*words):
        code = main(["--state", str(world.state.path), *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_an_account_is_opened_shown_and_listed(admin):
    code, out, err = admin("--json", "accounts", "create", "cli one", "25.00")
    assert (0, "", 2500) == (code, err, json.loads(out)["balance"])

    admin("accounts", "create", "cli one saved", "0.00", "--type", "savings")
    assert "balance    25.00 EUR" in admin("accounts", "show", "cli one")[1]
    types = [json.loads(admin("--json", "accounts", "show", each)[1])["type"]
             for each in ("cli one", "cli one saved")]  # fmt: skip
    assert ["current", "savings"] == types
    lines = admin("accounts", "list")[1].splitlines()
    assert ["name", "type", "balance", "held", "available", "id"] == lines[0].split()
    assert "25.00 EUR" in next(line for line in lines if line.startswith("cli one"))


def test_two_operators_set_a_balance(admin):
    admin("accounts", "create", "cli two", "1.00")
    code, out, _ = admin("accounts", "set-balance", "cli two", "9 EUR", "--json")
    proposal = json.loads(out)["id"]

    assert 0 == code
    assert proposal[:8] in admin("confirmations", "list")[1]
    assert 2 == admin("confirmations", "confirm", proposal)[0]
    assert 0 == admin("--operator", "ben", "confirmations", "confirm", proposal)[0]
    assert 900 == json.loads(admin("--json", "accounts", "show", "cli two")[1])["balance"]


def test_a_card_is_issued_blocked_and_unblocked(admin):
    admin("accounts", "create", "cli three", "1.00")
    issued = json.loads(admin("--json", "cards", "issue", "--account", "cli three")[1])

    assert "issued" == json.loads(admin("--json", "cards", "show", issued["card"])[1])["status"]
    assert "blocked" in admin("cards", "block", issued["card"])[1]
    assert "issued" in admin("cards", "unblock", issued["card"])[1]
    assert issued["card"][:8] in admin("cards", "list")[1]


def test_a_proposal_tells_that_nothing_is_booked_and_what_the_second_person_types(world, admin):
    admin("accounts", "create", "cli four", "1.00")
    _, out, _ = admin("accounts", "set-balance", "cli four", "9.00")
    lines = out.splitlines()

    assert lines[0].startswith("Nothing is booked or changed yet.")
    assert "  change the balance of account 'cli four' from 1.00 EUR to 9.00 EUR" == lines[1]
    typed = lines[-1].split()
    assert ["./atm", "admin", "--state", str(world.state.path)] == typed[:4]
    said = admin(*typed[4:])[1]
    assert "done: change the balance of account 'cli four' from 1.00 EUR to 9.00 EUR\n" == said
    assert "9.00 EUR" in admin("accounts", "show", "cli four")[1]


def test_what_waits_is_listed_by_who_asked_in_words_and_at_a_local_time(admin):
    admin("accounts", "create", "cli five", "1.00")
    admin("--operator", "carla", "accounts", "set-balance", "cli five", "2.00")
    out = admin("confirmations", "list")[1]
    line = next(line for line in out.splitlines() if "cli five" in line)

    assert "asked by" in out
    assert "carla" in line
    assert "from 1.00 EUR to 2.00 EUR" in line
    assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d [A-Z+-]", line)


def test_a_card_is_listed_by_its_accounts_and_named_by_its_first_digits(admin):
    admin("accounts", "create", "cli six", "1.00")
    _, out, _ = admin("cards", "issue", "--account", "cli six", "--daily-limit", "300.00", "--json")
    issued = json.loads(out)
    line = next(line for line in admin("cards", "list")[1].splitlines() if "cli six" in line)

    assert line.startswith(issued["card"][:8])
    assert line.endswith("300.00 EUR")
    assert issued["uuid"] not in line
    assert issued["card"] in admin("cards", "show", issued["card"][:8])[1]


def test_first_digits_that_fit_two_cards_are_refused_with_both():
    told = {"abcd0" + "0" * 59: "alice", "abcd1" + "0" * 59: "bob"}
    assert "abcd0" + "0" * 59 == named("abcd0", "card", told)

    with pytest.raises(AdminError, match="2 cards begin with abcd; type more digits:") as refused:
        named("ABCD", "card", told)
    assert ["alice", "bob"] == [line.split()[-1] for line in str(refused.value).splitlines()[1:]]


@pytest.mark.parametrize("typed", ["", "abc", "zzzz", "abcd*", "ffff"])
def test_what_names_no_card_is_refused(typed):
    with pytest.raises(AdminError, match=r"names no card|no card has an id"):
        named(typed, "card", {"abcd" * 16: "alice"})


def test_short_ids_are_long_enough_to_tell_them_apart():
    ids = ["abcdef0000" + "0" * 54, "abcdef0001" + "0" * 54, "1" * 64]

    assert ["abcdef0000", "abcdef0001", "11111111"] == [shortened(ids)[each] for each in ids]


def test_a_work_item_is_listed_closed_and_found_again(world, admin):
    item = WorkItem(WorkKind.DISPUTE, "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8", "1" * 32, "count")
    world.store.staff.report(item, world.clock())
    number = str(world.store.staff.work_items()[-1].number)

    assert "dispute" in admin("work", "list")[1]
    assert 2 == admin("work", "close", number, "--because", "counted", "--operator", "carla")[0]
    assert 0 == admin("work", "close", number, "--because", "counted twice")[0]
    assert "closed before" in admin("work", "close", number, "--because", "again")[2]
    assert "counted twice" in admin("work", "list", "--closed")[1]
    assert "no work item has this number" in admin("work", "close", "99", "--because", "x")[2]


def test_a_stopped_atm_says_which_command_lets_it_go_on(world, admin):
    created = json.loads(admin("--json", "atms", "create", "--canister", "1=10.00")[1])
    atm = created["uuid"]
    for seq in (7, 2):
        world.store.terminals.heartbeat(
            atm, JournalAnchor(seq, str(seq) * 64, "0" * 32), world.clock()
        )
    out = admin("atms", "show", atm[:13])[1]

    assert "stopped: its journal went back" in out
    assert f"atms accept-journal {atm[:8]} --because TEXT" in out
    told = admin("atms", "accept-journal", atm, "--because", "disk replaced")[1].splitlines()
    assert 0 == admin(*told[-1].split()[4:])[0]
    assert "stopped" not in admin("atms", "show", atm)[1]


def test_an_atm_is_created_with_its_key_kept_private(world, admin):
    created = json.loads(admin("--json", "atms", "create", "--canister", "1=10.00")[1])
    key = world.folder.path / f"atm-{created['uuid']}.key"

    assert 0o600 == key.stat().st_mode & 0o777
    assert created["uuid"] in admin("atms", "list")[1]
    assert 0 == admin("certificates", "revoke", created["uuid"], created["serial"])[0]
    assert 0 == admin("atms", "suspend", created["uuid"])[0]


def test_the_audit_is_good_here_and_on_a_copied_folder(world, admin, tmp_path, capsys):
    assert (0, "") == admin("audit")[::2]
    copied = tmp_path / "copy"
    shutil.copytree(world.state.path / "bank", copied / "bank")

    assert 0 == main(["--state", str(copied), "--json", "audit", "--offline"])
    assert [] == json.loads(capsys.readouterr().out)["findings"]
    assert ["bank"] == [each.name for each in copied.iterdir()]


def test_the_audit_beside_a_bank_that_runs_sees_its_books_of_one_moment(world, admin):
    """SQLite makes the copy, not the file system, while somebody holds the folder."""
    held = world.state.hold()
    try:
        code, out, _ = admin("--json", "audit", "--offline")
    finally:
        os.close(held)
    books = world.store.accounts.snapshot()

    assert (0, len(books.entries)) == (code, json.loads(out)["entries"])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["accounts", "show", "nobody"], "no account has this name"),
        (["--operator", "zoe", "accounts", "list"], "no certificate of operator 'zoe'"),
        (["accounts", "create", "x", "-5"], "is not an amount"),
        (["accounts", "create", "x", "5"], "for whole ones type 5.00"),
        (["accounts", "create", "x", "5.00 USD", "--currency", "EUR"], "EUR is meant here"),
        (["cards", "show", "beef"], "no card has an id that begins with beef"),
        (["confirmations", "confirm", "0" * 32], "nothing waits under this id"),
        (["--operator", "edda", "accounts", "create", "x", "5.00"], "your role does not do this"),
    ],
)
def test_a_mistake_gets_one_line_and_exit_2(admin, words, message):
    try:
        code, out, err = admin(*words)
    except SystemExit as error:  # argparse's own refusals
        code, out, err = error.code, "", message
    assert (2, "") == (code, out)
    assert message in err
    assert "Traceback" not in err


def test_a_state_without_a_bank_is_named(tmp_path, capsys):
    assert 2 == main(["--state", str(tmp_path / "none"), "accounts", "list"])
    assert "is it a bank's state folder" in capsys.readouterr().err.replace(
        f"is {tmp_path / 'none'}", "is it"
    )
    assert 2 == main(["--state", str(tmp_path), "audit", "--offline"])
    assert "bank.sqlite does not exist" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [[], ["accounts"], ["accounts", "create"], ["atms", "create"], ["audit"], ["xmlrpc"]],
    ids="-".join,
)
def test_every_help_has_purpose_and_options(capsys, words):
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    out = capsys.readouterr().out

    assert 0 == ended.value.code
    assert "usage:" in out
    assert "--help" in out


@pytest.fixture(scope="module")
def server(world):
    first, second = AdminClient(world.state, "anna"), AdminClient(world.state, "ben")
    server = rpc.make_server(rpc.AdminCalls(world.state, first, second), 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
    first.close()
    second.close()


@pytest.fixture
def calls(server):
    with xmlrpc.client.ServerProxy(f"http://127.0.0.1:{server.server_address[1]}/") as proxy:
        yield proxy


def test_document_as_account_calls_work_in_whole_units(calls):
    blob = calls.create_account("rpc one", 137)
    uuid, token = blob.data.decode().split(":")

    assert (36, 32) == (len(uuid), len(token))
    assert 137 == calls.check_balance("rpc one")
    assert calls.update_balance("rpc one", 88)
    assert 88 == calls.check_balance("rpc one")
    assert calls.update_balance("rpc one", 0)
    assert (0, int) == (calls.check_balance("rpc one"), type(calls.check_balance("rpc one")))


def test_document_as_atm_calls_work(world, calls):
    uuid, token, pad_token = calls.create_atm().data.decode().split(":")

    assert (36, 32, 32) == (len(uuid), len(token), len(pad_token))
    assert world.folder.has(f"atm-{uuid}.pem")
    assert calls.ready_for_atm()


def test_what_is_not_possible_is_false(calls):
    assert calls.create_account("rpc two", 5)

    assert not calls.create_account("rpc two", 5)
    assert not calls.create_account("rpc three", -5)
    assert not calls.create_account("rpc three", True)
    assert not calls.create_account("rpc three", "5")
    assert not calls.update_balance("rpc nobody", 5)
    assert not calls.check_balance("rpc nobody")
    assert not calls.check_balance({"$gt": ""})


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Origin": "http://localhost"}, 403),
        ({"Content-Type": "application/json"}, 415),
        ({"Content-Encoding": "gzip"}, 415),
        ({"Content-Length": "99999"}, 413),
        ({"Content-Length": "-1"}, 411),
    ],
)
def test_a_browsers_request_is_refused_before_the_call_is_read(server, headers, status):
    body = xmlrpc.client.dumps((), "ready_for_atm").encode()
    sent = {
        "Host": f"localhost:{server.server_address[1]}",
        "Content-Type": "text/xml",
        "Content-Length": str(len(body)),
    }
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.putrequest("POST", "/", skip_host=True, skip_accept_encoding=True)
    for name, value in (sent | headers).items():
        connection.putheader(name, value)
    connection.endheaders(body)
    answer = connection.getresponse().status
    connection.close()

    assert status == answer


def test_a_document_type_is_refused_unread(server):
    """No entities, so none that unfold."""
    body = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><methodCall/>'
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request("POST", "/", body, {"Content-Type": "text/xml"})
    answer = connection.getresponse().status
    connection.close()

    assert 400 == answer
