"""Whether lines and anchors belong to the journal that the bank keeps."""

import pytest

from bank_server.contract.problems import ProblemCode
from bank_server.domain.journals import (
    JournalBook,
    JournalMisfit,
    anchor_of,
    begun,
    check_said,
    check_same,
    follow,
    further_back,
    rebased,
)
from bank_server.domain.terminals import JournalAnchor
from hardware.crypto.sealed_line import body_of, seal_of, sealed
from hardware.crypto.sealed_log import Chain, key_at
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


def accepted(acked=5, base=7):
    """An open part: the bank kept so many lines, and people have accepted this entry."""
    book = JournalBook("atm", NAME, b"", b"", kept=JournalAnchor(acked))
    return rebased(book, JournalAnchor(base, "a" * 64, "b" * 32))


@pytest.mark.parametrize(("acked", "base", "start"), [(5, 7, 5), (7, 5, 5), (0, 7, 0)])
def test_an_accepted_course_is_asked_for_from_where_both_may_have_been_one(acked, base, start):
    after = accepted(acked, base)

    assert (1, start, start, True) == (after.part, after.since, after.acked, after.is_open)


def test_an_accepted_course_begins_behind_an_entry_that_was_kept():
    kept = lines(5)
    former = [anchor_of(4, kept[3])]

    after = begun(accepted(4), 5, kept[4], former)

    assert (4, 4, seal_of(kept[3]).h.hex()) == (after.since, after.acked, after.kept.h)


def test_an_accepted_course_that_parted_earlier_is_asked_for_from_further_back():
    kept, other = lines(5), lines(5, text="y")
    book = accepted(900, 1_000)

    assert begun(book, 901, lines(1, first=901, text="y")[0], [anchor_of(4, kept[3])]) is None
    assert 700 == further_back(book, 1_000).acked
    assert 400 == further_back(further_back(book, 1_000), 1_000).acked
    assert 0 == further_back(accepted(90, 100), 100).acked
    assert 0 == begun(accepted(0), 1, other[0], []).acked


@pytest.mark.parametrize(
    ("change", "code", "seq"),
    [
        (lambda line: body_of(line), ProblemCode.JOURNAL_LINE, 9),
        (lambda line: changed(line, b"JOURNAL_OPEN", b"HEARTBEAT"), ProblemCode.JOURNAL_GAP, 6),
        (lambda line: changed(line, b"ab" * 32, b"cd" * 32), ProblemCode.JOURNAL_GAP, 6),
        (lambda line: changed(line, b'"after"', b'"other"'), ProblemCode.JOURNAL_GAP, 6),
        (lambda line: changed(line, b"ab" * 32, b"ab"), ProblemCode.JOURNAL_GAP, 6),
    ],
    ids=["no seal", "no beginning", "another before it", "none before it", "no hash"],
)
def test_where_earlier_lines_are_lost_only_the_beginning_of_a_file_begins_it(change, code, seq):
    """It names the entry before it, which nobody else knows any more."""
    opening = b'{"seq":9,"ev":"JOURNAL_OPEN","d":{"after":"%s"},"ver":2}\n' % (b"ab" * 32)
    line = sealed(opening, Chain(key_at(FIRST, 9), number=9, h=b"\xab" * 32).seal(opening))
    assert 8 == begun(accepted(), 9, line, []).acked

    with pytest.raises(JournalMisfit) as caught:
        begun(accepted(), 9, change(line), [])
    assert (code, seq) == (caught.value.code, caught.value.seq)


def test_an_accepted_course_that_fits_nowhere_does_not_fit():
    with pytest.raises(JournalMisfit) as caught:
        begun(accepted(0), 1, lines(1, h=b"x" * 32)[0], [])
    assert (ProblemCode.JOURNAL_CHAIN, 1) == (caught.value.code, caught.value.seq)


def test_a_misfit_tells_no_content():
    with pytest.raises(JournalMisfit, match=r"^journal-line at entry 1$"):
        follow(Chain(FIRST), [b"secret\n"])
