"""Who did it, and to whom: the numbers and sentences of a verdict, from the tables at its end.

The verdict stands by then. These are estimates: who failed a few times and then logged in is not
counted among the tried ones, unless his source did little else.
"""

from typing import AbstractSet, Callable, Dict, List, Set, Tuple

from . import rules
from .pairs import Account, Pair, Source
from .thresholds import DAY_S, Thresholds

SLIPS_MAX = 5  # failures before a log-in that are still one person's slips
SENTENCES_MAX = 40
NAMED_MAX = 8  # accounts in one sentence
SHARED = 4  # accounts that began well: an address behind which are more than one home's

InFlood = Callable[[int], bool]


class Findings:
    """Filled source by source."""

    def __init__(
        self,
        fired: AbstractSet[str],
        accounts: Dict[str, Account],
        in_flood: InFlood,
        exists: Callable[[str], bool],
        limits: Thresholds,
    ) -> None:
        self._fired = fired
        self._accounts = accounts
        self._in_flood = in_flood
        self._exists = exists
        self._limits = limits
        self.users = self._nobody()
        self.invalid_names = self._nobody()
        self.breached = self._nobody()
        self.sources = 0
        self.attempts = 0
        self.top = ""
        self._top_attempts = -1
        self.has_job = False
        self.evidence = self._no_sentences()

    @staticmethod
    def _nobody() -> Set[str]:
        return set()

    @staticmethod
    def _no_sentences() -> List[str]:
        return []

    def look_at(self, source: Source) -> None:
        fired = [rule for rule, _ in rules.of_source(source, self._limits)]
        fired += ["R1"] if any(each.is_fired for each in source.pairs.values()) else []
        attempts = 0
        tried = []  # type: List[str]
        is_part = bool(fired)
        for account, pair in source.pairs.items():
            self.has_job |= self._is_job(pair)
            if self._is_tried(source, account, pair, fired):
                is_part = True
                attempts += pair.failures
                if self._exists(account):  # a name that nobody has may be somebody's password
                    tried.append(account)
                self._count(source, account, pair)
        if not is_part:
            return
        self.sources += 1
        self.users.update(each for each in source.shown if each not in source.pairs)
        self.attempts += attempts
        if (attempts, source.name) > (self._top_attempts, self.top):
            self.top, self._top_attempts = source.name, attempts
        if fired and len(self.evidence) < SENTENCES_MAX:
            self.evidence.append(self._sentence(source, fired, attempts) + _named(tried))

    def _is_job(self, pair: Pair) -> bool:
        """So many failures that only their regularity excuses them."""
        return (
            pair.is_job
            and not pair.is_fired
            and pair.stamps is not None
            and len(pair.stamps) >= self._limits.owner_day
        )

    def _is_tried(self, source: Source, account: str, pair: Pair, fired: List[str]) -> bool:
        is_strange = not source.is_usual()
        is_spray = rules.is_spray(source, self._limits)
        if pair.is_fired or (pair.is_pressed and source.pressed_at >= 0):
            return True
        if pair.began_well or (not pair.failures and not pair.is_refused):
            return self._is_hidden(pair)
        if is_strange and fired:
            return True
        if pair.late_logins and pair.failures <= SLIPS_MAX:
            return False
        if is_spray and source.spray_at - DAY_S <= pair.since <= source.spray_at:
            return True
        if "R3" in fired and pair.is_refused and not pair.is_slip:
            return True
        if not is_strange:
            return self._is_hidden(pair)
        if "R3" in self._fired and pair.is_refused and not pair.is_slip:
            return True
        tried = self._accounts.get(account)
        if tried is not None and tried.is_fired:
            return True
        return not pair.is_slip and self._in_flood(pair.since)

    def _is_hidden(self, pair: Pair) -> bool:
        """Behind those who belong there: only the whole day's failures have shown it."""
        return self._fired == {"R9"} and pair.failures > SLIPS_MAX

    def _count(self, source: Source, account: str, pair: Pair) -> None:
        (self.users if self._exists(account) else self.invalid_names).add(account)
        is_known_here = pair.began_well or source.well >= SHARED
        if pair.is_breach or (pair.late_logins and not is_known_here):
            self.breached.add(account)

    def _sentence(self, source: Source, fired: List[str], attempts: int) -> str:
        parts = ["{} failures by {}".format(attempts, source.name)]
        burst = [(each.failures, name) for name, each in source.pairs.items() if each.is_fired]
        if burst:
            failures, name = max(burst)
            parts.append("R1: {} on account {}".format(failures, name))
        pressed = sum(each.is_pressed for each in source.pairs.values())
        if source.pressed_at >= 0:
            parts.append("R2: {} accounts tried so often that it is no slip".format(pressed))
        if rules.is_spray(source, self._limits):
            told = "R2: {} accounts within a day, where {} began with a log-in"
            parts.append(told.format(source.spray_most, source.well))
        if "R3" in fired:
            parts.append("R3: {} refused names within a day".format(source.names_most))
        if "R6" in fired:
            parts.append("R6: {} or more on system accounts".format(self._limits.system))
        if "R7" in fired:
            told = "R7: {} connections closed before a log-in within {} s"
            parts.append(told.format(self._limits.probes, self._limits.probes_s))
        return "; ".join(parts)


def _named(tried: List[str]) -> str:
    """Whom it concerns, for those who ask for the evidence."""
    if not tried:
        return ""
    more = len(tried) - NAMED_MAX
    names = ", ".join('"{}"'.format(each) for each in sorted(tried)[:NAMED_MAX])
    return "; tried: " + names + (" and {} more".format(more) if more > 0 else "")


def site_sentences(
    fired: AbstractSet[str], accounts: Dict[str, Account], limits: Thresholds
) -> List[str]:
    """What no source shows by itself."""
    focused = sorted(name for name, each in accounts.items() if each.is_fired)
    told = "R4: account {} was tried by {} strange sources or more, {} times or more, within a day"
    sentences = [
        told.format(name, limits.focus_sources, limits.focus) for name in focused[:SENTENCES_MAX]
    ]
    if "R3" in fired:
        told = "R3: from one source, or {} refused names or more within a day from everywhere"
        sentences.append(told.format(limits.site_names))
    if "R5" in fired:
        told = "R5: more strangers tried accounts than {:g} a day, by more than {:g}"
        sentences.append(told.format(limits.wave_per_day, limits.wave))
    if "R9" in fired:
        sentences.append("R9: {} failures or more within a day".format(limits.site_day))
    return sentences


def flood_of(floods: List[Tuple[int, int]]) -> InFlood:
    def within(when: int) -> bool:
        return any(begin <= when <= end for begin, end in floods)

    return within
