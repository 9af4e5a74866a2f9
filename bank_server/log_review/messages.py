"""What sshd says: from a message to what somebody did. A user name cannot fool it.

Each message is read from its start by a fixed grammar, and a name that a client chose reaches as
far as it can: up to the last " from HOST port N ssh2" of the line, which sshd itself wrote. sshd
cuts a name at 100 bytes, so that its own words are always there. Nothing is searched for in a line.
Sources: OpenSSH 7.2p2 auth.c, auth-pam.c, packet.c.
"""

import re
from typing import Optional, Pattern

from .addresses import source_of
from .evidence import DENIED, EXISTING, UNKNOWN
from .local_messages import pam
from .meanings import (
    ACCOUNT_EXISTS,
    CLOSED_BEFORE,
    LOGGED_IN,
    NAME_INVALID,
    PAM_SAID_NO,
    PASSWORD_FAILED,
    UNREADABLE,
    Meaning,
    Read,
    Said,
    meaning,
    text,
)
from .unread import further_entries

REPEATED_MAX = 1000000  # rsyslog writes each full hour or sooner; more than this is no log

_HOST = rb" from (\S+)"
_END = rb" port \d{1,5} ssh[12]"
_ANY_PORT = b" port 1 ssh2"

_FAILED = re.compile(
    rb"Failed (?:password|keyboard-interactive(?:/\S*)?|challenge-response)"
    rb" for (invalid user )?(.*)" + _HOST + _END,
    re.DOTALL,
)
# A name that logged in exists, so that nobody made it up; what follows a key's ssh2 was sent.
_ACCEPTED = re.compile(rb"Accepted \S+ for (.+?)" + _HOST + _END + rb"(?:: .*)?", re.DOTALL)
_INVALID = re.compile(rb"Invalid user (.*)" + _HOST + rb"(?: port \d{1,5})?", re.DOTALL)
_NOT_ALLOWED = re.compile(rb"User (.+?)(?:" + _HOST + rb")? not allowed because .*", re.DOTALL)
_PAM_SAID_NO = re.compile(
    rb"error: PAM: (?:Authentication failure|User not known to the underlying authentication module"
    rb"|Have exhausted maximum number of retries for service) for ((?:illegal|invalid) user )?(.*)"
    + _HOST,
    re.DOTALL,
)
_TOO_MANY = re.compile(
    rb"error: maximum authentication attempts exceeded for (invalid user )?(.*)"
    + _HOST
    + _END
    + rb" \[preauth\]",
    re.DOTALL,
)
_RECEIVED = re.compile(
    rb"(?:error: )?Received disconnect from (\S+)(?: port \d{1,5}:|: )\d{1,3}:.* \[preauth\]",
    re.DOTALL,
)
_CLOSED = re.compile(
    rb"(?:Connection (?:closed|reset) by|Disconnected from) (\S+)(?: port \d{1,5})? \[preauth\]"
)
_CLOSED_USER = re.compile(
    rb"(?:Connection (?:closed|reset) by|Disconnected from) (invalid|authenticating) user"
    rb" (.*) (\S+) port \d{1,5} \[preauth\]",
    re.DOTALL,
)
_REPEATED = re.compile(rb"message repeated (\d{1,9}) times: \[ (.*)\]", re.DOTALL)


def _named(pattern: "Pattern[bytes]", what: int) -> Read:
    """For grammars of: is it invalid?, name, host."""
    fullmatch = pattern.fullmatch

    def read(message: bytes) -> Optional[Meaning]:
        found = fullmatch(message)
        if not found:
            return None
        invalid, name, host = found.groups()
        return meaning(what, host, name, UNKNOWN if invalid else EXISTING)

    return read


def _accepted(message: bytes) -> Optional[Meaning]:
    found = _ACCEPTED.fullmatch(message)
    return meaning(LOGGED_IN, found.group(2), found.group(1), EXISTING) if found else None


def _invalid(message: bytes) -> Optional[Meaning]:
    found = _INVALID.fullmatch(message)
    return meaning(NAME_INVALID, found.group(2), found.group(1), UNKNOWN) if found else None


def _not_allowed(message: bytes) -> Optional[Meaning]:
    found = _NOT_ALLOWED.fullmatch(message)
    if not found:
        return None
    source = source_of(found.group(2)) if found.group(2) else ""
    return (ACCOUNT_EXISTS, source or "", text(found.group(1)), DENIED)


def _received(message: bytes) -> Optional[Meaning]:
    found = _RECEIVED.fullmatch(message)
    return meaning(CLOSED_BEFORE, found.group(1), b"", UNKNOWN) if found else None


def _closed(message: bytes) -> Optional[Meaning]:
    found = _CLOSED.fullmatch(message)
    if found:
        return meaning(CLOSED_BEFORE, found.group(1), b"", UNKNOWN)
    found = _CLOSED_USER.fullmatch(message)
    if not found:
        return None
    which, name, host = found.groups()
    return meaning(CLOSED_BEFORE, host, name, UNKNOWN if which == b"invalid" else EXISTING)


_pam_said_no = _named(_PAM_SAID_NO, PAM_SAID_NO)
_too_many = _named(_TOO_MANY, ACCOUNT_EXISTS)


def _error(message: bytes) -> Optional[Meaning]:
    if message.startswith(b"error: PAM: "):
        return _pam_said_no(message)
    if message.startswith(b"error: Received"):
        return _received(message)
    found = _too_many(message)
    if found is None or found[3] == EXISTING:
        return found
    return (NAME_INVALID, found[1], found[2], UNKNOWN)


# By a message's first words. What is not here is no evidence, or says what another line says, too:
# a failure of the methods none and publickey, input_userauth_request, Disconnecting, PAM's count of
# more failures, a session that was opened, and the noise of scanners.
_READERS = (
    (b"Failed", _named(_FAILED, PASSWORD_FAILED)),
    (b"Accepted", _accepted),
    (b"Invalid", _invalid),
    (b"User", _not_allowed),
    (b"error:", _error),
    (b"Received", _received),
    (b"Connection", _closed),
    (b"Disconnected", _closed),
    (b"pam_unix(sshd:auth):", pam),
)


_BY_FIRST_WORD = dict(_READERS)
# What begins so says that somebody failed, or it is cut or changed.
_ONLY_FAILURES = (b"Failed", b"Invalid")
_UNREADABLE = (UNREADABLE, "", "", UNKNOWN)


def said(message: bytes) -> Said:
    """What a whole message of sshd says."""
    count = 1
    repeated = _REPEATED.fullmatch(message)
    if repeated:
        count, message = min(int(repeated.group(1)), REPEATED_MAX), repeated.group(2)
    first = message.split(b" ", 1)[0]
    read = _BY_FIRST_WORD.get(first)
    found = None if read is None else read(message)
    if found is None and (first in _ONLY_FAILURES or further_entries(message)):
        found = _UNREADABLE
    return count, found


def attempted(message: bytes) -> Said:
    """A log-in that failed or not, in a message without its port, which says nothing of either."""
    return said(message + _ANY_PORT)


def ended(host: bytes) -> Said:
    """A connection that ended before anybody was logged in."""
    return 1, meaning(CLOSED_BEFORE, host, b"", UNKNOWN)
