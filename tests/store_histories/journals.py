"""Journals' lines, and what was said of those that are not here yet."""

from dataclasses import replace

from bank_server.domain.journals import SAID_COUNT_MAX, JournalBook
from bank_server.domain.new_journals import NewJournal
from tests.store_histories.drawing import draws
from tests.store_histories.operation import NOW
from tests.store_histories.store_scene import atm_is_there, digest
from tests.store_histories.terminals import anchor

LINES = (b"", b"{}", b"\0\xff\xfe not text", b'{"seq":1,"what":"\xc3\xbc"}', b"x" * 3_000)


@draws("journals.books")
def books(scene):
    return scene.ask("journals.books", scene.atm_id())


@draws("journals.keep", 2)
def keep(scene):
    """The next lines of the newest journal; seldom some that are there already."""
    found = [one for each in scene.rows._atms.all() for one in scene.rows.journals(each.atm_id)]
    if not found:
        return None
    book = scene.one(found)
    lines = tuple(scene.one(LINES) for _ in range(scene.one((0, 1, 1, 3, 20))))
    last = book.acked + len(lines)
    if lines and book.acked > book.since and scene.happens(0.05):
        last -= 1  # a mistake: the first of them is kept already
    after = replace(
        book,
        kept=replace(anchor(scene, last), seq=last),
        next_number=last + 1,
        sealed_next=scene.new("next key").encode(),
    )
    return scene.ask("journals.keep", after, lines, needs=(_goes_on_from(book),))


def _goes_on_from(book):
    """The caller has read the book in the same group."""
    return lambda rows: any(
        (each.key, each.part, each.kept) == (book.key, book.part, book.kept)
        for each in rows.journals(book.atm_id)
    )


@draws("journals.lines", 1)
def lines(scene):
    found = [one for each in scene.rows._atms.all() for one in scene.rows.journals(each.atm_id)]
    book = scene.known(found, JournalBook(scene.atm_id(), "0" * 16, b"", b""))
    part = max(0, book.part - scene.one((0, 0, 1)))
    first, count = scene.below(book.acked + 3), scene.one((0, 1, 5, 500))
    return scene.ask("journals.lines", replace(book, part=part), first, count)


@draws("journals.say", 1)
def say(scene):
    atm_id = scene.atm_id()
    count = scene.one((0, 1, 2, 3, 3, SAID_COUNT_MAX + 2 if scene.happens(0.1) else 4))
    start = scene.below(40)
    said = tuple(anchor(scene, start + n) for n in range(count))
    if said and scene.happens(0.3):
        said += said[:1]
    return scene.ask("journals.say", atm_id, said, needs=(atm_is_there(atm_id),))


@draws("journals.said")
def said(scene):
    return scene.ask("journals.said", scene.atm_id())


@draws("journals.begin", 4)
def begin(scene):
    """With what two people agreed to, or what nobody did."""
    plans = [
        (each, plan[1][0]) for each, plan in scene.plans.items() if plan[0] == "journals.allow_new"
    ]
    agreed = [each for each in plans if _is_unused(scene, each)]
    plans = agreed if agreed and scene.happens(0.7) else plans
    proposal_id, atm_id = scene.known(plans, ("0" * 32, scene.atm_id()))
    issued = [each.key for each in scene.rows.journals(atm_id)]
    under = scene.one((*issued, "e" * 16)) if scene.happens(0.3) else ""
    key = scene.new("key").encode()
    book = JournalBook(atm_id, digest(proposal_id)[:16], key, key)
    return scene.ask("journals.begin", NewJournal(proposal_id, book, under), NOW)


def _is_unused(scene, plan):
    proposal_id, atm_id = plan
    proposal = scene.rows.proposal(proposal_id)
    issued = [each.key for each in scene.rows.journals(atm_id)]
    return proposal and proposal.used_by and digest(proposal_id)[:16] not in issued
