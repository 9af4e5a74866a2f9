"""Which notes came out for which transaction: as matter, seen by somebody beside the machine."""

from __future__ import annotations

from collections import Counter
from typing import Final

from hardware.emulators.image import Image
from kiosk.workbench.soak.tail import Entry

RETRACTED: Final = "retract_bin"
OUTSIDE: Final = ("customer", RETRACTED)


class NotesOut:
    """One transaction after the other: what came out between two looks belongs to the one between.

    Attributes:
        came_out, came_back: notes by transaction and canister; came_back: of these, into the bin.
        open: transactions and cash loads without a DONE.
        unowned: notes that came out while no transaction was under way.
        suspects: transactions of which the HSM itself is not certain.
        counts: the journal's entries by code.
        halted: what has stopped the machine until people have looked; empty if nothing has.
    """

    def __init__(self) -> None:
        self.came_out: dict[str, Counter[int]] = {}
        self.came_back: dict[str, Counter[int]] = {}
        self.open: dict[str, str] = {}
        self.unowned: Counter[int] = Counter()
        self.suspects: list[str] = []
        self.counts: Counter[str] = Counter()
        self.halted = ""
        self._last = ""
        self._outside: dict[str, Counter[int]] = {place: Counter() for place in OUTSIDE}

    def heard(self, entry: Entry) -> None:
        self.counts[entry.code] += 1
        match entry.code:
            case "INTENT":
                self.open[entry.txn] = entry.operation
                if entry.operation == "withdrawal":
                    self._last = entry.txn
            case "LOADING":
                self.open[entry.txn] = "load"
            case "DONE":
                self.open.pop(entry.txn, None)
            case "DISPENSE_SUSPECT":
                self.suspects.append(entry.txn)
            case "SERVICE_HALTED":
                self.halted = entry.txn or "no transaction"
            case "HALT_CLEARED":
                self.halted = ""

    def seen(self, world: Image) -> None:
        """How the notes lie now. To be called before the next transaction can begin."""
        places = world["notes"]
        assert isinstance(places, dict), "places of notes"
        for place in OUTSIDE:
            now = _counter(places[place])
            moved = now - self._outside[place]
            self._outside[place] = now
            if not self._last:
                self.unowned.update(moved)
                continue
            self.came_out.setdefault(self._last, Counter()).update(moved)
            if place == RETRACTED:
                self.came_back.setdefault(self._last, Counter()).update(moved)

    def carried_away(self, txid: str) -> Counter[int]:
        return self.came_out.get(txid, Counter()) - self.came_back.get(txid, Counter())


def _counter(counts: object) -> Counter[int]:
    assert isinstance(counts, dict), "notes by canister"
    return Counter({int(canister): count for canister, count in counts.items()})
