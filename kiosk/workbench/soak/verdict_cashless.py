"""What moved without notes, at rest: transfers and envelopes against the bank's deposits and books.

An envelope is known by the text on it: who put it in, the journal and the bank mean the same one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from kiosk.workbench.audit_books import Books, TransactionRow
from kiosk.workbench.soak.cashless import TRANSFER, Cashless

DONE: Final = "done"
VERIFIED: Final = "verified"
ACCEPTED, UNKNOWN = "accepted", "unknown"
ENDED: Final = frozenset({VERIFIED, "void", "declined", "problem"})


def by_transfer(books: Books, seen: Cashless) -> Iterator[str]:
    """The money that moved is what was asked for, once; bank and journal say the same of it."""
    names = {account.account_id: account.name for account in books.accounts}
    for found in books.transactions:
        if found.operation != TRANSFER:
            continue
        is_done = found.state == DONE
        if is_done != (seen.ends.get(found.txid) == DONE):
            yield f"transfer {found.txid}: {found.state} at the bank, the journal says otherwise"
        lines = _lines(books, TRANSFER, found.txid)
        wanted = seen.transfers.get(found.txid)
        if wanted is None or not is_done:
            expected = []
        else:
            expected = [(wanted.source, -wanted.minor), (wanted.target, wanted.minor)]
        if sorted((names[each], minor) for each, minor in lines) != sorted(expected):
            yield f"transfer {found.txid} ({found.state}): the ledger has moved something else"


def by_envelope(books: Books, seen: Cashless, counter: int) -> Iterator[str]:
    """counter: how many envelopes the slot has ever taken hold of, as it says itself."""
    deposits = {each.txid: each for each in books.transactions if each.envelope is not None}
    texts = {txid: text for text, txid in seen.txids.items()}
    for text, numbers in seen.numbers.items():
        found = deposits.get(seen.txids.get(text, ""))
        if found is None:
            yield f"envelope {text}: the bank does not know it"
        elif len(numbers) != 1:
            yield f"envelope {text}: there are {len(numbers)} of it"
        else:
            yield from _opened(text, min(numbers), found, seen)
    for txid, found in deposits.items():
        yield from _ended(found, is_there=texts.get(txid, "") in seen.numbers)
    yield from _counted(list(deposits.values()), counter)


def gains(books: Books, seen: Cashless) -> Counter[str]:
    """By the account's name: what lies in the envelopes that people had, and what was moved."""
    gained: Counter[str] = Counter()
    for text in seen.numbers:
        if text in seen.slips:
            gained[seen.slips[text].account] += seen.slips[text].minor
    for found in books.transactions:
        moved = seen.transfers.get(found.txid)
        if moved is not None and found.state == DONE:
            gained[moved.source] -= moved.minor
            gained[moved.target] += moved.minor
    return gained


def _opened(text: str, number: int, found: TransactionRow, seen: Cashless) -> Iterator[str]:
    envelope = found.envelope
    assert envelope is not None, "it is a deposit"
    if found.state != VERIFIED:
        yield f"envelope {text}: it is here, and the deposit is {found.state}"
    elif envelope.found != seen.inside(text):
        yield f"envelope {text}: {envelope.found} was found, {seen.inside(text)} is in it"
    if envelope.number not in {None, number}:
        yield f"envelope {text}: number {number}, the bank has {envelope.number}"


def _ended(found: TransactionRow, *, is_there: bool) -> Iterator[str]:
    assert found.envelope is not None, "it is a deposit"
    if found.state not in ENDED:
        yield f"deposit {found.txid}: it is still {found.state}"
    if found.envelope.result == ACCEPTED and not is_there:
        yield f"deposit {found.txid}: accepted, and its envelope is nowhere"


def _counted(deposits: list[TransactionRow], counter: int) -> Iterator[str]:
    envelopes = [each.envelope for each in deposits if each.envelope is not None]
    numbers = [each.number for each in envelopes if each.result == ACCEPTED]
    unsure = sum(each.result == UNKNOWN for each in envelopes)
    if len(set(numbers)) != len(numbers):
        yield "envelopes: two deposits have the same number"
    if len(numbers) + unsure != counter:
        yield (
            f"envelopes: the slot counts {counter}, "
            f"the bank has {len(numbers)} and {unsure} in doubt"
        )


def _lines(books: Books, kind: str, txid: str) -> list[tuple[str, int]]:
    entries = (each for each in books.entries if (each.kind, each.reference) == (kind, txid))
    return [(each.account_id, each.minor) for each in entries]
