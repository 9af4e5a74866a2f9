"""`reconcile` says what is missing, what was paid twice or for nothing, and what is still open."""

from __future__ import annotations

from uuid import UUID

import pytest
from sealing_kit import Machine

from hardware.crypto.record import (
    NOT_COUNTED,
    LineFlag,
    Record,
    RecordKind,
    RecordLine,
    TxnOutcome,
)
from kiosk.journal_tools.__main__ import main
from kiosk.journal_tools.lines import parse
from kiosk.journal_tools.reconcile import reconcile
from kiosk.journal_tools.reconciling import text_of

HSM = UUID("0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8")
NONE, LOADED = LineFlag(0), LineFlag.LOADED


class Till:
    """A journal with loads and withdrawals from canister 1, whose notes are 20.00."""

    def __init__(self):
        self.machine = Machine()
        self.machine.open()
        self.left, self.load, self.count, self.next = 0, 0, 0, 0

    def filled(self, count, *, picked=0, rejected=0, counted=None, note=0, **more):
        load_id = self.loaded(count, picked=picked, rejected=rejected, note=note, **more)
        self.write("CASH_ADDED", {"canister": 1, "count": counted or count})
        self.write("DONE", {"txid": load_id, "state": "loaded"})

    def loaded(self, count, *, picked=0, rejected=0, note=0, **more):
        """A load that the bank has not heard of; its load_id."""
        self.load, self.left, self.next = self.load + 1, count, 0
        line = RecordLine(1, LOADED, self.load, 0, count, picked, rejected, 0, 0)
        load_id = self.txid()
        record = Record(RecordKind.LOAD, HSM, load_id, bytes(16), TxnOutcome.NONE, (line,))
        self.load_id, self.record = load_id, record
        d = {"load_id": load_id.hex(), "canister": 1, "load": self.load, "count": count}
        worth = {"denomination": money(note)} if note else {}
        self.write("LOADING", d | worth | more)
        self.write("LOADED", {"load_id": load_id.hex(), "record": raw(record)})
        return load_id.hex()

    def paid(
        self, notes, *, settled="captured", minor=None, outcome=TxnOutcome.TAKEN, out=None, gone=0,
        done="", presented=None, taken=None,
    ):  # fmt: skip
        """One withdrawal; each argument is what is different about it."""
        txid = self.txid()
        out = notes if out is None else out
        self.left -= notes + gone
        self.next += notes + gone
        taken_back = NOT_COUNTED if outcome is TxnOutcome.RETRACTED else 0
        line = RecordLine(
            1, NONE, self.load, self.next, self.left, notes, notes - out, out, taken_back
        )
        record = Record(RecordKind.FINAL, HSM, txid, bytes(range(16)), outcome, (line,))
        asked = money(2_000 * notes)
        lines = [{"canister": 1, "count": notes}]
        key = {"txid": txid.hex()}
        self.write("INTENT", key | {"operation": "withdrawal", "amount": asked, "lines": lines})
        self.write("CMD", key | {"ticket": "00" * 16, "lines": lines})
        if presented is not None:
            shown = [{"canister": 1, "count": presented}]
            worth = money(2_000 * presented)
            self.write("CASH_PRESENTED", key | {"amount": worth, "lines": shown})
        self.write("RES", key | {"record": raw(record)})
        if taken is not None:
            went = [{"canister": 1, "count": taken}]
            self.write("CASH_TAKEN", key | {"wait_ms": 1, "lines": went})
        if settled:
            minor = 2_000 * out if minor is None else minor
            told = {"state": settled, "amount": money(minor), "tries": 1}
            self.write("SETTLEMENT_CONFIRMED", key | told)
        self.write("DONE", key | {"state": done or outcome.name.lower()})

    def enveloped(self, ev, done, **d):
        """A deposit with this result of the slot."""
        key = {"txid": self.txid().hex()}
        self.write("INTENT", key | {"operation": "deposit", "amount": money(50_00), "lines": []})
        self.write("DEPOSIT_APPROVED", key | {"claimed": money(50_00)})
        if ev:
            self.write(ev, key | d)
        self.write("DONE", key | {"state": done})

    def transferred(self, done, minor=None):
        key = {"txid": self.txid().hex()}
        self.write("INTENT", key | {"operation": "transfer", "amount": money(50_00), "lines": []})
        if minor:
            self.write("TRANSFER_DONE", key | {"amount": money(minor)})
        self.write("DONE", key | {"state": done})

    def begun(self, **rest):
        """A withdrawal that is still open."""
        key = {"txid": self.txid().hex()}
        self.write("INTENT", key | {"operation": "withdrawal", "amount": money(2_000), "lines": []})
        return key

    def emptied(self, found, expected, *, which="reject", is_sure=True):
        """People have emptied a bin; notes of canister 1."""
        lines, known = ([{"canister": 1, "count": n}] if n else [] for n in (found, expected))
        told = {"lines": lines, "expected": known, "is_sure": is_sure, "who": "anna+ben"}
        self.write("BINS_EMPTIED", {"which": which} | told)

    def write(self, ev, d):
        self.machine.write(ev, d, txn=d.get("txid"))

    def txid(self):
        self.count += 1
        return self.count.to_bytes(16, "big")

    @property
    def books(self):
        raw_lines = self.machine.files[self.machine.file].splitlines(keepends=True)
        return reconcile(map(parse, raw_lines))

    @property
    def problems(self):
        return [problem.partition(": ")[2] for problem in self.books.problems]


