"""Who gets through TLS to the bank, and how long a slow client may take."""

import contextlib
import json
import socket
import ssl
from datetime import UTC, datetime, timedelta

import pytest
import requests

from bank_server.certificates.authority import (
    Authority,
    new_authority,
    new_private_key,
    private_pem,
    serial_of,
)
from bank_server.certificates.state_keys import Listener, atm_files
from bank_server.http.tls import TlsSettingsError, server_context
from bank_server.http.tls_protocol import CONNECTIONS_PER_CERTIFICATE

NOW = datetime.now(UTC)
BEAT = {
    "anchor": {"seq": 0, "h": "0" * 64, "m": "0" * 32},
    "state": "in-service",
    "reasons": [],
    "counters": [],
    "software": "1",
}


@pytest.fixture
def certificate_of(world, atm):
    """Makes files `NAME.pem` and `NAME.key` for the ATM, signed as a test asks."""

    def make(name, *, authority=None, urn=None, now=NOW, life=timedelta(days=1)):
        key = new_private_key()
        signer = authority or world.keys.atm_authority
        issued = signer.client(urn or f"urn:atm:{atm.uuid}", key.public_key(), now=now, life=life)
        world.folder.replace(f"{name}.pem", issued.pem)
        world.folder.replace(f"{name}.key", private_pem(key))
        return issued.serial

    return make


def beat(world, name):
    client = world.client(name)
    return client.post("/v1/heartbeats", BEAT)


def own_name(atm):
    return f"atm-{atm.uuid}"


def test_the_atms_own_certificate_is_let_in(world, atm):
    assert 200 == beat(world, own_name(atm)).status


def refused_in_tls(world, name):
    with pytest.raises((requests.exceptions.SSLError, requests.exceptions.ConnectionError)):
        beat(world, name)
    return True


def test_a_certificate_of_another_authority_is_refused(world, certificate_of, caplog):
    """Fault 12, with one log line."""
    caplog.set_level("INFO", "bank")
    foreign = Authority(*new_authority("open-atm atm-ca", now=NOW))
    certificate_of("foreign", authority=foreign)

    assert refused_in_tls(world, "foreign")
    assert 1 == caplog.text.count("tls_refused where=atm reason=CERTIFICATE_VERIFY_FAILED")


def test_an_expired_certificate_is_refused(world, certificate_of):
    serial = certificate_of("expired", now=NOW - timedelta(days=3))
    world.admin(
        "atms/certificates/allow", uuid=world.store.terminals.atms()[0].atm_id, serial=serial
    )

    assert refused_in_tls(world, "expired")


def test_a_client_without_a_certificate_is_refused(world, caplog):
    caplog.set_level("INFO", "bank")
    with world.connect(world.tls(None)) as connection:
        assert b"" == _exchange(connection)
    assert "reason=PEER_DID_NOT_RETURN_A_CERTIFICATE" in caplog.text


def test_tls_1_2_is_refused(world, atm):
    """Fault 14; with 1.3 the same context is let in."""
    context = world.tls(own_name(atm))
    with world.connect(context) as connection:
        assert "TLSv1.3" == connection.version()
    context.maximum_version = ssl.TLSVersion.TLSv1_2

    with pytest.raises((ssl.SSLError, ConnectionError)):
        world.connect(context)


