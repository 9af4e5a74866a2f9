"""A certificate authority of the bank: signs servers, ATMs and staff, ECDSA P-256 throughout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CLOCK_SKEW: Final = timedelta(minutes=5)  # a fresh certificate works on a clock a little behind
AUTHORITY_LIFE: Final = timedelta(days=3650)
SERVER_LIFE: Final = timedelta(days=825)
CLIENT_LIFE: Final = timedelta(days=730)
PUBLIC_KEY_SIZE_MAX: Final = 1024  # characters of PEM; a P-256 key has about 180


class PublicKeyRefused(ValueError):
    """What was sent for signing is not an ECDSA P-256 public key."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A signed certificate. serial: lower-case hex without leading zeros, as `serial_text`."""

    pem: bytes
    serial: str


def new_private_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def private_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def public_pem(key: ec.EllipticCurvePrivateKey) -> str:
    return (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode("ascii")
    )


def read_public_key(pem: str) -> ec.EllipticCurvePublicKey:
    """Raises PublicKeyRefused for anything but one P-256 key of ordinary size."""
    if len(pem) > PUBLIC_KEY_SIZE_MAX:
        raise PublicKeyRefused("public key is too long")
    try:
        key = serialization.load_pem_public_key(pem.encode("ascii"))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise PublicKeyRefused("public key is not PEM") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name != "secp256r1":
        raise PublicKeyRefused("public key is not ECDSA P-256")
    return key


def serial_text(serial: int) -> str:
    return f"{serial:x}"


class Authority:
    """Signs with one CA key. It never goes near the network; only the bank process holds it."""

    def __init__(self, certificate_pem: bytes, key_pem: bytes) -> None:
        """Raises ValueError if either is not what it should be or they do not belong together."""
        key = serialization.load_pem_private_key(key_pem, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError("the authority's key is not ECDSA")  # noqa: TRY004 - bad content, not a bad call
        self._key = key
        self._certificate = x509.load_pem_x509_certificate(certificate_pem)
        if self._certificate.public_key() != key.public_key():
            raise ValueError("the authority's key and certificate do not belong together")
        self.certificate_pem = certificate_pem

    def server(self, public_key: ec.EllipticCurvePublicKey, *, now: datetime) -> Issued:
        """For a listener on this machine: localhost and 127.0.0.1."""
        names: list[x509.GeneralName] = [
            x509.DNSName("localhost"),
            x509.IPAddress(IPv4Address("127.0.0.1")),
        ]
        return self._sign(
            "bank", names, public_key, ExtendedKeyUsageOID.SERVER_AUTH, now, SERVER_LIFE
        )

    def client(
        self,
        urn: str,
        public_key: ec.EllipticCurvePublicKey,
        *,
        now: datetime,
        life: timedelta = CLIENT_LIFE,
    ) -> Issued:
        """For an ATM or a member of staff; `urn` is all that the bank will know them by."""
        names: list[x509.GeneralName] = [x509.UniformResourceIdentifier(urn)]
        return self._sign(urn[-64:], names, public_key, ExtendedKeyUsageOID.CLIENT_AUTH, now, life)

    def _sign(
        self,
        common_name: str,
        names: list[x509.GeneralName],
        public_key: ec.EllipticCurvePublicKey,
        usage: x509.ObjectIdentifier,
        now: datetime,
        life: timedelta,
    ) -> Issued:
        serial = x509.random_serial_number()
        certificate = (
            _builder(common_name, public_key, serial, now, life)
            .issuer_name(self._certificate.subject)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_usage(signs_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()),
                critical=False,
            )
            .sign(self._key, hashes.SHA256())
        )
        return Issued(certificate.public_bytes(serialization.Encoding.PEM), serial_text(serial))


def new_authority(name: str, *, now: datetime) -> tuple[bytes, bytes]:
    """A self-signed CA as (certificate PEM, private key PEM)."""
    key = new_private_key()
    certificate = (
        _builder(name, key.public_key(), x509.random_serial_number(), now, AUTHORITY_LIFE)
        .issuer_name(_name(name))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM), private_pem(key)


def expires_at(certificate_pem: bytes) -> datetime:
    return x509.load_pem_x509_certificate(certificate_pem).not_valid_after_utc


def serial_of(certificate_pem: bytes) -> str:
    return serial_text(x509.load_pem_x509_certificate(certificate_pem).serial_number)


def _builder(
    common_name: str,
    public_key: ec.EllipticCurvePublicKey,
    serial: int,
    now: datetime,
    life: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(common_name))
        .public_key(public_key)
        .serial_number(serial)
        .not_valid_before(now - CLOCK_SKEW)
        .not_valid_after(now + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
