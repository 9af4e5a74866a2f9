"""Count an attempt once that several lines tell of, and keep what only the end of a wait decides.

sshd tells of a wrong password twice or three times: pam_unix, perhaps the challenge by PAM, and its
own "Failed". Its own words count at once, where a challenge and a "Failed" of one process are one.
pam_unix waits, by process, for WAIT_S: it counts if the process said less itself, and not if the
same user was let in by another module of PAM. Where PAM asks, pam_unix speaks in a child of sshd,
another process: of that child only what is more than sshd's challenges of the same source and
account counts, and not if sshd let them in meanwhile: another module of PAM, as that of LDAP, knew
the password; of a wrong one sshd itself says so. A connection's early end, which up to three lines
tell of, waits as well; it is told whatever was tried before it, as nobody's further tries may take
away what he has done. What had to wait is told with the moment at which its wait ended, so that
events stay in order.

PAM names a source by its address or by its DNS name, and sshd's other words by its address. A name
is the address that the same process said, or that an earlier one did.
"""

from collections import Counter, OrderedDict
from typing import Dict, Tuple

from .evidence import EXISTS, FAILED, NAME_TRIED, PROBED, SUCCEEDED, Tell
from .hosts import Challenges, Hosts, is_name
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
from .processes import NO_COUNTS, NO_HOSTS, WAIT_S, Process, Whom, no_counts, no_hosts

WAITING_MAX = 8000  # what waits, in all, about 6 MB; beyond it the oldest is told early
GRACE_S = 120  # sshd's LoginGraceTime: nothing before a log-in lasts longer
LET_IN_MAX = 64  # accounts that one process let in; sshd's lets in one
NEVER = 1 << 62  # later than any moment


def _nobody_let_in() -> Dict[bytes, Tuple[Meaning, ...]]:
    return {}


def _no_log_ins() -> Dict[Tuple[str, str], int]:
    return {}


