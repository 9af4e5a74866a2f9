"""`summary.json`: what a headless demo did and saw, with a picture for each screen passed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kiosk.workbench.customer import StepTime
from kiosk.workbench.device_memories import Note
from kiosk.workbench.stage import Shown

FORMAT: Final = 1
MS_PER_S: Final = 1000
CURRENCY: Final = "EUR"
CENTS: Final = 100

Balances = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Played:
    """One script's run.

    Attributes:
        shown_from, shown_to: which of the stage's reports are of this script.
        asked_units: whole units confirmed, one for each withdrawal.
        before, after: balance and held in minor units, by account.
        failure: why it did not come to its end, or empty.
    """

    script: str
    card: str
    steps: tuple[StepTime, ...]
    asked_units: tuple[int, ...]
    dispensed: tuple[Note, ...]
    before: Balances
    after: Balances
    shown_from: int
    shown_to: int
    ms: int
    failure: str = ""


@dataclass(slots=True)
class Summary:
    """Attributes: verdict: of the audit and of the logs; only `balanced` is good."""

    out: Path
    state: Path
    played: list[Played] = field(default_factory=list)
    verdict: str = "not audited"
    findings: list[str] = field(default_factory=list)

    @property
    def pictures(self) -> Path:
        return self.out / "pictures"

    @property
    def path(self) -> Path:
        return self.out / "summary.json"

    @property
    def is_good(self) -> bool:
        return self.verdict == "balanced" and not any(each.failure for each in self.played)

    def write(self, shown: list[Shown]) -> None:
        """shown: every report of the kiosk, in order. Pictures that are alike are kept once."""
        content = {
            "format": FORMAT,
            "state": str(self.state),
            "audit": {"verdict": self.verdict, "findings": self.findings},
            "scripts": [_script(played) for played in self.played],
            "pictures": self._gathered(shown),
        }
        self.path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")

    def _gathered(self, shown: list[Shown]) -> list[dict[str, object]]:
        events = journal_events(self.state)
        by_content: dict[str, str] = {}
        gathered: list[dict[str, object]] = []
        for place, each in enumerate(shown):
            if each.picture is None:
                continue
            path = self.pictures / each.picture
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            kept = by_content.setdefault(digest, each.picture)
            if kept != each.picture:
                path.unlink()
            gathered.append(
                {
                    "file": f"{self.pictures.name}/{kept}",
                    "screen": each.screen,
                    "notice": each.notice,
                    "time": _utc(each.time_ms),
                    "journal": {"seq": each.journal_seq, "event": events.get(each.journal_seq)},
                    "script": self._script_at(place),
                }
            )
        return gathered

    def _script_at(self, place: int) -> str | None:
        inside = (each for each in self.played if each.shown_from <= place < each.shown_to)
        return next((each.script for each in inside), None)


def _script(played: Played) -> dict[str, object]:
    return {
        "script": played.script,
        "card": played.card,
        "asked": [{"minor": units * CENTS, "currency": CURRENCY} for units in played.asked_units],
        "dispensed": [asdict(note) for note in played.dispensed],
        "balances": {"before": played.before, "after": played.after},
        "ms": played.ms,
        "steps": [asdict(step) for step in played.steps],
        "failure": played.failure or None,
    }


def journal_events(state: Path) -> dict[int, str]:
    """The journal's event codes by sequence number."""
    events: dict[int, str] = {}
    for path in sorted((state / "kiosk" / "journal").glob("EJ_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            events[entry["seq"]] = entry["ev"]
    return events


def _utc(time_ms: int) -> str:
    moment = datetime.fromtimestamp(time_ms / MS_PER_S, UTC)
    return moment.isoformat(timespec="milliseconds")
