"""One line of a result and how it is written: for people as text, for tools as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from bench.samples import Samples

NOT_MEASURED: Final = "not measured"
LABEL_WIDTH: Final = 46

Json = dict[str, "Json"] | list["Json"] | str | int | float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """
    Attributes:
        samples: None if it could not be measured here; `note` then says why.
        ratio: to the peer named by `peer`, measured in the same run.
        goal: at most this, in the unit of the samples, or of the ratio if `goal_is_ratio`.
        goal_is_least: at least this, where more is better.
        is_context: known from elsewhere; never a result of this run.
    """

    label: str
    unit: str
    samples: Samples | None
    peer: str = ""
    ratio: float | None = None
    goal: float | None = None
    goal_is_ratio: bool = False
    note: str = ""
    is_context: bool = False
    goal_is_least: bool = False

    def text(self) -> str:
        parts = [f"  {self.label:{LABEL_WIDTH}}", self._measured()]
        if self.peer and self.ratio is None:
            parts.append(f"; beside {self.peer}: {NOT_MEASURED}")
        elif self.peer:
            parts.append(f"; {self.ratio:.2f} x {self.peer}")
        if self.goal is not None:
            bound = "at least" if self.goal_is_least else "at most"
            parts.append(f"; goal {bound} {self.goal:g}{' x' if self.goal_is_ratio else ''}")
        if self.note:
            parts.append(f"; {self.note}")
        return "".join(parts)

    def json(self) -> Json:
        samples = self.samples
        return {
            "label": self.label,
            "unit": self.unit,
            "n": samples.n if samples else 0,
            "median": samples.median if samples else None,
            "p95": samples.p95 if samples else None,
            "p99": samples.p99 if samples else None,
            "peer": self.peer or None,
            "ratio": self.ratio,
            "goal": self.goal,
            "goal_is": None if self.goal is None else "ratio" if self.goal_is_ratio else "median",
            "goal_is_least": self.goal_is_least,
            "note": self.note or None,
        }

    def _measured(self) -> str:
        if self.samples is None:
            return "context" if self.is_context else NOT_MEASURED
        if self.samples.n == 1:
            return f"{self.samples.median:.1f} {self.unit}"
        return (
            f"median {self.samples.median:.1f} {self.unit}, p99 {self.samples.p99:.1f}, "
            f"n {self.samples.n}"
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What one measurement found."""

    name: str
    about: str
    figures: tuple[Figure, ...]
    remarks: tuple[str, ...] = field(default=())

    def text(self) -> str:
        lines = [f"{self.name}: {self.about}"]
        lines += [figure.text() for figure in self.figures]
        lines += [f"  {remark}" for remark in self.remarks]
        return "\n".join(lines)

    def json(self) -> Json:
        return {
            "name": self.name,
            "about": self.about,
            "figures": [figure.json() for figure in self.figures],
            "remarks": list(self.remarks),
        }


def beside(
    label: str,
    unit: str,
    samples: Samples,
    peer: str,
    other: Samples | None,
    *,
    goal_ratio: float | None = None,
    note: str = "",
) -> Figure:
    """A figure with its ratio to a peer; a peer that is missing, or took nothing, has none."""
    ratio = None if other is None else samples.ratio_to(other)
    if other is not None and ratio is None:
        note = f"{other.median:.1f} {unit} for {peer}; {note}".removesuffix("; ")
        peer = ""
    is_goal = goal_ratio is not None
    return Figure(label, unit, samples, peer, ratio, goal_ratio, is_goal, note)


def all_json(reports: Sequence[Report], circumstances: Json) -> Json:
    return {"circumstances": circumstances, "reports": [report.json() for report in reports]}
