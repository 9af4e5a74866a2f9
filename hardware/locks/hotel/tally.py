"""What a soak counted; tallies of several processes add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """events: by name. refusals: by the lock's reason. desk_bytes: of the largest desk's file."""

    events: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    orders: Counter[str] = field(default_factory=Counter)
    desk: Counter[str] = field(default_factory=Counter)
    worst_ms: int = 0
    desk_bytes: int = 0
    violations: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.events += other.events
        self.refusals += other.refusals
        self.orders += other.orders
        self.desk += other.desk
        self.worst_ms = max(self.worst_ms, other.worst_ms)
        self.desk_bytes = max(self.desk_bytes, other.desk_bytes)
        self.violations += other.violations

    @property
    def swipes(self) -> int:
        return (
            self.events["opens to guests"] + self.events["opens to staff"] + self.refusals.total()
        )

    def shown(self) -> str:
        rows = []
        for title, counted in (
            ("", self.events),
            ("refused: ", self.refusals),
            ("orders: ", self.orders),
            ("desk asked for: ", self.desk),
        ):
            rows += [f"  {title + name:34} {count:12,}" for name, count in sorted(counted.items())]
        rows.append(f"  {'largest file of a desk, bytes':34} {self.desk_bytes:12,}")
        rows.append(f"  {'worst answer, metered ms':34} {self.worst_ms:12,}")
        return "\n".join(rows)
