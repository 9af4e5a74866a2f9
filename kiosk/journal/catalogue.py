"""Every kind of entry in the design's order: when it is made, what it holds, and what is to come.

    python -m kiosk.journal.catalogue         prints the tables of docs/journal.md

What an entry means is said once, in its event's docstring: the first sentences are the condition,
`Attributes` the fields. Fields that mean the same in all events are described here.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.journal.event_base import Event
from kiosk.journal.events import EVENTS

_NO_DEPOSITS: Final = "there is no slot for envelopes yet"
_NO_PRINTER: Final = "there is no receipt printer yet"
_NO_STAFF_MENU: Final = "staff have no menu of their own at the machine yet"
_NO_SPEECH: Final = "the machine does not speak yet"
_NO_UPDATES: Final = "the program is not yet replaced from afar"

# Code -> when it will be made, and why that cannot happen yet.
NOT_YET: Final = {
    "CARD_RETAINED": ("a card is kept", "the reader has no bin: a card always goes back"),
    "SPEECH_ON": ("headphones are plugged in", _NO_SPEECH),
    "SPEECH_OFF": ("they are pulled", _NO_SPEECH),
    "TRANSFER_DONE": ("money went between two accounts", "there are no transfers yet"),
    "DEPOSIT_APPROVED": ("the bank accepts the claimed amount", _NO_DEPOSITS),
    "DEPOSIT_INSERTED": ("the envelope is in, with its number", _NO_DEPOSITS),
    "DEPOSIT_NOT_INSERTED": ("no envelope came in time", _NO_DEPOSITS),
    "DEPOSIT_FAIL": ("the envelope jammed", _NO_DEPOSITS),
    "RECEIPT_PRINTED": ("a receipt is printed", _NO_PRINTER),
    "RECEIPT_TAKEN": ("the customer took it", _NO_PRINTER),
    "RECEIPT_FAIL": ("paper is out or jammed", _NO_PRINTER),
    "RECEIPT_DECLINED": ("the customer wants none", _NO_PRINTER),
    "STAFF_LOGIN": ("a person of the staff is known at the machine", _NO_STAFF_MENU),
    "STAFF_LOGOUT": ("that person leaves", _NO_STAFF_MENU),
    "STAFF_FAIL": ("a log-in fails", _NO_STAFF_MENU),
    "STAFF_LOCKED": ("too many log-ins have failed", _NO_STAFF_MENU),
    "DUAL_OK": ("a second person agrees", _NO_STAFF_MENU),
    "COUNT_SET": ("the operator says what lies in a canister", _NO_STAFF_MENU),
    "CASSETTE_SWAPPED": ("a canister is exchanged", _NO_STAFF_MENU),
    "BINS_EMPTIED": ("reject and retract bin are emptied", _NO_STAFF_MENU),
    "ENVELOPES_REMOVED": ("envelopes are taken out", _NO_DEPOSITS),
    "CARDS_REMOVED": ("kept cards are taken out", "no card is kept"),
    "PAPER_LOADED": ("paper is put in", _NO_PRINTER),
    "BALANCE_TRIAL": ("the counts are compared, without closing", _NO_STAFF_MENU),
    "BALANCE_CLOSE": ("the counts are compared and a period is closed", _NO_STAFF_MENU),
    "DIAG_START": ("a test of a device begins", _NO_STAFF_MENU),
    "DIAG_END": ("it ends, with its result", _NO_STAFF_MENU),
    "UPDATE_READY": ("a new program has come, with its hash", _NO_UPDATES),
    "UPDATE_INSTALLED": ("it is the one that runs", _NO_UPDATES),
    "UPDATE_REFUSED": ("its seal is wrong", _NO_UPDATES),
    "JOURNAL_EXPORT": ("staff copy a part of the journal at the machine", _NO_STAFF_MENU),
    "JOURNAL_VERIFY": ("staff check the journal at the machine", _NO_STAFF_MENU),
    "JOURNAL_MASK_LIFTED": ("somebody sees more than is masked", "nothing is kept to be seen"),
    "REMOTE_COMMAND": (
        "the bank orders something to be done",
        "the bank can only close service or cash, which MODE_CHANGED tells with OOS-15",
    ),
}

# Fields that mean the same wherever they are; a docstring that names one says it otherwise.
COMMON: Final = {
    "txid": "the transaction, 16 random bytes",
    "file": "name of a file of this journal",
}

_FIELD: Final = re.compile(r"([a-z][a-z0-9_]*(?:, [a-z][a-z0-9_]*)*): (.*)", re.DOTALL)
_NEXT_FIELD: Final = re.compile(r"\n(?! )|; (?=[a-z0-9_]+: )")  # a line of its own, or of one line


@dataclass(frozen=True, slots=True)
class Described:
    """
    Attributes:
        when: the condition.
        actor: whose deed it is, and when another's.
        reason: what its reason code is; empty if it has none.
        fields: name -> meaning, in the event's own order.
    """

    code: str
    when: str
    actor: str
    reason: str
    fields: Mapping[str, str]


def described(kind: type[Event]) -> Described:
    """What an event's docstring says of it. Raises ValueError for a field without a meaning."""
    when, _, attributes = (inspect.getdoc(kind) or "").partition("Attributes:")
    meanings = {**COMMON, **_meanings(textwrap.dedent(attributes.lstrip("\n")))}
    names = [field.name for field in dataclasses.fields(kind)]
    silent = [name for name in names if name not in meanings]
    if not when or silent:
        raise ValueError(f"{kind.CODE}: nothing says what {', '.join(silent) or 'it'} is")
    return Described(
        kind.CODE,
        _flat(when),
        _actor(kind),
        _reason(kind, names),
        {name: meanings[name] for name in names},
    )


