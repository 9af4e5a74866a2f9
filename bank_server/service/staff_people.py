"""Staff, what waits for a second person, and the audit of the books."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Final, assert_never

from bank_server.contract.money import Money
from bank_server.contract.problems import ProblemCode
from bank_server.domain.audit import Finding
from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    ConfirmResult,
    Proposal,
    Staff,
    resolution_body,
)
from bank_server.domain.terminals import JournalAnchor
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.identifiers import new_hex
from bank_server.service.outcome import Refusal, StaffCode
from bank_server.service.parts import BankParts, staff_name
from bank_server.service.staff_rights import Duty, may
from bank_server.service.staff_words import says
from bank_server.store.base import ChangeResult, Snapshot

_CONFIRM_REFUSALS: Final = MappingProxyType[ConfirmResult, Refusal](
    {
        ConfirmResult.UNKNOWN: Refusal(ProblemCode.NOT_FOUND, "nothing waits under this id"),
        ConfirmResult.EXPIRED: Refusal(StaffCode.NOT_POSSIBLE, "it waited too long; propose anew"),
        ConfirmResult.SAME_PERSON: Refusal(
            StaffCode.SAME_PERSON, "somebody else must confirm what you proposed"
        ),
        ConfirmResult.DIFFERENT: Refusal(ProblemCode.BAD_REQUEST, "this is not what was proposed"),
        ConfirmResult.REFUSED: Refusal(
            StaffCode.NOT_POSSIBLE, "the books do not allow it; look again and propose anew"
        ),
        ConfirmResult.ALREADY_DONE: Refusal(StaffCode.NOT_POSSIBLE, "it was confirmed before"),
    }
)
PROPOSER_GONE: Final = Refusal(
    StaffCode.NOT_POSSIBLE, "who proposed it is not on the staff any more; propose anew"
)
assert _CONFIRM_REFUSALS.keys() | {ConfirmResult.DONE} == set(ConfirmResult)


class StaffPeople:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts

    def by_certificate(self, name: str, serial: str) -> Staff | None:
        """Who this certificate belongs to, if it is allowed and says the same name."""
        staff = self._parts.store.staff.by_serial(serial)
        if staff is None or not staff.is_allowed or staff.name != name:
            return None
        return staff

    def all(self) -> tuple[Staff, ...]:
        return self._parts.store.staff.staff()

    def revoke(self, by: str, name: str) -> Refusal | None:
        if by == name:
            return Refusal(StaffCode.SAME_PERSON, "nobody revokes their own certificate")
        if self._parts.store.staff.revoke(name) is ChangeResult.UNKNOWN:
            return Refusal(ProblemCode.NOT_FOUND, "nobody on the staff has this name")
        self._parts.done(staff_name(by), "staff-revoke", subject=name)
        return None

    def propose_resolution(
        self, by: str, atm_id: str, txid: str, presented: tuple[tuple[int, int], ...], why: str
    ) -> str | Refusal:
        """The id that a second person confirms. The hold stays until then."""
        parts = self._parts
        if parts.store.transactions.find(txid, atm_id) is None:
            return Refusal(ProblemCode.NOT_FOUND, "no transaction has this ATM and txid")
        proposal_id = new_hex(parts.random_bytes)
        body = resolution_body(txid, atm_id, presented, why)
        kind = ActionKind.RESOLVE_IN_DOUBT
        parts.store.staff.propose(proposal_id, kind, body, by, parts.now_ms())
        parts.done(staff_name(by), "resolve-proposed", txid=txid, subject=atm_id)
        return proposal_id

    def waiting(self) -> tuple[Proposal, ...]:
        """What may still be confirmed."""
        now_ms = self._parts.now_ms()
        return tuple(
            each
            for each in self._parts.store.staff.proposals()
            if each.ends_ms >= now_ms and not self._is_orphaned(each)
        )

    def proposal(self, proposal_id: str) -> Proposal:
        found = self._parts.store.staff.proposal(proposal_id)
        assert found is not None, "proposals are never deleted"
        return found

    def says(self, proposal: Proposal) -> str:
        return says(proposal, self._parts.store)

    def confirmers(self, proposal: Proposal) -> tuple[str, ...]:
        """Who may confirm it."""
        return tuple(
            each.name
            for each in self.all()
            if each.is_allowed
            and may(each.role, Duty.CONFIRM)
            and each.name != proposal.proposed_by
        )

    def confirm(self, by: str, proposal_id: str) -> Refusal | None:
        """Do what somebody else proposed, in the step that uses the proposal up."""
        proposal = self._parts.store.staff.proposal(proposal_id)
        if proposal is None:
            return self._parts.refused(
                staff_name(by), "confirm", _CONFIRM_REFUSALS[ConfirmResult.UNKNOWN]
            )
        if self._is_orphaned(proposal):
            return self._parts.refused(staff_name(by), "confirm", PROPOSER_GONE)
        result = self._do(proposal, Confirmation(proposal_id, by))
        if result is not ConfirmResult.DONE:
            return self._parts.refused(staff_name(by), "confirm", _CONFIRM_REFUSALS[result])
        who, what = staff_name(by), f"{proposal.kind.value}-confirmed"
        entry = AuditEntry(who, what, AuditOutcome.DONE, None, proposal_id, proposal.body)
        self._parts.audit.append(entry)
        return None

    def audit(self, by: str) -> tuple[Snapshot, tuple[Finding, ...]]:
        """The books worked out again from their entries, as of one moment."""
        books = self._parts.store.accounts.snapshot()
        findings = books.findings
        self._parts.done(staff_name(by), "audit")
        return books, findings

    def _is_orphaned(self, proposal: Proposal) -> bool:
        """Whether it waits, and its proposer was revoked: then there are no two who want it."""
        on_staff = {each.name for each in self.all() if each.is_allowed}
        return proposal.used_by is None and proposal.proposed_by not in on_staff

    def _do(self, proposal: Proposal, confirmation: Confirmation) -> ConfirmResult:
        """The body is canonical JSON that this bank wrote itself."""
        store, now_ms, said = self._parts.store, self._parts.now_ms(), json.loads(proposal.body)
        match proposal.kind:
            case ActionKind.SET_BALANCE:
                account_id, minor, currency = said
                balance = Money(minor, currency)
                return store.accounts.set_balance(account_id, balance, confirmation, now_ms)
            case ActionKind.RESOLVE_IN_DOUBT:
                txid, atm_id, presented, why = said
                return store.transactions.resolve_in_doubt(
                    txid,
                    atm_id,
                    presented=[(canister, count) for canister, count in presented],
                    why=why,
                    confirmation=confirmation,
                    now_ms=now_ms,
                )
            case ActionKind.ACCEPT_JOURNAL:
                atm_id, kept, shown, why = said
                return store.terminals.accept_journal(
                    atm_id,
                    kept=JournalAnchor(*kept),
                    said=JournalAnchor(*shown),
                    why=why,
                    confirmation=confirmation,
                    now_ms=now_ms,
                )
            case ActionKind.NEW_JOURNAL:
                atm_id, why = said
                return store.journals.allow_new(atm_id, why, confirmation, now_ms)
            case ActionKind.RESOLVE_DISPUTE:
                txid, atm_id, found, why = said
                return store.transactions.resolve_dispute(
                    txid,
                    atm_id,
                    found=[(canister, count) for canister, count in found],
                    why=why,
                    confirmation=confirmation,
                    now_ms=now_ms,
                )
            case ActionKind.RESOLVE_SUSPENSE:
                txid, atm_id, account_id, charged, why = said
                return store.transactions.resolve_suspense(
                    txid,
                    atm_id,
                    account_id=account_id,
                    charged=None if charged is None else Money(*charged),
                    why=why,
                    confirmation=confirmation,
                    now_ms=now_ms,
                )
            case ActionKind.END_DEPOSIT:
                txid, atm_id, account_id, found, why, *_told = said
                return store.deposits.end(
                    txid,
                    atm_id,
                    account_id=account_id,
                    found=Money(*found),
                    why=why,
                    confirmation=confirmation,
                    now_ms=now_ms,
                )
            case ActionKind.WAIVE_LEVELLING:
                atm_id, name, why = said
                return store.restorations.waive(atm_id, name, why, confirmation, now_ms)
            case ActionKind.CLOSE_DAY:
                date, began_ms, ended_ms, after, head = said
                return store.days.close(
                    date,
                    began_ms=began_ms,
                    ended_ms=ended_ms,
                    after=after,
                    head=head,
                    confirmation=confirmation,
                    now_ms=now_ms,
                )
            case _:
                assert_never(proposal.kind)
