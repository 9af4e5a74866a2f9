"""Take lines apart and tell what they prove, many thousand lines a second.

Most lines of a log are noise: they cost one match each, in one call for a block of lines. Only what
may be evidence is read further, and only that moves the time line, so that no noise can.
"""

from typing import Callable, Iterable, List, Match, Optional, Set

from . import local_messages, messages
from .connections import Connections
from .evidence import Event
from .lines import (
    BROKEN,
    LOCAL_PROCESS,
    SERVICE_PROCESS,
    SSHD,
    SSHD_PROCESS,
    SSHD_WORD,
    STAMP_GROUP,
    is_auth,
    stamp_of,
    worth_reading,
)
from .meanings import ACCOUNT_EXISTS, Meaning
from .reading import LINE_BYTES_MAX
from .stamps import Timeline

PID_MAX = 4194304  # Linux' own limit
TOLD_MAX = 2000  # accounts that are remembered as told of
UNPARSED_SHOWN_MAX = 0.05  # a share: more is worth a remark
UNPARSED_JUDGED_MAX = 0.5  # a share: more, and the file is something else

_LOCAL_READERS = {
    b"su": local_messages.su,
    b"login": local_messages.login,
    b"useradd": local_messages.new_user,
}


class Tally:
    """How much was read, and what of it could not be."""

    def __init__(self) -> None:
        self.lines = 0
        self.unparsed = 0
        self.odd_processes = 0  # evidence of processes that Linux does not number so
        self.set_back_s = 0  # the furthest that a clock was set back
        self.is_auth = False
        self.first = b""
        self.last = b""

    def unparsed_share(self) -> float:
        return self.unparsed / self.lines if self.lines else 0.0


class Reviewer:
    """Reads lines in the order of the log, and tells events in order of time."""

    def __init__(self, timeline: Timeline, tell: Callable[[Event], None]) -> None:
        self.tally = Tally()
        self._timeline = timeline
        self._connections = Connections(tell)
        self._sshd = messages.readers()
        self._stamp = b""
        self._when = self._nowhere()
        self._told = _nothing()

    @staticmethod
    def _nowhere() -> Optional[int]:
        return None

    def speak_to(self, connections: Connections) -> None:
        """Who is told from now on what lines say; at first its own."""
        self._connections = connections

    def feed(self, lines: List[bytes]) -> None:
        """Lines without their ends."""
        self._count(lines)
        self._read(lines)

    def _read(self, lines: List[bytes]) -> None:
        for line in worth_reading(lines):
            last = line.lastindex
            if last == SSHD:
                self._read_sshd(line)
            elif last == BROKEN:
                self._read_broken(line.string)
            else:
                self._read_other(line)

    def end(self) -> None:
        """The log is over."""
        self._connections.end()
        self.tally.set_back_s = self._timeline.set_back_s

    def _read_sshd(self, line: "Match[bytes]") -> None:
        message = self._message(line, line.start(SSHD_WORD))
        count = 1
        reader = self._sshd.get(line.group(SSHD_WORD))
        if reader is None:
            count, message = messages.repeated(message)
            reader = self._sshd.get(message.split(b" ", 1)[0])
        meaning = None if reader is None else reader(message)
        if meaning is not None:
            self._say(line, line.group(SSHD_PROCESS), meaning, count)

    def _read_other(self, line: "Match[bytes]") -> None:
        process = line.group(LOCAL_PROCESS) or line.group(SERVICE_PROCESS)
        message = self._message(line, line.end())
        tag = process.split(b"[", 1)[0]
        if tag == b"sudo":
            count, meaning = local_messages.sudo(message)
        else:
            count, meaning = 1, _LOCAL_READERS.get(tag, local_messages.pam)(message)
        if meaning is not None:
            self._say(line, process, meaning, count)

    def _message(self, line: "Match[bytes]", start: int) -> bytes:
        whole = line.string
        if len(whole) > LINE_BYTES_MAX:
            self.tally.unparsed += 1
            return b""
        return whole[start:-1] if whole.endswith(b"\r") else whole[start:]

    def _say(self, line: "Match[bytes]", process: bytes, meaning: Meaning, count: int) -> None:
        if meaning[0] == ACCOUNT_EXISTS and self._is_told(meaning):
            return
        stamp = line.group(STAMP_GROUP)
        if stamp != self._stamp:
            self._stamp = stamp
            self._when = self._timeline.at(stamp)
            if self._when is not None:
                self._connections.until(self._when)
        if self._when is None:
            self.tally.unparsed += 1
            return
        pid = process[process.rfind(b"[") + 1 : -1]
        if pid == b"1" or (len(pid) > 6 and pid.isdigit() and int(pid) > PID_MAX):
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
        """A disk that lost its power leaves NULs before the next line."""
        rest = line.lstrip(b"\0")
        if rest != line and stamp_of(rest):
            self._read([rest])
        elif rest.strip() or rest != line:
            self.tally.unparsed += 1
        else:
            self.tally.lines -= 1  # an empty line

    def _count(self, lines: List[bytes]) -> None:
        tally = self.tally
        tally.lines += len(lines)
        if not tally.is_auth:
            tally.is_auth = any(map(is_auth, lines))
        if not tally.first:
            tally.first = _first_stamp(lines)
        tally.last = _first_stamp(reversed(lines)) or tally.last


def _nothing() -> Set[Meaning]:
    return set()


def _first_stamp(lines: Iterable[bytes]) -> bytes:
    return next(filter(None, map(stamp_of, lines)), b"")
