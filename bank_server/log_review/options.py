"""What the command line may say."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, List, NamedTuple, Optional, Sequence

if TYPE_CHECKING:
    from typing import NoReturn  # Python 3.5.2 has none

USERS = 100  # the department that the thresholds are meant for
LOGINS_PER_DAY = 1.0  # each of them, at least
PASSWD_BYTES_MAX = 1 << 24

_DESCRIPTION = """\
Review Ubuntu's auth.log for somebody who guesses passwords, and say so in one line in the form of
syslog: OK, INTRUSION, or ERROR where it cannot be judged."""
_EPILOG = """\
exit: 0 OK, 1 INTRUSION, 2 ERROR or wrong use
example: %(prog)s /var/log/auth.log
example: %(prog)s --explain /var/log/auth.log*"""

Options = NamedTuple(
    "Options",
    [
        ("files", List[str]),
        ("explain", bool),
        ("json", bool),
        ("syslog", bool),
        ("users", int),
        ("logins_per_day", float),
        ("passwd", Optional[str]),
        ("bundle", Optional[str]),
    ],
)


class WrongUse(Exception):
    """The command line cannot be understood; the text says how it is used, and what was wrong."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> "NoReturn":
        raise WrongUse("{}\n{}: {}".format(self.format_usage().rstrip(), self.prog, message))


def read(arguments: Sequence[str], program: Optional[str] = None) -> Options:
    """Raises WrongUse; --help ends the process, as is usual."""
    parser = _parser(program)
    options = Options(**vars(parser.parse_args(arguments)))
    if not options.files and options.bundle is None:
        parser.error("a FILE is needed, or - for standard input")
    return options


def accounts_of(passwd: str) -> List[str]:
    """The names in a file in the form of /etc/passwd. Raises OSError."""
    with Path(passwd).open("rb") as stream:
        lines = stream.read(PASSWD_BYTES_MAX).split(b"\n")
    names = [each.split(b":", 1)[0] for each in lines if b":" in each and each[:1] not in b"#+-"]
    return [each.decode("latin-1") for each in names]


def _parser(program: Optional[str]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=program,
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    files = "a log, gzipped or not; several are joined in order of time; - is standard input"
    add("files", metavar="FILE", nargs="*", help=files)
    add("--explain", action="store_true", help="print the evidence to standard error")
    add("--json", action="store_true", help="print the line's fields as JSON, on one line")
    add("--syslog", action="store_true", help="hand the line to the system's log as well")
    people = "people who log in here ({})".format(USERS)
    add("--users", metavar="N", type=_count, default=USERS, help=people)
    rate = "log-ins of each of them a day, at least ({:g})".format(LOGINS_PER_DAY)
    add("--logins-per-day", metavar="N", type=_rate, default=LOGINS_PER_DAY, help=rate)
    add("--passwd", metavar="FILE", help="a copy of /etc/passwd: which names exist")
    add("--bundle", metavar="OUT.zip", help="write this program as a zip that runs alone")
    return parser


def _count(value: str) -> int:
    number = int(value)
    if not 1 <= number <= 1000000:
        raise argparse.ArgumentTypeError("1 to 1000000")
    return number


def _rate(value: str) -> float:
    number = float(value)
    if not 0.001 <= number <= 10000:
        raise argparse.ArgumentTypeError("0.001 to 10000")
    return number
