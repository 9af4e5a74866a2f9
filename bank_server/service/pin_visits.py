"""From the results of PINs to what the rules judge: what is a slip, and what is not.

A *run* is what one card gets wrong at one ATM within VISIT_MS of its first wrong PIN. With a right
PIN there within that time it is a slip, as customers make them; without, it was *given up*. A slip
within NEAR_MS of a run that another card gave up, and that a rule has found, is none: so nobody who
guesses many cards hides those that he guessed right. Times count from a run's first wrong PIN, so
that one more wrong PIN never makes a slip of what was given up.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from bank_server.domain.pin_results import DAY_MS, PinResult
from bank_server.service.pin_traffic import Traffic

VISIT_MS: Final = 10 * 60_000  # three PINs and their thinking take two minutes
NEAR_MS: Final = 10 * 60_000  # who tries one card after the other is quicker
LOSS_MS: Final = DAY_MS  # a right PIN so soon after a run was given up may be the guesser's


@dataclass(slots=True, eq=False)
class Run:
    """
    Attributes:
        wrong_ms: at least one.
        right_ms: of the right PIN that made it a slip, or None.
        is_followed: a right PIN of the card came within LOSS_MS, at any ATM. One who has found a
            PIN out takes the money where he likes.
    """

    atm_id: str
    card: str
    wrong_ms: list[int]
    right_ms: int | None = None
    is_followed: bool = False

    @property
    def end_ms(self) -> int:
        return self.wrong_ms[-1] if self.right_ms is None else self.right_ms


@dataclass(slots=True)
class PinVisits:
    """Results in, in order of time; runs out. Of right PINs alone only their number is kept."""

    wrong: int = 0
    right: int = 0
    first_ms: int | None = None
    last_ms: int | None = None
    traffic: Traffic = field(default_factory=Traffic)
    _runs: list[Run] = field(default_factory=list)
    _open: dict[tuple[str, str], Run] = field(default_factory=dict)
    _of_card: dict[str, list[Run]] = field(default_factory=lambda: defaultdict(list))

    def add(self, result: PinResult) -> None:
        self.first_ms = result.at_ms if self.first_ms is None else self.first_ms
        self.last_ms = result.at_ms
        key, at_ms = (result.atm_id, result.card), result.at_ms
        run = self._open.get(key)
        if run is not None and at_ms - run.wrong_ms[0] > VISIT_MS:
            del self._open[key]
            run = None
        if result.is_right:
            self.right += 1
            self.traffic.add(*key, at_ms)
            self._add_right(key, run, at_ms)
            return
        self.wrong += 1
        if run is None:
            run = Run(*key, [])
            self._runs.append(run)
            self._of_card[result.card].append(run)
            self._open[key] = run
        run.wrong_ms.append(at_ms)

    def _add_right(self, key: tuple[str, str], run: Run | None, at_ms: int) -> None:
        if run is not None:
            run.right_ms = at_ms
            run.is_followed = True
            del self._open[key]
        for former in reversed(self._of_card.get(key[1], ())):
            if at_ms - former.wrong_ms[0] > LOSS_MS + VISIT_MS:
                return
            former.is_followed |= at_ms - former.end_ms <= LOSS_MS

    def given_up(self, now_ms: int) -> list[Run]:
        """By now, in the order of their begin."""
        return [
            run
            for run in self._runs
            if run.right_ms is None and now_ms - run.wrong_ms[0] > VISIT_MS
        ]

    def slips_near(self, found: Iterable[Run]) -> list[Run]:
        """Slips of other cards near to runs that were given up and found."""
        near = _Neighbours(found)
        return [run for run in self._runs if run.right_ms is not None and near.has_other(run)]


class _Neighbours:
    """Runs that were given up, ATM by ATM, in the order of their begin."""

    def __init__(self, given_up: Iterable[Run]) -> None:
        self._of_atm: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for run in given_up:
            self._of_atm[run.atm_id].append((run.wrong_ms[0], run.end_ms, run.card))
        for runs in self._of_atm.values():
            runs.sort()

    def has_other(self, slip: Run) -> bool:
        """Whether another card gave up there, at most NEAR_MS before or after."""
        runs = self._of_atm.get(slip.atm_id, [])
        at = bisect_left(runs, (slip.wrong_ms[0] - NEAR_MS - VISIT_MS, 0, ""))
        while at < len(runs) and runs[at][0] <= slip.end_ms + NEAR_MS:
            _, end_ms, card = runs[at]
            if card != slip.card and end_ms >= slip.wrong_ms[0] - NEAR_MS:
                return True
            at += 1
        return False
