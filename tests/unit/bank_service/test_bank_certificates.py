"""What the bank's authorities sign, and what is read back from a certificate."""

import os
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from bank_server.certificates import state_keys
from bank_server.certificates.authority import (
    Authority,
    PublicKeyRefused,
    new_authority,
    new_private_key,
    public_pem,
    read_public_key,
)
from bank_server.certificates.identity import IdentityRefused, Peer, peer_of
from bank_server.certificates.key_folder import KeyFolder, KeyFolderError

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ATM = UUID("0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8")


@pytest.fixture(scope="module")
def authority():
    return Authority(*new_authority("test", now=NOW))


@pytest.fixture
def folder(tmp_path):
    folder = KeyFolder(tmp_path / "keys")
    state_keys.make_keys(folder, now=NOW, random_bytes=os.urandom)
    return folder


def loaded(issued):
    return x509.load_pem_x509_certificate(issued.pem)


def extension(issued, kind):
    return loaded(issued).extensions.get_extension_for_class(kind).value


def test_a_server_certificate_names_this_machine_only(authority):
    issued = authority.server(new_private_key().public_key(), now=NOW)
    names = extension(issued, x509.SubjectAlternativeName)

    assert ["localhost"] == names.get_values_for_type(x509.DNSName)
    assert ["127.0.0.1"] == [str(ip) for ip in names.get_values_for_type(x509.IPAddress)]
    assert [ExtendedKeyUsageOID.SERVER_AUTH] == list(extension(issued, x509.ExtendedKeyUsage))


def test_a_client_certificate_cannot_serve(authority):
    issued = authority.client(f"urn:atm:{ATM}", new_private_key().public_key(), now=NOW)
    names = extension(issued, x509.SubjectAlternativeName)

    assert [f"urn:atm:{ATM}"] == names.get_values_for_type(x509.UniformResourceIdentifier)
    assert [ExtendedKeyUsageOID.CLIENT_AUTH] == list(extension(issued, x509.ExtendedKeyUsage))
    assert not extension(issued, x509.BasicConstraints).ca
    assert f"{loaded(issued).serial_number:x}" == issued.serial


def test_an_authority_with_another_ones_key_is_refused():
    certificate, _ = new_authority("one", now=NOW)
    _, key = new_authority("two", now=NOW)

    with pytest.raises(ValueError, match="do not belong together"):
        Authority(certificate, key)


def test_only_a_p256_public_key_is_signed():
    key = new_private_key()
    assert key.public_key() == read_public_key(public_pem(key))

    with pytest.raises(PublicKeyRefused):
        read_public_key(public_pem(ec.generate_private_key(ec.SECP384R1())))
    with pytest.raises(PublicKeyRefused):
        read_public_key(public_pem(rsa.generate_private_key(65537, 2048)))
    with pytest.raises(PublicKeyRefused):
        read_public_key("-----BEGIN PUBLIC KEY-----")
    with pytest.raises(PublicKeyRefused):
        read_public_key("x" * 5000)


def test_a_bank_without_its_authority_does_not_open(folder):
    state_keys.open_keys(folder, now=NOW)
    (folder.path / "atm-ca.pem").unlink()

    with pytest.raises(KeyFolderError, match=r"atm-ca\.pem"):
        state_keys.open_keys(folder, now=NOW)


def test_a_listeners_certificate_is_renewed_before_it_runs_out(folder):
    state_keys.open_keys(folder, now=NOW)
    first = folder.read("bank-atm.pem")
    state_keys.open_keys(folder, now=NOW + timedelta(days=700))
    assert first == folder.read("bank-atm.pem")
    state_keys.open_keys(folder, now=NOW + timedelta(days=800))

    assert first != folder.read("bank-atm.pem")


def test_secrets_of_the_wrong_size_are_refused_without_showing_them(folder):
    folder.replace("bank-master.key", b"c0ffee\n")

    with pytest.raises(KeyFolderError) as caught:
        state_keys.open_keys(folder, now=NOW)
    assert "c0ffee" not in str(caught.value)


def test_a_peer_is_read_from_one_uri_and_the_serial():
    peer = peer_of({"subjectAltName": (("URI", f"urn:atm:{ATM}"),), "serialNumber": "0AB1"})

    assert (Peer(f"urn:atm:{ATM}", "ab1"), ATM) == (peer, peer.atm)


@pytest.mark.parametrize(
    "certificate",
    [
        None,
        {},
        {"serialNumber": "01"},
        {"subjectAltName": (("DNS", "x"),), "serialNumber": "01"},
        {"subjectAltName": (("URI", "a"), ("URI", "b")), "serialNumber": "01"},
    ],
)
def test_a_certificate_without_exactly_one_uri_is_nobody(certificate):
    with pytest.raises(IdentityRefused):
        peer_of(certificate)


@pytest.mark.parametrize(
    "urn",
    ["urn:staff:ada", "urn:atm:", f"urn:atm:{str(ATM).upper()}", f"urn:atm:{ATM.hex}", str(ATM)],
)
def test_only_the_canonical_urn_is_an_atm(urn):
    with pytest.raises(IdentityRefused):
        _ = Peer(urn, "1").atm


@pytest.mark.parametrize("urn", ["urn:staff:", "urn:staff:A", "urn:staff:a b", f"urn:atm:{ATM}"])
def test_only_a_plain_name_is_staff(urn):
    assert "ada" == Peer("urn:staff:ada", "1").staff
    with pytest.raises(IdentityRefused):
        _ = Peer(urn, "1").staff