def raw(record):
    return (record.signed_part() + bytes(16)).hex()


def money(minor):
    return {"minor": minor, "currency": "EUR"}


def till():
    made = Till()
    made.filled(100)
    return made


def test_loads_and_withdrawals_add_up():
    kiosk = till()
    kiosk.paid(3)
    kiosk.paid(4, out=2, presented=2)
    kiosk.paid(1, outcome=TxnOutcome.RETRACTED)
    kiosk.paid(2, out=0, outcome=TxnOutcome.VOID, settled="void")
    kiosk.filled(50, picked=10, rejected=4)

    first, second = kiosk.books.loads
    assert [] == kiosk.problems
    assert (100, 6, 4, 1, 90) == (
        first.loaded, first.presented, first.rejected, first.not_counted, first.left,
    )  # fmt: skip
    assert (50, 50, 50) == (second.loaded, second.left, second.counted)


def test_notes_that_went_without_a_transaction_are_named():
    kiosk = till()
    kiosk.paid(3)
    kiosk.paid(1, gone=5)

    assert ["canister 1, load 1: +5 notes went without a transaction of this journal"] == (
        kiosk.problems
    )


def test_a_safe_that_closes_a_load_with_other_totals_is_named():
    kiosk = till()
    kiosk.paid(3)
    kiosk.filled(100, picked=4, rejected=0)

    (problem,) = kiosk.problems
    assert "with 4 picked and 0 rejected, the journal has 3 and 0" in problem


def test_a_count_that_is_not_what_was_loaded_is_named():
    kiosk = Till()
    kiosk.filled(100, counted=90)

    assert ["canister 1, load 1: 90 counted, and 100 loaded"] == kiosk.problems


def test_a_debit_without_notes_is_named():
    kiosk = till()
    kiosk.paid(1, out=0, outcome=TxnOutcome.VOID, settled="captured", minor=2_000)

    assert ["debited, and no notes came out"] == kiosk.problems


def test_notes_without_a_debit_are_named():
    kiosk = till()
    kiosk.paid(1, settled="void")

    assert ["notes came out, and nothing was debited"] == kiosk.problems


def test_a_debit_of_another_amount_is_named():
    kiosk = till()
    kiosk.paid(2, minor=5_000)

    assert ["5000 is debited, and notes worth 4000 came out"] == kiosk.problems


def test_a_withdrawal_that_was_closed_without_the_bank_is_named():
    kiosk = till()
    kiosk.paid(2, settled="")

    assert ["closed without the bank's word about the money"] == kiosk.problems


