"""One round over real processes that brings out every entry of the journal's catalogue.

Withdrawals that go well and badly, wrong cards and PINs, a link that is cut, a customer who falls
asleep, staff at their menu, a kiosk that is killed, people who look, and half a year that passes in
a moment.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from kiosk.journal.events import EVENTS
from kiosk.workbench import round_troubles as troubles
from kiosk.workbench import round_visits as visits
from kiosk.workbench.round_desk import RoundDesk
from kiosk.workbench.round_door import service_door
from kiosk.workbench.round_envelopes import envelopes, transfer
from kiosk.workbench.round_receipts import receipts
from kiosk.workbench.round_staff import staff

NOTES_PER_CANISTER: Final = 60

Deed = Callable[[RoundDesk], None]


def unreached(desk: RoundDesk) -> list[str]:
    """Reachable entries that the round did not bring out, by name; and unknown ones that it did."""
    found = desk.codes()
    return [
        *(f"never written: {code}" for code in EVENTS if not found[code]),
        *(f"not in the catalogue: {code}" for code in sorted(found.keys() - EVENTS.keys())),
    ]


def doubt(desk: RoundDesk) -> str:
    """The txid of the transaction that nobody can be certain of; empty before that deed."""
    for path in sorted(desk.journal.glob("EJ_*.jsonl"), reverse=True):
        for line in path.read_bytes().splitlines():
            if b'"ev":"DISPENSE_SUSPECT"' in line:
                return str(json.loads(line)["d"]["txid"])
    return ""


def is_of_the_doubt(finding: str, txid: str) -> bool:
    """What an auditor must say of it: it is in doubt, and so is where its notes are."""
    return finding == f"unfinished: transaction {txid} is in-doubt" or finding.startswith(
        "notes: canister 1: "
    )


DEEDS: Final[tuple[tuple[str, Deed], ...]] = (
    ("an amount that no notes make, and a torn note", visits.cash_with_bad_notes),
    ("a customer who falls asleep", visits.sleepy_customer),
    ("a customer who cancels", visits.cancelling_customer),
    ("receipts: one taken, one jammed, one not wanted", receipts),
    ("a new PIN", visits.new_pin),
    ("a new PIN, and the line is cut", visits.new_pin_in_doubt),
    ("three wrong PINs", visits.stopped_card),
    ("a card without a number", visits.card_without_a_number),
    ("the operator's key, a door, a cable", troubles.operator),
    ("a transfer", transfer),
    ("envelopes", envelopes),
    ("cancelled while a slow bank approves", visits.late_approval),
    ("no cash at all", visits.no_cash_at_all),
    ("forgotten cash", visits.forgotten_cash),
    ("staff at the menu", staff),
    ("a day without a bank", troubles.day_without_a_bank),
    ("a bank that was restored from a backup", troubles.restored_bank),
    ("killed while notes are counted", troubles.killed_while_counting),
    ("notes that nobody can tell of", troubles.notes_in_doubt),
    ("a lock at the service door", service_door),
    ("half a year", troubles.half_a_year),
    ("an opened PIN pad", troubles.opened_pad),
)
