"""Tell the lines that may be evidence from noise, thousands in one call, and from what is no line.

One expression does it: it finds nothing in noise, so that noise costs no object. What it finds is a
line of no log's form, or one of sshd, of a local log-in, or of PAM in another service.
"""

import re
from typing import List, Match

from .stamps import STAMP

BROKEN = 1  # the last group of a line that is none
SSHD = 4
LOCAL = 6
SERVICE = 8

# Groups of what is found.
STAMP_GROUP, SSHD_PROCESS, SSHD_WORD, LOCAL_PROCESS, SERVICE_PROCESS = 2, 3, 4, 5, 7

_PID = rb"(?:\[\d{1,10}\])?"
_TAG = rb"[^\s:\[]{1,48}" + _PID
_HEADER = rb"(" + STAMP + rb") \S+ "
_BEFORE = rb"(?=.*\[preauth\]\r?\Z)"
_SSHD_WORDS = (
    rb"Failed(?= password | keyboard| challenge)|Accepted(?= )|Invalid(?= )"
    rb"|User(?= .* not allowed )|pam_unix\(sshd:auth\):(?= authentication )|message(?= repeated )"
    rb"|error:(?= PAM| maximum| Received)|(?:Received|Connection|Disconnected)" + _BEFORE
)
_EVIDENCE = re.compile(
    rb"(?!" + STAMP + rb" \S+ " + _TAG + rb":)()"  # of no log's form
    + rb"|" + _HEADER
    + rb"(?:(sshd(?:-session)?" + _PID + rb"): ?(" + _SSHD_WORDS + rb")"
    + rb"|((?:su|sudo|login|useradd)" + _PID + rb"): ?(?!pam_unix\(sudo:)()"
    + rb"|(?!sshd|systemd|CRON|sudo)(" + _TAG + rb"): ?(?=pam_unix\()())",
    re.DOTALL,
)  # fmt: skip
_WELL_FORMED = re.compile(_HEADER + _TAG + rb":")
# Whose lines say that this is a log of log-ins. CRON writes to others as well, but not as PAM.
_AUTH = re.compile(
    _HEADER
    + rb"(?:(?:sshd|sshd-session|su|sudo|login|systemd-logind|lightdm|gdm-password\]|useradd"
    + rb"|usermod|userdel|passwd|chpasswd|groupadd|polkitd|pkexec)"
    + _PID + rb":|" + _TAG + rb": ?pam_unix\()"
)  # fmt: skip


def worth_reading(lines: List[bytes]) -> "List[Match[bytes]]":
    """What may be evidence, and what is broken (lastindex is BROKEN), in their order."""
    return list(filter(None, map(_EVIDENCE.match, lines)))


def stamp_of(line: bytes) -> bytes:
    """Nothing if it is of no log's form."""
    head = _WELL_FORMED.match(line)
    return head.group(1) if head is not None else b""


def is_auth(line: bytes) -> bool:
    return _AUTH.match(line) is not None
