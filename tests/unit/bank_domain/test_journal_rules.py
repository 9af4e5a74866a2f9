"""Whether lines and anchors belong to the journal that the bank keeps."""

import pytest

from bank_server.contract.problems import ProblemCode
from bank_server.domain.journals import (
    JournalBook,
    JournalMisfit,
    anchor_of,
    check_said,
    check_same,
    follow,
    rebased,
)
from bank_server.domain.terminals import JournalAnchor
from hardware.crypto.sealed_line import seal_of, sealed
from hardware.crypto.sealed_log import Chain
from hardware.crypto.secret import Secret
from tests.unit.bank_domain.sealed_lines import FIRST, NAME, body, changed, lines


def misfit(sent):
    with pytest.raises(JournalMisfit) as caught:
        follow(Chain(FIRST), sent)
    return caught.value.code, caught.value.seq


def test_lines_that_follow_one_another_are_walked_to_the_last_anchor():
    sent = lines(5)
    chain = Chain(FIRST)

    last = follow(chain, sent)

    assert anchor_of(5, sent[4]) == last
    assert (6, last.h) == (chain.number, chain.h.hex())


def test_a_changed_line_is_named():
    sent = lines(5)
    sent[2] = changed(sent[2])
    assert (ProblemCode.JOURNAL_CHAIN, 3) == misfit(sent)


def test_a_line_with_a_new_chain_value_lacks_the_seal():
    sent, forged = lines(5), Chain(Secret(bytes(32)), number=3)
    forged.h = seal_of(sent[1]).h
    sent[2] = sealed(body(3, "y"), forged.seal(body(3, "y")))
    assert (ProblemCode.JOURNAL_SEAL, 3) == misfit(sent)


def test_lines_of_another_key_are_not_sealed():
    assert (ProblemCode.JOURNAL_SEAL, 1) == misfit(lines(2, key=Secret(bytes(32))))


def test_a_line_that_is_missing_leaves_the_next_at_a_wrong_place():
    sent = lines(5)
    del sent[2]
    assert (ProblemCode.JOURNAL_LINE, 3) == misfit(sent)


def test_lines_that_changed_places_are_at_wrong_places():
    sent = lines(5)
    sent[1], sent[2] = sent[2], sent[1]
    assert (ProblemCode.JOURNAL_LINE, 2) == misfit(sent)


def test_a_line_without_a_seal_is_none():
    sent = lines(2)
    sent[1] = body(2)
    assert (ProblemCode.JOURNAL_LINE, 2) == misfit(sent)


def test_the_same_lines_again_are_fine_and_others_are_named():
    kept = lines(3)
    check_same(7, kept, list(kept))
    with pytest.raises(JournalMisfit) as caught:
        check_same(7, kept, [kept[0], changed(kept[1]), kept[2]])
    assert (ProblemCode.JOURNAL_DIFFERS, 8) == (caught.value.code, caught.value.seq)


def test_what_was_said_of_a_line_must_be_so_where_the_line_is_here():
    kept = dict(enumerate(lines(3), start=1))
    true = anchor_of(2, kept[2])
    check_said([true, JournalAnchor(9, "a" * 64, "b" * 32)], kept)
    with pytest.raises(JournalMisfit) as caught:
        check_said([true, JournalAnchor(3, true.h, true.m)], kept)
    assert (ProblemCode.JOURNAL_DIFFERS, 3) == (caught.value.code, caught.value.seq)


def test_an_accepted_course_begins_a_new_part_after_its_base():
    book, base = JournalBook("atm", NAME, b"", b""), JournalAnchor(7, "a" * 64, "b" * 32)

    after = rebased(book, base)

    assert (1, 7, 7, base) == (after.part, after.since, after.acked, after.kept)


def test_a_misfit_tells_no_content():
    with pytest.raises(JournalMisfit, match=r"^journal-line at entry 1$"):
        follow(Chain(FIRST), [b"secret\n"])
