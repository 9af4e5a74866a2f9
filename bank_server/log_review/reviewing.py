"""Take lines apart and tell what they prove, many thousand lines a second.

Most lines of a log are noise: they cost one match each, in one call for a block of lines. Only what
may be evidence is read further, and only that moves the time line, so that no noise can. The same
people come from the same places, so that most of it was read before and is merely looked up.
"""

from typing import Callable, Dict, Optional, Set

from . import local_messages, messages
from .connections import Connections
from .evidence import Tell
from .line_ends import BYTE_ORDER_MARK, GAP
from .lines import (
    first_stamp_of,
    has_line_over,
    is_auth,
    last_stamp_of,
    stamp_of,
    worth_reading,
)
from .meanings import ACCOUNT_EXISTS, UNREADABLE, Meaning, Said
from .reading import LINE_BYTES_MAX, TOO_LONG
from .stamps import Timeline
from .unread import (
    ALONE_BYTES_MAX,
    ENTRIES_A_LINE_MAX,
    UNREAD_BELIEVED_MAX,
    failures_in,
    further_entries,
    sampled,
)

PID_MAX = 4194304  # Linux' own limit
PID_SHORT = len(b"[999999]")  # what has its bracket within so much has no larger number
TOLD_MAX = 2000  # accounts that are remembered as told of
REMEMBERED_MAX = 4000  # messages of one kind; about 2 MB
UNPARSED_SHOWN_MAX = 0.05  # a share: more is worth a remark
UNPARSED_JUDGED_MAX = 0.5  # a share: more, and the file is something else
# What stands before a line that a power cut, an editor or a tool has moved.
_BEFORE_A_LINE = b"\0 \t" + BYTE_ORDER_MARK
_BEHIND_A_LINE = b" \t\r"

_LOCAL_READERS = {
    b"su": local_messages.su,
    b"login": local_messages.login,
    b"useradd": local_messages.new_user,
}


class _Remembered(Dict[bytes, Said]):
    """What messages say, each of which is read once as long as there is room."""

    def __init__(self, read: Callable[[bytes], Said]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, message: bytes) -> Said:
        if len(self) >= REMEMBERED_MAX:
            self.clear()
        said = self[message] = self._read(message.rstrip(_BEHIND_A_LINE))
        return said


class Tally:
    """How much was read, and what of it could not be."""

    def __init__(self) -> None:
        self.lines = 0
        self.unparsed = 0
        self.unread = 0  # failures that those may tell of
        self.gaps = 0  # where NULs stand for what was lost
        self.sampled_lines = 0
        self.sampled_entries = 0  # lines that those should be
        self.odd_processes = 0  # evidence of processes that Linux does not number so
        self.set_back_s = 0  # the furthest that a clock was set back
        self.is_auth = False
        self.first = b""
        self.last = b""

    def unparsed_share(self) -> float:
        return self.unparsed / self.lines if self.lines else 0.0

    def is_read(self) -> bool:
        """So much of it that what was found is all that there is."""
        return (
            self.unread <= UNREAD_BELIEVED_MAX
            and self.unparsed_share() <= UNPARSED_JUDGED_MAX
            and self.sampled_entries <= self.sampled_lines * ENTRIES_A_LINE_MAX
        )


