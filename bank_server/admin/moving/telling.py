"""What people and tools are told of books that went to a file, or came from one."""

from __future__ import annotations

import json
import shlex
from datetime import datetime
from typing import Final

from bank_server.admin.moving.books_file import Summary
from bank_server.admin.moving.restore import Restored
from bank_server.certificates.key_folder import KeyFolder
from bank_server.certificates.state_keys import is_new
from bank_server.state import StateFolder

MS_PER_S: Final = 1_000
LOST: Final = (
    "What does not come back by itself: PINs that were changed and cards that were stopped since "
    "then (the old PIN is good again), accounts, cards, ATMs, certificates and devices that were "
    "made known since then, days that were closed, and what staff decided. `restoration show` "
    "lists what the bank's audit log and the ATMs' journals still know of it."
)
NO_KEYS: Final = (
    "There are no keys in {keys}: put that folder back before the bank starts. With new keys it "
    "knows no card, no HSM and no PIN pad any more, and no ATM knows the bank."
)


def tell_written(what: str, summary: Summary, *, is_json: bool) -> None:
    if is_json:
        print(json.dumps(_fields(summary)))
        return
    _tell(what, summary)
    print(f"sha256 {summary.sha256}")


def tell_restored(what: str, restored: Restored, state: StateFolder, *, is_json: bool) -> None:
    summary, waiting = restored.summary, restored.restoration.waiting
    if is_json:
        more = {
            "restoration": restored.restoration.name,
            "waiting": {each.atm_id: each.acked for each in waiting},
            "kept": None if restored.kept is None else str(restored.kept),
        }
        print(json.dumps(_fields(summary) | more))
        return
    _tell(what, summary)
    print(f"the store says the same as the file, line for line ({summary.lines:,} lines)")
    print(f"sha256 {summary.sha256}")
    if restored.kept is not None:
        print(f"what was there before is kept: {restored.kept}")
    if not state.keys.is_dir() or is_new(KeyFolder(state.keys)):
        print(NO_KEYS.format(keys=state.keys))
    print()
    if not waiting:
        print("No ATM in these books can give cash yet, so nobody is waited for.")
        return
    print(
        "Nobody is served at any ATM until each of these has told the bank what these books do not "
        "know. It begins by itself, within half a minute once the bank and the ATM run:"
    )
    for each in waiting:
        print(f"  {each.atm_id}  whatever came after entry {each.acked} of its journal")
    command = f"./atm admin --state {shlex.quote(str(state.path))} restoration"
    print(f"1. Start the bank. 2. Look how far it is: {command} show")
    print(
        f"3. An ATM that cannot tell any more, two people give up: {command} waive ATM --because …"
    )
    print(LOST)


def _tell(what: str, summary: Summary) -> None:
    print(f"{what}: {', '.join(f'{count:,} {table}' for table, count in summary.counts.items())}")
    print(f"of the audit: {summary.proof:,} lines, {len(summary.findings)} findings")
    for finding in summary.findings:
        print(f"  {finding}")
    if summary.newest_ms:
        newest = datetime.fromtimestamp(summary.newest_ms / MS_PER_S).astimezone()
        print(f"their newest entry is of {newest:%Y-%m-%d %H:%M:%S %Z}")


def _fields(summary: Summary) -> dict[str, object]:
    return {
        "rows": summary.counts,
        "proof": summary.proof,
        "findings": list(summary.findings),
        "newest_ms": summary.newest_ms,
        "sha256": summary.sha256,
    }
