"""Tell the lines that may be evidence from noise, a block in one call, and from what is no line.

One expression does it. It finds nothing in noise, so that noise costs no object, and takes the
frequent messages apart at once, without what differs from one connection to the next, so that
whoever reads them can remember what they said.
"""

import re
from typing import List, Tuple

from .stamps import STAMP

# What is found of a line; what it does not have is empty.
#   head: stamp and host; empty where the line is of no log's form.
#   stamp, process: the latter as `program[pid]`.
#   attempt: sshd's "Failed ... from HOST" or "Accepted ... from HOST", without the port.
#   closed, disconnected: the host of a connection that ended before anybody was logged in.
#   said: any other message of sshd.
#   program, message: of a local log-in, or of PAM in another service; `program[pid]`.
#   broken: the line, where it is of no log's form.
Found = Tuple[bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes]

# What Python's expressions do slowly is avoided where it is asked of each line: a repeated or
# optional group where an alternative will do; `\S` and `[^\s:\[]`, which ask several questions of
# each byte, where ranges are one look into a table.
_STAMP = rb"(?:[A-Z][a-z][a-z] [ \d]\d \d\d:\d\d:\d\d|" + STAMP + rb")"  # the usual form first
_HEADER = rb"(" + _STAMP + rb") [\x00-\x08\x0e-\x1f!-\xff]+ "
_NAME = rb"[\x00-\x08\x0e-\x1f!-9;-Z\\-\xff]{1,48}"
_PID = rb"(?:\[\d{1,10}\]|)"
_TAG = _NAME + rb"(?::|\[\d{1,10}\]:)"
_END = rb"$"
_PORT = rb" port \d{1,5} ssh[12]" + _END
# Other forms of these messages are in _SAID, as a name with a blank, or what is sent with a key.
_ATTEMPT = (
    rb"(Failed (?=password |keyboard|challenge)[^\n]*(?=" + _PORT + rb")"
    rb"|Accepted \S+ for \S+ from \S+(?=" + _PORT + rb"))"
)
_ENDED = (
    rb"(?=[CDR][^\n]*\[preauth\]" + _END + rb")"
    rb"(?:(?:Connection (?:closed|reset) by|Disconnected from) (\S+) (?:port \d{1,5} |)\[preauth\]"
    + _END
    + rb"|Received disconnect from (\S+)(?: port \d{1,5}:|: )\d{1,3}:[^\n]* \[preauth\]"
    + _END
    + rb")"
)
_SAID = (
    rb"((?:Accepted |Failed (?=password |keyboard|challenge)|Invalid "
    rb"|User (?=[^\n]* not allowed )"
    rb"|pam_unix\(sshd:auth\): (?=authentication )"
    rb"|message (?=repeated )|error: (?=PAM|maximum|Received))[^\n]*"
    rb"|(?:Connection|Disconnected|Received) [^\n]*\[preauth\][^\n]*)"
)
_SSHD = (
    rb"(?=s)(sshd(?:-session|)" + _PID + rb"): ?"
    rb"(?:" + _ATTEMPT + rb"|" + _ENDED + rb"|" + _SAID + rb")"
)  # fmt: skip
_OTHER = (
    rb"(?!sshd|systemd|CRON)"
    rb"(?:(?=(?:su|sudo|login|useradd)" + _PID + rb":(?! ?pam_unix\(sudo:))"
    rb"|(?!sudo)(?=" + _TAG + rb" ?pam_unix\())"
    rb"(" + _NAME + _PID + rb"): ?([^\n]*)"
)
# The head is read once, and then stands there again as it is.
_EVIDENCE = re.compile(
    rb"\n(?=(" + _HEADER + rb")(?=" + _TAG + rb")|)"
    rb"(?(1)\1(?:" + _SSHD + rb"|" + _OTHER + rb")|([^\n]*))",
    re.MULTILINE,
)
_WELL_FORMED = re.compile(_HEADER + _TAG)
# Whose lines say that this is a log of log-ins. CRON writes to others as well, but not as PAM.
_AUTH = re.compile(
    _HEADER
    + rb"(?:(?:sshd|sshd-session|su|sudo|login|systemd-logind|lightdm|gdm-password\]|useradd"
    rb"|usermod|userdel|passwd|chpasswd|groupadd|polkitd|pkexec)"
    + _PID + rb":|" + _TAG + rb" ?pam_unix\()"
)  # fmt: skip


def worth_reading(block: bytes) -> "List[Found]":
    """What may be evidence, and what is broken, in their order.

    block: lines with a line feed before each.
    """
    return _EVIDENCE.findall(block)


def stamp_of(line: bytes) -> bytes:
    """Nothing if it is of no log's form."""
    head = _WELL_FORMED.match(line)
    return head.group(1) if head is not None else b""


def first_stamp_of(block: bytes) -> bytes:
    return next(filter(None, map(stamp_of, block.split(b"\n"))), b"")


def last_stamp_of(block: bytes) -> bytes:
    """From its end, where it nearly always is in the last line."""
    end = len(block)
    while end >= 0:
        begin = block.rfind(b"\n", 0, end)
        stamp = stamp_of(block[begin + 1 : end])
        if stamp:
            return stamp
        end = begin
    return b""


def has_line_over(block: bytes, size: int) -> bool:
    """Looks only at as many line feeds as a block has lines of that size."""
    at = 0
    while len(block) - at > size:
        end = block.rfind(b"\n", at, at + size + 1)
        if end < 0:
            return True
        at = end + 1
    return False


def is_auth(line: bytes) -> bool:
    return _AUTH.match(line) is not None
