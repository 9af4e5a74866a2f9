"""What stands on a customer's receipt, without a word of any language.

There is no field for a card number, and an account is its name and at most four characters of its
number. Source of what must be on it: US Regulation E, 12 CFR 1005.9(a).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.receipt import ReceiptFacts


@dataclass(frozen=True, slots=True)
class Receipt:
    """
    Attributes:
        at: of the transaction, in the machine's time zone.
        machine, place: its name, and where it stands; place may be empty.
    """

    facts: ReceiptFacts
    at: datetime
    machine: str
    place: str = ""
