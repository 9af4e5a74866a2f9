"""From what a probe wrote down to gaps in the event loop, and what ran in the longest of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from bench.samples import MS_PER_S

UNNAMED: Final = "nothing of the window: another thread or process had the processor"
NAMED_SHARE_MIN: Final = 0.2  # of a gap, or its name would tell nothing


@dataclass(frozen=True, slots=True)
class Span:
    """Something that ran in the GUI thread, in seconds of the monotonic clock."""

    began: float
    ended: float
    name: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Between two ticks of the probe's timer."""

    began: float
    ended: float

    @property
    def ms(self) -> float:
        return (self.ended - self.began) * MS_PER_S


@dataclass(frozen=True, slots=True)
class Probed:
    """Attributes: first_frame: when the first frame had been drawn; 0 if none was."""

    first_frame: float
    gaps: tuple[Gap, ...]
    spans: tuple[Span, ...]

    def within(self, windows: Sequence[tuple[float, float]]) -> list[Gap]:
        """The gaps that began in one of these spans of time."""
        return [gap for gap in self.gaps if any(begin <= gap.began < end for begin, end in windows)]

    def name_of(self, gap: Gap) -> str:
        """What ran longest in it."""
        shares: dict[str, float] = {}
        for span in self.spans:
            common = min(span.ended, gap.ended) - max(span.began, gap.began)
            if common > 0:
                shares[span.name] = shares.get(span.name, 0.0) + common
        if not shares:
            return UNNAMED
        name, longest = max(shares.items(), key=lambda share: share[1])
        return name if longest >= NAMED_SHARE_MIN * (gap.ended - gap.began) else UNNAMED


def read(path: Path) -> Probed:
    """What a probe has stored."""
    found = json.loads(path.read_text(encoding="ascii"))
    return Probed(
        found["first_frame"],
        tuple(Gap(before, after) for before, after in pairwise(found["ticks"])),
        tuple(Span(began, ended, name) for began, ended, name in found["spans"]),
    )