class Connections:
    """Turns what lines say into events."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._processes = OrderedDict()  # type: OrderedDict[bytes, Process]
        self._just_let_in = _nobody_let_in()  # in this second, by processes that said no more
        self._hosts = Hosts()
        self._challenges = Challenges(WAITING_MAX)
        self._nameless = Counter()  # type: Counter[str]
        self._log_ins = _no_log_ins()  # when last, of a source and an account
        self._waiting = 0
        self._next_end = NEVER  # no wait ends before this

    def say(self, when: int, process: bytes, meaning: Meaning, count: int) -> None:
        """Something that a line says. In order of time, and after until(when)."""
        what, source, account, known = meaning
        entry = self._processes.get(process)
        if what == LOGGED_IN and entry is None:  # the most frequent by far
            self._tell_log_in(when, meaning, count)
            if process not in self._just_let_in and len(self._just_let_in) < WAITING_MAX:
                self._just_let_in[process] = (meaning,)
            else:
                self._let_in(process, meaning)
            return
        if what in (NAME_INVALID, ACCOUNT_EXISTS):
            kind = NAME_TRIED if what == NAME_INVALID else EXISTS
            self._tell(when, kind, source, account, count, known)
            return
        if entry is None:
            entry = self._begin(when, process)
        elif when - entry.since <= GRACE_S and process.startswith(b"sshd"):
            self._wait_on(process, entry, when)
        if what == CLOSED_BEFORE:
            self._closed(when, entry, (source, account, known))
        elif what == PASSWORD_FAILED:
            self._failed(when, entry, meaning, count)
        elif what == LOGGED_IN:
            self._logged_in(when, entry, meaning, count)
        elif what == PAM_SAID_NO:
            self._challenged(when, entry, meaning, count)
        else:
            assert what == PAM_FAILED
            self._wait(when, entry, (source, account, known), count)
        if self._waiting > WAITING_MAX:
            self._end_first(when)

    def _begin(self, when: int, process: bytes) -> Process:
        entry = self._processes[process] = Process(when)
        self._waiting += 1
        if len(self._processes) == 1:
            self._next_end = entry.until
        if process in self._just_let_in:
            let_in = self._just_let_in[process]
            _, source, _, _ = let_in[-1]
            entry.address = "" if is_name(source) else source
            entry.let_in = frozenset(account for _, _, account, _ in let_in)
        return entry

    def _let_in(self, process: bytes, meaning: Meaning) -> None:
        """PAM speaks before sshd lets somebody in, if only by the order of one second's lines.

        This is of a process that has let in another in the same second, or of one of very many.
        """
        just_let_in = self._just_let_in
        if len(just_let_in) >= WAITING_MAX:
            just_let_in.clear()
        before = just_let_in.get(process, ())
        if len(before) < LET_IN_MAX:
            just_let_in[process] = (*before, meaning)

    def _wait_on(self, process: bytes, entry: Process, when: int) -> None:
        """It still asks: what belongs together is not cut by the end of a wait."""
        if entry.until == when + WAIT_S:
            return
        entry.until = when + WAIT_S
        self._processes.move_to_end(process)
        self._next_end = next(iter(self._processes.values())).until

    def _failed(self, when: int, entry: Process, meaning: Meaning, count: int) -> None:
        """Its own "Failed"."""
        _, source, account, known = meaning
        self._has_address(when, entry, source)
        entry.failed += count
        count = min(count, entry.failed - entry.challenged)
        if count > 0:
            self._tell(when, FAILED, source, account, count, known)

    def _logged_in(self, when: int, entry: Process, meaning: Meaning, count: int) -> None:
        """Its own "Accepted"."""
        _, source, account, _ = meaning
        self._has_address(when, entry, source)
        self._tell_log_in(when, meaning, count)
        if len(entry.let_in) < LET_IN_MAX:
            entry.let_in |= {account}

    def _tell_log_in(self, when: int, meaning: Meaning, count: int) -> None:
        """A failure of the same account that still lacks its address may be this source's own.

        So that no log-in from there is the first that is heard of the two.
        """
        _, source, account, known = meaning
        if len(self._log_ins) >= WAITING_MAX:
            self._log_ins.clear()
        self._log_ins[source, account] = when
        if account in self._nameless:
            self._tell(when, NAME_TRIED, source, account, 1, known)
        self._tell(when, SUCCEEDED, source, account, count, known)

    def _challenged(self, when: int, entry: Process, meaning: Meaning, count: int) -> None:
        """Its own word of its question by PAM; whose address may be said a moment later."""
        _, source, account, known = meaning
        self._challenges.add(when, source, account, count, known)
        if is_name(source):
            address = entry.address or self._hosts.address_of(source)
            if not address:
                self._count(entry, "named", (source, account, known), count)
                self._nameless[account] += count
                return
            self._hosts.tie(source, address)
            source = address
        else:
            self._has_address(when, entry, source)
        self._tell_challenge(when, entry, (source, account, known), count)

    def _tell_challenge(self, when: int, entry: Process, whom: Whom, count: int) -> None:
        """Unless its "Failed" has told of it already."""
        entry.challenged += count
        count = min(count, entry.challenged - entry.failed)
        if count > 0:
            source, account, known = whom
            self._tell(when, FAILED, source, account, count, known)

    def _has_address(self, when: int, entry: Process, source: str) -> None:
        """The process has said an address: its names are no longer needed."""
        if source == entry.address and not entry.names:
            return  # as nearly always
        if is_name(source):
            return
        entry.address = source
        for name in entry.names:
            self._hosts.tie(name, source)
        entry.names = NO_HOSTS
        if entry.named:
            self._tell_named(when, entry)

    def _tell_named(self, when: int, entry: Process) -> None:
        counts, entry.named = entry.named, NO_COUNTS
        self._waiting -= len(counts)
        for name, account, known in sorted(counts):
            source = entry.address or self._hosts.address_of(name) or name
            count = counts[name, account, known]
            self._nameless[account] -= count
            if not self._nameless[account]:
                del self._nameless[account]
            self._tell_challenge(when, entry, (source, account, known), count)

    def _closed(self, when: int, entry: Process, whom: Whom) -> None:
        entry.closed = max(entry.closed, whom) if entry.closed else whom
        self._has_address(when, entry, whom[0])

    def _wait(self, when: int, entry: Process, whom: Whom, count: int) -> None:
        """What pam_unix said."""
        self._count(entry, "pam", whom, count)
        if not is_name(whom[0]):
            self._has_address(when, entry, whom[0])
        elif entry.address:
            self._hosts.tie(whom[0], entry.address)

    def _count(self, entry: Process, of: str, whom: Whom, count: int) -> None:
        counts = getattr(entry, of)
        if not counts:
            counts = no_counts()
            setattr(entry, of, counts)
        if whom not in counts:
            self._waiting += 1
        counts[whom] = counts.get(whom, 0) + count
        if not entry.address and is_name(whom[0]):
            entry.names = entry.names or no_hosts()
            entry.names[whom[0]] = None

    def until(self, when: int) -> None:
        """Tell what has waited long enough before `when`: the next second begins."""
        if self._just_let_in:
            self._just_let_in.clear()
        while self._next_end < when:
            self._end_first(self._next_end)

    def end(self) -> None:
        """The log is over: nothing can come any more."""
        while self._processes:
            self._end_first(self._next_end)

    def _end_first(self, when: int) -> None:
        _, entry = self._processes.popitem(last=False)
        self._waiting -= 1 + len(entry.pam)
        self._next_end = next(iter(self._processes.values())).until if self._processes else NEVER
        if entry.named:
            self._tell_named(when, entry)
        if entry.pam:
            self._tell_the_rest(when, entry)
        if entry.closed:
            source, account, known = entry.closed
            self._tell(when, PROBED, source, account, 1, known)

    def _tell_the_rest(self, when: int, entry: Process) -> None:
        """Attempts that PAM told of and the service itself did not."""
        said = max(entry.failed, entry.challenged)
        is_child = not said and not entry.let_in
        for whom in sorted(entry.pam):
            source, account, known = whom
            left = entry.pam[whom] - (account in entry.let_in)
            said, left = max(0, said - left), max(0, left - said)
            if is_child:
                left -= self._challenges.take(entry.since - WAIT_S, source, account, left)
                left -= left > 0 and self._was_let_in(entry, source, account)
            if left:
                if is_name(source):
                    source = entry.address or self._hosts.address_of(source) or source
                self._tell(when, FAILED, source, account, left, known)

    def _was_let_in(self, entry: Process, source: str, account: str) -> bool:
        """By sshd, since this child of it has asked: each log-in answers for one child."""
        whom = (self._hosts.address_of(source) or source, account)
        if self._log_ins.get(whom, -1) < entry.since:
            return False
        del self._log_ins[whom]
        return True
