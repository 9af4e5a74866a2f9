"""What `./atm journal verify` needs of the bank, on the screen or in a file: keys, anchors."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from bank_server.admin.client import AdminClient, AdminError
from bank_server.admin.naming import atm_named
from bank_server.contract.json_text import dump
from bank_server.http.journal_messages import JournalAnchors, JournalKeys
from bank_server.http.staff_messages import AtmRef

FILE_MODE: Final = 0o600


def journal_keys(client: AdminClient, uuid: str) -> str:
    """One line each, the newest last: `ATM NAME HEX`. Raises AdminError."""
    asked = AtmRef(uuid=atm_named(client, uuid))
    found = client.ask("atms/journal-keys", asked, JournalKeys)
    if not found.keys:
        raise AdminError("this ATM has no journal yet; provision its HSM first")
    return "".join(f"{asked.uuid} {each.name} {each.first}\n" for each in found.keys)


def journal_anchors(client: AdminClient, uuid: str, *, newest: bool) -> str:
    """One JSON line each, those of the newest key last. Raises AdminError.

    newest: only of the key that the ATM was heard under last.
    """
    asked = AtmRef(uuid=atm_named(client, uuid))
    found = client.ask("atms/journal-anchors", asked, JournalAnchors).anchors
    if not found:
        raise AdminError("the bank knows nothing of this ATM's journal yet")
    chosen = [each for each in found if not newest or each.key == found[-1].key]
    return "".join(f"{dump(each).decode()}\n" for each in chosen)


def keep(path: Path, text: str) -> None:
    """In a new file that nobody else reads. Raises AdminError."""
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        with os.fdopen(os.open(path, flags, FILE_MODE), "w", encoding="ascii") as file:
            file.write(text)
    except OSError as error:
        raise AdminError(f"{path}: {error.strerror}") from error
