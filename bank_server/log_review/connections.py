"""Count an attempt once that several lines tell of, and keep what only the end of a wait decides.

sshd tells of a wrong password twice or three times: pam_unix, perhaps the challenge by PAM, and its
own "Failed". Its own word counts at once. The others wait, by process, for WAIT_S: they count if
the process said less itself, and not if the same user was let in by another module of PAM. So does
a connection's early end, which up to three lines tell of; it is told whatever was tried before it,
as nobody's further tries may take away what he has done. What had to wait is told with the moment
at which its wait ended, so that events stay in order.
"""

from collections import OrderedDict
from typing import Callable, Dict, FrozenSet, Optional, Tuple

from .evidence import EXISTS, FAILED, NAME_TRIED, PROBED, SUCCEEDED, Event
from .meanings import (
    ACCOUNT_EXISTS,
    CLOSED_BEFORE,
    LOGGED_IN,
    NAME_INVALID,
    PAM_FAILED,
    PAM_SAID_NO,
    PASSWORD_FAILED,
    Meaning,
)

WAIT_S = 30  # pam_unix waits 2 s before sshd hears of it; a DNS that does not answer takes 20
WAITING_MAX = 8000  # what waits, in all, about 6 MB; beyond it the oldest is told early
LET_IN_MAX = 64  # accounts that one process let in; sshd's lets in one

_AT_ONCE = {
    PASSWORD_FAILED: FAILED,
    LOGGED_IN: SUCCEEDED,
    NAME_INVALID: NAME_TRIED,
    ACCOUNT_EXISTS: EXISTS,
}
Whom = Tuple[str, str, int]  # source, account, what is known of it
Counts = Dict[Whom, int]


class _Process:
    """What a process has said within its wait."""

    __slots__ = ("challenged", "closed", "failed", "let_in", "pam", "until")

    def __init__(self, until: int) -> None:
        self.until = until
        self.failed = 0
        self.pam = _NO_COUNTS
        self.challenged = _NO_COUNTS
        self.closed = _NOBODY
        self.let_in = _NO_NAMES


def _no_counts() -> Counts:
    return {}


def _nobody() -> Optional[Whom]:
    return None


def _no_names() -> FrozenSet[str]:
    return frozenset()


def _nobody_let_in() -> Dict[bytes, FrozenSet[str]]:
    return {}


# Most processes say one thing, and there are many of them: nothing is made before it is needed.
_NO_COUNTS = _no_counts()
_NOBODY = _nobody()
_NO_NAMES = _no_names()


class Connections:
    """Turns what lines say into events."""

    def __init__(self, tell: Callable[[Event], None]) -> None:
        self._tell = tell
        self._processes = OrderedDict()  # type: OrderedDict[bytes, _Process]
        self._just_let_in = _nobody_let_in()  # in this second, by processes that said no more
        self._waiting = 0
        self._next_end = 0  # no wait ends before this

    def say(self, when: int, process: bytes, meaning: Meaning, count: int) -> None:
        """Something that a line says. In order of time, and after until(when)."""
        what, source, account, known = meaning
        kind = _AT_ONCE.get(what)
        if kind is not None:
            self._tell(Event(when, kind, source, account, count, known))
            if kind != FAILED and kind != SUCCEEDED:
                return
        entry = self._processes.get(process)
        if entry is None:
            if kind == SUCCEEDED:
                self._let_in(process, account)
                return
            entry = self._processes[process] = _Process(when + WAIT_S)
            entry.let_in = self._just_let_in.get(process, _NO_NAMES)
            self._waiting += 1
            if len(self._processes) == 1:
                self._next_end = entry.until
        if kind == FAILED:
            entry.failed += count
        elif kind == SUCCEEDED:
            if len(entry.let_in) < LET_IN_MAX:
                entry.let_in |= {account}
        else:
            self._wait(entry, what, (source, account, known), count)
        if self._waiting > WAITING_MAX:
            self._end_first(when)

    def _let_in(self, process: bytes, account: str) -> None:
        """PAM speaks before sshd lets somebody in, if only by the order of one second's lines."""
        if len(self._just_let_in) >= WAITING_MAX:
            self._just_let_in.clear()
        before = self._just_let_in.get(process, _NO_NAMES)
        if len(before) < LET_IN_MAX:
            self._just_let_in[process] = before | {account}

    def _wait(self, entry: _Process, what: int, whom: Whom, count: int) -> None:
        if what == CLOSED_BEFORE:
            entry.closed = max(entry.closed, whom) if entry.closed else whom
            return
        if what == PAM_FAILED:
            counts = entry.pam = entry.pam or {}
        else:
            assert what == PAM_SAID_NO
            counts = entry.challenged = entry.challenged or {}
        if whom not in counts:
            self._waiting += 1
        counts[whom] = counts.get(whom, 0) + count

    def until(self, when: int) -> None:
        """Tell what has waited long enough before `when`: the next second begins."""
        self._just_let_in.clear()
        while self._processes and self._next_end < when:
            self._end_first(self._next_end)

    def end(self) -> None:
        """The log is over: nothing can come any more."""
        while self._processes:
            self._end_first(self._next_end)

    def _end_first(self, when: int) -> None:
        _, entry = self._processes.popitem(last=False)
        self._waiting -= 1 + len(entry.pam) + len(entry.challenged)
        self._next_end = next(iter(self._processes.values())).until if self._processes else 0
        if entry.pam or entry.challenged:
            self._tell_the_rest(when, entry)
        if entry.closed:
            source, account, known = entry.closed
            self._tell(Event(when, PROBED, source, account, 1, known))

    def _tell_the_rest(self, when: int, entry: _Process) -> None:
        """Attempts that PAM told of and the service itself did not."""
        counts = max(entry.challenged, entry.pam, key=lambda each: sum(each.values()))
        said = entry.failed
        for whom in sorted(counts):
            source, account, known = whom
            left = counts[whom] - (account in entry.let_in)
            said, left = max(0, said - left), max(0, left - said)
            if left:
                self._tell(Event(when, FAILED, source, account, left, known))
