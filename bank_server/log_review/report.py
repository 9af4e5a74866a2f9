"""Say it in one line, as syslog's other lines are; nothing that a stranger chose stands in it.

The words OK, INTRUSION and ERROR are searched for in this line, so that one of them stands in it,
once: a file or a host whose name has one of them in it is written with a percent sign.
"""

import json
import re
from collections import OrderedDict
from typing import List, NamedTuple, Sequence, Tuple, Union

from .evidence import Verdict
from .reviewing import UNPARSED_SHOWN_MAX, Tally

OK = "OK"
INTRUSION = "INTRUSION"
ERROR = "ERROR"
EXIT_CODES = {OK: 0, INTRUSION: 1, ERROR: 2}

TAG = "authreview"
LINE_BYTES_MAX = 1023  # RFC 3164, 4.1, with its end
HOST_CHARACTERS_MAX = 63
FILE_CHARACTERS_MAX = 120  # the end of a longer path
TOP_CHARACTERS_MAX = 64
SET_BACK_SHOWN_S = 7200  # summer time ends by one hour; more is a clock that was wrong
LOCAL = "local"

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PLAIN = re.compile(r"[A-Za-z0-9._/:@+,=~-]")
_MASKED = ((OK, "O%4B"), (INTRUSION, "I%4ETRUSION"), (ERROR, "E%52ROR"))

Value = Union[int, str]
Fields = List[Tuple[str, Value]]

# Where and when the line is written: month 1 to 12, day, hour, minute, second.
Writer = NamedTuple(
    "Writer", [("clock", Tuple[int, int, int, int, int]), ("host", str), ("pid", int)]
)
# What the line says, before it is one.
Finding = NamedTuple("Finding", [("word", str), ("fields", Fields)])


def finding(names: Sequence[str], tally: Tally, verdict: Verdict, notes: Sequence[str]) -> Finding:
    """The verdict, whatever could be read."""
    fields = _files(names) + _period(tally)
    if verdict.is_intrusion:
        word = INTRUSION
        fields += [
            ("users", verdict.users),
            ("invalid_names", verdict.invalid_names),
            ("sources", verdict.sources),
            ("attempts", verdict.attempts),
        ]
        fields += [("top", _source(verdict.top))] if verdict.top else []
        fields += [("breached", verdict.breached), ("rules", ",".join(verdict.rules))]
    else:
        word = OK
        fields += [("failures", verdict.failures), ("successes", verdict.successes)]
    told = list(notes) + list(verdict.notes) + _notes(tally)
    return Finding(word, fields + ([("note", ",".join(told))] if told else []))


def error(names: Sequence[str], reason: str) -> Finding:
    """It cannot be judged."""
    return Finding(ERROR, [*_files(names), ("reason", reason)])


def line(writer: Writer, said: Finding) -> str:
    """As rsyslog's traditional format has it: `Mar 30 18:00:01 host authreview[4711]: ...`."""
    month, day, hour, minute, second = writer.clock
    head = "{} {:2d} {:02d}:{:02d}:{:02d} {} {}[{}]: ".format(
        _MONTHS[month - 1], day, hour, minute, second, _host(writer.host), TAG, writer.pid
    )
    return (head + message(said))[:LINE_BYTES_MAX]


def message(said: Finding) -> str:
    """The line without its head, as it is given to syslog, which writes that itself."""
    return " ".join([said.word] + [_field(key, value) for key, value in said.fields])


def as_json(said: Finding) -> str:
    """The same fields, on one line."""
    told = [("verdict", said.word)]  # type: Fields
    return json.dumps(OrderedDict(told + said.fields), ensure_ascii=True)


def printable(text: str, keep: str = "") -> str:
    """For people at a terminal: nothing in it moves their cursor."""
    return "".join(
        each if " " <= each <= "~" or each in keep else "\\x{:02x}".format(ord(each))
        for each in text
    )


def escaped(text: str) -> str:
    """Plain characters as they are, all others in the manner of an address of the web."""
    whole = "".join(
        each
        if _PLAIN.match(each)
        else "".join("%{:02X}".format(byte) for byte in each.encode("utf-8", "surrogateescape"))
        for each in text
    )
    for word, instead in _MASKED:
        whole = whole.replace(word, instead)
    return whole


def _files(names: Sequence[str]) -> Fields:
    if not names:
        return []
    newest = names[-1]
    if len(newest) > FILE_CHARACTERS_MAX:
        newest = "..." + newest[-FILE_CHARACTERS_MAX:]
    fields = [("file", "stdin" if newest == "-" else escaped(newest))]  # type: Fields
    return fields + ([("files", len(names))] if len(names) > 1 else [])


def _period(tally: Tally) -> Fields:
    if not tally.first:
        return []
    return [("from", tally.first.decode("ascii")), ("to", tally.last.decode("ascii"))]


def _notes(tally: Tally) -> List[str]:
    told = [] if tally.lines else ["empty"]
    is_shown = tally.unread or tally.unparsed_share() > UNPARSED_SHOWN_MAX
    told += ["unparsed"] if is_shown else []
    told += ["gaps"] if tally.gaps else []
    told += ["clock_set_back"] if tally.set_back_s > SET_BACK_SHOWN_S else []
    return told + (["odd_processes"] if tally.odd_processes else [])


def _source(source: str) -> str:
    """An address or a name of the DNS; who is logged in is not named."""
    shown = LOCAL if source.startswith(LOCAL + ":") else source
    return escaped(shown.lower())[:TOP_CHARACTERS_MAX]


def _host(host: str) -> str:
    short = escaped(host.split(".", 1)[0])[:HOST_CHARACTERS_MAX]
    return short or "localhost"


def _field(key: str, value: Value) -> str:
    told = str(value)
    return '{}="{}"'.format(key, told) if " " in told or not told else "{}={}".format(key, told)
