"""What a line of a log may say, as the readers of messages answer it."""

from hashlib import sha256
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
UNREADABLE = 8  # it begins as evidence of a failure does, and goes on in no known way

NAME_BYTES_MAX = 128  # sshd cuts a name at 100 bytes; where it escapes bytes, more are written
NAME_BYTES_KEPT = 40
DIGITS = 16

# what, source, account, what the line says of the account
Meaning = Tuple[int, str, str, int]
Read = Callable[[bytes], Optional[Meaning]]
Said = Tuple[int, Optional[Meaning]]  # how often it was said, and what; None if it is no evidence


def text(name: bytes) -> str:
    """A name as it is compared and counted; each byte is a character, whatever it stands for.

    Long ones are kept as their beginning and a digest, so that many of them need little memory and
    two of them still are two.
    """
    if len(name) <= NAME_BYTES_MAX:
        return name.decode("latin-1")
    return name[:NAME_BYTES_KEPT].decode("latin-1") + "~" + sha256(name).hexdigest()[:DIGITS]


def meaning(what: int, host: bytes, name: bytes, known: int) -> Optional[Meaning]:
    """None if the host is neither an address nor a DNS name: sshd wrote no such line."""
    source = source_of(host)
    return None if source is None else (what, source, text(name), known)
