"""What one process has said within its wait: a connection of sshd, or a child that asks PAM."""

from typing import Dict, FrozenSet, Optional, Tuple

WAIT_S = 30  # pam_unix waits 2 s before sshd hears of it; a DNS that does not answer takes 20

Whom = Tuple[str, str, int]  # source, account, what is known of it
Counts = Dict[Whom, int]


class Process:
    """What a process has said within its wait.

    Attributes:
        since, until: its first moment, and the end of its wait.
        failed, challenged: wrong passwords, by its "Failed" and by its challenges.
        named: challenges whose source is a DNS name, of which no address is known yet.
        names: DNS names that it said before its address.
    """

    __slots__ = (
        "address", "challenged", "closed", "failed", "let_in", "named", "names", "pam", "since",
        "until",
    )  # fmt: skip

    def __init__(self, when: int) -> None:
        self.since = when
        self.until = when + WAIT_S
        self.address = ""
        self.failed = 0
        self.challenged = 0
        self.pam = NO_COUNTS
        self.named = NO_COUNTS
        self.names = NO_HOSTS
        self.closed = _NOBODY
        self.let_in = _NO_NAMES


def no_counts() -> Counts:
    return {}


def no_hosts() -> Dict[str, None]:
    return {}


def _nobody() -> Optional[Whom]:
    return None


def _no_names() -> FrozenSet[str]:
    return frozenset()


# Most processes say one thing, and there are many of them: nothing is made before it is needed.
NO_COUNTS = no_counts()
NO_HOSTS = no_hosts()
_NOBODY = _nobody()
_NO_NAMES = _no_names()
