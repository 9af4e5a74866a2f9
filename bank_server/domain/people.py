"""Staff, what two of them must agree on, and what somebody has to look at."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum, unique
from typing import Final

from bank_server.contract.money import Money
from bank_server.domain.envelopes import Envelope
from bank_server.domain.terminals import JournalAnchor

CONFIRMATION_LIFE_MS: Final = 24 * 3_600_000
REJECTED: Final = "rejected"  # in a proposal about a deposit that people ended with nothing before


@unique
class StaffRole(StrEnum):
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Staff:
    """
    Attributes:
        serial: of the one certificate that is allowed, lower-case hex.
    """

    name: str
    role: StaffRole
    serial: str
    is_allowed: bool = True


@unique
class ActionKind(StrEnum):
    """What needs a second person."""

    SET_BALANCE = "set-balance"
    RESOLVE_IN_DOUBT = "resolve-in-doubt"
    ACCEPT_JOURNAL = "accept-journal"
    RESOLVE_DISPUTE = "resolve-dispute"
    RESOLVE_SUSPENSE = "resolve-suspense"
    WAIVE_LEVELLING = "waive-levelling"
    NEW_JOURNAL = "new-journal"
    END_DEPOSIT = "end-deposit"
    CLOSE_DAY = "close-day"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one person asked for and another must confirm.

    Attributes:
        proposal_id: 32 hex digits.
        body: canonical JSON of the action's arguments; the confirmed action must equal it.
        used_by: who confirmed; None while it waits.
    """

    proposal_id: str
    kind: ActionKind
    body: str
    proposed_by: str
    proposed_ms: int
    used_by: str | None = None

    @property
    def ends_ms(self) -> int:
        """The last moment at which it can be confirmed."""
        return self.proposed_ms + CONFIRMATION_LIFE_MS


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A second person's yes."""

    proposal_id: str
    by: str


@unique
class ConfirmResult(Enum):
    """Whether a confirmed action was done. Only DONE moved anything, in the same step."""

    DONE = "done"
    ALREADY_DONE = "already-done"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    SAME_PERSON = "same-person"
    DIFFERENT = "different"  # the action is not the one that was proposed
    REFUSED = "refused"  # the state does not allow it: no such account, not in doubt, too much,
    # a journal that has gone back again, nothing disputed or in suspense, no envelope to open


def refusal(
    proposal: Proposal | None, kind: ActionKind, body: str, by: str, now_ms: int
) -> ConfirmResult | None:
    """Why this person may not confirm this action, or None if they may."""
    if proposal is None:
        return ConfirmResult.UNKNOWN
    if proposal.kind is not kind or proposal.body != body:
        return ConfirmResult.DIFFERENT
    if proposal.proposed_by == by:
        return ConfirmResult.SAME_PERSON
    if proposal.used_by is not None:
        return ConfirmResult.ALREADY_DONE
    if now_ms > proposal.ends_ms:
        return ConfirmResult.EXPIRED
    return None


@unique
class WorkKind(StrEnum):
    """Why somebody has to look."""

    DISPUTE = "dispute"
    IN_DOUBT = "in-doubt"
    SUSPENSE = "suspense"
    RECEIPT_INVALID = "receipt-invalid"
    SETTLED_DIFFERENTLY = "settled-differently"
    COUNTERS_MOVED = "counters-moved"
    LOAD_DIFFERS = "load-differs"
    JOURNAL_ROLLED_BACK = "journal-rolled-back"
    DEACTIVATION_IGNORED = "deactivation-ignored"
    BEHIND = "behind"
    DEPOSIT = "deposit"
    DEPOSIT_DISPUTED = "deposit-disputed"
    DEPOSIT_UNKNOWN = "deposit-unknown"
    ENVELOPE_REPEATED = "envelope-repeated"
    CASH_OVER = "cash-over"
    CASH_SHORT = "cash-short"
    TOTALS_DIFFER = "totals-differ"
    ENVELOPES_DIFFER = "envelopes-differ"
    BALANCING_REFUSED = "balancing-refused"
    PIN_GUESSING = "pin-guessing"


ALARMS: Final = frozenset(
    {
        WorkKind.SUSPENSE,
        WorkKind.RECEIPT_INVALID,
        WorkKind.SETTLED_DIFFERENTLY,
        WorkKind.JOURNAL_ROLLED_BACK,
        WorkKind.DEACTIVATION_IGNORED,
        WorkKind.BEHIND,
        WorkKind.DEPOSIT_UNKNOWN,
        WorkKind.ENVELOPE_REPEATED,
        WorkKind.PIN_GUESSING,
    }
)


