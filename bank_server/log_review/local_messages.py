"""What PAM and the machine's own log-ins say: pam_unix, su, sudo, login, and new accounts.

Grammars are anchored as those of sshd are. Sources: Linux-PAM 1.1.8 pam_unix; shadow 4.2 login, su
and useradd; sudo 1.8.16.
"""

import re
from typing import Match, Optional

from .evidence import EXISTING, UNKNOWN
from .meanings import (
    ACCOUNT_EXISTS,
    LOGGED_IN,
    PAM_FAILED,
    PASSWORD_FAILED,
    Meaning,
    Said,
    meaning,
    text,
)

_PAM = re.compile(
    rb"pam_unix\(([^\s():]+):auth\): authentication failure; logname=\S* uid=\d* euid=\d* tty=\S*"
    rb" ruser=(.*) rhost=(\S*)(?: {1,2}user=(\S*)| )?",
    re.DOTALL,
)
_OPENED = re.compile(
    rb"pam_unix\(([^\s():]+):session\): session opened for user (\S+) by .*", re.DOTALL
)
_SU_FAILED = re.compile(rb"FAILED su for (\S+) by (\S+)")
_SU_DONE = re.compile(rb"Successful su for (\S+) by (\S+)")
_SUDO = re.compile(rb" *(\S+) : (\d{1,3}) incorrect password attempts? ; .*", re.DOTALL)
_LOGIN_FAILED = re.compile(
    rb"FAILED LOGIN \(\d+\)(?: on '[^']*')?(?: from '([^']*)')? FOR '(.*)', [^']*", re.DOTALL
)
_NEW_USER = re.compile(rb"new user: name=([^\s,]+), .*", re.DOTALL)

CONSOLE = "console"  # keyboard and screen of the machine itself, whichever of its terminals
_AT_THE_CONSOLE = (b"login", b"lightdm", b"gdm", b"gdm-password", b"gdm3", b"kdm", b"sddm", b"xdm")
_NOBODY_TO_BLAME = (b"sudo", b"cron", b"polkit-1", b"su-l")  # sudo counts its own attempts


def pam(message: bytes) -> Optional[Meaning]:
    """A line of pam_unix, whatever wrote it."""
    found = _PAM.fullmatch(message)
    if found:
        return _pam_failed(found)
    found = _OPENED.fullmatch(message)
    if not found:
        return None
    service, name = found.groups()
    if service in _AT_THE_CONSOLE:
        return (LOGGED_IN, CONSOLE, text(name), EXISTING)
    return (ACCOUNT_EXISTS, "", text(name), EXISTING)


def _pam_failed(found: "Match[bytes]") -> Optional[Meaning]:
    service, ruser, rhost, user = found.groups()
    if service in _NOBODY_TO_BLAME:
        return None
    known = EXISTING if user else UNKNOWN
    name = user or (b"" if service == b"sshd" else ruser)
    if rhost:
        return meaning(PAM_FAILED, rhost, name, known)
    if service in _AT_THE_CONSOLE:
        return (PAM_FAILED, CONSOLE, text(user or b""), known)
    return (PAM_FAILED, local(ruser), text(user or b""), known) if ruser else None


def local(name: bytes) -> str:
    """Somebody who is logged in, and acts from there."""
    return "local:" + text(name).lower()


def su(message: bytes) -> Optional[Meaning]:
    found = _SU_FAILED.fullmatch(message)
    if found and found.group(2) == b"root":
        return None  # root is not asked for a password: there is no such account
    if found:
        return (PASSWORD_FAILED, local(found.group(2)), text(found.group(1)), EXISTING)
    found = _SU_DONE.fullmatch(message)
    if found:
        asked = found.group(2) != b"root"
        what = LOGGED_IN if asked else ACCOUNT_EXISTS
        return (what, local(found.group(2)) if asked else "", text(found.group(1)), EXISTING)
    return pam(message)


def sudo(message: bytes) -> Said:
    """How many attempts, and whose: sudo writes one line for all of them."""
    found = _SUDO.fullmatch(message)
    if not found:
        return 0, None
    name = found.group(1)
    return int(found.group(2)), (PASSWORD_FAILED, local(name), text(name), EXISTING)


def login(message: bytes) -> Optional[Meaning]:
    found = _LOGIN_FAILED.fullmatch(message)
    if not found:
        return pam(message)
    host, name = found.groups()
    if name == b"UNKNOWN":  # written in place of it: it may have been a password
        name, known = b"", UNKNOWN
    else:
        known = EXISTING
    if host:
        return meaning(PASSWORD_FAILED, host, name, known)
    return (PASSWORD_FAILED, CONSOLE, text(name), known)


def new_user(message: bytes) -> Optional[Meaning]:
    found = _NEW_USER.fullmatch(message)
    return (ACCOUNT_EXISTS, "", text(found.group(1)), EXISTING) if found else None
