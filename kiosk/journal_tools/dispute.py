"""The command `dispute`: everything about one transaction, and its neighbours, in one folder.

The neighbours are the visits before and after it. Raw lines come without a gap, so that their chain
can be checked again by whoever has the folder. No key goes in.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import tzinfo
from pathlib import Path
from typing import Final

from hardware.crypto.record import Record
from kiosk.journal_tools.choosing import REFERENCE_SIZE, at, zone
from kiosk.journal_tools.findings import Verdict
from kiosk.journal_tools.folders import Folder, NoJournal, folders_at, lines_in
from kiosk.journal_tools.key_files import read_keys
from kiosk.journal_tools.lines import Line, LineBad, text_of
from kiosk.journal_tools.report_text import lines_of
from kiosk.journal_tools.showing import one_copy
from kiosk.journal_tools.showing import text_of as shown
from kiosk.journal_tools.silence import Silence, with_silences
from kiosk.journal_tools.verify import verify
from kiosk.journal_tools.wording import words

PACK_LINES_MAX: Final = 5_000
PRIVATE_FOLDER, PRIVATE = 0o700, 0o600
_RECORDS: Final = ("RES", "LOADED")
_ENVELOPES: Final = ("DEPOSIT_APPROVED", "DEPOSIT_INSERTED", "DEPOSIT_NOT_INSERTED", "DEPOSIT_FAIL")


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="a new folder, or a new .zip (default: dispute-TXN)"
    )
    parser.add_argument(
        "--key", type=Path, metavar="FILE", help="first keys: the pack then says what they prove"
    )
    parser.add_argument(
        "--zone", type=zone, default="UTC", metavar="NAME", help="of all times (default UTC)"
    )


def run(options: argparse.Namespace) -> int:
    keys = None if options.key is None else read_keys(options.key)
    folder = one_copy(folders_at(options.path))
    txn = _found(folder, options.txn)
    lines = _excerpt(folder, txn)
    result = verify(options.path, keys)
    out: Path = options.out or Path(f"dispute-{txn[:REFERENCE_SIZE]}")
    own = _own(folder, txn)
    files = {
        "README.txt": _readme(_entries(own), lines, options.zone, result.verdict),
        "transaction.txt": _text(own, options.zone),
        "neighbours.txt": _text(_with_silences(lines), options.zone),
        "lines.jsonl": "".join(line.raw.decode("utf-8") for line in lines),
        "seals.txt": "".join(f"{text}\n" for text in (*_seals(lines, folder), *lines_of(result))),
        "counters.txt": "".join(f"{text}\n" for text in _counters(folder, txn)),
    }
    _write(out, files)
    sys.stdout.write(f"{out}: {len(lines)} entries, {len(_entries(own))} of them about {txn}\n")
    return 1 if result.verdict is Verdict.BAD else 0


def _found(folder: Folder, asked: str) -> str:
    """The one transaction with these first digits. Raises NoJournal."""
    found = {line.txn for line in lines_in(folder) if line.txn and line.txn.startswith(asked)}
    if len(found) != 1:
        what = "no transaction" if not found else f"{len(found)} transactions"
        raise NoJournal(f"{what} of this journal begins with {asked}")
    return found.pop()


def _excerpt(folder: Folder, txn: str) -> list[Line]:
    """From the visit before it to the visit after it, and not more than fits a pack."""
    before: deque[Line] = deque(maxlen=PACK_LINES_MAX // 2)
    lines: list[Line] = []
    last = 0
    for line in lines_in(folder):
        if not lines and line.txn != txn:
            before.append(line)
            continue
        lines.append(line)
        last = line.seq if line.txn == txn else last
        if len(lines) >= PACK_LINES_MAX // 2 or _is_far_behind(lines, last):
            break
    visit = lines[0].visit
    lines = [*before, *lines]
    begun = _visit_begun(lines, len(before), visit)
    return lines[_visit_begun(lines, max(begun - 1, 0), "") :]


def _is_far_behind(lines: list[Line], last: int) -> bool:
    """The next visit has ended."""
    return lines[-1].ev == "VISIT_END" and any(
        line.ev == "VISIT_START" and line.seq > last for line in lines
    )


def _visit_begun(lines: list[Line], place: int, visit: str) -> int:
    """Where the visit of this place began, or the newest one before it."""
    for earlier in range(place, -1, -1):
        line = lines[earlier]
        if line.ev == "VISIT_START" and (not visit or line.visit == visit):
            return earlier
    return place if visit else 0


def _own(folder: Folder, txn: str) -> list[Line | Silence]:
    """Its entries, and the times between the first and the last in which nothing was written."""
    own: list[Line | Silence] = []
    waiting: list[Silence] = []
    for silence, line in with_silences(lines_in(folder)):
        if own and silence is not None and len(waiting) < PACK_LINES_MAX:
            waiting.append(silence)
        if line.txn == txn:
            own += [*waiting, line]
            waiting = []
    return own


def _entries(told: list[Line | Silence]) -> list[Line]:
    return [each for each in told if not isinstance(each, Silence)]


def _with_silences(lines: list[Line]) -> Iterator[Line | Silence]:
    for silence, line in with_silences(lines):
        if silence is not None:
            yield silence
        yield line


def _text(lines: Iterable[Line | Silence], where: tzinfo) -> str:
    return "".join(f"{text}\n" for text in shown(lines, where))


def _readme(own: list[Line], lines: list[Line], where: tzinfo, verdict: Verdict) -> str:
    txn = own[0].txn
    began, ended = at(own[0].t, where), at(own[-1].t, where)
    return (
        f"Transaction {txn} (reference {txn[:REFERENCE_SIZE].upper()}) of machine {own[0].atm}\n"
        f"{began:%Y-%m-%d %H:%M:%S} to {ended:%Y-%m-%d %H:%M:%S} {began:%Z}, "
        f"entries {own[0].seq} to {own[-1].seq}\n\n"
        "transaction.txt  its entries in words, 40 columns wide\n"
        "neighbours.txt   the same with the visits before and after it\n"
        f"lines.jsonl      the journal's own lines, {lines[0].seq} to {lines[-1].seq}, none left "
        "out\n"
        "seals.txt        the seals at both ends, and what verifying the whole journal found:\n"
        f"                 {verdict.value}\n"
        "counters.txt     what the safe counted before and after it, by canister; of a deposit,\n"
        "                 what bank and slot said of its envelope\n\n"
        "A card appears by its last four characters and by a keyed hash. There is no PIN, no card "
        "number\nand no key in here. The two lines that end with `h` and `m` in seals.txt can be "
        "compared with\nwhat the bank was told at that time.\n"
    )


def _seals(lines: list[Line], folder: Folder) -> Iterator[str]:
    first, last = lines[0], lines[-1]
    for what, line in (("first", first), ("last", last)):
        yield f"{what} line: seq {line.seq} h {line.h} m {line.m}"
    for name in folder.seals:
        text = (folder.path / name).read_bytes()[:PACK_LINES_MAX].decode("utf-8", "replace")
        try:
            fields = json.loads(text)
            is_near = fields["first"] <= last.seq and first.seq <= fields["last"]
        except (ValueError, KeyError, TypeError):
            is_near = True  # it is shown as it is, and verifying says what is wrong with it
        if is_near:
            yield f"{name}: {text.strip()}"


def _counters(folder: Folder, txn: str) -> Iterator[str]:
    """The safe's record before this transaction's own, and its own; or what the slot has said."""
    before: Line | None = None
    envelope: list[str] = []
    for line in lines_in(folder):
        if line.txn == txn and line.ev in _ENVELOPES:
            envelope.append(f"seq {line.seq}: {words(line.ev, line.d)}")
        if line.ev not in _RECORDS:
            continue
        if line.txn == txn:
            yield from _record("before", before)
            yield from _record("after", line)
            return
        before = line
    yield from envelope or ("The safe has no record of this transaction in this journal.",)


def _record(when: str, line: Line | None) -> Iterator[str]:
    if line is None:
        yield f"{when}: not in this journal"
        return
    try:
        record = Record.parse(bytes.fromhex(text_of(line.d, "record")))
    except ValueError as error:
        raise LineBad(f"seq {line.seq}: {error}") from None
    yield f"{when}: record of seq {line.seq}, {record.kind.name} {record.outcome.name}"
    for each in record.lines:
        yield (
            f"  canister {each.canister}, load {each.load}: left {each.left}, picked "
            f"{each.picked}, rejected {each.rejected}, presented {each.presented}"
        )


def _write(out: Path, files: dict[str, str]) -> None:
    """A new place, for its owner alone. Raises OSError where something lies there."""
    if out.suffix == ".zip":
        new = os.open(out, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(new, "w+b") as whole, zipfile.ZipFile(whole, "w") as pack:
            for name, text in files.items():
                pack.writestr(name, text, zipfile.ZIP_DEFLATED)
        return
    out.mkdir(mode=PRIVATE_FOLDER)
    for name, text in files.items():
        new = os.open(out / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(new, "w", encoding="utf-8") as file:
            file.write(text)
