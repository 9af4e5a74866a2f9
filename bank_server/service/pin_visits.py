"""From the results of PINs to the events that the reviewer judges: what is a slip, and what is not.

A *run* is what one card gets wrong at one ATM within VISIT_MS of its first wrong PIN. With a right
PIN there within that time it is a slip, as customers make them; without, it was *given up*. A slip
within NEAR_MS of a run that another card gave up at the same ATM is none: so nobody who guesses
many cards hides those that he guessed right. Times count from a run's first wrong PIN, so that one
more wrong PIN never makes a slip of what was given up.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from bank_server.domain.pin_results import DAY_MS, PinResult
from bank_server.log_review.evidence import EXISTING, FAILED, SUCCEEDED, Event

VISIT_MS: Final = 10 * 60_000  # three PINs and their thinking take two minutes
NEAR_MS: Final = 10 * 60_000  # who tries one card after the other is quicker
LOSS_MS: Final = DAY_MS  # a right PIN so soon after a run was given up may be the guesser's
MS_PER_S: Final = 1_000


@dataclass(slots=True)
class Run:
    """
    Attributes:
        wrong_ms: at least one.
        right_ms: of the right PIN that made it a slip, or None.
    """

    atm_id: str
    card: str
    wrong_ms: list[int]
    right_ms: int | None = None

    @property
    def end_ms(self) -> int:
        return self.wrong_ms[-1] if self.right_ms is None else self.right_ms


@dataclass(slots=True)
class PinVisits:
    """Results in, in order of time; runs and events out. Keeps nothing of right PINs alone."""

    wrong: int = 0
    right: int = 0
    first_ms: int | None = None
    last_ms: int | None = None
    _runs: list[Run] = field(default_factory=list)
    _open: dict[tuple[str, str], Run] = field(default_factory=dict)
    _of_card: dict[str, list[Run]] = field(default_factory=lambda: defaultdict(list))
    _late: list[tuple[int, Run]] = field(default_factory=list)

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
            del self._open[key]
        for former in self._of_card.get(key[1], ()):
            if former is not run and former.right_ms is None and at_ms - former.end_ms <= LOSS_MS:
                self._late.append((at_ms, former))

    def tried(self, now_ms: int) -> list[Run]:
        """Runs that were given up by now, and slips near to them; in the order of their begin."""
        given_up = [
            run
            for run in self._runs
            if run.right_ms is None and now_ms - run.wrong_ms[0] > VISIT_MS
        ]
        near = _Neighbours(given_up)
        chosen = {id(run) for run in given_up}
        return [
            run
            for run in self._runs
            if id(run) in chosen or (run.right_ms is not None and near.has_other(run))
        ]

    def events(self, tried: Iterable[Run]) -> list[Event]:
        """In order of time. What happened elsewhere to a card is told of the ATM that it was tried
        at: one who has found a PIN out takes the money where he likes."""
        events: list[Event] = []
        chosen = set()
        for run in tried:
            chosen.add(id(run))
            events += [_event(at_ms, FAILED, run) for at_ms in run.wrong_ms]
            if run.right_ms is not None:
                events.append(_event(run.right_ms, SUCCEEDED, run))
        late = [(at_ms, run) for at_ms, run in self._late if id(run) in chosen]
        events += [_event(at_ms, SUCCEEDED, run) for at_ms, run in late]
        return sorted(events)


class _Neighbours:
    """Runs that were given up, ATM by ATM."""

    def __init__(self, given_up: Iterable[Run]) -> None:
        self._of_atm: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for run in given_up:
            self._of_atm[run.atm_id].append((run.wrong_ms[0], run.end_ms, run.card))

    def has_other(self, slip: Run) -> bool:
        """Whether another card gave up there, at most NEAR_MS before or after."""
        runs = self._of_atm.get(slip.atm_id, [])  # in order of their begin, as results are
        at = bisect_left(runs, (slip.wrong_ms[0] - NEAR_MS - VISIT_MS, 0, ""))
        while at < len(runs) and runs[at][0] <= slip.end_ms + NEAR_MS:
            _, end_ms, card = runs[at]
            if card != slip.card and end_ms >= slip.wrong_ms[0] - NEAR_MS:
                return True
            at += 1
        return False


def _event(at_ms: int, kind: int, run: Run) -> Event:
    return Event(at_ms // MS_PER_S, kind, run.atm_id, run.card, 1, EXISTING)
