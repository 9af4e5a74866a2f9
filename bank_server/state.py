"""The bank's part of a state folder: lock, files, and what a new state begins with."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from bank_server.certificates.authority import serial_of
from bank_server.certificates.key_folder import KeyFolder
from bank_server.certificates.state_keys import StateKeys, make_staff
from bank_server.domain.people import Staff, StaffRole
from bank_server.store.base import Store

PID_SIZE_MAX: Final = 32
WRITABLE_BY_OTHERS: Final = 0o022

# Operators of a new state. Two supervisors, because one proposes and the other confirms.
FIRST_STAFF: Final = (
    ("anna", StaffRole.SUPERVISOR),
    ("ben", StaffRole.SUPERVISOR),
    ("carla", StaffRole.CLERK),
    ("dev", StaffRole.CLERK),
    ("edda", StaffRole.AUDITOR),
)


class StateHeld(Exception):
    """Another bank process works on this state."""


class StateExposed(Exception):
    """Others may have changed the bank's books. The text names the path and the cure."""


def state_path(text: str) -> Path:
    """The value of an option --state, for argparse: a folder, or nothing yet."""
    path = Path(text)
    if path.exists() and not path.is_dir():
        raise argparse.ArgumentTypeError(f"{path} is a file, and a state folder is meant")
    return path


@dataclass(frozen=True, slots=True)
class StateFolder:
    """Where things lie. `keys` is private already; so is everything else that the bank makes."""

    path: Path

    @property
    def database(self) -> Path:
        return self.path / "bank" / "bank.sqlite"

    @property
    def audit(self) -> Path:
        return self.path / "bank" / "audit.jsonl"

    @property
    def serving(self) -> Path:
        """Ports and pid of the bank that serves now; for the operators' client."""
        return self.path / "bank" / "serving.json"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def keys(self) -> Path:
        return self.path / "keys"

    @property
    def settings(self) -> Path:
        return self.path / "settings.toml"

    @property
    def lock(self) -> Path:
        return self.path / "bank.lock"

    def make(self) -> None:
        """Raises OSError, and StateExposed where somebody else may write."""
        for folder in (self.path, self.database.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in (self.path, self.database.parent, self.database):
            if path.exists() and path.stat().st_mode & WRITABLE_BY_OTHERS:
                raise StateExposed(
                    f"{path} may be written by others, who may have changed the books. "
                    f"If you are sure nobody has: chmod go-w {path}"
                )

    def hold(self) -> int:
        """Take the lock; the answer keeps it while open. Raises StateHeld with who has it."""
        descriptor = os.open(self.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, PID_SIZE_MAX).decode("ascii", "replace").strip()
            os.close(descriptor)
            raise StateHeld(
                f"{self.path} is in use: {self.lock.name} is held by process "
                f"{holder or 'unknown'}. End that one first, or choose another folder with "
                "--state DIR"
            ) from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode("ascii"))
        return descriptor


def announce(folder: StateFolder, port: int, admin_port: int) -> str:
    """Write down where the bank serves; answers the line that says so."""
    line = json.dumps({"ready": True, "port": port, "admin_port": admin_port, "pid": os.getpid()})
    draft = folder.serving.with_suffix(".new")
    draft.write_text(line + "\n", encoding="ascii")
    draft.replace(folder.serving)
    return line


def add_first_staff(store: Store, folder: KeyFolder, keys: StateKeys, now: datetime) -> None:
    """A new state gets its first operators, in as many starts as it takes.

    Certificates that exist are kept; staff are never deleted, so who is missing was never there.
    """
    present = {each.name for each in store.staff.staff()}
    for name, role in FIRST_STAFF:
        if name in present:
            continue
        if folder.has(f"staff-{name}.pem"):
            serial = serial_of(folder.read(f"staff-{name}.pem"))
        else:
            serial = make_staff(folder, keys.admin_authority, name, now=now)
        store.staff.add(Staff(name, role, serial))
