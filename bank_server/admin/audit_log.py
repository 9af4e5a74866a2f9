"""`./atm admin audit-log verify`: whether the bank's audit log is the one that was written."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bank_server.admin.client import AdminError
from bank_server.certificates.key_folder import KeyFolder, KeyFolderError
from bank_server.service.audit_check import check
from bank_server.service.audit_seal import FIRST_KEY, SEAL_STATE, read_key, read_state
from bank_server.service.audit_start import lines_of
from bank_server.state import StateFolder
from hardware.crypto.seal_slots import SlotContent
from hardware.crypto.secret import Secret

GOOD: Final = 0
BAD: Final = 1
CHAIN_ONLY: Final = 3
KEY_FILE_SIZE_MAX: Final = 4_096


def verify(state: StateFolder, key: Path | None, log: Path | None) -> int:
    """Prints what was found; the exit code. Needs no bank; one may be serving. AdminError."""
    first, kept = _first(state, key), None if log is not None else _kept(state)
    path = state.audit if log is None else log
    try:
        found = check(lines_of(path), first, kept)
    except OSError as error:
        raise AdminError(f"{path}: {error.strerror}") from error
    if found.is_torn:
        print("the last line is torn; the bank's next start cuts it off and tells of it")
    if found.bad is not None:
        print(f"BAD {found.bad}; {found.count} entries before it are in order")
        return BAD
    if not found.is_sealed:
        print(f"CHAIN ONLY {found.count} entries; for the seals give --key FILE")
        return CHAIN_ONLY
    print(f"GOOD {found.count} entries")
    return GOOD


def _first(state: StateFolder, key: Path | None) -> Secret | None:
    """The key that was named, else the one that nobody has taken away yet."""
    path = state.keys / FIRST_KEY if key is None else key
    if key is None and not path.exists():
        return None
    try:
        with path.open(encoding="ascii") as file:
            return read_key(file.read(KEY_FILE_SIZE_MAX))
    except OSError as error:
        raise AdminError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise AdminError(f"{path}: {error}") from error


def _kept(state: StateFolder) -> SlotContent | None:
    """What the bank keeps of the next line; without it a missing end cannot be seen."""
    if not (state.keys / SEAL_STATE).exists():
        return None
    try:
        return read_state(KeyFolder(state.keys).read(SEAL_STATE))
    except KeyFolderError as error:
        raise AdminError(str(error)) from error
