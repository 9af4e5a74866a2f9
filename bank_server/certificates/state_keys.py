"""Which key files a state has, and how the bank's first start makes them.

atm-ca.pem  atm-ca.key          signs the ATM listener and every ATM
admin-ca.pem  admin-ca.key      signs the admin listener and every member of staff
bank-atm.pem  bank-atm.key      the ATM listener's own certificate
bank-admin.pem  bank-admin.key  the admin listener's own certificate
bank-master.key  bank-pepper.key   32 bytes each, as hexadecimal digits
bank-audit.key  bank-audit.seal  the audit log's seal; see bank_server.service.audit_seal
atm-{uuid}.pem  .key            one ATM; made by the operator's client
staff-{name}.pem  .key          one member of staff
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from bank_server.certificates.authority import (
    Authority,
    expires_at,
    new_authority,
    new_private_key,
    private_pem,
)
from bank_server.certificates.identity import STAFF_URN
from bank_server.certificates.key_folder import KeyFolder, KeyFolderError
from hardware.crypto.secret import Secret

ATM_CA: Final = "atm-ca"
ADMIN_CA: Final = "admin-ca"
ATM_SERVER: Final = "bank-atm"
ADMIN_SERVER: Final = "bank-admin"
MASTER_KEY: Final = "bank-master.key"
PEPPER: Final = "bank-pepper.key"
SECRET_SIZE: Final = 32
SERVER_RENEWED_BEFORE: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Listener:
    """Files of one TLS listener."""

    ca: Path
    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True)
class StateKeys:
    """Everything secret that the bank process holds."""

    folder: KeyFolder
    atm_authority: Authority
    admin_authority: Authority
    master_key: Secret
    pepper: Secret

    @property
    def atm_listener(self) -> Listener:
        return self._listener(ATM_CA, ATM_SERVER)

    @property
    def admin_listener(self) -> Listener:
        return self._listener(ADMIN_CA, ADMIN_SERVER)

    def _listener(self, ca: str, server: str) -> Listener:
        path = self.folder.path
        return Listener(path / f"{ca}.pem", path / f"{server}.pem", path / f"{server}.key")


def is_new(folder: KeyFolder) -> bool:
    """Whether the bank's files are still to be made, or a first start was stopped half-way."""
    return folder.is_unfinished or not any(folder.has(name) for name in _bank_files())


def make_keys(folder: KeyFolder, *, now: datetime, random_bytes: Callable[[int], bytes]) -> None:
    """Make what a new state needs, or finish making it. For a folder that is_new()."""
    if folder.is_unfinished:
        folder.finish()
        return
    files: dict[str, bytes] = {}
    for ca in (ATM_CA, ADMIN_CA):
        files[f"{ca}.pem"], files[f"{ca}.key"] = new_authority(f"open-atm {ca}", now=now)
    for name in (MASTER_KEY, PEPPER):
        files[name] = random_bytes(SECRET_SIZE).hex().encode("ascii") + b"\n"
    folder.create_together(files)


def open_keys(folder: KeyFolder, *, now: datetime) -> StateKeys:
    """Read the bank's keys; renew a listener's certificate that has nearly run out.

    Raises KeyFolderError if any authority or secret is missing: a bank without the authority
    that it checks clients against must not start.
    """
    keys = StateKeys(
        folder,
        _authority(folder, ATM_CA),
        _authority(folder, ADMIN_CA),
        _secret(folder, MASTER_KEY),
        _secret(folder, PEPPER),
    )
    _renew_server(folder, ATM_SERVER, keys.atm_authority, now)
    _renew_server(folder, ADMIN_SERVER, keys.admin_authority, now)
    return keys


def make_staff(folder: KeyFolder, authority: Authority, name: str, *, now: datetime) -> str:
    """Make key and certificate of one member of staff; answers the certificate's serial.

    A key that nobody certified is made again: its first making was stopped half-way.
    """
    key = new_private_key()
    issued = authority.client(f"{STAFF_URN}{name}", key.public_key(), now=now)
    folder.replace(f"staff-{name}.key", private_pem(key))
    folder.create(f"staff-{name}.pem", issued.pem)
    return issued.serial


def atm_files(atm: UUID) -> tuple[str, str]:
    """File names of an ATM's certificate and key."""
    return f"atm-{atm}.pem", f"atm-{atm}.key"


def _authority(folder: KeyFolder, name: str) -> Authority:
    try:
        return Authority(folder.read(f"{name}.pem"), folder.read(f"{name}.key"))
    except ValueError as error:
        raise KeyFolderError(f"{folder.path / name}.pem and .key: {error}") from error


def _secret(folder: KeyFolder, name: str) -> Secret:
    try:
        value = bytes.fromhex(folder.read(name).decode("ascii").strip())
    except ValueError:
        value = b""
    if len(value) != SECRET_SIZE:
        raise KeyFolderError(f"{folder.path / name} does not hold {SECRET_SIZE} bytes in hex")
    return Secret(value)


def _renew_server(folder: KeyFolder, name: str, authority: Authority, now: datetime) -> None:
    if folder.has(f"{name}.key") and folder.has(f"{name}.pem"):
        folder.read(f"{name}.key")  # refuses wider modes before the TLS library opens the file
        try:
            if expires_at(folder.read(f"{name}.pem")) - now > SERVER_RENEWED_BEFORE:
                return
        except ValueError as error:
            raise KeyFolderError(f"{folder.path / name}.pem is not a certificate") from error
    key = new_private_key()
    folder.replace(f"{name}.key", private_pem(key))
    folder.replace(f"{name}.pem", authority.server(key.public_key(), now=now).pem)


def _bank_files() -> tuple[str, ...]:
    return (
        f"{ATM_CA}.key",
        f"{ATM_CA}.pem",
        f"{ADMIN_CA}.key",
        f"{ADMIN_CA}.pem",
        MASTER_KEY,
        PEPPER,
    )
