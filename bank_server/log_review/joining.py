"""Join several logs in order of time: files that follow one another, and files that overlap.

Each machine's clock has its own time line. Where files follow one another, as those of logrotate
do, they are read as one. Where they overlap, what their lines prove is merged by its moments, a
block of each file at a time.
"""

import heapq
from collections import deque
from typing import Dict, List, NamedTuple, Optional, Tuple

from .connections import Connections
from .evidence import Tell
from .lines import last_stamp_of
from .meanings import Meaning
from .opening import CannotRead
from .reading import BLOCK_BYTES
from .reviewing import Reviewer, Tally
from .rotation import FAR, Begun
from .stamps import Stamps, Timeline

BLOCK_BYTES_MIN = 1 << 13  # of each of many files that overlap
SECOND_MAX = 4096  # different things said in one second that are looked up; more are counted again

Failure = Tuple[str, str]  # a file, and why it cannot be read
# ahead: how far the time line was before the clock.
_Said = NamedTuple(
    "_Said",
    [("when", int), ("process", bytes), ("meaning", Meaning), ("count", int), ("ahead", int)],
)


class _Waiting(Connections):
    """What the lines of one file say, until it is its turn."""

    def __init__(self, tell: Tell, host: bytes, timeline: Timeline) -> None:
        super().__init__(tell)
        self.said = deque()  # type: deque[_Said]
        self._host = host
        self._timeline = timeline

    def say(self, when: int, process: bytes, meaning: Meaning, count: int) -> None:
        # Two machines have the same process numbers, and two files of one machine the same process.
        ahead = self._timeline.ahead
        self.said.append(_Said(when, process + self._host, meaning, count, ahead))

    def until(self, when: int) -> None:
        """Only what all files have said ends a wait."""

    def end(self) -> None:
        """Nor does the end of one file."""


class _Clock:
    """The files of one machine that follow one another, and its time line."""

    def __init__(self, begun: Begun, label: bytes, timeline: Timeline, tell: Tell) -> None:
        self.host = begun.log.first_host()
        self.label = label
        self.timeline = timeline
        self.reviewer = Reviewer(timeline, tell)
        self.waiting = _Waiting(tell, label, timeline)
        self.take(begun)

    def take(self, begun: Begun) -> None:
        """The next file."""
        self.log, self.since = begun.log, begun.at
        self.blocks = begun.log.blocks()