def test_plain_http_is_refused(world):
    with socket.create_connection(("127.0.0.1", world.port), timeout=10) as plain:
        plain.sendall(b"POST /v1/heartbeats HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = plain.recv(1024)

    assert b"HTTP" not in answer


def test_a_staff_certificate_is_nothing_to_the_atm_listener(world):
    assert refused_in_tls(world, "staff-anna")


def test_a_staff_name_signed_by_the_atm_authority_is_no_atm(world, certificate_of):
    certificate_of("confused", urn="urn:staff:anna")

    assert (403, "atm-unknown") == beat(world, "confused").problem


def test_an_atm_certificate_is_nothing_to_the_staff_listener(world, atm):
    client = world.client(own_name(atm))
    client.base = f"https://localhost:{world.admin_port}"
    client.session.verify = str(world.folder.path / "admin-ca.pem")

    with pytest.raises((requests.exceptions.SSLError, requests.exceptions.ConnectionError)):
        client.post("/admin/v1/accounts/list", {})


def test_a_certificate_that_is_not_on_the_list_is_refused(world, certificate_of, expect_log):
    """Genuine, of our authority, for this ATM, but nobody allowed it; once allowed it works."""
    expect_log("certificate_refused serial=")
    serial = certificate_of("unlisted")

    assert (403, "atm-unknown") == beat(world, "unlisted").problem
    assert refused_in_tls(world, "unlisted")
    uuid = world.store.terminals.atms()[0].atm_id
    assert 200 == world.admin("atms/certificates/allow", uuid=uuid, serial=serial).status
    assert 200 == beat(world, "unlisted").status


def test_a_revoked_certificate_is_refused_on_its_open_connection(world, expect_log):
    expect_log("certificate_refused serial=")
    atm = world.new_atm()
    assert 200 == atm.client.post("/v1/heartbeats", BEAT).status
    revoked = world.admin("atms/certificates/revoke", uuid=atm.uuid, serial=atm.serial)
    assert 200 == revoked.status

    assert (403, "atm-unknown") == atm.client.post("/v1/heartbeats", BEAT).problem
    assert refused_in_tls(world, own_name(atm))
    again = world.admin("atms/certificates/allow", uuid=atm.uuid, serial=atm.serial)
    assert (409, "exists") == again.problem
    assert refused_in_tls(world, own_name(atm))


def test_one_certificate_has_a_bounded_number_of_connections(world, atm):
    """Fault 11; another certificate is served meanwhile."""
    hoarder = world.new_atm(provisioned=False)
    context = world.tls(own_name(hoarder))
    connections = [world.connect(context) for _ in range(CONNECTIONS_PER_CERTIFICATE)]
    for each in connections:
        assert b"HTTP/1.1 404" == _exchange(each)[:12]
    with world.connect(context) as one_too_many:
        assert b"" == _exchange(one_too_many)
    assert 200 == beat(world, own_name(atm)).status
    for each in connections:
        each.close()


def _exchange(connection):
    with contextlib.suppress(OSError):
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return _received(connection)


def test_a_request_that_never_ends_is_cut_off(world, atm, monkeypatch):
    """Fault 10: the bound is on the whole request, however lively the dribble."""
    context = world.tls(own_name(atm))
    world.admission.request_s = 0.3
    try:
        with world.connect(context) as slow:
            slow.sendall(b"POST /v1/heartbeats HTTP/1.1\r\nHost: localhost\r\n")
            assert b"" == slow.recv(4096)
        with world.connect(context) as slow:
            slow.sendall(
                b"POST /v1/heartbeats HTTP/1.1\r\nHost: localhost\r\n"
                b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
            )
            assert b"" == slow.recv(4096)
    finally:
        world.admission.request_s = 10.0
    assert 200 == beat(world, own_name(atm)).status


def test_a_request_that_dribbles_delays_nobody(world, atm):
    """Fault 10: the same ATM and another one are answered while it is under way."""
    other = world.new_atm(provisioned=False)
    with world.connect(world.tls(own_name(atm))) as slow:
        slow.sendall(b"POST /v1/heartbeats HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        slow.sendall(b"a")
        assert (200, 200) == (
            beat(world, own_name(atm)).status,
            beat(world, own_name(other)).status,
        )
        slow.sendall(b"a")


def test_a_connection_that_never_speaks_is_cut_off(world, atm):
    world.admission.first_byte_s = 0.2
    try:
        with world.connect(world.tls(own_name(atm))) as silent:
            assert b"" == silent.recv(1)
    finally:
        world.admission.first_byte_s = 10.0


def test_endless_headers_are_cut_off(world, atm):
    with world.connect(world.tls(own_name(atm))) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(b"GET / HTTP/1.1\r\nX-A: " + b"a" * 200_000)

        assert b"" == _received(connection)


def _received(connection):
    try:
        return connection.recv(4096)
    except OSError:
        return b""


def test_a_listener_without_an_authority_does_not_start(world, tmp_path):
    files = world.keys.atm_listener
    server_context(files, lambda _: None)
    empty = tmp_path / "empty.pem"
    empty.write_bytes(b"")

    with pytest.raises(TlsSettingsError, match="atm"):
        server_context(Listener(empty, files.certificate, files.key), lambda _: None)
    with pytest.raises(TlsSettingsError, match="No such file"):
        server_context(Listener(tmp_path / "none", files.certificate, files.key), lambda _: None)


def test_the_serial_in_the_scope_is_the_certificates(world, atm):
    """uvicorn is pinned; if its protocol class changes, this is where it shows."""
    assert "0.54.0" == __import__("uvicorn").__version__
    certificate, _ = atm_files(atm.hsm.uuid)

    assert atm.serial == serial_of(world.folder.read(certificate))
    assert world.store.terminals.is_allowed(atm.serial, atm.uuid)


def test_a_request_cut_in_mid_body_does_nothing(world, atm):
    """Fault 7."""
    card = world.new_card(atm)
    txid = "cd" * 16
    body = json.dumps({"anchor": BEAT["anchor"], "txid": txid}).encode()
    entries = len(world.audit.entries)
    with world.connect(world.tls(own_name(atm))) as cut:
        cut.sendall(
            b"POST /v1/resolutions HTTP/1.1\r\nHost: localhost\r\n"
            b"Content-Type: application/json\r\n"
            b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body[:-1]
        )
    assert 200 == beat(world, own_name(atm)).status

    assert entries == len(world.audit.entries)
    assert world.store.transactions.find(txid, atm.uuid) is None
    assert "approved" == atm.ask(card, txid=txid).body["result"]
