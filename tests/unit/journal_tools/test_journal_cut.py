"""A journal whose oldest files were deleted adds up from there on, says so, and hides nothing."""

from __future__ import annotations

import pytest
from sealing_kit import FIRST, name_of
from test_journal_reconcile import Till

from hardware.crypto.record import TxnOutcome
from kiosk.journal_tools.__main__ import main
from kiosk.journal_tools.beginning import Beginning, beginning_of
from kiosk.journal_tools.folders import folders_at, lines_in
from kiosk.journal_tools.grammar import faults
from kiosk.journal_tools.lines import parse
from kiosk.journal_tools.reconcile import reconcile

SHORTAGE = 5


def honest():
    """Two loads, and every way in which a withdrawal ends."""
    till = Till()
    till.filled(100)
    till.paid(3, presented=3)
    till.paid(4, out=2, presented=2)
    till.paid(1, outcome=TxnOutcome.RETRACTED)
    till.paid(2, out=0, outcome=TxnOutcome.VOID, settled="void")
    till.filled(50, picked=10, rejected=4)
    till.paid(2)
    return till


def lines_of(till):
    raw = b"".join(till.machine.files[name] for name in sorted(till.machine.files))
    return [parse(line) for line in raw.splitlines(keepends=True)]


def cut(lines, place):
    """The books without the first lines, which the kiosk has deleted."""
    rest = lines[place:]
    return reconcile(rest, Beginning(rest[0].seq, rest[0].boot, "deleted"))


def test_it_adds_up_wherever_a_deletion_has_cut():
    lines = lines_of(honest())
    books = [cut(lines, place) for place in range(1, len(lines))]

    assert [] == [problem for each in books for problem in each.problems]
    assert [] == [affair for each in books for affair in each.open]


def test_what_had_gone_before_is_known_from_the_safes_own_counts():
    """The first record that is left is the third one; the load's end tells of the bin."""
    lines = lines_of(honest())
    third = [place for place, line in enumerate(lines) if line.ev == "RES"][2]
    first, second = cut(lines, third).loads

    assert (100, 7, 2, 90) == (first.loaded, first.earlier, first.earlier_rejected, first.left)
    assert (1, 2, 1) == (first.presented, first.rejected, first.not_counted)
    assert (50, 0, 48) == (second.loaded, second.earlier, second.left)


def test_of_a_load_that_was_over_its_end_is_known():
    lines = lines_of(honest())
    loaded = [place for place, line in enumerate(lines) if line.ev == "LOADED"][1]
    over, now = cut(lines, loaded).loads

    assert (1, None, 10, 4) == (over.number, over.loaded, over.earlier, over.earlier_rejected)
    assert (2, 50, 50) == (now.number, now.loaded, now.counted)


def test_notes_that_went_after_a_deletion_are_found_wherever_it_has_cut():
    """Of all deletions after which the safe has spoken once before they went."""
    till = honest()
    till.paid(1, gone=SHORTAGE)
    lines = lines_of(till)
    spoken = [place for place, line in enumerate(lines) if line.ev == "RES"][-2]
    expected = ["canister 1, load 2: +5 notes went without a transaction of this journal"]

    found = [cut(lines, place).problems for place in range(1, spoken + 1)]
    assert [expected] * spoken == [[each.partition(": ")[2] for each in some] for some in found]


def test_a_load_that_ends_with_more_picked_is_found_after_a_deletion():
    """The safe's closing count, beside what went before and what is here."""
    till = Till()
    till.filled(100)
    till.paid(3)
    till.paid(2)
    till.filled(50, picked=6)
    lines = lines_of(till)
    second = [place for place, line in enumerate(lines) if line.ev == "RES"][1]

    (problem,) = cut(lines, second).problems
    assert "the safe closes it with 6 picked and 0 rejected, the journal has 5 and 0" in problem


def in_a_visit(till, visit, drop=()):
    """A withdrawal of two notes in a visit, without the entries named."""
    till.paid(2)
    lines = lines_of(till)
    begun = max(place for place, line in enumerate(lines) if line.ev == "INTENT")
    kept = [line for line in lines[begun:] if line.ev not in drop]
    return lines[:begun], [line._replace(visit=visit) for line in kept]


@pytest.mark.parametrize("drop", [("RES",), ("INTENT", "CMD", "RES")])
def test_a_dispense_whose_record_is_missing_is_not_taken_for_cut(drop):
    """It belongs to a visit that began after the deletion."""
    before, after = in_a_visit(honest(), "1-9", drop)
    start = before[-1]._replace(ev="VISIT_START", visit="1-9")
    books = cut([*before, start, *after], 5)

    assert "debited, and no record says that notes came out" in " ".join(books.problems)


def test_a_dispense_without_a_record_in_a_later_run_is_not_taken_for_cut():
    """Whatever a later run takes up from before it says first."""
    before, after = in_a_visit(honest(), "", ("INTENT", "CMD", "RES"))
    later = [line._replace(boot=line.boot + 1) for line in after]
    books = cut([*before, *later], 5)

    assert "debited, and no record says that notes came out" in " ".join(books.problems)


