"""From a new screen to the first frame that draws it, beside a bare window that changes a word."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Final

from bench import frames_seen
from bench.figures import Figure, Report, beside
from bench.frames_seen import Drawn, FramesSeen
from bench.plan import Plan
from bench.room import Room
from bench.samples import MS_PER_S, Samples
from bench.windows import watched

BARE: Final = ("bench.bare_window", "changing")
PEER: Final = "a bare window that changes a word"
GOAL_MS: Final = 100.0  # what comes sooner is felt as coming at once
SLOWEST: Final = 3


def screens(room: Room, plan: Plan) -> Report:
    starting: list[Drawn] = []
    ours: list[Drawn] = []
    bare: list[Drawn] = []
    overtaken = 0
    for _ in range(plan.shown_starts):
        kiosk, peer, first_visit = _watched(room, plan)
        for each in kiosk.drawn:
            (ours if each.change.began >= first_visit else starting).append(each)
        bare += peer.drawn[1:]  # whose first word is as late as any first frame
        overtaken += len(kiosk.changes) - len(kiosk.drawn)
    return report(starting, ours, bare, overtaken)


def report(starting: list[Drawn], ours: list[Drawn], bare: list[Drawn], overtaken: int) -> Report:
    """
    starting: before the first visit, while nobody is there yet and pages are still being built.
    overtaken: changes without a frame of their own, as the next one came before it.
    """
    new = [each for each in ours if each.change.is_new_screen]
    first = [each for each in new if each.is_first]
    later = [each for each in new if not each.is_first]
    within = [each for each in ours if not each.change.is_new_screen]
    peer = _ms(bare)
    total = len(starting) + len(ours) + overtaken
    slowest = sorted(new, key=lambda each: each.ms, reverse=True)[:SLOWEST]
    return Report(
        "screens",
        "from a screen being set to the end of the first frame that draws it, visits by hand",
        (
            *_figures("a screen's first time", first, peer),
            *_figures("a screen's later times", later, peer),
            _against("within a screen: a digit, a sum", _ms(within), peer),
            _against(
                "all new screens, from the core's word",
                Samples.of(each.ms_from_word for each in new) if new else None,
                peer,
                note="with the way to the window, and what holds for the page before it",
            ),
            _against("coming into service, before any visit", _ms(starting), peer),
            Figure("the bare window", "ms", peer),
        ),
        (
            *(
                f"{each.ms:6.1f} ms: {each.change.name}, {_times(each)}, "
                f"{_set_ms(each):.1f} of it until it was set"
                for each in slowest
            ),
            f"{overtaken} of {total} changes were overtaken before their frame",
        ),
    )


def _figures(label: str, drawn: list[Drawn], peer: Samples | None) -> tuple[Figure, ...]:
    samples = _ms(drawn)
    whole = _against(label, samples, peer)
    if samples is None or peer is None:
        return (whole,)
    p99 = Figure(
        f"{label}, p99",
        "ms",
        Samples.of([samples.p99]),
        "the bare window's p99",
        samples.p99 / peer.p99,
        GOAL_MS,
    )
    return whole, p99


def _against(
    label: str, samples: Samples | None, peer: Samples | None, *, note: str = ""
) -> Figure:
    if samples is None:
        return Figure(label, "ms", None, note="none was drawn")
    return beside(label, "ms", samples, PEER, peer, note=note)


def _ms(drawn: Iterable[Drawn]) -> Samples | None:
    values = tuple(each.ms for each in drawn)
    return Samples(values) if values else None


def _times(drawn: Drawn) -> str:
    return "first time" if drawn.is_first else "again"


def _set_ms(drawn: Drawn) -> float:
    return (drawn.change.ended - drawn.change.began) * MS_PER_S


def _watched(room: Room, plan: Plan) -> tuple[FramesSeen, FramesSeen, float]:
    """The kiosk and the bare window, at the same time; and when the first visit began."""
    with (
        watched(BARE, room.state / "bare.log", room.state / "bare.json") as bare,
        room.shown_kiosk(look_s=plan.look_s, key_s=plan.key_s) as shown,
    ):
        bare.wait_for_frame()
        time.sleep(plan.settle_s)  # the start is not what is measured
        first_visit = time.monotonic()
        for _ in range(plan.shown_rounds):
            shown.visit()
    return frames_seen.read(shown.out), frames_seen.read(bare.stored()), first_visit
