"""The operators' command line and document A's XML-RPC, against the bank that serves."""

import http.client
import json
import shutil
import threading
import xmlrpc.client

import pytest

from bank_server.admin import xmlrpc as rpc
from bank_server.admin.__main__ import main
from bank_server.admin.client import AdminClient


@pytest.fixture
def admin(world, capsys):
    """Runs a command: (exit code, standard output, standard error)."""

    def run(*words):
        code = main(["--state", str(world.state.path), *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_an_account_is_opened_shown_and_listed(admin):
    code, out, err = admin("--json", "accounts", "create", "cli one", "2500")
    assert (0, "", 2500) == (code, err, json.loads(out)["balance"])

    assert "balance    2500" in admin("accounts", "show", "cli one")[1]
    lines = admin("accounts", "list")[1].splitlines()
    assert ["id", "name", "currency", "balance", "held", "available"] == lines[0].split()
    assert [len(lines[0])] == sorted({len(line) for line in lines})


def test_two_operators_set_a_balance(admin):
    admin("accounts", "create", "cli two", "100")
    code, out, _ = admin("--json", "accounts", "set-balance", "cli two", "900")
    proposal = json.loads(out)["id"]

    assert 0 == code
    assert proposal in admin("confirmations", "list")[1]
    assert 2 == admin("confirmations", "confirm", proposal)[0]
    assert 0 == admin("--operator", "ben", "confirmations", "confirm", proposal)[0]
    assert 900 == json.loads(admin("--json", "accounts", "show", "cli two")[1])["balance"]


def test_a_card_is_issued_blocked_and_unblocked(admin):
    admin("accounts", "create", "cli three", "100")
    issued = json.loads(admin("--json", "cards", "issue", "--account", "cli three")[1])

    assert "issued" == json.loads(admin("--json", "cards", "show", issued["card"])[1])["status"]
    assert "blocked" in admin("cards", "block", issued["card"])[1]
    assert "issued" in admin("cards", "unblock", issued["card"])[1]
    assert issued["card"] in admin("cards", "list")[1]


def test_an_atm_is_created_with_its_key_kept_private(world, admin):
    created = json.loads(admin("--json", "atms", "create", "--canister", "1=1000")[1])
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


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["accounts", "show", "nobody"], "no account has this name"),
        (["--operator", "zoe", "accounts", "list"], "no certificate of operator 'zoe'"),
        (["accounts", "create", "x", "-5"], "minor"),
        (["cards", "show", "beef"], "not possible: card: String should"),
        (["--operator", "edda", "accounts", "create", "x", "5"], "your role does not do this"),
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
