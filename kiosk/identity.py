"""Which ATM this kiosk is, and the files by which the bank knows it."""

from __future__ import annotations

import os
import re
import shlex
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from bank_server.contract.currencies import minor_digits, minor_per_unit
from hardware.crypto.secret import Secret

_CERTIFICATE: Final = re.compile(
    r"atm-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.pem"
)
PAD_KEY: Final = "kiosk-pad.key"
CARD_NAMES_KEY: Final = "card_token.key"
JOURNAL_SEAL: Final = "journal.seal"
AUTHORITY: Final = "atm-ca.pem"
FOLDER_MODE: Final = 0o700
FILE_MODE: Final = 0o600


class IdentityError(Exception):
    """The key files do not say which ATM this is. The text says what to do."""


@dataclass(frozen=True, slots=True)
class Identity:
    """
    Attributes:
        atm: the ATM's and its HSM's uuid.
        ca: what the bank's certificate is checked against.
        card_token_key: the key by which the journal names cards.
        journal_seal: the key of the journal's next entry; no former one.
    """

    atm: UUID
    ca: Path
    certificate: Path
    key: Path
    pad_key: Path
    card_token_key: Path
    journal_seal: Path


def find_identity(
    keys: Path, chosen: str = "", *, currency: str = "EUR", denominations: Sequence[int] = ()
) -> Identity:
    """The identity in a state folder's keys folder. Raises IdentityError.

    chosen: the ATM's uuid, needed where there are several. The rest is only for the command that
    makes an ATM of this kind, where there is none.
    """
    found = sorted(
        match[1] for path in keys.glob("atm-*.pem") if (match := _CERTIFICATE.fullmatch(path.name))
    )
    if not found:
        command = _command_that_makes_one(keys.parent, currency, denominations)
        raise IdentityError(
            f"{keys} holds no certificate of an ATM; while the bank serves, make one: {command}"
        )
    if chosen and chosen not in found:
        raise IdentityError(f"{keys} holds no ATM {chosen}; --atm-id is {_one_of(found)}")
    if not chosen and len(found) > 1:
        raise IdentityError(f"{keys} holds {len(found)} ATMs; name one: --atm-id {_one_of(found)}")
    uuid = chosen or found[0]
    identity = Identity(
        UUID(uuid),
        keys / AUTHORITY,
        keys / f"atm-{uuid}.pem",
        keys / f"atm-{uuid}.key",
        keys / PAD_KEY,
        keys / CARD_NAMES_KEY,
        keys / JOURNAL_SEAL,
    )
    _refuse_wider(keys, FOLDER_MODE)
    for secret in (
        identity.key,
        identity.pad_key,
        identity.card_token_key,
        identity.journal_seal,
    ):
        if secret.is_symlink():
            raise IdentityError(f"{secret} is a link; put the key itself in its place")
        if secret.exists():
            _refuse_wider(secret, FILE_MODE)
    return identity


def _command_that_makes_one(state: Path, currency: str, denominations: Sequence[int]) -> str:
    canisters = "".join(
        f" --canister {number}={_typed(minor, currency)}"
        for number, minor in enumerate(denominations, start=1)
    )
    where = f"--state {shlex.quote(str(state))}"
    return f"./atm admin {where} atms create --currency {currency}{canisters}"


def _typed(minor: int, currency: str) -> str:
    """As an operator types it: 20.00."""
    digits = minor_digits(currency)
    units, rest = divmod(minor, minor_per_unit(currency))
    return f"{units}.{rest:0{digits}d}" if digits else str(units)


def _one_of(uuids: Sequence[str]) -> str:
    return " or ".join(uuids)


def read_card_token_key(path: Path) -> Secret | None:
    """The key by which the journal names cards; None before provisioning. Raises IdentityError."""
    try:
        return Secret(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    except FileNotFoundError:
        return None
    except ValueError:
        # Without its cause, which quotes the file.
        raise IdentityError(f"{path} does not hold a key") from None


def _refuse_wider(path: Path, allowed: int) -> None:
    """A key that others could have read is no longer a key. Raises IdentityError."""
    found = path.stat()
    mode = stat.S_IMODE(found.st_mode)
    if mode & ~allowed:
        raise IdentityError(
            f"{path} has mode {mode:04o}, wider than {allowed:04o}: others may have read it. "
            f"If you are sure nobody has: chmod {allowed:04o} {path}"
        )
    if found.st_uid != os.geteuid():
        raise IdentityError(f"{path} belongs to user {found.st_uid}, not to you")