def test_the_same_entries_of_a_whole_journal_are_wrong():
    """Only what the kiosk says it deleted excuses anything."""
    lines = lines_of(honest())
    (confirmed, *_) = (n for n, line in enumerate(lines) if line.ev == "SETTLEMENT_CONFIRMED")

    assert [] == cut(lines, confirmed).problems
    assert ["debited, and no record says that notes came out"] == [
        each.partition(": ")[2] for each in reconcile(lines[confirmed : confirmed + 2]).problems
    ]


def test_visits_from_before_need_no_beginning_and_later_ones_do():
    till = Till()
    for visit in ("1-1", "1-2"):
        till.machine.write("VISIT_START", {}, visit=visit)
        till.machine.write("CARD_TAKEN", {}, visit=visit)
        till.machine.write("VISIT_END", {}, visit=visit)
    lines = lines_of(till)
    without_second = [line for line in lines if (line.ev, line.visit) != ("VISIT_START", "1-2")]

    assert [] == list(faults(lines[2:], is_cut=True))
    assert [] != list(faults(lines[2:]))
    assert [] != list(faults(without_second[1:], is_cut=True))


class TestCommand:
    @pytest.fixture
    def folder(self, tmp_path):
        """The first file is deleted in the middle of a withdrawal; the second says so."""
        till = honest()
        key = till.begun()
        till.machine.write("CMD", {**key, "ticket": "00" * 16, "lines": []}, txn=key["txid"])
        till.machine.close()
        self.last = till.machine.seq
        till.machine.open()
        till.write("DONE", key | {"state": "void"})
        till.paid(2)
        self.till = till
        return tmp_path

    def saved(self, folder, *, told=True, key=""):
        name, *_ = sorted(self.till.machine.files)
        if told:
            d = {"file": name, "key": key or name_of(FIRST), "first": 1, "last": self.last}
            self.till.write("JOURNAL_DELETED", {**d, "why": "age"})
        self.till.machine.save(folder)
        (folder / name).unlink()
        (folder / f"{name}.seal").unlink()

    def test_it_adds_up_and_says_from_where_on_it_counts(self, folder, capsys):
        self.saved(folder)

        assert 0 == main(["reconcile", str(folder)])
        told = capsys.readouterr().out.splitlines()
        first = self.last + 1
        assert told[0].startswith(f"counts begin at seq {first}: JOURNAL_DELETED of seq ")
        assert f"before seq {first + 4}: 2 of 50 notes of canister 1, load 2 had left it" in told
        assert (
            "before that: 1 transaction or load was begun; of these only what is here" in (told[-2])
        )
        assert "ADDS UP 2 transactions and loads, 0 open" == told[-1]

    def test_a_deletion_that_no_entry_tells_is_wrong(self, folder, capsys):
        self.saved(folder, told=False)

        assert 1 == main(["reconcile", str(folder)])
        told = capsys.readouterr().out
        assert f"entries 1 to {self.last} are missing, and nothing says why" in told
        assert "closed, and nothing here tells how it began" in told

    def test_a_file_alone_is_counted_from_its_own_beginning(self, folder, capsys):
        self.saved(folder, told=False)
        (file,) = folder.glob("*.jsonl")

        assert 0 == main(["reconcile", str(file)])
        assert "this file stands alone" in capsys.readouterr().out

    def test_a_deleted_file_of_a_former_key_was_before_it_all(self, tmp_path):
        till = Till()
        till.machine.write("JOURNAL_DELETED", {"key": "ab" * 8, "last": 3, "why": "age"})
        (folder,) = folders_at(till.machine.save(tmp_path))

        assert beginning_of(folder).is_cut

    def test_a_file_that_is_named_and_still_there_cuts_nothing(self, tmp_path):
        """The power went between the entry and the deletion."""
        till = honest()
        till.machine.write("JOURNAL_DELETED", {"key": name_of(FIRST), "last": 9, "why": "age"})
        (folder,) = folders_at(till.machine.save(tmp_path))

        assert not beginning_of(folder).is_cut
        assert [] == reconcile(lines_in(folder), beginning_of(folder)).problems

    @pytest.mark.parametrize(
        ("ev", "d", "why"),
        [
            ("LINK_UP", {"down_ms": 0}, "_001.jsonl line 1: a journal file begins with JOURNAL_"),
            ("JOURNAL_OPEN", {"file": "x"}, "_001.jsonl line 1: its d has no text key"),
        ],
    )
    def test_a_beginning_that_cannot_be_read_is_named(self, tmp_path, capsys, ev, d, why):
        till = Till()
        till.machine.files.clear()
        till.write(ev, d)
        till.machine.save(tmp_path)

        assert 1 == main(["reconcile", str(tmp_path)])
        assert why in capsys.readouterr().err

    def test_a_deletion_that_cannot_be_read_is_named(self, tmp_path, capsys):
        till = honest()
        till.machine.write("JOURNAL_DELETED", {"last": "3"})
        till.machine.save(tmp_path)

        assert 1 == main(["reconcile", str(tmp_path)])
        assert f"seq {till.machine.seq}: its d has no text key" in capsys.readouterr().err