def test_an_order_for_notes_without_a_record_is_named():
    kiosk = till()
    key = kiosk.begun()
    kiosk.write("CMD", key | {"ticket": "00" * 16, "lines": []})
    kiosk.write("DONE", key | {"state": "void"})

    assert ["notes were ordered, and no record tells what became of them"] == kiosk.problems


def test_other_notes_presented_than_recorded_are_named():
    kiosk = till()
    kiosk.paid(2, presented=1)

    assert ["other notes were presented than its record says"] == kiosk.problems


def test_other_notes_taken_than_recorded_are_named():
    kiosk = till()
    kiosk.paid(2, taken=2)
    assert [] == kiosk.problems
    kiosk.paid(2, taken=1)

    assert ["CASH_TAKEN has other notes than its record"] == kiosk.problems


def test_a_load_says_what_its_notes_are_worth():
    kiosk = Till()
    kiosk.filled(100, note=1_000)
    kiosk.paid(2)

    assert ["4000 is debited, and notes worth 2000 came out"] == kiosk.problems


def test_the_bank_s_count_is_of_the_load_that_it_names():
    """Two of one canister may wait for it."""
    kiosk = Till()
    first = kiosk.loaded(100)
    second = kiosk.loaded(50)
    for load_id, count in ((second, 50), (first, 100)):
        kiosk.write("CASH_ADDED", {"canister": 1, "count": count, "load_id": load_id})

    assert [] == kiosk.problems
    assert [100, 50] == [load.counted for load in kiosk.books.loads]


@pytest.mark.parametrize(
    ("notes", "outcome", "settled", "problems"),
    [
        (0, TxnOutcome.VOID, "void", []),
        (2, TxnOutcome.TAKEN, "captured", ["canister 1 goes back to load 1"]),
    ],
)
def test_a_record_from_before_a_load_is_named_where_notes_have_moved(
    notes, outcome, settled, problems
):
    """A safe that heard of its order too late has a void record, which the kiosk meets later."""
    kiosk = Till()
    kiosk.filled(100)
    kiosk.filled(50)
    kiosk.load, kiosk.next, kiosk.left = 1, 0, 100
    kiosk.paid(notes, outcome=outcome, settled=settled)

    assert problems == kiosk.problems


def test_a_state_that_contradicts_the_record_is_named():
    kiosk = till()
    kiosk.paid(2, done="void")

    assert ["closed as void, and the record says TAKEN"] == kiosk.problems


def test_what_is_open_is_listed_and_no_problem():
    kiosk = till()
    key = kiosk.begun()

    assert [key["txid"]] == [affair.key for affair in kiosk.books.open]
    assert [] == kiosk.problems


def test_a_doubtful_dispense_is_for_people_to_count():
    kiosk = till()
    kiosk.paid(2, outcome=TxnOutcome.SUSPECT, out=0, settled="in-doubt")

    assert 1 == len(kiosk.books.doubtful)
    assert [] == kiosk.problems


def test_envelopes_and_transfers_add_up():
    kiosk = till()
    kiosk.enveloped("DEPOSIT_INSERTED", "pending", envelope=3)
    kiosk.enveloped("DEPOSIT_NOT_INSERTED", "void", why="cancel")
    kiosk.enveloped("DEPOSIT_FAIL", "disputed", code="jam")
    kiosk.enveloped("DEPOSIT_INSERTED", "disputed", envelope=5)
    kiosk.transferred("done", 50_00)
    kiosk.transferred("void")

    assert [] == kiosk.problems
    assert ([3, 5], 1) == (kiosk.books.envelopes.numbers, kiosk.books.envelopes.doubtful)


@pytest.mark.parametrize(
    ("ev", "done", "envelope", "why"),
    [
        ("", "void", None, "the bank agreed to an envelope, and nothing tells what became of it"),
        ("DEPOSIT_INSERTED", "void", 4, "closed as void, and DEPOSIT_INSERTED says otherwise"),
        ("DEPOSIT_FAIL", "pending", None, "closed as pending, and DEPOSIT_FAIL says otherwise"),
        ("DEPOSIT_INSERTED", "pending", 3, "two envelopes with number 3"),
    ],
)
def test_an_envelope_without_its_result_is_named(ev, done, envelope, why):
    kiosk = till()
    kiosk.enveloped("DEPOSIT_INSERTED", "pending", envelope=3)
    kiosk.enveloped(ev, done, envelope=envelope)

    assert [why] == kiosk.problems


