"""What a soak has done, in figures and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.workbench.soak.blows import PROCESSES
from kiosk.workbench.soak.striker import Struck


@dataclass(slots=True)
class Tally:
    """
    Attributes:
        kills: by process. at: blows by the journal's last entry at that moment.
        both: blows that fell on two processes at once.
        loads: fillings of all canisters that were begun. halts: people let the machine go on.
    """

    visits: Counter[str] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
    at: Counter[str] = field(default_factory=Counter)
    both: int = 0
    planned: int = 0
    loads: int = 0
    halts: int = 0
    seconds: float = 0.0

    @property
    def killed(self) -> int:
        return self.kills.total()

    def struck(self, blow: Struck) -> None:
        self.kills.update(blow.targets)
        self.at[blow.state] += 1
        self.both += len(blow.targets) > 1
        self.planned += blow.is_planned

    def table(self, entries: Counter[str]) -> Iterator[str]:
        """entries: the journal's, by code."""
        wanted = ", ".join(f"{count} {want}" for want, count in sorted(self.visits.items()))
        yield f"{'visits':<32}{self.visits.total():>7}   {wanted}"
        yield _row("withdrawals begun", entries["CMD"])
        yield _row("with cash taken", entries["CASH_TAKEN"])
        yield _row("cash drawn in again", entries["CASH_RETRACTED"])
        yield _row("settled", entries["SETTLEMENT_CONFIRMED"])
        yield _row("transfers", entries["TRANSFER_DONE"])
        yield _row("envelopes approved", entries["DEPOSIT_APPROVED"])
        yield _row("  taken in", entries["DEPOSIT_INSERTED"])
        yield _row("  in doubt", entries["DEPOSIT_FAIL"])
        yield _row("receipts printed", entries["RECEIPT_PRINTED"])
        yield _row("  failed", entries["RECEIPT_FAIL"])
        yield _row("recoveries", entries["RECOVERY_DECISION"])
        yield _row("fillings of the canisters", self.loads)
        yield _row("halts that people ended", self.halts)
        yield _row("kills", self.killed)
        for name in PROCESSES:
            yield _row(f"  of the {name}", self.kills[name])
        yield _row("  of two at once", self.both)
        yield _row("  right after a chosen entry", self.planned)
        for state, count in sorted(self.at.items(), key=lambda each: (-each[1], each[0])):
            yield _row(f"  last entry {state}", count)
        yield _row("seconds", round(self.seconds))


def _row(words: str, count: int) -> str:
    return f"{words:<32}{count:>7}"
