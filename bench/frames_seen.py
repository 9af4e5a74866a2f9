"""From what a frame watch wrote down to screen changes that were drawn, and gaps between frames."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.gaps import Gap
from bench.samples import MS_PER_S

Window = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """From its layout to the end of its drawing, in seconds of the monotonic clock."""

    began: float
    ended: float


@dataclass(frozen=True, slots=True)
class Change:
    """
    Attributes:
        is_new_screen: another screen than before, and not another figure on the same one.
        said: when it was asked for, in whatever thread.
        began, ended: while the window's own thread set it.
    """

    name: str
    is_new_screen: bool
    said: float
    began: float
    ended: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A change with the first frame that shows it."""

    change: Change
    frame: Frame
    is_first: bool  # time that this window shows this screen

    @property
    def ms(self) -> float:
        """From the moment it was set."""
        return (self.frame.ended - self.change.began) * MS_PER_S

    @property
    def ms_from_word(self) -> float:
        """From the moment it was asked for."""
        return (self.frame.ended - self.change.said) * MS_PER_S


@dataclass(frozen=True, slots=True)
class FramesSeen:
    """Attributes: settled: when a page had come to rest."""

    frames: tuple[Frame, ...]
    changes: tuple[Change, ...]
    settled: tuple[float, ...]

    @property
    def drawn(self) -> list[Drawn]:
        """Changes with their frames. One that the next change overtook was never drawn."""
        found: list[Drawn] = []
        names: set[str] = set()
        begins = [frame.began for frame in self.frames]
        ends = [change.began for change in self.changes[1:]] + [float("inf")]
        for change, next_change in zip(self.changes, ends, strict=False):
            at = bisect_left(begins, change.ended)
            if at < len(begins) and begins[at] < next_change:
                found.append(Drawn(change, self.frames[at], change.name not in names))
                names.add(change.name)
        return found

    @property
    def transitions(self) -> list[Window]:
        """From the first frame of a new screen until its page has come to rest.

        A page that went before that, or that did not move, has none.
        """
        screens = [each for each in self.drawn if each.change.is_new_screen]
        nexts = [each.change.began for each in screens[1:]] + [float("inf")]
        windows: list[Window] = []
        for each, next_screen in zip(screens, nexts, strict=False):
            at = bisect_left(self.settled, each.frame.ended)
            if at < len(self.settled) and self.settled[at] < next_screen:
                windows.append((each.frame.ended, self.settled[at]))
        return windows

    def gaps(self, windows: Sequence[Window]) -> list[Gap]:
        """Between frames that both ended in one of these spans of time."""
        return [
            Gap(before.ended, after.ended)
            for before, after in pairwise(self.frames)
            if any(begin <= before.ended and after.ended <= end for begin, end in windows)
        ]


def read(path: Path) -> FramesSeen:
    """What a frame watch has stored."""
    found = json.loads(path.read_text(encoding="ascii"))
    return FramesSeen(
        tuple(Frame(began, ended) for began, ended in found["frames"]),
        tuple(Change(*fields) for fields in found["changes"]),
        tuple(found["settled"]),
    )