@pytest.mark.parametrize(("done", "minor"), [("done", None), ("void", 50_00), ("done", 40_00)])
def test_a_transfer_that_its_entries_contradict_is_named(done, minor):
    kiosk = till()
    kiosk.transferred(done, minor)

    assert 1 == len(kiosk.problems)


def test_the_exit_code_says_whether_it_adds_up(tmp_path, capsys):
    kiosk = till()
    kiosk.paid(1)
    kiosk.machine.save(tmp_path)

    assert 0 == main(["reconcile", str(tmp_path)])
    assert "ADDS UP 2 " in capsys.readouterr().out.splitlines()[-1]
    kiosk.paid(1, settled="void")
    kiosk.machine.save(tmp_path)
    assert 1 == main(["reconcile", str(tmp_path)])
    assert "DOES NOT ADD UP" in capsys.readouterr().out.splitlines()[-1]


def test_a_dispute_about_an_envelope_has_what_bank_and_slot_said(tmp_path):
    kiosk = till()
    kiosk.enveloped("DEPOSIT_INSERTED", "pending", envelope=3, wait_ms=2_000)
    kiosk.machine.save(tmp_path / "journal")
    txid, out = kiosk.count.to_bytes(16, "big").hex(), tmp_path / "pack"

    assert 0 == main(["dispute", txid, str(tmp_path / "journal"), "--out", str(out)])
    assert "ENVELOPE 3 TAKEN IN" in (out / "counters.txt").read_text()


# --- what people take out


def printed(books):
    return [*text_of(books)]


def test_what_people_found_in_a_canister_stands_with_its_load():
    """A difference is theirs to explain; the books still add up."""
    journal = Till()
    journal.filled(100)
    journal.paid(5)
    journal.filled(60, picked=5, found=93, who="anna+ben")
    books = journal.books

    assert [] == books.problems
    assert [93, None] == [load.found for load in books.loads]
    assert "people found 93 notes of canister 1, load 1, difference -2" in printed(books)


def test_a_load_that_is_taken_up_twice_has_been_found_once():
    journal = Till()
    journal.filled(100)
    journal.loaded(60, found=100)
    told = {"load_id": journal.load_id.hex(), "record": raw(journal.record)}
    journal.write("LOADED", told)

    assert [100, None] == [load.found for load in journal.books.loads]


def test_a_bin_counts_from_zero_once_it_is_emptied():
    journal = Till()
    journal.filled(100)
    journal.paid(5, out=3)
    journal.emptied(2, 2)
    journal.paid(4, out=3)
    journal.emptied(1, 1)
    books = journal.books

    assert [] == books.problems
    assert [{1: 2}, {1: 1}] == [each.expected for each in books.bins]


def test_other_notes_in_a_bin_are_told_and_the_books_still_add_up():
    journal = Till()
    journal.filled(100)
    journal.paid(5, out=3)
    journal.emptied(1, 2)
    books = journal.books

    assert [] == books.problems
    assert any(line.endswith(": C1x1 found, C1x2 expected") for line in printed(books))


def test_a_bin_that_was_expected_otherwise_than_its_records_say_is_wrong():
    """Whoever counted it was shown another number."""
    journal = Till()
    journal.filled(100)
    journal.paid(5, out=3)
    journal.emptied(1, 1)

    assert ["the reject bin was expected otherwise than its records say"] == journal.problems


def test_retracted_notes_that_nobody_counted_are_expected_by_nobody():
    journal = Till()
    journal.filled(100)
    journal.paid(5, outcome=TxnOutcome.RETRACTED)
    journal.emptied(5, 0, which="retract", is_sure=False)
    books = journal.books

    assert [] == books.problems
    assert any("nobody knows how many expected" in line for line in printed(books))