def _actor(kind: type[Event]) -> str:
    """The usual one, and others by the field that decides."""
    told = [kind.ACTOR.value]
    for actor in dict.fromkeys(kind.ACTORS.values()):
        values = (f"`{value}`" for value, each in kind.ACTORS.items() if each is actor)
        told.append(f"{actor.value} where `{kind.ACTOR_BY}` is {' or '.join(values)}")
    return "; ".join(told)


def _reason(kind: type[Event], names: Sequence[str]) -> str:
    if kind.reason_code is not Event.reason_code:
        return _flat(inspect.getdoc(kind.reason_code) or "").removesuffix(".")
    if not kind.REASON:
        return ""
    return f"as `{kind.REASON}`" if kind.REASON in names else f"`{kind.REASON}`"


def _meanings(attributes: str) -> dict[str, str]:
    """`name: text` or `one, two: text`, with further lines indented; or some on one line."""
    found = {}
    for part in _NEXT_FIELD.split(attributes.strip()):
        if field := _FIELD.fullmatch(part):
            for name in field[1].split(", "):
                found[name] = _flat(field[2]).removesuffix(".")
    return found


def _flat(text: str) -> str:
    return " ".join(text.split())


def _told(each: Described) -> str:
    """Fields with one meaning stand together, and the reason behind them."""
    by_meaning: dict[str, list[str]] = {}
    for name, meaning in each.fields.items():
        by_meaning.setdefault(meaning, []).append(f"`{name}`")
    told = [f"{', '.join(names)}: {meaning}" for meaning, names in by_meaning.items()]
    return "<br>".join([*told, *([f"rsn: {each.reason}"] if each.reason else [])])


def page() -> str:
    """The two tables of docs/journal.md."""
    lines = ["| Entry | Actor | When it is made | What it holds |", "|---|---|---|---|"]
    for code, kind in EVENTS.items():
        each = described(kind)
        held = _told(each) or "nothing more"
        lines.append(f"| {code} | {each.actor} | {each.when} | {held} |")
    lines += ["", "Not yet reachable:", ""]
    lines += ["| Entry | Will be made when | Why not yet |", "|---|---|---|"]
    lines += [f"| {code} | {when} | {why} |" for code, (when, why) in NOT_YET.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
