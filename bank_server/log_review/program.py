"""Review logs from beginning to end: open, read, judge, and say it."""

import traceback
from contextlib import suppress
from typing import Callable, List, NamedTuple, Optional, Sequence, TextIO, Tuple

from . import bundle, options, report
from .copies import without_copies
from .evidence import Tell, Verdict
from .joining import Failure, Join
from .opening import CannotRead
from .options import Options, WrongUse
from .reading import FILES_MAX, Log, distinct, open_log
from .report import Finding, Writer
from .reviewing import Tally
from .rotation import beginnings

CANNOT = 2

# What judges the events; a new one for each run, made from the options and the names that exist.
Judge = NamedTuple("Judge", [("tell", Tell), ("verdict", Callable[[], Verdict])])
NewJudge = Callable[[Options, Sequence[str]], Judge]

# now: the local clock in seconds since the year 1. to_syslog: of a word and a message; whether
# there was somebody who takes it.
Surroundings = NamedTuple(
    "Surroundings",
    [
        ("now", int),
        ("writer", Writer),
        ("out", TextIO),
        ("err", TextIO),
        ("to_syslog", Callable[[str, str], bool]),
    ],
)


def run(
    arguments: Sequence[str],
    surroundings: Surroundings,
    new_judge: NewJudge,
    program: Optional[str] = None,
) -> int:
    """The whole command; the exit code. Whatever happens, one line stands on standard output."""
    try:
        wanted = options.read(arguments, program)
    except WrongUse as error:
        surroundings.err.write("{}\n".format(report.printable(str(error), keep="\n")))
        surroundings.out.write(report.line(surroundings.writer, report.error([], "usage")) + "\n")
        return CANNOT
    if wanted.bundle is not None and not wanted.files:
        return _bundle(wanted.bundle, surroundings)
    try:
        said = _review(wanted, surroundings, new_judge)
    except Exception:  # noqa: BLE001 (the edge: whoever watches syslog must hear of it)
        surroundings.err.write(report.printable(traceback.format_exc(), keep="\n"))
        said = report.error(wanted.files, "internal")
    is_said = _say(said, wanted, surroundings)
    if wanted.bundle is not None and _bundle(wanted.bundle, surroundings):
        return CANNOT
    if not is_said:
        return CANNOT
    return report.EXIT_CODES[said.word]


def _bundle(path: str, surroundings: Surroundings) -> int:
    try:
        count = bundle.write(path)
    except OSError as error:
        told = report.printable("{}: {}".format(path, error.strerror))
        surroundings.err.write("cannot write {}\n".format(told))
        return CANNOT
    surroundings.err.write("{}: {} files\n".format(report.printable(path), count))
    return 0


def _say(said: Finding, wanted: Options, surroundings: Surroundings) -> bool:
    """Whether standard output took it; the system's log is told in any case."""
    line = report.as_json(said) if wanted.json else report.line(surroundings.writer, said)
    is_said = _written(line + "\n", surroundings.out)
    if not is_said:
        surroundings.err.write("standard output takes no line\n")
    if wanted.syslog and not surroundings.to_syslog(said.word, report.message(said)):
        surroundings.err.write("no system log takes lines here: nobody is at /dev/log\n")
    return is_said


def _written(text: str, out: TextIO) -> bool:
    try:
        out.write(text)
        out.flush()
    except (OSError, ValueError, AttributeError):  # a full disk; closed; none at all
        with suppress(OSError, AttributeError):
            out.close()  # so that the end of the process does not try again
        return False
    return True


def _review(wanted: Options, surroundings: Surroundings, new_judge: NewJudge) -> Finding:
    names = distinct(wanted.files)
    try:
        accounts = [] if wanted.passwd is None else options.accounts_of(wanted.passwd)
    except OSError:
        return report.error([wanted.passwd or ""], "not_readable")
    if len(names) > FILES_MAX:
        return report.error(names, "too_many_files")
    opened, failed = _open(names)
    judge = new_judge(wanted, accounts)
    try:
        logs, copies = without_copies(opened)
        begun = beginnings(logs, surroundings.now)
        join = Join(begun, judge.tell)
        tally = join.read()
        is_growing = any(log.is_growing() for log in opened)
    finally:
        for log in opened:
            log.close()
    failed += join.failed
    verdict = judge.verdict()
    if wanted.explain:
        _explain(tally, verdict, surroundings.err)
    notes = ["counted_once"] if copies or join.has_repeated else []
    notes += ["not_all_read"] if failed else []
    notes += ["still_growing"] if is_growing else []
    return _judged([each.log.name for each in begun], failed, tally, verdict, notes)


def _open(names: Sequence[str]) -> Tuple[List[Log], List[Failure]]:
    """What can be opened, and what cannot."""
    logs = []  # type: List[Log]
    return logs, [each for each in (_opened(name, logs) for name in names) if each is not None]


def _opened(name: str, logs: List[Log]) -> Optional[Failure]:
    try:
        logs.append(open_log(name))
    except CannotRead as error:
        return (name, str(error))
    return None


def _judged(
    names: Sequence[str],
    failed: Sequence[Failure],
    tally: Tally,
    verdict: Verdict,
    notes: Sequence[str],
) -> Finding:
    """Evidence stands, whatever else could not be read; that there is none takes all of it."""
    if verdict.is_intrusion:
        return report.finding(names, tally, verdict, notes)
    if failed:
        name, reason = failed[0]
        return report.error([name], reason)
    if (tally.lines or tally.gaps) and not tally.is_auth:
        return report.error(names, "no_auth_lines")
    if not tally.is_read():
        return report.error(names, "unparsed")
    return report.finding(names, tally, verdict, notes)


def _explain(tally: Tally, verdict: Verdict, err: TextIO) -> None:
    told = ["{} lines, {} of them not of a log's form".format(tally.lines, tally.unparsed)]
    told += verdict.evidence or ["no rule fired"]
    err.write("".join("{}\n".format(report.printable(each)) for each in told))
