"""What moved without notes, as somebody beside the machine saw it: transfers, and envelopes.

Whose envelope it is and what lies in it, whoever put it in knows; the journal only tells by which
text on it the bank knows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hardware.emulators.image import Image
from kiosk.workbench.soak.tail import Entry
from kiosk.workbench.soak.wishes import Want, Wish

TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class Slip:
    """account: the name of the one that it was meant for. minor: what really lies in it."""

    account: str
    minor: int


@dataclass(frozen=True, slots=True)
class Moved:
    """What somebody asked for: names of accounts, and minor units."""

    source: str
    target: str
    minor: int


class Cashless:
    """One visit after the other: an envelope that is new belongs to the last one.

    Attributes:
        slips: by the text on the envelope.
        numbers: by that text, the number that the slot gave it, for each envelope that has it.
        waiting: texts of envelopes that people have taken out and not opened yet.
        txids: by that text, as the journal has it.
        transfers: by txid. ends: by txid, what the journal's DONE says of any transaction.
        is_doubted: the slot is to be looked at.
    """

    def __init__(self, accounts: Mapping[str, tuple[str, ...]]) -> None:
        """accounts: their names by card, in its order."""
        self._accounts = accounts
        self.slips: dict[str, Slip] = {}
        self.numbers: dict[str, set[int]] = {}
        self.waiting: set[str] = set()
        self.txids: dict[str, str] = {}
        self.transfers: dict[str, Moved] = {}
        self.ends: dict[str, str] = {}
        self.is_doubted = False

    def heard(self, entry: Entry, wish: Wish | None) -> None:
        """wish: of whoever is there."""
        match entry.code:
            case "INTENT" if entry.operation == TRANSFER and wish is not None:
                source, target = self._both(wish)
                self.transfers[entry.txn] = Moved(source, target, wish.minor)
            case "DEPOSIT_APPROVED":
                self.txids[entry.reference] = entry.txn
            case "DEPOSIT_FAIL":
                self.is_doubted = True
            case "DONE":
                self.ends[entry.txn] = entry.state

    def seen(self, world: Image, wish: Wish | None) -> None:
        """Where envelopes lie now. wish: of whoever came last; before the next one comes."""
        for number, text in envelopes_in(world):
            if text not in self.slips and wish is not None and wish.want is Want.ENVELOPE:
                self.slips[text] = Slip(self._both(wish)[0], wish.inside)
            self.numbers.setdefault(text, set()).add(number)

    def taken_out(self, world: Image) -> None:
        """All that there were, by somebody with the key."""
        self.waiting |= {text for _, text in envelopes_in(world)}
        self.is_doubted = False

    def inside(self, text: str) -> int:
        """What people find: nothing where there is no such envelope."""
        return self.slips[text].minor if text in self.slips and text in self.numbers else 0

    def _both(self, wish: Wish) -> tuple[str, str]:
        """The account that was meant first, and the other one, if there is one."""
        names = self._accounts[wish.card]
        first = wish.which % len(names)
        return names[first], names[first - 1]


def envelopes_in(world: Image) -> list[tuple[int, str]]:
    """Number and text of each that is in the machine."""
    works = world["envelopes"]
    assert isinstance(works, dict), "envelopes by place"
    fallen = works["bin"]
    assert isinstance(fallen, list), "those in the bin"
    found = []
    for each in (*fallen, works["moving"]):
        match each:
            case {"number": int(number), "text": str(text)}:
                found.append((number, text))
    return found
