"""Every way to tamper with a journal is noticed by whom docs/journal-tampering.md says, or not."""

from __future__ import annotations

from pathlib import Path

import pytest
import tampering
from forger import Forger
from sealing_kit import FIRST, name_of
from tampering import ANCHORED, ANCHORS, ENTRY, KINDS, LISTED, MIRROR, THREE, UNSEEN, WORDS

from hardware.crypto.secret import Secret
from kiosk.journal_tools import findings
from kiosk.journal_tools.findings import Verdict
from kiosk.journal_tools.key_files import Anchor
from kiosk.journal_tools.verify import verify

PAGE = Path(__file__).parents[3] / "docs" / "journal-tampering.md"
KEYS = {name_of(FIRST): Secret(FIRST)}
THIEVES = ("no key", "the current key", "the current key and the mirror")
KINDS_MIN = 30


def anchors(kind):
    """What the bank was told; of two kiosks by both."""
    told = [Anchor(**each) for each in tampering.honest().anchors if each["seq"] in ANCHORED]
    if "two copies" in kind.words:
        told.append(Anchor(**tampering.other_kiosks_anchor()))
    return told


def attacked(kind, thief, tmp_path):
    """The files afterwards; where verifying must stop, as file and seq."""
    kiosk = tampering.honest()
    journal, mirror = dict(kiosk.files), dict(kiosk.files)
    key = None if thief == 0 else kiosk.key
    place = kind.does(Forger(journal, key, kiosk.seq + 1))
    is_honest_kiosks = kind.seen == (ANCHORS,) * 3 or kind.seen == (LISTED,) * 3
    if thief == 2 or is_honest_kiosks:  # what the kiosk itself writes goes to its mirror
        mirror = journal
    for folder, files in (("journal", journal), ("journal-mirror", mirror)):
        (tmp_path / folder).mkdir()
        for name, content in files.items():
            (tmp_path / folder / name).write_bytes(content)
    return place


def seen(kind, path):
    """Who notices, and the first finding."""
    result = verify(path, KEYS)
    if result.findings:
        first = result.findings[0]
        return (MIRROR if first.kind is findings.Kind.COPY else ENTRY), first
    with_anchors = verify(path, KEYS, anchors(kind))
    if with_anchors.findings:
        return ANCHORS, with_anchors.findings[0]
    assert result.verdict is Verdict.GOOD
    steps = sum(file.step_count for folder in result.folders for file in folder.files)
    return (LISTED if steps else UNSEEN), None


def test_the_journal_that_is_attacked_is_good_before(tmp_path):
    tampering.honest().save(tmp_path / "journal")
    tampering.honest().save(tmp_path / "journal-mirror")
    told = [Anchor(**each) for each in tampering.honest().anchors if each["seq"] in ANCHORED]

    assert Verdict.GOOD == verify(tmp_path, KEYS, told).verdict


@pytest.mark.parametrize("thief", range(3), ids=THIEVES)
@pytest.mark.parametrize("kind", KINDS, ids=[kind.words for kind in KINDS])
def test_who_notices(kind, thief, tmp_path):
    file, seq = attacked(kind, thief, tmp_path)

    who, first = seen(kind, tmp_path)

    assert kind.seen[thief] == who, str(first)
    if who == ENTRY:
        assert (file, seq) == (Path(first.file).name, first.seq), str(first)


@pytest.mark.parametrize("thief", range(3), ids=THIEVES)
def test_a_cut_at_any_byte_of_the_last_entry_is_seen_at_that_entry(thief, tmp_path):
    kiosk = tampering.honest()
    kiosk.save(tmp_path / "journal")
    kiosk.save(tmp_path / "journal-mirror")
    whole = kiosk.files[THREE]
    last = len(whole.splitlines(keepends=True)[-1])
    found = set()
    for size in range(len(whole) - last + 1, len(whole)):
        (tmp_path / "journal" / THREE).write_bytes(whole[:size])
        if thief == 2:
            (tmp_path / "journal-mirror" / THREE).write_bytes(whole[:size])
        first = verify(tmp_path, KEYS).findings[0]
        found.add((first.file, first.line, first.seq, first.reason))

    assert {(THREE, 5, 19, "its end is missing")} == found


def test_any_one_changed_byte_is_seen(tmp_path):
    """Of all files: journal, .seal and torn end."""
    kiosk = tampering.honest()
    folder = kiosk.save(tmp_path / "journal")
    unseen = []
    for name, content in kiosk.files.items():
        for place in range(0, len(content), 7):
            changed = bytearray(content)
            changed[place] ^= 1
            (folder / name).write_bytes(bytes(changed))
            if verify(folder, KEYS).verdict is not Verdict.BAD:
                unseen.append((name, place))
        (folder / name).write_bytes(content)

    assert [] == unseen


def test_without_the_key_a_chain_made_anew_is_never_called_good(tmp_path):
    kiosk = tampering.honest()
    files = Forger(dict(kiosk.files), None, 0)
    files.change(tampering.ONE, 2, d={"down_ms": 99})
    files.chain_anew()
    for name, content in files.files.items():
        (tmp_path / name).write_bytes(content)

    assert Verdict.CHAIN_ONLY == verify(tmp_path).verdict


# --- the page


def table():
    rows = ["| What is done | " + " | ".join(THIEVES) + " |", "|---|---|---|---|"]
    rows += [f"| {k.words} | " + " | ".join(WORDS[who] for who in k.seen) + " |" for k in KINDS]
    return "\n".join(rows)


def reasons():
    return "\n".join(f"- *{kind.words}*: {kind.why}." for kind in KINDS if kind.why)


def test_there_are_enough_kinds():
    assert KINDS_MIN <= len({kind.words for kind in KINDS}) == len(KINDS)


def test_what_nobody_sees_has_a_reason():
    assert [] == [k.words for k in KINDS if {UNSEEN, LISTED} & set(k.seen) and not k.why]


def test_the_page_has_this_table_and_these_reasons():
    page = PAGE.read_text(encoding="utf-8")

    assert table() in page
    assert reasons() in page
