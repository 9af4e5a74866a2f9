"""`./atm admin review`: the bank's PINs, judged in one line as the log-in review judges a log."""

from __future__ import annotations

import os
import socket
import sys
import time
from contextlib import closing
from typing import Final

from bank_server.admin.client import AdminClient, AdminError
from bank_server.http.review_messages import PinReviewAsked, PinReviewed
from bank_server.log_review.report import (
    ERROR,
    EXIT_CODES,
    INTRUSION,
    OK,
    Fields,
    Finding,
    Writer,
    as_json,
    line,
)
from bank_server.state import StateFolder

MS_PER_S: Final = 1_000
WHOSE: Final = ("pins", "bank")  # in place of a log's name


def review(
    state: StateFolder, operator: str, now_s: float, *, is_all: bool, explains: bool, is_json: bool
) -> int:
    """The line on standard output, what explains it on standard error. 0 OK, 1 INTRUSION, 2 it
    cannot be judged."""
    try:
        with closing(AdminClient(state, operator)) as client:
            told = client.ask("reports/pins", PinReviewAsked(is_all=is_all), PinReviewed)
    except AdminError as error:
        print(f"admin: {error}", file=sys.stderr)
        said = Finding(ERROR, [WHOSE, ("reason", "the bank did not answer")])
    else:
        said = found(told)
        if explains:
            print(*told.explained or ("nothing to explain",), sep="\n", file=sys.stderr)
    print(as_json(said) if is_json else line(_writer(now_s), said))
    return EXIT_CODES[said.word]


def found(told: PinReviewed) -> Finding:
    """The same fields as for a log: users are the cards that were tried, sources are ATMs."""
    fields: Fields = [WHOSE]
    if told.first_ms is not None and told.last_ms is not None:
        fields += [("from", _stamp(told.first_ms)), ("to", _stamp(told.last_ms))]
    if not told.is_intrusion:
        fields += [("failures", told.wrong), ("successes", told.right)]
    else:
        fields += [("users", told.cards), ("sources", told.atms), ("attempts", told.attempts)]
        fields += [("top", told.top)] if told.top else []
        fields += [("breached", told.lost), ("rules", ",".join(told.rules))]
    notes = ",".join(told.notes)
    return Finding(
        INTRUSION if told.is_intrusion else OK, fields + ([("note", notes)] if notes else [])
    )


def _stamp(at_ms: int) -> str:
    """As syslog writes it: `Nov  2 18:00:01`, in local time and English."""
    month, day, hour, minute, second = _clock(at_ms / MS_PER_S)
    name = time.strftime("%b", (2000, month, 1, 0, 0, 0, 0, 1, 0))
    return f"{name} {day:2d} {hour:02d}:{minute:02d}:{second:02d}"


def _clock(at_s: float) -> tuple[int, int, int, int, int]:
    now = time.localtime(at_s)
    return now.tm_mon, now.tm_mday, now.tm_hour, now.tm_min, now.tm_sec


def _writer(now_s: float) -> Writer:
    return Writer(_clock(now_s), socket.gethostname(), os.getpid())
