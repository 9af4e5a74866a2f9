"""What a reader tells of lines, and a judge that counts: any failed password is an intrusion."""

from __future__ import annotations

import io
from collections.abc import Sequence

from bank_server.log_review.evidence import (
    EXISTS,
    FAILED,
    NAME_TRIED,
    PROBED,
    SUCCEEDED,
    Event,
    Verdict,
)
from bank_server.log_review.options import Options
from bank_server.log_review.program import Judge, Surroundings, run
from bank_server.log_review.report import Writer
from bank_server.log_review.reviewing import Reviewer
from bank_server.log_review.stamps import Stamps, Timeline

STAMP = "Mar 30 15:54:01"
NOW = 736_000 * 86_400  # in 2016
WRITER = Writer((3, 30, 18, 0, 1), "cs.example.edu", 4711)

_KINDS = {
    FAILED: "failed",
    SUCCEEDED: "succeeded",
    NAME_TRIED: "name",
    PROBED: "probed",
    EXISTS: "exists",
}
Heard = tuple[str, str, str, int]  # kind, source, account, count


def sshd(message: str, stamp: str = STAMP, pid: int = 100) -> str:
    return f"{stamp} cs sshd[{pid}]: {message}"


def events(*lines: str | bytes) -> list[Event]:
    told: list[Event] = []
    reviewer = Reviewer(Timeline(Stamps(2016)), lambda *said: told.append(Event(*said)))
    reviewer.feed(
        b"\n".join(each.encode("latin-1") if isinstance(each, str) else each for each in lines)
    )
    reviewer.end()
    return told


def heard(*lines: str | bytes) -> list[Heard]:
    """The events of the lines, without what each test needs no say in."""
    return [(_KINDS[each.kind], each.source, each.account, each.count) for each in events(*lines)]


def failures(*lines: str | bytes) -> int:
    return sum(each.count for each in events(*lines) if each.kind == FAILED)


class Counting:
    """A judge for tests of everything but judgement."""

    def __init__(self, options: Options, accounts: Sequence[str]) -> None:
        self.options, self.accounts = options, accounts
        self.events: list[Event] = []

    def verdict(self) -> Verdict:
        failed = sum(each.count for each in self.events if each.kind == FAILED)
        got_in = sum(each.kind == SUCCEEDED for each in self.events)
        sources = sorted({each.source for each in self.events if each.kind == FAILED})
        return Verdict(
            is_intrusion=failed > 0,
            rules=("R1",) if failed else (),
            users=1,
            invalid_names=0,
            sources=len(sources),
            attempts=failed,
            top=sources[0] if sources else "",
            breached=0,
            failures=failed,
            successes=got_in,
            notes=(),
            evidence=tuple(f"R1: {each}" for each in sources),
        )


class Ran:
    """The command, run in this process."""

    def __init__(self, *arguments: str) -> None:
        out, err = io.StringIO(), io.StringIO()
        self.judges: list[Counting] = []
        self.syslog: list[tuple[str, str]] = []
        around = Surroundings(NOW, WRITER, out, err, self._take)
        self.code = run(arguments, around, self._judge, "authreview")
        self.out, self.err = out.getvalue(), err.getvalue()

    def _take(self, word: str, message: str) -> bool:
        self.syslog.append((word, message))
        return True

    def _judge(self, options: Options, accounts: Sequence[str]) -> Judge:
        judge = Counting(options, accounts)
        self.judges.append(judge)
        return Judge(lambda *said: judge.events.append(Event(*said)), judge.verdict)
