"""Plays one history on several stores, and says where their answers part."""

from collections import Counter
from dataclasses import dataclass

from bank_server.domain.audit import audit
from tests.store_histories.operation import GROUP, RESTART, answer_of, plain

# Every collection and table, but for what SQLite keeps apart and MongoDB keeps inside.
KINDS = (
    "accounts",
    "atms",
    "balancings",
    "business_days",
    "cards",
    "certificates",
    "challenges",
    "entries",
    "journal_lines",
    "journal_said",
    "journals",
    "pin_results",
    "proposals",
    "restorations",
    "staff",
    "tokens",
    "transactions",
    "visits",
    "work_items",
)
ALL = 10_000


@dataclass(frozen=True)
class Difference:
    """
    Attributes:
        place: number of the operation; None at the end.
        what: the operation, or what was read.
        answers: by the store's name.
    """

    place: int | None
    what: str
    answers: dict

    def __str__(self):
        first, *others = self.answers.items()
        other = next(each for each in others if each[1] != first[1])
        places = "\n    ".join(parting(first, other))
        return f"{self.what}\n    {places}"


def play(history, stores, seen=None):
    """The first difference, or None. The first store also says what is possible.

    seen: counts the answers to each operation, by name and how it was answered.
    """
    seen = Counter() if seen is None else seen
    for place, operation in enumerate(history):
        if not operation.is_possible(stores[0].engine._rows):
            continue
        if operation.name == RESTART:
            for each in stores:
                each.start()
            seen[RESTART, ""] += 1
            continue
        answers = {each.name: answer_of(each.store, operation) for each in stores}
        seen.update(tried(operation, answers[stores[0].name]))
        if _differ(answers):
            return Difference(place, str(operation), answers)
    return _at_the_end(stores)


def tried(operation, answer):
    """The operation and, of a group, its members, each with how it was answered."""
    yield operation.name, label(answer) if operation.name != GROUP else operation.ends
    if operation.name == GROUP and len(answer) > 1:
        answers = answer[1] if answer[0] == "undone" else answer
        for member, its in zip(operation.args, answers, strict=True):
            yield member.name, label(its)


def label(answer):
    """How it was answered, in a word or two."""
    if isinstance(answer, bool) or answer is None or answer == ("mistake",):
        return {True: "yes", False: "no", None: "none"}.get(answer, "mistake")
    if isinstance(answer, int):
        return "some" if answer else "none"
    if isinstance(answer, str):
        return answer.partition(".")[2] or answer
    if answer[0] == "tuple":
        return "some" if len(answer) > 1 else "empty"
    parts = dict(answer[1:]) if isinstance(answer[1], tuple) else {}
    if answer[0] == "ReadAnswer":
        return label(parts["finish"])
    words = [parts[name] for name in ("result", "state") if parts.get(name)]
    if answer[0] in {"Transaction", "Account", "Atm", "Card", "WorkItem"}:
        words = []
    if answer[0] == "Finish" and label(parts["result"]) == "ENDED":
        ended = dict(parts["transaction"][1:])
        words = [ended[name] for name in ("state", "decline", "problem") if ended[name]]
    if answer[0] == "Heartbeat":
        words = [name for name in ("is_rolled_back", "is_new", "is_late") if parts[name]]
        words.append("stop" if len(parts["commands"]) > 1 else "go on")
    return " ".join(map(label, words)) or answer[0]


def contents(kept, reference):
    """Everything that can be read, name by name. reference: rows that know all keys."""
    store = kept.store
    books = store.accounts.snapshot()
    yield "snapshot", plain(books)
    yield "audit", plain(audit(books.accounts, books.entries, books.transactions, books.atms))
    yield "cards", plain(store.cards.cards())
    for account in books.accounts:
        for most in (0, 1, ALL):
            found = store.accounts.entries(account.account_id, most)
            yield f"entries of {account.account_id}, {most}", plain(found)
    yield "staff", plain(store.staff.staff())
    yield "proposals", plain(store.staff.proposals())
    yield "work", plain(store.staff.work_items())
    for most in (0, 2, ALL):
        yield f"closed work, {most}", plain(store.staff.closed_work_items(most))
    for number in range(len(reference._work.all()) + 2):
        yield f"work item {number}", plain(store.staff.work_item(number))
    for each in reference._proposals.all():
        yield f"proposal {each.proposal_id}", plain(store.staff.proposal(each.proposal_id))
    for each in reference._tokens.all():
        yield f"token {each.token_hash}", plain(store.terminals.token(each.token_hash))
    for atm in books.atms:
        yield f"books of {atm.atm_id}", plain(store.journals.books(atm.atm_id))
        yield f"said of {atm.atm_id}", plain(store.journals.said(atm.atm_id))
    for each in reference._balancings.all():
        found = store.balancings.find(each.atm_id, each.balancing_id)
        yield f"balancing {each.balancing_id}", plain(found)
    for each in reference._days.all():
        yield f"day {each.date}", plain(store.days.day(each.date))
    for book in reference._journals.all():
        for part in range(book.part + 1):
            yield f"lines of {book.key}", plain(kept.rows(_lines_of(book, part)))
    for each in reference._certificates.all():
        yield f"serial {each.serial}", plain(kept.rows(_certificate(each.serial)))
    for each in reference._visits.all():
        yield f"visit of {each.card_id}", plain(kept.rows(_visit(each)))
    for each in reference._challenges.all():
        yield f"challenge of {each.terms.txid}", plain(kept.rows(_challenge(each.terms)))
    for kind in KINDS:
        yield f"number of {kind}", kept.count(kind)


def _lines_of(book, part):
    changed = type(book)(book.atm_id, book.key, b"", b"", part=part)
    return lambda rows: rows.journal_lines(changed, 0, ALL)


def _certificate(serial):
    return lambda rows: rows.certificate(serial)


def _visit(visit):
    return lambda rows: rows.visit(visit.card_id, visit.atm_id)


def _challenge(terms):
    return lambda rows: rows.challenge(terms.txid, terms.atm_id)


def _at_the_end(stores):
    reference = stores[0].engine._rows
    for found in zip(*(contents(each, reference) for each in stores), strict=True):
        answers = {each.name: answer for each, (_, answer) in zip(stores, found, strict=True)}
        names = {name for name, _ in found}
        if len(names) > 1 or _differ(answers):
            return Difference(None, f"at the end, {' or '.join(sorted(names))}", answers)
    return None


def parting(one, other):
    """Where two named answers part, and what each says there."""
    (name, here), (other_name, there) = one, other
    path = []
    while isinstance(here, tuple) and isinstance(there, tuple) and len(here) == len(there):
        place = next(
            n for n, pair in enumerate(zip(here, there, strict=True)) if pair[0] != pair[1]
        )
        path.append(f"{here[0]}[{place}]" if isinstance(here[0], str) else f"[{place}]")
        here, there = here[place], there[place]
    yield f"at {' '.join(path)}"
    yield f"{name}: {here!r:.500}"
    yield f"{other_name}: {there!r:.500}"


def _differ(answers):
    first, *others = answers.values()
    return any(each != first for each in others)
