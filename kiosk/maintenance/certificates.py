"""The machine's certificate and the authority it believes, as far as staff have to know of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.x509.oid import NameOID

from kiosk.identity import Identity

SIZE_MAX: Final = 65_536
MS_PER_S: Final = 1_000
DAY_MS: Final = 86_400_000


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """Attributes: serial: in hex. ends_ms: the last moment at which it is good."""

    subject: str
    serial: str
    ends_ms: int


def own_certificate(identity: Identity) -> CertificateFacts:
    """By which the bank knows this machine. Raises ValueError, OSError."""
    return _read(identity.certificate)


def authority(identity: Identity) -> CertificateFacts:
    """Against which the bank is checked. Raises ValueError, OSError."""
    return _read(identity.ca)


def days_left(ends_ms: int, now_ms: int) -> int:
    """Whole days; below 0 once it is over."""
    return (ends_ms - now_ms) // DAY_MS


def _read(path: Path) -> CertificateFacts:
    with path.open("rb") as file:
        found = x509.load_pem_x509_certificate(file.read(SIZE_MAX))
    names = found.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return CertificateFacts(
        str(names[0].value) if names else found.subject.rfc4514_string(),
        f"{found.serial_number:x}",
        round(found.not_valid_after_utc.timestamp()) * MS_PER_S,
    )
