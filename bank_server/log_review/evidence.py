"""What the detector is told, and what it answers, whoever asks: a log-in log or the bank's PINs."""

from typing import Callable, NamedTuple, Tuple

# What an event is. Numbers, not an Enum: there are millions of them.
FAILED = 1  # a password was tried, and was wrong: `count` times
SUCCEEDED = 2  # a log-in, by whatever method
NAME_TRIED = 3  # a name that the host does not know was tried; a password may follow, or not
PROBED = 4  # a connection that ended before anybody was logged in, whatever was tried in it
EXISTS = 5  # the account is proven to exist; says nothing of anybody's doing, source may be empty

KINDS = (FAILED, SUCCEEDED, NAME_TRIED, PROBED, EXISTS)

# What the line itself says of the account.
UNKNOWN = 0  # the host does not know it, or denies it without saying so, or the line says nothing
EXISTING = 1  # the host knows it
DENIED = 2  # the host knows it and lets it in from nowhere, or not from there

# when: seconds on a line that never runs backwards. Years, summer time and clocks that were set
#   are worked out by the reader; events come in this order, and within one second in any order.
# source: who did it, as one text without capitals: "192.0.2.7", "2001:db8:1:2::/64",
#   "host.example", "local:NAME" (su and sudo by NAME), "console"; "" where nobody is named.
# account: the name as the log has it (bytes over 127 as latin-1); "" where none was given.
# count: how often; 1 but for repeated messages.
Event = NamedTuple(
    "Event",
    [
        ("when", int),
        ("kind", int),
        ("source", str),
        ("account", str),
        ("count", int),
        ("known", int),
    ],
)

# Who is told of an event, by its parts in their order: no tuple is made of each of millions.
Tell = Callable[[int, int, str, str, int, int], None]

# The detector's answer. It holds no name and no address but `top`; `evidence` does, for people who
# ask for it, and goes to standard error alone.
Verdict = NamedTuple(
    "Verdict",
    [
        ("is_intrusion", bool),
        ("rules", Tuple[str, ...]),  # "R1", "R3", ... that fired, in order
        ("users", int),  # existing accounts that somebody tried to guess
        ("invalid_names", int),  # made-up names that the same sources tried
        ("sources", int),  # those who did it
        ("attempts", int),  # passwords that they tried
        ("top", str),  # the busiest of them, as in Event.source; "" without
        ("breached", int),  # accounts that such a source got into afterwards
        ("failures", int),  # in all, whoever's
        ("successes", int),  # in all, whoever's
        ("notes", Tuple[str, ...]),  # "no_known_account", "table_full", ...
        ("evidence", Tuple[str, ...]),  # one sentence each: rule, who, what, when, threshold
    ],
)
