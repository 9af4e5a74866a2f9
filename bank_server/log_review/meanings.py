"""What a line of a log may say, as the readers of messages answer it."""

from typing import Callable, Optional, Tuple

from .addresses import source_of

# What a line says. The first three may say the same thing of one attempt: see connections.py.
PASSWORD_FAILED = 1  # the service's own word
PAM_FAILED = 2  # pam_unix, once a connection; also when another module lets the user in
PAM_SAID_NO = 3  # sshd of its challenge by PAM
LOGGED_IN = 4
NAME_INVALID = 5
CLOSED_BEFORE = 6  # closed before anybody was logged in
ACCOUNT_EXISTS = 7

# what, source, account, what the line says of the account
Meaning = Tuple[int, str, str, int]
Read = Callable[[bytes], Optional[Meaning]]


def text(name: bytes) -> str:
    """A name as it is compared and counted; each byte is a character, whatever it stands for."""
    return name.decode("latin-1")


def meaning(what: int, host: bytes, name: bytes, known: int) -> Optional[Meaning]:
    """None if the host is neither an address nor a DNS name: sshd wrote no such line."""
    source = source_of(host)
    return None if source is None else (what, source, name.decode("latin-1"), known)
