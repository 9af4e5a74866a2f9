"""The words of a slip of balancing, in the machine's own language; the values are English."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from kiosk.domain.maintenance.balancing_causes import Likely
from kiosk.domain.maintenance.balancing_slip import SlipKind


class SlipPhrase(StrEnum):
    """Labels of what stands side by side are short: two and their numbers share a line."""

    TRIAL = "Balancing: trial"
    CLOSE = "Balancing: close"
    AGAIN = "Balancing: close, printed again"
    PERIOD = "Period"
    SINCE = "Since"
    CANISTER = "Canister"
    START = "Start"
    ADDED = "Added"
    REMOVED = "Taken out"
    PRESENTED = "Paid out"
    REJECTED = "Rejected"
    TESTED = "Tests"
    UNKNOWN = "In doubt"
    EXPECTED = "Expected"
    COUNTED = "Counted"
    DIFFERENCE = "Difference"
    REJECT_BIN = "Reject bin"
    RETRACT_BIN = "Retract bin"
    COUNT_IT = "count it"
    DISPENSED = "Paid out in all"
    MACHINE_DIFFERENCE = "Machine's difference"
    BALANCED = "no difference"
    HOST_DIFFERENCE = "Bank against machine"
    BANK_DIFFERENCE = "Counted against bank's books"
    BANK_AWAY = "no answer yet"
    ENVELOPES = "Envelopes taken in"
    CAUSES = "Look at:"
    SUSPECT = "Over: a payment in doubt"
    PARTIAL = "Short: a fault when picking"
    SWAPPED = "Swapped canisters?"
    IN_BIN = "Short: look in the reject bin"
    JOURNAL = "Journal and dispenser differ"
    HOST = "Waiting for the bank"
    OVER = "Over: count again"
    AUDIT = "Short: to audit"
    BIN = "Bin: count again"
    COUNTED_BY = "By"
    JOURNAL_ENTRY = "Journal entry"
    HASH = "Its hash begins"


TITLES: Final = {
    SlipKind.TRIAL: SlipPhrase.TRIAL,
    SlipKind.CLOSE: SlipPhrase.CLOSE,
    SlipKind.AGAIN: SlipPhrase.AGAIN,
}
LIKELY: Final = {each: SlipPhrase[each.name] for each in Likely}