@dataclass(frozen=True, slots=True)
class Closing:
    """Who took an item off the work list, when, and why."""

    by: str
    at_ms: int
    because: str


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing for a person to look at. The same (kind, atm_id, reference) is open once.

    Attributes:
        reference: txid, load_id, card_id, a balancing's id, the ATM's id again, or `all-atms`.
        note: a sentence of ours, perhaps with our counts; never what somebody sent.
        number: how people name it, from 1; the store gives it, 0 before.
        since_ms: when it came onto the list.
        closed: None while it is open.
    """

    kind: WorkKind
    atm_id: str
    reference: str
    note: str = ""
    number: int = field(default=0, compare=False)
    since_ms: int = field(default=0, compare=False)
    closed: Closing | None = field(default=None, compare=False)

    @property
    def key(self) -> tuple[WorkKind, str, str]:
        return self.kind, self.atm_id, self.reference

    @property
    def is_alarm(self) -> bool:
        return self.kind in ALARMS


@unique
class CloseResult(Enum):
    """What came of taking an item off the work list."""

    CLOSED = "closed"
    UNKNOWN = "unknown"
    CLOSED_BEFORE = "closed-before"
    NOT_YET = "not-yet"  # what it is about is still so: two people end that, and the item with it


def balance_body(account_id: str, balance: Money) -> str:
    """What a SET_BALANCE proposal says."""
    return _canonical([account_id, balance.minor, balance.currency])


def resolution_body(txid: str, atm_id: str, presented: Sequence[tuple[int, int]], why: str) -> str:
    """What a RESOLVE_IN_DOUBT proposal says."""
    return _canonical([txid, atm_id, [[canister, count] for canister, count in presented], why])


def dispute_body(txid: str, atm_id: str, found: Sequence[tuple[int, int]], why: str) -> str:
    """What a RESOLVE_DISPUTE proposal says: the notes that were found in the safe."""
    return _canonical([txid, atm_id, [[canister, count] for canister, count in found], why])


def suspense_body(
    txid: str, atm_id: str, account_id: str | None, charged: Money | None, why: str
) -> str:
    """What a RESOLVE_SUSPENSE proposal says: who is charged how much, or null for nobody."""
    amount = None if charged is None else [charged.minor, charged.currency]
    return _canonical([txid, atm_id, account_id, amount, why])


def deposit_body(
    txid: str,
    atm_id: str,
    account_id: str | None,
    found: Money,
    why: str,
    told: Envelope | None = None,
) -> str:
    """What an END_DEPOSIT proposal says: what was found in the envelope, and whose it is.

    told: the envelope as it was known when it was made. A later word of the slot, or another end
        by people, makes it worth nothing.
    """
    word: list[object] = []
    if told is not None and told.result is not None:
        word = [told.result.value, told.number]
    if told is not None and told.found is not None:
        word.append(REJECTED)
    return _canonical([txid, atm_id, account_id, [found.minor, found.currency], why, *word])


def journal_body(atm_id: str, kept: JournalAnchor, said: JournalAnchor, why: str) -> str:
    """What an ACCEPT_JOURNAL proposal says: the base that is given up, and what comes instead."""
    anchors = [
        [each.seq, each.h, each.m, *([each.key] if each.key else [])] for each in (kept, said)
    ]
    return _canonical([atm_id, *anchors, why])


def waiver_body(atm_id: str, restoration: str, why: str) -> str:
    """What a WAIVE_LEVELLING proposal says."""
    return _canonical([atm_id, restoration, why])


def new_journal_body(atm_id: str, why: str) -> str:
    """What a NEW_JOURNAL proposal says: the ATM's journal is lost, and it may begin another."""
    return _canonical([atm_id, why])


def day_body(date: str, began_ms: int, ended_ms: int, after: int, head: int) -> str:
    """What a CLOSE_DAY proposal says: the day, and which entries of the ledger are its own."""
    return _canonical([date, began_ms, ended_ms, after, head])


def atm_of_new_journal(body: str) -> str:
    """Of a proposal's body that this bank wrote."""
    return str(json.loads(body)[0])


def _canonical(content: list[object]) -> str:
    return json.dumps(content, separators=(",", ":"), ensure_ascii=True)