class Reviewer:
    """Reads lines in the order of the log, and tells events in order of time."""

    def __init__(self, timeline: Timeline, tell: Tell) -> None:
        self.tally = Tally()
        self._timeline = timeline
        self._connections = Connections(tell)
        self._attempts = _Remembered(messages.attempted)
        self._ends = _Remembered(messages.ended)
        self._others = _Remembered(messages.said)
        self._stamp = b""
        self._when = self._nowhere()
        self._told = _nothing()

    @staticmethod
    def _nowhere() -> Optional[int]:
        return None

    def speak_to(self, connections: Connections) -> None:
        """Who is told from now on what lines say; at first its own."""
        self._connections = connections

    def feed(self, block: bytes) -> None:
        """Lines with line feeds between them. They are taken apart no further than they must be."""
        if has_line_over(block, ALONE_BYTES_MAX):
            block = b"\n".join(map(self._short, block.split(b"\n")))
        self._count(block)
        self._read(block)

    def _read(self, block: bytes) -> None:
        attempts, ends, others = self._attempts, self._ends, self._others
        for found in worth_reading(b"\n" + block):
            head, stamp, process, attempt, closed, disconnected, said, program, message, line = (
                found
            )
            if attempt:
                count, meaning = attempts[attempt]
            elif said:
                count, meaning = others[said]
            elif process:
                count, meaning = ends[closed or disconnected]
            elif head:
                process = program
                count, meaning = self._of_program(program, message)
            else:
                self._read_broken(line)
                continue
            if meaning is not None:
                self._say(stamp, process, meaning, count)

    def _short(self, line: bytes) -> bytes:
        """The line, if it can be one."""
        if len(line) > LINE_BYTES_MAX:
            return TOO_LONG
        if len(line) > ALONE_BYTES_MAX:
            self.tally.unread += further_entries(line)
        return line

    def end(self) -> None:
        """The log is over."""
        self._connections.end()
        self.tally.set_back_s = self._timeline.set_back_s

    def _of_program(self, program: bytes, message: bytes) -> Said:
        """Of another program than sshd."""
        message = message.rstrip(_BEHIND_A_LINE)
        tag = program.split(b"[", 1)[0]
        if tag == b"sudo":
            return local_messages.sudo(message)
        return 1, _LOCAL_READERS.get(tag, local_messages.pam)(message)

    def _say(self, stamp: bytes, process: bytes, meaning: Meaning, count: int) -> None:
        if meaning[0] >= ACCOUNT_EXISTS:
            if meaning[0] == UNREADABLE:
                self.tally.unread += count
                return
            if self._is_told(meaning):
                return
        if stamp != self._stamp:
            self._stamp = stamp
            self._when = self._timeline.at(stamp)
            if self._when is not None:
                self._connections.until(self._when)
        if self._when is None:
            self.tally.unparsed += 1
            return
        end = process[-PID_SHORT:]
        if (b"[" not in end or end.endswith(b"[1]")) and _is_odd(process):
            self.tally.odd_processes += 1
        self._connections.say(self._when, process, meaning, count)

    def _is_told(self, meaning: Meaning) -> bool:
        """That an account exists is worth telling once."""
        if meaning in self._told:
            return True
        if len(self._told) >= TOLD_MAX:
            self._told.clear()
        self._told.add(meaning)
        return False

    def _read_broken(self, line: bytes) -> None:
        """A disk that lost its power leaves NULs before the next line, and tools leave blanks."""
        tally = self.tally
        rest = line.lstrip(_BEFORE_A_LINE)
        if rest != line and stamp_of(rest):
            self._read(rest)
        elif not rest.strip():
            tally.lines -= 1  # an empty line
            tally.gaps += line.startswith(GAP)
        else:
            tally.unparsed += 1
            if tally.unread <= UNREAD_BELIEVED_MAX:
                tally.unread += failures_in(line)

    def _count(self, block: bytes) -> None:
        tally = self.tally
        tally.lines += block.count(b"\n") + 1
        if not tally.is_auth:
            tally.is_auth = any(map(is_auth, block.split(b"\n")))
        if not tally.first:
            tally.first = first_stamp_of(block)
        tally.last = last_stamp_of(block) or tally.last
        lines, entries = sampled(block)
        tally.sampled_lines += lines
        tally.sampled_entries += entries


def _is_odd(process: bytes) -> bool:
    """Whether Linux would not number it so: 1 is its first process, which asks for no password."""
    pid = process[process.rfind(b"[") + 1 : -1]
    return pid == b"1" or (len(pid) > 6 and pid.isdigit() and int(pid) > PID_MAX)


def _nothing() -> Set[Meaning]:
    return set()
