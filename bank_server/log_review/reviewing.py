"""Take lines apart and tell what they prove, many thousand lines a second.

Most lines of a log are noise. They cost one match of the header and one look at their tag: no
object, no time of day. Only lines that may be evidence move the time line, so that no noise can.
"""

import re
from typing import Callable, Iterable, List, Match, Optional

from . import local_messages, messages
from .connections import Connections
from .evidence import Event
from .meanings import Meaning, Read
from .reading import LINE_BYTES_MAX
from .stamps import STAMP, Timeline

PID_MAX = 4194304  # Linux' own limit
UNPARSED_SHOWN_MAX = 0.05  # a share: more is worth a remark
UNPARSED_JUDGED_MAX = 0.5  # a share: more, and the file is something else

_HEADER = re.compile(rb"(" + STAMP + rb") \S+ (([^\s:\[]{1,48})(?:\[(\d{1,10})\])?): ?(\S*)")
_SSHD = (b"sshd", b"sshd-session")
_NOISE = frozenset(
    b"CRON cron systemd systemd-logind polkitd dbus-daemon dbus kernel pkexec anacron".split()
)
# Whose lines say that this is a log of log-ins. CRON writes to others as well, but not as PAM.
_AUTH = frozenset(
    b"sshd sshd-session su sudo login systemd-logind lightdm gdm-password] useradd usermod userdel"
    b" passwd chpasswd groupadd polkitd pkexec".split()
)
_PAM_WORD = b"pam_unix("
_READERS = {
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
        self.set_back_s = 0  # the furthest that a clock was set back, or that logs overlap
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
        self._sshd[b"message"] = local_messages.pam  # a place holder: see _inner
        self._stamp = b""
        self._when = self._nowhere()

    def feed(self, lines: List[bytes]) -> None:
        """Lines without their ends."""
        match = _HEADER.match
        sshd = self._sshd
        for line in lines:
            head = match(line)
            if head is None:
                self._without_header(line)
                continue
            tag = head.group(3)
            if tag in _SSHD:
                reader = sshd.get(head.group(5))
                if reader is not None:
                    self._read(line, head, reader)
            elif tag not in _NOISE:
                self._read_other(line, head, tag)
        self._count(lines)

    @staticmethod
    def _nowhere() -> Optional[int]:
        return None

    def end(self) -> None:
        """The log is over."""
        self._connections.end()
        self.tally.set_back_s = self._timeline.set_back_s

    def _read(self, line: bytes, head: "Match[bytes]", reader: Read) -> None:
        if len(line) > LINE_BYTES_MAX:
            self.tally.unparsed += 1
            return
        message = line[head.start(5) :]
        if message.endswith(b"\r"):
            message = message[:-1]
        count = 1
        if message.startswith(b"message repeated "):
            count, message = messages.repeated(message)
            inner = self._sshd.get(message.split(b" ", 1)[0])
            if inner is None:
                return
            reader = inner
        meaning = reader(message)
        if meaning is not None:
            self._say(head, meaning, count)

    def _read_other(self, line: bytes, head: "Match[bytes]", tag: bytes) -> None:
        if tag == b"sudo":
            count, meaning = local_messages.sudo(line[head.start(5) :].rstrip(b"\r"))
            if meaning is not None:
                self._say(head, meaning, count)
            return
        reader = _READERS.get(tag)
        if reader is None and head.group(5).startswith(_PAM_WORD):
            reader = local_messages.pam
        if reader is not None:
            self._read(line, head, reader)

    def _say(self, head: "Match[bytes]", meaning: Meaning, count: int) -> None:
        stamp, process, _, pid, _ = head.groups()
        if stamp != self._stamp:
            self._stamp = stamp
            self._when = self._timeline.at(stamp)
            if self._when is not None:
                self._connections.until(self._when)
        if self._when is None:
            self.tally.unparsed += 1
            return
        if pid is not None and not 1 < int(pid) <= PID_MAX:
            self.tally.odd_processes += 1
        self._connections.say(self._when, process, meaning, count)

    def _without_header(self, line: bytes) -> None:
        """A disk that lost its power leaves NULs before the next line."""
        rest = line.lstrip(b"\0")
        if rest != line and _HEADER.match(rest):
            self.tally.lines -= 1  # it is counted when it is fed
            self.feed([rest])
        elif rest.strip() or rest != line:
            self.tally.unparsed += 1
        else:
            self.tally.lines -= 1  # an empty line

    def _count(self, lines: List[bytes]) -> None:
        tally = self.tally
        tally.lines += len(lines)
        if not tally.is_auth:
            tally.is_auth = any(map(_is_auth, lines))
        if not tally.first:
            tally.first = _first_stamp(lines)
        tally.last = _first_stamp(reversed(lines)) or tally.last


def _is_auth(line: bytes) -> bool:
    head = _HEADER.match(line)
    return head is not None and (head.group(3) in _AUTH or head.group(5).startswith(_PAM_WORD))


def _first_stamp(lines: Iterable[bytes]) -> bytes:
    heads = (_HEADER.match(line) for line in lines)
    return next((head.group(1) for head in heads if head is not None), b"")
