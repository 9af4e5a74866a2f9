"""At rest after a soak: ledger, journal, HSM, notes and envelopes, compared one for one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from hardware.emulators.hsm_state import Canister
from kiosk.journal_tools.folders import folders_at, lines_in
from kiosk.journal_tools.reconcile import reconcile
from kiosk.journal_tools.showing import one_copy
from kiosk.workbench.audit_books import Books, BooksUnreadable, TransactionRow, book_findings
from kiosk.workbench.audit_notes import note_findings
from kiosk.workbench.children import Children
from kiosk.workbench.device_memories import (
    MemoryUnreadable,
    envelopes_counted,
    read_hsm,
    read_matter,
)
from kiosk.workbench.exported_books import read_export
from kiosk.workbench.soak.cashless import Cashless
from kiosk.workbench.soak.notes_out import NotesOut
from kiosk.workbench.soak.verdict_cashless import by_envelope, by_transfer, gains

RUN_S_MAX: Final = 300.0
ADMIN: Final = "bank_server.admin"
JOURNAL: Final = "kiosk.journal_tools"
KEYS: Final = "journal-keys.txt"
ANCHORS: Final = "journal-anchors.jsonl"
BOOKS: Final = "books.jsonl"
CUSTOMER: Final = "customer"
RESOLVED: Final = "resolved"
OF_A_DOUBT: Final = ("notes: canister ", "counters: the bank counts ")


class Verdict:
    """Each command is a process of its own, as a person would start it.

    Attributes: findings: what differs, a sentence each.
    """

    def __init__(self, state: Path, children: Children, atm: str) -> None:
        self._state = state
        self._children = children
        self._atm = atm
        self.findings: list[str] = []

    def while_it_serves(self) -> None:
        """What the running bank says of itself and of the journal."""
        said = self._runs("the bank's audit", ADMIN, *self._at, "--json", "audit")
        if said:
            self.findings += [f"the bank's audit: {each}" for each in json.loads(said)["findings"]]
        for what, name in (("journal-key", KEYS), ("journal-anchors", ANCHORS)):
            out = ("--out", str(self._state / name))
            self._runs(what, ADMIN, *self._at, what, self._atm, *out)

    def at_rest(self, notes: NotesOut, cashless: Cashless, opening: Mapping[str, int]) -> None:
        """Nothing runs. opening: minor units by account, before the first visit."""
        journal = str(self._state / "kiosk")
        proofs = ("--key", str(self._state / KEYS), "--anchors", str(self._state / ANCHORS))
        self._runs("the journal", JOURNAL, "verify", journal, *proofs)
        added = self._runs("the journal's notes", JOURNAL, "reconcile", journal)
        if added and not added.splitlines()[-1].endswith(", 0 open"):
            self.findings.append(f"the journal's notes: {added.splitlines()[-1]}")
        self._runs("the bank's audit log", ADMIN, *self._at, "audit-log", "verify")
        path = self._state / BOOKS
        self._runs("the export", ADMIN, *self._at, "export", str(path))
        try:
            books, hsm = read_export(path), read_hsm(self._state)
            self.findings += book_findings(books)
            told = note_findings(books, hsm, read_matter(self._state))
            self.findings += (each for each in told if not _is_of_a_doubt(books, each))
            self.findings += note_by_note(books, notes)
            self.findings += by_account(books, notes, cashless, opening)
            self.findings += by_transfer(books, cashless)
            self.findings += by_envelope(books, cashless, envelopes_counted(self._state))
            self.findings += self._by_journal(hsm.canisters)
        except (OSError, ValueError, BooksUnreadable, MemoryUnreadable) as error:
            self.findings.append(f"unreadable: {error}")

    @property
    def _at(self) -> tuple[str, str]:
        return "--state", str(self._state)

    def _runs(self, what: str, module: str, *words: str) -> str:
        """What it printed."""
        done = self._children.run(module, *words, timeout_s=RUN_S_MAX)
        if done.code != 0:
            last = (done.out + done.err).strip().splitlines()[-1:]
            self.findings.append(f"{what}: ended with {done.code}: {' '.join(last)}")
        return done.out

    def _by_journal(self, canisters: Mapping[int, Canister]) -> Iterator[str]:
        """What the journal's records say is left is what the HSM says."""
        last: dict[int, tuple[int, int | None]] = {}
        folder = one_copy(folders_at(self._state / "kiosk"))
        for load in reconcile(lines_in(folder)).loads:
            last[load.canister] = load.number, load.left
        for number, hsm in canisters.items():
            found = last.get(number, (0, None))
            if found != (hsm.load, hsm.left):
                yield (
                    f"counters: canister {number}: the journal has load {found[0]} with {found[1]} "
                    f"left, the HSM load {hsm.load} with {hsm.left}"
                )


def _is_of_a_doubt(books: Books, finding: str) -> bool:
    """Where the HSM was not certain, its records do not say where the notes are, as an auditor who
    has nothing else must remark. Here somebody has seen it: note_by_note."""
    has_doubts = any(found.state == RESOLVED for found in books.transactions)
    return has_doubts and finding.startswith(OF_A_DOUBT)


def note_by_note(books: Books, notes: NotesOut) -> Iterator[str]:
    """What came out for a transaction is what its customer was debited, or lies in suspense."""
    if notes.unowned.total():
        yield f"notes: {dict(notes.unowned)} came out while no transaction was under way"
    known = {found.txid for found in books.transactions}
    for found in books.transactions:
        if found.state == RESOLVED:
            continue  # people have booked what they counted: by_account
        minor = _value(books, notes.came_out.get(found.txid, Counter()))
        if minor != (found.captured or 0):
            yield f"notes: {_name(found)}: {minor} came out, {found.captured or 0} was booked"
    for txid, counts in notes.came_out.items():
        if txid not in known and counts.total():
            yield f"notes: {counts.total()} came out for {txid}, which the bank does not know"


def by_account(
    books: Books, notes: NotesOut, cashless: Cashless, opening: Mapping[str, int]
) -> Iterator[str]:
    """Each account has gone down by what came out for it, or went to another one, less what lay in
    its envelopes; and nothing is held."""
    gained = gains(books, cashless)
    gone: Counter[str] = Counter()
    for found in books.transactions:
        # People count what was carried away; a record that nobody doubts, what came out.
        is_counted = found.state == RESOLVED
        all_of_it = notes.came_out.get(found.txid, Counter())
        counts = notes.carried_away(found.txid) if is_counted else all_of_it
        gone[found.account_id or ""] += _value(books, counts)
    for account in books.accounts:
        if account.kind != CUSTOMER:
            continue
        debited = opening.get(account.name, 0) - account.balance
        out = gone[account.account_id] - gained[account.name]
        if debited != out:
            yield f"account {account.name}: {debited} debited, {out} came out"
        if account.held:
            yield f"account {account.name}: {account.held} is still held"


def _value(books: Books, counts: Counter[int]) -> int:
    values = {row.canister: row.denomination for row in books.canisters}
    return sum(values[canister] * count for canister, count in counts.items())


def _name(found: TransactionRow) -> str:
    return f"{found.txid} ({found.state})"
