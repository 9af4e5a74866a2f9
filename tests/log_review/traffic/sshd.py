"""What OpenSSH 7.2p2 with PAM writes on Ubuntu 16.04 while somebody tries to log in."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import Enum
from typing import Final

from tests.log_review.traffic.log import Log

PAM: Final = "logname= uid=0 euid=0 tty=ssh ruser= rhost="
FINGERPRINT: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
FINGERPRINT_SIZE: Final = 43
TRIES_MAX: Final = 6  # sshd's MaxAuthTries
PAM_TRIES: Final = 3  # pam_unix notes it when more come
DELAY_S: Final = 2.0  # pam_unix waits before it says no


class Account(Enum):
    """What the server knows of a name."""

    EXISTING = "existing"
    DENIED = "denied"  # exists, and AllowUsers does not list it
    UNKNOWN = "unknown"


class Ending(Enum):
    """How a connection that did not log in ends."""

    CLOSED = "closed"  # the client went
    GOODBYE = "goodbye"  # the client said so, as libraries do
    CUT = "cut"  # too many failures


@dataclass(frozen=True, slots=True)
class Source:
    """
    Attributes:
        address: as sshd writes it.
        rhost: as PAM writes it: a name, if the server asks the DNS.
    """

    address: str
    rhost: str


@dataclass(slots=True)
class Connection:
    """One connection to sshd. Times in seconds; each method returns when it is over."""

    log: Log
    rng: random.Random
    source: Source
    name: str
    account: Account = Account.EXISTING
    method: str = "password"
    _process: int = 0
    _port: int = 0
    _failures: int = 0

    def __post_init__(self) -> None:
        self._process = self.log.process()
        self._port = self.rng.randrange(1024, 65536)

    def write(self, when_s: float, text: str) -> None:
        self.log.write(when_s, "sshd", self._process, text)

    def begin(self, when_s: float, *, unmatched: str = "") -> float:
        """The name is told. What sshd thinks of it comes before any password."""
        address = self.source.address
        if unmatched:
            failed = f"reverse mapping checking getaddrinfo for {unmatched} [{address}] failed"
            self.write(when_s, f"{failed} - POSSIBLE BREAK-IN ATTEMPT!")
        if self.account is Account.DENIED:
            reason = "not listed in AllowUsers"
            self.write(when_s, f"User {self.name} from {address} not allowed because {reason}")
        elif self.account is Account.UNKNOWN:
            self.write(when_s, f"Invalid user {self.name} from {address}")
        if self.account is not Account.EXISTING:
            self.write(when_s, f"input_userauth_request: invalid user {self.name} [preauth]")
        return when_s

    def fail(self, when_s: float) -> float:
        """A wrong password, or any for a name that may not log in."""
        is_unknown = self.account is Account.UNKNOWN
        if is_unknown:
            self.write(when_s, "pam_unix(sshd:auth): check pass; user unknown")
        if self._failures == 0:
            whom = " " if is_unknown else f"  user={self.name}"
            failure = f"authentication failure; {PAM}{self.source.rhost}{whom}"
            self.write(when_s, f"pam_unix(sshd:auth): {failure}")
        self._failures += 1
        told_s = when_s + DELAY_S + self.rng.random()
        if self.method == "keyboard-interactive/pam":
            whom = self.name if self.account is Account.EXISTING else f"illegal user {self.name}"
            failure = f"PAM: Authentication failure for {whom} from {self.source.rhost}"
            self.write(told_s, f"error: {failure}")
        self.write(told_s, f"Failed {self.method} for {self._shown()} from {self._peer()} ssh2")
        return told_s

    def offer_keys(self, when_s: float) -> float:
        """An agent with more keys than sshd allows tries; the later ones are written down."""
        for _ in range(PAM_TRIES):
            key = f"RSA {_fingerprint(self.rng)}"
            failed = f"Failed publickey for {self._shown()} from {self._peer()} ssh2: {key}"
            self.write(when_s, failed)
            when_s += 0.1
        self._failures = TRIES_MAX
        return self.end(when_s, Ending.CUT)

    def accept(self, when_s: float, stays_s: float, session: int) -> float:
        """Logged in, and out again after a while. Returns when the log-in stood."""
        method = self.method
        key = f": RSA {_fingerprint(self.rng)}" if method == "publickey" else ""
        self.write(when_s, f"Accepted {method} for {self.name} from {self._peer()} ssh2{key}")
        opened = f"session opened for user {self.name} by (uid=0)"
        self.write(when_s, f"pam_unix(sshd:session): {opened}")
        self.log.write(when_s, "systemd", 0, f"pam_unix(systemd-user:session): {opened}")
        told = f"New session {session} of user {self.name}."
        self.log.write(when_s, "systemd-logind", 1, told)
        left_s = when_s + stays_s
        child = self.log.process()
        goodbye = f"Received disconnect from {self._peer()}:11: disconnected by user"
        self.log.write(left_s, "sshd", child, goodbye)
        self.log.write(left_s, "sshd", child, f"Disconnected from {self._peer()}")
        closed = f"session closed for user {self.name}"
        self.write(left_s, f"pam_unix(sshd:session): {closed}")
        self.log.write(left_s, "systemd-logind", 1, f"Removed session {session}.")
        return when_s

    def end(self, when_s: float, how: Ending) -> float:
        """Over without a log-in."""
        if how is Ending.CUT:
            failure = f"maximum authentication attempts exceeded for {self._shown()}"
            self.write(when_s, f"error: {failure} from {self._peer()} ssh2 [preauth]")
            self.write(when_s, "Disconnecting: Too many authentication failures [preauth]")
        elif how is Ending.GOODBYE:
            goodbye = f"Received disconnect from {self._peer()}:11: Bye Bye [preauth]"
            self.write(when_s, goodbye)
            self.write(when_s, f"Disconnected from {self._peer()} [preauth]")
        else:
            self.write(when_s, f"Connection closed by {self._peer()} [preauth]")
        more = self._failures - 1
        if more > 0 and self.method != "publickey":
            whom = " " if self.account is Account.UNKNOWN else f"  user={self.name}"
            plural = "s" if more > 1 else ""
            failures = f"PAM {more} more authentication failure{plural}"
            self.write(when_s, f"{failures}; {PAM}{self.source.rhost}{whom}")
        if self._failures > PAM_TRIES and self.method != "publickey":
            tries = f"{self._failures} > {PAM_TRIES}"
            self.write(when_s, f"PAM service(sshd) ignoring max retries; {tries}")
        return when_s

    def _peer(self) -> str:
        return f"{self.source.address} port {self._port}"

    def _shown(self) -> str:
        return self.name if self.account is Account.EXISTING else f"invalid user {self.name}"


def _fingerprint(rng: random.Random) -> str:
    return "SHA256:" + "".join(rng.choices(FINGERPRINT, k=FINGERPRINT_SIZE))
