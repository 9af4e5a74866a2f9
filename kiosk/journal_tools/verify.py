"""Verifies every copy of a journal that lies at a place, and says what comes of it in one word."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path

from hardware.crypto.secret import Secret
from kiosk.journal_tools.companions import check_seal, check_stray_seals, check_torn
from kiosk.journal_tools.copies import compare
from kiosk.journal_tools.findings import Bad, FileReport, FolderReport, Kind, Result, Verdict
from kiosk.journal_tools.folders import Folder, folders_at
from kiosk.journal_tools.key_files import Anchor
from kiosk.journal_tools.walk import Walk


def verify(
    path: Path, keys: dict[str, Secret] | None = None, anchors: list[Anchor] | None = None
) -> Result:
    """Read everything once, plus once more where there are several copies.

    keys: first keys by name; None checks the chain only. anchors: what the bank was told.
    Raises NoJournal, OSError.
    """
    folders = folders_at(path)
    reports: list[FolderReport] = []
    for folder in folders:
        fresh: dict[int, list[Anchor]] = {}
        for each in anchors or []:
            fresh.setdefault(each.seq, []).append(Anchor(each.seq, each.h, each.m, each.key))
        reports.append(verify_folder(folder, keys or {}, fresh))
    compare(folders, reports)
    return _result(tuple(reports), has_keys=keys is not None)


def verify_folder(
    folder: Folder, keys: dict[str, Secret], anchors: dict[int, list[Anchor]]
) -> FolderReport:
    """One copy. Raises OSError."""
    report = FolderReport(folder.path)
    walk = Walk(folder, keys, anchors, report)
    try:
        if len(folder.atms) > 1:
            raise Bad(Kind.ORDER, str(folder.path), 0, 0, "journals of two machines lie here")
        for name in folder.files:
            done = walk.file(name)
            if walk.last is not None and done.entries:
                check_seal(folder, done, walk.last)
        check_stray_seals(folder)
        _check_empty(folder, report)
        check_torn(folder, walk, report)
        _check_beginning(walk, report)
        _check_anchors(anchors, walk, report)
    except Bad as bad:
        report.findings.append(bad)
    for key, first, last in walk.succession.lost:
        report.findings.append(_lost(report, key, first, last))
    if folder.aside:
        report.note(f"set aside by the kiosk as a mirror that differs: {', '.join(folder.aside)}")
    return report


def _check_empty(folder: Folder, report: FolderReport) -> None:
    """A file is empty for a moment only, while it is the newest."""
    for file in report.files:
        if file.entries:
            continue
        if file.name != folder.files[-1] or not folder.is_whole:
            raise Bad(Kind.MISSING, file.name, 0, 0, "the file is empty")
        report.note(f"{file.name} is empty: the kiosk ended just after making it")


def _check_beginning(walk: Walk, report: FolderReport) -> None:
    """What is not here from the beginning was deleted by the kiosk, which says so."""
    missing = walk.succession.missing
    if missing is None:
        return
    key, last = missing
    if not walk.succession.is_whole:
        report.note(f"this file alone; entries 1 to {last} are elsewhere")
    elif missing in walk.succession.deleted:
        report.note(f"entries 1 to {last} of key {key} were deleted by the kiosk, which says so")
    else:
        why = f"entries 1 to {last} are missing, and no entry says that they were deleted"
        raise Bad(Kind.MISSING, report.files[0].name, 1, report.files[0].first, why)


def _lost(report: FolderReport, key: str, first: int, last: int) -> Bad:
    file = next(f for f in report.files if f.lost and (f.key, f.first) == (key, last + 1))
    why = f"entries {first} to {last} are lost, as the kiosk itself found when it started"
    return Bad(Kind.LOST, file.name, 1, file.first, why)


# --- anchors


def _check_anchors(anchors: dict[int, list[Anchor]], walk: Walk, report: FolderReport) -> None:
    """The bank's word about entries: each that should be here is here, as it was. Raises Bad."""
    met = 0
    for seq in sorted(anchors):
        for anchor in anchors[seq]:
            if anchor.is_met:
                met += 1
                continue
            if anchor.differs:
                file, line = anchor.differs[0]
                why = "the bank was told of another entry with this number"
                raise Bad(Kind.ANCHOR, file, line, seq, why)
            _check_absent(anchor, walk, report)
    if anchors:
        report.note(f"anchors: {met} of {sum(map(len, anchors.values()))} met in these files")


def _check_absent(anchor: Anchor, walk: Walk, report: FolderReport) -> None:
    """No entry has this number: it is beyond the end, lost, or in a file that is not here."""
    lives = report.lives
    ends = [lives[anchor.key]] if anchor.key in lives else list(lives.values())
    if anchor.key and anchor.key not in lives and report.files:
        # Of a key that nothing here is sealed with.
        if not walk.succession.is_whole or any(k == anchor.key for k, _ in walk.succession.deleted):
            return
        why = f"the bank knows of entry {anchor.seq} of key {anchor.key}, and no file has that key"
        raise Bad(Kind.ANCHOR, report.files[-1].name, 0, 0, why)
    last = report.files[-1]
    for key, first, end in walk.succession.lost:
        if anchor.key in ("", key) and first <= anchor.seq <= end:
            why = f"the bank knows of entry {anchor.seq}, which is lost"
            file = next(f for f in report.files if f.lost and f.first == end + 1)
            raise Bad(Kind.ANCHOR, file.name, 1, file.first, why)
    if anchor.seq > max(ends, default=0) and (walk.succession.is_whole or not last.is_closed):
        why = (
            f"the journal ends here, and the bank knows of entry {anchor.seq}: "
            "the newest entries were cut off"
        )
        raise Bad(Kind.ANCHOR, last.name, last.entries, last.last, why)


# --- verdict


def _result(reports: tuple[FolderReport, ...], *, has_keys: bool) -> Result:
    findings = [bad for report in reports for bad in report.findings]
    files = [file for report in reports for file in report.files]
    entries = sum(file.entries for file in files)
    size = f"{_count(len(files), 'file')}, {_count(entries, 'entry', 'entries')}"
    if findings:
        more = len(findings) - 1
        tail = f" (and {_count(more, 'more finding')})" if more else ""
        return Result(reports, Verdict.BAD, f"{findings[0]}{tail}")
    early = [file for report in reports for file in _before_provisioning(report)]
    unknown = sorted({f.key for f in files if f.entries and not f.is_sealed and f not in early})
    if not entries:
        return Result(reports, Verdict.CHAIN_ONLY, f"{size}: nothing to verify")
    if not has_keys:
        why = f"{size}: all fits together; who wrote it is not known without --key"
        return Result(reports, Verdict.CHAIN_ONLY, why)
    if unknown:
        why = f"{size}: all fits together, but no key is known for {', '.join(unknown)}"
        return Result(reports, Verdict.CHAIN_ONLY, why)
    why = f"{size}, every seal verified"
    if early:
        count = _count(sum(file.entries for file in early), "entry", "entries")
        why += f", but for {count} from before the bank gave a key"
    return Result(reports, Verdict.GOOD, why)


def _before_provisioning(report: FolderReport) -> list[FileReport]:
    """What a new machine wrote under a key of its own: it comes first, and it served nobody."""
    early = list(takewhile(lambda file: not file.is_sealed, report.files))
    is_followed = len(early) < len(report.files)
    return early if is_followed and not any(file.has_customers for file in early) else []


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
