"""Judge a stream of events: note what each says, and which rules it fires.

Within one second failures count before log-ins, whatever the order of the lines. What a log-in
excuses it excuses from its own moment on, and only if it did not come after a failure.
"""

from collections import deque
from typing import Dict, List, Sequence, Tuple

from . import rules
from .evidence import EXISTS, FAILED, NAME_TRIED, PROBED, SUCCEEDED, UNKNOWN, Event, Verdict
from .names import Counter, Known
from .pairs import Pair, Source
from .strangers import Stranger, Strangers
from .tables import Tables
from .thresholds import Thresholds
from .verdicts import Noted, verdict
from .windows import Distinct, Load, no_stamps

HELD_MAX = 4096  # events of one second; more are judged in parts
SHOWN_MAX = 8  # accounts of one source
LOCAL = "local:"


_Said = Tuple[int, int, str, str, int, int]  # an event


class Detector:
    """Events in, in order of time; a verdict out, at any time."""

    def __init__(self, thresholds: Thresholds, accounts: Sequence[str] = ()) -> None:
        """accounts: names that are known to exist, besides those that the events show."""
        self._limits = thresholds
        self._tables = Tables(thresholds, self._on_drop)
        self._known = Known()
        self._existing = set(accounts)
        for each in accounts:
            self._known.add(each)
        self._second = 0
        self._held = self._no_events()
        self._held_logins = self._no_events()
        self._site_names = Distinct()
        self._load = Load(thresholds.day_s)
        self._strangers = Strangers(thresholds)
        self._names = deque(self._nobody())
        self._fired = self._no_rules()
        self._tried_names = Counter(thresholds.names_kept)
        self._tried_accounts = Counter(thresholds.names_kept)
        self._failures = 0
        self._successes = 0

    @staticmethod
    def _no_events() -> List[_Said]:
        return []

    @staticmethod
    def _nobody() -> List[Stranger]:
        return []

    @staticmethod
    def _no_rules() -> Dict[str, int]:
        return {}

    def add(self, event: Event) -> None:
        """Events come in order of time; those of one second in any order."""
        self.tell(*event)

    def tell(self, when: int, kind: int, source: str, account: str, count: int, known: int) -> None:
        """An event by its parts."""
        if when != self._second:
            self._next_second(when)
        elif len(self._held) + len(self._held_logins) >= HELD_MAX:
            self._judge_held()
        held = self._held_logins if kind == SUCCEEDED else self._held
        held.append((when, kind, source, account, count, known))

    def _next_second(self, when: int) -> None:
        self._judge_held()
        self._second = when
        waited = when - self._limits.names_wait_s
        while self._names and self._names[0][0] < waited:
            self._judge_name()

    def _judge_held(self) -> None:
        held = self._held
        if held:  # most seconds have one event, and half of those are log-ins
            if len(held) > 1:
                held.sort()
            for when, kind, source, account, count, known in held:
                if kind == FAILED:
                    self._failures += count
                    self._tried(when, source, account, count, known)
                elif kind == NAME_TRIED:
                    self._tried(when, source, account, 0, known)
                elif kind == PROBED:
                    self._probed(when, source, count)
                elif kind == EXISTS:
                    self._shown(source, account)
            held.clear()
        for when, _, name, account, count, _ in self._held_logins:
            self._successes += count
            found = self._tables.sources.get(name)
            pair = None if found is None else found.pairs.get(account)
            if pair is None or not pair.began_well or pair.stamps is not None:
                self._logged_in(when, name, account, count)  # seldom: most never failed
        self._held_logins.clear()

    def _shown(self, name: str, account: str) -> None:
        self._exists(account)
        source = self._tables.sources.get(name)
        if source is not None and len(source.shown) < SHOWN_MAX and account not in source.shown:
            source.shown += (account,)

    def _exists(self, account: str) -> None:
        existing = self._existing
        if account not in existing and len(existing) < self._limits.names_kept:
            existing.add(account)

    def _logged_in(self, when: int, name: str, account: str, count: int) -> None:
        self._exists(account)
        source = self._tables.source(name)
        pair = source.pairs.get(account)
        if pair is None:
            pair = self._tables.pair_with_login(source, account, when)
            if pair.began_well:
                self._known.add(account)
        elif pair.stamps is not None:
            pair.late_logins += count
            if pair.is_fired and when - pair.stamps[-1] <= self._limits.burst_s:
                pair.is_breach = True

    def _probed(self, when: int, name: str, count: int) -> None:
        source = self._tables.source(name)
        if source.is_probing or source.is_usual():
            return
        if rules.is_probing(source, when, count, self._limits):
            source.is_probing = True
            self._fire("R7", when)

    def _tried(self, when: int, name: str, account: str, count: int, known: int) -> None:
        """A password, or a name alone (count 0)."""
        source = self._tables.source(name)
        pair = source.pairs.get(account)
        if pair is None:
            pair = self._first_try(when, source, account, known)
        if known == UNKNOWN:
            pair.is_refused = True
        else:
            self._exists(account)
        if count:
            source.failures += count
            self._failed(source, pair, when, count)
            if rules.note_pressed(source, account, pair, when, self._limits):
                self._fire("R2", when)
        if pair.began_well:
            return
        if count:
            self._failed_by_stranger(when, source, account, count)
        if pair.is_refused:
            self._names.append((when, source, account, pair))
            if len(self._names) > self._limits.names_waiting:
                self._judge_name()

    def _first_try(self, when: int, source: Source, account: str, known: int) -> Pair:
        if source.name == LOCAL + account.lower():
            return self._tables.own_pair(source, account, when)
        pair = self._tables.pair_tried(source, account, when)
        pair.is_refused = known == UNKNOWN
        self._strangers.add((when, source, account, pair))
        (self._tried_names if known == UNKNOWN else self._tried_accounts).add(account)
        return pair

    def _judge_name(self) -> None:
        """R3: the first of the refused names that wait."""
        limits = self._limits
        when, source, account, pair = self._names.popleft()
        pair.is_slip = self._known.has_near(account)
        if pair.is_slip:
            return
        rules.note_name(source, account, when, limits)
        if source.is_usual():
            return
        everywhere = self._site_names.add(account, when, limits.day_s, limits.site_names)
        if everywhere >= limits.site_names:
            self._fire("R3", when)

    def _failed(self, source: Source, pair: Pair, when: int, count: int) -> None:
        limits = self._limits
        if pair.stamps is None:
            pair.stamps = no_stamps()
            pair.first = pair.run_began = when
        pair.failures += count
        if pair.is_job:
            if pair.began_well or source.is_usual():
                pair.note_phase(when, count, limits)
            else:
                pair.is_job = False
        counted = min(count, limits.owner_day)
        for _ in range(counted):
            pair.stamps.append(when)
        dropped = pair.stamps[: max(0, len(pair.stamps) - limits.owner_day)]
        if dropped:
            del pair.stamps[: len(dropped)]
        if not pair.is_fired and rules.is_burst(pair, limits):
            pair.is_fired = True
            self._fire("R1", when)
        self._load.add(when, counted)
        for each in dropped:
            self._load.take(each)
        if self._load.total >= limits.site_day:
            self._fire("R9", when)

    def _failed_by_stranger(self, when: int, source: Source, account: str, count: int) -> None:
        """By a source and to an account that did not begin with a log-in."""
        limits = self._limits
        rules.note_spray(source, account, when, limits)
        if rules.is_system(source, account, when, count, limits) and not source.is_system:
            source.is_system = True
            self._fire("R6", when)
        if source.is_usual():
            return
        tried = self._tables.account(account)
        if not tried.is_fired and rules.is_focus(tried, source, when, count, limits):
            tried.is_fired = True
            self._fire("R4", when)

    def _fire(self, rule: str, when: int) -> None:
        self._fired.setdefault(rule, when)

    def _on_drop(self, source: Source) -> None:
        """A source is about to be forgotten; what it has fired stands."""
        for rule, when in rules.of_source(source, self._limits):
            self._fire(rule, when)

    def verdict(self) -> Verdict:
        """What is known by now."""
        self._judge_held()
        while self._names:
            self._judge_name()
        return verdict(
            Noted(
                self._fired,
                self._tables,
                self._strangers,
                self._existing,
                self._tried_accounts,
                self._tried_names,
                self._failures,
                self._successes,
                self._limits,
            )
        )