class Join:
    """Reads all files to their ends; then `tally` says what was read, and `failed` what was not."""

    def __init__(self, begun: List[Begun], tell: Tell) -> None:
        """begun: in the order of their beginnings."""
        self.failed = []  # type: List[Failure]
        self._tell = tell
        self._connections = Connections(tell)
        self._begun = list(begun)
        self._first_host = begun[0].log.first_host() if begun else b""
        self._clocks = []  # type: List[_Clock]
        self._open = []  # type: List[_Clock]
        self._idle = []  # type: List[_Clock]
        self._turns = []  # type: List[Tuple[int, int, _Clock]]
        self._now = 0
        self._second = self._nothing()  # what was said in it: by whom, how often
        self.has_repeated = False  # files of one machine had the same lines

    @staticmethod
    def _nothing() -> Dict[Tuple[bytes, Meaning], Dict[int, int]]:
        return {}

    def read(self) -> Tally:
        """How much was read."""
        while True:
            begun = self._next_begun()
            if self._turns:
                clock = self._turns[0][2]
                said = clock.waiting.said[0]
                if begun is None or begun.at > said.when - said.ahead:
                    heapq.heappop(self._turns)
                    self._say_until(clock, begun)
                    self._go_on(clock)
                    continue
            if begun is None:
                break
            self._begun.remove(begun)
            self._go_on(self._begin(begun))
        self._connections.end()
        return self._tally()

    def _next_begun(self) -> Optional[Begun]:
        """The next file whose rotated one has been read."""
        logs = [each.log for each in self._open]
        return next((each for each in self._begun if each.after not in logs), None)

    def _begin(self, begun: Begun) -> _Clock:
        """A file goes on where an earlier one of its machine has ended, or beside those open."""
        host = begun.log.first_host()
        same = [each for each in self._idle if each.host == host or not host]
        if same:
            clock = same[-1]
            self._idle.remove(clock)
            clock.take(begun)
        else:
            ahead = self._idle[-1].timeline.ahead if self._idle else 0
            ahead = self._turns[0][2].waiting.said[0].ahead if self._turns else ahead
            label = b"" if host == self._first_host else b" " + host
            clock = _Clock(begun, label, Timeline(Stamps(begun.year), ahead), self._tell)
            self._clocks.append(clock)
        self._open.append(clock)
        for each in self._open:
            size = BLOCK_BYTES // len(self._open)
            each.log.block_bytes = max(BLOCK_BYTES_MIN, size)
        return clock

    def _go_on(self, clock: _Clock) -> None:
        """Read until it has something to say, or to its end."""
        said = clock.waiting.said
        try:
            while not said:
                block = next(clock.blocks, None)
                if block is None:
                    break
                self._feed(clock, block)
        except CannotRead as error:  # what is damaged is read as far as it goes
            self.failed.append((clock.log.name, str(error)))
        if said:
            heapq.heappush(self._turns, (said[0].when, self._clocks.index(clock), clock))
        else:
            self._open.remove(clock)
            self._idle.append(clock)

    def _feed(self, clock: _Clock, block: bytes) -> None:
        if self._is_alone(clock, block):
            clock.reviewer.speak_to(self._connections)
            clock.reviewer.feed(block)
            self._now = max(self._now, clock.timeline.last())
        else:
            clock.reviewer.speak_to(clock.waiting)
            clock.reviewer.feed(block)

    def _is_alone(self, clock: _Clock, block: bytes) -> bool:
        """Nothing of another file lies before the end of these lines."""
        if len(self._open) > 1 or clock.label or clock.timeline.last() < self._now:
            return False
        begun = self._next_begun()
        if begun is None or begun.at == FAR:
            return True
        last = last_stamp_of(block)
        since = 0 if clock.since == FAR else clock.since
        at = clock.timeline.clock(last, since) if last else None
        return at is not None and at < begun.at

    def _say_until(self, clock: _Clock, begun: Optional[Begun]) -> None:
        """All that no other file has anything before."""
        end = self._turns[0][0] if self._turns else FAR
        if begun is not None:
            end = min(end, begun.at + clock.waiting.said[0].ahead)
        said, connections = clock.waiting.said, self._connections
        first = True
        while said and (first or said[0].when <= end):
            first = False
            when, process, meaning, count, _ = said.popleft()
            if when > self._now:
                self._now = when
                self._second.clear()
                connections.until(when)
            count = self._new(clock, process, meaning, count)
            if count:
                connections.say(self._now, process, meaning, count)

    def _new(self, clock: _Clock, process: bytes, meaning: Meaning, count: int) -> int:
        """How often it was not said already by another file that has the same line."""
        if len(self._second) >= SECOND_MAX:
            self._second.clear()
        said = self._second.setdefault((process, meaning), {})
        before = max(said.values()) if said else 0
        mine = said[id(clock)] = said.get(id(clock), 0) + count
        new = max(0, mine - before)
        self.has_repeated = self.has_repeated or new < count
        return min(new, count)

    def _tally(self) -> Tally:
        """Of all files together."""
        whole = Tally()
        latest = -1
        for each in self._clocks:
            each.waiting.said.clear()
            each.reviewer.end()
            tally = each.reviewer.tally
            whole.lines += tally.lines
            whole.unparsed += tally.unparsed
            whole.odd_processes += tally.odd_processes
            whole.unread += tally.unread
            whole.gaps += tally.gaps
            whole.sampled_lines += tally.sampled_lines
            whole.sampled_entries += tally.sampled_entries
            whole.set_back_s = max(whole.set_back_s, tally.set_back_s)
            whole.is_auth = whole.is_auth or tally.is_auth
            whole.first = whole.first or tally.first
            at = each.timeline.clock(tally.last) if tally.last else None
            if at is not None and at > latest:
                latest, whole.last = at, tally.last
        return whole
