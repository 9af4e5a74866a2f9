"""Who did what, so far: sources, and the accounts that each of them tried or logged in to.

A pair of a source and an account *began well* if the first that is heard of it is a log-in. No
later log-in makes a pair begin well, so that nobody can wash off what he did before.
"""

from typing import TYPE_CHECKING, Dict, Optional, Tuple

from .thresholds import Thresholds
from .windows import Distinct, no_stamps

if TYPE_CHECKING:
    from .windows import Stamps


class Pair:
    """A source and an account.

    Attributes:
        began_well: the first that is heard of the two is a log-in.
        is_refused: the host does not know the name, or does not let it in.
        late_logins: log-ins after the first failure.
        since: when the first was heard of the two.
        first: the moment of the first failure; -1 without.
        phase: where in the period of a job its failures fall: lowest, highest, beside the first.
        is_job: all of its failures so far may be one job's, of somebody whose source was usual
            before the first of them.
        is_pressed: failed so often that it is more than slips.
        is_breach: a log-in came amidst failures that had fired a rule.
        is_slip: a name that the host refuses, and that is near to a known one.
    """

    __slots__ = (
        "began_well",
        "failures",
        "first",
        "is_breach",
        "is_fired",
        "is_job",
        "is_pressed",
        "is_refused",
        "is_slip",
        "late_logins",
        "phase_high",
        "phase_low",
        "run",
        "run_began",
        "since",
        "stamps",
    )

    def __init__(self, since: int, *, began_well: bool, is_job: bool) -> None:
        self.began_well = began_well
        self.since = since
        self.failures = 0
        self.first = -1
        self.is_breach = False
        self.is_fired = False
        self.is_pressed = False
        self.is_refused = False
        self.is_slip = False
        self.late_logins = 0
        self.is_job = is_job
        self.phase_low = 0
        self.phase_high = 0
        self.run = 0
        self.run_began = 0
        self.stamps = _nothing_yet()

    def note_phase(self, when: int, count: int, limits: Thresholds) -> None:
        """Whether this failure, too, falls into a job's minute."""
        period = limits.job_period_s
        phase = (when - self.first + period // 2) % period - period // 2
        self.phase_low = min(self.phase_low, phase)
        self.phase_high = max(self.phase_high, phase)
        if when - self.run_began > limits.job_spread_s:
            self.run_began = when
            self.run = 0
        self.run += count
        if self.phase_high - self.phase_low > limits.job_spread_s or self.run > limits.job_tries:
            self.is_job = False


class Source:
    """A source and its pairs.

    Attributes:
        well: accounts whose pairs with it began well.
        tried: accounts whose pairs with it did not.
        shown: accounts that a line proved to exist when the source asked for them; a few.
        pressed_at: when several of its pairs were pressed at once; -1 if they never were.
        has_forgotten: pairs of it are no longer kept, so that no pair can begin well any more.
    """

    __slots__ = (
        "failures",
        "has_forgotten",
        "is_probing",
        "is_system",
        "name",
        "names",
        "names_at",
        "names_most",
        "pairs",
        "pressed_at",
        "pressed_day",
        "pressed_hour",
        "probes",
        "shown",
        "spray",
        "spray_at",
        "spray_most",
        "system",
        "tried",
        "well",
    )

    def __init__(self, name: str) -> None:
        self.name = name
        self.pairs = self._no_pairs()
        self.failures = 0
        self.shown = _nobody_shown()
        self.well = 0
        self.tried = 0
        self.has_forgotten = False
        self.spray = _nobody_yet()
        self.spray_most = 0
        self.spray_at = 0
        self.pressed_hour = _nobody_yet()
        self.pressed_day = _nobody_yet()
        self.pressed_at = -1
        self.names = _nobody_yet()
        self.names_most = 0
        self.names_at = 0
        self.system = _nothing_yet()
        self.is_system = False
        self.probes = _nothing_yet()
        self.is_probing = False

    @staticmethod
    def _no_pairs() -> Dict[str, Pair]:
        return {}

    def is_usual(self) -> bool:
        """Somebody is known to log in from here, and not only to try."""
        return self.well > 0 and self.well >= self.tried


class Account:
    """An account as strangers try it from several sources.

    Attributes:
        sources: the last ones, each with its last moment.
    """

    __slots__ = ("is_fired", "sources", "stamps")

    def __init__(self) -> None:
        self.sources = Distinct()
        self.stamps = no_stamps()
        self.is_fired = False


def _nothing_yet() -> "Optional[Stamps]":
    return None  # most need none


def _nobody_shown() -> Tuple[str, ...]:
    return ()


def _nobody_yet() -> Optional[Distinct]:
    return None
