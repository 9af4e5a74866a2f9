"""Who did what, so far: sources, and the accounts that each of them tried or logged in to.

A pair of a source and an account *began well* if the first that is heard of it is a log-in. No
later log-in makes a pair begin well, so that nobody can wash off what he did before.
"""

from typing import TYPE_CHECKING, Callable, Dict, Optional, Tuple

from .thresholds import Thresholds
from .windows import Distinct, no_stamps

if TYPE_CHECKING:
    from .windows import Stamps

DROPPED_AT_ONCE = 2  # half of a table, so that it is sorted seldom


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


class Tables:
    """Sources, pairs and accounts, none of them beyond its bound: the least ones go first.

    Attributes:
        is_full: something was dropped. From then on no new source and no new pair of one that has
            lost pairs begins well: what was forgotten might have been a failure.
    """

    def __init__(self, limits: Thresholds, on_drop: Callable[[Source], None]) -> None:
        """on_drop: called with a source before it is forgotten."""
        self._limits = limits
        self._on_drop = on_drop
        self.sources = self._no_sources()
        self.accounts = self._no_accounts()
        self.pairs = 0
        self.is_full = False

    @staticmethod
    def _no_sources() -> Dict[str, Source]:
        return {}

    @staticmethod
    def _no_accounts() -> Dict[str, Account]:
        return {}

    def source(self, name: str) -> Source:
        source = self.sources.get(name)
        if source is None:
            if len(self.sources) >= self._limits.sources_kept:
                self._drop_sources()
            source = self.sources[name] = Source(name)
            source.has_forgotten = self.is_full
        return source

    def pair_with_login(self, source: Source, account: str, when: int) -> Pair:
        pair = self._new_pair(source, account, when, began_well=not source.has_forgotten)
        source.well += pair.began_well
        return pair

    def pair_tried(self, source: Source, account: str, when: int) -> Pair:
        pair = self._new_pair(source, account, when, began_well=False)
        source.tried += 1
        return pair

    def own_pair(self, source: Source, account: str, when: int) -> Pair:
        """Somebody who is logged in types the own password again: it says nothing of others."""
        return self._new_pair(source, account, when, began_well=True)

    def _new_pair(self, source: Source, account: str, when: int, *, began_well: bool) -> Pair:
        if self.pairs >= self._limits.pairs_kept:
            self._drop_pairs()
        pair = source.pairs[account] = Pair(
            when, began_well=began_well, is_job=began_well or source.is_usual()
        )
        self.pairs += 1
        return pair

    def account(self, name: str) -> Account:
        account = self.accounts.get(name)
        if account is None:
            if len(self.accounts) >= self._limits.accounts_kept:
                self._drop_accounts()
            account = self.accounts[name] = Account()
        return account

    def _drop_accounts(self) -> None:
        self.is_full = True
        accounts = self.accounts
        least = sorted(accounts, key=lambda each: (len(accounts[each].stamps), each))
        for name in least[: _share(self._limits.accounts_kept)]:
            del accounts[name]

    def _drop_sources(self) -> None:
        self.is_full = True
        least = sorted(self.sources.values(), key=lambda each: (each.failures, each.name))
        for source in least[: _share(self._limits.sources_kept)]:
            self._on_drop(source)
            self.pairs -= len(source.pairs)
            source.pairs.clear()
            source.spray = source.names = None
            del self.sources[source.name]

    def _drop_pairs(self) -> None:
        self.is_full = True
        least = sorted(
            (pair.failures, source.name, account)
            for source in self.sources.values()
            for account, pair in source.pairs.items()
        )
        for _, name, account in least[: _share(self._limits.pairs_kept)]:
            source = self.sources[name]
            source.well -= source.pairs.pop(account).began_well
            source.has_forgotten = True
            self.pairs -= 1


def _nothing_yet() -> "Optional[Stamps]":
    return None  # most need none


def _nobody_shown() -> Tuple[str, ...]:
    return ()


def _nobody_yet() -> Optional[Distinct]:
    return None


def _share(size: int) -> int:
    return max(1, size // DROPPED_AT_ONCE)
